// What somebody holds who has copied everything: the rows with what PostgreSQL notes of each, the log it writes ahead, the keys
// that a backup takes.
import { createDecipheriv } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'

/** One row: which transaction wrote it, where it lies, and all that stands in it. */
export type Copied = { xmin: string; ctid: string; json: string }
/** The rows of each table, in the order in which they lie there: so a backup has them too. */
export type Copy = Map<string, Copied[]>

export async function tablesOf(db: pg.Client): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  )
  return rows.map((row) => row.name)
}

export async function copyOf(db: pg.Client, tables: readonly string[]): Promise<Copy> {
  const copy: Copy = new Map()
  for (const table of tables) {
    const { rows } = await db.query<Copied>(
      `select t.xmin::text as xmin, t.ctid::text as ctid, to_jsonb(t)::text as json from public."${table}" t order by t.ctid`,
    )
    copy.set(table, rows)
  }
  return copy
}

/** Those whose rows are others now. */
export const touched = (before: Copy, after: Copy): string[] =>
  [...after.keys()].filter((table) => spelled(before.get(table)) !== spelled(after.get(table)))
const spelled = (rows: Copied[] | undefined) => rows?.map((row) => `${row.ctid}${row.xmin}`).join()

export async function walAt(db: pg.Client): Promise<string> {
  return (await db.query<{ at: string }>('select pg_current_wal_insert_lsn()::text as at')).rows[0]!.at
}

/** The log as it lies on the disk, from one place in it to another. */
export async function walBetween(db: pg.Client, from: string, to: string): Promise<Buffer> {
  const parts: Buffer[] = []
  for (let at = from; ; ) {
    const { rows } = await db.query<{ bytes: Buffer | null; next: string | null }>(
      `select pg_read_binary_file('pg_wal/' || f.file_name, f.file_offset,
                least(pg_wal_lsn_diff($2::pg_lsn, $1::pg_lsn), s.size - f.file_offset)::bigint, true) as bytes,
              case when pg_wal_lsn_diff($2::pg_lsn, $1::pg_lsn) > s.size - f.file_offset
                   then ($1::pg_lsn + (s.size - f.file_offset))::text end as next
         from pg_walfile_name_offset($1::pg_lsn) f, (select pg_size_bytes(current_setting('wal_segment_size')) as size) s`,
      [at, to],
    )
    parts.push(rows[0]!.bytes ?? Buffer.alloc(0))
    if (rows[0]!.next === null) return Buffer.concat(parts)
    at = rows[0]!.next
  }
}

/** How many of these sealed lines the keys open that lie in a folder: each file tried as the place itself would use it. */
export function openedWith(
  folder: string,
  round: string,
  sealed: readonly { ticket: Buffer; cipher: Buffer }[],
): number {
  const server = join(folder, 'server.key')
  if (!existsSync(server)) throw new Error('The backup has no keys at all.')
  const wrapping = readFileSync(server)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const keys: Buffer[] = [wrapping]
  for (const name of files) {
    const id = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(name)?.[0]
    if (id === undefined) continue
    for (const bind of [id, `passing ${id}`]) {
      const plain = opened(wrapping, readFileSync(join(folder, name)), bind)
      if (plain === null) continue
      if (plain.length === 32) keys.push(plain)
      const seal = /"seal":"([^"]+)"/.exec(plain.toString())?.[1]
      if (seal !== undefined) keys.push(Buffer.from(seal, 'base64'))
    }
  }
  return sealed.filter(({ ticket, cipher }) =>
    keys.some((key) => opened(key, cipher, `round ${round} ${ticket.toString('hex')}`) !== null),
  ).length
}

function opened(key: Buffer, sealed: Buffer, bind: string): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(bind))
    decipher.setAuthTag(sealed.subarray(sealed.length - 16))
    return Buffer.concat([decipher.update(sealed.subarray(12, sealed.length - 16)), decipher.final()])
  } catch {
    return null
  }
}
