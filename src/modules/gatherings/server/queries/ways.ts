import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { Now, StepState } from '../../contract/state.ts'
import type { Way } from '../../contract/tables.ts'
import { facilitates } from '../access.ts'
import { presentStep } from '../present/moved.ts'
import { keptMethodOf, plan } from '../present/planned.ts'
import { AT_TABLES } from '../present/ways.ts'
import { groupOf } from './groups.ts'

type AtTable = { step: StepState | null; paused: Date | null }
/** A table, and the step it is at: null where it has not begun, or is through. */
export type Table = AtTable & { small: string; label: string }

/** My own table; null where I sit at none. */
export async function tableStep(db: Db, activity: string): Promise<Table | null> {
  const group = await groupOf(db, activity)
  return group === null ? null : { small: group.id, label: group.label, ...(await stepAtTable(db, group.id)) }
}

/** One that whoever facilitates names. What is none of theirs, and what is none, answer the same. */
export async function tableFor(db: Db, activity: { id: string; space_id: string }, small: string): Promise<Table> {
  if (!(await facilitates(db, activity.space_id))) throw new AppError('not_found')
  const { rows } = await sql<{ label: string }>`
    select label from who_sits(${activity.id}::uuid) where room = ${small}::uuid limit 1`.execute(db as never)
  if (rows[0] === undefined) throw new AppError('not_found')
  return { small, label: rows[0].label, ...(await stepAtTable(db, small)) }
}

async function stepAtTable(db: Db, small: string): Promise<AtTable> {
  const row = await db
    .selectFrom('activity_step')
    .select(['id', 'key', 'place', 'turn', 'state', 'opened_at', 'ends_at', 'round_id', 'presenter_id', 'people'])
    .select('paused_at')
    .where('small_id', '=', small)
    .where('state', '!=', 'done')
    .executeTakeFirst()
  return row === undefined
    ? { step: null, paused: null }
    : { step: presentStep(row, null, null), paused: row.paused_at }
}

/** What a table is asked just now, for typing in its paper: of what it put in nothing is here. */
export async function readTableStep(db: Db, _actor: Actor, input: { activity: string; table: string }) {
  const activity = await db
    .selectFrom('activity')
    .select(['id', 'space_id', 'with_names'])
    .where('id', '=', input.activity)
    .executeTakeFirst()
  if (activity === undefined) throw new AppError('not_found')
  const { step } = await tableFor(db, activity, input.table)
  if (step === null) throw new AppError('not_found')
  const method = await keptMethodOf(db, activity)
  return { step: plan(method, method.steps[step.place]!, true, activity.with_names, ''), state: step }
}

/** Which of several methods has its steps at this place. */
export const wayAt = (ways: readonly Way[], place: number): Way | undefined =>
  ways.find((way) => place >= way.first && place < way.first + way.steps)

type Activity = NonNullable<Now['activity']>

/**
 * The activity as somebody at a table has it: the steps that all have, then those of their own table, and the one it is at. Whoever
 * facilitates, and who sits nowhere yet, has only what all have.
 */
export async function atOwnTable(
  db: Db,
  ways: readonly Way[] | null,
  runs: boolean,
  activity: Activity,
): Promise<Activity> {
  if (ways === null) return activity
  const all = activity.steps.slice(0, AT_TABLES + 1)
  const mine =
    runs || activity.step?.place !== AT_TABLES || activity.state === 'done' ? null : await tableStep(db, activity.id)
  const way = mine?.step == null ? undefined : wayAt(ways, mine.step.place)
  if (mine === null || mine.step === null || way === undefined) return { ...activity, steps: all, ways: [...ways] }
  const own = activity.steps.slice(way.first, way.first + way.steps)
  const step = { ...mine.step, place: mine.step.place - way.first + all.length }
  const at = { steps: [...all, ...own], step, atTable: true, ways: [...ways] }
  if (mine.paused === null) return { ...activity, ...at }
  return { ...activity, ...at, state: 'paused', pausedAt: mine.paused.getTime(), tablePaused: true }
}
