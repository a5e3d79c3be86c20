// Every procedure of the contract, and how to ask it for something that may not be one's own. A procedure that is in the
// contracts and not here makes the ordeal fail: a new surface has to be swept.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ground.ts'
import { CALLS_CHANGES, CALLS_READS } from './surfaces-calls.ts'
import { CHAIN_CHANGES, CHAIN_READS } from './surfaces-chain.ts'
import { GATHERINGS_CHANGES, GATHERINGS_READS } from './surfaces-gatherings.ts'
import { HARVEST_CHANGES, HARVEST_READS } from './surfaces-harvest.ts'
import { INQUIRY_CHANGES, INQUIRY_READS } from './surfaces-inquiry.ts'
import { LIBRARY_CHANGES, LIBRARY_READS } from './surfaces-library.ts'
import { MEMORY_CHANGES, MEMORY_READS } from './surfaces-memory.ts'
import { OUTPUTS_CHANGES, OUTPUTS_READS } from './surfaces-outputs.ts'
import { RUNNING_CHANGES, RUNNING_READS } from './surfaces-running.ts'

const NONE = () => [{}]
export type Ask = (about: { id: string; address: string; word: string; spaces: string[]; evidence: string }) => object[]

/** Asked by everybody with every id. */
export const READS: Record<string, Ask> = {
  'people.place': NONE,
  'people.me': NONE,
  'people.waysHere': NONE,
  'people.waysIn': NONE,
  'people.placeSettings': NONE,
  'people.setUpLink': ({ word }) => [{ token: word }],
  'people.invitation': ({ word }) => [{ token: word }],
  'people.profile': NONE,
  'people.sessions': NONE,
  'people.tokens': NONE,
  'people.wayBack': NONE,
  'people.vouchingAsks': NONE,
  'people.keepers': NONE,
  'people.keeperAsks': NONE,
  'people.vouching': ({ word }) => [{ secret: word }],
  'people.codeSetUp': NONE,
  'people.everything': NONE,
  'people.organisations': NONE,
  'spaces.list': NONE,
  'spaces.doors': NONE,
  'spaces.here': ({ address, id }) => [{ address }, { address: id }],
  'spaces.templates': NONE,
  'spaces.organisations': NONE,
  'spaces.people': ({ address }) => [{ address }],
  'spaces.seats': ({ address }) => [{ address }],
  'spaces.handover': ({ id }) => [{ membership: id }],
  'spaces.shared': ({ address }) => [{ address }],
  'spaces.memory': ({ address }) => [{ address }, { address, turning: true }, { address, lane: 'decisions' }],
  'spaces.closing': ({ address }) => [{ address }],
  'spaces.record': ({ address }) => [{ address }],
  'spaces.limits': ({ address }) => [{ address }],
  'spaces.rules': ({ address }) => [{ address }],
  'spaces.terms': ({ address }) => [{ address }],
  'spaces.ending': ({ address }) => [{ address }],
  'spaces.partners': ({ address }) => [{ address }],
  'spaces.calls': NONE,
  'today.list': ({ id }) => [{}, { space: id }],
  'today.find': ({ id, word }) => [{ text: word }, { text: 'planted' }, { text: word, space: id }],
  'today.changes': NONE,
  'today.week': NONE,
  'today.agenda': ({ id }) => [{ space: id }],
  'today.letters': NONE,
  'spaces.saidInCopy': ({ address, id }) => [{ address: address.slice(0, 80), ids: [id] }],
  'spaces.copies': ({ address }) => [{ address: address.slice(0, 80) }],
  'crossings.targets': ({ id }) => [{}, { from: id }],
  'crossings.names': ({ word, id }) => [{ words: word }, { words: word, kind: 'evidence', source: id }],
  'crossings.mine': NONE,
  'crossings.asked': NONE,
  'rounds.round': ({ id }) => [{ round: id }],
  'journal.list': NONE,
  'journal.read': ({ id }) => [{ id }],
  'journal.search': ({ word }) => [{ words: word }],
  'journal.export': NONE,
  'journal.mail': NONE,
  'methods.list': ({ word }) => [{}, { text: word }],
  'methods.one': () => [{ key: 'nine-whys' }],
  'insights.list': ({ id, address }) => [{ id }, { address }],
  'insights.trace': ({ id, spaces }) =>
    spaces.flatMap((space) =>
      ['evidence', 'finding', 'insight', 'implication', 'decision', 'action', 'outcome'].map((kind) => ({
        id: space,
        kind,
        of: id,
      })),
    ),
  ...CHAIN_READS,
  ...LIBRARY_READS,
  ...OUTPUTS_READS,
  'insights.standing': ({ id }) => [{ id }],
  'insights.seats': ({ id }) => [{ id }],
  'insights.posts': () => [{}],
  'insights.seatPage': ({ word }) => [{ token: word }],
  'insights.unheard': NONE,
  ...INQUIRY_READS,
  ...MEMORY_READS,
  ...GATHERINGS_READS,
  ...CALLS_READS,
  ...HARVEST_READS,
  ...RUNNING_READS,
}

/** Tried by outsiders on what is not theirs; whatever they answer, nothing of it may be told. */
export const CHANGES: Record<string, Ask> = {
  'spaces.create': ({ id }) => [{ template: 'group', name: 'Mine', class: 'grantee', parent: id }],
  'spaces.copyGone': ({ id }) => [{ copy: id }],
  'spaces.setTerms': ({ address }) => [{ address, receiverDays: 3, documentsOut: 'facilitators' }],
  'spaces.settle': ({ address }) => [{ address, version: 1, name: 'Mine now' }],
  'spaces.invite': ({ address }) => [
    { address, secret: 'x'.repeat(43), name: 'Me', email: 'me@example.org', class: 'grantee' },
  ],
  'spaces.confirm': ({ id }) => [{ invitation: id }],
  'spaces.takeBack': ({ id }) => [{ invitation: id }],
  'spaces.welcome': ({ id }) => [{ membership: id }],
  'spaces.end': ({ id }) => [{ membership: id }],
  'spaces.setRoles': ({ id }) => [{ membership: id, roles: ['manager'] }],
  'spaces.shareJob': ({ id }) => [{ membership: id, with: id }],
  'spaces.passOn': ({ id }) => [{ membership: id }],
  'spaces.takeOn': ({ address }) => [{ address, role: 'manager' }],
  'spaces.proposeResidence': ({ id }) => [
    { membership: id, until: '2027-01-31', observe: 'mine', write: 'mine', publish: 'mine', bias: 'mine' },
  ],
  'spaces.answerAsk': ({ id }) => [{ ask: id, yes: true }],
  'spaces.withdrawAsk': ({ id }) => [{ ask: id }],
  'spaces.holdSeat': ({ id }) => [{ seat: id, memberships: [id] }],
  'spaces.answerSeat': ({ id }) => [{ letter: id, answer: 'understood' }],
  'spaces.noteHandover': ({ id }) => [{ membership: id, version: 0, underWay: 'mine', whoKnows: 'mine' }],
  'spaces.sayLoad': ({ address, id }) => [
    { address, function: 'hosting', organisation: id, from: '2026-01-01', until: null, resource: 'mine' },
  ],
  'spaces.sayTie': ({ address, id }) => [
    {
      ...{ address, one: { membership: id }, oneAs: 'academic', other: { organisation: id }, otherAs: 'consultant' },
      ...{ client: 'mine', pace: 'mine', outputs: 'mine' },
    },
  ],
  'spaces.endTie': ({ id }) => [{ tie: id }],
  'spaces.addSeat': ({ address }) => [{ address, title: 'Mine' }],
  'spaces.proposeClosing': ({ address }) => [{ address, way: 'deleted' }],
  'spaces.answerClosing': ({ id }) => [{ id, answer: 'yes' }],
  'spaces.callOffClosing': ({ id }) => [{ id }],
  'spaces.nameLimits': ({ address }) => [{ address, version: 0, decides: 'Me', told: 'Me', safeguarding: 'Me' }],
  'spaces.tickEnding': ({ address }) => [{ address, step: 'archive', done: true }],
  'spaces.addPartner': ({ address }) => [{ address, name: 'Mine' }],
  'spaces.endPartner': ({ id }) => [{ partner: id }],
  'spaces.addTurningPoint': ({ address, id }) => [{ address, chapter: id, day: '2020-01-01', words: 'Mine' }],
  'spaces.takeOutTurningPoint': ({ id }) => [{ id }],
  'spaces.callTogether': ({ address, id }) => [{ address, from: [id] }],
  'spaces.answerCall': ({ id }) => [{ id, answer: 'yes' }],
  'spaces.changeSeat': ({ id }) => [{ seat: id, title: 'Mine', holder: 'Me' }],
  'crossings.propose': ({ id, spaces }) =>
    spaces.flatMap((target) =>
      (['entry', 'evidence'] as const).map((kind) => ({
        kind,
        source: id,
        version: 1,
        words: 'mine',
        form: 'theme',
        target,
      })),
    ),
  'crossings.answer': ({ id }) => [{ id, answer: 'goes' }],
  'crossings.takeBack': ({ id }) => [{ id }],
  'rounds.ticket': ({ id }) => [{ round: id, blinded: 'A'.repeat(342) }],
  'journal.edit': ({ id }) => [{ id, version: 1, words: 'mine' }],
  'journal.remove': ({ id }) => [{ id }],
  'journal.putBack': ({ id }) => [{ id }],
  'journal.describePhoto': ({ id }) => [{ photo: id, said: 'mine' }],
  'journal.removePhoto': ({ id }) => [{ photo: id }],
  'insights.write': ({ id, spaces, evidence }) =>
    spaces.map((space) => ({ space, chapter: id, words: 'mine', evidence: [{ id: evidence, bears: 'supports' }] })),
  'insights.addDissent': ({ id }) => [{ insight: id, words: 'mine' }],
  'insights.edit': ({ id }) => [
    { insight: id, version: 0, words: 'mine' },
    { insight: id, version: 1, words: 'mine' },
  ],
  'insights.send': ({ id }) => [{ insight: id, seat: { title: 'Mine' }, let_out: 'mine' }],
  'insights.sendWords': ({ id, word }) => [{ evidence: id, words: word, seat: { title: 'Mine' } }],
  'insights.sendLine': ({ id, word }) =>
    ['unnamed', 'theme'].map((form) => ({
      entry: id,
      version: 1,
      words: word,
      form,
      seat: { title: 'Mine' },
      audience: 'mine',
    })),
  'insights.remind': ({ id }) => [{ receiver: id }],
  'insights.link': ({ id }) => [{ receiver: id }],
  'insights.decide': ({ id, spaces }) => spaces.map((space) => ({ space, chapter: id, insights: [id], words: 'mine' })),
  'insights.act': ({ id, spaces }) =>
    spaces.map((space) => ({ space, chapter: id, decision: id, words: 'mine', accountable: 'me' })),
  'insights.conclude': ({ id, spaces }) => spaces.map((space) => ({ space, chapter: id, action: id, state: 'agreed' })),
  'insights.join': ({ id, spaces }) =>
    spaces.map((space) => ({ space, from: { kind: 'insight', id }, to: { kind: 'decision', id } })),
  'insights.stop': ({ id, spaces }) => spaces.map((space) => ({ space, kind: 'insight', of: id, reason: 'mine' })),
  ...INQUIRY_CHANGES,
  ...MEMORY_CHANGES,
  ...GATHERINGS_CHANGES,
  ...CALLS_CHANGES,
  ...HARVEST_CHANGES,
  ...RUNNING_CHANGES,
  'insights.lookedAgain': ({ id }) => [{ insight: id }],
  ...CHAIN_CHANGES,
  ...LIBRARY_CHANGES,
  ...OUTPUTS_CHANGES,
  'insights.seatAnswer': ({ word }) => [{ token: word, answer: 'understood' }],
  'people.endSession': ({ id }) => [{ session: id }],
  'people.endToken': ({ id }) => [{ token: id }],
  'people.makeToken': ({ id }) => [{ name: 'Mine', may: 'read', spaces: [id], days: 7 }],
  'people.cancelWayBack': ({ id }) => [{ request: id }],
  'people.callOffKeeper': ({ id }) => [{ asking: id }],
  'people.answerKeeper': ({ id }) => [{ asking: id, yes: true }],
  'people.vouch': ({ id }) => [{ request: id, code: 'ABCD-EFGH' }],
}

/** What changes nothing but the asker's own account takes no id of anybody's; and what is not in a real place. */
const OWN = [
  ...[
    'setUp',
    'signIn',
    'signOut',
    'accept',
    'saveProfile',
    'endOtherSessions',
    'changePassword',
    'prove',
    'beginCode',
  ],
  ...[
    'confirmCode',
    'stopCode',
    'makePen',
    'passkeyAsk',
    'addPasskey',
    'removePasskey',
    'passkeyDoor',
    'passkeySignIn',
    'addOrganisation',
    'eraseMe',
    'askForLink',
    'signInByLink',
    'beginSso',
    'removeSso',
    'makePassphrase',
    'provePassphrase',
    'changeEmail',
    'confirmEmail',
    'allowMailedLinks',
    'addProvider',
    'removeProvider',
    'askKeeper',
    'stepDown',
    'makePassword',
    'makeCodes',
    'declineCodes',
    'comeBackByCode',
    'askVouching',
    'comeBackVouched',
  ],
].map((name) => `people.${name}`)

/** Procedures that the contracts name and nobody here asks. */
export async function unswept(): Promise<string[]> {
  const known = new Set([
    ...Object.keys(READS),
    ...Object.keys(CHANGES),
    ...OWN,
    'journal.write',
    // It makes a new person of whoever asks.
    'gatherings.comeInAsGuest',
    // Whether one has letters and a calendar of one's own.
    'gatherings.saveCalendar',
    'journal.makeAddress',
    'journal.dropAddress',
    // What one puts aside of what waits for oneself, and how one is told of it by mail.
    ...['putAside', 'bringBack', 'looked', 'saveLetters', 'stopLetters'].map((name) => `today.${name}`),
  ])
  const folder = join(root, 'src/modules')
  // The contracts themselves, because a module may put its own together from several files.
  const named: string[] = []
  for (const module of readdirSync(folder).filter((one) => one !== 'demonstration')) {
    const contract = (await import(join(folder, module, 'contract.ts'))) as Record<string, object>
    for (const [name, procedures] of Object.entries(contract))
      if (name.endsWith('Contract')) named.push(...Object.keys(procedures).map((one) => `${module}.${one}`))
  }
  return named.filter((name) => !known.has(name))
}
