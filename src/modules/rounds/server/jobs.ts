import { sql } from 'kysely'
import type { House } from '#platform/access/context.ts'
import type { Database } from '#platform/db/database.ts'
import { monotonic } from '#platform/time.ts'
import { dropRound } from './commands/open.ts'
import { roundState } from './queries.ts'

/** An opening that was never committed leaves its keys; none takes as long as this. */
const NEVER_OPENED_HOURS = 1
const LOOK_FOR_LOST_MS = 60_000
const looked = new WeakMap<Database, number>()

/**
 * Destroys the keys of what is over: within a second or two of the commit, and at the start where the place fell in
 * between. Safe to run twice, and by several processes, since only what is committed is looked at.
 */
export async function destroyOver(house: House, worker: Database): Promise<void> {
  const kept = await house.keys.passing.list(NEVER_OPENED_HOURS)
  if (kept.length === 0) return
  const known = await worker.read(null, (db) =>
    roundState(
      db,
      kept.map(({ id }) => id),
    ),
  )
  const states = new Map(known.map(({ id, state }) => [id, state]))
  for (const { id, old } of kept) {
    const state = states.get(id)
    if (state === 'open' || (state === undefined && !old)) continue
    await house.keys.passing.destroy(id)
  }
}

/** Calls off what nobody can open any more: its keys are in no backup, so none came back with one; or its space was closed. */
async function dropLost(house: House, worker: Database, atOnce: boolean): Promise<void> {
  const now = monotonic()
  if (!atOnce && now - (looked.get(worker) ?? -LOOK_FOR_LOST_MS) < LOOK_FOR_LOST_MS) return
  looked.set(worker, now)
  // The rounds first: the keys of one that is open were on the disk before it was.
  const { rows } = await worker.read(null, (db) =>
    sql<{ id: string; over: boolean }>`select * from open_rounds()`.execute(db as never),
  )
  for (const { id, over } of rows)
    if (over || (await house.keys.passing.read(id)) === null) await worker.as(null, (tx) => dropRound(tx, house, id))
  if (rows.length > 0) house.wake.soon()
}

export async function tick(house: House, worker: Database, now: boolean): Promise<void> {
  await dropLost(house, worker, now)
  await destroyOver(house, worker)
}
