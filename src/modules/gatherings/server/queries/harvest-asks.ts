import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { Ask } from '#platform/http/module.ts'

const lines = (n: number) => (n === 1 ? '1 line' : `${n} lines`)

/** What of theirs may leave a room, for as long as it is asked and they have said nothing; and a promise that is late, for who made it. */
export async function harvestAsks(db: Db, person: string): Promise<Ask[]> {
  const rooms = await db
    .selectFrom('gathering_room as r')
    .innerJoin('space as s', 's.id', 'r.space_id')
    .innerJoin('activity as a', 'a.space_id', 'r.space_id')
    .innerJoin('contribution as c', 'c.activity_id', 'a.id')
    .innerJoin('activity_step as st', 'st.id', 'c.step_id')
    .leftJoin('harvest_choice as h', (join) =>
      join.onRef('h.contribution_id', '=', 'c.id').on('h.person_id', '=', person),
    )
    .select(['r.space_id', 's.name', 's.zone', 'r.harvest_until', (of) => of.fn.countAll<number>().as('n')])
    .where(sql<boolean>`r.closed_at is not null and r.harvest_until > clock_now()`)
    .where('c.kept', 'in', ['until_harvested', 'as_owner_wants'])
    .where('c.attribution', '!=', 'anonymous')
    .where('h.contribution_id', 'is', null)
    // What the room has kept stands already.
    .where(
      sql<boolean>`not exists (select from room_output o cross join lateral jsonb_array_elements(a.definition->'harvest') l
        join kept_in(o.space_id) k on k.id = o.id and k.state in ('went', 'not_settled')
        where o.activity_id = a.id and o.type <> 'map' and l->>'key' = o.key and l->'from' ? st.key)`,
    )
    .where(
      sql<boolean>`(case when c.presenter_id is not null then c.presenter_id = ${person}::uuid
        else c.author_id = ${person}::uuid or (c.attribution = 'role' and i_put(c.id)) end)`,
    )
    .groupBy(['r.space_id', 's.name', 's.zone', 'r.harvest_until'])
    .execute()
  const late = await db
    .selectFrom('gathering')
    .select(['id', 'space_id', 'title', 'share_what', 'share_by'])
    .where('convened_by', '=', person)
    .where('held_on', 'is not', null)
    .where('share_kept_on', 'is', null)
    .where('share_what', '<>', '')
    .where(sql<boolean>`share_by <= (clock_now() at time zone zone)::date`)
    .execute()
  return [
    ...rooms.map((row): Ask => {
      const n = Number(row.n)
      return {
        ...{ id: row.space_id, space: row.space_id, words: row.name },
        why: `Say what may leave: ${lines(n)}. What you say nothing about stays.`,
        ...{ minutes: Math.min(10, 1 + Math.ceil(n / 4)), verb: 'Choose', to: `/rooms/${row.space_id}/leaving` },
        due: new Intl.DateTimeFormat('en-CA', { timeZone: row.zone }).format(row.harvest_until!),
      }
    }),
    ...late.map(
      (row): Ask => ({
        ...{ id: row.id, space: row.space_id, words: row.share_what, minutes: 5, verb: 'Tell them' },
        why: `You promised this to everybody who came to “${row.title}”.`,
        ...{ to: `/gatherings/${row.id}/told`, due: row.share_by },
      }),
    ),
  ]
}
