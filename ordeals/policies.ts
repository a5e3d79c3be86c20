// Every row policy is right, and every one of them matters: each is loosened in turn, and the probes must notice.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { parse } from 'yaml'
import { type Command, type Context, contextsOf, makeExpected } from './expected.ts'
import { goal, type Ordeal, openGround, progress, role, root, say } from './ground.ts'
import { plantAll, type Row } from './planting.ts'
import { makeWorld, speakAs } from './small-world.ts'

type Policy = {
  table: string
  name: string
  permissive: boolean
  roles: string[]
  cmd: string
  using: string | null
  check: string | null
}
/** What one role may touch in one table, by the grants: a probe asks for nothing more. */
type Grants = {
  key: string[]
  insert: string[]
  update: { column: string; type: string; nullable: boolean }[]
  delete: boolean
}
type Probe = { table: string; context: Context; command: Command; sql: string; expected: string; says: string }

export const policies: Ordeal = async ({ quick: _, report }) => {
  const ground = await openGround()
  try {
    const db = ground.admin
    const world = await makeWorld(db)
    const access = parse(readFileSync(join(root, 'tests/architecture/access.yaml'), 'utf8'))
    const content = Object.keys(access.content)
    const personal = Object.keys(access.personal)
    await plantAll(db, world, content, personal)

    const tables = [...content, ...personal, ...Object.keys(access.reference)].sort()
    const all = new Map<string, Row[]>()
    for (const table of tables)
      all.set(
        table,
        (await db.query(`select to_jsonb(t) as row from ${table} t`)).rows.map((one) => one.row),
      )
    const empty = tables.filter((table) => all.get(table)!.length === 0)
    goal(report, 'tables without a planted row', empty.length, 'tables', '=', 0)
    if (empty.length > 0) say(`empty: ${empty.join(', ')}`)

    const expected = makeExpected(world, all, content)
    const probes: Probe[] = []
    for (const table of tables) {
      for (const context of contextsOf(world)) {
        const grants = await grantsOf(db, table, context.role)
        probes.push(
          ...probesOf(table, context, grants, all.get(table)!, (row, command) =>
            expected(table, row, context, command),
          ),
        )
      }
    }

    let wrong = 0
    const told = progress('probes', probes.length)
    for (const [index, probe] of probes.entries()) {
      const found = await ask(db, probe)
      if (found !== probe.expected) {
        wrong += 1
        if (wrong <= 20) say(`not as the model says: ${probe.says}: expected ${probe.expected}, found ${found}`)
      }
      told(index + 1)
    }
    report.figures.probes = probes.length
    goal(report, 'answers that differ from the model', wrong, 'probes', '=', 0)

    const mutants = (await policiesOf(db)).flatMap(mutantsOf)
    const missed: string[] = []
    const cannot: string[] = []
    const behind: string[] = []
    let caught = 0
    const tick = progress('policies loosened', mutants.length)
    for (const [index, mutant] of mutants.entries()) {
      const { policy } = mutant
      const near = probes.filter((probe) => concerns(probe, policy))
      if (await catches(db, mutant.sql, near)) caught += 1
      else if (await catchesBehind(db, mutant, near)) {
        caught += 1
        behind.push(mutant.says)
      } else if (await cannotMatter(db, policy, mutant.half)) cannot.push(mutant.says)
      else missed.push(mutant.says)
      tick(index + 1)
    }
    for (const one of missed) say(`NOT CAUGHT: ${one}`)
    report.figures.loosened = mutants.length
    report.figures.caught = caught
    report.figures.notCaught = missed
    report.figures.cannotMatter = cannot
    report.figures.behindASecondFence = behind
    goal(
      report,
      'loosened policies caught',
      Math.round((1000 * caught) / (mutants.length - cannot.length)) / 10,
      '%',
      '=',
      100,
    )
  } finally {
    await ground.close()
  }
}

async function policiesOf(db: pg.Client): Promise<Policy[]> {
  const { rows } = await db.query(
    `select tablename as table, policyname as name, permissive = 'PERMISSIVE' as permissive, roles::text[] as roles, cmd, qual as using, with_check as check
       from pg_policies where schemaname = 'public' order by 1, 2`,
  )
  return rows
}

type Mutant = { policy: Policy; half: 'using' | 'check'; sql: string; says: string }
function mutantsOf(policy: Policy): Mutant[] {
  const says = `${policy.table}.${policy.name}`
  if (!policy.permissive)
    return [{ policy, half: 'using', sql: `drop policy ${policy.name} on ${policy.table}`, says: `${says} dropped` }]
  return (['using', 'check'] as const)
    .filter((half) => policy[half] !== null && policy[half] !== 'true')
    .map((half) => ({
      policy,
      half,
      sql: `alter policy ${policy.name} on ${policy.table} ${half === 'using' ? 'using' : 'with check'} (true)`,
      says: `${says} ${half} (true)`,
    }))
}

const concerns = (probe: Probe, policy: Policy) =>
  probe.table === policy.table && policy.roles.includes(role(probe.context.role))

async function catches(db: pg.Client, mutation: string, probes: Probe[]): Promise<boolean> {
  await db.query(`begin; ${mutation}`)
  try {
    for (const probe of probes) if ((await ask(db, probe, true)) !== probe.expected) return true
    return false
  } finally {
    await db.query('rollback')
  }
}

/** Where a restrictive policy happens to hold the same line, the loosened one shows once that one is out of the way. */
async function catchesBehind(db: pg.Client, { policy, sql }: Mutant, probes: Probe[]): Promise<boolean> {
  const fences = (await policiesOf(db)).filter((one) => one.table === policy.table && !one.permissive)
  if (!policy.permissive || fences.length === 0) return false
  await db.query(`begin; ${fences.map((one) => `drop policy ${one.name} on ${one.table}`).join('; ')}`)
  try {
    const before: string[] = []
    for (const probe of probes) before.push(await ask(db, probe, true))
    await db.query(sql)
    for (const [index, probe] of probes.entries()) if ((await ask(db, probe, true)) !== before[index]) return true
    return false
  } finally {
    await db.query('rollback')
  }
}

/** The half of a policy on updates that reads only columns which no grant lets its role update decides nothing. */
async function cannotMatter(db: pg.Client, policy: Policy, half: 'using' | 'check'): Promise<boolean> {
  if (half === 'using' || !['UPDATE', 'ALL'].includes(policy.cmd)) return false
  const { rows } = await db.query(
    `select bool_or(has_column_privilege(r.role, $1, a.attname, 'update') and $3 ~ ('\\m' || a.attname || '\\M')) as moves,
            bool_or($4 = 'ALL' and has_column_privilege(r.role, $1, a.attname, 'insert')) as adds
       from pg_attribute a, unnest($2::text[]) as r(role) where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
    [policy.table, policy.roles, policy.check ?? policy.using, policy.cmd],
  )
  return !rows[0].moves && !rows[0].adds
}

async function grantsOf(db: pg.Client, table: string, as: string): Promise<Grants> {
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
function probesOf(
  table: string,
  context: Context,
  grants: Grants,
  rows: Row[],
  may: (row: Row, command: Command) => boolean,
): Probe[] {
  const about = { table, context }
  const who = `${context.role} ${context.person?.slice(0, 4) ?? (context.chapter.slice(0, 4) || 'nobody')}`
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
      const chosen = [...new Set([...fit.slice(0, 2), ...fit.slice(-6)])]
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
  // An invitation is taken back from within, and a source is held and never changed: one refused row refuses them all.
  const held =
    (table === 'invitation' && context.role === 'web') ||
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
    const expected = table === 'crossing' && column !== 'words' ? onlyBlanks : changed
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

/** Asks and undoes. A row that the policies let through and a constraint then refuses was let through. */
async function ask(db: pg.Client, probe: Probe, inside = false): Promise<string> {
  await db.query(inside ? 'savepoint probe' : 'begin')
  try {
    await speakAs(db, probe.context.role, probe.context.person, probe.context.chapter)
    const { rows, rowCount } = await db.query(probe.sql)
    return probe.command === 'select' ? rows[0].found : probe.command === 'insert' ? 'let' : String(rowCount)
  } catch (fault) {
    const { code, message } = fault as { code: string; message: string }
    if (code === '42501' && message.includes('row-level security')) return 'refused'
    return probe.command === 'insert' && code?.startsWith('23') ? 'let' : `${code}: ${message}`
  } finally {
    await db.query(inside ? 'rollback to savepoint probe; reset role' : 'rollback')
  }
}
