import { hostname } from 'node:os'
import pg from 'pg'
import { SILENT } from './embedded-settings.ts'
import type { LoginRole, Roles } from './roles.ts'

/** How to reach somebody else's server as the role that makes ours. */
export type Administrator = {
  host: string
  port: number
  user: string
  password: string
  ssl?: pg.ClientConfig['ssl'] | undefined
}
const OLDEST = 160_005

/** Reads DATABASE_URL as PostgreSQL's own tools do (`host` may be a socket's folder, `sslmode` says how sure), and checks the server. */
export async function openOutside(databaseUrl: string): Promise<{ admin: Administrator; maintenance: string }> {
  const client = new pg.Client(databaseUrl)
  const { host, port, user, password, database, ssl } = client as pg.Client & Administrator & { database: string }
  await client.connect().catch((fault: Error) => {
    throw new Error(`Trefoil did not start, because the server at DATABASE_URL cannot be reached: ${fault.message}`)
  })
  try {
    const { rows } = await client.query<{ name: string; setting: string }>('select name, setting from pg_settings')
    const wrong = whyUnsafe(new Map(rows.map((row) => [row.name, row.setting])))
    if (wrong.length > 0)
      throw new Error(
        `Trefoil did not start, because the database at DATABASE_URL is not safe to use:\n${wrong.map((line) => `  ${line}`).join('\n')}`,
      )
  } finally {
    await client.end()
  }
  const admin = { host, port, user: user ?? '', password: password ?? '', ...(ssl ? { ssl } : {}) }
  return { admin, maintenance: database || 'postgres' }
}

/** An outside server must be new enough and must not lose what it acknowledged. One sentence for each fault. */
export function whyUnsafe(setting: Map<string, string>): string[] {
  const wrong = ['fsync', 'full_page_writes']
    .filter((name) => setting.get(name) !== 'on')
    .map((name) => `${name} is ${setting.get(name)}, and must be on`)
  if (setting.get('synchronous_commit') === 'off') wrong.push('synchronous_commit is off, and must not be')
  if (Number(setting.get('server_version_num')) < OLDEST)
    wrong.push(`the server is PostgreSQL ${setting.get('server_version')}, and must be 16.5 or later`)
  return wrong
}

/**
 * Claims one place on somebody else's server before anything is changed there: no other Trefoil may hold it, the database
 * of that name must be ours or not there, and the roles of that name must know our passwords. Keep what it returns: the
 * claim lasts for as long as that connection.
 */
export async function claimOutside(
  server: { admin: Administrator; maintenance: string },
  name: string,
  roles: Roles,
  passwords: Record<LoginRole, string>,
): Promise<pg.Client> {
  const holder = new pg.Client({
    ...server.admin,
    database: server.maintenance,
    application_name: `trefoil on ${hostname()} (process ${process.pid})`.slice(0, 63),
    keepAlive: true,
  })
  holder.on('error', () => {}) // a server that goes away takes the claim along; so it does the place's own connections
  await holder.connect()
  try {
    await refuseTwo(holder, name)
    await refuseForeign(server.admin, holder, name, roles)
    await refuseOthersRoles({ ...server.admin, database: server.maintenance }, holder, roles, passwords)
    return holder
  } catch (fault) {
    await holder.end()
    throw fault
  }
}

const KEY = 'hashtextextended($1, 4)'

async function refuseTwo(holder: pg.Client, name: string): Promise<void> {
  const { rows } = await holder.query<{ got: boolean }>(`select pg_try_advisory_lock(${KEY}) as got`, [name])
  if (rows[0]?.got === true) return
  const other = await holder.query<{ who: string }>(
    `select a.application_name as who from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'advisory' and l.granted and ((l.classid::bigint << 32) | l.objid::bigint) = ${KEY}`,
    [name],
  )
  throw new Error(
    `Trefoil did not start, because the database ${name} at DATABASE_URL is held by ${other.rows[0]?.who || 'another Trefoil'}. Stop that one first; nothing was changed.`,
  )
}

/** A database of our name that we did not make is somebody's; nothing in it is touched. */
async function refuseForeign(admin: Administrator, holder: pg.Client, name: string, roles: Roles): Promise<void> {
  const { rows } = await holder.query<{ owner: string }>(
    'select pg_get_userbyid(datdba) as owner from pg_database where datname = $1',
    [name],
  )
  if (rows[0] === undefined) return
  const refuse = (why: string) => {
    throw new Error(
      `Trefoil did not start, because the server at DATABASE_URL has a database named ${name} that is not Trefoil's: ${why}. Nothing in it was touched. Rename it, or give Trefoil another server.`,
    )
  }
  if (rows[0].owner !== roles.owner) refuse(`it belongs to ${rows[0].owner}`)
  const inside = new pg.Client({ ...admin, database: name })
  await inside.connect()
  try {
    const found = await inside.query<{ ours: boolean; tables: string }>(
      `select to_regclass('public.migration') is not null as ours,
              (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema') as tables`,
    )
    if (!found.rows[0]!.ours && Number(found.rows[0]!.tables) > 0) refuse('it holds tables of something else')
  } finally {
    await inside.end()
  }
}

/** Setting new passwords would lock out whoever made those roles: another installation, with keys of its own. */
async function refuseOthersRoles(
  at: Administrator & { database: string },
  holder: pg.Client,
  roles: Roles,
  passwords: Record<LoginRole, string>,
): Promise<void> {
  const there = await holder.query('select from pg_roles where rolname = $1', [roles.owner])
  if (there.rowCount === 0) return
  const probe = new pg.Client({ ...at, user: roles.owner, password: passwords.owner })
  probe.on('error', () => {})
  const code = await probe.connect().then(
    () => null,
    (fault: { code?: string }) => fault.code ?? null,
  )
  await probe.end().catch(() => {})
  if (code === '28P01')
    throw new Error(
      `Trefoil did not start, because the role ${roles.owner} at DATABASE_URL has a password that is not in DATA_DIR/secrets: another installation made it. Start with that installation's DATA_DIR (its keys are needed too), or give Trefoil another server. Nothing was changed.`,
    )
}

/**
 * Keeps words out of the server's log for our roles, as far as this administrator may, and names in sentences what is
 * still set otherwise.
 */
export async function quietOutside(admin: pg.Client, roles: Roles, asWeb: () => Promise<pg.Client>): Promise<string[]> {
  for (const role of ['owner', 'web', 'worker', 'live'] as const) {
    for (const [name, value] of Object.entries(SILENT)) {
      const set = `alter role ${admin.escapeIdentifier(roles[role])} set ${name} = ${admin.escapeLiteral(value)}`
      await admin.query(set).catch((fault: { code?: string }) => {
        if (fault.code !== '42501') throw fault
      })
    }
  }
  const web = await asWeb()
  try {
    const { rows } = await web.query<{ name: string; setting: string }>(
      'select name, setting from pg_settings where name = any ($1) order by name',
      [Object.keys(SILENT)],
    )
    const loud = rows.filter((row) => row.setting !== SILENT[row.name as keyof typeof SILENT])
    const logs = loud.map(
      (row) =>
        `${row.name} is ${row.setting} and should be ${SILENT[row.name as keyof typeof SILENT]}: the server's log may hold what people wrote.`,
    )
    const statistics = await web.query(`select from pg_extension where extname = 'pg_stat_statements'`)
    return statistics.rowCount === 0 ? logs : [...logs, 'pg_stat_statements keeps the text of statements.']
  } finally {
    await web.end()
  }
}
