import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { Ask } from '#platform/http/module.ts'

type Row = { id: string; space_id: string; address: string; words: string; sort: keyof typeof SAYS }

const SAYS = {
  ownerless: {
    why: 'Whoever owned or facilitated this question has left. It rests until both are named.',
    ...{ minutes: 2, verb: 'Name somebody', at: 'questions' },
  },
  question_near: {
    why: 'What we know should be there soon: the day by which this was to be answered comes near.',
    ...{ minutes: 5, verb: 'Say what we know', at: 'questions' },
  },
  experiment_due: {
    why: 'The day on which you said you would stop is here. What came of it? That it did not work is a result too.',
    ...{ minutes: 3, verb: 'Say what came', at: 'cycles#tried-' },
  },
  cycle_due: {
    why: 'This cycle has run its length. Move it on, or say when it ends.',
    ...{ minutes: 2, verb: 'Look at it', at: 'cycles' },
  },
} as const

/** What waits for this person about what a space wants to find out: read under their own policies. */
export async function inquiryAsks(db: Db, person: string): Promise<Ask[]> {
  const { rows } = await sql<Row>`
    with mine as (
      select s.id, s.address, s.zone, (clock_now() at time zone s.zone)::date as today from space s where s.closed_at is null),
    gone as (
      select q.*, not exists (select from membership m where m.space_id = q.space_id and m.person_id = q.owner_id
          and m.first_chapter is not null and (m.ends_at is null or m.ends_at > clock_now())) as no_owner,
        not exists (select from membership m where m.space_id = q.space_id and m.person_id = q.facilitator_id
          and m.first_chapter is not null and (m.ends_at is null or m.ends_at > clock_now())) as no_facilitator
        from learning_question q where q.state = 'active')
    select q.id, q.space_id, s.address, q.words, 'ownerless' as sort from gone q join mine s on s.id = q.space_id
     where (q.no_owner and not q.no_facilitator and q.facilitator_id = ${person}::uuid)
        or (q.no_facilitator and not q.no_owner and q.owner_id = ${person}::uuid)
        or (q.no_owner and q.no_facilitator and q.author_id = ${person}::uuid)
    union all
    select q.id, q.space_id, s.address, q.words, 'question_near' from learning_question q join mine s on s.id = q.space_id
     where q.state = 'active' and q.owner_id = ${person}::uuid and q.by_on <= s.today + 14
    union all
    select x.id, x.space_id, s.address, x.words, 'experiment_due' from experiment x join mine s on s.id = x.space_id
     where x.result is null and x.author_id = ${person}::uuid and x.stops_on <= s.today
    union all
    select c.id, c.space_id, s.address, c.words, 'cycle_due' from learning_cycle c join mine s on s.id = c.space_id
     where c.ended_on is null and c.author_id = ${person}::uuid and c.starts_on + 7 * c.weeks <= s.today
    order by sort, id`.execute(db as never)
  return rows.map((row) => {
    const { at, ...says } = SAYS[row.sort]
    const to = at.includes('#') ? `${at}${row.id}` : `${at}/${row.id}`
    return {
      id: `${row.sort} ${row.id}`,
      space: row.space_id,
      words: row.words,
      ...says,
      to: `/s/${row.address}/insights/${to}`,
    }
  })
}
