import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { Week, WeekKind, Weekly } from '#platform/http/module.ts'
import { sayDay } from '#shared/day.ts'

type Row = { id: string; words: string; kind: string; day: string | null; who: string; late: boolean; more?: string }
/** Where one of a kind is read; whatever is not here is read in its chain. */
const AT: Record<string, (id: string) => string> = {
  insight: (id) => id,
  question: (id) => `questions/${id}`,
  cycle: (id) => `cycles/${id}`,
  // On one side of paper: what is wanted, what we know, who sees it differently, and a box to ask privately.
  paper: (id) => `${id}/page?kind=decision`,
}
type Say = (day: string | null) => string
type Look = { rows: (of: Week) => RawBuilder<Row>; about: (row: Row, say: Say) => string }

/** So many of each: whoever wants them all opens the list they are in. */
const MOST = 5
/** What nothing has come of for so long has stalled. */
const STALLED_DAYS = 30
const AGENDA_DAYS = 90
const HALF_YEAR = 183
/** Something learned that a decision may rest on. */
const LEARNED = sql`('finding', 'insight', 'implication')`

const day = (of: Week, column: string) => sql`(${sql.ref(column)} at time zone ${of.zone})::date`
/** A decision to come has a day by which and none on which; it is not one that was taken. */
const taken = sql`not (d.decided_on is null and d.decide_by is not null)`
const decidedOn = (of: Week) => sql`coalesce(d.decided_on, ${day(of, 'd.made_at')})`
const cites = sql`exists (select from chain_link l where l.space_id = d.space_id and l.to_id = d.id and l.from_kind in ${LEARNED})`
const disputed = sql`exists (select from chain_link l join dissent v on v.space_id = l.space_id and v.insight_id = l.from_id
    where l.space_id = d.space_id and l.to_id = d.id)`
/** The newest of what was said to have come of a decision. */
const CAME: Record<string, string> = {
  too_early: 'It was too early to say what came of it.',
  agreed: 'It did what was hoped.',
  partly_agreed: 'It did part of what was hoped.',
  not_agreed: 'It did not do what was hoped.',
  dont_know: 'We do not know what came of it.',
}
const goesOn = (item: string) =>
  sql`(exists (select from chain_link l where l.space_id = ${sql.ref(`${item}.space_id`)} and l.from_id = ${sql.ref(`${item}.id`)})
    or exists (select from dead_end e where e.space_id = ${sql.ref(`${item}.space_id`)} and e.item_id = ${sql.ref(`${item}.id`)}))`

/** Stopped with a reason, or another took its place: nobody is asked to share it any more. */
const over = sql`(exists (select from dead_end e where e.space_id = i.space_id and e.item_id = i.id)
    or exists (select from insight_succession n where n.space_id = i.space_id and n.old_id = i.id))`

const LOOKS: Partial<Record<WeekKind, Look>> = {
  questions: {
    rows: (of) => sql<Row>`
      select q.id, q.words, 'question' as kind, q.by_on::text as day, '' as who, coalesce(q.by_on < ${of.today}::date, false) as late
        from learning_question q where q.space_id = ${of.space}::uuid and q.state = 'active' order by q.by_on nulls last, q.made_at, q.id limit ${MOST}`,
    about: (row, say) =>
      row.day === null ? 'No day is set.' : `An answer ${row.late ? 'was' : 'is'} wanted by ${say(row.day)}.`,
  },
  cycles: {
    rows: (of) => sql<Row>`
      select c.id, c.words, 'cycle' as kind, (c.starts_on + 7 * c.weeks)::text as day, '' as who, c.starts_on + 7 * c.weeks < ${of.today}::date as late
        from learning_cycle c where c.space_id = ${of.space}::uuid and c.ended_on is null and c.starts_on + 7 * c.weeks <= ${of.today}::date + 7
       order by day, c.id limit ${MOST}`,
    about: (row, say) => `It ${row.late ? 'was to come' : 'comes'} round by ${say(row.day)}.`,
  },
  papers: {
    rows: (of) => sql<Row>`
      select d.id, d.words, 'paper' as kind, d.decide_by::text as day, coalesce(d.paper_by::text, '') as who,
             coalesce(d.paper_by, d.decide_by) < ${of.today}::date as late,
             case when not ${cites} then 'It rests on nothing learned yet.' when ${disputed} then 'Not everybody sees what it rests on the same way.'
               else 'It rests on what was learned.' end as more
        from decision d where d.space_id = ${of.space}::uuid and d.decided_on is null and d.decide_by is not null
         and not exists (select from dead_end e where e.space_id = d.space_id and e.item_id = d.id)
       order by coalesce(d.paper_by, d.decide_by), d.id limit ${MOST}`,
    about: (row, say) =>
      `${row.who === '' ? 'No day is set for its papers' : `Papers ${row.late ? 'closed' : 'close'} ${say(row.who)}`}; to be decided by ${say(row.day)}. ${row.more}`,
  },
  came: {
    rows: (of) => sql<Row>`
      select d.id, d.words, 'decision' as kind, ${decidedOn(of)}::text as day, coalesce(o.state, '') as who, false as late from decision d
        left join lateral (select o.state from outcome o join chain_link l on l.space_id = o.space_id and l.to_id = o.id where o.space_id = d.space_id
          and (l.from_id = d.id or l.from_id in (select k.to_id from chain_link k where k.space_id = d.space_id and k.from_id = d.id))
          order by o.made_at desc, o.id limit 1) o on true
       where d.space_id = ${of.space}::uuid and ${taken} and ${decidedOn(of)} between ${of.today}::date - ${HALF_YEAR}::int and ${of.today}::date
       order by day desc, d.id limit ${MOST}`,
    about: (row, say) => `Decided ${say(row.day)}. ${CAME[row.who] ?? 'Nobody has said yet what came of it.'}`,
  },
  changed: {
    rows: (of) => sql<Row>`
      select d.id, d.words, 'decision' as kind, ${decidedOn(of)}::text as day, '' as who, false as late from decision d
       where d.space_id = ${of.space}::uuid and ${decidedOn(of)} between ${of.today}::date - 30 and ${of.today}::date and ${taken} and ${cites}
       order by day desc, d.id limit ${MOST}`,
    about: (row, say) => `Decided ${say(row.day)}.`,
  },
  agreed: {
    rows: (of) => sql<Row>`
      select a.id, a.words, 'action' as kind, a.due_on::text as day, a.accountable as who, coalesce(a.due_on < ${of.today}::date, false) as late
        from action a where a.space_id = ${of.space}::uuid and a.state = 'open' and not ${goesOn('a')}
       order by a.due_on nulls last, a.id limit ${MOST}`,
    about: (row, say) =>
      [
        `${row.who} answers for it`,
        row.day === null ? 'no day is set' : `${row.late ? 'due since' : 'due'} ${say(row.day)}`,
      ]
        .join(', ')
        .concat('. Nothing is said yet of what came of it.'),
  },
  stalled: {
    rows: (of) => sql<Row>`
      select * from (
        select i.id, i.words, 'insight' as kind, ${day(of, 'i.made_at')}::text as day, '' as who, false as late from insight i
         where i.space_id = ${of.space}::uuid and i.words is not null and not ${goesOn('i')} and not ${over}
        union all
        select d.id, d.words, 'decision', ${decidedOn(of)}::text, '', false from decision d
         where d.space_id = ${of.space}::uuid and ${taken} and not ${goesOn('d')}) s
       where s.day::date <= ${of.today}::date - ${STALLED_DAYS}::int order by s.day, s.id limit ${MOST}`,
    about: (row, say) =>
      row.kind === 'insight'
        ? `Learned ${say(row.day)}. No decision rests on it yet, and nobody has said why not.`
        : `Decided ${say(row.day)}. Nothing is being done yet, and nobody has said why not.`,
  },
  unshared: {
    rows: (of) => sql<Row>`
      select i.id, i.words, 'insight' as kind, ${day(of, 'i.made_at')}::text as day, '' as who, false as late from insight i
       where i.space_id = ${of.space}::uuid and i.words is not null and not ${over}
         and not exists (select from receiver r where r.space_id = i.space_id and r.insight_id = i.id)
         and not exists (select from sending g where g.space_id = i.space_id and g.insight_id = i.id)
       order by i.made_at, i.id limit ${MOST}`,
    about: (row, say) => `Learned ${say(row.day)}. Nobody has been named who needs to hear it.`,
  },
}

/** What somebody with a role looks at once a week: from the chapters they read, and nothing of any other. */
export async function weekOf(db: Db, of: Week): Promise<Weekly[]> {
  const all: Weekly[] = []
  for (const kind of of.wants) {
    const look = LOOKS[kind]
    if (kind === 'agenda') all.push(...(await agendaOf(db, of)))
    if (look === undefined) continue
    const { rows } = await look.rows(of).execute(db as never)
    all.push(
      ...rows.map((row) => ({
        ...{
          kind,
          id: row.id,
          words: row.words,
          about: look.about(row, (day) => sayDay(day!, of.today)),
          late: row.late,
        },
        to: `/s/${of.address}/insights/${AT[row.kind]?.(row.id) ?? `${row.id}?kind=${row.kind}`}`,
      })),
    )
  }
  return all
}

/**
 * How many of the decisions of the last ninety days name something that was learned. A count of open acts, shown to those
 * who may read the decisions themselves; what a reader may not read counts for them as not there.
 */
async function agendaOf(db: Db, of: Week): Promise<Weekly[]> {
  const { rows } = await sql<{ all: number; cited: number }>`
    select count(*)::int as all, count(*) filter (where ${cites})::int as cited from decision d
     where d.space_id = ${of.space}::uuid and ${taken} and ${decidedOn(of)} between ${of.today}::date - ${AGENDA_DAYS}::int and ${of.today}::date`.execute(
    db as never,
  )
  const { all, cited } = rows[0]!
  const words =
    all === 0
      ? `No decision in the last ${AGENDA_DAYS} days.`
      : `${cited} of ${all} ${all === 1 ? 'decision names' : 'decisions name'} what we learned (${AGENDA_DAYS} days to ${sayDay(of.today, of.today)}).`
  return [{ kind: 'agenda', id: 'decisions', words, about: '', late: false, to: `/s/${of.address}/insights` }]
}
