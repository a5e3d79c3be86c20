import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { TABLE_SAYS, Way } from '../../contract/tables.ts'
import { facilitates } from '../access.ts'
import { definitionOf } from '../present/planned.ts'
import { speakersIn } from './turns.ts'

type Says = (typeof TABLE_SAYS)[number]

/**
 * How the tables are, as each says of itself. Whether something is in from one is told to nobody: that a table is done holds
 * for the step in which it said so, that it needs somebody until it says otherwise.
 */
export async function readTables(db: Db, _actor: Actor, input: { activity: string }) {
  const activity = await db
    .selectFrom('activity')
    .select(['id', 'space_id', 'own_tables', 'step_id', 'ways', 'definition'])
    .where('id', '=', input.activity)
    .executeTakeFirst()
  if (activity === undefined || !(await facilitates(db, activity.space_id))) throw new AppError('not_found')
  const { rows } = await sql<{ id: string; label: string; people: number; says: Says; place: number | null }>`
    select w.room as id, w.label, count(*)::int as people, max(s.place) as place,
           case when t.says = 'done' and t.step_id is distinct from ${activity.step_id}::uuid then 'working' else coalesce(t.says, 'working') end as says
      from who_sits(${activity.id}::uuid) w left join table_sign t on t.small_id = w.room
      left join activity_step s on s.small_id = w.room and s.state <> 'done'
     group by w.room, w.label, t.says, t.step_id`.execute(db as never)
  const seated = rows.reduce((sum, row) => sum + row.people, 0)
  return {
    own: activity.own_tables,
    tables: rows
      .toSorted((one, other) => one.label.localeCompare(other.label, 'en', { numeric: true }))
      .map(({ place, ...row }) => ({ ...row, ...whereAt(activity, place) })),
    standing: Math.max(0, (await speakersIn(db, activity.space_id)).length - seated),
  }
}

/** Which of several methods a table does, and how far it is. */
function whereAt(activity: { id: string; definition: unknown; ways: unknown }, place: number | null) {
  const way = (activity.ways as Way[] | null)?.find(
    (one) => place !== null && place >= one.first && place < one.first + one.steps,
  )
  if (way === undefined || place === null) return { way: null, step: null }
  const { title } = definitionOf(activity).steps[place]!
  return { way: way.key, step: { title, at: place - way.first + 1, of: way.steps } }
}

/** What my own table says of itself in the step that is on. */
export async function signOf(db: Db, small: string, step: string | null): Promise<Says> {
  const row = await db
    .selectFrom('table_sign')
    .select(['says', 'step_id'])
    .where('small_id', '=', small)
    .executeTakeFirst()
  return row === undefined || (row.says === 'done' && row.step_id !== step) ? 'working' : (row.says as Says)
}
