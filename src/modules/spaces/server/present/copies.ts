import type { OpenKind } from '#platform/copies/kinds.ts'

const ANEW = 'what a space says of itself is said anew, by those who are there'

/** What a space says of itself, as a copy of it tells. Who is in it, and who carries what, is not learning and stays. */
export const openKinds: OpenKind[] = [
  {
    ...{ kind: 'purpose', title: 'What it is for', table: 'charter', words: 'purpose', day: null },
    columns: ['purpose', 'priorities', 'payer', 'anchor', 'phase', 'intensity', 'vocabulary'],
    stays: ANEW,
  },
  {
    ...{ kind: 'earlier_purpose', title: 'What it was for before', table: 'charter_version', words: 'purpose' },
    columns: ['version', 'purpose', 'priorities', 'payer'],
    by: 'changed_by',
  },
  {
    ...{ kind: 'limits', title: 'Where confidence ends', table: 'space_limits', words: 'decides' },
    day: null,
    columns: ['decides', 'told', 'safeguarding'],
    stays: ANEW,
  },
  {
    ...{ kind: 'phase', title: 'Phases', table: 'phase_change', words: 'reason', by: 'changed_by' },
    columns: ['from_phase', 'to_phase', 'reason'],
  },
  {
    ...{ kind: 'turning_point', title: 'Turning points', table: 'turning_point', words: 'words' },
    columns: ['on_day', 'words'],
    ...{ by: 'author_id', own: 't.author_id = me()' },
  },
  {
    ...{ kind: 'context', title: 'What happened around it', table: 'context_event', words: 'words' },
    columns: ['sort', 'words', 'from_day', 'to_day', 'precise', 'says_who'],
    ...{ by: 'author_id', own: 't.author_id = me()' },
  },
  {
    ...{ kind: 'strategy', title: 'The strategy it stands beside', table: 'parent_strategy', words: 'says' },
    columns: ['version', 'name', 'whose', 'says', 'from_day', 'to_day', 'tied'],
    ...{ by: 'said_by', day: 'said_at', signed: true },
  },
  {
    ...{ kind: 'milestone', title: 'Its milestones', table: 'strategy_milestone', words: 'words', day: null },
    columns: ['on_day', 'words'],
    refs: ['parent_strategy_id'],
  },
  {
    ...{ kind: 'post', title: 'Posts that things are sent to', table: 'seat', words: 'title', day: null },
    columns: ['title', 'holder'],
  },
  {
    ...{ kind: 'partner', title: 'Partner bodies', table: 'space_partner', words: 'name', day: null },
    columns: ['from_day', 'to_day', 'reason_joined', 'reason_left'],
    says: { name: '(select o.name from organisation o where o.id = t.organisation_id)' },
    stays: 'which bodies are partners is said anew, by those who are there',
  },
]
