import { sql } from 'kysely'
import type { Step } from '#modules/methods/contract/step.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import type { Goes, Harvest, Leaving } from '../../contract/harvest.ts'
import { facilitates } from '../access.ts'
import { definitionOf } from '../present/planned.ts'
import { audienceOf, provenanceOf, wordsOf } from '../present/words.ts'
import { ownThreadLines } from './own-threads.ts'

const isMine = (
  actor: Actor,
) => sql<boolean>`(case when c.presenter_id is not null then c.presenter_id = ${actor.person}::uuid
  else c.author_id = ${actor.person}::uuid or (c.attribution = 'role' and i_put(c.id)) end)`

/** Lines that are mine, with what I chose for each and what became of it; read under my own policies. */
const lines = (db: Db, actor: Actor) =>
  db
    .selectFrom('contribution as c')
    .innerJoin('activity as a', 'a.id', 'c.activity_id')
    .innerJoin('activity_step as s', 's.id', 'c.step_id')
    .leftJoin('harvest_choice as h', (join) =>
      join.onRef('h.contribution_id', '=', 'c.id').on('h.person_id', '=', actor.person),
    )
    .leftJoin('crossing as x', 'x.id', 'h.crossing_id')
    .leftJoin('crossing_outcome as o', 'o.crossing_id', 'x.id')
    .leftJoin('withdrawal as w', 'w.crossing_id', 'x.id')
    .select([
      ...(['c.id', 'c.value', 'c.attribution', 'c.spoke_for', 'c.for_table', 'c.presenter_id', 'c.may_go'] as const),
      ...(['a.space_id as room', 'a.definition', 'a.id as activity', 's.key', 'h.goes', 'h.crossing_id'] as const),
      ...(['o.outcome', 'w.by as withdrawn', 'x.not_before'] as const),
    ])
type Row = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number]

const sharedOf = (row: Row): Leaving['shared'] =>
  row.presenter_id !== null ? 'presenter' : row.for_table ? 'table' : (row.spoke_for as 'self' | 'group' | 'room')

/** How it may leave: with a name only what is one's own alone; of a presenter's the theme, in their own sentence. */
function choicesOf(row: Row): Goes[] {
  const shared = sharedOf(row)
  if (shared === 'presenter') return ['stays', 'theme']
  return shared === 'self' && row.attribution === 'named'
    ? ['stays', 'theme', 'words', 'name']
    : ['stays', 'theme', 'words']
}

/** Who has been asked besides me, and who has answered, is told to nobody: others are asked, then it went or it stays. */
function stateOf(row: Row): Leaving['state'] {
  if (row.withdrawn !== null) return 'taken_back'
  if (row.outcome === 'went') return 'went'
  if (row.crossing_id === null || row.outcome === 'stays') return 'stays'
  return !asksOthers(row) && row.not_before !== null ? 'tonight' : 'asked'
}
/**
 * A theme is one's own sentence; whoever presented needs the set for it. A table says yes on its own device for those who have
 * none: what was written for several is asked of each all the same.
 */
const asksOthers = (row: Row): boolean =>
  row.presenter_id !== null || (row.goes !== 'theme' && row.spoke_for !== 'self')

const named = (row: { activity: string; definition: unknown; key: string }) => {
  const method = definitionOf({ id: row.activity, definition: row.definition })
  return { method, step: method.steps.find((one) => one.key === row.key) as Step }
}

function present(row: Row): Leaving {
  const { method, step } = named(row)
  return {
    ...{ id: row.id, step: step.title, method: method.title, kind: step.kind, words: wordsOf(row.value) },
    ...{ choices: choicesOf(row), shared: sharedOf(row), chose: row.goes as Goes | null, state: stateOf(row) },
  }
}

/** One of my lines, with all that is told of it where it goes. */
export async function lineToGo(db: Db, actor: Actor, id: string) {
  const [around] = await ownThreadLines(db, actor, { id })
  if (around !== undefined) {
    const { title, audience } = await there(db, around.room)
    const provenance = provenanceOf({ method: around.item.method, step: around.step, title })
    return { ...around.item, crossing: around.crossing, audience, provenance, around: true }
  }
  const row = await lines(db, actor).where('c.id', '=', id).where(isMine(actor)).executeTakeFirst()
  if (row === undefined || row.attribution === 'anonymous') throw new AppError('not_found')
  const { method, step } = named(row)
  const { title, audience } = await there(db, row.room)
  return {
    ...{ ...present(row), crossing: row.withdrawn === null && row.outcome !== 'stays' ? row.crossing_id : null },
    ...{ audience, provenance: provenanceOf({ method: method.title, step: step.title, title }), around: false },
  }
}

/** How the gathering is called, and who would read what leaves its room. */
export async function there(db: Db, room: string) {
  const { rows } = await sql<{ name: string; kind: string; funder: boolean }>`
    select * from read_by(${room}::uuid)`.execute(db as never)
  const row = await db
    .selectFrom('gathering_room as r')
    .innerJoin('space as s', 's.id', 'r.space_id')
    .select(['r.said', 's.name', 'r.closed_at', 'r.harvest_until', 's.zone'])
    .where('r.space_id', '=', room)
    .executeTakeFirst()
  if (row === undefined || rows[0] === undefined) throw new AppError('not_found')
  const said = row.said as { title?: string; role?: string }
  return {
    ...row,
    title: said.title ?? row.name,
    role: said.role ?? '',
    to: rows[0].name,
    audience: audienceOf(rows[0]),
  }
}

/** What of mine may leave this room, what I am asked about others' hands, and where my words are. */
export async function readHarvest(db: Db, actor: Actor, input: { room: string }): Promise<Harvest> {
  const room = await there(db, input.room)
  const now = await clock(db)
  const mine = await lines(db, actor)
    .where('a.space_id', '=', input.room)
    .where('c.attribution', '!=', 'anonymous')
    .where('c.kept', 'in', ['until_harvested', 'as_owner_wants'])
    .where(isMine(actor))
    .orderBy('a.started_at')
    .orderBy('s.place')
    .orderBy('c.id')
    .execute()
  const kept = await keptSteps(db, input.room)
  const until = room.harvest_until
  const state = room.closed_at === null || until === null ? 'not_yet' : until > now ? 'open' : 'over'
  return {
    ...{ title: room.title, state, audience: room.audience, role: room.role },
    until: until === null ? null : new Intl.DateTimeFormat('en-CA', { timeZone: room.zone }).format(until),
    items: [
      ...mine
        .filter((row) => row.goes !== null || !kept.has(`${row.activity} ${row.key}`))
        .map(present)
        .filter((item) => item.words !== ''),
      ...(await ownThreadLines(db, actor, input)).map((one) => one.item),
    ],
    themes: state === 'open' && (await facilitates(db, input.room)) ? await themesOf(db, input.room) : [],
    asked: await askedOf(db, actor),
    where: await whereMine(db, actor, room.to),
  }
}

/**
 * Steps whose words the room has kept as a version: they stand already where they would go, so nobody is asked about them
 * again. A map is kept in a group of its own, and its lines have not gone anywhere else.
 */
async function keptSteps(db: Db, room: string): Promise<Set<string>> {
  const { rows } = await sql<{ activity: string; key: string }>`
    select o.activity_id as activity, f.key from kept_in(${room}::uuid) k join room_output o on o.id = k.id and o.type <> 'map'
      join activity a on a.id = o.activity_id cross join lateral jsonb_array_elements(a.definition->'harvest') h
      cross join lateral jsonb_array_elements_text(h->'from') f (key)
     where k.state in ('went', 'not_settled') and h->>'key' = o.key`.execute(db as never)
  return new Set(rows.map((row) => `${row.activity} ${row.key}`))
}

/** Lines without a name whose theme may go, and about which none was said yet: for whoever facilitates. */
async function themesOf(db: Db, room: string): Promise<Harvest['themes']> {
  const rows = await db
    .selectFrom('contribution as c')
    .innerJoin('activity as a', 'a.id', 'c.activity_id')
    .innerJoin('activity_step as s', 's.id', 'c.step_id')
    .select(['c.id', 'c.value', 'a.id as activity', 'a.definition', 's.key'])
    .where('a.space_id', '=', room)
    .where((on) => on.or([on('c.attribution', '=', 'anonymous'), on('c.sheet_id', 'is not', null)]))
    .where('c.may_go', '=', 'theme')
    .where('c.shown', '=', true)
    .orderBy('c.id')
    .execute()
  return rows
    .map((row) => ({ id: row.id, step: named(row).step.title, words: wordsOf(row.value) }))
    .filter((line) => line.words !== '')
}

/** What another wrote for several of us, and I have not answered. */
async function askedOf(db: Db, actor: Actor): Promise<Harvest['asked']> {
  const rows = await db
    .selectFrom('consent as k')
    .innerJoin('crossing as x', 'x.id', 'k.crossing_id')
    .leftJoin('crossing_outcome as o', 'o.crossing_id', 'x.id')
    .select(['x.id', 'x.words', 'x.form'])
    .where('k.person_id', '=', actor.person)
    .where('k.answer', 'is', null)
    .where('k.standing', '=', 'group')
    .where('x.source_kind', 'in', ['contribution', 'output'])
    .where('o.crossing_id', 'is', null)
    .where(sql<boolean>`x.lapses_at > clock_now()`)
    .orderBy('x.id')
    .execute()
  return rows.flatMap(({ id, words, form }) => (words === null ? [] : [{ id, words, form: form as 'words' }]))
}

/** Where my words from rooms are; lines from a round without names are nobody's, and never among them. */
export async function whereMine(db: Db, actor: Actor, to: string): Promise<Harvest['where']> {
  const rows = await db
    .selectFrom('crossing as x')
    .leftJoin('crossing_outcome as o', 'o.crossing_id', 'x.id')
    .leftJoin('withdrawal as w', 'w.crossing_id', 'x.id')
    .select([
      'x.id',
      'x.words',
      'x.form',
      'o.outcome',
      'w.by',
      sql<string | null>`case o.outcome when 'went' then o.at::date end`.as('went'),
    ])
    .where((is) =>
      is.or([
        is.and([
          is('x.source_kind', '=', 'contribution'),
          is.or([sql<boolean>`i_said(x.id)`, is('x.proposed_by', '=', actor.person)]),
        ]),
        // What everybody was asked about is each of theirs to take back.
        sql<boolean>`x.source_kind = 'output' and exists (select from consent k where k.crossing_id = x.id
          and k.person_id = ${actor.person}::uuid and k.standing = 'group' and k.answer = 'goes')`,
      ]),
    )
    .orderBy('x.proposed_at', 'desc')
    .orderBy('x.id')
    .execute()
  return rows.map((row) => {
    const state =
      row.by !== null || (row.outcome === 'went' && row.words === null)
        ? ('taken_back' as const)
        : row.outcome === null
          ? ('not_settled' as const)
          : (row.outcome as 'went' | 'stays')
    return {
      ...{
        id: row.id,
        words: state === 'stays' ? null : row.words,
        form: row.form as 'words',
        to,
        went: row.went,
        state,
      },
      can: { takeBack: state === 'went' || state === 'not_settled' },
    }
  })
}

/** What guests are owed for coming, and when it was paid: told to whoever facilitates, and to each guest on their slip. */
export async function listOwed(db: Db, _actor: Actor, input: { room: string }) {
  if (!(await facilitates(db, input.room))) throw new AppError('not_found')
  const { rows } = await sql<{ person: string; name: string | null; owed: string; paid_on: string | null }>`
    select o.person, p.name, o.owed, o.paid_on from owed_in(${input.room}::uuid) o left join person p on p.id = o.person
     where p.id is not null or o.owed <> '' order by p.name, o.person`.execute(db as never)
  return {
    owed: rows.map(({ person, name, owed, paid_on }) => ({
      ...{ person, name: name ?? 'Somebody who has left', owed, paidOn: paid_on },
    })),
  }
}
