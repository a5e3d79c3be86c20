// What is asked of a table in one context, and what the model says to it.
import type pg from 'pg'
import type { Command, Context } from './expected.ts'
import { role } from './ground.ts'
import type { Row } from './planted-rows.ts'
import { speaking } from './small-world.ts'

export type Grants = {
  key: string[]
  insert: string[]
  update: { column: string; type: string; nullable: boolean }[]
  delete: boolean
}
export type Probe = { table: string; context: Context; command: Command; sql: string; expected: string; says: string }

export async function grantsOf(db: pg.Client, table: string, as: string): Promise<Grants> {
  const { rows } = await db.query<{
    column: string
    type: string
    nullable: boolean
    key: boolean
    select: boolean
    insert: boolean
    update: boolean
    delete: boolean
  }>(
    `select a.attname as column, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
            has_column_privilege($2, c.oid, a.attnum, 'select') as select,
            a.attgenerated = '' and has_column_privilege($2, c.oid, a.attnum, 'insert') as insert,
            has_column_privilege($2, c.oid, a.attnum, 'update') as update, has_table_privilege($2, c.oid, 'delete') as delete,
            a.attnum = any (i.indkey) as key
       from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_index i on i.indrelid = c.oid and i.indisprimary
      where c.oid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [table, role(as)],
  )
  const whole = rows.filter((row) => row.key)
  const readable = whole.every((row) => row.select) ? whole : rows.filter((row) => row.column === 'id' && row.select)
  return {
    key: readable.map((row) => row.column),
    insert: rows.filter((row) => row.insert).map((row) => row.column),
    update: rows.filter((row) => row.update),
    delete: rows[0]?.delete ?? false,
  }
}

/** What is asked in one context of one table. Without a WHERE a change meets the policy on changes and no other. */
export function probesOf(
  table: string,
  context: Context,
  grants: Grants,
  rows: Row[],
  may: (row: Row, command: Command) => boolean,
): Probe[] {
  const about = { table, context }
  const by = context.token === undefined ? (context.shut ? ' shut' : '') : ' by token'
  const who = `${context.role} ${context.person?.slice(0, 4) ?? (context.chapter.slice(0, 4) || 'nobody')}${by}`
  const found: Probe[] = []
  const nameOf = (row: Row) => grants.key.map((column) => String(row[column])).join('/')
  if (grants.key.length > 0) {
    found.push({
      ...about,
      command: 'select',
      says: `${who} reads ${table}`,
      sql: `select coalesce(string_agg(k, ' ' order by k collate "C"), '') as found from (select ${grants.key.map((column) => `(to_jsonb("${column}") #>> '{}')`).join(` || '/' || `)} as k from ${table}) t`,
      expected: rows
        .filter((row) => may(row, 'select'))
        .map(nameOf)
        .sort()
        .join(' '),
    })
  }
  if (grants.insert.length > 0) {
    const columns = grants.insert.map((column) => `"${column}"`).join(', ')
    for (const allowed of [true, false]) {
      // The last ones as well: what crossed, what has lapsed and what is early were planted after the plain ones.
      const fit = rows.filter((row) => grants.insert.every((column) => column in row) && may(row, 'insert') === allowed)
      // And what bears one's own name: where that is refused, it is not for want of a name.
      const own = fit.filter((row) => Object.values(row).includes(context.person))
      // And what stands under another hand, where that alone is why it is refused.
      const others = fit.filter(
        (row) => row.author_id && row.author_id !== context.person && may({ ...row, author_id: null }, 'insert'),
      )
      const chosen = [
        ...new Set([...fit.slice(0, 2), ...fit.slice(-6), ...own.slice(0, 4), ...own.slice(-4), ...others.slice(0, 2)]),
      ]
      for (const row of chosen) {
        found.push({
          ...about,
          command: 'insert',
          says: `${who} adds to ${table} ${nameOf(row)}`,
          sql: `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, '${JSON.stringify(row).replaceAll("'", "''")}')`,
          expected: allowed ? 'let' : 'refused',
        })
      }
    }
  }
  const touched = rows.filter((row) => may(row, 'update'))
  // An invitation is taken back from within, what is said anew is signed anew, and a source is held and never changed: one refused row refuses them all.
  const held =
    (['invitation', 'not_asked', 'gathering_after'].includes(table) && context.role === 'web') ||
    (['evidence', 'entry'].includes(table) && context.role === 'mover')
  const refusing = table === 'entry' ? touched.length > 0 : touched.some((row) => !may(row, 'insert'))
  const changed = held && refusing ? 'refused' : String(touched.length)
  // Whoever neither said nor asked for the words of a crossing, and every job, may blank them and write no others.
  const blanks = touched.some((row) => row.words !== null && (context.role === 'gate' || !may(row, 'insert')))
  const onlyBlanks = blanks ? 'refused' : changed
  for (const { column, type, nullable } of grants.update) {
    const value = rows.map((row) => row[column]).find((one) => one !== null)
    const plain = typeof value === 'object' ? (type === 'jsonb' ? JSON.stringify(value) : '{}') : String(value ?? '')
    const literal = nullable ? 'null' : `'${plain.replaceAll("'", "''")}'::${type}`
    const sql = `update ${table} set "${column}" = ${literal}`
    // What is said anew cannot be left unsigned.
    const unsigned = column === 'said_by' && context.role === 'web' && touched.length > 0
    const expected = unsigned ? 'refused' : table === 'crossing' && column !== 'words' ? onlyBlanks : changed
    found.push({ ...about, command: 'update', says: `${who} changes ${table}.${column}`, sql, expected })
  }
  if (table === 'crossing' && ['mover', 'gate'].includes(context.role)) {
    const sql = `update crossing set words = 'other words'`
    found.push({ ...about, command: 'update', says: `${who} rewrites crossing`, sql, expected: onlyBlanks })
  }
  if (grants.delete) {
    const gone = String(rows.filter((row) => may(row, 'delete')).length)
    found.push({
      ...about,
      command: 'delete',
      says: `${who} empties ${table}`,
      sql: `delete from ${table}`,
      expected: gone,
    })
  }
  return found
}

/** A change that met a row and then a constraint is not counted; that it met one is what was expected. */
export const agrees = (found: string, { command, expected }: Probe) =>
  found === expected || (['update', 'delete'].includes(command) && found === 'let' && Number(expected) > 0)

/** Asks and undoes. A row that the policies let through and a constraint then refuses was let through. */
export async function ask(db: pg.Client, probe: Probe, inside = false): Promise<string> {
  const { role: as, person, chapter, token, shut } = probe.context
  const by = { ...(token === undefined ? {} : { token: token.id }), ...(shut === undefined ? {} : { shut }) }
  await db.query(`${inside ? 'savepoint probe' : 'begin'}; ${speaking(as, person, chapter, by)}`)
  try {
    const { rows, rowCount } = await db.query(probe.sql)
    return probe.command === 'select' ? rows[0].found : probe.command === 'insert' ? 'let' : String(rowCount)
  } catch (fault) {
    const { code, message } = fault as { code: string; message: string }
    if (code === '42501' && message.includes('row-level security')) return 'refused'
    // What a row names is not there for whoever adds it: a trigger holds what the policy of the other table says.
    if (code === 'TF404' && probe.command === 'insert') return 'refused'
    // What a constraint or, in a change, a trigger refuses had been let through by the policies.
    return code?.startsWith('23') || (probe.command === 'update' && code?.startsWith('TF'))
      ? 'let'
      : `${code}: ${message}`
  } finally {
    await db.query(inside ? 'rollback to savepoint probe; reset role' : 'rollback')
  }
}
