import { sql } from 'kysely'
import { here } from '#modules/spaces/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { cursorOf, PART, placeIn } from '#platform/db/page.ts'
import type { Ask, Remembered, Remembering, Week, Weekly } from '#platform/http/module.ts'
import { sayDay } from '#shared/day.ts'
import { AppError } from '#shared/errors.ts'

const PAGE = 30

/** A learning coordinator's page. Whoever does not hold the role in this space is answered as if there were none. */
export async function across(db: Db, actor: Actor, input: { address: string; cursor?: string | null | undefined }) {
  const space = await here(db, input)
  const { rows: may } = await sql<{ yes: boolean }>`select coordinates(${space.id}::uuid) as yes`.execute(db as never)
  if (!may[0]!.yes) throw new AppError('not_found')
  const groups = await db
    .selectFrom('space')
    .select(['id', 'name'])
    .where('parent_id', '=', space.id)
    .where('unlisted', '=', false)
    .where('closed_at', 'is', null)
    .where('kind', 'not in', ['person', 'pair', 'room', 'seat'])
    .orderBy('name')
    .orderBy('id')
    .execute()
  const sent = await db
    .selectFrom('sent_request as r')
    .leftJoin('space as g', 'g.id', 'r.to_space')
    .select(['r.id', 'r.words', 'r.by_day as by', 'r.made_on as on', 'g.name as group'])
    .select(sql<boolean>`r.by_day >= (clock_now())::date`.as('open'))
    .where('r.from_space', '=', space.id)
    .where('r.asked_by', '=', actor.person)
    .where('r.taken_back_on', 'is', null)
    .orderBy('r.made_on', 'desc')
    .orderBy('r.id')
    .execute()
  const { rows: answers } = await sql<{ request: string; id: string; words: string; on: string }>`
    select a.request_id as request, e.id, e.words, e.brought_on::text as on
      from answers_to_me(${space.id}::uuid) a join evidence e on e.space_id = ${space.id}::uuid and e.id = a.evidence_id
     where e.words is not null order by e.brought_on desc, e.id`.execute(db as never)
  const after = input.cursor ? placeIn(input.cursor, PART.day, PART.id) : null
  const { rows: brought } = await sql<{ id: string; words: string; on: string }>`
    select e.id, e.words, e.brought_on::text as on from evidence e
     where e.space_id = ${space.id}::uuid and e.brought_on is not null and e.words is not null
       and ${after === null ? sql`true` : sql`(e.brought_on, e.id) < (${after[0]}::date, ${after[1]}::uuid)`}
     order by e.brought_on desc, e.id desc limit ${PAGE + 1}`.execute(db as never)
  const shown = brought.slice(0, PAGE)
  const last = shown.at(-1)
  return {
    ...{ mayAsk: !space.unlisted, groups, brought: shown },
    sent: sent.map((one) => ({
      ...one,
      group: one.group ?? 'a group that is no longer here',
      answers: answers.filter((each) => each.request === one.id).map(({ id, words, on }) => ({ id, words, on })),
    })),
    next: brought.length > PAGE && last !== undefined ? cursorOf(last.on, last.id) : null,
  }
}

/** For a coordinator, once a week: what they ask of groups now, and what was brought in for a month. Of anything that was kept nothing is known here. */
export async function weekOfRequests(db: Db, of: Week): Promise<Weekly[]> {
  if (!of.wants.includes('requested')) return []
  const { rows: asked } = await sql<{ id: string; words: string; by: string; name: string; answers: number }>`
    select r.id, r.words, r.by_day::text as by, coalesce(g.name, 'A group that is no longer here') as name,
           (select count(*)::int from answers_to_me(r.from_space) a where a.request_id = r.id) as answers
      from sent_request r left join space g on g.id = r.to_space
     where r.from_space = ${of.space}::uuid and r.asked_by = me() and r.taken_back_on is null and r.by_day >= ${of.today}::date
     order by r.by_day, r.id`.execute(db as never)
  const { rows: brought } = await sql<{ id: string; words: string; on: string }>`
    select e.id, e.words, e.brought_on::text as on from evidence e
     where coordinates(${of.space}::uuid) and e.space_id = ${of.space}::uuid and e.words is not null
       and e.brought_on between ${of.today}::date - 30 and ${of.today}::date
     order by e.brought_on desc, e.id limit 5`.execute(db as never)
  const here = `/s/${of.address}`
  return [
    ...asked.map(({ id, words, by, name, answers }) => ({
      ...{ kind: 'requested' as const, id, words, late: false, to: `${here}/across` },
      about: `Asked of ${name}, until ${sayDay(by, of.today)}. ${ANSWERED(answers)}`,
    })),
    ...brought.map(({ id, words, on }) => ({
      ...{ kind: 'brought' as const, id, words, late: false, to: `${here}/evidence#${id}` },
      about: `Brought in ${sayDay(on, of.today)}.`,
    })),
  ]
}
const ANSWERED = (many: number) =>
  many === 0
    ? 'Nothing says yet that it answers this.'
    : `${many === 1 ? 'One piece says' : `${many} pieces say`} that it is answered.`

const openAsks = (db: Db, person: string) =>
  db
    .selectFrom('learning_ask as k')
    .leftJoin('ask_hidden as h', (join) => join.onRef('h.ask_id', '=', 'k.id').on('h.person_id', '=', person))
    .select(['k.id', 'k.words', 'k.asker', 'k.from_name as from', 'k.by_day as by', 'k.made_on as on', 'k.space_id'])
    .select(sql<boolean>`h.ask_id is not null`.as('hidden'))
    .where(sql<boolean>`k.by_day >= (clock_now())::date`)
    .orderBy('k.by_day')
    .orderBy('k.id')

/** What a group is asked now, for each of its members. */
export async function askedHere(db: Db, actor: Actor, input: { address: string }) {
  const space = await here(db, input)
  const rows = await openAsks(db, actor.person).where('k.space_id', '=', space.id).execute()
  return rows.map(({ space_id: _, ...one }) => one)
}

/** The open request that this piece of evidence could answer by going there. */
export async function answerable(db: Db, actor: Actor, input: { evidence: string; target: string }) {
  const row = await openAsks(db, actor.person)
    .innerJoin('evidence as e', 'e.space_id', 'k.space_id')
    .where('e.id', '=', input.evidence)
    .where('k.from_space', '=', input.target)
    .executeTakeFirst()
  return row === undefined ? null : { id: row.id, words: row.words, asker: row.asker, from: row.from }
}

/** What waits for somebody: what their groups are asked and they have not hidden. Not answering is an answer nobody hears of. */
export async function asksOfGroups(db: Db, person: string): Promise<Ask[]> {
  const rows = await openAsks(db, person)
    .innerJoin('space as s', 's.id', 'k.space_id')
    .select('s.address')
    .where('s.closed_at', 'is', null)
    .execute()
  return rows
    .filter((one) => !one.hidden)
    .map((one) => ({
      ...{ id: one.id, space: one.space_id, words: one.words, minutes: 2, verb: 'See it' },
      why: `${one.asker}, of ${one.from}, asks your group. Whether you bring something is yours to say; nobody is told if you do not.`,
      to: `/s/${one.address}/asked`,
    }))
}

/** What a group was asked, for its timeline; taken back or by now deleted, there are no words. */
export async function rememberRequests(db: Db, of: Remembering): Promise<Remembered[]> {
  const came = of.events.filter(({ kind }) => kind === 'request.came')
  if (came.length === 0) return []
  const rows = await db
    .selectFrom('learning_ask')
    .select(['id', 'words'])
    .where('space_id', '=', of.space)
    .where(
      'id',
      'in',
      came.map((one) => one.subject),
    )
    .execute()
  const words = new Map(rows.map((row) => [row.id, row.words]))
  return came.map(({ kind, subject }) => ({
    ...{ kind, subject, words: words.get(subject) ?? null },
    to: words.has(subject) ? `/s/${of.address}/asked` : null,
  }))
}

/** What I asked of groups: my own words, wherever I am now. */
export async function requestsOf(db: Db, person: string) {
  return db
    .selectFrom('sent_request')
    .select(['words', 'by_day', 'made_on', 'taken_back_on'])
    .where('asked_by', '=', person)
    .orderBy('made_on')
    .orderBy('id')
    .execute()
}
