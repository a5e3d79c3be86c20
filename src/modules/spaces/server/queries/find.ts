import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import { findIn } from '#platform/db/finding.ts'
import type { Found, Looking } from '#platform/http/module.ts'
import { IN_NOW } from '../access.ts'

type Row = { kind: 'person' | 'post'; id: string; space: string; name: string }

/** Spaces by name, the people who are in them now, and the posts that are told things. */
export async function findNames(db: Db, looking: Looking): Promise<Found[]> {
  const spaces = looking.spaces.map((space) => space.id)
  const { rows } = await sql<Row>`
    select distinct on (p.id) 'person' as kind, p.id, m.space_id as space, p.name
      from membership m join person p on p.id = m.person_id
     where m.space_id = any (${spaces}::uuid[]) and ${IN_NOW}
     order by p.id, array_position(${spaces}::uuid[], m.space_id)`.execute(db as never)
  const { rows: posts } = await sql<Row>`
    select 'post' as kind, t.id, t.space_id as space, t.title as name from seat t where t.space_id = any (${spaces}::uuid[])`.execute(
    db as never,
  )
  const named = looking.spaces.map((space) => ({ kind: 'space', id: space.id, space: space.id, name: space.name }))
  const within = new Map(looking.spaces.map((space) => [space.id, space]))
  const places = { space: '', person: '/people', post: '/people#posts' }
  const found = [...named, ...rows, ...posts].flatMap((row) => {
    const parts = findIn(row.name, looking.typed)
    const to = `/s/${within.get(row.space)!.address}${places[row.kind as Row['kind']]}`
    return parts === null
      ? []
      : [{ kind: row.kind, id: row.id, space: row.space, parts, about: '', to, name: row.name }]
  })
  return [...Map.groupBy(found, (one) => one.kind).values()].flatMap((some) =>
    some
      .toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
      .slice(0, looking.most)
      .map(({ name: _, ...one }) => one),
  )
}
