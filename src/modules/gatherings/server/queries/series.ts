import { sql } from 'kysely'
import { here, rulesOf, todayIn } from '#modules/spaces/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { addDays, addMonths } from '#shared/day.ts'
import type { Series } from '../../contract/series.ts'

const LOOKS = 4
const LOOK_MONTHS = 6
const MOST_CONTACTS = 20

/** The series of a space with how each stands on a day, those that lapsed first. */
export async function seriesIn(db: Db, actor: Pick<Actor, 'person'>, space: string, today: string): Promise<Series[]> {
  const { rows } = await sql<{
    id: string
    title: string
    purpose: string
    every_days: number
    started_on: string
    ended_on: string | null
    ended_because: string
    mine: boolean
    started: boolean
    last_on: string | null
    next_id: string | null
    next_on: string | null
  }>`
    select s.id, s.title, s.purpose, s.every_days, s.started_on, s.ended_on, s.ended_because,
           coalesce(s.started_by = ${actor.person}::uuid, false) or i_manage(s.space_id) as mine,
           coalesce(s.started_by = ${actor.person}::uuid, false) as started,
           (select max(g.starts_on) from gathering g where g.series_id = s.id and g.held_on is not null)::text as last_on,
           n.id as next_id, n.starts_on::text as next_on
      from gathering_series s left join lateral (select g.id, g.starts_on from gathering g
             where g.series_id = s.id and g.held_on is null and g.cancelled_on is null and coalesce(g.ends_on, g.starts_on) >= ${today}::date
             order by g.starts_on, g.id limit 1) n on true
     where s.space_id = ${space}::uuid order by s.title, s.id`.execute(db as never)
  return rows
    .map((row) => {
      const dueOn = row.ended_on === null ? addDays(row.last_on ?? row.started_on, row.every_days) : null
      return {
        ...{ id: row.id, title: row.title, purpose: row.purpose, everyDays: row.every_days, lastOn: row.last_on },
        next: row.next_id === null || row.next_on === null ? null : { id: row.next_id, on: row.next_on },
        ...{ dueOn, lapsed: dueOn !== null && row.next_id === null && dueOn < today, asked: row.started },
        ended: row.ended_on === null ? null : { on: row.ended_on, because: row.ended_because },
        can: { change: row.mine && row.ended_on === null },
      }
    })
    .toSorted((one, other) => Number(other.lapsed) - Number(one.lapsed))
}

/** The last day on which a space was in touch: a gathering that was held, or a contact that was noted. */
export async function lastTouch(db: Db, space: string): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    select greatest((select max(g.held_on) from gathering g where g.space_id = ${space}::uuid),
                    (select max(c.on_day) from contact c where c.space_id = ${space}::uuid))::text as day`.execute(
    db as never,
  )
  return rows[0]!.day
}

/** How often a space agreed to be in touch, and whether that is late; null where nothing was agreed. */
export async function touchOf(db: Db, space: string, today: string) {
  const rules = await rulesOf(db, space)
  if (rules.cadenceDays === null) return null
  const lastOn = await lastTouch(db, space)
  const dueOn = addDays(lastOn ?? rules.since ?? today, rules.cadenceDays)
  return { everyDays: rules.cadenceDays, lastOn, dueOn, late: dueOn < today }
}

/** What goes on between the gatherings of a space. That being in touch is overdue is told to everybody in it alike. */
export async function readGoingOn(db: Db, actor: Actor, input: { space: string }) {
  const place = await here(db, { id: input.space })
  const [today, rules] = [await todayIn(db, place.id), await rulesOf(db, place.id)]
  const contacts = await db
    .selectFrom('contact as c')
    .leftJoin('person as p', 'p.id', 'c.author_id')
    .select(['c.id', 'c.on_day', 'c.way', 'c.mode', 'c.words', 'c.author_id', 'p.name'])
    .where('c.space_id', '=', place.id)
    .orderBy('c.on_day', 'desc')
    .orderBy('c.id')
    .limit(MOST_CONTACTS)
    .execute()
  return {
    series: await seriesIn(db, actor, place.id, today),
    touch: await touchOf(db, place.id, today),
    contacts: contacts.map((row) => ({
      ...{ id: row.id, on: row.on_day, way: row.way as 'call', mode: row.mode as 'mirror' | null, words: row.words },
      ...{ by: row.name ?? 'Somebody who has left', mine: row.author_id === actor.person },
    })),
    agreedOn: rules.agreedOn,
    looks: place.kind === 'partnership' && rules.agreedOn !== null ? looksFrom(rules.agreedOn, today) : [],
  }
}

/** Every six months from the day the agreement was accepted: the next four. */
export function looksFrom(agreedOn: string, today: string): string[] {
  const found: string[] = []
  for (let at = 1; found.length < LOOKS; at++) {
    const day = addMonths(agreedOn, at * LOOK_MONTHS)
    if (day >= today) found.push(day)
  }
  return found
}
