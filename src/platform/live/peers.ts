import pg from 'pg'
import { type Connection, cutOff } from '#platform/db/database.ts'
import type { Wake } from './wake.ts'

const CHANNEL = 'trefoil_live'
/** A notice holds at most 8,000 bytes. */
const MOST_NAMED = 200
/** A connection that answers nothing for so long is dead, whatever it says of itself. */
const ANSWERS_WITHIN_MS = 3_000
const ASKED_EVERY_MS = 1_000
const LONGEST_PAUSE_MS = 5_000

/**
 * Tells the other processes of the place which chapters have something new, and hears it of them, on a connection of its
 * own: a notice inside a writing transaction would make the commits of the whole place wait for each other. Nothing is
 * said but ids of chapters. Whatever is missed while the connection is away is found when it is back, and once a second
 * in any case.
 */
export function joinPeers(connection: Connection, wake: Wake) {
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | null = null
  let tries = 0
  let ended = false
  let line: Promise<unknown> = Promise.resolve()

  /** One thing after another, as a connection wants it. */
  function say(statement: string, values: string[] = []): void {
    line = line.then(async () => {
      const to = client
      await to?.query(statement, values).catch(() => cutOff(to))
    })
  }
  async function connect(): Promise<void> {
    const next = new pg.Client({
      ...connection,
      ...{ connectionTimeoutMillis: 5_000, query_timeout: ANSWERS_WITHIN_MS, keepAlive: true },
    })
    next.on('error', () => {})
    next.on('end', () => {
      if (client === next) client = null
      again()
    })
    next.on('notification', ({ payload, processId }) => {
      if (processId !== (next as unknown as { processID: number }).processID) wake.heard((payload ?? '').split(' '))
    })
    try {
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
      if (ended) return void next.end().catch(() => {})
      client = next
      tries = 0
      // What was said while nobody listened.
      wake.heard()
    } catch {
      cutOff(next)
      again()
    }
  }
  function again(): void {
    if (ended || timer !== null) return
    timer = setTimeout(
      () => {
        timer = null
        void connect()
      },
      Math.min(LONGEST_PAUSE_MS, 100 * 2 ** tries),
    )
    tries += 1
  }

  const asking = setInterval(() => say('select'), ASKED_EVERY_MS)
  asking.unref()
  const unhook = wake.onOwn((chapters) => {
    const ids = [...chapters]
    for (let at = 0; at < ids.length; at += MOST_NAMED)
      say('select pg_notify($1, $2)', [CHANNEL, ids.slice(at, at + MOST_NAMED).join(' ')])
  })
  void connect()

  return {
    async stop() {
      ended = true
      unhook()
      clearInterval(asking)
      if (timer !== null) clearTimeout(timer)
      await line
      await client?.end().catch(() => {})
    },
  }
}
