import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'

/** Whoever took a copy says that it is deleted. Somebody else's is answered as one that never was. */
export async function sayCopyGone(tx: Tx, _actor: Actor, { copy }: { copy: string }) {
  const { rows } = await sql<{ gone: boolean }>`select copy_gone(${copy}::uuid) as gone`.execute(tx)
  if (rows[0]?.gone !== true) throw new AppError('not_found')
  return { ok: true as const }
}
