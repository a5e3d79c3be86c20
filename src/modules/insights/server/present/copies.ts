import type { OpenKind } from '#platform/copies/kinds.ts'

const ELSEWHERE = 'an answer given there is no answer here; send it anew to whoever needs to hear it'
const unsigned = { hand: 'author_id', own: 't.author_id = me()' }
const mine = { by: 'author_id', own: 't.author_id = me()' }

/** The chain, as a copy of a space tells it. */
export const openKinds: OpenKind[] = [
  {
    ...{ kind: 'insight', title: 'What we learned', table: 'insight', words: 'words', ...mine },
    columns: ['words', 'scope', 'loop', 'confidence', 'change_mind', 'sense_made_by', 'asked'],
    // A sentence that waits to be said anew is nobody's to take along.
    only: 't.words is not null',
  },
  {
    ...{ kind: 'rests_on', title: 'What insights rest on', table: 'insight_evidence', words: 'bears' },
    ...{ bare: true, day: null },
    columns: ['bears'],
    refs: ['insight_id', 'evidence_id'],
    only: `exists (select from evidence e where e.space_id = t.space_id and e.id = t.evidence_id and e.words is not null)
      and exists (select from insight i where i.space_id = t.space_id and i.id = t.insight_id and i.words is not null)`,
  },
  {
    ...{ kind: 'dissent', title: 'Views against', table: 'dissent', words: 'words', ...mine },
    columns: ['words'],
    refs: ['insight_id'],
  },
  {
    ...{ kind: 'decision', title: 'Decisions', table: 'decision', words: 'words', ...unsigned },
    columns: ['words', 'reasons', 'decided_on', 'taken_by', 'not_heard'],
  },
  {
    ...{ kind: 'action', title: 'Actions', table: 'action', words: 'words', ...unsigned },
    columns: ['words', 'accountable', 'started_by', 'delivered_by', 'starts_on', 'due_on'],
  },
  {
    ...{ kind: 'outcome', title: 'What came of it', table: 'outcome', words: 'words', ...unsigned },
    columns: ['words', 'state', 'intended', 'says_who', 'look_again_on'],
  },
  {
    ...{ kind: 'link', title: 'Because of what, and so what', table: 'chain_link', words: 'to_kind' },
    ...{ bare: true, day: null },
    columns: ['from_kind', 'to_kind'],
    refs: ['from_id', 'to_id'],
  },
  {
    ...{ kind: 'stopped', title: 'Stopped here, because', table: 'dead_end', words: 'reason', bare: true },
    columns: ['item_kind', 'reason'],
    refs: ['item_id'],
  },
  {
    ...{ kind: 'told', title: 'Who was told', table: 'receiver', words: 'post', day: 'sent_at', stays: ELSEWHERE },
    columns: [],
    maybe: ['insight_id'],
    says: { post: '(select s.title from seat s where s.space_id = t.space_id and s.id = t.seat_id)' },
  },
  {
    ...{ kind: 'heard', title: 'What they answered', table: 'acknowledgement', words: 'words', day: 'at' },
    columns: ['answer', 'words'],
    refs: ['receiver_id'],
    stays: ELSEWHERE,
  },
]
