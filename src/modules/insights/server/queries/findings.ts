import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import { todayIn } from '#modules/spaces/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { cursorOf, PART, placeIn } from '#platform/db/page.ts'
import { dayOf } from '#shared/day.ts'
import type { insightsContract } from '../../contract.ts'
import { type Place, placeOf } from '../access.ts'
import { by } from '../present.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>
type Traced = Out['trace']['findings'][number]
type Listed = Out['findings']['items'][number]
const MOST = 50

type Row = Omit<Traced, 'made_on' | 'document'> & {
  made_at: Date
  at: string
  author_id: string | null
  document_id: string | null
  title: string | null
}
/** A finding with the report it comes from. */
const FINDING = sql`
  f.id, f.words, f.kind, f.method, f.confidence, f.asked, f.commissioned_by, f.done_by, f.edited_by, f.sense_by::text as sense_by, f.made_at,
  f.made_at::text as at, f.author_id, f.version, p.name as by, d.id as document_id, d.title, f.starts, f.ends
    from finding f left join person p on p.id = f.author_id left join document d on d.space_id = f.space_id and d.id = f.document_id`
type Read = Omit<Row, 'excerpt'> & { starts: number | null; ends: number | null }

/** Its words are read in the report each time, as JavaScript counts them; each report is read once. */
async function told(db: Db, place: Place, rows: Read[]): Promise<Traced[]> {
  const wanted = new Set(
    rows.flatMap((row) => (row.starts === null || row.document_id === null ? [] : [row.document_id])),
  )
  const reports = new Map(
    wanted.size === 0
      ? []
      : (
          await db
            .selectFrom('document')
            .select(['id', 'text'])
            .where('space_id', '=', place.id)
            .where('id', 'in', [...wanted])
            .execute()
        ).map((one) => [one.id, one.text]),
  )
  return rows.map(({ made_at, at: _at, author_id: _author, document_id, title, starts, ends, ...rest }) => {
    const report = document_id === null ? undefined : reports.get(document_id)
    return {
      ...rest,
      made_on: dayOf(made_at, place.zone),
      document: document_id === null || title === null ? null : { id: document_id, title },
      excerpt: report === undefined || starts === null || ends === null ? null : report.slice(starts, ends),
    }
  })
}

/** The findings among the parts of a chain. */
export async function findingsIn(db: Db, place: Place, ids: string[]): Promise<Traced[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Read>`
    select ${FINDING} where f.space_id = ${place.id}::uuid and f.id = any (${ids}::uuid[]) order by f.made_at, f.id`.execute(
    db as never,
  )
  return told(db, place, rows)
}

/** Whether something was made of it, or it was said why nothing is: as far as the reader reads. */
export const ENDED = sql<boolean>`(exists (select from chain_link l where l.space_id = f.space_id and l.from_id = f.id)
  or exists (select from dead_end e where e.space_id = f.space_id and e.item_id = f.id))`

/** Findings that wait, by the day by which we make sense of them; or those that have ended, newest first. */
export async function listFindings(db: Db, actor: Actor, input: In['findings']): Promise<Out['findings']> {
  const place = await placeOf(db, input)
  const today = await todayIn(db, place.id)
  const ended = input.which === 'ended'
  const within = sql`f.space_id = ${place.id}::uuid and (${input.document ?? null}::uuid is null or f.document_id = ${input.document ?? null}::uuid)`
  const [at, id] =
    input.cursor === undefined ? [null, null] : placeIn(input.cursor, ended ? PART.instant : PART.day, PART.id)
  // Where a page of those that wait ends is a day and an id; of those that have ended, an instant and an id.
  const after = ended
    ? sql`(${at}::timestamptz is null or f.made_at < ${at}::timestamptz or (f.made_at = ${at}::timestamptz and f.id > ${id}::uuid))`
    : sql`(${at}::date is null or f.sense_by > ${at}::date or (f.sense_by = ${at}::date and f.id > ${id}::uuid))`
  const { rows } = await sql<Read>`
    select ${FINDING} where ${within} and ${ENDED} = ${ended} and ${after}
     order by ${ended ? sql`f.made_at desc, f.id` : sql`f.sense_by, f.id`} limit ${MOST + 1}`.execute(db as never)
  const page = rows.slice(0, MOST)
  const last = page.at(-1)
  const { rows: counts } = await sql<{ waiting: number; ended: number }>`
    select count(*) filter (where not ${ENDED})::integer as waiting, count(*) filter (where ${ENDED})::integer as ended
      from finding f where ${within}`.execute(db as never)
  const round = await aroundFindings(
    db,
    place,
    today,
    page.map((row) => row.id),
  )
  return {
    items: (await told(db, place, page)).map((one, index) => ({
      ...one,
      ...round(one.id),
      mine: page[index]!.author_id === actor.person,
      overdue: !ended && one.sense_by < today,
    })),
    next: rows.length > MOST && last ? cursorOf(ended ? last.at : last.sense_by, last.id) : null,
    waiting: counts[0]!.waiting,
    ended: counts[0]!.ended,
  }
}

/** What members said of each, and what was made of it. */
async function aroundFindings(db: Db, place: Place, today: string, ids: string[]) {
  if (ids.length === 0) return () => ({ rounds: [], became: [], no_action: null })
  const rounds = await db
    .selectFrom('finding_round')
    .select(['id', 'finding_id', 'comments_by', 'changed', 'closed_on'])
    .where('space_id', '=', place.id)
    .where('finding_id', 'in', ids)
    .orderBy('comments_by')
    .orderBy('id')
    .execute()
  const { rows: comments } = await sql<{
    id: string
    round_id: string
    words: string
    by: string | null
    made_at: Date
  }>`
    select c.id, c.round_id, c.words, p.name as by, c.made_at from finding_comment c left join person p on p.id = c.author_id
     where c.space_id = ${place.id}::uuid and c.round_id = any (${rounds.map((one) => one.id)}::uuid[]) order by c.made_at, c.id`.execute(
    db as never,
  )
  const { rows: became } = await sql<{
    from_id: string
    kind: 'insight' | 'implication'
    id: string
    words: string | null
  }>`
    select l.from_id, l.to_kind as kind, l.to_id as id, coalesce(i.words, m.words) as words from chain_link l
      left join insight i on l.to_kind = 'insight' and i.space_id = l.space_id and i.id = l.to_id
      left join implication m on l.to_kind = 'implication' and m.space_id = l.space_id and m.id = l.to_id
     where l.space_id = ${place.id}::uuid and l.from_id = any (${ids}::uuid[]) and (i.id is not null or m.id is not null) order by l.to_id`.execute(
    db as never,
  )
  const stops = await db
    .selectFrom('dead_end')
    .select(['item_id', 'reason'])
    .where('space_id', '=', place.id)
    .where('item_id', 'in', ids)
    .execute()
  const said = by(comments, (one) => one.round_id)
  const roundsOf = by(rounds, (one) => one.finding_id)
  const madeOf = by(became, (one) => one.from_id)
  return (id: string): Pick<Listed, 'rounds' | 'became' | 'no_action'> => ({
    rounds: roundsOf(id).map((one) => ({
      id: one.id,
      comments_by: one.comments_by,
      changed: one.changed,
      closed_on: one.closed_on,
      open: one.closed_on === null && one.comments_by >= today,
      comments: said(one.id).map(({ made_at, round_id: _round, ...rest }) => ({
        ...rest,
        on: dayOf(made_at, place.zone),
      })),
    })),
    became: madeOf(id).map(({ from_id: _from, ...rest }) => rest),
    no_action: stops.find((one) => one.item_id === id)?.reason ?? null,
  })
}
