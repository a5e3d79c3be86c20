import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import { here } from '#modules/spaces/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { requestsContract } from '../../contract/requests.ts'

type Inputs = InferContractRouterInputs<typeof requestsContract>
const MOST_DAYS = 366

/** Asks a listed group for what it learned; send_request() decides whether it may. It lands in the group's own space. */
export async function sendRequest(tx: Tx, _actor: Actor, input: Inputs['sendRequest']) {
  const space = await here(tx, input)
  const { rows } = await sql<{ soon: boolean }>`
    select ${input.by}::date > (clock_now())::date and ${input.by}::date <= (clock_now())::date + ${MOST_DAYS}::int as soon`.execute(
    tx,
  )
  if (!rows[0]!.soon) throw new AppError('invalid', undefined, { by: 'Choose a day after today, and within a year.' })
  const id = randomUUID()
  await sql`select send_request(${id}::uuid, ${space.id}::uuid, ${input.group}::uuid, ${input.words.trim()}, ${input.by}::date)`.execute(
    tx,
  )
  return { ok: true as const, id }
}

export async function takeBackRequest(tx: Tx, _actor: Actor, input: Inputs['takeBackRequest']) {
  await sql`select take_back_request(${input.id}::uuid)`.execute(tx)
  return { ok: true as const, id: input.id }
}

/** For whoever asks only; the request stands for everybody else in the group as it did. */
export async function hideRequest(tx: Tx, actor: Actor, input: Inputs['hideRequest']) {
  const there = await tx.selectFrom('learning_ask').select('id').where('id', '=', input.id).executeTakeFirst()
  if (there === undefined) throw new AppError('not_found')
  if (input.hidden)
    await tx
      .insertInto('ask_hidden')
      .values({ person_id: actor.person, ask_id: input.id })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  else await tx.deleteFrom('ask_hidden').where('person_id', '=', actor.person).where('ask_id', '=', input.id).execute()
  return { ok: true as const, id: input.id }
}
