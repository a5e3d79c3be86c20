import { createHmac } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { Line, OpenKind } from './kinds.ts'

export type Column = { name: string; type: string; needed: boolean }
const BATCH = 200

/** The columns of a table by name, from the catalogue. */
export async function columnsOf(db: Db, table: string): Promise<Map<string, Column>> {
  const { rows } = await sql<Column>`
    select attname::text as name, format_type(atttypid, atttypmod) as type, attnotnull as needed
      from pg_attribute where attrelid = ${`public.${table}`}::regclass and attnum > 0 and not attisdropped`.execute(
    db as never,
  )
  return new Map(rows.map((row) => [row.name, row]))
}

/** Ids of one copy: the same thing has the same id all through it, and another in every other copy. */
export function idsOf(key: Buffer): (id: string) => string {
  return (id) => {
    const hex = createHmac('sha256', key).update(id).digest('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  }
}

type Where = { space: string; zone: string; order: string }
type Row = { id: string | null; line: Line; says: Record<string, unknown> | null; key: Buffer | null }

/**
 * The things of one kind that the reader may read, as lines, in the order of their days and within a day in an order
 * drawn for this copy. Read under the reader's own policies, through a cursor, so that a large space is never in memory.
 */
export async function* linesOf(
  db: Db,
  open: OpenKind,
  where: Where,
  idOf: (id: string) => string,
): AsyncGenerator<{ line: Line; file: { id: string; key: Buffer } | null }, void, void> {
  const columns = await columnsOf(db, open.table)
  const name = `copy_${open.kind}`
  await sql`declare ${sql.id(name)} cursor for ${rowsOf(open, columns, where)}`.execute(db as never)
  const points = [...(open.refs ?? []), ...(open.maybe ?? [])]
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(BATCH)} from ${sql.id(name)}`.execute(db as never)
    for (const { id, line, says, key } of rows) {
      for (const column of points) if (typeof line[column] === 'string') line[column] = idOf(line[column])
      const own = open.bare || id === null ? {} : { id: idOf(id) }
      yield {
        line: tidy({ ...own, ...line, ...says }),
        file: open.file && id !== null && key !== null ? { id, key } : null,
      }
    }
    if (rows.length < BATCH) break
  }
  await sql`close ${sql.id(name)}`.execute(db as never)
}

/** What is not said is not there: no null, no false. */
function tidy(line: Line): Line {
  return Object.fromEntries(Object.entries(line).filter(([, value]) => value !== null && value !== undefined)) as Line
}

function rowsOf(open: OpenKind, columns: Map<string, Column>, { space, zone, order }: Where): RawBuilder<unknown> {
  const day = (column: string) => sql`to_char(t.${sql.id(column)} at time zone ${sql.lit(zone)}, 'YYYY-MM-DD')`
  const told = open.day === undefined ? 'made_at' : open.day
  const unnamed = sql.raw(open.unnamed ?? 'false')
  const on = told === null ? sql`null::text` : sql`case when ${unnamed} then null else ${day(told)} end`
  const pairs: [string, RawBuilder<unknown>][] = [
    ['at', sql`case when c.number = 0 then 'standing' else 'said' end`],
    ['on', on],
    ['by', open.by === undefined ? sql`null::text` : sql`case when ${unnamed} then null else p.name end`],
    ['own', open.own === undefined ? sql`null::boolean` : sql`case when ${sql.raw(open.own)} then true end`],
    ...[...open.columns, ...(open.refs ?? []), ...(open.maybe ?? [])].map((column): [string, RawBuilder<unknown>] => [
      column,
      open.told?.[column] !== undefined
        ? sql.raw(open.told[column])
        : columns.get(column)?.type === 'timestamp with time zone'
          ? day(column)
          : sql`t.${sql.id(column)}`,
    ]),
    ...Object.entries(open.says ?? {}).map(([what, said]): [string, RawBuilder<unknown>] => [what, sql.raw(said)]),
  ]
  const object = sql.join(pairs.map(([what, value]) => sql`${sql.lit(what)}, ${value}`))
  // Rows without an id of their own are told apart by all that they hold.
  const drawn = open.bare ? sql`t::text` : columns.has('id') ? sql`t.id::text` : sql`t.space_id::text`
  return sql`
    select ${columns.has('id') ? sql`t.id` : sql`null::uuid`} as id, jsonb_build_object(${object}) as line,
           ${open.bare || !columns.has('id') ? sql`null::jsonb` : sql`k.says`} as says,
           ${open.file ? sql`t.wrapped_key` : sql`null::bytea`} as key
      from ${sql.id(open.table)} t join chapter c on c.space_id = t.space_id and c.id = t.chapter_id
      ${open.by === undefined ? sql`` : sql`left join person p on p.id = t.${sql.id(open.by)}`}
      ${open.bare || !columns.has('id') ? sql`` : sql`left join copied k on k.space_id = t.space_id and k.chapter_id = t.chapter_id and k.id = t.id`}
     where t.space_id = ${sql.lit(space)}::uuid and (${sql.raw(open.only ?? 'true')})
     order by ${on} nulls first, md5(${drawn} || ${sql.lit(order)})`
}
