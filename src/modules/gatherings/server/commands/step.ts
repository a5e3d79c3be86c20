import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { released } from '#modules/disclosure/server/index.ts'
import { holdsOf, isNameless, makesSomething, shownWhen } from '#modules/methods/contract/derived.ts'
import type { Step } from '#modules/methods/contract/step.ts'
import { closeRound, dropRound, openRound } from '#modules/rounds/server/index.ts'
import type { House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { askedOf, wordsOf } from '../present/numbers.ts'
import { bytesFor } from '../present/sealed.ts'
import { lacksSentence } from '../queries/sentence.ts'
import { showActuals } from './actuals.ts'
import { needGroups } from './groups.ts'
import type { Activity } from './moves.ts'
import { dropSpeakers } from './roles.ts'
import { orderRound } from './turns.ts'

/** Of fewer answers than this nothing is shown, neither numbers nor words: whoever passed would be known by the few who did not. */
const LEAST_ANSWERED = 5

export const stepAt = (activity: Activity, place: number): Step | undefined => activity.definition.steps[place]

/** Begins a step: its time runs by the clock of the place, and those who are in the room now are who it waits for. */
export async function openStep(
  tx: Tx,
  house: House,
  activity: Activity,
  { place, turn, presenter }: { place: number; turn: number; presenter: string | null },
): Promise<void> {
  const step = stepAt(activity, place)!
  const id = randomUUID()
  const call = await callOf(tx, activity.space_id)
  // Where there is nothing to accept nobody is asked: a round that asked so would be the one asking that there is.
  const asks = makesSomething(step) && !(await lacksSentence(tx, { activity: activity.id }, step))
  const round = isNameless(activity.definition, step) && asks ? randomUUID() : null
  await tx
    .insertInto('activity_step')
    .values({
      ...{ space_id: activity.space_id, id, chapter_id: activity.chapter_id, activity_id: activity.id },
      ...{ place, key: step.key, turn, presenter_id: presenter, round_id: round },
      ends_at: endOf(call, step),
      people: 0,
    })
    .execute()
  await tx.updateTable('activity').set({ step_id: id }).where('id', '=', activity.id).execute()
  activity.step_id = id
  const asked =
    round === null
      ? null
      : await openRound(tx, house, {
          ...{ id: round, space: activity.space_id, chapter: activity.chapter_id, kind: 'step', about: id },
          // Over days whoever looked now and then could tell when a line came in; so there nobody is told how many are in.
          live: !isOverDays(call),
          ...{ shape: { step }, holds: holdsOf(step), bytes: bytesFor(step), mayGo: step.may_go ?? ['stays'] },
        })
  await tx
    .updateTable('activity_step')
    .set({ people: asked ?? sql<number>`(select c.asked from count_of(${id}::uuid) c)` })
    .where('id', '=', id)
    .execute()
  if (step.kind === 'round') await orderRound(tx, activity, id, step)
  await needGroups(tx, activity, id, place)
  if (step.kind === 'reveal') for (const key of step.from ?? []) await showKey(tx, house, activity, key)
}

/**
 * What lies sealed of a step that was left before its reveal: it is one asking, so it is taken up again and not asked a second
 * time, by the same people with what they put in. A repeat of the method asks afresh.
 */
export async function sealedAt(
  tx: Tx,
  activity: Activity,
  { place, turn }: { place: number; turn: number },
): Promise<string | null> {
  const { key, repeat } = stepAt(activity, place)!
  const row = await tx
    .selectFrom('activity_step as s')
    .innerJoin('round as r', 'r.id', 's.round_id')
    .select('s.id')
    .where('s.activity_id', '=', activity.id)
    .where('s.key', '=', key)
    .where('r.state', '=', 'open')
    .$if(repeat !== undefined, (of) => of.where('s.turn', '=', turn))
    .executeTakeFirst()
  return row?.id ?? null
}

export async function openAgain(tx: Tx, activity: Activity, id: string, place: number): Promise<void> {
  const ends_at = endOf(await callOf(tx, activity.space_id), stepAt(activity, place)!)
  await tx.updateTable('activity_step').set({ ends_at, state: 'open', done_at: null }).where('id', '=', id).execute()
  await tx.updateTable('activity').set({ step_id: id }).where('id', '=', activity.id).execute()
  activity.step_id = id
}

type Call = { way: string; kind: string; zone: string } | undefined
const isOverDays = (call: Call): call is NonNullable<Call> =>
  call !== undefined && (call.way === 'over_days' || call.kind === 'over_days')

/** The call of a room; a rehearsal has none. */
const callOf = (tx: Tx, room: string): Promise<Call> =>
  tx.selectFrom('gathering').select(['way', 'kind', 'zone']).where('room_id', '=', room).executeTakeFirst()

/** Over days a step ends at five in the afternoon of its last day, where the gathering is; otherwise after its minutes. */
function endOf(call: Call, step: Step) {
  if (isOverDays(call) && step.days !== undefined)
    return sql<Date>`(((clock_now() at time zone ${call.zone})::date + ${step.days.most}::int) + time '17:00') at time zone ${call.zone}`
  return step.minutes === 0 ? null : sql<Date>`clock_now() + make_interval(mins => ${step.minutes})`
}

/** Shows everything that a step of the method took in, in all its turns. */
async function showKey(tx: Tx, house: House, activity: Activity, key: string): Promise<void> {
  const rows = await tx
    .selectFrom('activity_step')
    .select(['id', 'round_id', 'shown_at', 'place'])
    .where('activity_id', '=', activity.id)
    .where('key', '=', key)
    .execute()
  for (const row of rows) await showStep(tx, house, activity, row)
}

type Shown = { id: string; place: number; round_id: string | null; shown_at: Date | null }

/** Shows what a step took in to those who are to see it, all at once; what lay sealed comes out of its round. */
export async function showStep(tx: Tx, house: House, activity: Activity, on: Shown): Promise<void> {
  if (on.round_id !== null && on.shown_at === null) await unseal(tx, house, activity, { ...on, round: on.round_id })
  await sql`select show_step(${on.id}::uuid)`.execute(tx)
  await showActuals(tx, on.id)
  await tx
    .updateTable('activity_step')
    .set({ shown_at: sql<Date>`coalesce(shown_at, clock_now())` })
    .where('id', '=', on.id)
    .execute()
  if (on.shown_at === null)
    await append(tx, { chapter: activity.chapter_id, kind: 'step.shown', subject: on.id, actor: null })
}

/**
 * Opens a sealed round. Numbers are told once, for the whole room, as disclosure lets them out, and kept nowhere else. Words
 * become lines of their own, under new random ids, in an order that says nothing: neither two lines of one person nor their
 * numbers and their words stand together. Of fewer answers than hide anybody nobody reads any.
 */
async function unseal(tx: Tx, house: House, activity: Activity, on: Shown & { round: string }): Promise<void> {
  const step = stepAt(activity, on.place)!
  const { lines } = await closeRound(tx, house, on.round, LEAST_ANSWERED)
  const at = { space: activity.space_id, chapter: activity.chapter_id }
  const asked = askedOf(
    step,
    lines.map((line) => line.value as Record<string, unknown>[]),
  )
  const typed = lines.filter((line) => line.typed).length
  if (Object.keys(asked).length > 0) await released(tx, { ...at, about: on.id, asked, typed })
  const kept = lines
    .flatMap((line) =>
      (line.value as Record<string, unknown>[]).map((value) => ({ words: wordsOf(step, value), mayGo: line.mayGo })),
    )
    .filter(({ words }) => words !== null)
    .map((one) => ({ ...one, id: randomUUID() }))
    .toSorted((one, other) => one.id.localeCompare(other.id))
  if (kept.length === 0) return
  await tx
    .insertInto('contribution')
    .values(
      kept.map(({ id, words, mayGo }) => ({
        ...{ space_id: at.space, id, chapter_id: at.chapter, activity_id: activity.id, step_id: on.id },
        ...{ value: JSON.stringify(words), attribution: 'anonymous', author_id: null, seen_by: step.seen_by },
        ...{ kept: step.kept, may_go: mayGo, shown: true },
      })),
    )
    .execute()
}

/** Ends the step that is on: what is shown at its end is shown, and what is kept no longer goes. */
export async function finishStep(tx: Tx, house: House, activity: Activity): Promise<void> {
  if (activity.step_id === null) return
  const on = await stepRow(tx, activity)
  const step = stepAt(activity, on.place)!
  if (shownWhen(activity.definition, step) === 'at_end') await showStep(tx, house, activity, on)
  await sql`select end_step(${on.id}::uuid)`.execute(tx)
  await sql`select end_nudges(${on.id}::uuid)`.execute(tx)
  await dropSpeakers(tx, activity.id, activity.definition.steps, step.key)
  await tx
    .updateTable('activity_step')
    .set({ state: 'done', done_at: sql<Date>`clock_now()` })
    .where('id', '=', on.id)
    .execute()
}

export const stepRow = (tx: Tx, activity: Activity) =>
  tx
    .selectFrom('activity_step')
    .select(['id', 'place', 'turn', 'state', 'ends_at', 'shown_at', 'presenter_id', 'round_id'])
    .where('id', '=', activity.step_id!)
    .executeTakeFirstOrThrow()

/** Calls off what still lies sealed in an activity that ends: nobody has read it, and nobody will. */
export async function dropSealed(tx: Tx, house: House, activity: Activity): Promise<void> {
  const rows = await tx
    .selectFrom('activity_step')
    .select('round_id')
    .where('activity_id', '=', activity.id)
    .where('round_id', 'is not', null)
    .where('shown_at', 'is', null)
    .execute()
  for (const row of rows) await dropRound(tx, house, row.round_id!)
}
