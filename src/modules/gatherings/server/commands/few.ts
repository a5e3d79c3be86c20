import { sql } from 'kysely'
import { holdsOf, isNameless, makesSomething } from '#modules/methods/contract/derived.ts'
import type { Step } from '#modules/methods/contract/step.ts'
import { dropRound, tooFewFor, tooFewIn } from '#modules/rounds/server/index.ts'
import type { House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { type Refusal, refuse } from '#shared/result.ts'
import { keptMethodOf } from '../present/planned.ts'
import type { Activity } from './moves.ts'

/** What whoever facilitates chose to do where too few are there; null: they have not been asked. */
export type Few = 'named' | 'left_out' | null

export const LAST = refuse('last', 'That was the last step. End the activity when you are done.')

type To = { place: number; turn: number; few: Few }

/**
 * The place to go to instead of this one, or what is to be chosen first: a step without names is asked of no fewer people than
 * a line can hide among, and of the same people once. Asked with names it stays where it is; left out, so is every such step
 * that comes next to it.
 */
export async function placeWithEnough(tx: Tx, house: House, activity: Activity, to: To): Promise<number | Refusal> {
  const { steps } = activity.definition
  const { place, few } = to
  if (steps[place] === undefined) return LAST
  if (await wasTold(tx, activity, steps[place].key, to.turn))
    return few === 'left_out'
      ? placeWithEnough(tx, house, activity, { ...to, place: place + 1 })
      : refuse(
          'told_once',
          `“${steps[place].title}” was asked here without names, and its numbers have been told. They are told once: asked again, the two could be laid over each other, and whoever came or went between would stand out. What was told stays where it was shown. Nothing has changed.`,
        )
  const step = await withoutNamesAgain(tx, activity, steps[place])
  const least = asksNobody(activity, step) ? await tooFewFor(tx, activity.chapter_id, holdsOf(step)) : null
  if (least === null) return place
  if (few === null)
    return refuse(
      'too_few',
      `“${step.title}” is done without names, and fewer than ${least} people are in the room: it could be told whose a line is. Nothing has begun. Wait until there are ${least}, ask it with names if everybody here agrees, or leave it out. Asked with names, what lies sealed of it already is thrown away, and nobody ever reads it.`,
    )
  if (few === 'left_out') return placeWithEnough(tx, house, activity, { ...to, place: placeAfter(steps, place) })
  // What lies sealed of it is never read: else it would stand beside the same words with their author.
  for (const round of await sealedOf(tx, activity, [step.key])) await dropRound(tx, house, round)
  await sql`select ask_with_names(${activity.id}::uuid, ${step.key})`.execute(tx)
  activity.with_names.push(step.key)
  activity.definition = { ...activity.definition, steps: steps.map((one) => (one === step ? withName(one) : one)) }
  return place
}

async function wasTold(tx: Tx, activity: Activity, key: string, turn: number): Promise<boolean> {
  const { rows } = await sql<{ told: boolean }>`
    select told_before(${activity.id}::uuid, ${key}, ${turn}) as told`.execute(tx)
  return rows[0]!.told
}

/** The step as its method has it, where enough are there by now and nobody has put in their name; as it is asked, otherwise. */
async function withoutNamesAgain(tx: Tx, activity: Activity, step: Step): Promise<Step> {
  if (!activity.with_names.includes(step.key)) return step
  const { rows } = await sql<{ done: boolean }>`
    select ask_without_names(${activity.id}::uuid, ${step.key}) as done`.execute(tx)
  if (!rows[0]!.done) return step
  activity.with_names = activity.with_names.filter((key) => key !== step.key)
  activity.definition = await keptMethodOf(tx, activity)
  return activity.definition.steps.find((one) => one.key === step.key)!
}

/** Rounds of these steps that nothing was shown of. */
async function sealedOf(tx: Tx, activity: Activity, keys: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('activity_step')
    .select('round_id')
    .where('activity_id', '=', activity.id)
    .where('key', 'in', keys)
    .where('round_id', 'is not', null)
    .where('shown_at', 'is', null)
    .execute()
  return rows.map((row) => row.round_id!)
}

const asksNobody = (activity: Activity, step: Step) => isNameless(activity.definition, step) && makesSomething(step)

const withName = ({ may_go: _, ...step }: Step): Step => ({ ...step, attribution: 'named' }) as Step

/** Past the step, and past what would only have shown it. */
function placeAfter(steps: readonly Step[], place: number): number {
  const onlyShowsIt = (step: Step | undefined) =>
    step?.kind === 'reveal' && step.from?.every((key) => key === steps[place]!.key)
  return onlyShowsIt(steps[place + 1]) ? place + 2 : place + 1
}

/**
 * Why what lies sealed cannot be shown at this place: fewer are still there, of those who were asked, than it takes. Left
 * out, it is called off, and nobody ever reads it.
 */
export async function keptSealed(tx: Tx, house: House, activity: Activity, place: number, few: Few) {
  const step = activity.definition.steps[place]
  if (step?.kind !== 'reveal') return null
  for (const round of await sealedOf(tx, activity, step.from ?? [])) {
    if (!(await tooFewIn(tx, round))) continue
    if (few !== 'left_out')
      return refuse(
        'too_few_now',
        'Some who were asked have left, and too few are still here: it could be told whose a line is. It is kept sealed. Wait until they are back, or go on without it: then nobody ever reads it.',
      )
    await dropRound(tx, house, round)
  }
  return null
}
