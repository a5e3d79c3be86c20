// What every ordeal stands on: a report, a database of its own, chance with a seed, and controls as patches.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { openCluster, type Place } from '#platform/db/cluster.ts'

export const root = resolve(import.meta.dirname, '..')

export type Goal = { name: string; value: number | string; unit: string; goal: string; met: boolean }
export type Report = { name: string; goals: Goal[]; figures: Record<string, unknown> }
export type Ordeal = (options: { quick: boolean; report: Report }) => Promise<void>

/** A number against what it has to be. */
export function goal(
  report: Report,
  name: string,
  value: number,
  unit: string,
  rule: '=' | '<=' | '>=',
  than: number,
): void {
  const met = rule === '=' ? value === than : rule === '<=' ? value <= than : value >= than
  report.goals.push({ name, value, unit, goal: `${rule} ${than}`, met })
  say(`${met ? 'met    ' : 'NOT MET'} ${name}: ${value} ${unit} (goal ${rule} ${than})`)
}

export function say(line: string): void {
  process.stderr.write(`  ${line}\n`)
}

/** Says how far it is, at most twice a second. */
export function progress(what: string, of: number): (done: number) => void {
  let last = 0
  return (done) => {
    const now = performance.now()
    if (now - last < 500 && done < of) return
    last = now
    process.stderr.write(`  ${what} ${done}/${of}\n`)
  }
}

/** Chance that comes out the same for the same seed (mulberry32). */
export function chance(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n: number) => Math.floor(next() * n)
  return {
    next,
    below,
    pick: <T>(from: readonly T[]): T => from[below(from.length)]!,
    uuid: () => {
      const hex = Array.from({ length: 32 }, () => below(16).toString(16)).join('')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
    },
  }
}
export type Chance = ReturnType<typeof chance>

const PREFIX = 'ordeal'
export const role = (name: string) => `${PREFIX}_${name}`

export type Ground = { admin: pg.Client; place: Place; dataDir: string; close(): Promise<void> }

/** A migrated database of its own, opened by its administrator, who speaks as each role in turn (`set local role`). */
export async function openGround(): Promise<Ground> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trefoil-ordeal-'))
  const cluster = await openCluster({ dataDir, databaseUrl: undefined })
  const place = await cluster.place(PREFIX, { demonstration: false })
  const at = new URL(cluster.url)
  const admin = new pg.Client({
    host: at.searchParams.get('host')!,
    port: Number(at.port),
    user: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
    database: PREFIX,
  })
  await admin.connect()
  return {
    admin,
    place,
    dataDir,
    async close() {
      await admin.end()
      await cluster.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Applies a control by its text, wherever in the file that text has moved to; it must be there exactly once. */
export function patched(control: string): Map<string, string> {
  const files = new Map<string, string>()
  let path = ''
  let before: string[] = []
  let after: string[] = []
  const finish = () => {
    if (before.length > 0) {
      const text = files.get(path) ?? readFileSync(join(root, path), 'utf8')
      const parts = text.split(before.join('\n'))
      if (parts.length !== 2)
        throw new Error(
          `The control ${control} no longer fits ${path}: found ${parts.length - 1} times:\n${before.join('\n')}`,
        )
      files.set(path, parts.join(after.join('\n')))
    }
    before = []
    after = []
  }
  for (const line of `${readFileSync(join(root, 'ordeals/controls', `${control}.patch`), 'utf8')}`
    .trimEnd()
    .split('\n')) {
    if (line.startsWith('--- ') || line.startsWith('#')) continue
    if (line.startsWith('+++ ')) {
      finish()
      path = line.slice(4).replace(/^b\//, '').trim()
    } else if (line.startsWith('@@')) finish()
    else {
      if (line[0] !== '+') before.push(line.slice(1))
      if (line[0] !== '-') after.push(line.slice(1))
    }
  }
  finish()
  return files
}

/** As somebody writes one, and as the database does. */
const FUNCTION =
  /^create (?:or replace )?function (?:public\.)?(\w+)[\s\S]*?\$(\w*)\$[\s\S]*?\$\2\$(?: language sql)?;$/gim

function functionsIn(sql: string): Map<string, string> {
  return new Map([...sql.matchAll(FUNCTION)].map((found) => [found[1] ?? '', found[0]]))
}

/** The statements that turn the database's functions into the control's. */
export function replacedFunctions(control: string): string[] {
  return [...patched(control)].flatMap(([path, text]) => {
    const before = functionsIn(readFileSync(join(root, path), 'utf8'))
    const changed = [...functionsIn(text)].filter(([name, body]) => before.get(name) !== body)
    for (const [name] of changed) {
      const last = lastToSay(name)
      if (last !== path)
        throw new Error(`The control ${control} changes ${name} in ${path}, but ${last} is its last word.`)
    }
    return changed.map(([, body]) => body.replace(/^create (or replace )?function/i, 'create or replace function'))
  })
}

/** The newest migration that defines a function: a control of an older one would bring back what is long gone. */
function lastToSay(name: string): string | undefined {
  return readdirSync(join(root, 'migrations'))
    .filter((file) => /^\d{4}_.*\.sql$/.test(file))
    .sort()
    .map((file) => `migrations/${file}`)
    .findLast((path) => functionsIn(readFileSync(join(root, path), 'utf8')).has(name))
}

/** A copy of the source with a control in it, to be started as a place of its own. */
export function scratchCopy(control: string): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'trefoil-control-'))
  for (const name of readdirSync(root)) {
    if (['src', 'migrations', 'methods', 'seeds'].includes(name))
      cpSync(join(root, name), join(folder, name), { recursive: true })
    if (name === 'package.json') cpSync(join(root, name), join(folder, name))
  }
  if (existsSync(join(root, 'dist'))) symlinkSync(join(root, 'dist'), join(folder, 'dist'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const [path, text] of patched(control)) writeFileSync(join(folder, path), text)
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
