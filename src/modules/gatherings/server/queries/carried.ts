import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { Carried, Carrier } from '#platform/http/module.ts'
import { sayWholeDay } from '#shared/day.ts'

/** What stands with somebody and goes on without them: gatherings they called that are to come, series they started, and promises not yet kept. */
export async function carriedBy(db: Db, of: Carrier): Promise<Carried[]> {
  const mine = sql`g.space_id = ${of.space}::uuid and g.convened_by = ${of.person}::uuid and g.cancelled_on is null`
  const { rows } = await sql<{ id: string; words: string; day: string | null; what: 'called' | 'promised' | 'series' }>`
    select g.id, g.title as words, g.starts_on::text as day, 'called' as what from gathering g where ${mine} and g.held_on is null
    union all
    select g.id, g.share_what, g.share_by::text, 'promised' from gathering g
     where ${mine} and g.held_on is not null and g.share_what <> '' and g.share_kept_on is null
    union all
    select s.id, s.title, null, 'series' from gathering_series s
     where s.space_id = ${of.space}::uuid and s.started_by = ${of.person}::uuid and s.ended_on is null
    order by day nulls last, words`.execute(db as never)
  const about = {
    called: 'A gathering they called',
    promised: 'Promised to whoever came',
    series: 'A series they call the next of',
  }
  return rows.map(({ id, words, day, what }) => ({
    ...{ sort: 'waiting' as const, words },
    about: [about[what], day === null ? '' : `${what === 'called' ? 'on' : 'by'} ${sayWholeDay(day)}`]
      .filter(Boolean)
      .join(', '),
    to: what === 'series' ? `/s/${of.address}/gatherings/going-on` : `/s/${of.address}/gatherings/${id}`,
  }))
}
