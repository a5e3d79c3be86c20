import { type RawBuilder, sql } from 'kysely'
import { here, IN_NOW } from '#modules/spaces/server/index.ts'
import type { Db, Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { CHAIN_KINDS } from '../contract/traced.ts'

/** A space by its id or by its address: exactly one of the two. */
export type Where = { id?: string | undefined; address?: string | undefined }
export type Kind = (typeof CHAIN_KINDS)[number]
type Row = { space_id: string; chapter_id: string; id: string }

/** The space the reader means. What is not theirs to see answers as what never was. */
export async function placeOf(db: Db, where: Where) {
  if (where.id !== undefined && where.address === undefined) return here(db, { id: where.id })
  if (where.address !== undefined && where.id === undefined) return here(db, { address: where.address })
  const one = 'Name the space by its id or by its address, one of the two.'
  throw new AppError('invalid', one, { id: one, address: one })
}
export type Place = Awaited<ReturnType<typeof placeOf>>

/** Where a thing of the chain lives, read under the reader's own policies; not_found when they do not read it. */
export async function itemOf(
  db: Db,
  kind: Kind | 'committee_route' | 'finding_round' | 'route_meeting',
  id: string,
  space?: string,
): Promise<Row> {
  const row = await db.selectFrom(kind).select(['space_id', 'chapter_id', 'id']).where('id', '=', id).executeTakeFirst()
  if (row === undefined || (space !== undefined && row.space_id !== space)) throw new AppError('not_found')
  return row
}

/**
 * The chapter that stood above the input. Decisions, actions and outcomes stand in the standing one, which every member
 * reads; insights in a dated one. Row-level security decides whether it may be written to at all.
 */
export async function chapterFor(tx: Tx, space: string, chapter: string, standing: boolean): Promise<void> {
  const row = await tx
    .selectFrom('chapter')
    .select('number')
    .where('space_id', '=', space)
    .where('id', '=', chapter)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  if ((row.number === 0) !== standing)
    throw new AppError('invalid', undefined, {
      chapter: standing ? 'This stands with what every member reads.' : 'This stands with what is said now.',
    })
}

/** A member of the space who is in now; what is not one answers as what never was. */
export async function memberOf(db: Db, space: string, person: string): Promise<{ id: string; name: string }> {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.name from person p where p.id = ${person}::uuid and ${isIn(space)}`.execute(db as never)
  if (rows[0] === undefined) throw new AppError('not_found')
  return rows[0]
}

/** Whether somebody is in a space now, both as a statement names them. */
export const inNow = (space: RawBuilder<unknown>, person: RawBuilder<unknown>) =>
  sql<boolean>`exists (select from membership m where m.space_id = ${space} and m.person_id = ${person} and ${IN_NOW})`

/** Whether the person `p` of the statement is in the space now. */
export const isIn = (space: string) => inNow(sql`${space}::uuid`, sql`p.id`)

/** Two people who tie the same chain at once wait for each other, so that no loop closes between them. */
export async function lockChain(tx: Tx, space: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`chain ${space}`}, 0))`.execute(tx)
}
