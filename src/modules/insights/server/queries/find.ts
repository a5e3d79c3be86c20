import type { Db } from '#platform/db/database.ts'
import { findRows } from '#platform/db/finding.ts'
import type { Found, Looking } from '#platform/http/module.ts'

/** What may be found here by its words: tables that a migration made findable, with the columns they are found by. */
const TABLES = {
  insight: ['words'],
  decision: ['words', 'reasons'],
  action: ['words'],
  outcome: ['words'],
}

/** Insights and what came of them, by their words. */
export async function findChain(db: Db, looking: Looking): Promise<Found[]> {
  return (await findRows(db, looking, TABLES)).map(({ kind, id, parts, space }) => ({
    ...{ kind, id, parts, space: space.id },
    about: '',
    to: `/s/${space.address}/insights/${id}${kind === 'insight' ? '' : `?kind=${kind}`}`,
  }))
}
