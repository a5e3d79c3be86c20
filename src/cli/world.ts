import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { reach } from '#platform/backup/verbs.ts'
import type { Settings } from '#platform/config/settings.ts'
import { type Cluster, DEMONSTRATION } from '#platform/db/cluster.ts'
import { freePortAfter } from '#platform/http/free-port.ts'
import type { WorldName } from '../../seeds/world.ts'
import { Refused } from './client.ts'
import { AskedWrongly, type Verb } from './verb.ts'

/** Their builder is loaded when it is asked for: the other verbs need not wait for the whole place. */
const WORLDS: Record<WorldName, string> = {
  wearmouth: 'a partnership with a year behind it, on 21 October 2026',
  empty: 'a place that somebody has set up, with nothing in it',
  landscape: 'a national programme of 500 partnerships and 10,000 people, to measure with',
}
const ITEMS = { usual: 10_000, least: 100, most: 5_000_000 }
const isWorld = (name: string | undefined): name is WorldName => name !== undefined && Object.hasOwn(WORLDS, name)
const told = Object.entries(WORLDS)
  .map(([name, says]) => `${name} (${says})`)
  .join(', ')
const TELL_EVERY = 40

export const world: Verb = {
  usage: 'world load NAME [--again] [--items N]',
  does: 'makes the demonstration beside this place, of an invented world.',
  more: `It is a database of its own in this DATA_DIR, and has nothing of the place's. Open it from the place's first page
("Look around the demonstration"), and take it away again by its own button. Worlds: ${told}.
  --again   in place of the one that is there
  --items   how many pieces of evidence a landscape has; ${ITEMS.usual.toLocaleString('en-GB')} unless you say. A million takes minutes`,
  flags: ['again', 'items'],
  takes: [2, 2],
  async run([verb, name], { flags, settings, tell, signal }) {
    if (verb !== 'load' || !isWorld(name)) throw new AskedWrongly(`Say: world load NAME. The worlds are: ${told}.`)
    const items = itemsOf(name, flags.items)
    const cluster = await reach(settings)
    const remove = async () => {
      await cluster.drop(DEMONSTRATION)
      for (const kept of ['keys', 'files'])
        await rm(join(settings.dataDir, kept, DEMONSTRATION), { recursive: true, force: true })
    }
    try {
      if (await cluster.exists(DEMONSTRATION)) {
        const open = await cluster.inside(DEMONSTRATION, async (client) =>
          client.query('select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'),
        )
        if (open.rowCount !== 0)
          throw new Refused('The demonstration is open just now. Take it away by its own button first.')
        if (flags.again !== true) throw new Refused('There is a demonstration already. Say --again to make it anew.')
        await remove()
      }
      const began = performance.now()
      try {
        await (name === 'landscape' ? lay(cluster, items, tell, signal) : play(cluster, name, settings, tell, signal))
      } catch (fault) {
        await remove()
        throw fault
      }
      const ms = Math.round(performance.now() - began)
      return { ok: true, world: name, ms, says: [`${name} is there. Open it from the place's first page.`] }
    } finally {
      await cluster.stop()
    }
  },
}

type Tell = (line: string) => void

/** Plays a world through the doors of a place that runs for as long as that takes. */
async function play(
  cluster: Cluster,
  name: Exclude<WorldName, 'landscape'>,
  settings: Settings,
  tell: Tell,
  signal: AbortSignal,
): Promise<void> {
  const port = await freePortAfter(settings.port)
  const own = { ...settings, port, host: '127.0.0.1', baseUrl: `http://localhost:${port}` }
  const { startPlace } = await import('#app.ts')
  const place = await startPlace(
    { ...own, smtpUrl: undefined, mailIn: undefined, trustProxy: undefined },
    { demonstration: true, cluster, databaseName: DEMONSTRATION, log: () => {} },
  )
  try {
    tell(`Making the world of ${name}, through the doors that everybody uses. A minute or so.`)
    const { loadWorld } = await import('../../seeds/world.ts')
    const progress = (done: number, total: number) => {
      if (done % TELL_EVERY === 0 || done === total) tell(`Building the world: ${done} of ${total}.`)
    }
    await Promise.race([loadWorld(place, name, progress), cancelled(signal)])
  } finally {
    await place.stop()
  }
}

/** Lays a landscape down as the owner of its tables: nobody has to speak for it to be there. */
async function lay(cluster: Cluster, items: number, tell: Tell, signal: AbortSignal): Promise<void> {
  const began = performance.now()
  tell(`Laying a landscape of ${items.toLocaleString('en-GB')} pieces of evidence.`)
  const place = await cluster.place(DEMONSTRATION, { demonstration: true })
  const { layLandscape } = await import('../../seeds/world.ts')
  const progress = (what: string) => tell(`${Math.round((performance.now() - began) / 1000)} s: ${what}`)
  await Promise.race([layLandscape(place, { items }, progress), cancelled(signal)])
}

const cancelled = (signal: AbortSignal) =>
  new Promise<never>((_, fail) => {
    const cut = () => fail(new Refused('Cancelled. Nothing is left of it.'))
    if (signal.aborted) cut()
    else signal.addEventListener('abort', cut, { once: true })
  })

function itemsOf(name: WorldName, said: string | boolean | undefined): number {
  if (said === undefined) return ITEMS.usual
  const items = Number(said)
  if (name !== 'landscape') throw new AskedWrongly(`--items belongs to a landscape; ${name} is as large as it is.`)
  if (!Number.isInteger(items) || items < ITEMS.least || items > ITEMS.most)
    throw new AskedWrongly(
      `--items is a whole number from ${ITEMS.least} to ${ITEMS.most.toLocaleString('en-GB')}, and not "${said}".`,
    )
  return items
}
