import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { here, IN_NOW } from '#modules/spaces/server/index.ts'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { CallInput } from '../../contract/call.ts'
import { standingOf } from '../access.ts'
import { postCall } from './invitations.ts'
import { keptOutFromTheStart } from './safe.ts'

const SPACE_NAME = 120

/** The address of a room: never guessed, never taken. */
const roomAddress = () => `room-${randomBytes(6).toString('hex')}`

const columnsOf = (call: CallInput, zone: string) => ({
  ...{ kind: call.kind, title: call.title.trim(), purpose: call.purpose, way: call.way, zone: call.zone ?? zone },
  ...{ starts_on: call.startsOn, starts_at: call.startsAt, minutes: call.minutes, ends_on: call.endsOn },
  ...{ place: call.place, link: call.link.trim(), mode_meant: call.modeMeant, learning: call.learning },
  ...{ kept_out: call.keptOut, door: call.door, paid: call.paid },
  ...{ share_what: call.shareWhat, share_how: call.shareHow, share_by: call.shareBy },
})

/** What is not right about a call, or null. */
function wrongIn(call: CallInput) {
  if (call.endsOn !== null && call.endsOn < call.startsOn)
    return refuse(
      'ends_before',
      'It would end before it begins. Choose a later last day; everything else is kept as you wrote it.',
    )
  if (call.link.trim() !== '' && !/^https?:\/\/\S+$/i.test(call.link.trim()))
    return refuse(
      'link',
      'The link should begin with https:// and have no spaces. Everything else is kept as you wrote it.',
    )
  return null
}

/** Calls a gathering: the call stands in this space, its room under it, and in the room is nobody yet but whoever called. */
export async function planGathering(tx: Tx, actor: Actor, input: { space: string; chapter: string; call: CallInput }) {
  const place = await here(tx, { id: input.space })
  if (place.standing !== input.chapter) throw new AppError('not_found')
  const wrong = wrongIn(input.call)
  if (wrong !== null) return wrong
  const [id, room] = [randomUUID(), randomUUID()]
  const { call } = input
  await sql`select found_room(${room}::uuid, ${place.id}::uuid, ${call.title.trim().slice(0, SPACE_NAME)}, ${roomAddress()})`.execute(
    tx,
  )
  await tx
    .insertInto('gathering')
    .values({
      ...columnsOf(call, place.zone),
      ...{ space_id: place.id, id, chapter_id: place.standing, room_id: room, convened_by: actor.person },
      share_said: '[]',
      ...{ about_kind: call.about?.kind ?? null, about_id: call.about?.id ?? null },
    })
    .execute()
  await tx
    .insertInto('gathering_room')
    .values({
      ...{ space_id: room, chapter_id: await standingOf(tx, room), gathering_id: id, door: call.door },
      ...{ kept_out: call.keptOut, said: '{}' },
    })
    .execute()
  await callerComes(tx, actor, place, id)
  await append(tx, { chapter: place.standing, kind: 'gathering.called', subject: id, actor: actor.person })
  return { ok: true as const, id, room }
}

/** Whoever calls comes, unless they say otherwise. */
async function callerComes(tx: Tx, actor: Actor, place: { id: string; standing: string }, gathering: string) {
  const as = await tx
    .selectFrom('membership as m')
    .select('m.class')
    .where('m.space_id', '=', place.id)
    .where('m.person_id', '=', actor.person)
    .where(IN_NOW)
    .orderBy('m.starts_at')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('invitee')
    .values({
      ...{ space_id: place.id, chapter_id: place.standing, gathering_id: gathering, id: randomUUID() },
      ...{ person_id: actor.person, asked_by: actor.person, class: as.class, comes_as: 'member' },
      ...{ answer: 'yes', answered_on: sql<string>`(clock_now())::date` },
    })
    .execute()
}

/** Changes a call that is still to come. The room keeps what was said at its door once that is open. */
export async function changeGathering(
  tx: Tx,
  actor: Actor,
  input: { id: string; version: number; call: CallInput },
  house: House,
) {
  const before = await tx
    .selectFrom('gathering')
    .select(['chapter_id', 'zone', 'version', 'cancelled_on', 'held_on', 'room_id'])
    .select(['title', 'starts_on', 'starts_at', 'minutes', 'ends_on', 'place', 'link'])
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (before === undefined) throw new AppError('not_found')
  if (before.cancelled_on !== null || before.held_on !== null)
    return refuse('over', 'It is over, so what was called for stays as it was. Call a new one instead.')
  if (before.version !== input.version) throw new AppError('conflict')
  const wrong = wrongIn(input.call)
  if (wrong !== null) return wrong
  const { numUpdatedRows } = await tx
    .updateTable('gathering')
    .set({ ...columnsOf(input.call, before.zone), version: before.version + 1 })
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new AppError('not_found')
  await tx
    .updateTable('gathering_room')
    .set({ door: input.call.door, kept_out: input.call.keptOut })
    .where('space_id', '=', before.room_id)
    .where('opened_at', 'is', null)
    .execute()
  await keptOutFromTheStart(tx, house, before.room_id!)
  if (house.mail.sends && toldAnew(before, columnsOf(input.call, before.zone))) await postCall(tx, input.id, 'changed')
  await append(tx, { chapter: before.chapter_id, kind: 'gathering.changed', subject: input.id, actor: actor.person })
  return { ok: true as const }
}

/** Whether whoever is asked needs to hear of it: when, how long, where, and how it is called. */
function toldAnew<T extends object>(before: T, after: object): boolean {
  const told = ['title', 'starts_on', 'starts_at', 'zone', 'minutes', 'ends_on', 'place', 'link']
  return told.some((name) => before[name as keyof T] !== after[name as never])
}

export async function cancelGathering(tx: Tx, actor: Actor, input: { id: string; because: string }, house: House) {
  const row = await tx
    .updateTable('gathering')
    .set({ cancelled_on: sql<string>`(clock_now() at time zone zone)::date`, cancelled_because: input.because })
    .where('id', '=', input.id)
    .where('cancelled_on', 'is', null)
    .where('held_on', 'is', null)
    .returning('chapter_id')
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  if (house.mail.sends) await postCall(tx, input.id, 'off')
  await append(tx, { chapter: row.chapter_id, kind: 'gathering.cancelled', subject: input.id, actor: actor.person })
  return { ok: true as const }
}
