import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { Definition } from '#modules/methods/contract/definition.ts'
import { shortForm } from '#modules/methods/contract/derived.ts'
import { withReading } from '#modules/methods/contract/reading.ts'
import { currentMethod } from '#modules/methods/server/index.ts'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { type Refusal, refuse } from '#shared/result.ts'
import { CLOSED, roomToRun, stateOf } from '../access.ts'
import { keptMethodOf } from '../present/planned.ts'
import { movedOf } from '../queries/room.ts'
import { type Few, placeWithEnough } from './few.ts'
import { type Activity, moves } from './moves.ts'
import { openStep } from './step.ts'
import { togetherOf } from './ways.ts'

/** The method of an agenda item as it is run today: in its reading, and in its short form where that was chosen. */
async function methodOf(house: House, item: { method_key: string | null; reading: string | null; short: boolean }) {
  const found = item.method_key === null ? null : await currentMethod(house, item.method_key)
  if (found === null) return null
  const read = item.reading === null ? found.method : withReading(found.method, item.reading)
  return read === null || !item.short ? read : (shortForm(read) ?? read)
}

/** A talk or a break is run as well, as one step in which nothing is put in: the room sees what is on, and the time. */
const plainMethod = (whole: string, minutes: number): Definition => {
  const title = whole.replace(/\s+/g, ' ').trim().slice(0, 60)
  return Definition.parse({
    ...{
      key: 'talk',
      version: 1,
      title,
      purpose: title,
      helps_to: ['begin_and_end'],
      good_for: [title],
      not_for: [title],
    },
    ...{ minutes: { planned: Math.max(1, minutes), least: 1, most: 1440 }, people: { least: 1, most: 2000 } },
    ...{ attribution: 'named', lead_in: { idea: title, case: title }, variants: {} },
    steps: [
      {
        ...{ key: 'talk', title, prompt: title, kind: 'discuss', group: 'all', minutes: Math.min(480, minutes) },
        ...{ seen_by: 'room', belongs_to: 'room', kept: 'until_step_ends' },
      },
    ],
    credit: { originator: 'Whoever planned it', licence: 'None is needed', mark: 'F' },
  })
}

/** Begins what stands on the run sheet: an activity with a chapter of its own, into which comes whoever waited for it. */
export async function begin(tx: Tx, actor: Actor, input: { room: string; item: string; few: Few }, house: House) {
  const room = await roomToRun(tx, input.room)
  if (stateOf(room) === 'closed') return CLOSED
  if (stateOf(room) === 'planned')
    return refuse('not_open', 'Open the doors first: then people can come in, and it can begin.')
  const item = await tx
    .selectFrom('agenda_item')
    .select(['id', 'title', 'sort', 'minutes', 'method_key', 'reading', 'short', 'beside'])
    .where('space_id', '=', input.room)
    .where('id', '=', input.item)
    .executeTakeFirst()
  if (item === undefined) throw new AppError('not_found')
  await sql`select from gathering_room where space_id = ${input.room}::uuid for update`.execute(tx)
  const running = await tx
    .selectFrom('activity')
    .select('id')
    .where('space_id', '=', input.room)
    .where('state', '!=', 'done')
    .executeTakeFirst()
  if (running !== undefined)
    return refuse('running', 'Something else is still on. End it first; it is one thing at a time in a room.')
  const found = item.sort === 'method' ? await methodOf(house, item) : plainMethod(item.title, item.minutes)
  if (found === null)
    return refuse('no_method', 'This method is not here any more. Choose another one on the run sheet.')
  const together = item.beside.length > 0 ? await togetherOf(house, item, found) : { method: found, ways: null }
  if ('ok' in together) return together
  const { method, ways } = together
  // Who waits for the next activity comes in with it, so how many are there is known only then.
  await sql`savepoint before_it`.execute(tx)
  const { rows } = await sql<{ chapter: string }>`select open_activity(${input.room}::uuid) as chapter`.execute(tx)
  const activity: Activity = {
    ...{ id: randomUUID(), space_id: input.room, chapter_id: rows[0]!.chapter, version: 1, state: 'running' },
    ...{ paused_at: null, step_id: null, with_names: [], definition: method, ways },
  }
  await tx
    .insertInto('activity')
    .values({
      ...{
        space_id: input.room,
        id: activity.id,
        chapter_id: activity.chapter_id,
        item_id: item.id,
        title: item.title,
      },
      ...{ definition: JSON.stringify(method), reading: item.reading },
      ways: ways === null ? null : JSON.stringify(ways),
    })
    .execute()
  await tx.updateTable('gathering_room').set({ activity_id: activity.id }).where('space_id', '=', input.room).execute()
  const place = await placeWithEnough(tx, house, activity, { place: 0, turn: 1, few: input.few })
  if (typeof place !== 'number') {
    await sql`rollback to savepoint before_it`.execute(tx)
    return place
  }
  await openStep(tx, house, activity, { place, turn: 1, presenter: null })
  await tell(tx, actor, room.chapter_id, activity, 'activity.began')
  return { ok: true as const, moved: await movedOf(tx, activity.id) }
}

type To = { activity: string; version: number; few: Few } & (
  | { to: 'show' | 'next' | 'back' | 'pause' | 'resume' | 'end' }
  | { to: 'step'; place: number }
  | { to: 'again'; presenter: string | null }
  | { to: 'extend'; seconds: number }
  | { to: 'presenter'; presenter: string }
)

/**
 * Moves an activity. Whoever facilitates may, from any device; the version that stood on their screen decides, so that two
 * who press the same button go on by one step and not by two.
 */
export async function move(tx: Tx, actor: Actor, input: To, house: House) {
  const activity = await tx
    .selectFrom('activity')
    .select(['id', 'space_id', 'chapter_id', 'version', 'state', 'paused_at', 'step_id', 'with_names', 'ways'])
    .where('id', '=', input.activity)
    .forUpdate()
    .executeTakeFirst()
  if (activity === undefined) throw new AppError('not_found')
  const room = await roomToRun(tx, activity.space_id)
  if (stateOf(room) === 'closed') return CLOSED
  if (activity.version !== input.version)
    return refuse(
      'moved_on',
      'Somebody else moved it on a moment ago. Look at where it is now, then press again if you still want to.',
    )
  if (activity.state === 'done')
    return refuse('over', 'This activity has ended. Begin the next one from the run sheet.')
  const ways = activity.ways as unknown as Activity['ways']
  const known: Activity = { ...activity, ways, definition: await keptMethodOf(tx, activity) }
  const refused: Refusal | null = await moves[input.to](tx, house, known, input as never)
  if (refused !== null) return refused
  await tx
    .updateTable('activity')
    .set({ version: activity.version + 1 })
    .where('id', '=', activity.id)
    .execute()
  await tell(tx, actor, room.chapter_id, known, input.to === 'end' ? 'activity.ended' : null)
  return { ok: true as const, moved: await movedOf(tx, activity.id) }
}

/** Told in the chapter of the activity, and, where the whole room is to know, in that of the room. */
async function tell(tx: Tx, actor: Actor, standing: string, activity: Activity, inRoom: string | null) {
  const events = [{ chapter: activity.chapter_id, kind: 'activity.moved', subject: activity.id, actor: actor.person }]
  if (inRoom !== null) events.push({ chapter: standing, kind: inRoom, subject: activity.id, actor: actor.person })
  for (const event of events.toSorted((one, other) => one.chapter.localeCompare(other.chapter))) await append(tx, event)
}
