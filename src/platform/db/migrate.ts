import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import type { Roles } from './roles.ts'
import { QUIET_WORDS } from './scrub.ts'

const MIGRATION_FILE = /^(\d{4})_[a-z]+_[a-z_]+\.sql$/

/** Replaces psql variables (`:"web"` as an identifier, `:'web'` as a literal) by the role names of this database. */
export function withRoles(sql: string, roles: Roles): string {
  return sql.replace(/:(["'])(\w+)\1/g, (whole, quote: string, name: string) => {
    const role = (roles as Record<string, string>)[name]
    if (role === undefined) return whole
    return quote === '"' ? pg.escapeIdentifier(role) : pg.escapeLiteral(role)
  })
}

/**
 * Applies the migrations that are not yet applied, in the order of their numbers, each in one transaction.
 * A migration is forward only: one that was applied and has changed since is refused by name.
 * @param only leaves out all others: the state that a backup's tables are of
 */
export async function migrate(
  owner: pg.Client,
  roles: Roles,
  folder: URL,
  only?: ReadonlySet<string>,
): Promise<string[]> {
  await owner.query('create table if not exists migration (name text primary key, sha256 text not null)')
  // With row security off a filtered statement is an error instead of a silent nothing; function bodies would be
  // checked under it too, so the tests check those.
  await owner.query("set lock_timeout = '10s'; set row_security = off; set check_function_bodies = off")
  const applied = new Map(
    (await owner.query<{ name: string; sha256: string }>('select name, sha256 from migration')).rows.map((r) => [
      r.name,
      r.sha256,
    ]),
  )
  const fresh: string[] = []
  for (const name of (await readdir(folder)).filter((file) => MIGRATION_FILE.test(file)).sort()) {
    if (only !== undefined && !only.has(name)) continue
    const source = await readFile(new URL(name, folder), 'utf8')
    const sha256 = createHash('sha256').update(source).digest('hex')
    const before = applied.get(name)
    if (before !== undefined && before !== sha256) {
      throw new Error(
        `Migration ${name} was changed after it had been applied. Migrations only go forward: add a new one.`,
      )
    }
    if (before === undefined) {
      await applyOne(owner, name, sha256, withRoles(source, roles))
      fresh.push(name)
    }
  }
  if (fresh.length > 0) await completeSchema(owner)
  return fresh
}

/** What every table gets that has the shape for it, whichever migration made it. The migrations say what that is. */
async function completeSchema(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ there: boolean }>(
    "select to_regprocedure('public.complete_schema()') is not null as there",
  )
  if (rows[0]!.there) await owner.query('select complete_schema()')
}

async function applyOne(owner: pg.Client, name: string, sha256: string, sql: string): Promise<void> {
  await owner.query('begin')
  try {
    await owner.query(sql)
    await owner.query(QUIET_WORDS)
    await owner.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256])
    await owner.query('commit')
  } catch (fault) {
    await owner.query('rollback')
    throw new Error(`Migration ${name} failed: ${fault instanceof Error ? fault.message : String(fault)}`, {
      cause: fault,
    })
  }
}
