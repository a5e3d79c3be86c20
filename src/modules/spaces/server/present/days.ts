import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'

/** The day of a moment as the clocks of the space show it; no hour leaves the database. */
export const dayIn = (column: string, zone: string) =>
  sql<string | null>`to_char(${sql.ref(column)} at time zone ${zone}, 'YYYY-MM-DD')`

/** Which day it is where the space is. */
export async function todayIn(db: Db, zone: string): Promise<string> {
  const { rows } = await sql<{
    day: string
  }>`select to_char(clock_now() at time zone ${zone}, 'YYYY-MM-DD') as day`.execute(db as never)
  return rows[0]!.day
}
