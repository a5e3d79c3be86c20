import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import { todayIn } from '#modules/spaces/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { cursorOf, PART, placeIn } from '#platform/db/page.ts'
import { dayOf } from '#shared/day.ts'
import type { insightsContract } from '../../contract.ts'
import { type Place, placeOf } from '../access.ts'
import { by, daysBetween } from '../present.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>
type Item = Out['ledger']['items'][number]
type Decision = Item['decisions'][number]
const MOST = 30

/** From what was learned to what was done of it, newest first, with how long nobody has answered. */
export async function listLedger(db: Db, _actor: Actor, input: In['ledger']): Promise<Out['ledger']> {
  const place = await placeOf(db, input)
  const today = await todayIn(db, place.id)
  const [at, id] = input.cursor === undefined ? [null, null] : placeIn(input.cursor, PART.instant, PART.id)
  const { rows } = await sql<{ id: string; words: string | null; made_at: Date; at: string; stopped: string | null }>`
    select i.id, i.words, i.made_at, i.made_at::text as at, e.reason as stopped
      from insight i left join dead_end e on e.space_id = i.space_id and e.item_id = i.id
     where i.space_id = ${place.id}::uuid
       and (${at}::timestamptz is null or i.made_at < ${at}::timestamptz or (i.made_at = ${at}::timestamptz and i.id > ${id}::uuid))
     order by i.made_at desc, i.id limit ${MOST + 1}`.execute(db as never)
  const page = rows.slice(0, MOST)
  const decisions = await decisionsUnder(
    db,
    place,
    page.map((row) => row.id),
  )
  return {
    items: page.map((row) => {
      const made = dayOf(row.made_at, place.zone)
      const under = decisions(row.id)
      return {
        id: row.id,
        words: row.words,
        made_on: made,
        unanswered_days: under.length > 0 || row.stopped !== null ? null : daysBetween(made, today),
        stopped: row.stopped,
        decisions: under,
      }
    }),
    next: rows.length > MOST ? cursorOf(page.at(-1)!.at, page.at(-1)!.id) : null,
    started: await startedBy(db, place),
  }
}

/** The decisions that rest on each insight, straight or by what it means, and the actions under them. */
async function decisionsUnder(db: Db, place: Place, insights: string[]): Promise<(insight: string) => Decision[]> {
  const { rows } = await sql<Omit<Decision, 'actions'> & { of: string; made_at: Date }>`
    with under as (
      select l.from_id as of, l.to_id as id from chain_link l
       where l.space_id = ${place.id}::uuid and l.from_id = any (${insights}::uuid[]) and l.to_kind = 'decision'
      union select l.from_id, m.to_id from chain_link l join chain_link m on m.space_id = l.space_id and m.from_id = l.to_id and m.to_kind = 'decision'
       where l.space_id = ${place.id}::uuid and l.from_id = any (${insights}::uuid[]) and l.to_kind = 'implication')
    select u.of, d.id, d.words, d.decided_on::text as decided_on, d.decided_on is null and d.decide_by is not null as to_come,
           e.reason as stopped, d.made_at
      from under u join decision d on d.space_id = ${place.id}::uuid and d.id = u.id
      left join dead_end e on e.space_id = d.space_id and e.item_id = d.id order by d.made_at, d.id`.execute(
    db as never,
  )
  const { rows: actions } = await sql<Decision['actions'][number] & { of: string }>`
    select l.from_id as of, a.id, a.words, a.accountable, a.state, coalesce(nullif(a.state_reason, ''), e.reason, '') as reason
      from chain_link l join action a on a.space_id = l.space_id and a.id = l.to_id
      left join dead_end e on e.space_id = a.space_id and e.item_id = a.id
     where l.space_id = ${place.id}::uuid and l.from_id = any (${[...new Set(rows.map((row) => row.id))]}::uuid[]) order by a.made_at, a.id`.execute(
    db as never,
  )
  const actionsOf = by(actions, (row) => row.of)
  const of = by(rows, (row) => row.of)
  return (insight) =>
    of(insight).map(({ of: _of, made_at: _at, ...row }) => ({
      ...row,
      actions: actionsOf(row.id).map(({ of: _of, ...rest }) => rest),
    }))
}

/** Who started what was decided and done, year by year in the zone of the space. Never who did how much. */
async function startedBy(db: Db, place: Place): Promise<Out['ledger']['started']> {
  const { rows } = await sql<Out['ledger']['started'][number]>`
    select extract(year from x.made_at at time zone ${place.zone})::integer as year, count(*) filter (where x.started_by = 'us')::integer as us,
           count(*) filter (where x.started_by = 'funder')::integer as funder, count(*) filter (where x.started_by = 'event')::integer as event
      from (select made_at, started_by from decision where space_id = ${place.id}::uuid
            union all select made_at, started_by from action where space_id = ${place.id}::uuid) x group by 1 order by 1`.execute(
    db as never,
  )
  return rows
}
