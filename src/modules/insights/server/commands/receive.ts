import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor, Context } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { hashToken } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { dayOf } from '#shared/day.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { insightsContract } from '../../contract.ts'
import { itemOf, memberOf } from '../access.ts'
import { letOutOf } from './send.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>

/** Names a member who needs to hear it. Nothing crosses: they read it where it stands. */
export async function tell(tx: Tx, actor: Actor, input: In['tell']): Promise<Out['tell']> {
  const at = await itemOf(tx, 'insight', input.insight)
  // Somebody who has left meanwhile is told of at the field where they were chosen.
  const member = await memberOf(tx, at.space_id, input.member).catch(() => null)
  if (member === null)
    throw new AppError('invalid', undefined, { member: 'They are not in this space any more. Choose somebody else.' })
  if (member.id === actor.person)
    throw new AppError('invalid', undefined, { member: 'That is you. Who else needs to hear it?' })
  const seen = await letOutOf(tx, at)
  if (seen === null) return refuse('hidden', 'Its sentence is hidden until its curators look again. Nobody was told.')
  const id = randomUUID()
  const { rows } = await sql<{ told: boolean }>`
    select tell_member(${id}::uuid, ${at.id}::uuid, ${member.id}::uuid, ${seen}, ${input.note?.trim() ?? ''}) as told`.execute(
    tx,
  )
  if (rows[0]?.told !== true)
    throw new AppError('invalid', undefined, {
      member: 'They came after this was said and do not read it. Send it to them as to somebody outside.',
    })
  return { ok: true, id }
}

/** The answer of a member who was named, where they sign in. */
export async function acknowledge(tx: Tx, _actor: Actor, input: In['acknowledge']): Promise<Out['acknowledge']> {
  if (input.answer === 'need_to_ask' && !input.words?.trim())
    throw new AppError('invalid', undefined, { words: 'What do you need to ask?' })
  await sql`select member_answer(${input.receiver}::uuid, ${input.answer}, ${input.words?.trim() ?? ''})`.execute(tx)
  return { ok: true, id: input.receiver }
}

/** Waits no longer, and says why. */
export async function closeReceiver(tx: Tx, _actor: Actor, input: In['closeReceiver']): Promise<Out['closeReceiver']> {
  await sql`select close_receiver(${input.receiver}::uuid, ${input.why.trim()})`.execute(tx)
  return { ok: true, id: input.receiver }
}

/** “We decided …”, by a link. A token that is wrong, used up or taken away answers as one that never was. */
export async function decideBySeat(context: Context, input: In['seatDecide']): Promise<Out['seatDecide']> {
  if (!context.house.limits.allow(`seat ${networkOf(context.from)}`, 60, 600)) throw new AppError('too_many')
  const landed = await context.house.db.as(context.actor?.person ?? null, async (tx) => {
    // Where the post is, is not known before the link is opened: a day that has begun anywhere may be the one.
    const latest = dayOf(await clock(tx), 'Pacific/Kiritimati')
    if (input.decided_on && (input.decided_on > latest || input.decided_on < '1990-01-01'))
      throw new AppError('invalid', undefined, { decided_on: 'Choose the day it was decided, today or before.' })
    const { rows } = await sql<{ landed: boolean }>`
      select seat_decide(${hashToken(input.token)}, ${hashToken(input.device ?? '')}, ${input.attempt}::uuid,
        ${input.words.trim()}, ${input.decided_on ?? null}::date) as landed`.execute(tx)
    return rows[0]?.landed === true
  })
  if (!landed) throw new AppError('not_found')
  return { ok: true }
}
