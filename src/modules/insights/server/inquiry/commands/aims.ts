import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import type { aimsContract } from '../../../contract/aims.ts'
import { chapterFor } from '../../access.ts'
import { put, sayAnew } from './anew.ts'
import { sensibleDays } from './days.ts'

type In = InferContractRouterInputs<typeof aimsContract>
type Out = InferContractRouterOutputs<typeof aimsContract>

/** Sets an aim in the standing chapter: what a space is for is read by everybody who is in it. */
export async function setAim(tx: Tx, actor: Actor, input: In['setAim']): Promise<Out['setAim']> {
  await chapterFor(tx, input.space, input.chapter, true)
  await sensibleDays(tx, { by_on: input.by_on })
  const id = randomUUID()
  const at = { space_id: input.space, chapter_id: input.chapter, id, author_id: actor.person }
  await put(tx, 'aim', { ...at, ...fieldsOf(input) })
  await append(tx, { chapter: input.chapter, kind: 'aim.set', subject: id, actor: actor.person })
  return { ok: true, id }
}

export async function editAim(tx: Tx, actor: Actor, input: In['editAim']): Promise<Out['editAim']> {
  await sensibleDays(tx, { by_on: input.by_on })
  const what = { kind: 'aim' as const, id: input.aim, version: input.version, event: 'aim.changed' }
  return sayAnew(tx, actor, what, fieldsOf(input))
}

const fieldsOf = (input: Omit<In['editAim'], 'attempt' | 'aim' | 'version'>) => ({
  kind: input.kind,
  words: input.words.trim(),
  by_on: input.by_on ?? null,
  whose: input.whose?.trim() ?? '',
})
