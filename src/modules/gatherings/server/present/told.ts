import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { Told } from '#platform/live/chapters.ts'
import type { Line } from '../../contract/state.ts'

/** A line as everybody in its chapter sees it; whose own it is, and where they let it go, is for them to know. */
export type ToldLine = Omit<Line, 'mine' | 'mayGo'>

/** Lines that were put in, as far as everybody who reads the chapter sees them: the policies for `live` decide. */
async function toldLines(db: Db, chapter: string, ids: string[]): Promise<Map<string, ToldLine>> {
  const rows = await db
    .selectFrom('contribution as c')
    .innerJoin('activity_step as s', 's.id', 'c.step_id')
    .where('c.chapter_id', '=', chapter)
    .where('c.id', 'in', ids)
    .select([
      'c.id',
      'c.step_id',
      's.key',
      'c.value',
      'c.attribution',
      'c.said_as',
      'c.for_table',
      'c.version',
      'c.shown',
    ])
    .execute()
  const named = await sql<{ id: string; name: string }>`select * from told_names(${ids}::uuid[])`.execute(db as never)
  const names = new Map(named.rows.map((row) => [row.id, row.name]))
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...{ id: row.id, step: row.step_id, key: row.key, value: row.value, forTable: row.for_table },
        by: row.attribution === 'named' ? (names.get(row.id) ?? '') : row.said_as,
        ...{ version: row.version, shown: row.shown },
      },
    ]),
  )
}

export const told: Told = { 'contribution.put': toldLines }
