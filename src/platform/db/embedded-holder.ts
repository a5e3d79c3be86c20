/** One process at a time on one data directory: whoever comes second is refused, and told who is there. */
import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive, startTicks } from './embedded-process.ts'

const BEAT_MS = 1_000
/** Longer than two beats, and short enough that a second process is refused within three seconds. */
const LISTEN_MS = 2_500

type Holder = { pid: number; ticks: string | null; boot: string; space: string; since: string }

export class DataDirectoryInUse extends Error {
  readonly pid: number | null
  constructor(dataDir: string, pid: number | null) {
    const who = pid === null ? 'another process' : `process ${pid}`
    super(`The data directory ${dataDir} is in use by ${who} (see holder.json in it). Stop that one first.`)
    this.name = 'DataDirectoryInUse'
    this.pid = pid
  }
}

export type Hold = { release(): Promise<void> }

/** Takes the directory for this process until `release`, or throws `DataDirectoryInUse`. */
export async function holdDirectory(dataDir: string): Promise<Hold> {
  const file = join(dataDir, 'holder.json')
  const guard = await takeGuard(dataDir)
  try {
    if (guard === 'taken') throw new DataDirectoryInUse(dataDir, await namedHolder(file))
    const other = await readHolder(file)
    if (other && (await isHolding(other, file))) throw new DataDirectoryInUse(dataDir, other.pid)
    await writeHolder(file)
  } catch (fault) {
    if (guard !== 'taken') guard?.close()
    throw fault
  }
  const beat = setInterval(() => touch(file), BEAT_MS)
  beat.unref()
  return {
    async release() {
      clearInterval(beat)
      if ((await readHolder(file))?.pid === process.pid) await rm(file, { force: true })
      await new Promise<void>((done) => (guard ? guard.close(() => done()) : done()))
    },
  }
}

/**
 * The guard is a socket in Linux's abstract namespace: binding it is atomic, and the kernel lets go of it
 * when the process dies, however it dies. A lock file alone has a race in which two starters both
 * take over from a dead holder. It is named after the directory's inode, so that links do not matter.
 */
async function takeGuard(dataDir: string): Promise<Server | 'taken' | null> {
  if (process.platform !== 'linux') return null
  const { dev, ino } = await stat(dataDir)
  const name = createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 24)
  const server = createServer((socket) => socket.destroy())
  server.unref()
  return new Promise((done, fail) => {
    server.once('error', (fault: NodeJS.ErrnoException) => (fault.code === 'EADDRINUSE' ? done('taken') : fail(fault)))
    server.listen(`\0trefoil-${name}`, () => done(server))
  })
}

/** The one who has the guard may be a moment away from writing its name. */
async function namedHolder(file: string): Promise<number | null> {
  for (let tries = 0; tries < 10; tries += 1) {
    const holder = await readHolder(file)
    if (holder && isAlive(holder.pid)) return holder.pid
    await pause(100)
  }
  return null
}

/** A pid alone proves nothing: it must be this boot's process of that number, or its heart must beat. */
async function isHolding(holder: Holder, file: string): Promise<boolean> {
  const me = describeSelf()
  if (holder.boot === me.boot && holder.space === me.space) {
    if (holder.pid === process.pid && holder.ticks === me.ticks) return false // ours, left by a start that failed
    return isAlive(holder.pid) && startTicks(holder.pid) === holder.ticks
  }
  // From another container, another machine or an earlier boot: its pid means nothing here, its heartbeat does.
  const before = await modified(file)
  await pause(LISTEN_MS)
  const after = await modified(file)
  return after !== null && after !== before
}

function describeSelf(): Holder {
  return {
    pid: process.pid,
    ticks: startTicks(process.pid),
    boot: quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    space: quietly(() => readlinkSync('/proc/self/ns/pid')),
    since: new Date().toISOString(),
  }
}

async function writeHolder(file: string): Promise<void> {
  const fresh = `${file}.${process.pid}`
  await writeFile(fresh, `${JSON.stringify(describeSelf())}\n`, { mode: 0o600 })
  await rename(fresh, file)
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    const holder = JSON.parse(await readFile(file, 'utf8')) as Holder
    return Number.isInteger(holder.pid) ? holder : null
  } catch {
    return null
  }
}

function touch(file: string): void {
  const moment = new Date()
  utimes(file, moment, moment).catch(() => {}) // removed by hand: the guard still holds
}

const modified = (file: string) =>
  stat(file).then(
    (s) => s.mtimeMs,
    () => null,
  )

function quietly(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
