import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { Ask } from '#platform/http/module.ts'
import { sayDay } from '#shared/day.ts'
import { ALONE_DAYS, orphans } from './orphans.ts'
import { waitsForIn } from './receivers.ts'

type Row = { id: string; space_id: string; address: string; words: string | null; title: string; said: string }
type Dated = Row & { today: string }
/** The day that it is in the space `s` of the statement. */
const TODAY = sql`(clock_now() at time zone s.zone)::date`
const SOON_DAYS = 14

/** What waits for this person along the chain. Never of anything taken back: which, by whom or when. */
export async function asksOf(db: Db, person: string): Promise<Ask[]> {
  const asks = [
    toHear,
    handedToMe,
    returned,
    answered,
    paperCloses,
    lookAgain,
    links,
    looks,
    comments,
    makeSense,
    alone,
    orphans,
  ]
  const found: Ask[] = []
  for (const ask of asks) found.push(...(await ask(db, person)))
  return found
}

const rows = async <R extends Row>(db: Db, statement: RawBuilder<R>) => (await statement.execute(db as never)).rows
const of = (row: Row, kind: string) =>
  `/s/${row.address}/insights/${row.id}${kind === 'insight' ? '' : `?kind=${kind}`}`

/** Somebody named me as the one who needs to hear it. */
async function toHear(db: Db, person: string): Promise<Ask[]> {
  const found = await rows(
    db,
    sql<Row>`select i.id, r.space_id, s.address, i.words, coalesce(p.name, 'Somebody') as title, r.id as said
      from receiver r join insight i on i.space_id = r.space_id and i.id = r.insight_id join space s on s.id = r.space_id
      left join person p on p.id = r.sent_by
     where r.person_id = ${person}::uuid and r.closed_at is null and r.let_out <> ''
       and not exists (select from acknowledgement a where a.space_id = r.space_id and a.receiver_id = r.id) order by r.sent_at limit 20`,
  )
  return found.map((row) => ({
    id: `hear ${row.said}`,
    space: row.space_id,
    words: row.words ?? 'An insight whose sentence is hidden.',
    why: `${row.title} asks you to hear this. Understood, not yours, or something to ask?`,
    minutes: 2,
    verb: 'Answer',
    to: of(row, 'insight'),
  }))
}

/** An action that was handed to me, and that I have not taken on. */
async function handedToMe(db: Db, person: string): Promise<Ask[]> {
  const found = await rows(
    db,
    sql<Row>`select a.id, h.space_id, s.address, a.words, h.by_name as title, h.id as said from handing h
      join action a on a.space_id = h.space_id and a.id = h.action_id join space s on s.id = h.space_id
     where h.to_id = ${person}::uuid and h.answer is null and a.state = 'open' and a.accountable_id = ${person}::uuid order by h.made_at limit 20`,
  )
  return found.map((row) => ({
    id: `handed ${row.said}`,
    space: row.space_id,
    words: row.words ?? '',
    why: `${row.title} handed this to you. Do you take it on?`,
    minutes: 1,
    verb: 'Answer',
    to: of(row, 'action'),
  }))
}

/** Not answered for as many days as the space waits: it comes back to whoever sent it. */
async function returned(db: Db, person: string): Promise<Ask[]> {
  const left = sql`r.person_id is not null and not exists (select from membership m where m.space_id = r.space_id
      and m.person_id = r.person_id and m.first_chapter is not null and (m.ends_at is null or m.ends_at > clock_now()))`
  const found = await rows(
    db,
    sql<Row & { gone: boolean }>`select i.id, r.space_id, s.address, i.words, r.id as said, (${left}) as gone,
           coalesce(t.title, p.name, 'Whoever you named') as title
      from receiver r join insight i on i.space_id = r.space_id and i.id = r.insight_id join space s on s.id = r.space_id
      left join seat t on t.space_id = r.space_id and t.id = r.seat_id left join person p on p.id = r.person_id
     where r.sent_by = ${person}::uuid and r.closed_at is null and r.let_out <> '' and (r.crossing_id is null or r.link_ends_at is not null)
       and (greatest(r.sent_at, r.reminded_at) <= clock_now() - make_interval(days => ${waitsForIn(sql`r.space_id`)})
         or (${left}))
       and not exists (select from acknowledgement a where a.space_id = r.space_id and a.receiver_id = r.id) order by r.sent_at limit 20`,
  )
  return found.map((row) => ({
    id: `returned ${row.said}`,
    space: row.space_id,
    words: row.words ?? 'An insight whose sentence is hidden.',
    why: row.gone
      ? `It came back: ${row.title} has left. Choose somebody else, or stop with a reason.`
      : `It came back: ${row.title} has not answered. Send it again, choose somebody else, or stop with a reason.`,
    minutes: 2,
    verb: 'Choose',
    to: of(row, 'insight'),
  }))
}

/** “Not mine”, or “I need to ask”: whoever sent it goes on from there, and nobody has since. */
async function answered(db: Db, person: string): Promise<Ask[]> {
  const found = await rows(
    db,
    sql<
      Row & { answer: string; receiver: string }
    >`select i.id, r.space_id, s.address, i.words, coalesce(t.title, p.name, 'Somebody who has left') as title, a.words as said, a.answer, r.id as receiver
      from receiver r join insight i on i.space_id = r.space_id and i.id = r.insight_id join space s on s.id = r.space_id
      left join seat t on t.space_id = r.space_id and t.id = r.seat_id left join person p on p.id = r.person_id
      join lateral (select k.answer, k.words, k.at from acknowledgement k where k.space_id = r.space_id and k.receiver_id = r.id order by k.at desc limit 1) a on true
     where r.sent_by = ${person}::uuid and r.closed_at is null and a.answer <> 'understood'
       and not exists (select from receiver n where n.space_id = r.space_id and n.insight_id = r.insight_id and n.sent_at > a.at)
       and not exists (select from sending g where g.space_id = r.space_id and g.insight_id = r.insight_id and g.asked_at > a.at)
     order by a.at limit 20`,
  )
  return found.map((row) => ({
    id: `answered ${row.receiver}`,
    space: row.space_id,
    words: row.words ?? 'An insight whose sentence is hidden.',
    why:
      row.answer === 'not_mine'
        ? `${row.title}: not theirs${row.said ? `, it is ${row.said}’s` : ''}.`
        : `${row.title} needs to ask: ${row.said || 'something'}`,
    minutes: 2,
    verb: row.answer === 'not_mine' ? 'Send it on' : 'Read it',
    to: `${of(row, 'insight')}${row.answer === 'not_mine' ? `?send=${row.receiver}` : ''}`,
  }))
}

/** A decision of mine is to come, and its papers close soon. */
async function paperCloses(db: Db, person: string): Promise<Ask[]> {
  const found = await rows(
    db,
    sql<Dated>`select d.id, d.space_id, s.address, d.words, coalesce(d.paper_by, d.decide_by)::text as title, ${TODAY}::text as today,
        case when exists (select from chain_link l where l.space_id = d.space_id and l.to_id = d.id) then 'tied' else '' end as said
      from decision d join space s on s.id = d.space_id
     where d.owner_id = ${person}::uuid and d.decided_on is null and d.decide_by is not null
       and coalesce(d.paper_by, d.decide_by) between ${TODAY} - 7 and ${TODAY} + ${SOON_DAYS}::integer
       and not exists (select from dead_end e where e.space_id = d.space_id and e.item_id = d.id) order by coalesce(d.paper_by, d.decide_by) limit 20`,
  )
  return found.map((row) => ({
    id: `paper ${row.id}`,
    space: row.space_id,
    words: row.words ?? '',
    why:
      row.said === 'tied'
        ? `Its papers close on ${sayDay(row.title, row.today)}. Does it say what was learned, and what is missing?`
        : `Its papers close on ${sayDay(row.title, row.today)}, and it rests on nothing learned yet. See what could inform it.`,
    minutes: 5,
    due: row.title,
    verb: 'Look at it',
    to: of(row, 'decision'),
  }))
}

/** “Too early to say” until a day, and the day has come. */
async function lookAgain(db: Db, person: string): Promise<Ask[]> {
  const found = await rows(
    db,
    sql<Row>`select o.id, o.space_id, s.address, o.words, '' as title, '' as said from outcome o join space s on s.id = o.space_id
     where o.author_id = ${person}::uuid and o.state in ('too_early', 'dont_know') and o.look_again_on <= ${TODAY} order by o.look_again_on limit 20`,
  )
  return found.map((row) => ({
    id: `outcome ${row.id}`,
    space: row.space_id,
    words: row.words || 'What came of it?',
    why: 'It was too early to say. The day to look again has come.',
    minutes: 3,
    verb: 'Look again',
    to: of(row, 'outcome'),
  }))
}

/** Something may go out now: its link waits to be made and handed over. */
async function links(db: Db, person: string): Promise<Ask[]> {
  const found = await rows(
    db,
    sql<Row>`select r.insight_id as id, r.space_id, s.address, '' as words, t.title, r.id as said from receiver r
      join seat t on t.space_id = r.space_id and t.id = r.seat_id join space s on s.id = r.space_id
     where r.sent_by = ${person}::uuid and r.crossing_id is not null and r.link_ends_at is null and r.let_out <> '' and r.closed_at is null`,
  )
  return found.map((row) => ({
    id: `link ${row.said}`,
    space: row.space_id,
    words: `It may go to ${row.title} now.`,
    why: 'Everybody who was asked has let it go. Make the link, and hand it over.',
    minutes: 1,
    verb: 'Make the link',
    to: row.id === null ? '/today#others' : of(row, 'insight'),
  }))
}

/** Something that an insight of mine rests on was taken back. */
async function looks(db: Db, person: string): Promise<Ask[]> {
  const found = await rows(
    db,
    sql<Row>`select distinct i.id, i.space_id, i.words, s.address, '' as title, '' as said from look_again l
      join insight i on i.space_id = l.space_id and i.id = l.insight_id join space s on s.id = i.space_id
     where i.author_id = ${person}::uuid and l.looked_at is null`,
  )
  return found.map((row) => ({
    id: `insight ${row.id}`,
    space: row.space_id,
    words: row.words ?? 'An insight of yours is hidden until you look again.',
    why: 'Something it rests on was taken back. Does it still hold?',
    minutes: 3,
    verb: 'Look again',
    to: of(row, 'insight'),
  }))
}

/** Findings that members comment on until a day, all of a space as one thing. */
async function comments(db: Db, person: string): Promise<Ask[]> {
  const found = await rows(
    db,
    sql<Dated>`select s.id, s.id as space_id, s.address, '' as words, min(r.comments_by)::text as title, min(${TODAY})::text as today, count(*)::text as said
      from finding_round r join space s on s.id = r.space_id
     where r.closed_on is null and r.comments_by >= ${TODAY} and r.author_id is distinct from ${person}::uuid
       and not exists (select from finding_comment c where c.space_id = r.space_id and c.round_id = r.id and c.author_id = ${person}::uuid)
     group by s.id, s.address`,
  )
  return found.map((row) => ({
    id: `comment ${row.id}`,
    space: row.space_id,
    words: row.said === '1' ? 'A finding is open for comments.' : `${row.said} findings are open for comments.`,
    why: `Until ${sayDay(row.title, row.today)}. Nobody has a veto, and what changed after it is told.`,
    minutes: 2,
    due: row.title,
    verb: 'Read and comment',
    to: `/s/${row.address}/insights/findings`,
  }))
}

/** Findings whose day to be made sense of has come, for whoever wrote them down and for learning partners. */
async function makeSense(db: Db, person: string): Promise<Ask[]> {
  const found = await rows(
    db,
    sql<Row>`select s.id, s.id as space_id, s.address, '' as words, '' as title, count(*)::text as said from finding f join space s on s.id = f.space_id
     where f.sense_by <= ${TODAY}
       and (f.author_id = ${person}::uuid or exists (select from membership m where m.space_id = f.space_id and m.person_id = ${person}::uuid
             and m.class = 'learning_partner' and m.first_chapter is not null and (m.ends_at is null or m.ends_at > clock_now())))
       and not exists (select from chain_link l where l.space_id = f.space_id and l.from_id = f.id)
       and not exists (select from dead_end e where e.space_id = f.space_id and e.item_id = f.id)
     group by s.id, s.address`,
  )
  return found.map((row) => ({
    id: `sense ${row.id}`,
    space: row.space_id,
    words:
      row.said === '1' ? 'It is time to make sense of a finding.' : `It is time to make sense of ${row.said} findings.`,
    why: 'Say what it means, or that nothing is done because of it, and why.',
    minutes: 5,
    verb: 'Make sense of it',
    to: `/s/${row.address}/insights/findings`,
  }))
}

/** Nothing in the chain just goes quiet: an insight of mine that leads nowhere after a while. */
async function alone(db: Db, person: string): Promise<Ask[]> {
  const found = await rows(
    db,
    sql<Row>`select i.id, i.space_id, s.address, i.words, '' as title, '' as said from insight i join space s on s.id = i.space_id
     where i.author_id = ${person}::uuid and i.words is not null and s.kind <> 'person' and i.made_at <= clock_now() - make_interval(days => ${ALONE_DAYS})
       and not exists (select from chain_link l where l.space_id = i.space_id and l.from_id = i.id)
       and not exists (select from receiver r where r.space_id = i.space_id and r.insight_id = i.id)
       and not exists (select from sending g where g.space_id = i.space_id and g.insight_id = i.id and g.state = 'open')
       and not exists (select from dead_end e where e.space_id = i.space_id and e.item_id = i.id)
     order by i.made_at limit 5`,
  )
  return found.map((row) => ({
    id: `alone ${row.id}`,
    space: row.space_id,
    words: row.words ?? '',
    why: 'Nothing has come of this yet. Say what it means, who needs to hear it, or why it stops here.',
    minutes: 3,
    verb: 'Go on from it',
    to: of(row, 'insight'),
  }))
}
