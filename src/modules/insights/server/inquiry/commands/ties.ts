import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import type { inquiryContract } from '../../../contract/inquiry.ts'
import { runsBetween, thingOf } from '../access.ts'
import { put } from './anew.ts'

type In = InferContractRouterInputs<typeof inquiryContract>
type Out = InferContractRouterOutputs<typeof inquiryContract>

/**
 * Ties two things that are there already. The tie is read by those who read both: which chapter that is, and that
 * nothing becomes a part of itself, the database decides.
 */
export async function tie(tx: Tx, actor: Actor, input: In['tie']): Promise<Out['tie']> {
  const { from, to, role, space } = input
  if (!runsBetween(role, from.kind, to.kind))
    throw new AppError('invalid', undefined, { to: 'These two are not tied this way.' })
  const start = await thingOf(tx, from.kind, from.id, space)
  const end = await thingOf(tx, to.kind, to.id, space)
  const there = await tx
    .selectFrom('inquiry_link')
    .select('role')
    .where('space_id', '=', space)
    .where('from_id', '=', start.id)
    .where('to_id', '=', end.id)
    .where('role', '=', role)
    .executeTakeFirst()
  if (there !== undefined) return { ok: true, id: end.id }
  const { chapter_id } = await putLink(tx, actor, input)
  await append(tx, { chapter: chapter_id, kind: 'inquiry.tied', subject: end.id, actor: actor.person })
  return { ok: true, id: end.id }
}

async function putLink(tx: Tx, actor: Actor, { from, to, role, space }: In['tie']) {
  const { chapter_id } = await thingOf(tx, to.kind, to.id, space)
  await put(tx, 'inquiry_link', {
    ...{ space_id: space, chapter_id, from_kind: from.kind, from_id: from.id, to_kind: to.kind, to_id: to.id },
    ...{ role, author_id: actor.person },
  })
  return tx
    .selectFrom('inquiry_link')
    .select('chapter_id')
    .where('space_id', '=', space)
    .where('from_id', '=', from.id)
    .where('to_id', '=', to.id)
    .where('role', '=', role)
    .executeTakeFirstOrThrow()
}

/** Takes a tie away again; both things stay where they are. */
export async function untie(tx: Tx, actor: Actor, input: In['untie']): Promise<Out['untie']> {
  const gone = await tx
    .deleteFrom('inquiry_link')
    .where('space_id', '=', input.space)
    .where('from_id', '=', input.from)
    .where('to_id', '=', input.to)
    .where('role', '=', input.role)
    .returning('chapter_id')
    .executeTakeFirst()
  if (gone === undefined) throw new AppError('not_found')
  await append(tx, { chapter: gone.chapter_id, kind: 'inquiry.untied', subject: input.to, actor: actor.person })
  return { ok: true, id: input.to }
}
