import type { InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { dayOf } from '#shared/day.ts'
import type { insightsContract } from '../../contract.ts'

type Out = InferContractRouterOutputs<typeof insightsContract>

/** What I sent and wait for: not settled yet, or not answered. */
export async function listUnheard(db: Db, actor: Actor): Promise<Out['unheard']> {
  const sent = await db
    .selectFrom('receiver as r')
    .leftJoin('seat as t', (on) => on.onRef('t.space_id', '=', 'r.space_id').onRef('t.id', '=', 'r.seat_id'))
    .leftJoin('person as p', 'p.id', 'r.person_id')
    .leftJoin('insight as i', (on) => on.onRef('i.space_id', '=', 'r.space_id').onRef('i.id', '=', 'r.insight_id'))
    .innerJoin('space as s', 's.id', 'r.space_id')
    .select(['r.id', 'r.insight_id', 'i.words', 'r.let_out', 'r.sent_at as at', 's.address', 's.zone'])
    .select(sql<string>`coalesce(t.title, p.name, 'Somebody who has left')`.as('title'))
    .select(sql<boolean>`greatest(r.sent_at, r.reminded_at) <= clock_now() - interval '7 days'`.as('remind'))
    .select(sql<boolean>`r.crossing_id is not null and r.link_ends_at is null`.as('link'))
    .where('r.sent_by', '=', actor.person)
    .where('r.let_out', '!=', '')
    .where('r.closed_at', 'is', null)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('acknowledgement as a')
            .select('a.id')
            .whereRef('a.space_id', '=', 'r.space_id')
            .whereRef('a.receiver_id', '=', 'r.id'),
        ),
      ),
    )
    .orderBy('r.sent_at')
    .limit(50)
    .execute()
  const asked = await db
    .selectFrom('sending as g')
    .innerJoin('seat as t', (on) => on.onRef('t.space_id', '=', 'g.space_id').onRef('t.id', '=', 'g.seat_id'))
    .leftJoin('insight as i', (on) => on.onRef('i.space_id', '=', 'g.space_id').onRef('i.id', '=', 'g.insight_id'))
    .innerJoin('space as s', 's.id', 'g.space_id')
    .select(['g.receiver_id as id', 'g.insight_id', 'i.words', 't.title', 'g.asked_at as at', 's.address', 's.zone'])
    .where('g.sent_by', '=', actor.person)
    .where('g.state', '=', 'open')
    .orderBy('g.asked_at')
    .limit(50)
    .execute()
  return [
    ...asked.map((row) => ({ ...row, remind: false, link: false, let_out: null, state: 'not_settled' as const })),
    ...sent.map((row) => ({ ...row, state: 'sent' as const })),
  ].map((row) => ({
    id: row.id,
    insight: row.insight_id,
    words: row.insight_id === null ? row.let_out : row.words,
    title: row.title,
    sent_on: dayOf(row.at, row.zone),
    address: row.address,
    state: row.state,
    can: { remind: row.remind, link: row.link },
  }))
}
