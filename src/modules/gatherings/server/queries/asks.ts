import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { Ask } from '#platform/http/module.ts'
import { sayWeekday } from '#shared/day.ts'
import { toldTo } from './invitations.ts'

/** What waits for somebody about gatherings. */
export async function asksOf(db: Db, person: string): Promise<Ask[]> {
  return [
    ...(await toAnswer(db)),
    ...(await toPlan(db, person)),
    ...(await toLookBack(db, person)),
    ...(await toHear(db, person)),
  ]
}

/** “Will you come?” One minute, by the day of it. */
async function toAnswer(db: Db): Promise<Ask[]> {
  const { rows } = await sql<{ now: string }>`select to_json(clock_now())#>>'{}' as now`.execute(db as never)
  const calls = await toldTo(db)
  return calls
    .filter(
      (told) =>
        told.answer === null && !told.is_off && told.held_on === null && new Date(told.ends) > new Date(rows[0]!.now),
    )
    .map((told) => ({
      id: `come ${told.invitee}`,
      space: told.comes_as === 'member' ? told.space : null,
      words: told.title,
      why: `${sayWeekday(told.starts_on)}, ${told.starts_at}. Will you come?`,
      minutes: 1,
      due: told.starts_on,
      verb: 'Answer',
      to: told.comes_as === 'member' ? `/s/${told.space_address}/gatherings/${told.gathering}` : '/me/calendar',
    }))
}

/** A series of mine is due, and none is called. */
async function toPlan(db: Db, person: string): Promise<Ask[]> {
  const { rows } = await sql<{ id: string; space_id: string; address: string; title: string; due: string }>`
    select s.id, s.space_id, p.address, s.title, d.due::text as due
      from gathering_series s join space p on p.id = s.space_id cross join lateral (
        select coalesce((select max(g.starts_on) from gathering g where g.series_id = s.id and g.held_on is not null), s.started_on) + s.every_days as due) d
     where s.started_by = ${person}::uuid and s.ended_on is null and p.closed_at is null and d.due <= (clock_now() at time zone p.zone)::date + 7
       and not exists (select from gathering g where g.series_id = s.id and g.held_on is null and g.cancelled_on is null
             and coalesce(g.ends_on, g.starts_on) >= (clock_now() at time zone p.zone)::date)
     order by d.due limit 20`.execute(db as never)
  return rows.map((row) => ({
    ...{
      id: `series ${row.id}`,
      space: row.space_id,
      words: row.title,
      minutes: 2,
      due: row.due,
      verb: 'Call the next',
    },
    why: 'The next of this series is due, and none is called. Call it by one press, or end the series.',
    to: `/s/${row.address}/gatherings/going-on`,
  }))
}

/** I called a gathering that was held, and nobody has said how it was. */
async function toLookBack(db: Db, person: string): Promise<Ask[]> {
  const { rows } = await sql<{ id: string; space_id: string; address: string; title: string }>`
    select g.id, g.space_id, p.address, g.title from gathering g join space p on p.id = g.space_id
     where g.convened_by = ${person}::uuid and p.closed_at is null and g.held_on > (clock_now() at time zone p.zone)::date - 14
       and not exists (select from gathering_after a where a.gathering_id = g.id) order by g.held_on, g.id limit 20`.execute(
    db as never,
  )
  return rows.map((row) => ({
    ...{ id: `after ${row.id}`, space: row.space_id, words: row.title, minutes: 2, verb: 'Say it' },
    why: 'It is over. In which mode was it, and what can it not show?',
    to: `/s/${row.address}/gatherings/${row.id}/after`,
  }))
}

/** What I was promised is told, or is late: to whoever was asked and did not say no, and to whoever was there. For two weeks. */
async function toHear(db: Db, person: string): Promise<Ask[]> {
  const { rows } = await sql<{ id: string; space_id: string; address: string; title: string; late: boolean }>`
    select g.id, g.space_id, p.address, g.title, g.share_kept_on is null as late
      from gathering g join space p on p.id = g.space_id cross join lateral (select (clock_now() at time zone g.zone)::date as day) today
     where g.convened_by is distinct from ${person}::uuid and g.share_what <> '' and p.closed_at is null and g.cancelled_on is null
       and (g.share_kept_on > today.day - 14 or (g.share_kept_on is null and g.held_on is not null and g.share_by between today.day - 14 and today.day - 1))
       and (exists (select from invitee i where i.gathering_id = g.id and i.person_id = ${person}::uuid and i.withdrawn_on is null and coalesce(i.answer, 'no') <> 'no')
         or exists (select from membership m where m.space_id = g.room_id and m.person_id = ${person}::uuid))
     order by g.share_by, g.id limit 20`.execute(db as never)
  return rows.map((row) => ({
    ...{ id: `hear ${row.id}`, space: row.space_id, words: row.title, minutes: 1, verb: row.late ? 'Look' : 'Read it' },
    why: row.late
      ? 'You were promised to hear what came of it. That day has passed, and nothing has been told yet.'
      : 'You were promised to hear what came of it. It is told now.',
    to: `/s/${row.address}/gatherings/${row.id}`,
  }))
}
