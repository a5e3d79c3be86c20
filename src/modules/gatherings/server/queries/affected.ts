import { sql } from 'kysely'
import { IN_NOW } from '#modules/spaces/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
const covers = (asked: Set<string | null>, name: string) => [...asked].some((one) => one !== null && isSame(one, name))

/** Who is on a map of who agrees and who trusts, of those that are kept in groups under this space which the reader is in. */
async function onMapsOfMine(db: Db, space: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct t->>'name' as name from version_from f join space s on s.id = f.space_id
     cross join lateral jsonb_array_elements(f.shape->'things') t where s.parent_id = ${space}::uuid order by name`.execute(
    db as never,
  )
  return rows.map((row) => row.name)
}

/** Who is touched by it and not asked, with why not where it was said: from the partners, posts and people of the space, and whom somebody named. */
export async function listAffected(db: Db, _actor: Actor, input: { gathering: string }) {
  const call = await db
    .selectFrom('gathering')
    .select(['id', 'space_id'])
    .where('id', '=', input.gathering)
    .executeTakeFirst()
  if (call === undefined) throw new AppError('not_found')
  const asked = await db
    .selectFrom('invitee as i')
    .leftJoin('person as p', 'p.id', 'i.person_id')
    .select(['i.person_id', 'i.name', 'i.organisation', 'p.name as known'])
    .where('i.gathering_id', '=', call.id)
    .where('i.withdrawn_on', 'is', null)
    .execute()
  const inside = await db
    .selectFrom('membership as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .leftJoin('organisation as o', 'o.id', 'm.organisation_id')
    .select(['m.person_id', 'p.name', 'o.name as organisation'])
    .where('m.space_id', '=', call.space_id)
    .where(IN_NOW)
    .execute()
  const askedIds = new Set(asked.map((one) => one.person_id))
  const covered = new Set([
    ...inside.filter((one) => askedIds.has(one.person_id)).map((one) => one.organisation),
    ...asked.map((one) => one.organisation),
  ])
  const partners = await db
    .selectFrom('space_partner as s')
    .innerJoin('organisation as o', 'o.id', 's.organisation_id')
    .select('o.name')
    .where('s.space_id', '=', call.space_id)
    .where('s.to_day', 'is', null)
    .execute()
  const posts = await db
    .selectFrom('seat as s')
    .select(['s.title', 's.holder'])
    .where('s.space_id', '=', call.space_id)
    .where((on) =>
      on.not(
        on.exists(
          on
            .selectFrom('seat_holder as h')
            .innerJoin('membership as m', 'm.id', 'h.membership_id')
            .select(sql`1`.as('one'))
            .whereRef('h.seat_id', '=', 's.id')
            .where('h.until', 'is', null)
            .where(
              'm.person_id',
              'in',
              [...askedIds, '00000000-0000-0000-0000-000000000000'].filter((id) => id !== null),
            ),
        ),
      ),
    )
    .execute()
  const reasons = await db
    .selectFrom('not_asked as n')
    .leftJoin('person as p', 'p.id', 'n.said_by')
    .select(['n.id', 'n.name', 'n.why', 'p.name as by'])
    .where('n.gathering_id', '=', call.id)
    .execute()
  const names = new Set(asked.map((one) => one.known ?? one.name))
  const mapped = await onMapsOfMine(db, call.space_id)
  const found = [
    ...[...new Set([...partners.map((one) => one.name), ...inside.flatMap((one) => one.organisation ?? [])])]
      .filter((name) => !covered.has(name))
      .map((name) => ({ name, sort: 'partner' as const })),
    ...posts.map((one) => ({ name: one.holder ? `${one.title}: ${one.holder}` : one.title, sort: 'post' as const })),
    ...[
      ...new Map(inside.filter((one) => !askedIds.has(one.person_id)).map((one) => [one.person_id, one.name])).values(),
    ].map((name) => ({ name, sort: 'member' as const })),
    ...mapped.filter((name) => !covers(covered, name)).map((name) => ({ name, sort: 'mapped' as const })),
  ].filter((one, at, all) => !names.has(one.name) && all.findIndex((other) => isSame(other.name, one.name)) === at)
  const told = new Set(found.map((one) => one.name))
  const named = reasons.filter((one) => !told.has(one.name)).map((one) => ({ name: one.name, sort: 'named' as const }))
  return {
    people: [...found, ...named].map((one) => {
      const why = reasons.find((reason) => reason.name === one.name)
      return {
        ...one,
        why: why === undefined ? null : { id: why.id, words: why.why, by: why.by ?? 'Somebody who has left' },
      }
    }),
  }
}
