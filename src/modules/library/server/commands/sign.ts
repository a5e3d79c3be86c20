import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'

/** Puts my name to a version, or takes it off; signs it, or takes that back. Nobody does it for anybody else. */
export async function signVersion(tx: Tx, _actor: Actor, input: { document: string; named: boolean; signed: boolean }) {
  await sql`select put_hand(${input.document}::uuid, ${input.named}, ${input.signed})`.execute(tx)
  return { ok: true as const }
}
