import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { KINDS } from '../contract.ts'

export type Place = {
  id: string
  kind: (typeof KINDS)[number]
  name: string
  address: string
  unlisted: boolean
  zone: string
  searchLanguage: string
  /** The chapter where what the space holds and owes stands. */
  standing: string
  /** The chapter where what is said now lands. */
  chapter: string
}

/** That the membership `m` of a statement is in force: its person has been let in, and neither is still to come nor has left. */
export const IN_NOW = sql<boolean>`(m.first_chapter is not null and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()))`

/**
 * A space its reader is in, with its two chapters: the front door of everything that happens in a space. The database
 * shows a standing chapter to members only, so what is not there and what is not theirs fail the same.
 */
export async function here(db: Db, which: { address: string } | { id: string }): Promise<Place> {
  const row = await db
    .selectFrom('space as s')
    .innerJoin('chapter as standing', (join) =>
      join.onRef('standing.space_id', '=', 's.id').on('standing.number', '=', 0),
    )
    .innerJoinLateral(
      (of) =>
        of
          .selectFrom('chapter as c')
          .select('c.id')
          .whereRef('c.space_id', '=', 's.id')
          .where('c.number', '>', 0)
          .orderBy('c.number', 'desc')
          .limit(1)
          .as('current'),
      (join) => join.onTrue(),
    )
    .select([
      's.id',
      's.kind',
      's.name',
      's.address',
      's.unlisted',
      's.zone',
      sql<string>`s.search_language::text`.as('searchLanguage'),
      'standing.id as standing',
      'current.id as chapter',
    ])
    .where('address' in which ? 's.address' : 's.id', '=', 'address' in which ? which.address : which.id)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row as Place
}
