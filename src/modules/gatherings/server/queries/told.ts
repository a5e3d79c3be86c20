import { sql } from 'kysely'
import { releasedOf } from '#modules/disclosure/server/index.ts'
import type { Db } from '#platform/db/database.ts'
import type { Told } from '#platform/live/chapters.ts'
import type { Pulse } from '#platform/live/pulse.ts'
import { clock } from '#platform/time.ts'
import type { Line } from '../../contract/state.ts'
import { presentMoved, presentStep } from '../present/moved.ts'

/** So many lines are told in one frame; of more a screen asks for itself. */
const MOST_LINES = 400

/** A line as everybody in the chapter is told it: whether it is one's own, one's own screen knows by its id. */
type ToldLine = Omit<Line, 'mine' | 'shown' | 'mayGo' | 'table'>

/** Lines by their ids, or all of some steps, as far as everybody who reads the chapter sees them: the policies for `live` decide. */
async function toldLines(db: Db, chapter: string, by: 'c.id' | 'c.step_id', ids: string[]): Promise<ToldLine[]> {
  const rows = await db
    .selectFrom('contribution as c')
    .innerJoin('activity_step as s', 's.id', 'c.step_id')
    .where('c.chapter_id', '=', chapter)
    .where(by, 'in', ids)
    .select(['c.id', 'c.step_id', 's.key', 'c.value', 'c.attribution', 'c.said_as', 'c.for_table', 'c.version'])
    .orderBy('c.id')
    .execute()
  const named = rows.filter((row) => row.attribution === 'named').map((row) => row.id)
  const { rows: said } = await sql<{ id: string; name: string }>`
    select * from told_names(${named}::uuid[])`.execute(db as never)
  const names = new Map(said.map((row) => [row.id, row.name]))
  return rows.map((row) => ({
    ...{ id: row.id, step: row.step_id, key: row.key, value: row.value, forTable: row.for_table, version: row.version },
    by: row.attribution === 'named' ? (names.get(row.id) ?? '') : row.said_as,
  }))
}

/** An activity and its step, without how many are in: that is told once a second, to all alike. */
async function toldMove(db: Db, id: string) {
  const activity = await db
    .selectFrom('activity')
    .select(['id', 'chapter_id', 'version', 'state', 'paused_at', 'step_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (activity === undefined) return null
  const step = await db
    .selectFrom('activity_step')
    .select(['id', 'key', 'place', 'turn', 'state', 'opened_at', 'ends_at', 'round_id', 'presenter_id', 'people'])
    .where('id', '=', activity.step_id)
    .executeTakeFirst()
  if (step === undefined) return null
  const { rows } = await sql<{ name: string | null }>`select presenter_told(${step.id}::uuid) as name`.execute(
    db as never,
  )
  return presentMoved(activity, presentStep(step, rows[0]!.name, null), await clock(db))
}

/** What frames hold of a room, beside the ids of what happened. */
export const told: Told = {
  async 'activity.moved'(db, _chapter, subjects) {
    const moved = await Promise.all(subjects.map(async (id) => [id, await toldMove(db, id)] as const))
    return new Map(moved.filter(([, one]) => one !== null))
  },
  async 'contribution.put'(db, chapter, subjects) {
    return new Map((await toldLines(db, chapter, 'c.id', subjects)).map((line) => [line.id, line]))
  },
  /** What a step took in, all of it at once: lines where they fit into a frame, and numbers as they were let out. */
  async 'step.shown'(db, chapter, subjects) {
    const lines = Map.groupBy(await toldLines(db, chapter, 'c.step_id', subjects), (line) => line.step)
    const numbers = await releasedOf(db, subjects)
    return new Map(
      subjects
        .map((id) => [id, { lines: lines.get(id) ?? [], numbers: numbers.get(id) ?? null }] as const)
        .filter(([, shown]) => shown.lines.length <= MOST_LINES),
    )
  },
}

export const pulse: Pulse = async (db, chapters) => {
  const { rows } = await sql<{ chapter: string; step: string; came: number; asked: number }>`
    select * from counts_told(${chapters}::uuid[])`.execute(db as never)
  return rows.map(({ chapter, step, came, asked }) => ({ chapter, holds: { step, in: came, people: asked } }))
}
