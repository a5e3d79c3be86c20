import type { OpenKind } from '#platform/copies/kinds.ts'
import { inquiryKinds } from '../inquiry/present/copies.ts'

const ELSEWHERE = 'an answer given there is no answer here; send it anew to whoever needs to hear it'
const own = 't.author_id = me()'
const signed = { by: 'author_id', own }
const unsigned = { hand: 'author_id', own }
const named = (column: string) => `(select p.name from person p where p.id = t.${column})`

/** The chain, as a copy of a space tells it. */
const chain: OpenKind[] = [
  {
    ...{ kind: 'finding', title: 'Findings', table: 'finding', words: 'words', ...signed },
    columns: [
      ...['words', 'kind', 'method', 'confidence', 'asked', 'commissioned_by', 'done_by', 'edited_by', 'sense_by'],
      ...['starts', 'ends'],
    ],
    maybe: ['document_id'],
    back: (line, copy) =>
      line.document_id !== undefined && copy.line('document', line.document_id) === undefined
        ? { row: { starts: null, ends: null } }
        : {},
  },
  {
    ...{ kind: 'comments_asked', title: 'Comments asked for', table: 'finding_round', words: 'changed', ...unsigned },
    columns: ['comments_by', 'changed', 'closed_on'],
    refs: ['finding_id'],
  },
  {
    ...{ kind: 'comment', title: 'Comments', table: 'finding_comment', words: 'words', ...signed },
    columns: ['words'],
    refs: ['round_id'],
  },
  {
    ...{ kind: 'insight', title: 'What we learned', table: 'insight', words: 'words', ...signed },
    columns: ['words', 'scope', 'loop', 'confidence', 'change_mind', 'sense_made_by', 'asked', 'parties'],
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
    ...{ kind: 'dissent', title: 'Views against', table: 'dissent', words: 'words', ...signed },
    columns: ['words'],
    refs: ['insight_id'],
  },
  {
    ...{ kind: 'reached', title: 'How far insights have reached', table: 'insight_scale', words: 'how' },
    ...{ bare: true, ...unsigned },
    columns: ['scale', 'how'],
    refs: ['insight_id'],
  },
  {
    ...{ kind: 'became', title: 'What insights became', table: 'insight_succession', words: 'why' },
    ...{ bare: true, ...unsigned },
    columns: ['how', 'why'],
    refs: ['old_id', 'new_id'],
  },
  {
    ...{ kind: 'implication', title: 'What it means for us', table: 'implication', words: 'words', ...unsigned },
    columns: ['words', 'for_whom'],
  },
  {
    ...{ kind: 'route', title: 'Routes to a committee', table: 'committee_route', words: 'name', ...unsigned },
    columns: ['name', 'format', 'paper_days', 'how', 'ended_on'],
  },
  {
    ...{ kind: 'meeting', title: 'Its meetings', table: 'route_meeting', words: 'meets_on', ...unsigned },
    columns: ['meets_on', 'at_time', 'paper_by', 'off_on'],
    refs: ['route_id'],
  },
  {
    ...{ kind: 'decision', title: 'Decisions', table: 'decision', words: 'words', ...unsigned },
    columns: [
      ...['words', 'reasons', 'decided_on', 'taken_by', 'not_heard', 'decide_by', 'paper_by', 'format', 'wanted'],
      ...['options', 'strength', 'missing', 'dissent', 'no_learning', 'started_by'],
    ],
    maybe: ['meeting_id'],
    says: { owner: named('owner_id') },
  },
  {
    ...{ kind: 'action', title: 'Actions', table: 'action', words: 'words', ...unsigned },
    columns: [
      ...['words', 'accountable', 'started_by', 'delivered_by', 'starts_on', 'due_on', 'state', 'state_reason'],
      'state_on',
    ],
  },
  {
    ...{ kind: 'outcome', title: 'What came of it', table: 'outcome', words: 'words', ...unsigned },
    columns: [
      ...['words', 'state', 'intended', 'says_who', 'look_again_on', 'for_whom', 'happened_on', 'shown_by'],
      'contribution',
    ],
  },
  {
    ...{ kind: 'link', title: 'Because of what, and so what', table: 'chain_link', words: 'to_kind' },
    ...{ bare: true, day: null },
    columns: ['from_kind', 'to_kind'],
    refs: ['from_id', 'to_id'],
  },
  {
    ...{ kind: 'stopped', title: 'Stopped here, because', table: 'dead_end', words: 'reason' },
    ...{ bare: true, ...unsigned },
    columns: ['item_kind', 'reason'],
    refs: ['item_id'],
  },
  {
    ...{ kind: 'told', title: 'Who was told', table: 'receiver', words: 'post', day: 'sent_at', stays: ELSEWHERE },
    columns: [],
    maybe: ['insight_id'],
    says: {
      post: `coalesce((select s.title from seat s where s.space_id = t.space_id and s.id = t.seat_id), ${named('person_id')})`,
    },
  },
  {
    ...{ kind: 'heard', title: 'What they answered', table: 'acknowledgement', words: 'words', day: 'at' },
    columns: ['answer', 'words'],
    refs: ['receiver_id'],
    stays: ELSEWHERE,
  },
  {
    ...{ kind: 'handed', title: 'Actions handed over', table: 'handing', words: 'note' },
    columns: ['by_name', 'to_name', 'note', 'answer'],
    refs: ['action_id'],
    stays: 'it was asked of somebody there',
  },
]

export const openKinds: OpenKind[] = [...chain, ...inquiryKinds]
