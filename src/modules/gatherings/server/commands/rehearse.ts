import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { makesSomething, writesOf } from '#modules/methods/contract/derived.ts'
import type { Step } from '#modules/methods/contract/step.ts'
import { sealFor } from '#modules/rounds/server/index.ts'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { roomToRun } from '../access.ts'
import { invent, inventedFor } from '../present/invented.ts'
import { definitionOf } from '../present/planned.ts'
import { AT_TABLES, isHidden } from '../present/ways.ts'
import { groupOf } from '../queries/groups.ts'
import { tableFor } from '../queries/ways.ts'
import { putIn } from './put.ts'
import { tableGoes } from './ways.ts'

/** Makes a throw-away room with the same run sheet, and people who were made up. Nothing of it stands in any other space. */
export async function rehearse(tx: Tx, _actor: Actor, input: { room: string }) {
  await roomToRun(tx, input.room)
  const id = randomUUID()
  const items = await tx.selectFrom('agenda_item').select('beside').where('space_id', '=', input.room).execute()
  const ways = Math.max(0, ...items.map((item) => (item.beside.length === 0 ? 0 : item.beside.length + 1)))
  const invented = inventedFor(ways).map((one) => ({ id: randomUUID(), ...one }))
  const address = `room-${randomBytes(6).toString('hex')}`
  await sql`select found_rehearsal(${input.room}::uuid, ${id}::uuid, ${address}, ${JSON.stringify(invented)}::jsonb)`.execute(
    tx,
  )
  return { ok: true as const, room: id }
}

export async function endRehearsal(tx: Tx, _actor: Actor, input: { room: string }) {
  await sql`select end_rehearsal(${input.room}::uuid)`.execute(tx)
  return { ok: true as const }
}

/** The invented people put something in, each once and one of them never: so that it can be seen what waiting looks like. */
export async function rehearseOthers(tx: Tx, actor: Actor, input: { room: string }, house: House) {
  const room = await roomToRun(tx, input.room)
  if (!room.rehearsal) throw new AppError('not_found')
  const on = room.activity_id === null ? undefined : await onNow(tx, room.activity_id)
  const step =
    on === undefined ? undefined : definitionOf({ id: on.activity, definition: on.definition }).steps[on.place]
  if (on?.ways != null && on.place === AT_TABLES)
    return { ok: true as const, put: await rehearseTables(tx, actor, { room: input.room, on }, house) }
  if (on === undefined || step === undefined || !makesSomething(step)) return { ok: true as const, put: 0 }
  const things = await thingsOf(tx, on.activity, step)
  let put = 0
  for (const [n, who] of writers(step, await inventedIn(tx, input.room), on.presenter_id).entries()) {
    const value = invent(step, n, things)
    if (on.round_id !== null) {
      if (await seals(tx, house, on.round_id, who, value)) put += 1
      continue
    }
    await sql`select as_invented(${input.room}::uuid, ${who}::uuid)`.execute(tx)
    if (await putsIn(tx, { ...actor, person: who }, on, step, value, house)) put += 1
    await sql`select set_config('app.person', ${actor.person}, true)`.execute(tx)
  }
  return { ok: true as const, put }
}

/** Each table does the next thing by itself: those who sit there put something in, or, once they have, it goes on. */
async function rehearseTables(tx: Tx, actor: Actor, { room, on }: { room: string; on: On }, house: House) {
  const method = definitionOf({ id: on.activity, definition: on.definition })
  const { rows } = await sql<{ room: string; person: string }>`
    select room, person from who_sits(${on.activity}::uuid) order by label, person`.execute(tx)
  let put = 0
  for (const [table, seats] of Map.groupBy(rows, (row) => row.room)) {
    const { step: at } = await tableFor(tx, { id: on.activity, space_id: room }, table)
    if (at === null) continue
    const step = method.steps[at.place]!
    const people = seats.map((one) => one.person)
    let fresh = 0
    for (const [n, who] of (makesSomething(step) ? writers(step, people, null) : []).entries()) {
      await sql`select as_invented(${room}::uuid, ${who}::uuid)`.execute(tx)
      const value = invent(step, n, await thingsOf(tx, on.activity, step))
      if (await putsIn(tx, { ...actor, person: who }, { ...on, step: at.id }, step, value, house)) fresh += 1
      await sql`select set_config('app.person', ${actor.person}, true)`.execute(tx)
    }
    put += fresh
    if (fresh > 0) continue
    const to = isHidden(method, step, at.state) ? 'show' : 'next'
    await tableGoes(tx, actor, { activity: on.activity, table, step: at.id, to })
  }
  return put
}

type On = NonNullable<Awaited<ReturnType<typeof onNow>>>

const onNow = (tx: Tx, activity: string) =>
  tx
    .selectFrom('activity as a')
    .innerJoin('activity_step as s', 's.id', 'a.step_id')
    .select([
      'a.id as activity',
      'a.chapter_id',
      'a.definition',
      'a.ways',
      's.id as step',
      's.place',
      's.round_id',
      's.presenter_id',
    ])
    .where('a.id', '=', activity)
    .where('a.state', '!=', 'done')
    .executeTakeFirst()

/** What the steps it works on took in, as far as whoever rehearses sees it. */
async function thingsOf(tx: Tx, activity: string, step: Step): Promise<string[]> {
  if (step.from === undefined) return []
  const rows = await tx
    .selectFrom('contribution as c')
    .innerJoin('activity_step as s', 's.id', 'c.step_id')
    .select('c.id')
    .where('s.activity_id', '=', activity)
    .where('s.key', 'in', step.from)
    .orderBy('c.id')
    .execute()
  return rows.map((row) => row.id)
}

async function inventedIn(tx: Tx, room: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('guest as g')
    .innerJoin('person as p', 'p.id', 'g.person_id')
    .select('g.person_id')
    .where('g.space_id', '=', room)
    .orderBy('p.name')
    .execute()
  return rows.map((row) => row.person_id)
}

/** Who of them puts something in: all but the last, one for the group, or the one who presents. */
function writers(step: Step, people: readonly string[], presenter: string | null): string[] {
  if (writesOf(step) === 'each') return people.slice(0, -1)
  if (writesOf(step) === 'one') return people.slice(0, 1)
  return people.filter((one) => one === presenter)
}

/** Where nobody is named they put theirs into the round like everybody, once each, so that its reveal has something to show. */
async function seals(tx: Tx, house: House, round: string, who: string, value: unknown): Promise<boolean> {
  if (value === null) return false
  const line = { value: [value] as never, mayGo: 'stays' as const, typed: false }
  return (await sealFor(tx, house, round, line, `invented ${who}`)) === null
}

async function putsIn(tx: Tx, invented: Actor, on: On, step: Step, value: unknown, house: House): Promise<boolean> {
  if (value === null) return false
  const before = await tx
    .selectFrom('contribution')
    .select('id')
    .where('step_id', '=', on.step)
    .where((is) => is.or([is('author_id', '=', invented.person), is(sql<boolean>`i_put(id)`, '=', true)]))
    .executeTakeFirst()
  if (before !== undefined) return false
  const group = step.seen_by === 'pair' || step.seen_by === 'table' ? await groupOf(tx, on.activity) : null
  const answer = await putIn(
    tx,
    invented,
    {
      ...{ step: on.step, chapter: group?.chapter ?? on.chapter_id, forTable: false, speaker: null, withName: true },
      items: [{ id: randomUUID(), value, mayGo: null }],
    },
    house,
  )
  return answer.ok
}
