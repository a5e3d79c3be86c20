import type { Database } from '#platform/db/database.ts'

/**
 * Clears away what is over, once a night. It names no row: the worker's policies let it delete what has ended and read
 * nothing, so it cannot ask for any row by what stands in it.
 */
export async function sweepEnded(worker: Database): Promise<Record<string, number>> {
  return worker.as(null, async (tx) => {
    const swept: Record<string, number> = {}
    for (const table of [
      'mailed_link',
      'keeper_asking',
      'session',
      'api_token',
      'attempt',
      'recovery_request',
    ] as const) {
      const { numDeletedRows } = await tx.deleteFrom(table).executeTakeFirst()
      swept[table] = Number(numDeletedRows)
    }
    return swept
  })
}
