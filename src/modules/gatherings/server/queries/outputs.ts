import { sql } from 'kysely'
import type { Definition } from '#modules/methods/contract/definition.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { Ask } from '#platform/http/module.ts'
import { AppError } from '#shared/errors.ts'
import type { Kept, Promised, Ready } from '../../contract/outputs.ts'
import { facilitates, roomOf } from '../access.ts'
import { acceptedIn, type Output, outputWords, type ShownLine, saidYesIn } from '../present/outputs.ts'
import { definitionOf } from '../present/planned.ts'

/** How an output stands with its acceptance, as the database reads it for whoever facilitates. */
export type Standing = {
  room: string
  chapter: string
  accept: string | null
  named: boolean
  answers: number
  not_yet: number
  told: { cells: Record<string, { from: number }> | null } | null
  is_open: boolean
  called: string
}

/** An output of an activity, for whoever facilitates; what is not theirs and what is none answer the same. */
export async function standingOf(db: Db, activity: string, key: string): Promise<Standing> {
  const { rows } = await sql<Standing & { target: string | null }>`
    select target, room, chapter, accept, named, answers, not_yet, told, is_open, called
      from output_to_keep(${activity}::uuid, ${key})`.execute(db as never)
  const row = rows[0]
  if (row === undefined || row.target === null) throw new AppError('not_found')
  return row
}

/** What the database decides by as well: names say it, or a number that may be told; else nobody can tell. */
export function againstIn({ named, not_yet, told }: Standing): Ready['against'] {
  if (named) return not_yet > 0 ? 'some' : 'none'
  return (told?.cells?.not_yet?.from ?? 0) > 0 ? 'some' : 'untold'
}

/** What the whole room was shown in an activity. What was written before stays its writer's, whatever the room accepts. */
export const shownIn = (db: Db, activity: string): Promise<ShownLine[]> =>
  db
    .selectFrom('contribution as c')
    .innerJoin('activity_step as s', 's.id', 'c.step_id')
    .select(['c.id', 's.key', 'c.value'])
    .where('c.activity_id', '=', activity)
    .where('c.shown', '=', true)
    .where('c.seen_by', '=', 'room')
    .where('c.thread_line_id', 'is', null)
    .orderBy('s.opened_at')
    .orderBy('c.id')
    .execute()

type Activity = { id: string; title: string; definition: unknown }

/** What a room made: what may be kept, what was, and what people said they would do. */
export async function readOutputs(db: Db, _actor: Actor, input: { room: string }) {
  const room = await roomOf(db, input.room)
  const runs = await facilitates(db, input.room)
  const activities = await db
    .selectFrom('activity')
    .select(['id', 'title', 'definition'])
    .where('space_id', '=', input.room)
    .orderBy('started_at')
    .execute()
  const kept = await keptIn(db, input.room, runs)
  const said = room.said as { space?: string }
  return {
    to: said.space ?? '',
    ready: runs && !room.rehearsal ? await readyIn(db, activities, kept) : [],
    kept,
    promised: room.rehearsal ? [] : await promisedIn(db, input.room),
  }
}

async function readyIn(db: Db, activities: readonly Activity[], kept: readonly Kept[]): Promise<Ready[]> {
  const ready: Ready[] = []
  for (const activity of activities) {
    const method = definitionOf(activity)
    for (const output of [...acceptedIn(method), ...saidYesIn(method)]) {
      const one = await readyOne(db, activity, method, output, kept)
      if (one !== null) ready.push(one)
    }
  }
  return ready
}

async function readyOne(
  db: Db,
  activity: Activity,
  method: Definition,
  output: Output,
  kept: readonly Kept[],
): Promise<Ready | null> {
  const standing = await standingOf(db, activity.id, output.key)
  if (!standing.is_open || standing.accept === null || (standing.named && standing.answers === 0)) return null
  const words = outputWords(method, output, await shownIn(db, activity.id))
  if (words === '') return null
  const before = kept.find(
    (one) => one.activity === activity.id && one.key === output.key && one.state !== 'taken_back',
  )
  const everybody = output.leaves === 'all_say_yes'
  // Whoever said that it stays is not asked again.
  if (everybody && before !== undefined) return null
  // What stands has nothing left to be said of it; a draft may be let stand.
  if (before?.stands && before.state !== 'stays') return null
  return {
    ...{ activity: activity.id, method: method.title, key: output.key, type: output.type, title: output.title, words },
    ...{ against: againstIn(standing), again: before !== undefined, everybody },
    againAfter: method.again?.days.most ?? null,
    groups: output.type === 'map' ? await groupsFor(db, activity.id, `${method.key}/${output.key}`) : [],
  }
}

async function groupsFor(db: Db, activity: string, key: string): Promise<Ready['groups']> {
  const { rows } = await sql<Ready['groups'][number]>`
    select id, name, people from my_map_groups(${activity}::uuid, ${key})`.execute(db as never)
  return rows
}

type State = { id: string; state: Kept['state']; to_name: string | null } & {
  document_id: string | null
  named: boolean
  signed: boolean
}

async function keptIn(db: Db, room: string, runs: boolean): Promise<Kept[]> {
  const { rows: states } = await sql<State>`select * from kept_in(${room}::uuid)`.execute(db as never)
  const rows = await db
    .selectFrom('room_output')
    .select(['id', 'activity_id', 'key', 'type', 'title', 'words', 'stands', 'against', 'kept_on', 'look_on'])
    .select(
      sql<boolean>`exists (select from activity a cross join lateral jsonb_array_elements(a.definition->'harvest') h
      where a.id = activity_id and h->>'key' = key and h->>'leaves' = 'all_say_yes')`.as('everybody'),
    )
    .where('space_id', '=', room)
    .orderBy('kept_on')
    .orderBy('id')
    .execute()
  const stateOf = (id: string) => states.find((one) => one.id === id)
  return rows.flatMap((row) => {
    const state = stateOf(row.id)
    if (state === undefined) return []
    // What was kept anew takes the place of what was taken back for it.
    const anew = rows.some(
      (one) => one.activity_id === row.activity_id && one.key === row.key && stateOf(one.id)?.state === 'went',
    )
    if (state.state !== 'went' && anew) return []
    const there = state.state === 'went' || state.state === 'not_settled'
    return [
      {
        ...{ id: row.id, activity: row.activity_id, key: row.key, type: row.type as Kept['type'], title: row.title },
        ...{ words: row.words, to: state.to_name, on: row.kept_on, lookOn: row.look_on, stands: row.stands },
        ...{
          against: row.against as Kept['against'],
          state: state.state,
          everybody: row.everybody,
          named: state.named,
          signed: state.signed,
        },
        can: { takeBack: runs && there, name: state.document_id !== null },
      },
    ]
  })
}

type Going = {
  id: string
  value: { what: string; who: string; by: string | null }
  mine: boolean
  tasks: boolean
  is_member: boolean
  asked: string | null
  went: boolean | null
}

/** What was said in steps that ask who does what by when: one's own, and for whoever facilitates what the room was shown. */
async function promisedIn(db: Db, room: string): Promise<Promised[]> {
  const { rows } = await sql<Going>`
    select c.id, c.value, p.mine, p.tasks, p.is_member, p.asked, p.went
      from activity a cross join lateral jsonb_array_elements(a.definition->'steps') m
      join activity_step s on s.activity_id = a.id and s.key = m->>'key'
      join contribution c on c.step_id = s.id and c.attribution = 'named' cross join lateral promise_to_go(c.id) p
     where a.space_id = ${room}::uuid and m->>'kind' = 'commit' and p.target is not null
     order by a.started_at, c.id`.execute(db as never)
  return rows.map(({ id, value, mine, tasks, is_member, asked, went }) => ({
    ...{ id, what: value.what, who: value.who, by: value.by, mine },
    state: went ? 'went' : asked !== null ? 'asked' : 'said',
    stays: !tasks ? 'no_tasks' : !is_member ? 'guest' : null,
  }))
}

/** What a room has accepted and nobody has kept, for whoever facilitated it, while that may still be done. */
export async function keepingAsks(db: Db, _person: string): Promise<Ask[]> {
  const { rows } = await sql<{ id: string; room: string; title: string; due: string }>`
    select a.id, a.space_id as room, o->>'title' as title, (r.harvest_until at time zone s.zone)::date::text as due
      from gathering_room r join space s on s.id = r.space_id join activity a on a.space_id = r.space_id
      cross join lateral jsonb_array_elements(a.definition->'harvest') o
     where r.closed_at is not null and r.harvest_until > clock_now() and not r.rehearsal and i_facilitate(r.space_id)
       and o->>'leaves' = 'room_accepts' and not exists (select from room_output k where k.activity_id = a.id and k.key = o->>'key')
       and exists (select from activity_step x join jsonb_array_elements(a.definition->'steps') p on p->>'key' = x.key
         where x.activity_id = a.id and x.shown_at is not null and p->>'kind' = 'acceptance')
     order by r.harvest_until, a.id`.execute(db as never)
  return rows.map(
    ({ id, room, title, due }): Ask => ({
      ...{ id, space: room, words: title, minutes: 2, verb: 'Keep it', to: `/rooms/${room}/leaving`, due },
      why: 'The room was asked whether it can live with this, and nobody has kept it yet.',
    }),
  )
}
