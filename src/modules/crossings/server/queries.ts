import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { cursorOf, PART, placeIn } from '#platform/db/page.ts'
import { clock } from '#platform/time.ts'
import type { Asked, Form, Mine, Target } from '../contract.ts'
import { withoutNames } from './access.ts'
import { nearest, reachOf, stateOf, toldOf } from './present.ts'

const PAGE = 50
/** Said where a space has gone from sight: it may have been left, or ended. */
const LEFT = 'a space you are no longer in'

/** Spaces I may bring something to: those I am in and those whose name I may know, with who would see it there. */
export async function targets(
  db: Db,
  actor: Actor,
  input: { from?: string | null | undefined },
): Promise<{ targets: Target[] }> {
  return { targets: (await targetsAndTold(db, actor, input)).map(({ told: _, ...target }) => target) }
}

/** The same, each with what whoever is asked is told of who would see it there. */
export async function targetsAndTold(
  db: Db,
  actor: Actor,
  input: { from?: string | null | undefined },
): Promise<(Target & { told: string })[]> {
  const now = await clock(db)
  let select = db
    .selectFrom('space')
    .select(['id', 'name', 'address', 'kind'])
    .where('kind', 'not in', ['person', 'seat'])
    .orderBy('name')
    .orderBy('id')
  if (input.from) select = select.where('id', '!=', input.from)
  const spaces = await select.execute()
  const people = await db
    .selectFrom('membership')
    .select(['space_id', 'person_id', 'class'])
    .where('first_chapter', 'is not', null)
    .where('starts_at', '<=', now)
    .where((is) => is.or([is('ends_at', 'is', null), is('ends_at', '>', now)]))
    .execute()
  const rules = await db
    .selectFrom('space_rule')
    .select(['space_id', 'value'])
    .where('rule', '=', 'newcomers_read_back')
    .orderBy('since')
    .execute()
  const readBack = new Map(rules.map((rule) => [rule.space_id, String(rule.value) === 'true']))
  return spaces.map((space) => {
    const here = people.filter((one) => one.space_id === space.id)
    const member = here.some((one) => one.person_id === actor.person)
    const count = new Set(here.map((one) => one.person_id)).size
    const funder = here.some((one) => one.class === 'funder')
    const who = [space, member ? count : null, funder, readBack.get(space.id) ?? false] as const
    return { ...space, member, reach: reachOf(...who), told: toldOf(...who) }
  })
}

/** Typed for somebody nobody knows here, and I was asked: it may be mine, so it is mine to take back. */
const mayBeMine = sql<boolean>`(c.source_kind = 'evidence' and nobody_said(c.id) and exists (select from consent k where k.crossing_id = c.id and (c.to_seat is null or k.standing = 'speaker')))`
/** The names that go along, of those organisations I know of. */
const namesOf = sql<
  string[]
>`array(select g.name from organisation g where g.id = any (c.names_organisations) order by g.name)`.as('names')

/** A line of a journal at a post: it stands in the writer's own space, so nobody else is told what was answered. */
const postOf = sql<Mine['post']>`(
  select json_build_object('receiver', r.id, 'linked', r.link_ends_at is not null, 'answer', a.answer, 'words', coalesce(a.words, ''), 'on', a.at::date)
    from receiver r left join lateral (
      select k.answer, k.words, k.at from acknowledgement k where k.receiver_id = r.id order by k.at desc limit 1) a on true
   where r.crossing_id = c.id and c.source_kind = 'entry')`.as('post')

/** Everything of mine that went elsewhere or is asked to, and what I asked to bring; newest first. */
export async function mine(
  db: Db,
  actor: Actor,
  input: { cursor?: string | null | undefined },
): Promise<{ crossings: Mine[]; next: string | null }> {
  const now = await clock(db)
  const after = input.cursor ? placeIn(input.cursor, PART.number, PART.id) : null
  let select = db
    .selectFrom('crossing as c')
    .leftJoin('crossing_outcome as o', 'o.crossing_id', 'c.id')
    .leftJoin('withdrawal as w', 'w.crossing_id', 'c.id')
    .leftJoin('space as f', 'f.id', 'c.from_space')
    .leftJoin('space as t', 't.id', 'c.to_space')
    .leftJoin('seat as s', 's.id', 'c.to_seat')
    .select(['c.id', 'c.words', 'c.form', 'c.audience', 'c.purpose', 'c.until', 'c.lapses_at', 'c.source_kind'])
    .select([
      'o.outcome',
      'w.by as withdrawn',
      'c.proposed_by',
      'f.name as from_name',
      't.name as to_name',
      't.address as to_address',
      's.title as seat',
    ])
    .select([
      sql<boolean>`i_said(c.id)`.as('mine'),
      sql<boolean>`${mayBeMine}`.as('may_be_mine'),
      // Where the audience has changed since, it was said anew to each of those who are asked.
      sql<string | null>`(select max(k.told) from consent k where k.crossing_id = c.id)`.as('told'),
      namesOf,
      sql<string>`c.proposed_at::date`.as('since'),
      sql<string | null>`case o.outcome when 'went' then o.at::date end`.as('went'),
      sql<string>`extract(epoch from c.proposed_at)::text`.as('at'),
      postOf,
    ])
    .where((is) => is.or([sql<boolean>`i_said(c.id)`, is('c.proposed_by', '=', actor.person), mayBeMine]))
    .orderBy('c.proposed_at', 'desc')
    .orderBy('c.id')
    .limit(PAGE + 1)
  if (after !== null) {
    select = select.where(
      sql<boolean>`(extract(epoch from c.proposed_at) < ${after[0]}::numeric or (extract(epoch from c.proposed_at) = ${after[0]}::numeric and c.id > ${after[1]}::uuid))`,
    )
  }
  const rows = await select.execute()
  const shown = rows.slice(0, PAGE)
  const crossings = shown.map((row): Mine => {
    const state = stateOf({
      outcome: row.outcome,
      takenBack: row.withdrawn !== null,
      words: row.words,
      lapsed: row.lapses_at <= now,
    })
    return {
      id: row.id,
      // What lapsed is told as what was refused: it stays, and its words with it.
      words: state === 'stays' ? null : row.words,
      form: row.form as Form,
      part: row.mine ? 'said' : row.proposed_by === actor.person ? 'brought' : 'may_be_mine',
      from:
        row.source_kind === 'entry'
          ? { kind: 'journal', name: 'My journal' }
          : { kind: 'space', name: row.from_name ?? LEFT },
      to: { name: row.to_name ?? row.seat ?? LEFT, address: row.to_address },
      audience: row.told ?? row.audience,
      purpose: row.purpose,
      names: row.names,
      since: row.since,
      went: row.went,
      until: row.until,
      state,
      post: row.post,
      can: { takeBack: (row.mine || row.may_be_mine) && (state === 'went' || state === 'not_settled') },
    }
  })
  const last = shown.at(-1)
  return {
    crossings,
    next: rows.length > PAGE && last ? cursorOf(last.at, last.id) : null,
  }
}

/** What I am asked: my own open consents, and nothing of anybody else's. */
export async function asked(db: Db, person: string): Promise<(Asked & { space: string | null })[]> {
  const now = await clock(db)
  const rows = await db
    .selectFrom('consent as k')
    .innerJoin('crossing as c', 'c.id', 'k.crossing_id')
    .leftJoin('crossing_outcome as o', 'o.crossing_id', 'c.id')
    .leftJoin('space as f', 'f.id', 'c.from_space')
    .leftJoin('space as t', 't.id', 'c.to_space')
    .leftJoin('seat as s', 's.id', 'c.to_seat')
    .select([
      'c.id',
      'c.words',
      'c.form',
      'c.audience',
      'c.purpose',
      'c.until',
      'c.source_kind',
      'c.from_space',
      'c.to_seat',
      'k.standing',
    ])
    .select(['k.told', namesOf])
    .select(['f.name as from_name', 't.name as to_name', 's.title as seat', sql<string>`c.lapses_at::date`.as('by')])
    .where('k.person_id', '=', person)
    .where('k.answer', 'is', null)
    .where('o.crossing_id', 'is', null)
    .where('c.lapses_at', '>', now)
    .orderBy('c.lapses_at')
    .orderBy('c.id')
    .execute()
  const standings = Map.groupBy(rows, (row) => row.id)
  return [...standings.values()].flatMap((same) => {
    const [row] = same
    if (row === undefined || row.words === null) return []
    const standing = nearest(same.map((one) => one.standing))
    // A name nobody here may know is not told: where it would go is said by the sentence on who would see it.
    const to = row.to_name ?? row.seat ?? (row.to_seat === null ? 'another space' : 'one person outside')
    const from = row.source_kind === 'entry' ? 'a journal' : (row.from_name ?? 'another space')
    const item: Asked = {
      id: row.id,
      words: row.words,
      form: row.form as Form,
      standing,
      from,
      to,
      names: row.names,
      audience: row.told ?? row.audience,
      purpose: row.purpose,
      until: row.until,
      staysUnlessBy: row.by,
    }
    return [{ ...item, space: standing === 'group' ? row.from_space : null }]
  })
}

export async function askedOfMe(db: Db, actor: Actor): Promise<{ asked: Asked[] }> {
  return { asked: (await asked(db, actor.person)).map(({ space: _, ...item }) => item) }
}

/** The organisations the reader knows of, as their names are spelled. */
export async function knownNames(db: Db): Promise<string[]> {
  const { rows } = await sql<{ spelled: string }>`select distinct spelled from known_names()`.execute(db)
  return rows.map((row) => row.spelled)
}

/** Which organisations some words name, the words without them, and whether they are mine: asked before anything is proposed. */
export async function names(
  db: Db,
  actor: Actor,
  input: { words: string; kind?: 'entry' | 'evidence' | undefined; source?: string | null | undefined },
): Promise<{ organisations: { id: string; name: string }[]; without: string; mine: boolean }> {
  const organisations = await db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any (names_in(${input.words}))`)
    .orderBy('name')
    .orderBy('id')
    .execute()
  const without = organisations.length === 0 ? input.words : withoutNames(input.words, await knownNames(db))
  return { organisations, without, mine: input.kind !== 'evidence' || (await saidByMe(db, actor, input.source)) }
}

/** Also where it came in without a name: that is told to its speaker and to nobody else. */
async function saidByMe(db: Db, actor: Actor, source: string | null | undefined): Promise<boolean> {
  if (!source) return false
  const row = await db
    .selectFrom('evidence')
    .select(['speaker_id', sql<boolean>`coalesce(i_said(crossing_id), false)`.as('brought')])
    .where('id', '=', source)
    .executeTakeFirst()
  return row !== undefined && (row.speaker_id === actor.person || row.brought)
}
