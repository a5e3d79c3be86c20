import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { shownWhen } from '#modules/methods/contract/derived.ts'
import type { Step } from '#modules/methods/contract/step.ts'
import { IN_NOW } from '#modules/spaces/server/index.ts'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Activity } from './moves.ts'

export const stepAt = (activity: Activity, place: number): Step | undefined => activity.definition.steps[place]

/** Begins a step: its time runs by the clock of the place, and those who are in the room now are who it waits for. */
export async function openStep(
  tx: Tx,
  actor: Actor,
  house: House,
  activity: Activity,
  { place, turn, presenter }: { place: number; turn: number; presenter: string | null },
): Promise<void> {
  const step = stepAt(activity, place)!
  const id = randomUUID()
  await tx
    .insertInto('activity_step')
    .values({
      ...{ space_id: activity.space_id, id, chapter_id: activity.chapter_id, activity_id: activity.id },
      ...{ place, key: step.key, turn, presenter_id: presenter },
      ends_at: step.minutes === 0 ? null : sql<Date>`clock_now() + make_interval(mins => ${step.minutes})`,
      people: sql<number>`(select count(distinct m.person_id) from membership m
        where m.space_id = ${activity.space_id}::uuid and m.last_chapter is null and ${IN_NOW})`,
    })
    .execute()
  await tx.updateTable('activity').set({ step_id: id }).where('id', '=', activity.id).execute()
  activity.step_id = id
  if (step.kind === 'reveal') for (const key of step.from ?? []) await showKey(tx, activity, key)
}

/** Shows everything that a step of the method took in, in all its turns. */
async function showKey(tx: Tx, activity: Activity, key: string): Promise<void> {
  const rows = await tx
    .selectFrom('activity_step')
    .select('id')
    .where('activity_id', '=', activity.id)
    .where('key', '=', key)
    .execute()
  for (const row of rows) await showStep(tx, row.id)
}

/** Shows what a step took in to those who are to see it, all at once. */
export async function showStep(tx: Tx, id: string): Promise<void> {
  await sql`select show_step(${id}::uuid)`.execute(tx)
  await tx
    .updateTable('activity_step')
    .set({ shown_at: sql<Date>`coalesce(shown_at, clock_now())` })
    .where('id', '=', id)
    .execute()
}

/**
 * Ends the step that is on: what is shown at its end is shown, what is kept no longer goes, and what pairs and tables had
 * between them is each speaker's alone again.
 */
export async function finishStep(tx: Tx, activity: Activity): Promise<void> {
  if (activity.step_id === null) return
  const on = await stepRow(tx, activity)
  const step = stepAt(activity, on.place)!
  if (shownWhen(activity.definition, step) === 'at_end') await showStep(tx, on.id)
  await sql`select end_step(${on.id}::uuid)`.execute(tx)
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
