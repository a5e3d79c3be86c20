import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { Ask } from '#platform/http/module.ts'
import { sayDay } from '#shared/day.ts'
import { listCalls } from './life.ts'

type Row = {
  id: string
  space: string
  place: string
  address: string
  way: string
  agreed: boolean
  day: string
  today: string
}

/** An ending that I have not answered, or may still call off; and spaces that others go on in. */
export async function listEndings(db: Db, person: string): Promise<Ask[]> {
  const { rows } = await sql<Row>`
    select c.id, s.id as space, s.name as place, s.address, c.then_way as way, c.agreed_at is not null as agreed,
           to_char(coalesce(c.takes_effect_at, c.lapses_at) at time zone s.zone, 'YYYY-MM-DD') as day,
           to_char(clock_now() at time zone s.zone, 'YYYY-MM-DD') as today
      from closing c join space s on s.id = c.space_id
     where c.outcome is null and c.space_id = any ((select my_spaces())::uuid[])
       and (c.agreed_at is not null or not exists (
            select from closing_answer a where a.closing_id = c.id and a.person_id = ${person}::uuid))
     order by c.proposed_at, c.id`.execute(db as never)
  const ends = (row: Row) => (row.way === 'deleted' ? 'It is deleted' : 'It closes')
  return [
    ...rows.map((row) => ({
      id: row.id,
      space: row.space,
      words: row.agreed ? `${row.place} ends` : `Should ${row.place} end?`,
      why: row.agreed
        ? `${ends(row)} on ${sayDay(row.day, row.today)}. Until then you can call it off, and take your own record.`
        : `Somebody in it asks. It lives on unless everybody who decides says yes by ${sayDay(row.day, row.today)}.`,
      minutes: 2,
      verb: 'Look',
      to: `/s/${row.address}/closing`,
    })),
    ...(await listCalls(db)).map((call) => ({
      id: call.id,
      space: null,
      words: `Come along into ${call.space}?`,
      why: `${call.by} asks everybody in ${call.from}. Nothing of what was said there comes along by it.`,
      minutes: 1,
      verb: 'Look',
      to: '/calls',
    })),
  ]
}
