import { sql } from 'kysely'
import type { House } from '#platform/access/context.ts'
import type { Database } from '#platform/db/database.ts'
import { monotonic } from '#platform/time.ts'

const EVERY_MS = 5000
const last = new WeakMap<Database, number>()

/** Lets in everybody whose day has come, and ends what was to end. Safe to run twice: whoever is in is not let in again. */
export async function doWhatIsDue(house: House, worker: Database, atOnce = false): Promise<void> {
  const now = monotonic()
  if (!atOnce && now - (last.get(worker) ?? -EVERY_MS) < EVERY_MS) return
  last.set(worker, now)
  const { rows } = await worker.as(null, (tx) => sql<{ let_in: number }>`select let_in_due(null) as let_in`.execute(tx))
  // What was agreed takes effect, and what was read long enough is deleted: one transaction, safe to run twice.
  const closing = await worker.as(null, (tx) => sql<{ done: number }>`select close_due() as done`.execute(tx))
  if (rows[0]!.let_in + closing.rows[0]!.done > 0) house.wake.soon()
}
