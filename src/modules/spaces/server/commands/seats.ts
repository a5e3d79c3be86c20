import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import type { spacesContract } from '../../contract.ts'

type Inputs = InferContractRouterInputs<typeof spacesContract>

/** Says who of the members holds a post: nobody, one, or two who share it. */
export async function holdSeat(tx: Tx, _actor: Actor, input: Inputs['holdSeat']) {
  await sql`select hold_seat(${input.seat}::uuid, ${[...new Set(input.memberships)]}::uuid[])`.execute(tx)
  return { ok: true as const, id: input.seat }
}

/** Answers what was sent to a post I hold: once for both who share it, and in nobody's name. */
export async function answerSeat(tx: Tx, _actor: Actor, input: Inputs['answerSeat']) {
  await sql`select seat_reply(${input.letter}::uuid, ${input.answer}, ${(input.words ?? '').trim()})`.execute(tx)
  return { ok: true as const, id: input.letter }
}
