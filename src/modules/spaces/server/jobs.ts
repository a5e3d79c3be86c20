import { sql } from 'kysely'
import type { Database } from '#platform/db/database.ts'
import { monotonic } from '#platform/time.ts'

const EVERY_MS = 5000
const last = new WeakMap<Database, number>()

/** Lets in everybody whose day has come, and ends what was to end. Safe to run twice: whoever is in is not let in again. */
export async function doWhatIsDue(worker: Database, atOnce = false): Promise<void> {
  const now = monotonic()
  if (!atOnce && now - (last.get(worker) ?? -EVERY_MS) < EVERY_MS) return
  last.set(worker, now)
  await worker.as(null, (tx) => sql`select let_in_due(null)`.execute(tx))
  // What was agreed takes effect, and what was read long enough is deleted: one transaction, safe to run twice.
  await worker.as(null, (tx) => sql`select close_due()`.execute(tx))
}
