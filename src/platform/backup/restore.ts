import { copyFile, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import type { Cluster } from '#platform/db/cluster.ts'
import { type Narrowing, readNarrowings, takeKeys, writeWhole } from './apart.ts'
import { type Manifest, readArchive } from './archive.ts'
import { open } from './sealing.ts'
import { digestOf, fill, ONE_SPELLING, setCounts } from './tables.ts'

/**
 * What opened a place for a moment opens nothing after a restore: whoever it was signs in again. What was sealed then was
 * changed, taken out or read since, and nobody can open it: its keys are in no backup.
 */
const MOMENTARY = ['session', 'mailed_link', 'sign_in_link', 'api_token', 'attempt', 'round_ticket', 'round_sealed']

/**
 * Puts the tables of an archive into a database that is not there yet, and compares each with what the archive says of
 * it, row for row. Throws, and leaves nothing behind, where one differs.
 */
export async function refill(
  cluster: Cluster,
  database: string,
  archive: string,
  key: string | null,
  like?: string,
): Promise<Manifest> {
  const pieces = readArchive(archive, key)
  const head = (await pieces.next()).value
  if (head === undefined || !('manifest' in head)) throw new Error('This is no archive of Trefoil.')
  const { manifest } = head
  await cluster.refill(
    database,
    { migrations: manifest.migrations, ...(like === undefined ? {} : { like }) },
    (inside) => put(inside, manifest, pieces),
  )
  return manifest
}

type Pieces = ReturnType<typeof readArchive>

async function put(client: pg.Client, manifest: Manifest, pieces: Pieces): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select name from migration order by name')
  const have = new Set(rows.map((row) => row.name))
  const unknown = manifest.migrations.filter((name) => !have.has(name))
  if (unknown.length > 0)
    throw new Error(`This archive was made by a newer Trefoil, which knows ${unknown[0]}. Update first.`)
  await client.query(ONE_SPELLING)
  await client.query('begin')
  // What the rows did to one another when they were written, they have done.
  await client.query('set local session_replication_role = replica')
  const names = manifest.tables.map((table) => `public.${client.escapeIdentifier(table.name)}`)
  await client.query(`truncate ${names.join(', ')}`)
  const indexes = await setAside(client)
  let ahead = await pieces.next()
  for (const table of manifest.tables) {
    async function* own() {
      while (!ahead.done && 'piece' in ahead.value && ahead.value.piece.table === table.name) {
        yield ahead.value.piece.bytes
        ahead = await pieces.next()
      }
    }
    await fill(client, table, own())
    const { rows: count, digest } = await digestOf(client, table)
    if (count !== table.rows || digest !== table.digest)
      throw new Error(`The table ${table.name} came back other than it was: ${count} rows of ${table.rows}.`)
  }
  if (!ahead.done) throw new Error('The archive holds more than it says.')
  for (const index of indexes) await client.query(index)
  await setCounts(client, manifest.counts)
  await client.query('commit')
}

/** Takes off the indexes that only make searching quick, and answers how each is made: all at once is many times quicker than row by row. */
async function setAside(client: pg.Client): Promise<string[]> {
  await client.query("set local maintenance_work_mem = '256MB'")
  const { rows } = await client.query<{ name: string; made: string }>(
    `select c.oid::regclass::text as name, pg_get_indexdef(c.oid) as made
       from pg_index i join pg_class c on c.oid = i.indexrelid
      where c.relnamespace = 'public'::regnamespace and not i.indisunique
        and not exists (select from pg_constraint k where k.conindid = c.oid)`,
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map((row) => row.made)
}

/** Does again what was narrowed after the archive was made; then forgets what was good for a moment only. */
export async function narrowAgain(client: pg.Client, after: string, all: readonly Narrowing[]): Promise<number> {
  const due = all.filter((one) => BigInt(one.n) > BigInt(after))
  await client.query('begin')
  await client.query(`select set_config('app.forgetting', 'on', true)`)
  for (const one of due) await narrow(client, one)
  // Done again, it was noted again; what stays are the notes as they were.
  await client.query('delete from narrowing where n > $1::bigint', [after])
  for (const { n, relation, key, sort, becomes, on_day } of due)
    await client.query(
      `insert into narrowing (n, relation, key, sort, becomes, on_day) values ($1, $2, $3, $4, $5, $6)`,
      [n, relation, JSON.stringify(key), sort, becomes === null ? null : JSON.stringify(becomes), on_day],
    )
  await client.query(
    `select setval(pg_get_serial_sequence('narrowing', 'n'), greatest((select max(n) from narrowing), 1))`,
  )
  for (const table of MOMENTARY) await client.query(`delete from ${client.escapeIdentifier(table)}`)
  await client.query('commit')
  return due.length
}

async function narrow(client: pg.Client, { relation, key, sort, becomes }: Narrowing): Promise<void> {
  const table = client.escapeIdentifier(relation)
  const same = Object.keys(key)
    .map((column) => `t.${client.escapeIdentifier(column)} = k.${client.escapeIdentifier(column)}`)
    .join(' and ')
  const keyed = `jsonb_populate_record(null::${table}, $1) k`
  if (sort === 'gone') {
    await client.query(`delete from ${table} t using ${keyed} where ${same}`, [JSON.stringify(key)])
  } else if (sort === 'added') {
    await client.query(
      `insert into ${table} select * from jsonb_populate_record(null::${table}, $1) on conflict do nothing`,
      [JSON.stringify(becomes)],
    )
  } else {
    const columns = Object.keys(becomes ?? {}).map((column) => client.escapeIdentifier(column))
    await client.query(
      `update ${table} t set ${columns.map((column) => `${column} = b.${column}`).join(', ')}
         from ${keyed}, jsonb_populate_record(null::${table}, $2) b where ${same}`,
      [JSON.stringify(key), JSON.stringify(becomes)],
    )
  }
}

type Home = { dataDir: string; name: string }

/** Keys, secrets and files of a backup, put where a place looks for them. */
export async function takeBelongings(
  shelf: { data: string; apart: string },
  archive: string,
  home: Home,
  key: string | null,
): Promise<{ keys: number; files: number }> {
  const keys = await takeKeys(shelf.apart, join(home.dataDir, 'keys', home.name), key)
  // What was still to be kept secret for a time went on after this backup, or ended: either way it is not resumed.
  await rm(join(home.dataDir, 'keys', home.name, 'passing'), { recursive: true, force: true })
  await mkdir(join(home.dataDir, 'secrets'), { recursive: true, mode: 0o700 })
  const digest = await readFile(join(shelf.apart, 'secrets', 'digest'))
  await writeWhole(join(home.dataDir, 'secrets', 'digest'), await open(digest, key))
  const into = join(home.dataDir, 'files', home.name)
  await mkdir(into, { recursive: true, mode: 0o700 })
  const names = (await readFile(join(shelf.data, 'data', `${archive}.files`), 'utf8')).split('\n').filter(Boolean)
  for (const name of names) await copyFile(join(shelf.data, 'files', name), join(into, name))
  return { keys, files: names.length }
}

export { readNarrowings }
