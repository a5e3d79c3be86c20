import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'

type Present = { gathering: string; title: string; on: string; person: string; name: string; heard: boolean }

/**
 * Who was in the gatherings of a space that the reader facilitated, and whether they were heard: by a line under their name
 * that is shown, or a turn they took, in activities in which every name stands. A gathering without one is not told of, and
 * neither is whoever was in none of these: they took part before and after.
 */
export async function readVoices(db: Db, _actor: Actor, input: { space: string }) {
  const { rows } = await sql<Present>`
    with named as (
      select a.id, a.space_id, c.number from activity a join chapter c on c.id = a.chapter_id join gathering g on g.room_id = a.space_id
       where g.space_id = ${input.space}::uuid and i_facilitate(a.space_id) and every_name_stands(a.id)
    ), said as (
      select n.space_id, c.author_id as person from named n join contribution c on c.activity_id = n.id where c.shown and c.author_id is not null
      union select n.space_id, t.person_id from named n join activity_step s on s.activity_id = n.id join round_turn t on t.step_id = s.id
       where t.state = 'spoke'
    )
    select distinct g.id as gathering, g.title, coalesce(g.held_on, g.starts_on)::text as "on", p.id as person, p.name,
           exists (select from said s where s.space_id = g.room_id and s.person = p.id) as heard
      from gathering g join membership m on m.space_id = g.room_id and m.first_chapter is not null
      join person p on p.id = m.person_id
     where g.space_id = ${input.space}::uuid and not ('facilitator' = any (m.roles)) and exists (select from named n
         where n.space_id = g.room_id and n.number >= m.first_chapter and (m.last_chapter is null or n.number <= m.last_chapter))
     order by "on", gathering, p.name`.execute(db as never)
  const held = [...Map.groupBy(rows, (row) => row.gathering)].map(([id, there]) => ({
    ...{ id, title: there[0]!.title, on: there[0]!.on, ...countOf(there) },
    notHeard: there.filter((one) => !one.heard).map((one) => one.name),
  }))
  const quarters = [...Map.groupBy(rows, (row) => quarterOf(row.on))].map(([quarter, there]) => {
    const each = [...Map.groupBy(there, (row) => row.person).values()]
    const never = each.filter((times) => times.length > 1 && times.every((one) => !one.heard))
    return {
      ...{ quarter, gatherings: new Set(there.map((row) => row.gathering)).size },
      ...countOf(each.map((times) => ({ heard: times.some((one) => one.heard) }))),
      never: never.map((times) => times[0]!.name).toSorted((one, other) => one.localeCompare(other, 'en')),
    }
  })
  return { held, quarters }
}

const countOf = (people: readonly { heard: boolean }[]) => ({
  people: people.length,
  heard: people.filter((one) => one.heard).length,
})
/** “2026, January to March”. */
const QUARTERS = ['January to March', 'April to June', 'July to September', 'October to December']
const quarterOf = (day: string) => `${day.slice(0, 4)}, ${QUARTERS[Math.floor((Number(day.slice(5, 7)) - 1) / 3)]}`
