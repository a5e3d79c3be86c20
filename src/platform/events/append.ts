import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'

/**
 * Appends an event to a chapter, in the transaction of the command that caused it. It holds ids, never words.
 * Call it last: it takes the chapter's lock until the commit. Several chapters: in the order of their ids.
 */
export async function append(
  tx: Tx,
  event: { chapter: string; kind: string; subject: string; actor: string | null },
): Promise<void> {
  await sql`select append_event(${event.chapter}::uuid, ${event.kind}, ${event.subject}::uuid, ${event.actor}::uuid, clock_now())`.execute(
    tx,
  )
}

/** From here on in this transaction somebody takes back what is theirs: that never ends, also where a space is closed. */
export async function takingBack(tx: Tx): Promise<void> {
  await sql`select set_config('app.forgetting', 'on', true)`.execute(tx)
}
