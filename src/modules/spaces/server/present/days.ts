import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'

/** The day of a moment as the clocks of the space show it; no hour leaves the database. */
export const dayIn = (column: string, zone: string) =>
  sql<string | null>`to_char(${sql.ref(column)} at time zone ${zone}, 'YYYY-MM-DD')`

/** Which day it is where the space is. A space that is not there for whoever asks answers as what never was. */
export async function todayIn(db: Db, space: string): Promise<string> {
  const { rows } = await sql<{ day: string }>`
    select to_char(clock_now() at time zone s.zone, 'YYYY-MM-DD') as day from space s where s.id = ${space}::uuid`.execute(
    db as never,
  )
  if (rows[0] === undefined) throw new AppError('not_found')
  return rows[0].day
}
