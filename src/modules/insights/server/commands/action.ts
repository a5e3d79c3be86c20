import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import { todayIn } from '#modules/spaces/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { insightsContract } from '../../contract.ts'
import { itemOf } from '../access.ts'
import { accountableIn, cameFields, cameFits, hand, rightWayRound } from './chain.ts'
import { sensibleDays } from './link.ts'
import { revise } from './revise.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>

/** Says anew what something means. */
export async function editImplication(
  tx: Tx,
  actor: Actor,
  input: In['editImplication'],
): Promise<Out['editImplication']> {
  const at = await itemOf(tx, 'implication', input.implication)
  const answer = await revise(tx, 'implication', at, input.version, {
    words: input.words.trim(),
    for_whom: input.for_whom?.trim() ?? '',
  })
  if (answer.ok)
    await append(tx, { chapter: at.chapter_id, kind: 'implication.edited', subject: at.id, actor: actor.person })
  return answer
}

/** Says an action anew. Who answers for it is not edited: it is handed on, so that the way it went stays to be seen. */
export async function editAction(tx: Tx, actor: Actor, input: In['editAction']): Promise<Out['editAction']> {
  const at = await itemOf(tx, 'action', input.action)
  await sensibleDays(tx, { starts_on: input.starts_on, due_on: input.due_on })
  rightWayRound(input)
  const answer = await revise(tx, 'action', at, input.version, {
    words: input.words.trim(),
    started_by: input.started_by ?? 'us',
    delivered_by: input.delivered_by?.trim() ?? '',
    starts_on: input.starts_on ?? null,
    due_on: input.due_on ?? null,
  })
  if (answer.ok)
    await append(tx, { chapter: at.chapter_id, kind: 'action.edited', subject: at.id, actor: actor.person })
  return answer
}

/** Done, changed or dropped: the last two with a reason. Open again is possible, and seen. */
export async function setAction(tx: Tx, actor: Actor, input: In['setAction']): Promise<Out['setAction']> {
  const at = await itemOf(tx, 'action', input.action)
  const reason = input.reason?.trim() ?? ''
  if ((input.state === 'changed' || input.state === 'dropped') && reason === '')
    throw new AppError('invalid', undefined, {
      reason: input.state === 'dropped' ? 'Why was it dropped?' : 'What changed, and why?',
    })
  const answer = await revise(tx, 'action', at, input.version, {
    state: input.state,
    state_reason: reason,
    state_on: await todayIn(tx, at.space_id),
  })
  if (answer.ok)
    await append(tx, { chapter: at.chapter_id, kind: `action.${input.state}`, subject: at.id, actor: actor.person })
  return answer
}

/** Hands an action on. From now on that one person answers for it, and says whether they take it. */
export async function handOn(tx: Tx, actor: Actor, input: In['handOn']): Promise<Out['handOn']> {
  const at = await itemOf(tx, 'action', input.action)
  const now = await tx
    .selectFrom('action')
    .select(['accountable', 'accountable_id', 'version'])
    .where('space_id', '=', at.space_id)
    .where('id', '=', at.id)
    .executeTakeFirstOrThrow()
  const to = await accountableIn(tx, at.space_id, input)
  if (to.accountable_id === now.accountable_id && to.accountable === now.accountable)
    return refuse('same', `${to.accountable} answers for it already. Nothing was changed.`)
  const id = await hand(tx, actor, at, to, input.note?.trim() ?? '')
  await tx
    .updateTable('action')
    .set({ ...to, version: now.version + 1 })
    .where('space_id', '=', at.space_id)
    .where('id', '=', at.id)
    .execute()
  await append(tx, { chapter: at.chapter_id, kind: 'action.handed_on', subject: at.id, actor: actor.person })
  return { ok: true, id }
}

/** Whoever it was handed to says whether they take it on. */
export async function answerHanding(tx: Tx, _actor: Actor, input: In['answerHanding']): Promise<Out['answerHanding']> {
  const { rows } = await sql<{ id: string }>`
    select answer_handing(${input.handing}::uuid, ${input.answer}) as id`.execute(tx)
  return { ok: true, id: rows[0]!.id }
}

/** Says anew what came of it: also how “too early to say” becomes something that can be said. */
export async function editOutcome(tx: Tx, actor: Actor, input: In['editOutcome']): Promise<Out['editOutcome']> {
  const at = await itemOf(tx, 'outcome', input.outcome)
  await cameFits(tx, at.space_id, input)
  const answer = await revise(tx, 'outcome', at, input.version, cameFields(input))
  if (answer.ok)
    await append(tx, { chapter: at.chapter_id, kind: 'outcome.edited', subject: at.id, actor: actor.person })
  return answer
}
