import { sql } from 'kysely'
import type { Definition } from '#modules/methods/contract/definition.ts'
import { roundState } from '#modules/rounds/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import type { AgendaItem, Moved, Now, Planned, StepState } from '../../contract/state.ts'
import type { Way } from '../../contract/tables.ts'
import { facilitates, type Room, roomOf, stateOf } from '../access.ts'
import { type Count, presentMoved, presentStep } from '../present/moved.ts'
import { keptMethodOf, plan } from '../present/planned.ts'
import { reachOf } from '../present/reach.ts'
import { funderSentence } from '../present/words.ts'
import { actualsOf } from './actuals.ts'
import { groupOf } from './groups.ts'
import { linesOfActivity, numbersOf } from './lines.ts'
import { peopleIn } from './people.ts'
import { onPaper } from './sheets.ts'
import { signOf } from './tables.ts'
import { nudgedBy, turnsOf } from './turns.ts'
import { atOwnTable } from './ways.ts'

/** The step that is on, with how many are in: the one number that everybody in the room is told. */
export async function stepOf(db: Db, id: string | null): Promise<StepState | null> {
  if (id === null) return null
  const row = await db
    .selectFrom('activity_step as s')
    .leftJoin('person as p', 'p.id', 's.presenter_id')
    .select([
      ...(['s.id', 's.key', 's.place', 's.turn', 's.state', 's.opened_at', 's.ends_at', 's.round_id'] as const),
      ...(['s.presenter_id', 's.people', 'p.name'] as const),
      sql<number>`(select count(*)::integer from paper_sheet h where h.step_id = s.id)`.as('sheets'),
    ])
    .where('s.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  return presentStep(
    row,
    row.name,
    row.round_id === null ? await countOf(db, id) : await sealedIn(db, row.round_id, row),
  )
}

/** Of whom a step with names is counted: everybody who was here while it was on but whoever runs it, and paper. */
async function countOf(db: Db, step: string): Promise<Count> {
  const { rows } = await sql<Count>`select came as "in", asked as people from count_of(${step}::uuid)`.execute(
    db as never,
  )
  return rows[0]!
}

/** Without names everybody is asked, whoever runs it too: nobody can take theirs off the number. */
async function sealedIn(db: Db, round: string, { people, sheets }: { people: number; sheets: number }): Promise<Count> {
  const [standing] = await roundState(db, [round])
  return { in: standing?.in ?? null, people: (standing?.people ?? people) + sheets }
}

/** How an activity stands: what a move answers and a frame tells. */
export async function movedOf(db: Db, id: string): Promise<Moved> {
  const row = await db
    .selectFrom('activity')
    .select(['id', 'chapter_id', 'version', 'state', 'paused_at', 'step_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return presentMoved(row, await stepOf(db, row.step_id), await clock(db))
}

/** What a room is doing now, for its reader; or, at its door, what they wait for. */
export async function readNow(
  db: Db,
  actor: Actor,
  input: { room: string },
): Promise<Now | { waiting: 'yes' | 'next_activity' }> {
  const door = await sql<{
    waits: 'yes' | 'next_activity' | null
  }>`select my_door(${input.room}::uuid) as waits`.execute(db as never)
  const waits = door.rows[0]!.waits
  if (waits !== null) return { waiting: waits }
  const room = await roomOf(db, input.room)
  const [runs, people, activity] = [
    await facilitates(db, input.room),
    await peopleIn(db, input.room),
    await activityOf(db, room.activity_id),
  ]
  const me = people.find((one) => one.person === actor.person)
  if (me === undefined) throw new AppError('not_found')
  const { title, said } = await saidIn(db, room)
  const on =
    activity === null
      ? null
      : await presentActivity(db, activity, runs, { id: input.room, calls: room.rehearsal ? '' : said.space })
  const steps = activity === null ? null : await stepsToShow(db, activity, on?.step ?? null)
  return {
    now: (await clock(db)).getTime(),
    me: { id: me.person, name: me.name, guest: me.guest, facilitates: runs },
    room: {
      ...{ id: room.space_id, gathering: room.gathering_id, chapter: room.chapter_id, title, said },
      ...{ state: stateOf(room), harvestUntil: room.harvest_until?.getTime() ?? null },
      ...{ door: room.door as 'code' | 'let_in', code: room.code, people: people.length, version: room.version },
      rehearsal: room.rehearsal,
      reach: reachOf(people, on === null || !isAboutNobody(on.steps, on.step?.key), await paysHere(db, input.room)),
      waiting: await countAtDoor(db, room.space_id),
    },
    agenda: await agendaOf(db, room.space_id),
    activity: on,
    group: activity === null ? null : await groupWith(db, activity),
    ...{
      lines: steps === null ? [] : await linesOfActivity(db, actor, steps),
      numbers: await numbersOf(db, steps?.rows ?? []),
      onPaper: await onPaper(db, steps?.shown ?? []),
      actuals: await actualsOf(db, steps?.rows ?? []),
      turns: await turnsOf(db, room.space_id, on?.step?.id ?? null),
      askedBy: await nudgedBy(db, on?.step?.id ?? null),
    },
  }
}

/** Whether somebody who pays is in the room, by any part of theirs: who that is stands on its list, if it does. */
async function paysHere(db: Db, room: string): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`select payer_here(${room}::uuid) as yes`.execute(db as never)
  return rows[0]!.yes
}

/** What stands at the door, or, before it was opened, only how it is called. */
async function saidIn(db: Db, room: Room) {
  const said = room.said as Now['room']['said']
  if (typeof said.title === 'string') return { title: said.title, said }
  const { name } = await db.selectFrom('space').select('name').where('id', '=', room.space_id).executeTakeFirstOrThrow()
  const empty = { title: name, purpose: '', space: '', convenedBy: '', share: { what: '', how: '', by: null } }
  return { title: name, said: { ...empty, paid: '', role: '', agreed: '', when: '' } }
}

async function activityOf(db: Db, id: string | null) {
  if (id === null) return null
  // Whoever came in for the next one does not read the one that is on.
  return (
    (await db
      .selectFrom('activity')
      .select(['id', 'chapter_id', 'version', 'state', 'paused_at', 'step_id', 'item_id', 'title'])
      .select(['with_names', 'own_tables', 'ways'])
      .where('id', '=', id)
      .executeTakeFirst()) ?? null
  )
}

async function presentActivity(
  db: Db,
  row: NonNullable<Awaited<ReturnType<typeof activityOf>>>,
  runs: boolean,
  room: { id: string; calls: string },
) {
  const method = await keptMethodOf(db, row)
  const { version, state, pausedAt, step } = presentMoved(row, await stepOf(db, row.step_id), await clock(db))
  const steps = method.steps.map((one) => plan(method, one, runs, row.with_names, room.calls))
  const asks = room.calls !== '' && steps.some((one) => one.nameless && one.mayGo.length > 1)
  return atOwnTable(db, row.ways as unknown as Way[] | null, runs, {
    ...{ id: row.id, item: row.item_id, title: row.title, chapter: row.chapter_id, method: method.key },
    ...{ steps, goesTo: asks ? await funderThere(db, room.id) : '' },
    ...{ leadIn: method.lead_in, ownTables: row.own_tables, ways: [], atTable: false, tablePaused: false },
    ...{ version, state, pausedAt, step },
  })
}

/** Whether a funder reads where words of this room may go. */
async function funderThere(db: Db, room: string): Promise<string> {
  const { rows } = await sql<{ name: string; funder: boolean }>`
    select name, funder from read_by(${room}::uuid)`.execute(db as never)
  return rows[0] === undefined ? '' : funderSentence(rows[0])
}

async function countAtDoor(db: Db, room: string): Promise<number> {
  const { n } = await db
    .selectFrom('door_wait')
    .select((of) => of.fn.countAll<number>().as('n'))
    .where('space_id', '=', room)
    .executeTakeFirstOrThrow()
  return n
}

/** The run sheet with what is done and what is on. Its notes come only to whoever may read them: the policy sees to that. */
export async function agendaOf(db: Db, room: string): Promise<AgendaItem[]> {
  const rows = await db
    .selectFrom('agenda_item as i')
    .leftJoin('agenda_note as n', 'n.item_id', 'i.id')
    .leftJoinLateral(
      (of) =>
        of
          .selectFrom('activity as a')
          .select(['a.state', 'a.started_at'])
          .whereRef('a.item_id', '=', 'i.id')
          .orderBy('a.started_at', 'desc')
          .limit(1)
          .as('a'),
      (join) => join.onTrue(),
    )
    .select([
      ...([
        'i.id',
        'i.version',
        'i.sort',
        'i.title',
        'i.minutes',
        'i.method_key',
        'i.reading',
        'i.short',
        'i.beside',
      ] as const),
      ...(['n.words', 'a.state', 'a.started_at'] as const),
    ])
    .where('i.space_id', '=', room)
    .orderBy('i.position')
    .orderBy('i.id')
    .execute()
  return rows.map((row) => ({
    ...{
      id: row.id,
      version: row.version,
      sort: row.sort as AgendaItem['sort'],
      title: row.title,
      minutes: row.minutes,
    },
    ...{ method: row.method_key, reading: row.reading, short: row.short, note: row.words ?? '' },
    beside: row.beside,
    begunAt: row.started_at?.getTime() ?? null,
    state: row.state === null ? 'coming' : row.state === 'done' ? 'done' : 'on',
  }))
}

export async function readAgenda(db: Db, _actor: Actor, input: { room: string }) {
  await roomOf(db, input.room)
  return { items: await agendaOf(db, input.room) }
}

/** The same, with what it says of itself. */
async function groupWith(db: Db, activity: { id: string; step_id: string | null }): Promise<Now['group']> {
  const group = await groupOf(db, activity.id)
  return group === null ? null : { ...group, says: await signOf(db, group.id, activity.step_id) }
}

/** The step that is on and those it works on: of these everything that is shown, of the others only what is one's own. */
async function stepsToShow(db: Db, activity: { id: string; with_names: string[] }, on: StepState | null) {
  const rows = await db
    .selectFrom('activity_step')
    .select(['id', 'key'])
    .where('activity_id', '=', activity.id)
    .execute()
  const keys = worksOn(await keptMethodOf(db, activity), on?.key ?? '')
  return { shown: rows.filter((row) => keys.has(row.key)).map((row) => row.id), all: rows.map((row) => row.id), rows }
}

/** A step, those it works on, and those that these work on: what was placed says where, and the thing says what. */
function worksOn(method: Definition, key: string, seen = new Set<string>()): Set<string> {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const from of method.steps.find((step) => step.key === key)?.from ?? []) worksOn(method, from, seen)
  return seen
}

/** Whether what is put in or shown just now has no name on it: a step without names, or one that works on such a step. */
function isAboutNobody(steps: readonly Planned[], key: string | undefined): boolean {
  const on = steps.find((step) => step.key === key)
  if (on === undefined) return false
  return on.nameless || (!on.makes && steps.some((step) => step.nameless && on.from.includes(step.key)))
}
