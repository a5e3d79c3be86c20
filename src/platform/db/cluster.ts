import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Connection } from './database.ts'
import { dropLog } from './drop-log.ts'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { LOGIN_ROLES, type LoginRole, makeDatabase, makeRoles, prepareDatabase, type Roles, rolesFor } from './roles.ts'

const MIGRATIONS = new URL('../../../migrations/', import.meta.url)

/** One database of an installation: the real place, a demonstration, or a test's own copy. */
export type Place = { name: string; roles: Roles; ownerConnection: Connection; connection(role: LoginRole): Connection }
export type Cluster = {
  /** The administrator's address of the server, for a second process of the same place (a test's). */
  url: string
  /** Makes the database if it is not there, and migrates it. `demonstration` is marked when it is made and never after. */
  place(name: string, options: { demonstration: boolean; like?: string }): Promise<Place>
  exists(name: string): Promise<boolean>
  drop(name: string): Promise<void>
  /** Drops what the write-ahead log tells of before this moment; says in sentences what could not be done here. */
  dropLog(name: string, statisticsToo: boolean): Promise<string[]>
  onExit(fn: (why: string) => void): void
  stop(): Promise<void>
}

type Source = {
  dataDir: string
  databaseUrl: string | undefined
  log?: (line: string) => void
  settings?: Record<string, string>
}

/** Opens PostgreSQL: our own under `dataDir`, or the one that `databaseUrl` names, whose settings are checked. */
export async function openCluster(source: Source): Promise<Cluster> {
  const passwords = await rolePasswords(source.dataDir)
  const server = source.databaseUrl === undefined ? await startOwn(source) : await openOutside(source.databaseUrl)
  const admin = async <T>(database: string, run: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ ...server.admin, database })
    await client.connect()
    try {
      return await run(client)
    } finally {
      await client.end()
    }
  }
  const exists = (name: string) =>
    admin(
      server.maintenance,
      async (client) => (await client.query('select 1 from pg_database where datname = $1', [name])).rowCount === 1,
    )

  const { host, port, user, password } = server.admin
  return {
    url: `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@localhost:${port}/${server.maintenance}?host=${encodeURIComponent(host)}`,
    exists,
    async place(name, { demonstration, like }) {
      const roles = rolesFor(like ?? name)
      if (like === undefined) await admin(server.maintenance, (client) => makeRoles(client, roles, passwords))
      if (!(await exists(name))) {
        if (like === undefined) {
          await admin(server.maintenance, (client) => makeDatabase(client, name, roles))
          await admin(name, (client) => prepareDatabase(client, roles))
        } else {
          await admin(server.maintenance, (client) =>
            client.query(
              `create database ${client.escapeIdentifier(name)} template ${client.escapeIdentifier(like)} owner ${client.escapeIdentifier(roles.owner)}`,
            ),
          )
        }
      }
      const connection = (role: LoginRole): Connection => ({
        host: server.admin.host,
        port: server.admin.port,
        database: name,
        user: roles[role],
        password: passwords[role],
      })
      const owner = new pg.Client(connection('owner'))
      await owner.connect()
      try {
        await migrate(owner, roles, MIGRATIONS)
        await markInstallation(owner, demonstration)
      } finally {
        await owner.end()
      }
      return { name, roles, ownerConnection: connection('owner'), connection }
    },
    drop: (name) =>
      admin(
        server.maintenance,
        async (client) =>
          void (await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`)),
      ),
    dropLog: (name, statisticsToo) => admin(name, (client) => dropLog(client, statisticsToo)),
    onExit: server.onExit,
    stop: server.stop,
  }
}

/** FORCE binds the owner as well, so the one row is written with it lifted and set again in one transaction. */
async function markInstallation(owner: pg.Client, demonstration: boolean): Promise<void> {
  await owner.query(`begin; alter table installation no force row level security`)
  await owner.query('insert into installation (demonstration) values ($1) on conflict do nothing', [demonstration])
  await owner.query('alter table installation force row level security; commit')
}

type Server = {
  admin: { host: string; port: number; user: string; password: string }
  maintenance: string
  onExit(fn: (why: string) => void): void
  stop(): Promise<void>
}

async function startOwn(source: Source): Promise<Server> {
  const own = await startEmbedded(source)
  return {
    admin: { host: own.host, port: own.port, user: own.superuser, password: own.password },
    maintenance: 'postgres',
    onExit: own.onExit,
    stop: () => own.stop(),
  }
}

async function openOutside(databaseUrl: string): Promise<Server> {
  const at = new URL(databaseUrl)
  const admin = {
    host: at.searchParams.get('host') ?? at.hostname,
    port: Number(at.port || 5432),
    user: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
  }
  const maintenance = at.pathname.slice(1) || 'postgres'
  const client = new pg.Client({ ...admin, database: maintenance })
  await client.connect()
  try {
    await refuseUnsafe(client)
  } finally {
    await client.end()
  }
  return { admin, maintenance, onExit: () => {}, stop: async () => {} }
}

/** An outside server must be new enough and must not lose what it acknowledged. */
async function refuseUnsafe(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('server_version_num', 'fsync', 'full_page_writes', 'synchronous_commit')`,
  )
  const setting = new Map(rows.map((row) => [row.name, row.setting]))
  const wrong = ['fsync', 'full_page_writes']
    .filter((name) => setting.get(name) !== 'on')
    .map((name) => `  ${name} is ${setting.get(name)}, and must be on`)
  if (setting.get('synchronous_commit') === 'off') wrong.push('  synchronous_commit is off, and must not be')
  if (Number(setting.get('server_version_num')) < 160_005) wrong.push('  the server is older than PostgreSQL 16.5')
  if (wrong.length > 0)
    throw new Error(
      `Trefoil did not start, because the database at DATABASE_URL is not safe to use:\n${wrong.join('\n')}`,
    )
}

async function rolePasswords(dataDir: string): Promise<Record<LoginRole, string>> {
  const folder = join(dataDir, 'secrets')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'roles.json')
  const there = await readFile(path, 'utf8').catch(() => null)
  if (there !== null) return JSON.parse(there)
  const fresh = Object.fromEntries(LOGIN_ROLES.map((role) => [role, randomBytes(24).toString('base64url')])) as Record<
    LoginRole,
    string
  >
  await writeFile(path, JSON.stringify(fresh), { mode: 0o600, flag: 'wx' })
  return fresh
}
