import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import { todayIn } from '#modules/spaces/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { cursorOf, PART, placeIn } from '#platform/db/page.ts'
import { dayOf } from '#shared/day.ts'
import type { insightsContract } from '../../contract.ts'
import { itemOf, placeOf, type Where } from '../access.ts'
import { by } from '../present.ts'
import { DECISION, type DecisionRow, toldDecision } from './standing.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>
const MOST = 50

/** Decisions to come, by their day; or those that were taken, newest first. Each with what it rests on, as its reader reads. */
export async function listDecisions(db: Db, _actor: Actor, input: In['decisions']): Promise<Out['decisions']> {
  const place = await placeOf(db, input)
  const coming = input.which !== 'taken'
  const [at, id] =
    input.cursor === undefined ? [null, null] : placeIn(input.cursor, coming ? PART.day : PART.instant, PART.id)
  const after = coming
    ? sql`(${at}::date is null or d.decide_by > ${at}::date or (d.decide_by = ${at}::date and d.id > ${id}::uuid))`
    : sql`(${at}::timestamptz is null or d.made_at < ${at}::timestamptz or (d.made_at = ${at}::timestamptz and d.id > ${id}::uuid))`
  const { rows } = await sql<DecisionRow>`
    select ${DECISION} where d.space_id = ${place.id}::uuid and ${after}
       and (d.decided_on is null and d.decide_by is not null
            and not exists (select from dead_end e where e.space_id = d.space_id and e.item_id = d.id)) = ${coming}
     order by ${coming ? sql`d.decide_by, d.id` : sql`d.made_at desc, d.id`} limit ${MOST + 1}`.execute(db as never)
  const page = rows.slice(0, MOST)
  const ids = page.map((row) => row.id)
  const last = page.at(-1)
  const { rows: used } = await sql<{ of: string; id: string; words: string | null }>`
    select l.to_id as of, i.id, i.words from chain_link l
      join (select space_id, id, words, made_at from insight union all select space_id, id, words, made_at from implication) i
        on i.space_id = l.space_id and i.id = l.from_id
     where l.space_id = ${place.id}::uuid and l.to_id = any (${ids}::uuid[]) order by i.made_at, i.id`.execute(
    db as never,
  )
  const { rows: stops } = await sql<{ item_id: string; reason: string }>`
    select item_id, reason from dead_end where space_id = ${place.id}::uuid and item_id = any (${ids}::uuid[])`.execute(
    db as never,
  )
  const usedBy = by(used, (row) => row.of)
  return {
    items: page.map((row) => ({
      ...toldDecision(row, place.zone),
      used: usedBy(row.id).map(({ of: _of, ...rest }) => rest),
      stopped: stops.find((one) => one.item_id === row.id)?.reason ?? null,
    })),
    next: rows.length > MOST && last ? cursorOf(coming ? last.decide_by! : last.at, last.id) : null,
  }
}

/** Insights, and what they mean, whose words are near to a decision's and which it does not rest on yet, the nearest first. */
export async function couldInform(db: Db, _actor: Actor, input: In['couldInform']): Promise<Out['couldInform']> {
  const at = await itemOf(db, 'decision', input.decision)
  const place = await placeOf(db, { id: at.space_id })
  const { rows } = await sql<{ kind: 'insight' | 'implication'; id: string; words: string; made_at: Date }>`
    with asked as (
      select (select string_agg('''' || replace(replace(l, '\\', '\\\\'), '''', '''''') || '''', ' | ')
                from unnest(tsvector_to_array(to_tsvector(s.search_language,
                  ${input.words ?? ''} || case when ${input.words ?? ''} = '' then d.words || ' ' || d.options else '' end))) l)::tsquery as q
        from decision d join space s on s.id = d.space_id where d.space_id = ${place.id}::uuid and d.id = ${at.id}::uuid)
    select i.kind, i.id, i.words, i.made_at from asked, (
        select 'insight' as kind, id, words, made_at, tsv from insight where space_id = ${place.id}::uuid
        union all
        select 'implication', id, words, made_at, tsv from implication where space_id = ${place.id}::uuid) i
     where i.words <> '' and i.tsv @@ asked.q
       and not exists (select from chain_link l where l.space_id = ${place.id}::uuid and l.from_id = i.id and l.to_id = ${at.id}::uuid)
       and not exists (select from dead_end e where e.space_id = ${place.id}::uuid and e.item_id = i.id)
     order by ts_rank(i.tsv, asked.q) desc, i.made_at desc, i.id limit 8`.execute(db as never)
  return rows.map(({ made_at, ...row }) => ({ ...row, made_on: dayOf(made_at, place.zone) }))
}

/** The ways to a committee that are not ended, with their meetings to come. */
export async function listRoutes(db: Db, _actor: Actor, input: Where): Promise<Out['routes']> {
  const place = await placeOf(db, input)
  const today = await todayIn(db, place.id)
  const routes = await db
    .selectFrom('committee_route')
    .select(['id', 'name', 'format', 'paper_days', 'how', 'version'])
    .where('space_id', '=', place.id)
    .where('ended_on', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .limit(200)
    .execute()
  const meetings = by(
    await db
      .selectFrom('route_meeting')
      .select(['id', 'route_id', 'meets_on', 'at_time', 'paper_by'])
      .where('space_id', '=', place.id)
      .where('off_on', 'is', null)
      .where('meets_on', '>=', today)
      .orderBy('meets_on')
      .orderBy('id')
      .limit(500)
      .execute(),
    (row) => row.route_id,
  )
  return routes.map((route) => ({
    ...route,
    meetings: meetings(route.id).map(({ route_id: _route, ...rest }) => rest),
  }))
}
