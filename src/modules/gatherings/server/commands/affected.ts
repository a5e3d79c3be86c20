import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { affectedContract } from '../../contract/affected.ts'

type Inputs = InferContractRouterInputs<typeof affectedContract>

/** Says why somebody who is touched by it is not asked. Everybody who reads the call reads it, so it is said once and plainly. */
export async function sayNotAsked(tx: Tx, actor: Actor, input: Inputs['sayNotAsked']) {
  const call = await tx
    .selectFrom('gathering')
    .select(['space_id', 'chapter_id', 'id'])
    .where('id', '=', input.gathering)
    .executeTakeFirst()
  if (call === undefined) throw new AppError('not_found')
  const said = { why: input.why.trim(), said_by: actor.person }
  await tx
    .insertInto('not_asked')
    .values({
      ...{ space_id: call.space_id, id: randomUUID(), chapter_id: call.chapter_id, gathering_id: call.id },
      ...{ name: input.name.trim(), ...said },
    })
    .onConflict((on) => on.columns(['gathering_id', 'name']).doUpdateSet(said))
    .execute()
  return { ok: true as const }
}

export async function takeBackNotAsked(tx: Tx, _actor: Actor, input: Inputs['takeBackNotAsked']) {
  const { numDeletedRows } = await tx.deleteFrom('not_asked').where('id', '=', input.id).executeTakeFirst()
  if (numDeletedRows !== 1n) throw new AppError('not_found')
  return { ok: true as const }
}
