import { sql } from 'kysely'
import type { House } from '#platform/access/context.ts'
import type { Database } from '#platform/db/database.ts'

/** What was let go until a day leaves with that day, and with it what was built on its words. Safe to run twice. */
export async function lapseDue(_house: House, worker: Database): Promise<void> {
  await worker.as(null, (tx) => sql`select lapse_evidence()`.execute(tx))
  await worker.as(null, (tx) => sql`select lapse_letters()`.execute(tx))
}
