import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { currentMethod } from '#modules/methods/server/index.ts'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import { CLOSED, type Room, roomToRun, stateOf } from '../access.ts'
import { misfit } from '../present/kinds.ts'
import { toSenseIn } from '../queries/to-sense.ts'
import { keptOutFromTheStart } from './safe.ts'
import { togetherOf } from './ways.ts'

type Item = {
  sort: 'method' | 'talk' | 'break'
  title: string
  minutes: number
  method: string | null
  reading: string | null
  short: boolean
  beside: string[]
  note: string
}

/** What does not fit together, or null: a method must be one that is here, in a reading that it has. */
async function wrongIn(house: House, item: Item) {
  if (item.sort !== 'method') return null
  const found = item.method === null ? null : await currentMethod(house, item.method)
  if (found === null)
    return refuse('no_method', 'There is no such method here any more. Choose another; what you wrote is still here.')
  if (item.reading !== null && !found.method.readings?.some((one) => one.key === item.reading))
    return refuse('no_reading', 'This method is not read that way. Choose one of its readings.')
  if (item.beside.length === 0) return null
  const together = await togetherOf(house, item, found.method)
  return 'ok' in together ? together : null
}

/** What does not fit on the run sheet of a gathering of its kind, beside what else is on it. */
async function misfitIn(tx: Tx, house: House, room: string, instead: string | null, item: Item) {
  const found = item.method === null ? null : await currentMethod(house, item.method)
  const { rows } = await sql<{ kind: string; minutes: number }>`
    select g.kind, (select coalesce(sum(i.minutes), 0)::int from agenda_item i where i.space_id = r.space_id and i.id is distinct from ${instead}::uuid) as minutes
      from gathering_room r left join gathering g on g.id = r.gathering_id where r.space_id = ${room}::uuid`.execute(tx)
  const { kind, minutes } = rows[0]!
  return misfit(kind ?? 'gathering', found?.method ?? null, minutes + item.minutes)
}

const columnsOf = (item: Item) => ({
  ...{ title: item.title.trim(), minutes: item.minutes, short: item.short },
  method_key: item.sort === 'method' ? item.method : null,
  reading: item.sort === 'method' ? item.reading : null,
  beside: item.sort === 'method' ? item.beside : [],
})

export async function addItem(
  tx: Tx,
  actor: Actor,
  input: Item & { room: string; before: string | null; finding: string | null },
  house: House,
) {
  const room = await roomToRun(tx, input.room)
  if (stateOf(room) === 'closed') return CLOSED
  const on = input.finding === null ? null : await findingIn(tx, house, room, input.finding)
  if (on !== null) return on
  const wrong = (await wrongIn(house, input)) ?? (await misfitIn(tx, house, room.space_id, null, input))
  if (wrong !== null) return wrong
  const id = randomUUID()
  const order = await orderOf(tx, input.room)
  await tx
    .insertInto('agenda_item')
    .values({
      ...columnsOf(input),
      space_id: input.room,
      id,
      chapter_id: room.chapter_id,
      position: order.length,
      sort: input.sort,
      finding_id: input.finding,
    })
    .execute()
  await keptOutFromTheStart(tx, house, input.room)
  await setNote(tx, { room: input.room, chapter: room.chapter_id, item: id, words: input.note })
  if (input.before !== null) await placeBefore(tx, input.room, id, input.before)
  await append(tx, { chapter: room.chapter_id, kind: 'agenda.changed', subject: input.room, actor: actor.person })
  return { ok: true as const, id }
}

/** Null where this finding can be put on: whoever puts it there reads it, and it is not on yet. */
async function findingIn(tx: Tx, house: House, room: Room, finding: string) {
  const { items } = await toSenseIn(tx, room, house, [finding])
  const found = items.find((one) => one.id === finding)
  if (found === undefined) throw new AppError('not_found')
  return found.item === null
    ? null
    : refuse('on', 'It is on the run sheet already. Look at it again; somebody else may have put it there.')
}

export async function changeItem(tx: Tx, actor: Actor, input: Item & { item: string; version: number }, house: House) {
  const before = await itemOf(tx, input.item)
  if (before.closed) return CLOSED
  if (before.version !== input.version) throw new AppError('conflict')
  const wrong = (await wrongIn(house, input)) ?? (await misfitIn(tx, house, before.space_id, input.item, input))
  if (wrong !== null) return wrong
  if (before.sort !== input.sort) throw new AppError('invalid')
  await tx
    .updateTable('agenda_item')
    .set({ ...columnsOf(input), version: before.version + 1 })
    .where('id', '=', input.item)
    .execute()
  await keptOutFromTheStart(tx, house, before.space_id)
  await setNote(tx, { room: before.space_id, chapter: before.chapter_id, item: input.item, words: input.note })
  await append(tx, {
    chapter: before.chapter_id,
    kind: 'agenda.changed',
    subject: before.space_id,
    actor: actor.person,
  })
  return { ok: true as const }
}

export async function moveItem(tx: Tx, actor: Actor, input: { item: string; before: string | null }) {
  const { space_id: room, chapter_id: chapter, closed } = await itemOf(tx, input.item)
  if (closed) return CLOSED
  await placeBefore(tx, room, input.item, input.before)
  await append(tx, { chapter, kind: 'agenda.changed', subject: room, actor: actor.person })
  return { ok: true as const }
}

export async function removeItem(tx: Tx, actor: Actor, input: { item: string }) {
  const { space_id: room, chapter_id: chapter, closed } = await itemOf(tx, input.item)
  if (closed) return CLOSED
  await tx.deleteFrom('agenda_note').where('item_id', '=', input.item).execute()
  await tx.deleteFrom('agenda_item').where('id', '=', input.item).execute()
  await append(tx, { chapter, kind: 'agenda.changed', subject: room, actor: actor.person })
  return { ok: true as const }
}

/** An item of the run sheet, for whoever may change it; and whether its gathering is over, when nobody does. */
async function itemOf(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('agenda_item')
    .select(['space_id', 'chapter_id', 'version', 'sort'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return { ...row, closed: stateOf(await roomToRun(tx, row.space_id)) === 'closed' }
}

const orderOf = async (tx: Tx, room: string): Promise<string[]> =>
  (
    await tx
      .selectFrom('agenda_item')
      .select('id')
      .where('space_id', '=', room)
      .orderBy('position')
      .orderBy('id')
      .forUpdate()
      .execute()
  ).map((row) => row.id)

/** Puts one before another (null: at the end) and numbers them anew; two who do it at once wait for each other. */
async function placeBefore(tx: Tx, room: string, id: string, before: string | null): Promise<void> {
  const others = (await orderOf(tx, room)).filter((one) => one !== id)
  const at = before === null ? others.length : others.indexOf(before)
  if (at < 0) throw new AppError('not_found')
  for (const [position, one] of [...others.slice(0, at), id, ...others.slice(at)].entries())
    await tx.updateTable('agenda_item').set({ position }).where('id', '=', one).execute()
}

async function setNote(tx: Tx, note: { room: string; chapter: string; item: string; words: string }): Promise<void> {
  await tx.deleteFrom('agenda_note').where('item_id', '=', note.item).execute()
  if (note.words.trim() === '') return
  await tx
    .insertInto('agenda_note')
    .values({ space_id: note.room, chapter_id: note.chapter, item_id: note.item, words: note.words })
    .execute()
}
