import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { inquiryContract } from '../../../contract/inquiry.ts'
import { chapterFor } from '../../access.ts'
import { thingOf } from '../access.ts'
import { put, sayAnew } from './anew.ts'
import { sensibleDays } from './days.ts'

type In = InferContractRouterInputs<typeof inquiryContract>
type Out = InferContractRouterOutputs<typeof inquiryContract>

const UNHELD =
  'A question that is worked on has somebody who owns it and somebody who facilitates it. Name both first; nothing was changed.'

/** Asks a learning question. Worked on from the start only with somebody who owns it and somebody who facilitates it. */
export async function askQuestion(tx: Tx, actor: Actor, input: In['askQuestion']): Promise<Out['askQuestion']> {
  await chapterFor(tx, input.space, input.chapter, false)
  await sensibleDays(tx, { by_on: input.by_on })
  if (input.active && (!input.owner || !input.facilitator)) return refuse('unheld', UNHELD)
  if (input.part_of) await thingOf(tx, 'question', input.part_of, input.space)
  const id = randomUUID()
  const at = { space_id: input.space, chapter_id: input.chapter }
  await put(tx, 'learning_question', {
    ...{ ...at, id, ...fieldsOf(input), author_id: actor.person },
    state: input.active ? 'active' : 'draft',
  })
  if (input.part_of)
    await put(tx, 'inquiry_link', {
      ...{ ...at, from_kind: 'question', from_id: id, to_kind: 'question', to_id: input.part_of },
      ...{ role: 'part_of', author_id: actor.person },
    })
  await append(tx, { chapter: input.chapter, kind: 'question.asked', subject: id, actor: actor.person })
  return { ok: true, id }
}

/** Says a question anew: its words, what is known so far, who owns it. */
export async function editQuestion(tx: Tx, actor: Actor, input: In['editQuestion']): Promise<Out['editQuestion']> {
  await sensibleDays(tx, { by_on: input.by_on })
  const was = await questionOf(tx, input.question)
  if (was.state === 'active' && (!input.owner || !input.facilitator)) return refuse('unheld', UNHELD)
  return sayAnew(
    tx,
    actor,
    { kind: 'question', id: input.question, version: input.version, event: 'question.changed' },
    fieldsOf(input),
  )
}

const NEEDS_REASON = ['not_answerable', 'parked']

/** Says how far a question has come. What cannot be answered, or is laid aside, says why. */
export async function settleQuestion(
  tx: Tx,
  actor: Actor,
  input: In['settleQuestion'],
): Promise<Out['settleQuestion']> {
  const reason = input.reason?.trim() ?? ''
  if (NEEDS_REASON.includes(input.state) && reason === '')
    throw new AppError('invalid', undefined, { reason: 'Say in a sentence why.' })
  const was = await questionOf(tx, input.question)
  if (input.state === 'active' && (was.owner_id === null || was.facilitator_id === null))
    return refuse('unheld', UNHELD)
  const answer = await sayAnew(
    tx,
    actor,
    { kind: 'question', id: input.question, version: input.version, event: 'question.settled' },
    { state: input.state, state_reason: reason },
  )
  if (answer.ok) await note(tx, actor, 'question', was, input.state, reason)
  return answer
}

/** Writes down what somebody takes for granted, and who does. */
export async function writeAssumption(
  tx: Tx,
  actor: Actor,
  input: In['writeAssumption'],
): Promise<Out['writeAssumption']> {
  await chapterFor(tx, input.space, input.chapter, false)
  const id = randomUUID()
  await put(tx, 'assumption', {
    ...{ space_id: input.space, chapter_id: input.chapter, id },
    ...{ words: input.words.trim(), holder: input.holder.trim(), author_id: actor.person },
  })
  await append(tx, { chapter: input.chapter, kind: 'assumption.written', subject: id, actor: actor.person })
  return { ok: true, id }
}

/** Says an assumption anew, or names who holds it. */
export async function editAssumption(
  tx: Tx,
  actor: Actor,
  input: In['editAssumption'],
): Promise<Out['editAssumption']> {
  return sayAnew(
    tx,
    actor,
    { kind: 'assumption', id: input.assumption, version: input.version, event: 'assumption.changed' },
    { words: input.words.trim(), holder: input.holder.trim() },
  )
}

/** Says whether it is still held, was tested, or has changed, and why; every step of it stays to be read. */
export async function settleAssumption(
  tx: Tx,
  actor: Actor,
  input: In['settleAssumption'],
): Promise<Out['settleAssumption']> {
  const { id } = await thingOf(tx, 'assumption', input.assumption)
  const was = await tx
    .selectFrom('assumption')
    .select(['id', 'space_id', 'chapter_id', 'state'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const answer = await sayAnew(
    tx,
    actor,
    { kind: 'assumption', id, version: input.version, event: 'assumption.settled' },
    { state: input.state },
  )
  if (answer.ok) await note(tx, actor, 'assumption', was, input.state, input.reason.trim())
  return answer
}

type Settled = { id: string; space_id: string; chapter_id: string; state: string }

async function note(tx: Tx, actor: Actor, kind: string, was: Settled, becomes: string, why: string): Promise<void> {
  await put(tx, 'inquiry_change', {
    ...{ space_id: was.space_id, chapter_id: was.chapter_id, of_kind: kind, of_id: was.id },
    ...{ was: was.state, becomes, why, author_id: actor.person },
  })
}

async function questionOf(tx: Tx, id: string) {
  await thingOf(tx, 'question', id)
  return tx
    .selectFrom('learning_question')
    .select(['id', 'space_id', 'chapter_id', 'state', 'owner_id', 'facilitator_id'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

function fieldsOf(input: Omit<In['editQuestion'], 'attempt' | 'question' | 'version'>) {
  return {
    words: input.words.trim(),
    why: input.why?.trim() ?? '',
    known: input.known?.trim() ?? '',
    informs: input.informs?.trim() ?? '',
    by_on: input.by_on ?? null,
    whose: input.whose ?? 'across',
    owner_id: input.owner ?? null,
    facilitator_id: input.facilitator ?? null,
  }
}
