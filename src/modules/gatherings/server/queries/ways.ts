import type { Db } from '#platform/db/database.ts'
import type { Now, StepState } from '../../contract/state.ts'
import type { Way } from '../../contract/tables.ts'
import { presentStep } from '../present/moved.ts'
import { AT_TABLES } from '../present/ways.ts'
import { groupOf } from './groups.ts'

/** My table, and the step it is at: `place` and `step` are null where it has not begun, or is through. */
export async function tableStep(db: Db, activity: string) {
  const group = await groupOf(db, activity)
  if (group === null) return null
  const step = await stepAtTable(db, group.id)
  return { small: group.id, label: group.label, place: step?.place ?? null, step }
}

async function stepAtTable(db: Db, small: string): Promise<StepState | null> {
  const row = await db
    .selectFrom('activity_step')
    .select(['id', 'key', 'place', 'turn', 'state', 'opened_at', 'ends_at', 'round_id', 'presenter_id', 'people'])
    .where('small_id', '=', small)
    .where('state', '!=', 'done')
    .executeTakeFirst()
  return row === undefined ? null : presentStep(row, null, null)
}

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
  const way = ways.find((one) => mine?.place != null && mine.place >= one.first && mine.place < one.first + one.steps)
  if (mine === null || mine.step === null || way === undefined) return { ...activity, steps: all, ways: [...ways] }
  const own = activity.steps.slice(way.first, way.first + way.steps)
  const step = { ...mine.step, place: mine.step.place - way.first + all.length }
  return { ...activity, steps: [...all, ...own], step, atTable: true, ways: [...ways] }
}
