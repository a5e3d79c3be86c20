import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'

/** Takes out what the erased person put in anywhere, and their id from what they called. Lines without a name are nobody's. */
export async function forgetGatherings(tx: Tx): Promise<void> {
  for (const part of ['forget_threads', 'forget_series', 'forget_calls', 'forget_paper'])
    await sql`select ${sql.id(part)}()`.execute(tx)
  await sql`select forget_gatherings()`.execute(tx)
}
