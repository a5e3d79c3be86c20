import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import { hashToken } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'

/** Whether letters come; and the address of one's calendar: a new one makes the one before open nothing. */
export async function saveCalendar(tx: Tx, actor: Actor, input: { letters: boolean; feed: string }) {
  const feed =
    input.feed === 'keep'
      ? {}
      : input.feed === 'none'
        ? { feed_hash: null, feed_on: null }
        : { feed_hash: hashToken(input.feed), feed_on: sql<string>`(clock_now())::date` }
  const row = { letters: input.letters, ...feed }
  await tx
    .insertInto('calendar_choice')
    .values({ person_id: actor.person, ...row })
    .onConflict((on) => on.column('person_id').doUpdateSet(row))
    .execute()
  return { ok: true as const }
}
