import { sql } from 'kysely'
import type { Definition } from '#modules/methods/contract/definition.ts'
import { revealOf, shownWhen, unfitForTables } from '#modules/methods/contract/derived.ts'
import { currentMethod } from '#modules/methods/server/index.ts'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { type Refusal, refuse } from '#shared/result.ts'
import type { Way } from '../../contract/tables.ts'
import type { TABLE_MOVES } from '../../contract/ways.ts'
import { definitionOf } from '../present/planned.ts'
import { AT_TABLES, manyWays } from '../present/ways.ts'
import { tableFor, tableStep, wayAt } from '../queries/ways.ts'

/** The methods of an item as one, each at its own tables; what does not fit together, in a sentence. */
export async function togetherOf(
  house: House,
  item: { title: string; minutes: number; beside: readonly string[] },
  first: Definition,
): Promise<Refusal | NonNullable<ReturnType<typeof manyWays>>> {
  const others = await Promise.all(item.beside.map((key) => currentMethod(house, key)))
  const methods = [first, ...others.flatMap((one) => one?.method ?? [])]
  if (methods.length <= others.length)
    return refuse('no_method', 'One of these methods is not here any more. Choose another one on the run sheet.')
  if (new Set(methods.map((one) => one.key)).size < methods.length)
    return refuse('twice', 'The same method stands here twice. Tables that do the same need it once.')
  for (const method of methods) {
    const why = unfitForTables(method)
    if (why !== null)
      return refuse(
        'not_at_tables',
        `“${method.title}” cannot be done at some tables beside others: ${why}. Do it with everybody, or choose another.`,
      )
  }
  return (
    manyWays(item.title, item.minutes, methods) ??
    refuse('too_long', 'Together these have too many steps for one activity. Take one of them off.')
  )
}

type Activity = { id: string; ways: Way[] | null }

/** Every table that sits begins with its own: dealt out by the numbers of the tables, one method after the other. */
export async function beginTables(tx: Tx, { id, ways }: Activity): Promise<void> {
  if (ways === null) return
  const { rows } = await sql<{ room: string; label: string }>`
    select distinct w.room, w.label from who_sits(${id}::uuid) w
     where not exists (select from activity_step s where s.small_id = w.room)`.execute(tx)
  for (const table of rows)
    await sql`select table_goes(${id}::uuid, ${table.room}::uuid, null, false, ${dealt(ways, table.label).first})`.execute(
      tx,
    )
}
const dealt = (ways: readonly Way[], label: string): Way =>
  ways[(Math.max(1, Number.parseInt(label.replace(/\D+/g, ''), 10) || 1) - 1) % ways.length]!

const QUICKER = refuse(
  'moved_on',
  'Somebody at this table was quicker. Look at where it is now, then press again if you still want to.',
)
const ALL_PAUSE = refuse('paused', 'Everybody has a pause just now. It goes on for all tables together.')

type Goes = { activity: string; table: string | null; step: string | null; to: (typeof TABLE_MOVES)[number] }

/** A table goes on, or its clock is stopped or given more: by anybody who sits there, or by whoever facilitates, who names it. */
export async function tableGoes(tx: Tx, _actor: Actor, { activity, table, step: after, to: act }: Goes) {
  const on = await withWays(tx, activity)
  const at = table === null ? await tableStep(tx, on.id) : await tableFor(tx, on, table)
  if (at === null) return refuse('no_table', 'You sit at no table yet. Say first where you sit.')
  if (on.at !== AT_TABLES) return refuse('not_now', 'The room is at another step just now.')
  if (on.state === 'paused') return ALL_PAUSE
  if ((at.step?.id ?? null) !== after) return QUICKER
  const place = at.step?.place
  if (place === undefined) return go(tx, on.id, { ...at, after, shows: false, to: dealt(on.ways, at.label).first })
  if (act === 'pause' || act === 'resume' || act === 'extend') return clockOf(tx, on.id, at.small, after, act)
  return stepOn(tx, on, { ...at, after }, place, act)
}

type On = Awaited<ReturnType<typeof withWays>>
type Place = { small: string; after: string | null }

/** The next step of the table, the one before, or what was put in at it shown there. */
async function stepOn(tx: Tx, on: On, at: Place, place: number, act: 'begin' | 'show' | 'next' | 'back') {
  const way = wayAt(on.ways, place)!
  const step = on.method.steps[place]!
  const shown = shownWhen(on.method, step)
  const atEnd = shown === 'at_end'
  if (act === 'show') {
    const reveal = on.method.steps.findIndex((one) => one.key === revealOf(on.method, step.key))
    if (!atEnd && reveal < 0) return refuse('nothing_to_show', 'There is nothing here that is shown together.')
    return go(tx, on.id, { ...at, shows: atEnd, to: atEnd ? place : reveal })
  }
  const to = act === 'back' ? place - 1 : place + 1
  if (to < way.first) return refuse('first', 'This is the first step; there is nothing to go back to.')
  return go(tx, on.id, { ...at, shows: atEnd && act === 'next', to: to < way.first + way.steps ? to : null })
}

async function clockOf(tx: Tx, activity: string, small: string, after: string | null, act: string) {
  const { rows } = await sql<{ done: boolean }>`
    select table_clock(${activity}::uuid, ${small}::uuid, ${after}::uuid, ${act}) as done`.execute(tx)
  return rows[0]!.done ? { ok: true as const } : QUICKER
}

/** Whoever facilitates gives a table another of the methods: it begins at its first step. */
export async function giveWay(tx: Tx, _actor: Actor, input: { activity: string; table: string; way: string }) {
  const on = await withWays(tx, input.activity)
  const way = on.ways.find((one) => one.key === input.way)
  if (way === undefined) throw new AppError('not_found')
  if (on.state === 'paused') return ALL_PAUSE
  const after = await tx
    .selectFrom('activity_step')
    .select('id')
    .where('small_id', '=', input.table)
    .where('state', '!=', 'done')
    .executeTakeFirst()
  return go(tx, on.id, { small: input.table, after: after?.id ?? null, shows: false, to: way.first })
}

async function withWays(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('activity as a')
    .innerJoin('activity_step as s', 's.id', 'a.step_id')
    .select(['a.id', 'a.space_id', 'a.state', 'a.definition', 'a.ways', 's.place'])
    .where('a.id', '=', id)
    .executeTakeFirst()
  if (row === undefined || row.ways === null) throw new AppError('not_found')
  const { space_id, state } = row
  return { id, space_id, state, ways: row.ways as unknown as Way[], at: row.place, method: definitionOf(row) }
}

async function go(
  tx: Tx,
  activity: string,
  to: { small: string; after: string | null; shows: boolean; to: number | null },
) {
  const { rows } = await sql<{ went: boolean }>`
    select table_goes(${activity}::uuid, ${to.small}::uuid, ${to.after}::uuid, ${to.shows}, ${to.to}) as went`.execute(
    tx,
  )
  return rows[0]!.went ? { ok: true as const } : QUICKER
}
