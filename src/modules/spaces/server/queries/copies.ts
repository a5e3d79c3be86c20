import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { Ask } from '#platform/http/module.ts'
import { sayDay } from '#shared/day.ts'
import { here } from '../access.ts'
import { todayIn } from '../present/days.ts'
import { NO_COPY } from './take-copy.ts'

/**
 * Something that its reader may read of was taken back on the day of the copy or later; which, and whose, is not said. Both
 * days are the database's own: in the zone of a space further west, a day of one would be the day before of the other.
 */
const isStale = sql<boolean>`k.way = 'taken' and k.gone_on is null and exists (
  select from event e where e.space_id = k.space_id and e.kind like any (array['%taken_back', '%.taken_out', '%.lapsed'])
     and e.at::date >= k.on_day)`

/** Who took a copy of this space or brought one in, the newest first. Every member may know it; days only. */
export async function listCopies(db: Db, actor: Actor, input: { address: string }, house: House) {
  const place = await here(db, input)
  const rows = await db
    .selectFrom('space_copy as k')
    .leftJoin('person as p', 'p.id', 'k.person_id')
    .select([
      'k.id',
      'k.way',
      'k.person_id',
      'p.name as who',
      'k.on_day',
      'k.of_space',
      'k.made_on',
      'k.gone_on',
      'k.early',
    ])
    .select(isStale.as('stale'))
    .where('k.space_id', '=', place.id)
    .orderBy('k.on_day', 'desc')
    .orderBy('k.id')
    .limit(100)
    .execute()
  const others = await db
    .selectFrom('membership')
    .select('id')
    .where('space_id', '=', place.id)
    .where('person_id', '<>', actor.person)
    .where('ends_at', 'is', null)
    .limit(1)
    .execute()
  const may = !NO_COPY.includes(place.kind)
  return {
    copies: rows.map((row) => ({
      ...{ id: row.id, way: row.way as 'taken' | 'brought_in', who: row.who },
      ...{ on: row.on_day as unknown as string, ofSpace: row.of_space, made: row.made_on as unknown as string | null },
      early: row.early,
      ...{ stale: row.stale && row.person_id === actor.person, mine: row.person_id === actor.person },
      gone: row.gone_on as unknown as string | null,
    })),
    can: { take: may, bring: may && others.length === 0 && (await isEmpty(db, house, place.id)) },
  }
}

/** Whether nothing that a copy could bring stands in a space yet. */
export async function isEmpty(db: Db, house: House, space: string): Promise<boolean> {
  for (const open of house.gathered.open) {
    // What it says of itself stands in every space from its founding, and what is never brought in is in nobody's way.
    if (open.stays !== undefined || open.table === 'charter_version') continue
    const { rows } = await sql`select 1 from ${sql.id(open.table)} where space_id = ${space}::uuid limit 1`.execute(
      db as never,
    )
    if (rows.length > 0) return false
  }
  return true
}

/** For whoever took a copy and reads the space still: that it holds words that were taken back since. */
export async function listStaleCopies(db: Db, person: string): Promise<Ask[]> {
  const rows = await db
    .selectFrom('space_copy as k')
    .innerJoin('space as s', 's.id', 'k.space_id')
    .select(['k.space_id', 's.name', 's.address'])
    .distinct()
    .where('k.person_id', '=', person)
    .where(isStale)
    .execute()
  return rows.map((row) => ({
    id: `copy ${row.space_id}`,
    space: row.space_id,
    words: `Words in a copy you took of ${row.name} were taken back since`,
    why: 'Delete your copy, wherever you keep it. If you still need one, take it anew.',
    minutes: 1,
    verb: 'Say it is deleted',
    to: `/s/${row.address}/people`,
  }))
}

type Kept = Partial<
  Record<'by' | 'owner' | 'facilitator' | 'who' | 'name' | 'brought_on' | 'at' | 'attribution', string | null>
>

/** Whose names stood under these things where they came from. None of them is told apart from what was never brought in. */
export async function saidInCopy(db: Db, _actor: Actor, input: { address: string; ids: string[] }) {
  const place = await here(db, input)
  if (input.ids.length === 0) return []
  const today = await todayIn(db, place.id)
  const rows = await db
    .selectFrom('copied')
    .select(['id', 'says'])
    .where('space_id', '=', place.id)
    .where('id', 'in', input.ids)
    .execute()
  return rows.flatMap(({ id, says }) => {
    const said = sayKept(says as Kept, today)
    return said === '' ? [] : [{ id, says: said }]
  })
}

/** What was kept, in sentences. Who said a piece of evidence stands under the piece itself. */
function sayKept(kept: Kept, today: string): string {
  return [
    kept.by && `By ${kept.by}.`,
    kept.owner && `Looked after by ${kept.owner}.`,
    kept.facilitator && `Facilitated by ${kept.facilitator}.`,
    kept.name && `Of ${kept.name}.`,
    kept.brought_on && `Brought in from elsewhere on ${sayDay(kept.brought_on, today)}.`,
    kept.at === 'standing' && 'It stood there for everybody.',
  ]
    .filter(Boolean)
    .join(' ')
}
