import type { Db } from '#platform/db/database.ts'
import { findRows } from '#platform/db/finding.ts'
import type { Found, Looking } from '#platform/http/module.ts'

/**
 * What may be found here by its words: tables that a migration made findable, the columns they are found by, and where
 * one of them is read. A later table: a line here, and `make_findable` in its migration.
 */
const TABLES: Record<string, { kind: string; columns: string[]; at: (id: string) => string }> = {
  insight: { kind: 'insight', columns: ['words'], at: (id) => id },
  finding: { kind: 'finding', columns: ['words'], at: (id) => `${id}?kind=finding` },
  implication: { kind: 'implication', columns: ['words'], at: (id) => `${id}?kind=implication` },
  decision: { kind: 'decision', columns: ['words', 'reasons'], at: (id) => `${id}?kind=decision` },
  action: { kind: 'action', columns: ['words'], at: (id) => `${id}?kind=action` },
  outcome: { kind: 'outcome', columns: ['words'], at: (id) => `${id}?kind=outcome` },
  learning_question: { kind: 'question', columns: ['words', 'known'], at: (id) => `questions/${id}` },
  assumption: { kind: 'assumption', columns: ['words'], at: (id) => `questions#held-${id}` },
  experiment: {
    ...{ kind: 'experiment', columns: ['words', 'came', 'tell_others'] },
    at: (id) => `cycles#tried-${id}`,
  },
  learning_cycle: { kind: 'cycle', columns: ['words'], at: (id) => `cycles/${id}` },
  aim: { kind: 'aim', columns: ['words'], at: (id) => `aims/${id}` },
}
const COLUMNS = Object.fromEntries(Object.entries(TABLES).map(([table, { columns }]) => [table, columns]))

/** What a space asks itself, learned and did about it, by its words. */
export async function findChain(db: Db, looking: Looking): Promise<Found[]> {
  return (await findRows(db, looking, COLUMNS)).map(({ kind: table, id, parts, space }) => {
    const { kind, at } = TABLES[table]!
    return { kind, id, parts, space: space.id, about: '', to: `/s/${space.address}/insights/${at(id)}` }
  })
}
