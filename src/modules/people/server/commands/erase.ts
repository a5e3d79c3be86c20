import { sql } from 'kysely'
import type { Actor, Context, House } from '#platform/access/context.ts'
import { requireProof } from '#platform/access/procedure.ts'
import { setCookie } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'

/** Every module forgets its part in one transaction; what cannot be forgotten whole is not forgotten by halves. */
export async function eraseMe(tx: Tx, actor: Actor, _input: { sure: 'erase me' }, house: House) {
  requireProof(actor, await clock(tx))
  await house.gathered.forget(tx, actor.person)
  return { ok: true as const }
}

/** After the commit: with the key gone, their first-person words are unreadable in every archive at once. */
export async function destroyKey(_answer: unknown, actor: Actor, { house, reply }: Context): Promise<void> {
  await house.keys.destroy(actor.person)
  // What this very attempt was answered, and what was written beside it, goes too.
  await house.db.as(actor.person, (tx) => sql`select forget_traces()`.execute(tx))
  setCookie(house, reply, 'full', null)
  setCookie(house, reply, 'pen', null)
}
