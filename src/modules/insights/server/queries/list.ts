import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { cursorOf, PART, placeIn } from '#platform/db/page.ts'
import { together } from '#platform/db/together.ts'
import { dayOf } from '#shared/day.ts'
import type { insightsContract } from '../../contract.ts'
import { placeOf, type Where } from '../access.ts'
import { followedBy, withOlder } from '../inquiry/queries/succession.ts'
import { by } from '../present.ts'

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
  const older = await withOlder(db, space, ids)
  const asked = await together(db, {
    // The join asks for the evidence itself, so that a count never tells of one the reader may not open.
    evidence: sql<{ insight_id: string; bears: string }>`
      select l.insight_id, l.bears from insight_evidence l join evidence e on e.space_id = l.space_id and e.id = l.evidence_id
       where l.space_id = ${space}::uuid and l.insight_id = any (${ids}::uuid[])`,
    dissent: dissentAsked(space, [...new Set([...older.values()].flat())]),
    sent: sql<{ insight_id: string; id: string; title: string; answer: string | null }>`
      select r.insight_id, r.id, coalesce(s.title, p.name, 'Somebody who has left') as title,
             (select a.answer from acknowledgement a where a.space_id = r.space_id and a.receiver_id = r.id order by a.at desc limit 1) as answer
        from receiver r left join seat s on s.space_id = r.space_id and s.id = r.seat_id left join person p on p.id = r.person_id
       where r.space_id = ${space}::uuid and r.insight_id = any (${ids}::uuid[]) order by r.sent_at`,
    decided: sql<{ from_id: string }>`
      select from_id from chain_link where space_id = ${space}::uuid and from_id = any (${ids}::uuid[]) and to_kind = 'decision'`,
    stopped: sql<{ item_id: string; reason: string }>`
      select item_id, reason from dead_end where space_id = ${space}::uuid and item_id = any (${ids}::uuid[])`,
    again: againAsked(space, ids),
  })
  const evidence = by(asked.evidence, (row) => row.insight_id)
  const dissent = toldDissent(asked.dissent, older, zone)
  const sent = by(asked.sent, (row) => row.insight_id)
  const decided = new Set(asked.decided.map((row) => row.from_id))
  const stopped = new Map(asked.stopped.map((row) => [row.item_id, row.reason]))
  const again = new Set(asked.again.map((row) => row.insight_id))
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

type DissentRow = { insight_id: string; id: string; words: string; made_at: string; name: string | null }
export const dissentAsked = (space: string, insights: string[]) => sql<DissentRow>`
    select d.insight_id, d.id, d.words, d.made_at, p.name from dissent d left join person p on p.id = d.author_id
     where d.space_id = ${space}::uuid and d.insight_id = any (${insights}::uuid[]) order by d.made_at, d.id`

/**
 * The views against each insight, and against those whose place it took (`older`, each with itself first): never a count
 * instead of the words.
 */
export function toldDissent(rows: DissentRow[], older: Map<string, string[]>, zone: string) {
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
export const againAsked = (space: string, insights: string[]) => sql<{ insight_id: string }>`
    select insight_id from look_again where space_id = ${space}::uuid and insight_id = any (${insights}::uuid[]) and looked_at is null`

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
