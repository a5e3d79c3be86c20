import { copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { isFileName } from '#platform/files/store.ts'
import { addNarrowings, mirrorKeys, type Narrowing, writeWhole } from './apart.ts'
import { type Manifest, settle, sumOf, writeArchive } from './archive.ts'
import { close, makeLock } from './sealing.ts'
import { countsOf, digestOf, ONE_SPELLING, rowsOf, type TableCopy, tablesOf } from './tables.ts'

/** Where a backup lies. `apart` holds the keys and the notes of what was narrowed: best on another disk than the data. */
export type Shelf = { data: string; apart: string; recipient: string | null }
/** The place that is copied: its database as its administrator reads it, and its folders. */
export type Source = {
  inside<T>(run: (client: pg.Client) => Promise<T>): Promise<T>
  keys: string
  files: string
  /** Secrets of the installation without which its rows mean less: by name, under `secrets`. */
  secrets: string
  now: Date
}
export type Done = {
  archive: string
  tables: number
  rows: number
  files: { kept: number; added: number }
  keys: { came: number; went: number }
  narrowings: number
}

const LOCK = 'lock.age'
/** By this file a folder is known to be the one that is kept apart. */
export const SHELF = 'shelf.json'
const SECRETS = ['digest']

/**
 * Opens the shelf, making it the first time. A passphrase is given once, when it is made; afterwards the place closes
 * what it adds without it.
 */
export async function openShelf(data: string, apart: string, passphrase: string | null): Promise<Shelf> {
  for (const folder of [join(data, 'data'), join(data, 'files'), apart])
    await mkdir(folder, { recursive: true, mode: 0o700 })
  const noted = await readFile(join(apart, SHELF), 'utf8').catch(() => null)
  if (noted !== null) return { data, apart, recipient: (JSON.parse(noted) as { recipient: string | null }).recipient }
  const lock = passphrase === null ? null : await makeLock(passphrase)
  if (lock !== null) await writeWhole(join(apart, LOCK), lock.closedKey)
  const recipient = lock?.recipient ?? null
  await writeWhole(join(apart, SHELF), Buffer.from(JSON.stringify({ recipient })))
  return { data, apart, recipient }
}

export const lockOf = (apart: string): Promise<Uint8Array> => readFile(join(apart, LOCK))

/** Copies the place as it is at one moment, while people go on writing in it. */
export async function backUp(source: Source, shelf: Shelf): Promise<Done> {
  const name = `${source.now.toISOString().slice(0, 19).replaceAll(':', '-')}.trefoil`
  const path = join(shelf.data, 'data', name)
  // The keys first: what the data holds could not be read without one that comes later.
  const keys = await keepApart(source, shelf)
  const manifest = await source.inside(async (client) => {
    await refuseBlind(client)
    await client.query(ONE_SPELLING)
    await client.query('begin isolation level repeatable read read only')
    const seen = await look(client, source.now)
    const sum = await writeArchive(path, seen, piecesOf(client, seen.tables), shelf.recipient)
    await writeWhole(`${path}.sha256`, Buffer.from(`${sum}  ${name}\n`))
    await client.query('commit')
    return seen
  })
  const files = await mirrorFiles(source.files, shelf, name)
  const again = await keepApart(source, shelf)
  return {
    archive: name,
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
    files,
    keys: { came: keys.came + again.came, went: keys.went + again.went },
    narrowings: keys.narrowings + again.narrowings,
  }
}

/** Keys and notes, brought up to now: done with each backup, and by the running place whenever something was narrowed. */
export async function keepApart(
  source: Pick<Source, 'inside' | 'keys' | 'secrets'>,
  shelf: Shelf,
): Promise<{ came: number; went: number; narrowings: number }> {
  const secrets = join(shelf.apart, 'secrets')
  await mkdir(secrets, { recursive: true, mode: 0o700 })
  for (const name of SECRETS)
    await writeWhole(join(secrets, name), await close(await readFile(join(source.secrets, name)), shelf.recipient))
  const narrowings = await source.inside(async (client) => {
    const { rows } = await client.query<Narrowing>(
      'select n::text, relation, key, sort, becomes, on_day::text from narrowing order by n',
    )
    return addNarrowings(shelf.apart, rows, shelf.recipient)
  })
  return { ...(await mirrorKeys(source.keys, shelf.apart, shelf.recipient)), narrowings }
}

/** Who does not see every row would make a copy in which nobody notices what is missing. */
async function refuseBlind(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ sees: boolean }>(
    'select rolsuper or rolbypassrls as sees from pg_roles where rolname = current_user',
  )
  if (!rows[0]!.sees)
    throw new Error(
      'The role of DATABASE_URL may not read past row-level security, so it cannot copy the place. Copy the database with the tools of its own server, or name a role in DATABASE_URL that may, for this one command.',
    )
}

async function look(client: pg.Client, now: Date): Promise<Manifest> {
  const tables: TableCopy[] = []
  for (const table of await tablesOf(client)) tables.push({ ...table, ...(await digestOf(client, table)) })
  const { rows: migrations } = await client.query<{ name: string }>('select name from migration order by name')
  const { rows: narrowed } = await client.query<{ n: string }>('select coalesce(max(n), 0)::text as n from narrowing')
  return {
    format: 1,
    made: now.toISOString(),
    migrations: migrations.map((row) => row.name),
    tables,
    counts: await countsOf(client),
    narrowed: narrowed[0]!.n,
  }
}

async function* piecesOf(client: pg.Client, tables: readonly TableCopy[]) {
  for (const table of tables) for await (const bytes of rowsOf(client, table)) yield { table: table.name, bytes }
}

/**
 * Files never change once they are written, and lie closed in the place: each is copied once, whichever archives name it.
 * Beside each archive stands the list of those that were there with it.
 */
async function mirrorFiles(folder: string, shelf: Shelf, archive: string): Promise<{ kept: number; added: number }> {
  const mirror = join(shelf.data, 'files')
  const names = (await readdir(folder)).filter(isFileName)
  const here = new Set(await readdir(mirror))
  let added = 0
  for (const name of names) {
    if (here.has(name)) continue
    await copyFile(join(folder, name), join(mirror, `${name}.part`))
    await settle(join(mirror, `${name}.part`))
    await rename(join(mirror, `${name}.part`), join(mirror, name))
    added += 1
  }
  await settle(mirror)
  await writeWhole(join(shelf.data, 'data', `${archive}.files`), Buffer.from(`${names.join('\n')}\n`))
  return { kept: names.length, added }
}

/** Lets go of archives that are older, but never of the newest, and of files that none of those left names. */
export async function letGo(shelf: Shelf, now: Date, days: number): Promise<string[]> {
  const folder = join(shelf.data, 'data')
  const archives = (await archivesIn(shelf.data)).slice(0, -1)
  const before = new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 19).replaceAll(':', '-')
  const old = archives.filter((name) => name < before)
  for (const name of old)
    for (const part of [name, `${name}.files`, `${name}.sha256`]) await rm(join(folder, part), { force: true })
  const lists = (await readdir(folder)).filter((name) => name.endsWith('.files'))
  const named = new Set(
    (await Promise.all(lists.map((name) => readFile(join(folder, name), 'utf8')))).flatMap((text) => text.split('\n')),
  )
  for (const name of await readdir(join(shelf.data, 'files')))
    if (!named.has(name)) await rm(join(shelf.data, 'files', name), { force: true })
  return old
}

/** Whether an archive is byte for byte what was written, as far as can be told without opening it. One of before has no sum. */
export async function isWhole(data: string, archive: string): Promise<boolean> {
  const path = join(data, 'data', archive)
  const noted = await readFile(`${path}.sha256`, 'utf8').catch(() => null)
  return noted === null || (await sumOf(path)) === noted.split(' ')[0]
}

/** The archives of a shelf, the oldest first; none where there is no shelf. */
export async function archivesIn(data: string): Promise<string[]> {
  const names = await readdir(join(data, 'data')).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return []
    throw fault
  })
  return names.filter((name) => name.endsWith('.trefoil')).sort()
}
