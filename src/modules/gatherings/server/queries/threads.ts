import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { roomOf } from '../access.ts'

/** The threads before and after that the reader is in. Of others' lines the policy shows nothing before their own turn. */
export async function readThreads(db: Db, actor: Actor, input: { room: string }) {
  const room = await roomOf(db, input.room)
  const { name } = await db.selectFrom('space').select('name').where('id', '=', room.space_id).executeTakeFirstOrThrow()
  const chapters = await db
    .selectFrom('chapter as c')
    .select(['c.id', 'c.number'])
    .select([
      sql<'before' | 'after' | null>`thread_of(c.id)`.as('part'),
      sql<boolean>`thread_open(c.id)`.as('open'),
      sql<boolean>`had_my_turn(c.id)`.as('turn'),
      sql<number>`(select count(distinct m.person_id)::int from membership m where m.space_id = c.space_id and m.first_chapter <= c.number
        and (m.last_chapter is null or m.last_chapter >= c.number) and (m.ends_at is null or m.ends_at > clock_now()))`.as(
        'people',
      ),
    ])
    .where('c.space_id', '=', room.space_id)
    .where('c.number', '>', 0)
    .orderBy('c.number')
    .execute()
  const mine = chapters.filter((one) => one.part !== null)
  if (mine.length === 0) throw new AppError('not_found')
  const lines = await db
    .selectFrom('thread_line as l')
    .leftJoin('person as p', 'p.id', 'l.author_id')
    .select(['l.id', 'l.chapter_id', 'l.words', 'l.on_day', 'l.author_id', 'l.for_room', 'p.name'])
    .where('l.space_id', '=', room.space_id)
    .orderBy('l.on_day')
    .orderBy('l.id')
    .execute()
  const { rows } = await sql<{ until: string | null }>`
    select to_char(${room.harvest_until}::timestamptz at time zone s.zone, 'YYYY-MM-DD') as until from space s where s.id = ${room.space_id}::uuid`.execute(
    db as never,
  )
  return {
    title: name,
    threads: mine.map((one) => ({
      ...{ part: one.part!, chapter: one.id, open: one.open, hadMyTurn: one.turn, people: one.people },
      until: one.part === 'after' ? (rows[0]?.until ?? null) : null,
      lines: lines
        .filter((line) => line.chapter_id === one.id)
        .map((line) => ({
          ...{ id: line.id, words: line.words, by: line.name ?? 'Somebody who has left', on: line.on_day },
          ...{ mine: line.author_id === actor.person, forRoom: line.for_room },
        })),
    })),
  }
}
