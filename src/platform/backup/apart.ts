import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { settle } from './archive.ts'
import { close, open } from './sealing.ts'

/**
 * What is kept apart from the data: the keys, without which no journal in any copy can be read, and the notes of what
 * was narrowed since. Of the keys there is only the newest state, so that a key that was destroyed is gone from here too.
 */
export type Narrowing = {
  n: string
  relation: string
  key: object
  sort: 'gone' | 'set' | 'added'
  becomes: object | null
  on_day: string
}

/** Makes `folder/keys` say what the key store says: new keys come, destroyed ones go. Answers how many came and went. */
export async function mirrorKeys(
  store: string,
  folder: string,
  recipient: string | null,
): Promise<{ came: number; went: number }> {
  const mirror = join(folder, 'keys')
  await mkdir(mirror, { recursive: true, mode: 0o700 })
  const there = new Set((await readdir(store)).filter((name) => name.endsWith('.key')))
  const here = new Set(await readdir(mirror))
  let [came, went] = [0, 0]
  for (const name of there) {
    if (here.has(name)) continue
    const bytes = await readFile(join(store, name)).catch(() => null)
    // Destroyed in this moment.
    if (bytes === null) continue
    await writeWhole(join(mirror, name), await close(bytes, recipient))
    came += 1
  }
  for (const name of here) {
    if (there.has(name)) continue
    await rm(join(mirror, name), { force: true })
    went += 1
  }
  if (came + went > 0) await settle(mirror)
  return { came, went }
}

/** Puts the keys of a backup into a key store that has none yet. */
export async function takeKeys(folder: string, store: string, key: string | null): Promise<number> {
  const mirror = join(folder, 'keys')
  await mkdir(store, { recursive: true, mode: 0o700 })
  const names = (await readdir(mirror)).filter((name) => name.endsWith('.key'))
  for (const name of names) await writeWhole(join(store, name), await open(await readFile(join(mirror, name)), key))
  await settle(store)
  return names.length
}

const LEDGER = 'narrowed.jsonl'

/** One line: a note, closed where the backup is. Open is only how many there are: whose things they are about is not. */
type Kept = Narrowing | { n: string; closed: string }

/** What stands there, line by line. A line that was cut off by a fall of the machine is no note. */
async function linesOf(folder: string): Promise<Kept[]> {
  const text = await readFile(join(folder, LEDGER), 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Kept]
    } catch {
      return []
    }
  })
}

/** The notes that are kept, in the order they were made. */
export async function readNarrowings(folder: string, key: string | null): Promise<Narrowing[]> {
  const lines = await linesOf(folder)
  const notes: Narrowing[] = []
  for (const line of lines)
    notes.push(
      'closed' in line
        ? (JSON.parse(Buffer.from(await open(Buffer.from(line.closed, 'base64'), key)).toString()) as Narrowing)
        : line,
    )
  return notes.sort((one, two) => (BigInt(one.n) < BigInt(two.n) ? -1 : 1))
}

/** Adds those notes that are not there yet, on the disk when it answers. */
export async function addNarrowings(folder: string, fresh: Narrowing[], recipient: string | null): Promise<number> {
  const lines = await linesOf(folder)
  const path = join(folder, LEDGER)
  // Notes of a version that did not close them are closed now: what it can close it need not be able to open.
  if (recipient !== null && lines.some((line) => !('closed' in line)))
    await writeWhole(
      path,
      Buffer.from(`${(await Promise.all(lines.map((line) => lineOf(line, recipient)))).join('\n')}\n`),
    )
  const known = new Set(lines.map((one) => one.n))
  const added = fresh.filter((one) => !known.has(one.n))
  if (added.length === 0) return 0
  const written = await Promise.all(added.map((one) => lineOf(one, recipient)))
  // The first character ends a line that was cut off.
  await appendFile(path, `\n${written.join('\n')}\n`, { mode: 0o600 })
  await settle(path)
  return added.length
}

async function lineOf(note: Kept, recipient: string | null): Promise<string> {
  if (recipient === null || 'closed' in note) return JSON.stringify(note)
  const closed = await close(Buffer.from(JSON.stringify(note)), recipient)
  return JSON.stringify({ n: note.n, closed: Buffer.from(closed).toString('base64') })
}

export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(`${path}.part`, bytes, { mode: 0o600 })
  await settle(`${path}.part`)
  await rename(`${path}.part`, path)
}
