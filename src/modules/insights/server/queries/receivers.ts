import { type RawBuilder, sql } from 'kysely'
import { dayOf } from '#shared/day.ts'
import { inNow, type Place } from '../access.ts'
import { by, daysBetween } from '../present.ts'

const NOBODY = 'Somebody who has left'

/** For how many days a space waits for an answer before it goes back to its sender. */
export const waitsForIn = (
  space: RawBuilder<unknown>,
) => sql<number>`coalesce((select (w.value #>> '{}')::integer from space_rule w
  where w.space_id = ${space} and w.rule = 'receiver_days' order by w.since desc limit 1), 14)`

type Row = {
  insight_id: string | null
  id: string
  seat_id: string | null
  person_id: string | null
  title: string
  holder: string
  note: string
  sent_at: string
  link_open: boolean
  crossed: boolean
  taken_back: boolean
  take_back: string | null
  closed_at: string | null
  closed_why: string
  has_left: boolean
  returned: boolean
  may_answer: boolean
  may_close: boolean
  may_ask: boolean
}

export const receiversAsked = (place: Place, insights: string[]) => sql<Row>`
    select r.insight_id, r.id, r.seat_id, r.person_id, coalesce(s.title, p.name, ${NOBODY}) as title, coalesce(s.holder, '') as holder,
           r.note, r.sent_at, coalesce(r.link_ends_at > clock_now(), false) as link_open, r.crossing_id is not null and r.let_out <> '' as crossed,
           r.let_out = '' as taken_back, r.closed_at, r.closed_why,
           case when r.let_out <> '' then (select k.crossing_id from consent k where k.crossing_id = r.crossing_id and k.person_id = me() limit 1) end as take_back,
           case when r.person_id is not null then not ${inNow(sql`r.space_id`, sql`r.person_id`)} when r.seat_id is null then true
                else r.crossing_id is null and not h.held end as has_left,
           not said.any and r.closed_at is null and r.let_out <> '' and (r.crossing_id is null or r.link_ends_at is not null)
             and greatest(r.sent_at, r.reminded_at) <= clock_now() - make_interval(days => ${waitsForIn(sql`r.space_id`)}) as returned,
           coalesce(r.closed_at is null and (r.person_id = me() or (r.crossing_id is null and h.mine)), false) as may_answer,
           r.closed_at is null and (r.sent_by = me() or r.sent_by is null or not ${inNow(sql`r.space_id`, sql`r.sent_by`)}) as may_close,
           coalesce(r.closed_at is null and not said.any and r.sent_by = me() and r.crossing_id is null
             and greatest(r.sent_at, r.reminded_at) <= clock_now() - interval '7 days', false) as may_ask
      from receiver r left join seat s on s.space_id = r.space_id and s.id = r.seat_id left join person p on p.id = r.person_id
      cross join lateral (select count(*) > 0 as held, coalesce(bool_or(m.person_id = me()), false) as mine from seat_holder x
        join membership m on m.id = x.membership_id where x.seat_id = r.seat_id and x.until is null) h
      cross join lateral (select exists (select from acknowledgement a where a.space_id = r.space_id and a.receiver_id = r.id) as any) said
     where r.space_id = ${place.id}::uuid and r.insight_id = any (${insights}::uuid[]) order by r.sent_at, r.id`

type AnswerRow = { receiver_id: string; answer: string; words: string; at: string }
export const answersAsked = (place: Place, insights: string[]) => sql<AnswerRow>`
    select a.receiver_id, a.answer, a.words, a.at from acknowledgement a join receiver r on r.space_id = a.space_id and r.id = a.receiver_id
     where r.space_id = ${place.id}::uuid and r.insight_id = any (${insights}::uuid[]) order by a.at`

/** Who was asked to hear each of these insights, how long they have it, and what they answered. */
export function toldReceivers(rows: Row[], answers: AnswerRow[], place: Place) {
  const said = by(answers, (row) => row.receiver_id)
  const of = by(rows, (row) => row.insight_id ?? '')
  return (insight: string) => of(insight).map((row) => presented(row, said(row.id), place.zone))
}

function presented(row: Row, said: AnswerRow[], zone: string) {
  const sent = dayOf(row.sent_at, zone)
  return {
    id: row.id,
    seat: row.seat_id,
    person: row.person_id,
    title: row.title,
    holder: row.holder,
    note: row.note,
    sent_on: sent,
    taken_back: row.taken_back,
    crossed: row.crossed,
    take_back: row.take_back,
    link_open: row.link_open,
    heard_in_days: said[0] === undefined ? null : daysBetween(sent, dayOf(said[0].at, zone)),
    answers: said.map((one) => ({ answer: one.answer, words: one.words, on: dayOf(one.at, zone) })),
    has_left: row.has_left,
    returned: row.returned,
    closed: row.closed_at === null ? null : { on: dayOf(row.closed_at, zone), why: row.closed_why },
    can: { answer: row.may_answer, close: row.may_close, ask_again: row.may_ask },
  }
}

type SendingRow = {
  insight_id: string
  id: string
  title: string
  asked_at: string
  state: string
  take_back: string | null
}
export const sendingsAsked = (place: Place, insights: string[]) => sql<SendingRow>`
    select g.insight_id, g.crossing_id as id, s.title, g.asked_at, g.state,
           (select k.crossing_id from consent k where k.crossing_id = g.crossing_id and k.person_id = me() limit 1) as take_back
      from sending g join seat s on s.space_id = g.space_id and s.id = g.seat_id
     where g.space_id = ${place.id}::uuid and g.insight_id = any (${insights}::uuid[]) and g.state <> 'went' order by g.asked_at, g.crossing_id`

/** What is asked to go to a seat and has not gone; what went is among the receivers. */
export function toldSendings(rows: SendingRow[], place: Place) {
  const of = by(rows, (row) => row.insight_id)
  return (insight: string) =>
    of(insight).map((row) => ({
      id: row.id,
      title: row.title,
      asked_on: dayOf(row.asked_at, place.zone),
      state: row.state === 'open' ? ('not_settled' as const) : ('stays' as const),
      take_back: row.state === 'open' ? row.take_back : null,
    }))
}
