import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import { here } from '#modules/spaces/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { clock } from '#platform/time.ts'
import { dayOf } from '#shared/day.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { cyclesContract } from '../../../contract/cycles.ts'
import { STEPS } from '../../../contract/linked.ts'
import { chapterFor } from '../../access.ts'
import { type From, type Role, type To, thingOf } from '../access.ts'
import { put, sayAnew } from './anew.ts'
import { sensibleDays } from './days.ts'

type In = InferContractRouterInputs<typeof cyclesContract>
type Out = InferContractRouterOutputs<typeof cyclesContract>

/** Begins a cycle, with the question it asks and the cycle it is part of. */
export async function startCycle(tx: Tx, actor: Actor, input: In['startCycle']): Promise<Out['startCycle']> {
  await chapterFor(tx, input.space, input.chapter, false)
  await sensibleDays(tx, { starts_on: input.starts_on })
  const id = randomUUID()
  await put(tx, 'learning_cycle', {
    ...{ space_id: input.space, chapter_id: input.chapter, id, author_id: actor.person },
    ...cycleFields(input),
  })
  await join(tx, actor, input.space, { kind: 'cycle', id }, [
    { kind: 'question', id: input.question, role: 'asks' },
    { kind: 'cycle', id: input.part_of, role: 'part_of' },
  ])
  await append(tx, { chapter: input.chapter, kind: 'cycle.started', subject: id, actor: actor.person })
  return { ok: true, id }
}

/** Says a cycle anew: its question, its length, its pace. */
export async function editCycle(tx: Tx, actor: Actor, input: In['editCycle']): Promise<Out['editCycle']> {
  await sensibleDays(tx, { starts_on: input.starts_on })
  const what = { kind: 'cycle' as const, id: input.cycle, version: input.version, event: 'cycle.changed' }
  return sayAnew(tx, actor, what, cycleFields(input))
}

const COLUMNS = [...STEPS, 'ended'] as const

/** Moves a cycle one step on, with what shows that the step it leaves was done; or back, which needs no proof. */
export async function moveCycle(tx: Tx, actor: Actor, input: In['moveCycle']): Promise<Out['moveCycle']> {
  await thingOf(tx, 'cycle', input.cycle)
  const cycle = await tx
    .selectFrom('learning_cycle')
    .select(['id', 'space_id', 'chapter_id', 'at_step', 'ended_on', 'version'])
    .where('id', '=', input.cycle)
    .executeTakeFirstOrThrow()
  const at = cycle.ended_on === null ? COLUMNS.indexOf(cycle.at_step as (typeof STEPS)[number]) : STEPS.length
  const to = COLUMNS.indexOf(input.to)
  if (to > at + 1)
    return refuse(
      'skips',
      'One step at a time: say first what shows that the step before it was done. Nothing was changed.',
    )
  const place = await here(tx, { id: cycle.space_id })
  const today = dayOf(await clock(tx), place.zone)
  const shows = input.shows?.trim() ?? ''
  // Whoever moves a cycle that somebody has moved in the meantime is told so before anything of theirs is put in.
  if (to > at && cycle.version === input.version) {
    const leaves = STEPS[at]!
    if (shows === '')
      throw new AppError('invalid', undefined, { shows: 'Say in a sentence what shows that this is done.' })
    await sensibleDays(tx, { done_on: input.done_on })
    const done_on = input.done_on ?? today
    await sql`
      insert into cycle_step (space_id, chapter_id, cycle_id, step, words, done_on, author_id)
      values (${cycle.space_id}::uuid, ${cycle.chapter_id}::uuid, ${cycle.id}::uuid, ${leaves}, ${shows}, ${done_on}::date, ${actor.person}::uuid)
      on conflict (space_id, cycle_id, step) do update set words = excluded.words, done_on = excluded.done_on`.execute(
      tx,
    )
  }
  const what = { kind: 'cycle' as const, id: input.cycle, version: input.version, event: 'cycle.moved' }
  return sayAnew(tx, actor, what, {
    at_step: input.to === 'ended' ? 'decision' : input.to,
    ended_on: input.to === 'ended' ? today : null,
  })
}

/** Begins an experiment: what is tried, why it may fail safely, and when it stops. */
export async function tryOut(tx: Tx, actor: Actor, input: In['tryOut']): Promise<Out['tryOut']> {
  await chapterFor(tx, input.space, input.chapter, false)
  await inOrder(tx, input)
  const id = randomUUID()
  await put(tx, 'experiment', {
    ...{ space_id: input.space, chapter_id: input.chapter, id, author_id: actor.person },
    ...experimentFields(input),
  })
  await join(tx, actor, input.space, { kind: 'experiment', id }, [
    { kind: 'assumption', id: input.assumption, role: 'tests' },
    { kind: 'cycle', id: input.cycle, role: 'tried_in' },
  ])
  await append(tx, { chapter: input.chapter, kind: 'experiment.started', subject: id, actor: actor.person })
  return { ok: true, id }
}

export async function editExperiment(
  tx: Tx,
  actor: Actor,
  input: In['editExperiment'],
): Promise<Out['editExperiment']> {
  await inOrder(tx, input)
  const what = {
    kind: 'experiment' as const,
    id: input.experiment,
    version: input.version,
    event: 'experiment.changed',
  }
  return sayAnew(tx, actor, what, experimentFields(input))
}

/** What came of it. “Too early” needs no words, and keeps it running; that it did not work is a result like any other. */
export async function endExperiment(tx: Tx, actor: Actor, input: In['endExperiment']): Promise<Out['endExperiment']> {
  const came = input.came?.trim() ?? ''
  const early = input.result === 'too_early'
  if (!early && came === '') throw new AppError('invalid', undefined, { came: 'Say in a sentence what came of it.' })
  await sensibleDays(tx, { ended_on: input.ended_on })
  const { space_id } = await thingOf(tx, 'experiment', input.experiment)
  const place = await here(tx, { id: space_id })
  const what = { kind: 'experiment' as const, id: input.experiment, version: input.version, event: 'experiment.ended' }
  return sayAnew(tx, actor, what, {
    ...{ result: input.result, came, tell_others: input.tell_others?.trim() ?? '' },
    ended_on: early ? null : (input.ended_on ?? dayOf(await clock(tx), place.zone)),
  })
}

async function inOrder(
  tx: Tx,
  { starts_on, stops_on, risk_agreed_on }: Omit<In['editExperiment'], 'attempt' | 'experiment' | 'version'>,
) {
  await sensibleDays(tx, { starts_on, stops_on, risk_agreed_on })
  if (stops_on < starts_on)
    throw new AppError('invalid', undefined, { stops_on: 'This is before the day it starts. Change one of the two.' })
}

type Tied = { kind: To; id: string | null | undefined; role: Role }

/** Ties what was just made to what was chosen for it, where something was. */
async function join(
  tx: Tx,
  actor: Actor,
  space: string,
  from: { kind: From; id: string },
  ties: Tied[],
): Promise<void> {
  for (const { kind, id, role } of ties) {
    if (!id) continue
    const { chapter_id } = await thingOf(tx, kind, id, space)
    await put(tx, 'inquiry_link', {
      ...{ space_id: space, chapter_id, from_kind: from.kind, from_id: from.id, to_kind: kind, to_id: id },
      ...{ role, author_id: actor.person },
    })
  }
}

function cycleFields(input: Omit<In['editCycle'], 'attempt' | 'cycle' | 'version'>) {
  return {
    words: input.words.trim(),
    evaluation: input.evaluation?.trim() ?? '',
    pace: input.pace ?? 'quick',
    weeks: input.weeks ?? 6,
    starts_on: input.starts_on,
  }
}

function experimentFields(input: Omit<In['editExperiment'], 'attempt' | 'experiment' | 'version'>) {
  return {
    words: input.words.trim(),
    safe: input.safe.trim(),
    risk_agreed_by: input.risk_agreed_by?.trim() ?? '',
    risk_agreed_on: input.risk_agreed_on ?? null,
    appetite: input.appetite?.trim() ?? '',
    starts_on: input.starts_on,
    stops_on: input.stops_on,
    stop_sign: input.stop_sign?.trim() ?? '',
  }
}
