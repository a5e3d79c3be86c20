import { sql } from 'kysely'
import { makesSomething } from '#modules/methods/contract/derived.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { TABLE_SAYS, Way } from '../../contract/tables.ts'
import { facilitates } from '../access.ts'
import { definitionOf } from '../present/planned.ts'
import { isHidden } from '../present/ways.ts'
import { speakersIn } from './turns.ts'
import { wayAt } from './ways.ts'

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
  const { rows } = await sql<
    { id: string; label: string; people: number; says: Says } & { [of in keyof At]: At[of] | null }
  >`
    select w.room as id, w.label, count(*)::int as people, s.id as step, s.place, s.state, s.ends_at, s.paused_at,
           case when t.says = 'done' and t.step_id is distinct from ${activity.step_id}::uuid then 'working' else coalesce(t.says, 'working') end as says
      from who_sits(${activity.id}::uuid) w left join table_sign t on t.small_id = w.room
      left join activity_step s on s.small_id = w.room and s.state <> 'done'
     group by w.room, w.label, t.says, t.step_id, s.id, s.place, s.state, s.ends_at, s.paused_at`.execute(db as never)
  const seated = rows.reduce((sum, row) => sum + row.people, 0)
  return {
    own: activity.own_tables,
    tables: rows
      .toSorted((one, other) => one.label.localeCompare(other.label, 'en', { numeric: true }))
      .map(({ id, label, people, says, ...at }) => ({ id, label, people, says, ...whereAt(activity, at) })),
    standing: Math.max(0, (await speakersIn(db, activity.space_id)).length - seated),
  }
}

type At = { step: string; place: number; state: string; ends_at: Date; paused_at: Date }

/** Which of several methods a table does, and how far it is. */
function whereAt(
  activity: { id: string; definition: unknown; ways: unknown },
  { step: id, place, state, ends_at, paused_at }: { [of in keyof At]: At[of] | null },
) {
  const way = place === null ? undefined : wayAt((activity.ways as Way[] | null) ?? [], place)
  if (id === null || place === null || way === undefined) return { way: null, step: null }
  const method = definitionOf(activity)
  const step = method.steps[place]!
  return {
    way: way.key,
    step: {
      ...{ id, title: step.title, at: place - way.first + 1, of: way.steps },
      ...{ endsAt: ends_at?.getTime() ?? null, pausedAt: paused_at?.getTime() ?? null },
      ...{ makes: makesSomething(step), hides: isHidden(method, step, state ?? '') },
    },
  }
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
