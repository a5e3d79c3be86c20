import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'

/** What day it is for whoever asks: in their own zone, else in that of the space they have been in longest. */
export async function todayOf(db: Db): Promise<string> {
  const { rows } = await sql<{
    day: string
  }>`select to_char(clock_now() at time zone my_zone(), 'YYYY-MM-DD') as day`.execute(db as never)
  return rows[0]!.day
}
