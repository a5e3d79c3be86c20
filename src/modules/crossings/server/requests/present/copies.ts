import type { OpenKind } from '#platform/copies/kinds.ts'

/** That two pieces of evidence say the same. It points to evidence, so the library tells it after its own. */
export const sameSaid: OpenKind = {
  ...{ kind: 'says_the_same', title: 'Evidence that says the same', table: 'same_said', words: 'evidence_id' },
  ...{ bare: true, day: 'tied_at', hand: 'tied_by', signed: true },
  columns: [],
  refs: ['evidence_id', 'under_id'],
}
