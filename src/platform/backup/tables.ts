import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from, to } from 'pg-copy-streams'

/** One table as a copy holds it. `digest` is a sum over the hashes of its rows, in whatever order they come. */
export type TableCopy = { name: string; columns: string[]; rows: number; digest: string }

const CHUNK = 4 * 1024 * 1024

/** Every table of the place with the columns that are written, not derived. What is true of this moment alone is left out. */
export async function tablesOf(client: pg.Client): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '' and c.relname <> 'migration'
      group by c.relname order by c.relname`,
  )
  return rows
}

/** Set before anything is read or compared, so that the same row is the same text on every server. */
export const ONE_SPELLING =
  "set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex'; set extra_float_digits = 1"

export async function digestOf(
  client: pg.Client,
  table: { name: string; columns: string[] },
): Promise<{ rows: number; digest: string }> {
  const { rows } = await client.query<{ rows: string; digest: string }>(
    `select count(*)::text as rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as digest
       from (select ${columnsOf(client, table)} from public.${client.escapeIdentifier(table.name)}) t`,
  )
  return { rows: Number(rows[0]!.rows), digest: rows[0]!.digest }
}

/** The rows of a table in pieces of a few megabytes, as PostgreSQL's COPY writes them. */
export async function* rowsOf(
  client: pg.Client,
  table: { name: string; columns: string[] },
): AsyncGenerator<Buffer, void, void> {
  const rows = client.query(
    to(`copy public.${client.escapeIdentifier(table.name)} (${columnsOf(client, table)}) to stdout`),
  )
  let held: Buffer[] = []
  let size = 0
  for await (const part of rows as AsyncIterable<Buffer>) {
    held.push(part)
    size += part.length
    if (size < CHUNK) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}

export async function fill(
  client: pg.Client,
  table: { name: string; columns: string[] },
  pieces: AsyncIterable<Buffer>,
): Promise<void> {
  const into = client.query(
    from(`copy public.${client.escapeIdentifier(table.name)} (${columnsOf(client, table)}) from stdin`),
  )
  await pipeline(Readable.from(pieces), into)
}

/** How far each count has come, so that no number is given twice. */
export async function countsOf(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; at: string }>(
    `select sequencename as name, last_value::text as at from pg_sequences where schemaname = 'public' and last_value is not null`,
  )
  return Object.fromEntries(rows.map((row) => [row.name, row.at]))
}

export async function setCounts(client: pg.Client, counts: Record<string, string>): Promise<void> {
  for (const [name, at] of Object.entries(counts))
    await client.query('select setval($1::regclass, $2::bigint)', [`public.${client.escapeIdentifier(name)}`, at])
}

const columnsOf = (client: pg.Client, { columns }: { columns: string[] }) =>
  columns.map((column) => client.escapeIdentifier(column)).join(', ')
