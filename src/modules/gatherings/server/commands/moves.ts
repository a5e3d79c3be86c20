import { sql } from 'kysely'
import type { Definition } from '#modules/methods/contract/definition.ts'
import { shownWhen } from '#modules/methods/contract/derived.ts'
import type { House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { type Refusal, refuse } from '#shared/result.ts'
import type { Way } from '../../contract/tables.ts'
import { AT_TABLES } from '../present/ways.ts'
import { type Few, keptSealed, LAST, placeWithEnough } from './few.ts'
import { dropSpeakers } from './roles.ts'
import { dropSealed, finishStep, openAgain, openStep, sealedAt, showStep, stepAt, stepRow } from './step.ts'
import { beginTables } from './ways.ts'

/** An activity while it is moved: `step_id` follows. */
export type Activity = {
  id: string
  space_id: string
  chapter_id: string
  version: number
  state: string
  paused_at: Date | null
  step_id: string | null
  /** Steps without names that are asked with names, because too few were there. */
  with_names: string[]
  definition: Definition
  /** Several methods at once, each at its own tables. */
  ways: Way[] | null
}
type Input = { place: number; presenter: string | null; seconds: number; few: Few }
type Move = (tx: Tx, house: House, activity: Activity, input: Input) => Promise<Refusal | null>

const FIRST = refuse('first', 'This is the first step; there is nothing to go back to.')

type To = { place: number; turn: number; presenter: string | null; few: Few }

/** Ends the step that is on and begins another, or takes up again what lies sealed there. What was shown stays shown. */
async function goTo(tx: Tx, house: House, activity: Activity, { few, ...to }: To) {
  // What comes after is each table's own.
  if (activity.ways !== null && to.place > AT_TABLES) return LAST
  const place = await placeWithEnough(tx, house, activity, { ...to, few })
  if (typeof place !== 'number') return place
  const sealed = await keptSealed(tx, house, activity, place, few)
  if (sealed !== null) return sealed
  await resume(tx, activity)
  const lies = await sealedAt(tx, activity, { ...to, place })
  if (lies !== null && lies === activity.step_id) return null
  await finishStep(tx, house, activity)
  if (lies === null) await openStep(tx, house, activity, { ...to, place })
  else await openAgain(tx, activity, lies, place)
  if (place === AT_TABLES) await beginTables(tx, activity)
  return null
}

/** Takes a pause up again: every minute of it is added to the time of the step, and at tables that go by themselves to theirs. */
async function resume(tx: Tx, activity: Activity): Promise<void> {
  if (activity.paused_at === null) return
  await tx
    .updateTable('activity_step')
    .set({ ends_at: sql<Date>`ends_at + (clock_now() - ${activity.paused_at}::timestamptz)` })
    .where((on) =>
      on.or([
        on('id', '=', activity.step_id),
        // What has a pause of its own is given all of it when that ends.
        on.and([on('activity_id', '=', activity.id), on('small_id', 'is not', null), on('paused_at', 'is', null)]),
      ]),
    )
    .where('state', '!=', 'done')
    .execute()
  await tx.updateTable('activity').set({ state: 'running', paused_at: null }).where('id', '=', activity.id).execute()
}

const as = (on: { turn: number; presenter_id: string | null }) => ({ turn: on.turn, presenter: on.presenter_id })

export const moves: Record<
  'show' | 'next' | 'back' | 'pause' | 'resume' | 'end' | 'step' | 'again' | 'extend' | 'presenter',
  Move
> = {
  /** Shows together, before the step ends, what everybody did alone. */
  async show(tx, house, activity, { few }) {
    const on = await stepRow(tx, activity)
    const when = shownWhen(activity.definition, stepAt(activity, on.place)!)
    if (when === 'at_reveal')
      return goTo(tx, house, activity, { ...as(on), place: await placeOfReveal(activity, on.place), few })
    if (when !== 'at_end') return refuse('nothing_to_show', 'There is nothing here that is shown together.')
    await showStep(tx, house, activity, on)
    await tx.updateTable('activity_step').set({ state: 'shown' }).where('id', '=', on.id).execute()
    return null
  },
  async next(tx, house, activity, { few }) {
    const on = await stepRow(tx, activity)
    if (stepAt(activity, on.place + 1) === undefined) return LAST
    return goTo(tx, house, activity, { ...as(on), place: on.place + 1, few })
  },
  async back(tx, house, activity, { few }) {
    const on = await stepRow(tx, activity)
    if (on.place === 0) return FIRST
    return goTo(tx, house, activity, { ...as(on), place: on.place - 1, few })
  },
  async step(tx, house, activity, { place, few }) {
    if (stepAt(activity, place) === undefined) throw new AppError('invalid')
    const on = await stepRow(tx, activity)
    return goTo(tx, house, activity, { ...as(on), place, few })
  },
  async again(tx, house, activity, { presenter, few }) {
    const on = await stepRow(tx, activity)
    const { repeat } = stepAt(activity, on.place)!
    if (repeat === undefined) return refuse('no_repeat', 'This step is done once.')
    const place = activity.definition.steps.findIndex((step) => step.repeat === repeat)
    return goTo(tx, house, activity, {
      place,
      turn: on.turn + 1,
      presenter: await inRoom(tx, activity, presenter),
      few,
    })
  },
  async presenter(tx, _house, activity, { presenter }) {
    await tx
      .updateTable('activity_step')
      .set({ presenter_id: await inRoom(tx, activity, presenter) })
      .where('id', '=', activity.step_id)
      .execute()
    return null
  },
  async pause(tx, _house, activity) {
    if (activity.paused_at !== null) return null
    await tx
      .updateTable('activity')
      .set({ state: 'paused', paused_at: sql<Date>`clock_now()` })
      .where('id', '=', activity.id)
      .execute()
    return null
  },
  async resume(tx, _house, activity) {
    await resume(tx, activity)
    return null
  },
  /** Adds to the time that is left; a step that was over gets it from now on, or from when the time was stopped. */
  async extend(tx, _house, activity, { seconds }) {
    const from = sql<Date>`coalesce(${activity.paused_at}::timestamptz, clock_now())`
    await tx
      .updateTable('activity_step')
      .set({
        ends_at: sql<Date>`greatest(coalesce(ends_at, ${from}), ${from}) + make_interval(secs => ${seconds})`,
      })
      .where('id', '=', activity.step_id)
      .execute()
    return null
  },
  async end(tx, house, activity) {
    await resume(tx, activity)
    await finishStep(tx, house, activity)
    await dropSealed(tx, house, activity)
    await dropSpeakers(tx, activity.id, activity.definition.steps, null)
    if (activity.ways !== null) await sql`select end_tables(${activity.id}::uuid)`.execute(tx)
    await sql`select end_groups(${activity.id}::uuid)`.execute(tx)
    await tx
      .updateTable('activity')
      .set({ state: 'done', ended_at: sql<Date>`clock_now()`, people: await peopleIn(tx, activity.space_id) })
      .where('id', '=', activity.id)
      .execute()
    return null
  },
}

/** Where the step stands at which this one is shown. */
async function placeOfReveal(activity: Activity, place: number): Promise<number> {
  const key = stepAt(activity, place)!.key
  return activity.definition.steps.findIndex((step) => step.kind === 'reveal' && step.from?.includes(key))
}

/** Somebody presents only where they are in the room. */
async function inRoom(tx: Tx, activity: Activity, person: string | null): Promise<string | null> {
  if (person === null) return null
  const row = await tx
    .selectFrom('membership')
    .select('person_id')
    .where('space_id', '=', activity.space_id)
    .where('person_id', '=', person)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row.person_id
}

async function peopleIn(tx: Tx, room: string): Promise<number> {
  const { n } = await tx
    .selectFrom('membership')
    .select((of) => of.fn.count<number>('person_id').distinct().as('n'))
    .where('space_id', '=', room)
    .executeTakeFirstOrThrow()
  return n
}
