import { sql } from 'kysely'
import type { House } from '#platform/access/context.ts'
import type { Database } from '#platform/db/database.ts'

/** Destroys entries that were deleted more than a minute ago, and takes the files of their photos off the disk. */
export async function sweep(house: House, worker: Database): Promise<void> {
  const { rows } = await worker.as(null, (tx) => sql<{ id: string }>`select destroy_gone_entries() as id`.execute(tx))
  for (const { id } of rows) await house.files.remove(id)
}
