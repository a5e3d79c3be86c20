/** What the tests of the embedded database share: places, processes and patience. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { type EmbeddedDatabase, type EmbeddedOptions, startEmbedded } from './embedded.ts'

export const asRoot = process.getuid?.() === 0
export const onLinux = process.platform === 'linux'
const places: string[] = []
const databases: EmbeddedDatabase[] = []
/** Ended by `clearUp`. */
export const children: ChildProcess[] = []

/** A new place of the kind `mktemp -d` makes: closed to everybody else. */
export function newPlace(): string {
  const place = mkdtempSync(join(tmpdir(), 'embedded-'))
  places.push(place)
  return place
}

export async function start(dataDir: string, more: Partial<EmbeddedOptions> = {}): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, settings: { shared_buffers: '16MB' }, ...more })
  databases.push(database)
  return database
}

export async function ask(database: EmbeddedDatabase, statement: string): Promise<Record<string, string>[]> {
  const { host, port, superuser: user, password } = database
  const client = new Client({ host, port, user, password, database: 'postgres' })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

/** Another Node process that starts the database; `said` grows with what it prints. */
export function startElsewhere(dataDir: string): {
  child: ChildProcess
  said: () => string
  until(word: RegExp): Promise<string>
} {
  const code = `import { startEmbedded } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)}
    startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: console.log, settings: { shared_buffers: '16MB' } })
      .then((db) => console.log('READY', db.pid), (fault) => { console.log(fault.name, fault.message); process.exit(1) })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  let text = ''
  child.stdout.on('data', (more) => {
    text += more
  })
  const until = async (word: RegExp) => {
    await eventually(() => word.test(text), 15_000)
    return text.match(word)![1] ?? ''
  }
  return { child, said: () => text, until }
}

export async function eventually(isTrue: () => boolean | Promise<boolean>, within = 8_000): Promise<void> {
  for (let waited = 0; waited < within; waited += 20) {
    if (await isTrue()) return
    await pause(20)
  }
  throw new Error(`Not true within ${within} ms: ${isTrue}`)
}

export const killed = (child: ChildProcess) =>
  new Promise<void>((done) => {
    child.once('exit', () => done())
    child.kill('SIGKILL')
  })

/** The watchdog of a server, so that its absence can be tried. */
export const watchdogOf = (pid: number) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && commandLine(name).endsWith(`trefoil-watchdog ${pid}`))
    .map(Number)

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim()
  } catch {
    return ''
  }
}

/** For `afterAll`: ends what the file started, and only that. */
export async function clearUp(): Promise<void> {
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(databases.map((database) => database.stop()))
  for (const place of places) rmSync(place, { recursive: true, force: true, maxRetries: 10 })
}

/** This boot and this container, as holder.json names them. */
export const here = () => ({
  boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
  space: readlinkSync('/proc/self/ns/pid'),
})

/** As the rest of the machine sees it, whatever the process believes. */
export const outerUid = (pid: number) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/^Uid:\s+(\d+)/m)![1])
