// One row for any table: what a column needs, by its type.
import type pg from 'pg'
import { uid } from './small-world.ts'

type Column = { name: string; type: string; needed: boolean; made: boolean; choices: string[] }
export type Row = Record<string, string | number | boolean | null>

export async function columnsOf(db: pg.Client): Promise<Map<string, Column[]>> {
  const { rows } = await db.query<{
    table: string
    name: string
    type: string
    needed: boolean
    made: boolean
    check: string | null
  }>(
    `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
            a.attnotnull and not a.atthasdef as needed, a.attgenerated <> '' as made,
            (select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
              where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]) as check
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
      where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum`,
  )
  const tables = new Map<string, Column[]>()
  for (const row of rows) {
    const choices = row.check?.includes('= ANY')
      ? [...row.check.matchAll(/'([^']+)'::text/g)].map((one) => one[1]!)
      : []
    tables.set(row.table, [...(tables.get(row.table) ?? []), { ...row, choices }])
  }
  return tables
}

const BY_TYPE: Record<string, string | number | boolean> = {
  text: 'planted words',
  integer: 1,
  'double precision': 1,
  bigint: 1,
  boolean: true,
  bytea: '\\x706c616e746564',
  jsonb: '{}',
  date: '2026-01-01',
  'timestamp with time zone': '2026-01-01T00:00:00Z',
  tsvector: 'planted',
  'text[]': '{}',
  'uuid[]': '{}',
  smallint: 1,
  regconfig: 'english',
}

/** One legal row; ids are drawn from the table and the nonce, so that rows planted with one nonce belong together. */
export function rowFor(
  table: string,
  columns: Column[],
  tables: Map<string, Column[]>,
  nonce: string,
  person: string,
  given: Row,
): Row {
  const row: Row = {}
  for (const { name, type, needed, made, choices } of columns) {
    if (made) continue
    // Words of its own, so that nothing planted elsewhere repeats them.
    if (table === 'evidence' && name === 'words' && !(name in given)) row[name] = uid('words', nonce)
    else if (name in given) row[name] = given[name]!
    else if (!needed && name !== 'id') continue
    else if (type === 'uuid') {
      const of = name === 'id' ? table : name.replace(/_id$/, '')
      row[name] = name === 'id' || (tables.has(of) && of !== 'person') ? uid(of, nonce) : person
    } else
      row[name] =
        choices[0] ??
        (type === 'bytea' ? `\\x${uid(table, name, nonce).replaceAll('-', '')}` : (BY_TYPE[type] ?? 'planted words'))
  }
  return row
}

export async function plant(db: pg.Client, table: string, row: Row): Promise<void> {
  const names = Object.keys(row)
  await db.query(
    `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) on conflict do nothing`,
    Object.values(row),
  )
}
