import { sql } from 'kysely'
import type { Db } from './db/database.ts'

/** The one clock in TypeScript. It reads the installation's, which only a demonstration may set apart from the day outside. */
export async function clock(db: Db): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select clock_now() as at`.execute(db as never)
  return rows[0]!.at
}

/** Milliseconds that never run backwards: for durations and limits only. */
export function monotonic(): number {
  return performance.now()
}
