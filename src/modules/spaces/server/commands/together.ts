import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { refuse } from '#shared/result.ts'
import type { lifeContract } from '../../contract/life.ts'
import { here } from '../access.ts'
import { templateOf } from '../present/templates.ts'

type Inputs = InferContractRouterInputs<typeof lifeContract>

/** Everybody of these spaces is asked into the new one. Nothing of what was said there comes along by it. */
export async function callTogether(tx: Tx, _actor: Actor, input: Inputs['callTogether']) {
  const space = await here(tx, input)
  const charter = await tx.selectFrom('charter').select('template').where('space_id', '=', space.id).executeTakeFirst()
  if (templateOf(charter?.template ?? '')?.only !== undefined)
    return refuse('class', 'Only some may be in a space like this, so its people are asked in one by one.')
  const { rows } = await sql<{
    called: number
  }>`select call_together(${space.id}::uuid, ${input.from}::uuid[]) as called`.execute(tx)
  return { ok: true as const, called: rows[0]!.called }
}

/** Yes, I come along; or no, which is told to nobody. */
export async function answerCall(tx: Tx, _actor: Actor, input: Inputs['answerCall']) {
  const { rows } = await sql<{
    came: boolean
  }>`select answer_call(${input.id}::uuid, ${input.answer}) as came`.execute(tx)
  return { ok: true as const, in: rows[0]!.came }
}
