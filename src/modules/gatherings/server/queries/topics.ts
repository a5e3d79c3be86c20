import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'

/** A call, for whoever reads it, and whether it is theirs. */
export async function callFor(db: Db, gathering: string) {
  const call = await db
    .selectFrom('gathering')
    .select(['id', 'space_id', 'chapter_id', 'kind', sql<boolean>`i_convened(id)`.as('calls')])
    .where('id', '=', gathering)
    .executeTakeFirst()
  if (call === undefined) throw new AppError('not_found')
  return call
}

/** What is offered, what I ticked, and with whom I was brought together. Of anybody else's ticks nothing is here, no number either. */
export async function readTopics(db: Db, actor: Actor, input: { gathering: string }) {
  const call = await callFor(db, input.gathering)
  const offered = await db
    .selectFrom('meet_topic')
    .select(['id', 'words'])
    .where('gathering_id', '=', call.id)
    .orderBy('words')
    .execute()
  const mine = await db
    .selectFrom('meet_wish as w')
    .innerJoin('meet_topic as t', 't.id', 'w.topic_id')
    .select('t.id')
    .where('t.gathering_id', '=', call.id)
    .where('w.person_id', '=', actor.person)
    .orderBy('t.words')
    .execute()
  const { rows } = await sql<{ topic: string; name: string }>`
    select * from my_match(${call.id}::uuid) order by name`.execute(db as never)
  return {
    ...{ offered, mine: mine.map((one) => one.id), calls: call.calls && call.kind === 'informal' },
    met: rows[0] === undefined ? null : { topic: rows[0].topic, people: rows.map((row) => row.name) },
  }
}
