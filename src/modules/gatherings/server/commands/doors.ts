import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor, Context, House } from '#platform/access/context.ts'
import { hashToken, newToken, setCookie } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { Proof } from '../../contract/work.ts'
import { roomToRun, standingOf, stateOf } from '../access.ts'
import { makeCode, readCode } from '../present/code.ts'
import { sayAtDoor } from '../present/said.ts'
import { callOf } from '../queries/calls.ts'
import { letNamelessGo } from './harvest.ts'
import { staysOutside, strictest } from './safe.ts'
import { countWrong, mustWork } from './work.ts'

const DAYS_TO_CHOOSE = 7
const MONTHS_KEPT = 12

const REHEARSAL = refuse(
  'rehearsal',
  'This is a rehearsal: it has no door, and it ends by being deleted. End the rehearsal instead.',
)

/** Opens the doors: a code that lives until the close, and at the door what is promised, fixed from now on. */
export async function openDoors(tx: Tx, actor: Actor, input: { room: string }, house: House) {
  const room = await roomToRun(tx, input.room)
  if (room.rehearsal) return REHEARSAL
  if (stateOf(room) === 'closed')
    return refuse('closed', 'This gathering is closed. Call a new one; what came of this one is kept.')
  if (room.code !== null) return { ok: true as const, code: room.code }
  const { call, said } = await callOf(tx, room.gathering_id)
  if (call.cancelled !== null)
    return refuse('cancelled', 'This gathering was called off, so its doors stay shut. Call a new one.')
  const code = makeCode()
  const rule = await strictest(tx, house, input.room, call)
  // The call tells it too: whoever reads it knows before they come.
  await tx
    .updateTable('gathering')
    .set({ kept_out: [...rule.keptOut], door: rule.door })
    .where('id', '=', room.gathering_id)
    .execute()
  await tx
    .updateTable('gathering_room')
    .set({ kept_out: [...rule.keptOut], door: rule.door })
    .where('space_id', '=', input.room)
    .execute()
  await tx
    .updateTable('gathering_room')
    .set({ code, said: JSON.stringify(sayAtDoor(call, said)), opened_at: sql`clock_now()`, version: room.version + 1 })
    .where('space_id', '=', input.room)
    .execute()
  await append(tx, { chapter: room.chapter_id, kind: 'doors.opened', subject: input.room, actor: actor.person })
  return { ok: true as const, code }
}

/** Closes the gathering: what was kept until now goes, and for seven days each says what of theirs may leave. */
export async function closeGathering(tx: Tx, actor: Actor, input: { room: string }) {
  const room = await roomToRun(tx, input.room)
  if (room.rehearsal) return REHEARSAL
  if (stateOf(room) === 'closed') return { ok: true as const }
  const running = await tx
    .selectFrom('activity')
    .select('id')
    .where('space_id', '=', input.room)
    .where('state', '!=', 'done')
    .executeTakeFirst()
  if (running !== undefined)
    return refuse('running', 'An activity is still on. End it first, so that nothing anybody is writing is cut off.')
  await letNamelessGo(tx, input.room)
  await sql`select close_room(${input.room}::uuid)`.execute(tx)
  await tx
    .updateTable('gathering_room')
    .set({
      ...{ code: null, closed_at: sql`clock_now()`, version: room.version + 1 },
      harvest_until: sql`clock_now() + make_interval(days => ${DAYS_TO_CHOOSE})`,
      delete_on: sql`(clock_now() + make_interval(months => ${MONTHS_KEPT}))::date`,
    })
    .where('space_id', '=', input.room)
    .execute()
  await sql`select open_after(${input.room}::uuid)`.execute(tx)
  const call = await tx
    .updateTable('gathering')
    .set({ held_on: sql<string>`(clock_now() at time zone zone)::date` })
    .where('id', '=', room.gathering_id)
    .where('held_on', 'is', null)
    .returning(['chapter_id', 'id'])
    .executeTakeFirst()
  const events = [{ chapter: room.chapter_id, kind: 'room.closed', subject: input.room, actor: actor.person }]
  if (call !== undefined)
    events.push({ chapter: call.chapter_id, kind: 'gathering.held', subject: call.id, actor: actor.person })
  for (const event of events.toSorted((one, other) => one.chapter.localeCompare(other.chapter))) await append(tx, event)
  return { ok: true as const }
}

/** What stands at the door, for whoever has the code: also for nobody in particular. */
export async function readDoor(context: Context, input: { code: string; proof: Proof | null }) {
  const { house, actor } = context
  await mustWork(context, readCode(input.code), input.proof)
  const { rows } = await house.db.read(actor?.person ?? null, (db) =>
    sql<{ room: string; said: never; door: 'code' | 'let_in'; kept_out: never[]; full_up: boolean }>`
      select * from door_by_code(${readCode(input.code)})`.execute(db as never),
  )
  const row = rows[0]
  if (row === undefined) {
    countWrong(context)
    throw new AppError('refused', NO_CODE.sentence)
  }
  return {
    ...{ room: row.room, said: row.said, door: row.door, keptOut: row.kept_out, full: row.full_up },
    me: actor === null ? null : await whoComes(context, actor),
  }
}

const whoComes = async ({ house }: Context, actor: Actor) => {
  const row = await house.db.read(actor.person, (db) =>
    db.selectFrom('person').select('name').where('id', '=', actor.person).executeTakeFirst(),
  )
  return row === undefined ? null : { name: row.name, guest: actor.kind === 'guest' }
}

type Came = 'in' | 'waiting' | 'kept_out' | 'full' | 'no_code'
const NO_CODE = refuse(
  'no_code',
  'This code opens no door now. Look at it again with whoever gave it to you: two words and three digits. It works from the opening of the doors to the close.',
)
const KEPT_OUT = refuse(
  'kept_out',
  'This gathering was called as a space of its own, and by its rule people in your role are not in the room. Ask whoever called it.',
)
const FULL = refuse('full', 'The room is full. Ask whoever runs it to make room; the code goes on working.')

/** What came of somebody at the door, as an answer. */
function answerOf(came: Came, room: string) {
  if (came === 'kept_out') return KEPT_OUT
  if (came === 'full') return FULL
  if (came === 'no_code') return NO_CODE
  return { ok: true as const, room, came }
}

/** The room behind a code, or null where nothing opens. */
async function roomBehind(tx: Tx, code: string): Promise<string | null> {
  const { rows } = await sql<{ room: string }>`select room from door_by_code(${code})`.execute(tx)
  return rows[0]?.room ?? null
}

export async function comeIn(
  tx: Tx,
  actor: Actor,
  input: { code: string; class: string; manages: boolean },
  { limits }: House,
) {
  if (limits.over(`wrong code of ${actor.person}`, 50, 60)) throw new AppError('too_many')
  const code = readCode(input.code)
  const room = await roomBehind(tx, code)
  if (await staysOutside(tx, input, room)) return KEPT_OUT
  const known = await tx.selectFrom('person').select('name').where('id', '=', actor.person).executeTakeFirstOrThrow()
  const { rows } = await sql<{ came: Came }>`
    select come_in_by_code(${code}, ${input.class}, ${known.name}) as came`.execute(tx)
  if (rows[0]!.came === 'no_code') limits.allow(`wrong code of ${actor.person}`, 50, 60)
  return answerOf(rows[0]!.came, room ?? '')
}

export async function comeInFromAbove(tx: Tx, _actor: Actor, input: { id: string; manages: boolean }) {
  const call = await tx.selectFrom('gathering').select('room_id').where('id', '=', input.id).executeTakeFirst()
  if (call === undefined) throw new AppError('not_found')
  if (await staysOutside(tx, input, call.room_id)) return KEPT_OUT
  const { rows } = await sql<{ came: Came }>`select come_in_from_above(${call.room_id}::uuid) as came`.execute(tx)
  return answerOf(rows[0]!.came, call.room_id)
}

type Who = { attempt: string; name: string; organisation: string; class: string }
type Guest = Who & { code: string; proof: Proof | null; manages: boolean }

/** By what somebody is known again whose answer was lost: the id is their device's, and told to nobody else. */
const saidBy = (who: Who) =>
  hashToken(JSON.stringify([who.attempt, who.name.trim(), who.organisation.trim(), who.class]))

/** Somebody without an account comes in: the cookie is theirs for this room, and they are nobody anywhere else. */
export async function comeInAsGuest(context: Context, input: Guest) {
  const { house } = context
  if (context.actor?.kind === 'full')
    return refuse('signed_in', 'You are signed in here, so come in as yourself: the button above does that.')
  const [person, token] = [randomUUID(), newToken()]
  const code = readCode(input.code)
  await mustWork(context, code, input.proof)
  const came = await house.db.as(null, async (tx) => {
    const room = await roomBehind(tx, code)
    if (await staysOutside(tx, input, room)) return KEPT_OUT
    const answer = await sql<{ came: Came }>`
      select come_in_as_guest(${code}, ${person}::uuid, ${input.name.trim()}, ${input.organisation.trim()}, ${input.class},
        ${hashToken(token)}, ${saidBy(input)}, ${String(context.request.headers['user-agent'] ?? '').slice(0, 120)}) as came`.execute(
      tx,
    )
    return answerOf(answer.rows[0]!.came, room ?? '')
  })
  if (!came.ok) {
    if (came.reason === 'no_code') countWrong(context)
    return came
  }
  setCookie(house, context.reply, 'guest', token)
  return came
}

export async function letIn(tx: Tx, _actor: Actor, input: { room: string; person: string }) {
  const { rows } = await sql<{ came: 'in' | 'waiting' | 'gone' }>`
    select let_in_from_here(${input.room}::uuid, ${input.person}::uuid) as came`.execute(tx)
  const { came } = rows[0]!
  return came === 'gone' ? refuse('gone', 'They are not at the door any more.') : { ok: true as const, came }
}

export async function turnAway(tx: Tx, actor: Actor, input: { room: string; person: string }) {
  await sql`select turn_away(${input.room}::uuid, ${input.person}::uuid)`.execute(tx)
  const chapter = await standingOf(tx, input.room)
  await append(tx, { chapter, kind: 'door.left', subject: input.room, actor: actor.person })
  return { ok: true as const }
}

/** Somebody else in the room runs it as well, from now on. */
export async function runWith(tx: Tx, _actor: Actor, input: { room: string; person: string }) {
  const { rows } = await sql<{
    yes: boolean
  }>`select run_with(${input.room}::uuid, ${input.person}::uuid) as yes`.execute(tx)
  return rows[0]!.yes
    ? { ok: true as const }
    : refuse('guest', 'They came without an account, so they cannot run it. Ask somebody who is signed in.')
}
