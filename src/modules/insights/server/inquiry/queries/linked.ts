import type { InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import { dayOf } from '#shared/day.ts'
import type { inquiryContract } from '../../../contract/inquiry.ts'
import { inNow, type Place } from '../../access.ts'
import { by } from '../../present.ts'
import { type Role, TABLES, type ThingKind } from '../access.ts'

type Question = InferContractRouterOutputs<typeof inquiryContract>['question']
export type Linked = Question['question']['linked'][number]
export type Change = Question['history'][number]
type Person = { id: string; name: string | null; here: boolean }
type Link = { from_kind: string; from_id: string; to_kind: string; to_id: string; role: string; made_at: Date }

/**
 * What is tied to each of these things, both ways. A link is read by those who read both its ends; the words are read
 * again under the reader's own policies, so what has lapsed since is not there.
 */
export async function linkedTo(db: Db, place: Place, ids: string[]): Promise<(id: string) => Linked[]> {
  if (ids.length === 0) return () => []
  const { rows: links } = await sql<Link>`
    select from_kind, from_id, to_kind, to_id, role, made_at from inquiry_link
     where space_id = ${place.id}::uuid and (from_id = any (${ids}::uuid[]) or to_id = any (${ids}::uuid[]))
     order by made_at, from_id, to_id`.execute(db as never)
  const ends = links.flatMap((link) => [
    { kind: link.from_kind, id: link.from_id },
    { kind: link.to_kind, id: link.to_id },
  ])
  const words = await wordsOfThings(db, place.id, ends)
  const linked = links.flatMap((link) => {
    const about = { role: link.role as Role, on: dayOf(link.made_at, place.zone) }
    const from = { kind: link.from_kind as ThingKind, id: link.from_id, end: 'from' as const, ...about }
    const to = { kind: link.to_kind as ThingKind, id: link.to_id, end: 'to' as const, ...about }
    return [
      { at: link.to_id, other: from },
      { at: link.from_id, other: to },
    ]
  })
  const of = by(linked, (one) => one.at)
  return (id) =>
    of(id).flatMap(({ other }) => {
      const said = words.get(other.id)
      return said === undefined ? [] : [{ ...other, words: said.words }]
    })
}

/** What each of these things says, where its reader may read it. */
async function wordsOfThings(db: Db, space: string, things: { kind: string; id: string }[]) {
  const found = new Map<string, { words: string | null }>()
  for (const [kind, group] of Map.groupBy(things, (thing) => thing.kind)) {
    const { table, words } = TABLES[kind as ThingKind]
    const ids = [...new Set(group.map((thing) => thing.id))]
    const { rows } = await sql<{ id: string; words: string | null }>`
      select id, ${sql.ref(words)} as words from ${sql.table(table)}
       where space_id = ${space}::uuid and id = any (${ids}::uuid[])`.execute(db as never)
    for (const row of rows) found.set(row.id, { words: row.words })
  }
  return found
}

/** These people, and whether they are still in the space. */
export async function peopleOf(
  db: Db,
  space: string,
  ids: (string | null)[],
): Promise<(id: string | null) => Person | null> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return () => null
  const { rows } = await sql<Person>`
    select w.id, p.name, ${inNow(sql`${space}::uuid`, sql`w.id`)} as here
      from unnest(${wanted}::uuid[]) w (id) left join person p on p.id = w.id`.execute(db as never)
  const known = new Map(rows.map((row) => [row.id, row]))
  return (id) => (id === null ? null : (known.get(id) ?? null))
}

/** How the state of each of these went on, oldest first. */
export async function changesOf(db: Db, place: Place, ids: string[]): Promise<(id: string) => Change[]> {
  if (ids.length === 0) return () => []
  const rows = await db
    .selectFrom('inquiry_change as c')
    .leftJoin('person as p', 'p.id', 'c.author_id')
    .select(['c.of_id', 'c.was', 'c.becomes', 'c.why', 'c.made_at', 'p.name'])
    .where('c.space_id', '=', place.id)
    .where('c.of_id', 'in', ids)
    .orderBy('c.made_at')
    .orderBy('c.id')
    .execute()
  const of = by(rows, (row) => row.of_id)
  return (id) =>
    of(id).map(({ was, becomes, why, made_at, name }) => ({
      ...{ was, becomes, why },
      ...{ by: name, on: dayOf(made_at, place.zone) },
    }))
}
