import { sql } from 'kysely'
import type { Definition } from '#modules/methods/contract/definition.ts'
import { revealOf, shownWhen, unfitForTables } from '#modules/methods/contract/derived.ts'
import { currentMethod } from '#modules/methods/server/index.ts'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { type Refusal, refuse } from '#shared/result.ts'
import type { Way } from '../../contract/tables.ts'
import { definitionOf } from '../present/planned.ts'
import { AT_TABLES, manyWays } from '../present/ways.ts'
import { tableStep } from '../queries/ways.ts'

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
const wayOf = (ways: readonly Way[], place: number) =>
  ways.find((way) => place >= way.first && place < way.first + way.steps)

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
  'Somebody at your table was quicker. Look at where you are now, then press again if you still want to.',
)

type Goes = { activity: string; step: string | null; to: 'begin' | 'show' | 'next' | 'back' }

/** My table goes on, by anybody who sits there. */
export async function tableGoes(tx: Tx, _actor: Actor, input: Goes) {
  const on = await withWays(tx, input.activity)
  const mine = await tableStep(tx, on.id)
  if (mine === null) return refuse('no_table', 'You sit at no table yet. Say first where you sit.')
  if (on.at !== AT_TABLES) return refuse('not_now', 'The room is at another step just now.')
  if ((mine.step?.id ?? null) !== input.step) return QUICKER
  const { place } = mine
  if (place === null)
    return go(tx, on.id, { ...mine, after: input.step, shows: false, to: dealt(on.ways, mine.label).first })
  const way = wayOf(on.ways, place)!
  const step = on.method.steps[place]!
  const shown = shownWhen(on.method, step)
  const atEnd = shown === 'at_end'
  if (input.to === 'show') {
    const reveal = on.method.steps.findIndex((one) => one.key === revealOf(on.method, step.key))
    if (!atEnd && reveal < 0) return refuse('nothing_to_show', 'There is nothing here that is shown together.')
    return go(tx, on.id, { ...mine, after: input.step, shows: atEnd, to: atEnd ? place : reveal })
  }
  const to = input.to === 'back' ? place - 1 : place + 1
  if (to < way.first) return refuse('first', 'This is the first step; there is nothing to go back to.')
  return go(tx, on.id, {
    ...mine,
    after: input.step,
    shows: atEnd && input.to === 'next',
    to: to < way.first + way.steps ? to : null,
  })
}

/** Whoever facilitates gives a table another of the methods: it begins at its first step. */
export async function giveWay(tx: Tx, _actor: Actor, input: { activity: string; table: string; way: string }) {
  const on = await withWays(tx, input.activity)
  const way = on.ways.find((one) => one.key === input.way)
  if (way === undefined) throw new AppError('not_found')
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
    .select(['a.id', 'a.definition', 'a.ways', 's.place'])
    .where('a.id', '=', id)
    .executeTakeFirst()
  if (row === undefined || row.ways === null) throw new AppError('not_found')
  return { id: row.id, ways: row.ways as unknown as Way[], at: row.place, method: definitionOf(row) }
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
