import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { here } from '../access.ts'

type Row = { chapter: string; number: number; kind: string; day: string; who: string | null; about: string | null }

/**
 * What happened here, newest first, from the chapters its reader was in. The order is by day, then by chapter and
 * number: no hour leaves the database, not even inside the cursor.
 */
export async function readMemory(
  db: Db,
  _actor: Actor,
  input: { address: string; cursor?: string | null; most?: number },
) {
  const space = await here(db, input)
  const from = input.cursor ? cursorOf(input.cursor) : null
  const most = input.most ?? 40
  const { rows } = await sql<Row>`
    with e as (select v.chapter_id as chapter, v.number, v.kind, v.subject, v.actor_id, to_char(v.at at time zone ${space.zone}, 'YYYY-MM-DD') as day
                 from event v where v.space_id = ${space.id}::uuid)
    select e.chapter, e.number, e.kind, e.day, p.name as who, coalesce(g.name, s.title) as about
      from e left join person p on p.id = e.actor_id
      left join membership m on e.kind like 'membership.%' and m.id = e.subject left join person g on g.id = m.person_id
      left join seat s on e.kind like 'seat.%' and s.id = e.subject
     where ${from === null ? sql`true` : sql`(e.day, e.chapter, e.number) < (${from.day}, ${from.chapter}::uuid, ${from.number}::bigint)`}
     order by e.day desc, e.chapter desc, e.number desc limit ${most + 1}`.execute(db as never)
  const shown = rows.slice(0, most)
  const last = shown.at(-1)
  return {
    happened: shown.map(({ chapter, number, kind, day, who, about }) => ({
      key: `${chapter}.${number}`,
      kind,
      day,
      who,
      about,
    })),
    next: rows.length > most && last !== undefined ? `${last.day}.${last.chapter}.${last.number}` : null,
  }
}

function cursorOf(text: string): { day: string; chapter: string; number: number } {
  const parts = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f-]{36})\.(\d{1,15})$/.exec(text)
  if (parts === null) throw new AppError('invalid')
  return { day: parts[1]!, chapter: parts[2]!, number: Number(parts[3]) }
}
