import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { Ask } from '#platform/http/module.ts'
import type { LookAgain } from '../../contract/looks.ts'

const MOST = 50
/** Whoever looks after it is told so many days before, so that a gathering can still be called. */
const DAYS_BEFORE = 14

/** What a space looks at again, as far as the reader sees it. */
export async function listLooks(db: Db, _actor: Actor, input: { space: string }): Promise<LookAgain[]> {
  const { rows } = await sql<LookAgain>`
    select a.id, a.title, a.look_on::text as on, a.look_on <= (clock_now() at time zone s.zone)::date as due
      from artefact a join space s on s.id = a.space_id
     where a.space_id = ${input.space}::uuid and a.look_on is not null order by a.look_on, a.id limit ${MOST}`.execute(
    db as never,
  )
  return rows
}

export type LookDay = {
  id: string
  title: string
  on: string
  version: number
  made_at: Date
  address: string
  /** Whether nobody outside may know of the space. */
  unlisted: boolean
}

/** The days on which the reader's spaces look at something again, for the calendar they keep elsewhere. */
export async function looksAhead(db: Db): Promise<LookDay[]> {
  const { rows } = await sql<LookDay>`
    select a.id, a.title, a.look_on::text as on, a.version, a.made_at, s.address, s.unlisted or s.kind in ('pair', 'person') as unlisted
      from artefact a join space s on s.id = a.space_id
     where a.look_on is not null and s.closed_at is null and a.space_id = any ((select my_spaces())::uuid[])
     order by a.look_on, a.id limit ${MOST}`.execute(db as never)
  return rows
}

/** To whoever looks after it; where a room made it and nobody does, to whoever manages the space. */
export async function looksAsked(db: Db, person: string): Promise<Ask[]> {
  const { rows } = await sql<{
    id: string
    space_id: string
    address: string
    title: string
    due: string
    came: boolean
  }>`
    select a.id, a.space_id, s.address, a.title, a.look_on::text as due, a.look_on <= d.day as came
      from artefact a join space s on s.id = a.space_id
      cross join lateral (select (clock_now() at time zone s.zone)::date as day) d
     where a.look_on <= d.day + ${DAYS_BEFORE}::int and s.closed_at is null
       and (a.owner_id = ${person}::uuid or (a.owner_id is null and i_manage(a.space_id)))
     order by a.look_on, a.id limit 20`.execute(db as never)
  return rows.map((row) => ({
    ...{ id: `look ${row.id}`, space: row.space_id, words: row.title, minutes: 10, due: row.due, verb: 'Look again' },
    why: row.came
      ? 'The day has come on which you all look at this again. Does it still hold?'
      : 'You all look at this again soon. Say when and with whom, or another day.',
    to: `/s/${row.address}/evidence/artefacts/${row.id}`,
  }))
}
