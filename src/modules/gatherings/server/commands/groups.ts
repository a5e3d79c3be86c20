import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Definition } from '#modules/methods/contract/definition.ts'
import type { Step } from '#modules/methods/contract/step.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { Way } from '../../contract/tables.ts'
import { roomToRun } from '../access.ts'
import { definitionOf } from '../present/planned.ts'
import { peopleIn } from '../queries/people.ts'
import { joinSeatings, proposeSeatings, SIZES } from './seating.ts'

type Room = { id: string; space_id: string; own_tables?: boolean; ways?: Way[] | null }
type GroupStep = Extract<Step, { kind: 'groups' }>

const CALLED = { pairs: 'Pair', trios: 'Three', fours: 'Four', tables: 'Table' } as const
const isGrouped = (group: string): group is keyof typeof CALLED => Object.hasOwn(CALLED, group)

/** Makes the groups of a step, each a room of its own; those of the steps before come to an end. */
export async function makeGroups(tx: Tx, activity: Room, step: { id: string; is: GroupStep }, method: Definition) {
  const { group, settings } = step.is
  if (!isGrouped(group) || (group === 'tables' && (activity.own_tables ?? (await sitWhereTheyAre(tx, activity)))))
    return
  const here = await peopleIn(tx, activity.space_id)
  const others = here.filter((one) => !one.facilitates)
  // Whoever facilitates looks after all the groups, unless there would be none without them.
  const people = (others.length > 1 ? others : here).map((one) => ({ ...one, id: one.person }))
  if (people.length < 2) return
  const before = settings.join ? [] : await satBefore(tx, activity.space_id)
  const asked = {
    ...{ people, mix: settings.mix, before, seed: randomInt(2 ** 31) },
    apartFunders: settings.apart.includes('funder_and_funded'),
  }
  const joined = settings.join ? joinSeatings(asked, await sitting(tx, activity.id)) : []
  const seatings =
    joined.length > 0
      ? joined
      : proposeSeatings({ ...asked, size: sizeOf(group, method, people.length, activity.ways?.length ?? 0) })
  const ids = people.map((one) => one.id)
  const places = new Map(ids.map((id, at) => [id, at]))
  const proposed = seatings.map((groups) => groups.map((one) => one.map((id) => places.get(id)!)))
  await sql`select seat_people(${step.id}::uuid, ${ids}::uuid[], ${JSON.stringify(proposed)}::jsonb, ${CALLED[group]},
    ${settings.apart.includes('manager_and_managed')})`.execute(tx)
}

/** At a large gathering people sit where they are, unless whoever facilitates has them seated. */
async function sitWhereTheyAre(tx: Tx, activity: Room): Promise<boolean> {
  const row = await tx
    .selectFrom('activity as a')
    .leftJoin('gathering as g', 'g.room_id', 'a.space_id')
    .select(['a.own_tables', 'g.kind'])
    .where('a.id', '=', activity.id)
    .executeTakeFirstOrThrow()
  if (row.own_tables || row.kind !== 'large') return row.own_tables
  await tx.updateTable('activity').set({ own_tables: true }).where('id', '=', activity.id).execute()
  return true
}

/** Whoever goes straight to a step that is done in groups, past the one that makes them, finds them made. */
export async function needGroups(tx: Tx, activity: Room & { definition: Definition }, id: string, place: number) {
  const { steps } = activity.definition
  const at = steps.findLastIndex((step, n) => n <= place && step.kind === 'groups')
  const is = steps[at]
  if (
    is?.kind !== 'groups' ||
    (at < place && (!isGrouped(steps[place]!.group) || (await sitting(tx, activity.id)).length > 0))
  )
    return
  await makeGroups(tx, activity, { id, is }, activity.definition)
}

/** A method says how many its tables hold; of several at once each has a table, where there are people enough for it. */
function sizeOf(group: keyof typeof SIZES, method: Definition, people: number, ways: number) {
  const table = method.people.table
  if (group !== 'tables' || table === undefined) return SIZES[group]
  const best = Math.round((table.least + table.most) / 2)
  return { ...table, best: ways === 0 ? best : Math.min(best, Math.max(table.least, Math.floor(people / ways))) }
}

const groupsOf = (rows: { room: string; person: string }[]) =>
  [...Map.groupBy(rows, (row) => row.room).values()].map((rows) => rows.map((row) => row.person))

async function satBefore(tx: Tx, room: string): Promise<string[][]> {
  const { rows } = await sql<{ room: string; person: string }>`
    select small as room, person from sat_before(${room}::uuid)`.execute(tx)
  return groupsOf(rows)
}

async function sitting(tx: Tx, activity: string): Promise<string[][]> {
  const { rows } = await sql<{ room: string; person: string }>`
    select room, person from who_sits(${activity}::uuid) order by label, person`.execute(tx)
  return groupsOf(rows)
}

/** An activity that is on, for whoever runs it. */
export async function running(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('activity as a')
    .innerJoin('activity_step as s', 's.id', 'a.step_id')
    .select(['a.id', 'a.space_id', 'a.chapter_id', 'a.version', 'a.state', 'a.definition', 's.id as step', 's.place'])
    .select('a.ways')
    .where('a.id', '=', id)
    .forUpdate('a')
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  await roomToRun(tx, row.space_id)
  return { ...row, ways: row.ways as unknown as Way[] | null, method: definitionOf(row) }
}

export async function moved(tx: Tx, actor: Actor, activity: { id: string; chapter_id: string; version: number }) {
  await tx
    .updateTable('activity')
    .set({ version: activity.version + 1 })
    .where('id', '=', activity.id)
    .execute()
  await append(tx, {
    ...{ chapter: activity.chapter_id, kind: 'activity.moved', subject: activity.id, actor: actor.person },
  })
}

/** Whoever sat where they were is seated from now on. */
async function seatInstead(tx: Tx, activity: string): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('activity')
    .set({ own_tables: false })
    .where('id', '=', activity)
    .where('own_tables', '=', true)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await sql`select end_groups(${activity}::uuid)`.execute(tx)
}

/** The groups again, with other partners than those people have had. */
export async function regroup(tx: Tx, actor: Actor, input: { activity: string; version: number }) {
  const on = await running(tx, input.activity)
  if (on.version !== input.version)
    return refuse('moved_on', 'Somebody else changed something a moment ago. Look at it, then press again.')
  const at = on.method.steps.findLastIndex((step, place) => place <= on.place && step.kind === 'groups')
  const is = on.method.steps[at]
  if (on.state === 'done' || is === undefined || is.kind !== 'groups')
    return refuse('no_groups', 'No groups are made in this activity.')
  await seatInstead(tx, on.id)
  await makeGroups(tx, { ...on, own_tables: false }, { id: on.step, is }, on.method)
  await moved(tx, actor, on)
  return { ok: true as const }
}

/** By hand: two change places, or one goes to another group. Whoever asked to sit apart is not asked about, and nothing is said of it. */
export async function reseat(
  tx: Tx,
  actor: Actor,
  input: { activity: string; person: string; other: string | null; group: string | null },
) {
  const on = await running(tx, input.activity)
  const { rows } = await sql<{ done: boolean }>`
    select reseat(${input.activity}::uuid, ${input.person}::uuid, ${input.other}::uuid, ${input.group}::uuid) as done`.execute(
    tx,
  )
  if (!rows[0]!.done) return refuse('not_there', 'They do not sit there any more. Look at the groups, then try again.')
  await moved(tx, actor, on)
  return { ok: true as const }
}

/** Written by each for themselves, all of it at once; only the allocator reads it. */
export async function keepApart(tx: Tx, actor: Actor, input: { room: string; notWith: string[]; manages: string[] }) {
  const here = new Set((await peopleIn(tx, input.room)).map((one) => one.person))
  if (!here.has(actor.person)) throw new AppError('not_found')
  const rows = [
    ...input.notWith.map((id) => ({ not_with: id, sort: 'wish' })),
    ...input.manages.map((id) => ({ not_with: id, sort: 'manages' })),
  ].filter((one) => here.has(one.not_with) && one.not_with !== actor.person)
  await tx.deleteFrom('apart_wish').where('space_id', '=', input.room).where('person_id', '=', actor.person).execute()
  if (rows.length > 0)
    await tx
      .insertInto('apart_wish')
      .values(rows.map((row) => ({ space_id: input.room, person_id: actor.person, ...row })))
      .onConflict((on) => on.doNothing())
      .execute()
  return { ok: true as const }
}
