import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { todayIn } from '#modules/spaces/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { insightsContract } from '../../contract.ts'
import { chapterFor, itemOf, lockChain, memberOf } from '../access.ts'
import { type End, leadsTo, link, NEXT, sensibleDays } from './link.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>

/** What an insight or a finding means, and for whom. It is read by those who read what it follows from. */
export async function imply(tx: Tx, actor: Actor, input: In['imply']): Promise<Out['imply']> {
  const from = await itemOf(tx, input.from.kind, input.from.id)
  const id = randomUUID()
  await tx
    .insertInto('implication')
    .values({
      space_id: from.space_id,
      chapter_id: from.chapter_id,
      id,
      words: input.words.trim(),
      for_whom: input.for_whom?.trim() ?? '',
      author_id: actor.person,
    })
    .execute()
  await link(
    tx,
    from.space_id,
    { kind: input.from.kind, id: from.id, chapter: from.chapter_id },
    { kind: 'implication', id },
  )
  await append(tx, { chapter: from.chapter_id, kind: 'implication.said', subject: id, actor: actor.person })
  return { ok: true, id }
}

/** A decision, and what was learned that it rests on. That nothing was is an answer too, and has to be given. */
export async function decide(tx: Tx, actor: Actor, input: In['decide']): Promise<Out['decide']> {
  await chapterFor(tx, input.space, input.chapter, true)
  await sensibleDays(tx, { decided_on: input.decided_on })
  const from = await learnedIn(tx, input.space, input)
  if (from.length === 0 && input.no_learning !== true)
    throw new AppError('invalid', undefined, {
      no_learning: 'Say what was learned that it rests on, or that no learning was used. Both are honest answers.',
    })
  const id = randomUUID()
  await tx
    .insertInto('decision')
    .values({
      space_id: input.space,
      chapter_id: input.chapter,
      id,
      words: input.words.trim(),
      ...takenFields(input),
      no_learning: from.length === 0,
      author_id: actor.person,
    })
    .execute()
  for (const one of from) await link(tx, input.space, one, { kind: 'decision', id })
  await append(tx, { chapter: input.chapter, kind: 'decision.made', subject: id, actor: actor.person })
  return { ok: true, id }
}

type LearnedInput = { insights?: string[] | undefined; implications?: string[] | undefined }
/** What was learned that a decision rests on, as its writer reads it. */
export async function learnedIn(tx: Tx, space: string, input: LearnedInput): Promise<End[]> {
  const from: End[] = []
  for (const [kind, ids] of [
    ['insight', input.insights ?? []],
    ['implication', input.implications ?? []],
  ] as const)
    for (const one of new Set(ids)) {
      const item = await itemOf(tx, kind, one, space)
      from.push({ kind, id: item.id, chapter: item.chapter_id })
    }
  return from
}

/** How a decision was taken, as columns. */
export function takenFields(input: Partial<In['decide']>) {
  return {
    reasons: input.reasons?.trim() ?? '',
    decided_on: input.decided_on ?? null,
    taken_by: input.taken_by?.trim() ?? '',
    not_heard: input.not_heard?.trim() ?? '',
    strength: input.strength ?? '',
    missing: input.missing?.trim() ?? '',
    dissent: input.dissent?.trim() ?? '',
    started_by: input.started_by ?? 'us',
  }
}

/** Who answers for an action: a member who is in, or somebody by name; one of the two. */
export async function accountableIn(
  tx: Tx,
  space: string,
  input: { accountable?: string | undefined; member?: string | null | undefined },
): Promise<{ accountable: string; accountable_id: string | null }> {
  if (input.member) {
    const member = await memberOf(tx, space, input.member)
    return { accountable: member.name, accountable_id: member.id }
  }
  const name = input.accountable?.trim() ?? ''
  if (name === '') throw new AppError('invalid', undefined, { accountable: 'Name the one person who answers for it.' })
  return { accountable: name, accountable_id: null }
}

/** An action, with exactly one person who answers for it. Whoever did not start it themselves has to take it on. */
export async function act(tx: Tx, actor: Actor, input: In['act']): Promise<Out['act']> {
  await chapterFor(tx, input.space, input.chapter, true)
  await sensibleDays(tx, { starts_on: input.starts_on, due_on: input.due_on })
  rightWayRound(input)
  const decision = await itemOf(tx, 'decision', input.decision, input.space)
  const who = await accountableIn(tx, input.space, input)
  const id = randomUUID()
  await tx
    .insertInto('action')
    .values({
      space_id: input.space,
      chapter_id: input.chapter,
      id,
      words: input.words.trim(),
      ...who,
      started_by: input.started_by ?? 'us',
      delivered_by: input.delivered_by?.trim() ?? '',
      starts_on: input.starts_on ?? null,
      due_on: input.due_on ?? null,
      author_id: actor.person,
    })
    .execute()
  if (who.accountable_id !== actor.person)
    await hand(tx, actor, { space_id: input.space, chapter_id: input.chapter, id }, who, '')
  await link(
    tx,
    input.space,
    { kind: 'decision', id: decision.id, chapter: decision.chapter_id },
    { kind: 'action', id },
  )
  await append(tx, { chapter: input.chapter, kind: 'action.started', subject: id, actor: actor.person })
  return { ok: true, id }
}

/** Keeps that an action went from one person to another; whether it was taken on is theirs to say. */
export async function hand(
  tx: Tx,
  actor: Actor,
  action: { space_id: string; chapter_id: string; id: string },
  to: { accountable: string; accountable_id: string | null },
  note: string,
): Promise<string> {
  const me = await tx.selectFrom('person').select('name').where('id', '=', actor.person).executeTakeFirstOrThrow()
  const id = randomUUID()
  await tx
    .insertInto('handing')
    .values({
      space_id: action.space_id,
      chapter_id: action.chapter_id,
      id,
      action_id: action.id,
      by_name: me.name.slice(0, 160),
      to_name: to.accountable.slice(0, 160),
      to_id: to.accountable_id,
      note,
      author_id: actor.person,
    })
    .execute()
  return id
}

/** What starts before it ends. */
export function rightWayRound(input: { starts_on?: string | null | undefined; due_on?: string | null | undefined }) {
  if (input.starts_on && input.due_on && input.due_on < input.starts_on)
    throw new AppError('invalid', undefined, { due_on: 'This is before the day it starts. Change one of the two.' })
}

/** What came of it. “Too early to say” and “we don't know” are answers, and need no words. */
export async function conclude(tx: Tx, actor: Actor, input: In['conclude']): Promise<Out['conclude']> {
  await chapterFor(tx, input.space, input.chapter, true)
  await cameFits(tx, input.space, input)
  const action = await itemOf(tx, 'action', input.action, input.space)
  const id = randomUUID()
  await tx
    .insertInto('outcome')
    .values({
      space_id: input.space,
      chapter_id: input.chapter,
      id,
      ...cameFields(input),
      author_id: actor.person,
    })
    .execute()
  await link(tx, input.space, { kind: 'action', id: action.id, chapter: action.chapter_id }, { kind: 'outcome', id })
  await append(tx, { chapter: input.chapter, kind: 'outcome.said', subject: id, actor: actor.person })
  return { ok: true, id }
}

type CameInput = Pick<
  In['conclude'],
  | 'state'
  | 'words'
  | 'says_who'
  | 'for_whom'
  | 'happened_on'
  | 'shown_by'
  | 'contribution'
  | 'intended'
  | 'look_again_on'
>
/** What is said of an outcome, as columns. */
export function cameFields(input: CameInput) {
  return {
    words: input.words?.trim() ?? '',
    state: input.state,
    says_who: input.says_who?.trim() ?? '',
    for_whom: input.for_whom?.trim() ?? '',
    happened_on: input.happened_on ?? null,
    shown_by: input.shown_by?.trim() ?? '',
    contribution: input.contribution?.trim() ?? '',
    intended: input.intended ?? true,
    look_again_on: input.look_again_on ?? null,
  }
}

/** What did not happen yet has no day on which it did; what can be said has words. */
export async function cameFits(tx: Tx, space: string, input: CameInput): Promise<void> {
  await sensibleDays(tx, { look_again_on: input.look_again_on, happened_on: input.happened_on })
  if (input.state !== 'too_early' && input.state !== 'dont_know' && !input.words?.trim())
    throw new AppError('invalid', undefined, { words: 'Say in a sentence what came of it.' })
  if (input.happened_on && input.happened_on > (await todayIn(tx, space)))
    throw new AppError('invalid', undefined, { happened_on: 'This day is still to come.' })
}

/** Ties two things that are there already. What came of a thing cannot also be its reason. */
export async function join(tx: Tx, actor: Actor, input: In['join']): Promise<Out['join']> {
  const from = await itemOf(tx, input.from.kind, input.from.id, input.space)
  const to = await itemOf(tx, input.to.kind, input.to.id, input.space)
  if (!NEXT[input.from.kind].includes(input.to.kind))
    return refuse(
      'skips',
      input.to.kind === 'action'
        ? 'An action follows from a decision. Say what was decided first.'
        : 'One does not follow from the other: there is a step between them. Nothing was changed.',
    )
  await lockChain(tx, input.space)
  if (from.id === to.id || (await leadsTo(tx, input.space, to.id, from.id))) {
    return refuse(
      'loop',
      'This would close a circle: what you chose as the reason came of it in the first place. Nothing was changed.',
    )
  }
  const there = await tx
    .selectFrom('chain_link')
    .select('to_id')
    .where('space_id', '=', input.space)
    .where('from_id', '=', from.id)
    .where('to_id', '=', to.id)
    .executeTakeFirst()
  if (there !== undefined) return { ok: true, id: to.id }
  await link(
    tx,
    input.space,
    { kind: input.from.kind, id: from.id, chapter: from.chapter_id },
    { kind: input.to.kind, id: to.id },
  )
  await append(tx, { chapter: from.chapter_id, kind: 'chain.joined', subject: to.id, actor: actor.person })
  return { ok: true, id: to.id }
}

/** A dead end, with its reason: nothing in the chain just goes quiet. */
export async function stop(tx: Tx, actor: Actor, input: In['stop']): Promise<Out['stop']> {
  const item = await itemOf(tx, input.kind, input.of, input.space)
  const before = await tx
    .selectFrom('dead_end')
    .select('item_id')
    .where('space_id', '=', input.space)
    .where('item_id', '=', item.id)
    .executeTakeFirst()
  if (before !== undefined)
    return refuse(
      'stopped',
      'This was stopped already, with a reason. Nothing was changed; what you typed is still here.',
    )
  await tx
    .insertInto('dead_end')
    .values({
      space_id: item.space_id,
      chapter_id: item.chapter_id,
      item_kind: input.kind,
      item_id: item.id,
      reason: input.reason.trim(),
      author_id: actor.person,
    })
    .execute()
  await append(tx, { chapter: item.chapter_id, kind: 'chain.stopped', subject: item.id, actor: actor.person })
  return { ok: true, id: item.id }
}
