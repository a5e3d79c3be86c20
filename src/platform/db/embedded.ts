/**
 * PostgreSQL under our own supervision: found in node_modules, made whole or not at all, on a socket only,
 * restarted when it dies, stopped when we do.
 */
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, realpathSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import {
  environment,
  type Folders,
  fillRunFolder,
  findPrograms,
  PORT,
  type Programs,
  prepareCluster,
  prepareFolders,
  SUPERUSER,
} from './embedded-files.ts'
import { holdDirectory } from './embedded-holder.ts'
import { chooseIdentity, type Identity } from './embedded-identity.ts'
import { launch, namedServer, shutDown, stopOrphans, watchOver } from './embedded-process.ts'
import { type Reserve, reserveIn } from './embedded-reserve.ts'
import { decideSettings, findWeakSettings } from './embedded-settings.ts'

export { DataDirectoryInUse } from './embedded-holder.ts'
export { findWeakSettings } from './embedded-settings.ts'

export type EmbeddedOptions = {
  dataDir: string
  log?: (line: string) => void
  /** PostgreSQL settings to change. Those that durability or privacy rests on are refused. */
  settings?: Record<string, string>
  /** When we are root: the unprivileged user to run as. Otherwise `postgres` or `nobody`. */
  user?: string
}

export type EmbeddedDatabase = {
  /** The socket's directory, for pg's `host`. */
  host: string
  port: number
  superuser: string
  password: string
  major: 18
  /** The server's process now: another one after a restart. */
  readonly pid: number
  stop(): Promise<void>
  /** Called each time the server ends without being asked; it is started again by itself. */
  onExit(fn: (why: string) => void): void
}

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 10_000
/** Having served this long, a server is in no loop, and the next failure starts from the shortest pause. */
const STEADY_S = 3
const FIRST_TRIES = 3

/** Starts the database of a data directory, making it first where there is none. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const log = options.log ?? (() => {})
  const settings = decideSettings(options.settings)
  const programs = findPrograms()
  const folders = await prepareFolders(settle(options.dataDir))
  const hold = await holdDirectory(folders.data)
  try {
    const reach = [folders.data, folders.run, programs.postgres, programs.initdb]
    const identity = chooseIdentity({ reach, user: options.user })
    await stopOrphans(folders.cluster, log)
    await fillRunFolder(folders, programs, identity)
    const password = await prepareCluster({ folders, programs, identity, log })
    const supervisor = new Supervisor({
      folders,
      programs,
      identity,
      log,
      settings,
      password,
      reserve: reserveIn(folders.data, log),
    })
    await supervisor.start()
    let ending: Promise<void> | undefined
    const end = async () => {
      await supervisor.stop()
      if (!folders.run.startsWith(folders.data)) await rm(folders.run, { recursive: true, force: true })
      await hold.release()
    }
    return {
      host: folders.socket,
      port: PORT,
      superuser: SUPERUSER,
      password,
      major: 18,
      get pid() {
        return supervisor.pid
      },
      stop() {
        ending ??= end()
        return ending
      },
      onExit: (fn) => void supervisor.watchers.push(fn),
    }
  } catch (fault) {
    await hold.release()
    throw fault
  }
}

/** The real path, so that links and `..` name the same cluster wherever one starts from. */
function settle(dataDir: string): string {
  const path = resolve(dataDir)
  mkdirSync(path, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  return realpathSync(path)
}

type Charge = {
  folders: Folders
  programs: Programs
  identity: Identity
  settings: Record<string, string>
  password: string
  reserve: Reserve
  log: (line: string) => void
}

type Life = { child: ChildProcess; ended: Promise<string>; gone: boolean; last: string[]; since: number }

class Supervisor {
  readonly watchers: ((why: string) => void)[] = []
  pid = 0
  private readonly charge: Charge
  private life: Life | null = null
  private wait = FIRST_PAUSE_MS
  private filling: Promise<void> = Promise.resolve()
  private readonly stopping = new AbortController()

  constructor(charge: Charge) {
    this.charge = charge
  }

  /** The first start: a few tries, then the reason is told instead of trying for ever. */
  async start(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      if (!(await this.charge.reserve.makeRoom()))
        throw new Error(`There is no room on the disk of ${this.charge.folders.data}.`)
      const life = this.launchServer()
      const why = await this.untilReady(life)
      if (why === null) {
        await this.refuseWeakness()
        this.keepAlive(life)
        return
      }
      if (tries === FIRST_TRIES) throw new Error(`PostgreSQL does not start: ${why}\n${life.last.join('\n')}`)
      await pause(FIRST_PAUSE_MS)
      await stopOrphans(this.charge.folders.cluster, this.charge.log)
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    const life = this.life
    if (life && !life.gone) await shutDown(life.child.pid!, () => life.gone)
    await this.filling
  }

  /** Only after `stopOrphans`: nothing serves this cluster, so what lies in the socket's folder is left over. */
  private launchServer(): Life {
    const { folders, programs, identity, settings } = this.charge
    // Its lock holds a pid as well, which by now may be anybody's.
    for (const left of ['', '.lock']) rmSync(`${folders.socket}/.s.PGSQL.${PORT}${left}`, { force: true })
    const own = { port: String(PORT), unix_socket_directories: folders.socket, unix_socket_permissions: '0700' }
    const args = Object.entries({ ...settings, ...own }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const child = launch(identity, programs.postgres, ['-D', folders.cluster, ...args], {
      env: environment(folders, programs),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const watchdog = child.pid ? watchOver(identity, child.pid) : null
    const life: Life = { child, gone: false, last: [], since: process.uptime(), ended: Promise.resolve('') }
    life.ended = new Promise((done) => {
      const end = (why: string) => {
        life.gone = true
        watchdog?.dismiss()
        done(why)
      }
      child.on('error', (fault) => end(`PostgreSQL could not be started: ${fault.message}`))
      // Not `close`: a backend that outlives a killed postmaster keeps the pipes open.
      child.on('exit', (code, signal) => end(`PostgreSQL ended (${signal ?? `code ${code}`})`))
    })
    const hear = (text: Buffer) => {
      for (const line of String(text).split('\n').filter(Boolean)) {
        life.last = [...life.last.slice(-9), line]
        this.charge.log(line)
      }
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    this.life = life
    this.pid = child.pid ?? 0
    return life
  }

  /** Null when the server accepts connections, else why it ended. Recovery may take long, so there is no limit. */
  private async untilReady(life: Life): Promise<string | null> {
    const { cluster } = this.charge.folders
    while (!life.gone) {
      const named = namedServer(cluster)
      if (named?.pid === life.child.pid && named?.ready) {
        life.since = process.uptime()
        return null
      }
      await Promise.race([pause(20), life.ended])
    }
    return life.ended
  }

  private keepAlive(life: Life): void {
    this.filling = this.charge.reserve
      .fill()
      .catch((fault) => this.charge.log(`no reserve could be put aside: ${fault.message}`))
    life.ended
      .then((why) => this.revive(life, why))
      .catch((fault) => this.charge.log(`the supervisor failed: ${fault.message}`))
  }

  /** Tries until it runs or is told to stop; a loop without end, since giving up would leave people without their words. */
  private async revive(life: Life, why: string): Promise<void> {
    let cause = why
    // A server that comes up and dies at once is a loop as well, so the pause outlives a single recovery.
    if (process.uptime() - life.since > STEADY_S) this.wait = FIRST_PAUSE_MS
    while (!this.stopping.signal.aborted) {
      const line = `${cause}; starting again in ${this.wait / 1000} s`
      this.charge.log(line)
      for (const watcher of this.watchers) watcher(line)
      await pause(this.wait, undefined, { signal: this.stopping.signal }).catch(() => {})
      if (this.stopping.signal.aborted) return
      this.wait = Math.min(this.wait * 2, LONGEST_PAUSE_MS)
      if (!(await this.charge.reserve.makeRoom())) {
        cause = 'the disk is full'
        continue
      }
      await stopOrphans(this.charge.folders.cluster, this.charge.log).catch((fault) => this.charge.log(fault.message))
      if (this.stopping.signal.aborted) return
      const next = this.launchServer()
      const failure = await this.untilReady(next)
      if (failure === null) return this.keepAlive(next)
      cause = failure
    }
  }

  /** A role, or a file of the cluster, may say otherwise than the command line; the server itself is asked. */
  private async refuseWeakness(): Promise<void> {
    const { folders, password } = this.charge
    const client = new Client({ host: folders.socket, port: PORT, user: SUPERUSER, password, database: 'postgres' })
    client.on('error', () => {}) // a server that dies meanwhile is the supervisor's to notice
    let weak: string[]
    try {
      await client.connect()
      weak = await findWeakSettings(client).finally(() => client.end())
    } catch (fault) {
      await this.stop()
      throw fault
    }
    if (weak.length === 0) return
    await this.stop()
    throw new Error(`The database will not run like this: ${weak.join(', ')}.`)
  }
}
