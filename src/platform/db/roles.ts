import type pg from 'pg'

/** The login roles, each with a password of its own, and the roles that own definer functions and never log in. */
export const LOGIN_ROLES = ['owner', 'web', 'worker', 'live'] as const
export const QUIET_ROLES = ['gate', 'mover', 'finder'] as const
export type LoginRole = (typeof LOGIN_ROLES)[number]
export type Roles = Record<LoginRole | (typeof QUIET_ROLES)[number], string>

/** Roles belong to the whole cluster, so they carry the name of the place's database. */
export function rolesFor(prefix: string): Roles {
  return Object.fromEntries([...LOGIN_ROLES, ...QUIET_ROLES].map((role) => [role, `${prefix}_${role}`])) as Roles
}

/**
 * Makes the roles that are missing and sets the passwords of those that log in. Needs an administrator of the cluster, or
 * a role that may create roles. None of them is a superuser and none bypasses row-level security.
 */
export async function makeRoles(admin: pg.Client, roles: Roles, passwords: Record<LoginRole, string>): Promise<void> {
  const { rows } = await admin.query<{ rolname: string; strong: boolean }>(
    'select rolname, rolsuper or rolbypassrls as strong from pg_roles where rolname = any ($1)',
    [Object.values(roles)],
  )
  const strong = rows.filter((row) => row.strong).map((row) => row.rolname)
  if (strong.length > 0)
    throw new Error(`These roles may read past row-level security, and must not: ${strong.join(', ')}.`)
  const present = new Set(rows.map((row) => row.rolname))
  const id = (name: string) => admin.escapeIdentifier(name)
  for (const role of QUIET_ROLES) {
    if (!present.has(roles[role])) await admin.query(`create role ${id(roles[role])} nologin noinherit`)
  }
  for (const role of LOGIN_ROLES) {
    const verb = present.has(roles[role]) ? 'alter' : 'create'
    await admin.query(
      `${verb} role ${id(roles[role])} login noinherit password ${admin.escapeLiteral(passwords[role])}`,
    )
  }
  for (const role of QUIET_ROLES) {
    await admin.query(`grant ${id(roles[role])} to ${id(roles.owner)} with inherit false, set true`)
  }
  // Whoever is not a superuser makes and drops databases for the owner, and ends its sessions, only as one of its members.
  const self = await admin.query<{ name: string; almighty: boolean }>(
    'select rolname as name, rolsuper as almighty from pg_roles where rolname = current_user',
  )
  if (self.rows[0]!.almighty) return
  for (const role of LOGIN_ROLES)
    await admin.query(`grant ${id(roles[role])} to ${id(self.rows[0]!.name)} with inherit true, set true`)
}

/** Makes one database of the place, owned by `owner`, with what the migrations need from an administrator. */
export async function makeDatabase(admin: pg.Client, name: string, roles: Roles): Promise<void> {
  const id = (n: string) => admin.escapeIdentifier(n)
  await admin.query(`create database ${id(name)} owner ${id(roles.owner)} template template0 encoding 'UTF8'`)
  await admin.query(`revoke all on database ${id(name)} from public`)
  await admin.query(`grant connect on database ${id(name)} to ${LOGIN_ROLES.map((r) => id(roles[r])).join(', ')}`)
}

/** What an administrator prepares inside the new database, before the first migration. */
export async function prepareDatabase(adminInside: pg.Client, roles: Roles): Promise<void> {
  const id = (n: string) => adminInside.escapeIdentifier(n)
  await adminInside.query('create extension if not exists btree_gin; create extension if not exists unaccent')
  await adminInside.query(
    `revoke all on schema public from public; grant all on schema public to ${id(roles.owner)} with grant option`,
  )
  // A function can only be handed to a role that may create in its schema; nobody can log in as these.
  for (const role of QUIET_ROLES) await adminInside.query(`grant create, usage on schema public to ${id(roles[role])}`)
}
