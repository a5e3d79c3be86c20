// What the whole chain adds to the procedures that everybody asks with every id: findings, what they mean, decisions to come,
// the ways to a committee, actions that go from hand to hand, and who needs to hear.
type Ask = (about: { id: string; address: string; word: string; spaces: string[] }) => object[]

export const CHAIN_READS: Record<string, Ask> = {
  'insights.findings': ({ id, spaces }) => [
    { id },
    { id, which: 'ended' },
    ...spaces.map((space) => ({ id: space, document: id })),
  ],
  'insights.decisions': ({ id }) => [{ id }, { id, which: 'taken' }],
  'insights.couldInform': ({ id, word }) => [{ decision: id }, { decision: id, words: word }],
  'insights.routes': ({ id }) => [{ id }],
  'insights.ledger': ({ id, address }) => [{ id }, { address }],
}

const DAY = '2030-01-01'
export const CHAIN_CHANGES: Record<string, Ask> = {
  'insights.imply': ({ id }) => ['insight', 'finding'].map((kind) => ({ from: { kind, id }, words: 'mine' })),
  'insights.editImplication': ({ id }) => [{ implication: id, version: 1, words: 'mine' }],
  'insights.editAction': ({ id }) => [{ action: id, version: 1, words: 'mine' }],
  'insights.setAction': ({ id }) => [{ action: id, version: 1, state: 'done' }],
  'insights.handOn': ({ id }) => [{ action: id, accountable: 'me' }],
  'insights.answerHanding': ({ id }) => [{ handing: id, answer: 'accepted' }],
  'insights.editOutcome': ({ id }) => [{ outcome: id, version: 1, state: 'dont_know' }],
  'insights.writeFinding': ({ id, spaces }) =>
    spaces.map((space) => ({ space, chapter: id, words: 'mine', kind: 'formative', sense_by: DAY })),
  'insights.editFinding': ({ id }) => [{ finding: id, version: 1, words: 'mine', kind: 'formative', sense_by: DAY }],
  'insights.openRound': ({ id }) => [{ finding: id, comments_by: DAY }],
  'insights.commentFinding': ({ id }) => [{ round: id, words: 'mine' }],
  'insights.closeRound': ({ id }) => [{ round: id, changed: 'mine' }],
  'insights.plan': ({ id, spaces }) =>
    spaces.map((space) => ({ space, chapter: id, words: 'mine', decide_by: DAY, insights: [id] })),
  'insights.editDecision': ({ id }) => [{ decision: id, version: 1, words: 'mine' }],
  'insights.addRoute': ({ id, spaces }) => spaces.map((space) => ({ space, chapter: id, name: 'mine' })),
  'insights.editRoute': ({ id }) => [{ route: id, version: 1, name: 'mine' }],
  'insights.addMeeting': ({ id }) => [{ route: id, meets_on: DAY }],
  'insights.callOffMeeting': ({ id }) => [{ meeting: id }],
  'insights.tell': ({ id }) => [{ insight: id, member: id }],
  'insights.acknowledge': ({ id }) => [{ receiver: id, answer: 'understood' }],
  'insights.closeReceiver': ({ id }) => [{ receiver: id, why: 'mine' }],
  'insights.seatDecide': ({ word }) => [{ token: word, words: 'mine' }],
}
