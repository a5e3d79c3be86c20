import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { cursorOf, PART, placeIn } from '#platform/db/page.ts'
import type { insightsContract } from '../../contract.ts'
import { placeOf, type Where } from '../access.ts'
import { followedBy, withOlder } from '../inquiry/queries/succession.ts'
import { by, dayOf } from '../present.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>
type Item = Out['list']['items'][number]
const MOST = 30

/** The insights of a space that the reader may read, newest first, each with its views against. */
export async function listInsights(db: Db, actor: Actor, input: In['list']): Promise<Out['list']> {
  const place = await placeOf(db, input)
  let rows = db
    .selectFrom('insight')
    .select([
      'id',
      'words',
      'made_at',
      'confidence',
      'loop',
      'scope',
      'parties',
      'version',
      'author_id',
      sql<string>`made_at::text`.as('at'),
    ])
    .where('space_id', '=', place.id)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(MOST + 1)
  if (input.parties !== undefined) rows = rows.where('parties', '=', input.parties)
  if (input.cursor !== undefined) {
    const [at, id] = placeIn(input.cursor, PART.instant, PART.id)
    rows = rows.where(
      sql<boolean>`(made_at < ${at}::timestamptz or (made_at = ${at}::timestamptz and id > ${id}::uuid))`,
    )
  }
  const found = await rows.execute()
  const page = found.slice(0, MOST)
  const round = await around(
    db,
    place.id,
    place.zone,
    page.map((row) => row.id),
  )
  const items = page.map(({ at: _at, author_id, made_at, ...row }) => ({
    ...row,
    ...round(row.id),
    made_on: dayOf(made_at, place.zone),
    mine: author_id === actor.person,
  })) as Item[]
  const last = page.at(-1)
  return {
    items,
    next: found.length > MOST && last !== undefined ? cursorOf(last.at, last.id) : null,
  }
}

/** What stands round each insight of one page. */
async function around(
  db: Db,
  space: string,
  zone: string,
  ids: string[],
): Promise<
  (
    id: string,
  ) => Omit<Item, 'id' | 'words' | 'made_on' | 'confidence' | 'loop' | 'scope' | 'parties' | 'version' | 'mine'>
> {
  if (ids.length === 0)
    return () => {
      throw new Error('there is no page')
    }
  // The join asks for the evidence itself, so that a count never tells of one the reader may not open.
  const evidence = by(
    await db
      .selectFrom('insight_evidence as l')
      .innerJoin('evidence as e', (on) => on.onRef('e.space_id', '=', 'l.space_id').onRef('e.id', '=', 'l.evidence_id'))
      .select(['l.insight_id', 'l.bears'])
      .where('l.space_id', '=', space)
      .where('l.insight_id', 'in', ids)
      .execute(),
    (row) => row.insight_id,
  )
  const dissent = await dissentOf(db, space, zone, ids)
  const sent = by(
    await db
      .selectFrom('receiver as r')
      .leftJoin('seat as s', (on) => on.onRef('s.space_id', '=', 'r.space_id').onRef('s.id', '=', 'r.seat_id'))
      .leftJoin('person as p', 'p.id', 'r.person_id')
      .select([
        'r.insight_id',
        'r.id',
        sql<string>`coalesce(s.title, p.name, 'Somebody who has left')`.as('title'),
        (e) =>
          e
            .selectFrom('acknowledgement as a')
            .select('a.answer')
            .whereRef('a.space_id', '=', 'r.space_id')
            .whereRef('a.receiver_id', '=', 'r.id')
            .orderBy('a.at', 'desc')
            .limit(1)
            .as('answer'),
      ])
      .where('r.space_id', '=', space)
      .where('r.insight_id', 'in', ids)
      .orderBy('r.sent_at')
      .execute(),
    (row) => row.insight_id ?? '',
  )
  const decided = new Set(
    (
      await db
        .selectFrom('chain_link')
        .select('from_id')
        .where('space_id', '=', space)
        .where('from_id', 'in', ids)
        .where('to_kind', '=', 'decision')
        .execute()
    ).map((row) => row.from_id),
  )
  const stopped = new Map(
    (
      await db
        .selectFrom('dead_end')
        .select(['item_id', 'reason'])
        .where('space_id', '=', space)
        .where('item_id', 'in', ids)
        .execute()
    ).map((row) => [row.item_id, row.reason]),
  )
  const again = await wantsAnotherLook(db, space, ids)
  const taken = await followedBy(db, space, ids)
  return (id) => {
    const counts = { supports: 0, quotes: 0, against: 0 }
    for (const row of evidence(id)) counts[row.bears as keyof typeof counts] += 1
    return {
      evidence: counts,
      dissent: dissent(id),
      decided: decided.has(id),
      stopped: stopped.get(id) ?? null,
      place_taken: taken.get(id) ?? null,
      wants_another_look: again.has(id),
      receivers: sent(id).map(({ id: receiver, title, answer }) => ({
        id: receiver,
        title,
        answer: answer as Item['receivers'][number]['answer'],
      })),
    }
  }
}

/** The views against each of these insights, and against those whose place it took: never a count instead of the words. */
export async function dissentOf(db: Db, space: string, zone: string, ids: string[]) {
  const older = await withOlder(db, space, ids)
  const rows =
    ids.length === 0
      ? []
      : await db
          .selectFrom('dissent as d')
          .leftJoin('person as p', 'p.id', 'd.author_id')
          .select(['d.insight_id', 'd.id', 'd.words', 'd.made_at', 'p.name'])
          .where('d.space_id', '=', space)
          .where('d.insight_id', 'in', [...new Set([...older.values()].flat())])
          .orderBy('d.made_at')
          .orderBy('d.id')
          .execute()
  const of = by(rows, (row) => row.insight_id)
  return (id: string) =>
    (older.get(id) ?? []).flatMap((about) =>
      of(about).map((row) => ({
        ...{ id: row.id, words: row.words, by: row.name, made_on: dayOf(row.made_at, zone) },
        carried: about !== id,
      })),
    )
}

/** That something these rest on was taken back: from the next day on, without hour or name. */
export async function wantsAnotherLook(db: Db, space: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('look_again')
    .select('insight_id')
    .where('space_id', '=', space)
    .where('insight_id', 'in', ids)
    .where('looked_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.insight_id))
}

/** Decisions and actions to choose from, newest first. */
export async function listStanding(db: Db, _actor: Actor, input: Where): Promise<Out['standing']> {
  const place = await placeOf(db, input)
  const decisions = await db
    .selectFrom('decision')
    .select(['id', 'words', 'decided_on'])
    .where('space_id', '=', place.id)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
  const actions = await db
    .selectFrom('action')
    .select(['id', 'words', 'due_on'])
    .where('space_id', '=', place.id)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
  return { decisions, actions }
}

/** Whom this space has sent things to before. */
export async function listSeats(db: Db, _actor: Actor, input: Where): Promise<Out['seats']> {
  const place = await placeOf(db, input)
  return db
    .selectFrom('seat')
    .select(['id', 'title', 'holder'])
    .where('space_id', '=', place.id)
    .orderBy('title')
    .orderBy('id')
    .execute()
}
