import { sql } from 'kysely'
import { dayOf } from '#shared/day.ts'
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

/** Puts a demonstration's clock on to a moment; the database refuses anywhere else, and it refuses to go back. */
export async function moveClock(tx: Db, to: Date): Promise<void> {
  await sql`select move_clock(${to})`.execute(tx as never)
}

/** Notes that somebody looks; at a first look after a pause the clock of a demonstration goes on from where it stood. */
export async function lookAtClock(tx: Db, first: boolean): Promise<void> {
  await sql`select look_at_clock(${first})`.execute(tx as never)
}

/** The zone of whoever asks: their own, else that of the space they have been in longest. */
export async function myZone(db: Db): Promise<string> {
  const { rows } = await sql<{ zone: string }>`select my_zone() as zone`.execute(db as never)
  return rows[0]!.zone
}

/** What day it is where whoever asks is. */
export const myToday = async (db: Db): Promise<string> => dayOf(await clock(db), await myZone(db))
