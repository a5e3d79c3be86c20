import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { myToday } from '#platform/time.ts'
import { addDays } from '#shared/day.ts'
import { AppError } from '#shared/errors.ts'
import type { todayContract } from '../../contract.ts'
import { nextMonday } from '../present/choose.ts'

type In = InferContractRouterInputs<typeof todayContract>
type Out = InferContractRouterOutputs<typeof todayContract>
const LONGEST_DAYS = 366

/** Puts something aside for whoever asks: until a day, or as not theirs. Nobody else learns of it, and nothing is answered by it. */
export async function putAside(tx: Tx, actor: Actor, input: In['putAside']): Promise<Out['putAside']> {
  const today = await myToday(tx)
  const until =
    input.until === 'tomorrow'
      ? addDays(today, 1)
      : input.until === 'next_week'
        ? nextMonday(today)
        : input.until === 'not_mine'
          ? null
          : input.until
  if (until !== null && (until <= today || until > addDays(today, LONGEST_DAYS)))
    throw new AppError('invalid', undefined, { until: 'Choose a day after today, within a year.' })
  // What is back is forgotten, so that the list of what was put aside does not grow for ever.
  await tx.deleteFrom('ask_aside').where('person_id', '=', actor.person).where('until', '<=', today).execute()
  await tx
    .insertInto('ask_aside')
    .values({ person_id: actor.person, ask: input.ask, until })
    .onConflict((on) => on.columns(['person_id', 'ask']).doUpdateSet({ until }))
    .execute()
  return { ok: true, until }
}

/** It waits again. */
export async function bringBack(tx: Tx, actor: Actor, input: In['bringBack']): Promise<Out['bringBack']> {
  await tx.deleteFrom('ask_aside').where('person_id', '=', actor.person).where('ask', '=', input.ask).execute()
  return { ok: true }
}
