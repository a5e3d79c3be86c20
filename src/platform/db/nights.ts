import { sql } from 'kysely'
import pg from 'pg'
import type { Connection, Database } from './database.ts'
import { lastNight, remember, type Scrubbed, scrub } from './scrub.ts'

/** Three in the morning, where the place is. One that slept through it does it when it wakes. */
const QUIET_HOUR = 3
const LOOK_EVERY_MS = 60_000
/** Tables that are always in use are left for the next night after so many tries. */
const MOST_TRIES = 10

export type Night = {
  db: Database
  owner: Connection
  dropLog(statisticsToo: boolean): Promise<string[]>
  /** What else is cleared away at night, once the tables are. */
  besides(owner: pg.Client): Promise<object>
  log(line: object): void
}

/** Clears away, once a night, what was taken back by day. */
export function keepNights(night: Night): { stop(): Promise<void> } {
  let busy: Promise<void> | null = null
  let tries = 0
  const look = () => {
    busy ??= keep()
      .catch((fault) => night.log({ night: 'failed', code: (fault as { code?: string }).code ?? 'unknown' }))
      .finally(() => {
        busy = null
      })
  }
  async function keep(): Promise<void> {
    const { day, hour } = await localTime(night.db)
    await withOwner(night.owner, async (owner) => {
      const last = await lastNight(owner)
      // A new place has nothing to clear away yet; its first night takes everything.
      if (last === null) return remember(owner, day, {})
      if (last < day) tries = 0
      else if (tries === 0) return
      if (last < day && hour < QUIET_HOUR) return
      const done = await keepOneNight(night, owner, day)
      tries = done !== null && done.waiting.length > 0 && tries < MOST_TRIES ? tries + 1 : 0
    })
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await busy
    },
  }
}

/** What one night does, whatever the hour. */
export async function keepOneNight(night: Night, owner: pg.Client, day: string): Promise<Scrubbed | null> {
  const done = await scrub(owner, night.dropLog, day, night.log)
  if (done === null) return null
  night.log({ night: day, anew: done.tables.length, waiting: done.waiting, undone: done.undone })
  night.log({ night: day, ...(await night.besides(owner)) })
  return done
}

export async function withOwner<T>(connection: Connection, run: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client(connection)
  owner.on('error', () => {}) // its statement fails by itself; without a listener it would end the whole place
  await owner.connect()
  try {
    return await run(owner)
  } finally {
    await owner.end().catch(() => {})
  }
}

/** The day and the hour where the place is, by the house's clock. */
export async function localTime(db: Database): Promise<{ day: string; hour: number }> {
  return db.read(null, async (read) => {
    const { rows } = await sql<{ day: string; hour: number }>`
      select to_char(clock_now() at time zone zone, 'YYYY-MM-DD') as day,
             extract(hour from clock_now() at time zone zone)::int as hour from installation`.execute(read as never)
    return rows[0]!
  })
}
