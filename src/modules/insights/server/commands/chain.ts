import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { insightsContract } from '../../contract.ts'
import { chapterFor, itemOf, type Kind, lockChain } from '../access.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>
type End = { kind: Kind; id: string; chapter: string }

/** A decision, and what was learned that it rests on. */
export async function decide(tx: Tx, actor: Actor, input: In['decide']): Promise<Out['decide']> {
  await chapterFor(tx, input.space, input.chapter, true)
  await sensibleDays(tx, { decided_on: input.decided_on })
  const from = []
  for (const insight of new Set(input.insights)) from.push(await itemOf(tx, 'insight', insight, input.space))
  const id = randomUUID()
  await tx
    .insertInto('decision')
    .values({
      space_id: input.space,
      chapter_id: input.chapter,
      id,
      words: input.words.trim(),
      reasons: input.reasons?.trim() ?? '',
      decided_on: input.decided_on ?? null,
      taken_by: input.taken_by?.trim() ?? '',
      not_heard: input.not_heard?.trim() ?? '',
      author_id: actor.person,
    })
    .execute()
  for (const insight of from)
    await link(
      tx,
      input.space,
      { kind: 'insight', id: insight.id, chapter: insight.chapter_id },
      { kind: 'decision', id },
    )
  await append(tx, { chapter: input.chapter, kind: 'decision.made', subject: id, actor: actor.person })
  return { ok: true, id }
}

/** An action, with exactly one person who answers for it. */
export async function act(tx: Tx, actor: Actor, input: In['act']): Promise<Out['act']> {
  await chapterFor(tx, input.space, input.chapter, true)
  await sensibleDays(tx, { starts_on: input.starts_on, due_on: input.due_on })
  if (input.starts_on && input.due_on && input.due_on < input.starts_on) {
    throw new AppError('invalid', undefined, { due_on: 'This is before the day it starts. Change one of the two.' })
  }
  const decision = await itemOf(tx, 'decision', input.decision, input.space)
  const id = randomUUID()
  await tx
    .insertInto('action')
    .values({
      space_id: input.space,
      chapter_id: input.chapter,
      id,
      words: input.words.trim(),
      accountable: input.accountable.trim(),
      started_by: input.started_by ?? 'us',
      delivered_by: input.delivered_by?.trim() ?? '',
      starts_on: input.starts_on ?? null,
      due_on: input.due_on ?? null,
      author_id: actor.person,
    })
    .execute()
  await link(
    tx,
    input.space,
    { kind: 'decision', id: decision.id, chapter: decision.chapter_id },
    { kind: 'action', id },
  )
  await append(tx, { chapter: input.chapter, kind: 'action.started', subject: id, actor: actor.person })
  return { ok: true, id }
}

/** What came of it. “Too early to say” and “we don't know” are answers, and need no words. */
export async function conclude(tx: Tx, actor: Actor, input: In['conclude']): Promise<Out['conclude']> {
  await chapterFor(tx, input.space, input.chapter, true)
  await sensibleDays(tx, { look_again_on: input.look_again_on })
  if (input.state !== 'too_early' && input.state !== 'dont_know' && !input.words?.trim()) {
    throw new AppError('invalid', undefined, { words: 'Say in a sentence what came of it.' })
  }
  const action = await itemOf(tx, 'action', input.action, input.space)
  const id = randomUUID()
  await tx
    .insertInto('outcome')
    .values({
      space_id: input.space,
      chapter_id: input.chapter,
      id,
      words: input.words?.trim() ?? '',
      state: input.state,
      says_who: input.says_who?.trim() ?? '',
      intended: input.intended ?? true,
      look_again_on: input.look_again_on ?? null,
      author_id: actor.person,
    })
    .execute()
  await link(tx, input.space, { kind: 'action', id: action.id, chapter: action.chapter_id }, { kind: 'outcome', id })
  await append(tx, { chapter: input.chapter, kind: 'outcome.said', subject: id, actor: actor.person })
  return { ok: true, id }
}

/** Ties two things that are there already. What came of a thing cannot also be its reason. */
export async function join(tx: Tx, actor: Actor, input: In['join']): Promise<Out['join']> {
  const from = await itemOf(tx, input.from.kind, input.from.id, input.space)
  const to = await itemOf(tx, input.to.kind, input.to.id, input.space)
  if (input.from.kind === 'insight' && input.to.kind === 'action')
    return refuse('skips', 'An action follows from a decision. Say what was decided first.')
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

/** A link is read by those who read what it comes from: it lives in that chapter. */
async function link(tx: Tx, space: string, from: End, to: { kind: Kind; id: string }): Promise<void> {
  await tx
    .insertInto('chain_link')
    .values({
      space_id: space,
      chapter_id: from.chapter,
      from_kind: from.kind,
      from_id: from.id,
      to_kind: to.kind,
      to_id: to.id,
    })
    .execute()
}

async function leadsTo(tx: Tx, space: string, from: string, to: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive ahead as (
      select l.to_id from chain_link l where l.space_id = ${space}::uuid and l.from_id = ${from}::uuid
      union select l.to_id from chain_link l join ahead on l.from_id = ahead.to_id where l.space_id = ${space}::uuid)
    select exists (select from ahead where to_id = ${to}::uuid) as found`.execute(tx)
  return rows[0]?.found === true
}

const FAR = { decided_on: 1, starts_on: 5, due_on: 10, look_again_on: 10 } as const

/** A year typed wrongly is asked about at its field. */
async function sensibleDays(tx: Tx, days: Partial<Record<keyof typeof FAR, string | null | undefined>>): Promise<void> {
  const now = await clock(tx)
  const wrong: Record<string, string> = {}
  for (const [field, day] of Object.entries(days)) {
    if (!day) continue
    const years = FAR[field as keyof typeof FAR]
    const last = new Date(Date.UTC(now.getUTCFullYear() + years, now.getUTCMonth(), now.getUTCDate()))
      .toISOString()
      .slice(0, 10)
    if (day > last)
      wrong[field] = `This is more than ${years === 1 ? 'a year' : `${years} years`} from now. Is the year right?`
    if (day < '1990-01-01') wrong[field] = 'This is very long ago. Is the year right?'
  }
  if (Object.keys(wrong).length > 0) throw new AppError('invalid', undefined, wrong)
}
