import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { parse } from 'yaml'
import { type Cluster, openCluster } from '#platform/db/cluster.ts'

type Access = {
  content: Record<string, { narrowed?: string[] }>
  personal: Record<string, Record<string, string>>
  reference: Record<string, string>
  exempt: Record<string, string>
  exempt_schemas: Record<string, string>
}
type Policy = {
  tablename: string
  policyname: string
  permissive: string
  roles: string[]
  cmd: string
  qual: string | null
  with_check: string | null
}

const access = parse(readFileSync(join(import.meta.dirname, 'access.yaml'), 'utf8')) as Access
const SHAPE = '(chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))'
const TEMPLATE = 'template_place'
const named = (roles: string[]) => roles.map((role) => `${TEMPLATE}_${role}`)

let cluster: Cluster
let name: string
let db: pg.Client
let policies: Policy[]

beforeAll(async () => {
  const { dataDir, url } = inject('cluster')
  cluster = await openCluster({ dataDir, databaseUrl: url })
  name = `t_${randomBytes(6).toString('hex')}`
  await cluster.place(name, { demonstration: false, like: TEMPLATE })
  const at = new URL(cluster.url)
  db = new pg.Client({
    host: at.searchParams.get('host')!,
    port: Number(at.port),
    user: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
    database: name,
  })
  await db.connect()
  policies = await ask(
    `select tablename, policyname, permissive, roles::text[] as roles, cmd,
            regexp_replace(qual, '\\s+', ' ', 'g') as qual, regexp_replace(with_check, '\\s+', ' ', 'g') as with_check
       from pg_policies where schemaname = 'public' order by 1, 2`,
  )
})
afterAll(async () => {
  await db.end()
  await cluster.drop(name)
})

async function ask<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  return (await db.query(sql, values)).rows as Row[]
}
const forWeb = (table: string) =>
  policies.filter((policy) => policy.tablename === table && policy.roles.includes(`${TEMPLATE}_web`))

test('every table says what it is, once, and is enabled and forced', async () => {
  const tables = await ask<{ schema: string; name: string; kind: string; enabled: boolean; forced: boolean }>(
    `select n.nspname as schema, c.relname as name, c.relkind as kind, c.relrowsecurity as enabled, c.relforcerowsecurity as forced
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`,
  )
  const ours = tables.filter((table) => !(table.schema in access.exempt_schemas))
  expect(ours.filter((table) => table.schema !== 'public')).toEqual([])
  expect(ours.filter((table) => table.kind !== 'r').map((view) => view.name)).toEqual([])
  const listed = [access.content, access.personal, access.reference, access.exempt].flatMap(Object.keys).sort()
  expect(ours.map((table) => table.name).sort()).toEqual(listed)
  const open = ours.filter((table) => !(table.name in access.exempt) && !(table.enabled && table.forced))
  expect(open.map((table) => table.name)).toEqual([])
})

test('what is exempt or reference is what it says', async () => {
  const reached = await ask(
    `select table_name, grantee from information_schema.role_table_grants
      where table_schema = 'public' and table_name = any ($1) and grantee = any ($2)`,
    [Object.keys(access.exempt), named(['web', 'worker', 'live', 'gate', 'mover', 'finder'])],
  )
  expect(reached).toEqual([])
  for (const [table, reason] of Object.entries({ ...access.reference, ...access.exempt })) {
    expect(reason, table).toMatch(/\w+ \w+/)
    expect(forWeb(table).filter((policy) => policy.cmd !== 'SELECT')).toEqual([])
  }
})

test('all content has the one permissive shape, and what else binds the web role there only narrows', () => {
  for (const [table, { narrowed = [] }] of Object.entries(access.content)) {
    const [one, ...more] = forWeb(table).filter((policy) => policy.permissive === 'PERMISSIVE')
    expect(more, table).toEqual([])
    expect(one, table).toMatchObject({ qual: SHAPE, with_check: one?.cmd === 'SELECT' ? null : SHAPE })
    expect(['ALL', 'SELECT'], table).toContain(one?.cmd)
    const rest = forWeb(table).filter((policy) => policy.permissive === 'RESTRICTIVE')
    expect(rest.map((policy) => policy.policyname).sort(), table).toEqual([...narrowed].sort())
  }
})

test('content belongs to a space and to a chapter of that same space', async () => {
  const tied = await ask<{ name: string }>(
    `select distinct c.conrelid::regclass::text as name from pg_constraint c
      where c.contype = 'f' and c.confrelid = 'chapter'::regclass and pg_get_constraintdef(c.oid) like 'FOREIGN KEY (space_id, chapter_id)%'`,
  )
  expect(tied.map((row) => row.name).sort()).toEqual(Object.keys(access.content).sort())
})

test('what is personal is read by exactly the rules that are written here', () => {
  for (const [table, rules] of Object.entries(access.personal)) {
    const found = forWeb(table).map(({ policyname, permissive, cmd, qual, with_check }) => [
      policyname,
      [
        `${permissive === 'PERMISSIVE' ? '' : 'only if, '}${cmd.toLowerCase()}`,
        ...(qual === null ? [] : [`using ${qual}`]),
        ...(with_check === null ? [] : [`check ${with_check}`]),
      ].join(' '),
    ])
    expect(Object.fromEntries(found), table).toEqual(rules)
    expect(found.length, table).toBeGreaterThan(0)
  }
})

test('every policy names its role, and nothing may move what is written to another space or chapter', async () => {
  expect(policies.filter((policy) => policy.roles.includes('public'))).toEqual([])
  const moved = await ask(
    `select table_name, column_name, grantee from information_schema.column_privileges
      where table_schema = 'public' and privilege_type = 'UPDATE' and column_name in ('space_id', 'chapter_id')
        and grantee <> $1 and grantee <> current_user`,
    [`${TEMPLATE}_owner`],
  )
  expect(moved).toEqual([])
  const emptied = await ask(
    `select table_name, grantee from information_schema.role_table_grants
      where table_schema = 'public' and privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES') and grantee <> $1 and grantee <> current_user`,
    [`${TEMPLATE}_owner`],
  )
  expect(emptied).toEqual([])
  const anyone = await ask(
    `select table_name from information_schema.role_table_grants where table_schema = 'public' and grantee = 'PUBLIC'`,
  )
  expect(anyone).toEqual([])
})

test('every definer function belongs to a role that cannot log in, pins its path, and is for named roles', async () => {
  const functions = await ask<{
    signature: string
    owner: string
    config: string[] | null
    anyone: boolean
    login: boolean
  }>(
    `select p.oid::regprocedure::text as signature, r.rolname as owner, p.proconfig as config, r.rolcanlogin as login,
            exists (
              select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0) as anyone
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner
      where p.prosecdef and n.nspname = 'public'`,
  )
  expect(functions.length).toBeGreaterThan(10)
  for (const one of functions) {
    expect(named(['gate', 'mover', 'finder']), one.signature).toContain(one.owner)
    expect(one.config, one.signature).toContain('search_path=public, pg_temp')
    expect(one.anyone, one.signature).toBe(false)
    expect(one.login, one.signature).toBe(false)
  }
})

test('nobody bypasses row security, and the roles of the running place own nothing and belong to nobody', async () => {
  const all = named(['owner', 'web', 'worker', 'live', 'gate', 'mover', 'finder'])
  const roles = await ask<{ rolname: string; strong: boolean }>(
    `select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as strong from pg_roles where rolname = any ($1)`,
    [all],
  )
  expect(roles).toHaveLength(all.length)
  expect(roles.filter((one) => one.strong)).toEqual([])
  const owned = await ask(
    `select c.relname as name from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = any ($1)
     union all select p.proname from pg_proc p join pg_roles r on r.oid = p.proowner where r.rolname = any ($1)`,
    [named(['web', 'worker', 'live'])],
  )
  expect(owned).toEqual([])
  const joined = await ask(
    `select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = any ($1)`,
    [named(['web', 'worker', 'live', 'gate', 'mover', 'finder'])],
  )
  expect(joined).toEqual([])
})

test('a breach is found: a table nobody listed, one that is not forced, a policy for everybody', async () => {
  await db.query('begin')
  await db.query(
    'create table stray (id uuid); alter table seat no force row level security; create policy wide on file using (true)',
  )
  const stray = await ask<{ n: number }>(
    `select count(*)::int as n from pg_class where relname = 'stray' and not relforcerowsecurity`,
  )
  const unforced = await ask<{ n: number }>(
    `select count(*)::int as n from pg_class where relname = 'seat' and not relforcerowsecurity`,
  )
  const wide = await ask<{ roles: string[] }>(
    `select roles::text[] as roles from pg_policies where policyname = 'wide'`,
  )
  await db.query('rollback')
  expect([stray[0]?.n, unforced[0]?.n, wide[0]?.roles]).toEqual([1, 1, ['public']])
})
