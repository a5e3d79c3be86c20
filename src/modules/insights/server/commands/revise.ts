import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'

type Table = 'implication' | 'finding' | 'decision' | 'action' | 'outcome' | 'committee_route'
type At = { space_id: string; id: string }
type Revised =
  | { ok: true; id: string; version: number }
  | { ok: false; reason: string; sentence: string; theirs?: { version: number; fields: Record<string, string> } }

/**
 * Says something anew on the version it was based on. An older one changes nothing and is answered with what stands there
 * now, field by field, so that both texts can be laid side by side.
 */
export async function revise(
  tx: Tx,
  table: Table,
  at: At,
  version: number,
  fields: Record<string, unknown>,
): Promise<Revised> {
  const set = sql.join(
    Object.entries({ ...fields, version: version + 1 }).map(([name, value]) => sql`${sql.ref(name)} = ${value}`),
  )
  const done = await sql`
    update ${sql.table(table)} set ${set} where space_id = ${at.space_id}::uuid and id = ${at.id}::uuid and version = ${version}`.execute(
    tx,
  )
  if (done.numAffectedRows === 1n) return { ok: true, id: at.id, version: version + 1 }
  const { rows } = await sql<Record<string, unknown>>`
    select * from ${sql.table(table)} where space_id = ${at.space_id}::uuid and id = ${at.id}::uuid`.execute(tx)
  const now = rows[0]
  if (now === undefined) throw new AppError('not_found')
  return {
    ...refuse('conflict', new AppError('conflict').message),
    theirs: {
      version: now.version as number,
      fields: Object.fromEntries(
        Object.keys(fields).flatMap((name) => (typeof now[name] === 'string' ? [[name, now[name] as string]] : [])),
      ),
    },
  }
}
