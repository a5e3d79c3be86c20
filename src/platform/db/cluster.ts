import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Connection } from './database.ts'
import { dropLog, dropStatistics } from './drop-log.ts'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { type Administrator, claimOutside, openOutside, quietOutside } from './outside.ts'
import { LOGIN_ROLES, type LoginRole, makeDatabase, makeRoles, prepareDatabase, type Roles, rolesFor } from './roles.ts'

const MIGRATIONS = new URL('../../../migrations/', import.meta.url)

/** The database of a real place, and the one in which a copy of it is looked over and which is gone again afterwards. */
export const PLACE = 'trefoil'
export const CHECK = 'trefoil_check'
/** The demonstration beside a place: a database of its own. */
export const DEMONSTRATION = 'trefoil_demonstration'

/** One database of an installation: the real place, a demonstration, or a test's own copy. */
export type Place = {
  name: string
  roles: Roles
  ownerConnection: Connection
  connection(role: LoginRole): Connection
  /** What somebody else's server does otherwise than ours would, in sentences. */
  warnings: string[]
}
export type Cluster = {
  /** The administrator's address of the server, for a second process of the same place (a test's). */
  url: string
  /** Runs as the administrator inside one database: what a backup reads, nobody else may read whole. */
  inside<T>(name: string, run: (client: pg.Client) => Promise<T>): Promise<T>
  /** Makes the database if it is not there, and migrates it. `demonstration` is marked when it is made and never after. */
  place(name: string, options: { demonstration: boolean; like?: string }): Promise<Place>
  /**
   * Makes a database that is not there yet and has `put` fill it, as its administrator, while its tables are those of
   * `migrations` and empty. What fails leaves no database behind. Call `place` afterwards: it brings the tables up to date.
   */
  refill(
    name: string,
    options: { migrations: readonly string[]; like?: string },
    put: (inside: pg.Client) => Promise<void>,
  ): Promise<void>
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
  const server = source.databaseUrl === undefined ? await startOwn(source) : await openOther(source.databaseUrl)
  const claims = new Map<string, pg.Client>()
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

  const drop = async (name: string): Promise<void> => {
    await admin(
      server.maintenance,
      async (client) =>
        void (await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`)),
    )
    await claims.get(name)?.end()
    claims.delete(name)
  }

  const { host, port, user, password } = server.admin
  return {
    url: `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@localhost:${port}/${server.maintenance}?host=${encodeURIComponent(host)}`,
    exists,
    inside: admin,
    async place(name, { demonstration, like }) {
      const roles = rolesFor(like ?? name)
      const connection = (role: LoginRole): Connection => ({
        ...server.admin,
        database: name,
        user: roles[role],
        password: passwords[role],
      })
      if (like === undefined) {
        if (server.claim !== null && !claims.has(name)) claims.set(name, await server.claim(name, roles, passwords))
        await admin(server.maintenance, (client) => makeRoles(client, roles, passwords))
        if (!(await exists(name))) await admin(server.maintenance, (client) => makeDatabase(client, name, roles))
        await admin(name, (client) => prepareDatabase(client, roles))
      } else if (!(await exists(name))) {
        await admin(server.maintenance, (client) =>
          client.query(
            `create database ${client.escapeIdentifier(name)} template ${client.escapeIdentifier(like)} owner ${client.escapeIdentifier(roles.owner)}`,
          ),
        )
      }
      const warnings =
        server.claim === null || like !== undefined
          ? []
          : await admin(name, (client) => quietOutside(client, roles, () => connected(connection('web'))))
      const owner = await connected(connection('owner'))
      try {
        await migrate(owner, roles, MIGRATIONS)
        await markInstallation(owner, demonstration)
      } finally {
        await owner.end()
      }
      return { name, roles, ownerConnection: connection('owner'), connection, warnings }
    },
    async refill(name, { migrations, like }, put) {
      if (await exists(name)) throw new Error(`There is a database "${name}" already, and nothing is put over it.`)
      const roles = rolesFor(like ?? name)
      if (server.claim !== null && like === undefined && !claims.has(name))
        claims.set(name, await server.claim(name, roles, passwords))
      await admin(server.maintenance, (client) => makeRoles(client, roles, passwords))
      await admin(server.maintenance, (client) => makeDatabase(client, name, roles))
      try {
        await admin(name, (client) => prepareDatabase(client, roles))
        const owner = await connected({ ...server.admin, database: name, user: roles.owner, password: passwords.owner })
        await migrate(owner, roles, MIGRATIONS, new Set(migrations)).finally(() => owner.end())
        await admin(name, put)
      } catch (fault) {
        await drop(name)
        throw fault
      }
    },
    drop,
    dropLog: async (name, statisticsToo) => [
      ...(statisticsToo ? await admin(name, dropStatistics) : []),
      ...(await admin(server.maintenance, dropLog)),
    ],
    onExit: server.onExit,
    async stop() {
      for (const claim of claims.values()) await claim.end().catch(() => {})
      await server.stop()
    },
  }
}

async function connected(connection: Connection): Promise<pg.Client> {
  const client = new pg.Client(connection)
  await client.connect()
  return client
}

/** FORCE binds the owner as well, so the one row is written with it lifted and set again in one transaction. */
async function markInstallation(owner: pg.Client, demonstration: boolean): Promise<void> {
  await owner.query(`begin; alter table installation no force row level security`)
  await owner.query('insert into installation (demonstration) values ($1) on conflict do nothing', [demonstration])
  await owner.query('alter table installation force row level security; commit')
}

type Server = {
  admin: Administrator
  maintenance: string
  /** Somebody else's server is claimed place by place; our own is held by its directory. */
  claim: ((name: string, roles: Roles, passwords: Record<LoginRole, string>) => Promise<pg.Client>) | null
  onExit(fn: (why: string) => void): void
  stop(): Promise<void>
}

async function startOwn(source: Source): Promise<Server> {
  const own = await startEmbedded(source)
  return {
    admin: { host: own.host, port: own.port, user: own.superuser, password: own.password },
    maintenance: 'postgres',
    claim: null,
    onExit: own.onExit,
    stop: () => own.stop(),
  }
}

async function openOther(databaseUrl: string): Promise<Server> {
  const outside = await openOutside(databaseUrl)
  return {
    ...outside,
    claim: (name, roles, passwords) => claimOutside(outside, name, roles, passwords),
    onExit: () => {},
    stop: async () => {},
  }
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
