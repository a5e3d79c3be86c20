import { createHmac, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import pg from 'pg'
import { demonstrationModules, modules } from '#modules.ts'
import type { House } from '#platform/access/context.ts'
import { makeLimits } from '#platform/access/limits.ts'
import { hashToken, newToken } from '#platform/access/session.ts'
import { keepBackups } from '#platform/backup/nightly.ts'
import { keepShelves } from '#platform/backup/shelves.ts'
import type { Settings } from '#platform/config/settings.ts'
import { CHECK, type Cluster, openCluster, PLACE, type Place } from '#platform/db/cluster.ts'
import { openDatabase } from '#platform/db/database.ts'
import { keepNights, localTime, type Night } from '#platform/db/nights.ts'
import { openKeyStore } from '#platform/files/keys.ts'
import { openFileStore } from '#platform/files/store.ts'
import { sweepFiles } from '#platform/files/sweep.ts'
import { makeServer } from '#platform/http/server.ts'
import { makeCursors } from '#platform/live/cursor.ts'
import { joinPeers } from '#platform/live/peers.ts'
import { makeLive } from '#platform/live/stream.ts'
import { makeWake } from '#platform/live/wake.ts'
import type { Log } from '#platform/log/log.ts'
import { makeMailer } from '#platform/mail/mailer.ts'

export type Running = {
  url: string
  setupLink: string | null
  house: House
  night: Night
  warnings: string[]
  /** One round of the repeated work, now: for whoever has put the clock on. */
  tick(): Promise<void>
  stop(): Promise<void>
}
/** Something that runs beside the place for as long as it does. */
export type Beside = (
  server: FastifyInstance,
  settings: Settings,
  cluster: Cluster,
  log: Log,
) => { stop(): Promise<void> }
type Options = {
  demonstration: boolean
  log: Log
  cluster?: Cluster
  databaseName?: string
  like?: string
  beside?: Beside
}

/** Starts one place, real or demonstration: its database, its modules, its server. */
export async function startPlace(settings: Settings, options: Options): Promise<Running> {
  await mkdir(settings.dataDir, { recursive: true, mode: 0o711 })
  const cluster =
    options.cluster ??
    (await openCluster({
      dataDir: settings.dataDir,
      databaseUrl: settings.databaseUrl,
      log: (line) => options.log({ database: line }),
    }))
  // A backup that was cut off has left its copy, which nobody scrubs at night.
  if (options.cluster === undefined) await cluster.drop(CHECK)
  const place = await cluster.place(options.databaseName ?? PLACE, {
    demonstration: options.demonstration,
    like: options.like,
  })
  const keys = await openKeyStore(join(settings.dataDir, 'keys', place.name))
  // What is invented need not outlive the machine’s sudden end by the last half second, and is built much faster so.
  const light = options.demonstration ? { options: '-c synchronous_commit=off' } : {}
  const wake = makeWake()
  const db = openDatabase({ ...place.connection('web'), ...light }, wake.soon)
  const worker = openDatabase({ ...place.connection('worker'), max: 2 }, wake.soon)
  // What is read for everybody who listens is read fast or not at all: a connection that has died unheard is given up soon.
  const live = openDatabase({ ...place.connection('live'), max: 3, query_timeout: 5_000 })
  const active = options.demonstration ? demonstrationModules : modules
  const digest = await secret(settings.dataDir, 'digest')
  const house: House = {
    db,
    keys,
    settings,
    limits: makeLimits(),
    wake,
    tag: (of) => createHmac('sha256', digest).update(`tag ${of}`).digest('hex'),
    demonstration: options.demonstration,
    gathered: {
      asks: async (db, person) =>
        (
          await Promise.all(
            active.map(async (module) =>
              (
                await module.asks(db, person, house)
              ).map((ask) => ({ ...ask, from: module.name, about: module.asksAbout ?? 'Something here' })),
            ),
          )
        ).flat(),
      carried: async (db, of) => (await Promise.all(active.map((module) => module.carried?.(db, of) ?? []))).flat(),
      built: async (db, on) => (await Promise.all(active.map((module) => module.built?.(db, on) ?? []))).flat(),
      toSense: async (db, of) => (await Promise.all(active.map((module) => module.toSense?.(db, of) ?? []))).flat(),
      remembered: async (db, of) =>
        (await Promise.all(active.map((module) => module.remembered?.(db, of) ?? []))).flat(),
      find: async (db, looking) =>
        (await Promise.all(active.map((module) => module.find?.(db, looking, house) ?? []))).flat(),
      week: async (db, of) => (await Promise.all(active.map((module) => module.week?.(db, of) ?? []))).flat(),
      mine: async (db, person) =>
        Object.fromEntries(
          await Promise.all(active.map(async (module) => [module.name, await module.mine(db, person, house)])),
        ),
      open: active.flatMap((module) => module.open ?? []),
      paths: Object.assign({}, ...active.map((module) => module.paths ?? {})),
      forget: async (tx, person) => {
        // A closed space lets nothing be changed by hand; somebody who goes takes their words out of it all the same.
        await sql`select set_config('app.forgetting', 'on', true)`.execute(tx)
        for (const module of active.toReversed()) await module.forget(tx, person, house)
      },
    },
    files: await openFileStore(join(settings.dataDir, 'files', place.name), keys, digest),
    mail: makeMailer(settings.smtpUrl, `Trefoil <no-reply@${new URL(settings.baseUrl).hostname}>`),
  }
  const peers = joinPeers(place.connection('live'), wake)
  const stream = makeLive(house, {
    live,
    cursors: await makeCursors(await secret(settings.dataDir, 'live'), live),
    told: Object.assign({}, ...active.map((module) => module.told ?? {})),
    pulses: active.flatMap((module) => module.pulse ?? []),
    narrows: new Set(active.flatMap((module) => module.narrows ?? [])),
  })
  const server = makeServer(
    house,
    stream,
    Object.fromEntries(active.map((module) => [module.name, module.router])),
    active.flatMap((module) => module.routes ?? []),
    options.log,
  )
  const beside = options.beside?.(server, settings, cluster, options.log)
  await server.listen({ port: settings.port, host: settings.host })
  const ticking = tickEvery(1000, house, worker)
  const night: Night = {
    db,
    owner: place.ownerConnection,
    dropLog: (statisticsToo) => cluster.dropLog(place.name, statisticsToo),
    besides: async (owner) => {
      const done: Record<string, number> = { files: await sweepFiles(owner, house.files) }
      for (const { night: sweep } of active) Object.assign(done, await sweep?.(worker))
      return done
    },
    log: options.log,
  }
  const nights = keepNights(night)
  // Nobody copies a demonstration, and what is undone in it is no concern of a copy of the place beside it.
  const shelves = options.demonstration
    ? null
    : keepShelves({
        inside: (run) => cluster.inside(place.name, run),
        keys: join(settings.dataDir, 'keys', place.name),
        ...{ secrets: join(settings.dataDir, 'secrets'), dataDir: settings.dataDir, log: options.log },
        narrowed: () =>
          worker.read(null, async (read) => {
            const { rows } = await sql<{ n: string }>`select coalesce(max(n), 0)::text as n from narrowing`.execute(
              read,
            )
            return rows[0]!.n
          }),
      })
  const backups =
    options.demonstration || settings.backupDir === undefined
      ? null
      : keepBackups({ settings, log: options.log, hour: async () => (await localTime(db)).hour })
  return {
    url: house.settings.baseUrl,
    house,
    night,
    warnings: place.warnings,
    setupLink: await setupLink(place, house.settings.baseUrl),
    tick: ticking.tick,
    async stop() {
      ticking.stop()
      await nights.stop()
      await backups?.stop()
      await shelves?.stop()
      await beside?.stop()
      await server.close()
      await Promise.all([db.close(), worker.close(), live.close(), peers.stop()])
      if (options.cluster === undefined) await cluster.stop()
    },
  }
}

/** The modules' repeated work, one round at a time. A round that fails is taken up by the next. */
function tickEvery(ms: number, house: House, worker: ReturnType<typeof openDatabase>) {
  let round: Promise<void> = Promise.resolve()
  let waiting = 0
  const tick = (now = true): Promise<void> => {
    waiting++
    round = round.then(async () => {
      for (const module of modules) await module.tick?.(house, worker, now).catch(() => {})
      waiting--
    })
    return round
  }
  const timer = setInterval(() => void (waiting === 0 && tick(false)), ms)
  timer.unref()
  return { tick, stop: () => clearInterval(timer) }
}

/** A fresh one-time link at every start until the place has been set up; only its hash is kept. */
async function setupLink(place: Place, baseUrl: string): Promise<string | null> {
  const owner = new pg.Client(place.ownerConnection)
  await owner.connect()
  try {
    const token = newToken()
    await owner.query('begin; alter table installation no force row level security')
    const { rowCount } = await owner.query('update installation set setup_hash = $1 where set_up_at is null', [
      hashToken(token),
    ])
    await owner.query('alter table installation force row level security; commit')
    return rowCount === 1 ? `${baseUrl}/set-up#${token}` : null
  } finally {
    await owner.end()
  }
}

async function secret(dataDir: string, name: string): Promise<Buffer> {
  const folder = join(dataDir, 'secrets')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, name)
  const there = await readFile(path).catch(() => null)
  if (there !== null) return there
  const fresh = randomBytes(32)
  // Two that start at once must end with one secret: whoever comes second takes the first one's.
  await writeFile(path, fresh, { mode: 0o600, flag: 'wx' }).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EEXIST') throw fault
  })
  return readFile(path)
}
