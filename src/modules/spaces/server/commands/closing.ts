import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import type { lifeContract } from '../../contract/life.ts'
import { here } from '../access.ts'

type Inputs = InferContractRouterInputs<typeof lifeContract>
type State = 'open' | 'agreed' | 'stays' | 'settled'

/** Asks that this space end, by one of the three ways. Who must say yes is the database's to know. */
export async function proposeClosing(tx: Tx, _actor: Actor, input: Inputs['proposeClosing']) {
  const space = await here(tx, input)
  const id = randomUUID()
  const then = input.way === 'brought' ? (input.after ?? 'read') : input.way
  const { rows } = await sql<{
    state: State
  }>`select propose_closing(${id}::uuid, ${space.id}::uuid, ${input.way}, ${then},
    ${input.months ?? 12}::integer, ${(input.reason ?? '').trim()}, ${input.successor ?? null}::uuid) as state`.execute(
    tx,
  )
  return { ok: true as const, id, state: rows[0]!.state }
}

/** My own answer. One no is enough where everybody must say yes; it has no reasons, and nobody is told whose it was. */
export async function answerClosing(tx: Tx, _actor: Actor, input: Inputs['answerClosing']) {
  const { rows } = await sql<{
    state: State
  }>`select answer_closing(${input.id}::uuid, ${input.answer}) as state`.execute(tx)
  return { ok: true as const, state: rows[0]!.state }
}

/** Until it has taken effect, anybody who is in may stop it. */
export async function callOffClosing(tx: Tx, _actor: Actor, input: Inputs['callOffClosing']) {
  await sql`select call_off_closing(${input.id}::uuid)`.execute(tx)
  return { ok: true as const, id: input.id }
}
