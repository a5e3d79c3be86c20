import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { todayIn } from '#modules/spaces/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { addDays } from '#shared/day.ts'
import { AppError } from '#shared/errors.ts'
import type { insightsContract } from '../../contract.ts'
import { chapterFor, itemOf, memberOf } from '../access.ts'
import { learnedIn, takenFields } from './chain.ts'
import { link, sensibleDays, stillToCome } from './link.ts'
import { revise } from './revise.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>

/** A decision to come, with its day: of its own, or that of a meeting. What it could rest on may be tied already. */
export async function plan(tx: Tx, actor: Actor, input: In['plan']): Promise<Out['plan']> {
  await chapterFor(tx, input.space, input.chapter, true)
  const coming = await comingFields(tx, input.space, input)
  if (coming.decide_by === null)
    throw new AppError('invalid', undefined, { decide_by: 'By when will it be decided? Choose a day, or a meeting.' })
  stillToCome(await todayIn(tx, input.space), { decide_by: coming.decide_by, paper_by: coming.paper_by })
  const from = await learnedIn(tx, input.space, input)
  const id = randomUUID()
  await tx
    .insertInto('decision')
    .values({
      space_id: input.space,
      chapter_id: input.chapter,
      id,
      words: input.words.trim(),
      started_by: input.started_by ?? 'us',
      ...coming,
      owner_id: coming.owner_id ?? actor.person,
      author_id: actor.person,
    })
    .execute()
  for (const one of from) await link(tx, input.space, one, { kind: 'decision', id })
  await append(tx, { chapter: input.chapter, kind: 'decision.planned', subject: id, actor: actor.person })
  return { ok: true, id }
}

type Coming = Pick<In['plan'], 'decide_by' | 'paper_by' | 'meeting' | 'format' | 'options' | 'owner'>

/** What is known of a decision to come, as columns. A meeting brings its day, when its papers close, and their form. */
async function comingFields(tx: Tx, space: string, input: Coming) {
  await sensibleDays(tx, { decide_by: input.decide_by, paper_by: input.paper_by })
  const owner_id = input.owner ? (await memberOf(tx, space, input.owner)).id : null
  const meeting = input.meeting
    ? await tx
        .selectFrom('route_meeting as m')
        .innerJoin('committee_route as r', (on) =>
          on.onRef('r.space_id', '=', 'm.space_id').onRef('r.id', '=', 'm.route_id'),
        )
        .select(['m.id', 'm.meets_on', 'm.paper_by', 'r.format'])
        .where('m.space_id', '=', space)
        .where('m.id', '=', input.meeting)
        .executeTakeFirst()
    : null
  if (meeting === undefined) throw new AppError('not_found')
  const decide_by = input.decide_by ?? meeting?.meets_on ?? null
  const paper_by = input.paper_by ?? meeting?.paper_by ?? null
  if (decide_by !== null && paper_by !== null && paper_by > decide_by)
    throw new AppError('invalid', undefined, { paper_by: 'This is after the decision itself. Change one of the two.' })
  return {
    decide_by,
    paper_by,
    meeting_id: meeting?.id ?? null,
    format: input.format?.trim() || (meeting?.format ?? ''),
    options: input.options?.trim() ?? '',
    owner_id,
  }
}

/** Says a decision anew, or that it was taken: what was wanted then stays beside what was decided. */
export async function editDecision(tx: Tx, actor: Actor, input: In['editDecision']): Promise<Out['editDecision']> {
  const at = await itemOf(tx, 'decision', input.decision)
  const before = await tx
    .selectFrom('decision')
    .select(['words', 'wanted', 'decided_on', 'decide_by', 'paper_by', 'owner_id', 'version'])
    .where('space_id', '=', at.space_id)
    .where('id', '=', at.id)
    .executeTakeFirstOrThrow()
  const taken = takenFields(input)
  await sensibleDays(tx, { decided_on: taken.decided_on })
  const coming = await comingFields(tx, at.space_id, { ...input, owner: null })
  const today = await todayIn(tx, at.space_id)
  if (taken.decided_on !== null && taken.decided_on > today)
    throw new AppError('invalid', undefined, { decided_on: 'This day is still to come.' })
  // What has passed since is history; what is chosen anew has to be to come.
  if (taken.decided_on === null)
    stillToCome(today, {
      decide_by: coming.decide_by === before.decide_by ? null : coming.decide_by,
      paper_by: coming.paper_by === before.paper_by ? null : coming.paper_by,
    })
  const owner_id =
    input.owner && input.owner !== before.owner_id
      ? (await memberOf(tx, at.space_id, input.owner)).id
      : (input.owner ?? null)
  const takes = before.decided_on === null && before.decide_by !== null && taken.decided_on !== null
  const answer = await revise(tx, 'decision', at, input.version, {
    words: input.words.trim(),
    ...taken,
    ...coming,
    owner_id,
    no_learning: input.no_learning ?? false,
    wanted: takes ? before.words : before.wanted,
  })
  if (answer.ok)
    await append(tx, {
      chapter: at.chapter_id,
      kind: takes ? 'decision.made' : 'decision.edited',
      subject: at.id,
      actor: actor.person,
    })
  return answer
}

/** A way to a committee, kept once and chosen from. */
export async function addRoute(tx: Tx, actor: Actor, input: In['addRoute']): Promise<Out['addRoute']> {
  await chapterFor(tx, input.space, input.chapter, true)
  const id = randomUUID()
  await tx
    .insertInto('committee_route')
    .values({ space_id: input.space, chapter_id: input.chapter, id, ...routeFields(input), author_id: actor.person })
    .execute()
  await append(tx, { chapter: input.chapter, kind: 'route.kept', subject: id, actor: actor.person })
  return { ok: true, id }
}

const routeFields = (input: Pick<In['addRoute'], 'name' | 'format' | 'paper_days' | 'how'>) => ({
  name: input.name.trim(),
  format: input.format?.trim() ?? '',
  paper_days: input.paper_days ?? null,
  how: input.how?.trim() ?? '',
})

/** Changes a way to a committee, or ends it: what was decided by it keeps its name. */
export async function editRoute(tx: Tx, actor: Actor, input: In['editRoute']): Promise<Out['editRoute']> {
  const at = await itemOf(tx, 'committee_route', input.route)
  const ended_on = input.ended ? await todayIn(tx, at.space_id) : null
  const answer = await revise(tx, 'committee_route', at, input.version, { ...routeFields(input), ended_on })
  if (answer.ok)
    await append(tx, { chapter: at.chapter_id, kind: 'route.changed', subject: at.id, actor: actor.person })
  return answer
}

/** A meeting to come. Its papers close as many days before as its committee says, unless another day is given. */
export async function addMeeting(tx: Tx, actor: Actor, input: In['addMeeting']): Promise<Out['addMeeting']> {
  const at = await itemOf(tx, 'committee_route', input.route)
  await sensibleDays(tx, { meets_on: input.meets_on, paper_by: input.paper_by })
  stillToCome(await todayIn(tx, at.space_id), { meets_on: input.meets_on })
  if (input.paper_by && input.paper_by > input.meets_on)
    throw new AppError('invalid', undefined, { paper_by: 'This is after the meeting. Change one of the two.' })
  const route = await tx
    .selectFrom('committee_route')
    .select('paper_days')
    .where('space_id', '=', at.space_id)
    .where('id', '=', at.id)
    .executeTakeFirstOrThrow()
  const id = randomUUID()
  await tx
    .insertInto('route_meeting')
    .values({
      space_id: at.space_id,
      chapter_id: at.chapter_id,
      id,
      route_id: at.id,
      meets_on: input.meets_on,
      at_time: input.at_time ?? null,
      paper_by: input.paper_by ?? (route.paper_days === null ? null : addDays(input.meets_on, -route.paper_days)),
      author_id: actor.person,
    })
    .execute()
  await append(tx, { chapter: at.chapter_id, kind: 'meeting.kept', subject: id, actor: actor.person })
  return { ok: true, id }
}

/** It does not take place. What was to be decided there stays in the calendar and says so. */
export async function callOffMeeting(
  tx: Tx,
  actor: Actor,
  input: In['callOffMeeting'],
): Promise<Out['callOffMeeting']> {
  const at = await itemOf(tx, 'route_meeting', input.meeting)
  await tx
    .updateTable('route_meeting')
    .set({ off_on: await todayIn(tx, at.space_id) })
    .where('space_id', '=', at.space_id)
    .where('id', '=', at.id)
    .where('off_on', 'is', null)
    .execute()
  await append(tx, { chapter: at.chapter_id, kind: 'meeting.called_off', subject: at.id, actor: actor.person })
  return { ok: true, id: at.id }
}
