import type { InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import { dayOf } from '#shared/day.ts'
import type { insightsContract } from '../../contract.ts'
import { inNow, type Place } from '../access.ts'
import { by } from '../present.ts'

type Traced = InferContractRouterOutputs<typeof insightsContract>['trace']

type DecisionRow = Omit<Traced['decisions'][number], 'meeting' | 'owner' | 'to_come' | 'made_on'> & {
  made_at: Date | string
  at: string
  meeting_id: string | null
  route: string | null
  route_name: string | null
  at_time: string | null
  off: boolean
  owner_id: string | null
  owner_name: string | null
  owner_in: boolean
}
/** A decision with its way to a committee and whose it is: the same columns wherever one is read. */
export const DECISION = sql`
  d.id, d.words, d.reasons, d.taken_by, d.not_heard, d.wanted, d.options, d.missing, d.dissent, d.format, d.decided_on::text as decided_on,
  d.decide_by::text as decide_by, d.paper_by::text as paper_by, d.strength, d.no_learning, d.started_by, d.receiver_id is not null as elsewhere,
  d.made_at, d.made_at::text as at, d.version, d.meeting_id, mt.route_id as route, rt.name as route_name, mt.at_time, mt.off_on is not null as off,
  d.owner_id, ow.name as owner_name, ${inNow(sql`d.space_id`, sql`d.owner_id`)} as owner_in
    from decision d left join route_meeting mt on mt.space_id = d.space_id and mt.id = d.meeting_id
    left join committee_route rt on rt.space_id = mt.space_id and rt.id = mt.route_id left join person ow on ow.id = d.owner_id`

/** A row of DECISION as it is told. */
export function toldDecision(row: DecisionRow, zone: string): Traced['decisions'][number] {
  const { made_at, at: _at, meeting_id, route, route_name, at_time, off, owner_id, owner_name, owner_in, ...rest } = row
  return {
    ...rest,
    meeting:
      meeting_id === null || route === null ? null : { id: meeting_id, route, name: route_name ?? '', at_time, off },
    owner:
      owner_id === null ? null : { id: owner_id, name: owner_name ?? 'Somebody who has left', has_left: !owner_in },
    to_come: rest.decided_on === null && rest.decide_by !== null,
    made_on: dayOf(made_at, zone),
  }
}
export type { DecisionRow }

export const decisionsAsked = (place: Place, ids: string[]) => sql<DecisionRow>`
    select ${DECISION} where d.space_id = ${place.id}::uuid and d.id = any (${ids}::uuid[]) order by d.made_at, d.id`

type ActionRow = Omit<Traced['actions'][number], 'handed' | 'unclear' | 'made_on'> & {
  made_at: string
  author_id: string | null
  accountable_in: boolean
}
type HandingRow = {
  id: string
  action_id: string
  by: string
  to: string
  note: string
  made_at: string
  answer: 'accepted' | 'declined' | null
  answered_at: string | null
  may_answer: boolean
}

export const actionsAsked = (place: Place, ids: string[]) => sql<ActionRow>`
    select d.id, d.words, d.accountable, d.accountable_id, d.started_by, d.delivered_by, d.starts_on::text as starts_on, d.due_on::text as due_on,
           d.state, d.state_reason, d.state_on::text as state_on, d.made_at, d.version, d.author_id, ${inNow(sql`d.space_id`, sql`d.accountable_id`)} as accountable_in,
           (select f.gathering_id from action_from f where f.space_id = d.space_id and f.action_id = d.id) as gathering
      from action d where d.space_id = ${place.id}::uuid and d.id = any (${ids}::uuid[]) order by d.made_at, d.id`

export const handingsAsked = (place: Place, actions: string[]) => sql<HandingRow>`
    select h.id, h.action_id, h.by_name as by, h.to_name as to, h.note, h.made_at, h.answer, h.answered_at,
           coalesce(h.answer is null and (h.to_id = me() or (h.to_id is null and h.author_id = me())), false) as may_answer
      from handing h where h.space_id = ${place.id}::uuid and h.action_id = any (${actions}::uuid[]) order by h.made_at, h.id`

/** Actions with the way they went from hand to hand, and why nobody can be sure who answers for one. */
export function toldActions(rows: ActionRow[], handings: HandingRow[], place: Place): Traced['actions'] {
  const of = by(handings, (row) => row.action_id)
  return rows.map(({ made_at, author_id: _author, accountable_in, ...row }) => {
    const handed = of(row.id)
    const last = handed.at(-1)
    return {
      ...row,
      made_on: dayOf(made_at, place.zone),
      handed: handed.map((one) => ({
        id: one.id,
        by: one.by,
        to: one.to,
        note: one.note,
        on: dayOf(one.made_at, place.zone),
        answer: one.answer,
        answered_on: one.answered_at === null ? null : dayOf(one.answered_at, place.zone),
        // Only the last one is still a question.
        can: { answer: one === last && one.may_answer && row.state === 'open' },
      })),
      unclear: unclear(row, last, accountable_in),
    }
  })
}

function unclear(
  row: { state: string; accountable_id: string | null },
  last: HandingRow | undefined,
  isIn: boolean,
): 'not_accepted' | 'declined' | 'has_left' | null {
  if (row.state !== 'open') return null
  if (row.accountable_id !== null && !isIn) return 'has_left'
  if (last?.answer === 'declined') return 'declined'
  return last !== undefined && last.answer === null ? 'not_accepted' : null
}

type OutcomeRow = Omit<Traced['outcomes'][number], 'made_on'> & { made_at: string }
export const outcomesAsked = (place: Place, ids: string[]) => sql<OutcomeRow>`
    select o.id, o.words, o.state, o.says_who, o.for_whom, o.happened_on::text as happened_on, o.shown_by, o.contribution, o.intended,
           o.look_again_on::text as look_again_on, o.made_at, o.version
      from outcome o where o.space_id = ${place.id}::uuid and o.id = any (${ids}::uuid[]) order by o.made_at, o.id`

type ImplicationRow = Omit<Traced['implications'][number], 'made_on'> & { made_at: string }
export const implicationsAsked = (place: Place, ids: string[]) => sql<ImplicationRow>`
    select i.id, i.words, i.for_whom, i.made_at, i.version, p.name as by from implication i left join person p on p.id = i.author_id
     where i.space_id = ${place.id}::uuid and i.id = any (${ids}::uuid[]) order by i.made_at, i.id`

/** Rows that are told as they are, with the day they were made on. */
export const onTheirDay = <R extends { made_at: string }>(rows: R[], place: Place) =>
  rows.map(({ made_at, ...row }) => ({ ...row, made_on: dayOf(made_at, place.zone) }))
