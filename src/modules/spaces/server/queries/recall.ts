import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { here } from '../access.ts'

type Input = { address: string; words: string; from?: string | undefined; to?: string | undefined }
const MOST = 30
/** Evidence and documents are looked up where their passages are; names are no memory, and a journal is nobody's but its owner's. */
const NOT_HERE = ['evidence', 'document', 'person', 'post', 'space', 'entry']

/** What of a space's memory has these words, between these days: what every module finds in it for this reader, by the day it belongs to. */
export async function recall(db: Db, actor: Actor, input: Input, house: House) {
  const space = await here(db, input)
  const looked = { id: space.id, name: space.name, address: space.address, language: space.searchLanguage }
  const all = await house.gathered.find(db, {
    ...{ person: actor.person, typed: input.words, spaces: [looked], alone: true, most: MOST },
  })
  const found = all.filter((one) => !NOT_HERE.includes(one.kind))
  if (found.length === 0) return []
  const ids = found.map((one) => one.id)
  // The day something belongs to: its own, where it was told with one; else the first on which it is heard of.
  const { rows } = await sql<{ id: string; day: string }>`
    select i.id, to_char(coalesce(
        (select t.on_day from turning_point t where t.space_id = ${space.id}::uuid and t.id = i.id),
        (select x.from_day from context_event x where x.space_id = ${space.id}::uuid and x.id = i.id),
        (select min(v.at at time zone ${space.zone})::date from event v where v.subject = i.id and v.space_id = ${space.id}::uuid)), 'YYYY-MM-DD') as day
      from unnest(${ids}::uuid[]) i (id)`.execute(db as never)
  const dayOf = new Map(rows.map((row) => [row.id, row.day]))
  return found
    .map(({ kind, id, parts, to }) => ({ kind, id, parts, to, on: dayOf.get(id) ?? null }))
    .filter(
      ({ on }) =>
        (input.from === undefined || (on ?? '') >= input.from) &&
        (input.to === undefined || (on !== null && on <= input.to)),
    )
    .sort((one, other) => (other.on ?? '').localeCompare(one.on ?? '') || one.id.localeCompare(other.id))
}
