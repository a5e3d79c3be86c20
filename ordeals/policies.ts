// Every row policy is right, and every one of them matters: each is loosened in turn, and the probes must notice.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { parse } from 'yaml'
import { contextsOf } from './contexts.ts'
import { makeExpected } from './expected.ts'
import { goal, type Ordeal, openGround, progress, role, root, say } from './ground.ts'
import type { Row } from './planted-rows.ts'
import { plantAll } from './planting.ts'
import { agrees, ask, grantsOf, type Probe, probesOf } from './policy-probes.ts'
import { makeWorld } from './small-world.ts'

type Policy = {
  table: string
  name: string
  permissive: boolean
  roles: string[]
  cmd: string
  using: string | null
  check: string | null
}

const SLICE = 4
/** What a probe changed and took back stays in the table as dead rows, which every later one would have to walk past. */
const CLEAR_EVERY = 50

export const policies: Ordeal = async ({ quick, report }) => {
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
      if (!agrees(found, probe)) {
        wrong += 1
        if (wrong <= Number(process.env.ORDEAL_SHOW ?? 20))
          say(`not as the model says: ${probe.says}: expected ${probe.expected}, found ${found}`)
      }
      if (index % CLEAR_EVERY === 0) await db.query(`vacuum ${probe.table}`)
      told(index + 1)
    }
    report.figures.probes = probes.length
    goal(report, 'answers that differ from the model', wrong, 'probes', '=', 0)

    // The quick form loosens each fourth, always the same ones; what every probe must answer is asked whole in both.
    const mutants = (await policiesOf(db)).flatMap(mutantsOf).filter((_, at) => !quick || at % SLICE === 0)
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
      await db.query(`vacuum ${policy.table}`)
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
    for (const probe of probes) if (!agrees(await ask(db, probe, true), probe)) return true
    return false
  } finally {
    await db.query('rollback')
  }
}

/** Where a trigger or a restrictive policy holds the same line, here or in a table that is asked, it shows once that one is out of the way. */
async function catchesBehind(db: pg.Client, { policy, sql }: Mutant, probes: Probe[]): Promise<boolean> {
  const fences = (await policiesOf(db)).filter(
    (one) =>
      !one.permissive &&
      (policy.permissive ? one.table === policy.table : one.name === policy.name && one.table !== policy.table),
  )
  const without = [
    'set local session_replication_role = replica',
    ...fences.map((one) => `drop policy ${one.name} on ${one.table}`),
  ]
  await db.query(`begin; ${without.join('; ')}`)
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
  // Another policy lets the same role do the same to every row anyway, or none lets it do anything that could be fenced.
  const beside = (await policiesOf(db)).filter(
    (one) =>
      one.table === policy.table &&
      one.name !== policy.name &&
      one.permissive &&
      policy.roles.every((role) => one.roles.includes(role)) &&
      // One that narrows everything has nothing to narrow only where nothing at all is let.
      ((policy.cmd === 'ALL' && !policy.permissive) || [policy.cmd, 'ALL'].includes(one.cmd)),
  )
  if (!policy.permissive) return beside.length === 0
  if (policy.cmd !== 'ALL' && beside.some((one) => (one[half] ?? (half === 'check' ? one.using : null)) === 'true'))
    return true
  if (half === 'using' || !['UPDATE', 'ALL'].includes(policy.cmd)) return false
  const { rows } = await db.query(
    `select bool_or(has_column_privilege(r.role, $1, a.attname, 'update') and $3 ~ ('\\m' || a.attname || '\\M')) as moves,
            bool_or($4 = 'ALL' and has_column_privilege(r.role, $1, a.attname, 'insert')) as adds
       from pg_attribute a, unnest($2::text[]) as r(role) where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
    [policy.table, policy.roles, policy.check ?? policy.using, policy.cmd],
  )
  return !rows[0].moves && !rows[0].adds
}
