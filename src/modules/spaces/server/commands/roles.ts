import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import type { spacesContract } from '../../contract.ts'
import { here } from '../access.ts'

type Inputs = InferContractRouterInputs<typeof spacesContract>
type State = 'waiting' | 'taken' | 'ended'

/** Gives roles, or takes them: the database says who may give which, to whom. */
export async function setRoles(tx: Tx, _actor: Actor, input: Inputs['setRoles']) {
  await sql`select set_roles(${input.membership}::uuid, ${[...new Set(input.roles)]}::text[])`.execute(tx)
  return { ok: true as const, id: input.membership }
}

/** Two hold one job from now on, or no longer. */
export async function shareJob(tx: Tx, _actor: Actor, input: Inputs['shareJob']) {
  await sql`select share_job(${input.membership}::uuid, ${input.with}::uuid)`.execute(tx)
  return { ok: true as const, id: input.membership }
}

/** Passes on that I manage the space: it is theirs when they say yes. */
export async function passOn(tx: Tx, _actor: Actor, input: Inputs['passOn']) {
  const { rows } = await sql<{ id: string }>`select pass_on(${input.membership}::uuid) as id`.execute(tx)
  return { ok: true as const, id: rows[0]!.id }
}

/** Asks everybody whether I may take a role on. */
export async function takeOn(tx: Tx, _actor: Actor, input: Inputs['takeOn']) {
  const space = await here(tx, input)
  const { rows } = await sql<{ id: string }>`select take_on(${space.id}::uuid, ${input.role}) as id`.execute(tx)
  return { ok: true as const, id: rows[0]!.id }
}

/** Asks the members for a researcher in residence, until a day and under a protocol. */
export async function proposeResidence(tx: Tx, _actor: Actor, input: Inputs['proposeResidence']) {
  const { rows } = await sql<{ id: string }>`
    select propose_residence(${input.membership}::uuid, ${input.until}::date, ${input.leaves ?? true}, ${input.observe.trim()},
      ${input.write.trim()}, ${input.publish.trim()}, ${input.bias.trim()}) as id`.execute(tx)
  return { ok: true as const, id: rows[0]!.id }
}

/** Yes or no to a role changing hands. */
export async function answerAsk(tx: Tx, _actor: Actor, input: Inputs['answerAsk']) {
  const { rows } = await sql<{ state: State }>`select answer_ask(${input.ask}::uuid, ${input.yes}) as state`.execute(tx)
  return { ok: true as const, state: rows[0]!.state }
}

/** Takes it back, or ends a residence before its day. */
export async function withdrawAsk(tx: Tx, _actor: Actor, input: Inputs['withdrawAsk']) {
  await sql`select withdraw_ask(${input.ask}::uuid)`.execute(tx)
  return { ok: true as const, id: input.ask }
}
