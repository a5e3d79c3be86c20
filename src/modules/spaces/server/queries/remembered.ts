import { sql } from 'kysely'
import type { Place } from '../access.ts'

/** Which of it: of these kinds, no later than this day, and before this place in the list; so many at most of each chapter. */
export type Span = {
  kinds?: string[][]
  until?: string | undefined
  before?: readonly [day: string, chapter: string, number: string] | null
  most?: number
}

/** Milestones are no events; they stand after every event of their day. */
const AFTER_EVENTS = 900_000_000_000_000
const TOLD = ['turning_point.written', 'turning_point.taken_out', 'context.noted', 'context.taken_out']

/**
 * What a space remembers, one row each, on the day it belongs to: events; what somebody told of years before on its own day;
 * and, up to today, the milestones of the strategy as it is tied now. Events are read from the newest on, so that a page of
 * what happened costs the same after ten years as after one; the rest is little, and whoever asks limits it once more.
 */
export const remembered = (space: Place, today: string, span: Span = {}) => sql`
  select v.chapter_id as chapter, v.number, v.kind, v.subject, v.actor_id, null as words, null::uuid as author_id, null as says_who,
         null::date as until, ${dayOf(space)} as day
    from chapter c
    cross join lateral (select ${span.most === undefined ? sql`'-infinity'::timestamptz` : floor(space, span, span.most)} as at offset 0) f
    cross join lateral (
      select v.chapter_id, v.number, v.kind, v.subject, v.actor_id, v.at from event v where ${within(space, span)} and v.at >= f.at offset 0) v
   where c.space_id = ${space.id}::uuid
  union all
  select v.chapter_id, v.number, v.kind, v.subject, v.actor_id, t.words, t.author_id, null, null, t.on_day
    from turning_point t join event v on v.subject = t.id and v.kind = 'turning_point.written' and v.space_id = t.space_id
   where t.space_id = ${space.id}::uuid
  union all
  select v.chapter_id, v.number, v.kind, v.subject, v.actor_id, x.words, x.author_id, x.says_who, nullif(x.to_day, x.from_day), x.from_day
    from context_event x join event v on v.subject = x.id and v.kind = 'context.noted' and v.space_id = x.space_id
   where x.space_id = ${space.id}::uuid
  union all
  select m.chapter_id, ${AFTER_EVENTS}::bigint + row_number() over (order by m.on_day, m.id), 'strategy.milestone', m.id, null, m.words,
         null, null, null, m.on_day
    from strategy_milestone m join parent_strategy s on s.space_id = m.space_id and s.id = m.parent_strategy_id
   where m.space_id = ${space.id}::uuid and m.on_day <= ${today}::date and s.tied
     and s.version = (select max(l.version) from parent_strategy l where l.space_id = s.space_id)`

const dayOf = (space: Place) => sql`(v.at at time zone ${space.zone})::date`
/** The first instant of a day where the space is. */
const startOf = (space: Place, day: ReturnType<typeof sql>) => sql`(${day}::timestamp at time zone ${space.zone})`

function within(space: Place, { kinds = [], until, before }: Span) {
  const last = [until, before?.[0]].filter((day) => day !== undefined).sort()[0]
  return sql.join(
    [
      sql`v.chapter_id = c.id`,
      ...kinds.map((some) => ofKinds(sql`v.kind`, some)),
      sql`v.kind <> all (${TOLD}::text[])`,
      ...(last === undefined ? [] : [sql`v.at < ${startOf(space, sql`(${last}::date + 1)`)}`]),
      ...(before
        ? [
            sql`(${dayOf(space)}, v.chapter_id, v.number) < (${before[0]}::date, ${before[1]}::uuid, ${before[2]}::bigint)`,
          ]
        : []),
    ],
    sql` and `,
  )
}

/** Of these kinds; beginnings of kinds end with %. */
export const ofKinds = (kind: ReturnType<typeof sql>, some: string[]) =>
  some.some((one) => one.endsWith('%')) ? sql`${kind} like any (${some}::text[])` : sql`${kind} = any (${some}::text[])`

/** Where the day begins on which the last of so many events was: all of that day, since within one no hour counts. */
const floor = (space: Place, span: Span, most: number) => sql`coalesce((
  select ${startOf(space, sql`(w.at at time zone ${space.zone})::date`)} from (
    select v.at from event v where ${within(space, span)} order by v.at desc offset ${most} limit 1) w), '-infinity')`
