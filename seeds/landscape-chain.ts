import type { Step } from './landscape.ts'

/** One insight for so many pieces of evidence; up to five lead to a decision, which leads to two actions. */
const PER_INSIGHT = 25
const RESTS_ON = 4
const PER_DECISION = 5

/** What was made of the evidence, chapter by chapter, with its links both ways; and the event of each thing in its chapter. */
export const fillChain: Step = async (run) => {
  await run(
    `create temp table land_rests on commit drop as
     select space_id, chapter_id, id, author_id, made_at, (k - 1) / ${PER_INSIGHT} as nth, k from (
       select space_id, chapter_id, id, author_id, made_at, row_number() over (partition by chapter_id order by made_at, id) as k from evidence) e
      where (k - 1) % ${PER_INSIGHT} < ${RESTS_ON}`,
  )
  await run(
    `create temp table land_insight on commit drop as
     select row_number() over (order by max(made_at), chapter_id, nth) as n, space_id, chapter_id, nth, max(made_at) + interval '1 day' as at, (array_agg(author_id order by k))[1] as author
       from land_rests group by space_id, chapter_id, nth`,
  )
  await run(
    `insert into insight (space_id, id, chapter_id, words, scope, loop, confidence, change_mind, asked, author_id, made_at)
     select i.space_id, pg_temp.land_id('insight', i.n), i.chapter_id, s.words, 'In this place', (array['single','double','triple'])[1 + i.n % 3], (array['barely','fairly','very'])[1 + i.n % 3],
            'A group in which it is otherwise', (i.n % 30)::int, i.author, i.at from land_insight i join land_sentence s on s.n = (i.n * 7919) % (select count(*) from land_sentence) order by i.n`,
  )
  await run(
    `insert into insight_evidence (space_id, insight_id, evidence_id, chapter_id, bears)
     select r.space_id, pg_temp.land_id('insight', i.n), r.id, r.chapter_id, case r.k % ${PER_INSIGHT} when 1 then 'quotes' when 4 then 'against' else 'supports' end
       from land_rests r join land_insight i on i.chapter_id = r.chapter_id and i.nth = r.nth`,
  )
  await run(
    `insert into dissent (space_id, id, chapter_id, insight_id, words, author_id, made_at)
     select i.space_id, pg_temp.land_id('dissent', i.n), i.chapter_id, pg_temp.land_id('insight', i.n), s.words, i.author, i.at + interval '2 days'
       from land_insight i join land_sentence s on s.n = (i.n * 31) % (select count(*) from land_sentence) where i.n % 10 = 0`,
  )
  await run(
    `insert into seat (id, space_id, chapter_id, title, holder, made_by)
     select pg_temp.land_id('seat ' || k, s.n), s.id, c.id, (array['Director of services','Chair of the board'])[k], '', v.people[1]
       from land_space s join land_chapter c on c.space = s.n and c.number = 0 join land_voices v on v.space = s.n, generate_series(1, 2) k`,
  )
  await run(
    `insert into receiver (space_id, id, chapter_id, insight_id, seat_id, note, let_out, sent_by, sent_at)
     select i.space_id, pg_temp.land_id('receiver', i.n), i.chapter_id, x.id, pg_temp.land_id('seat ' || 1 + i.n % 2, s.n), '', x.words, i.author, i.at + interval '3 days'
       from land_insight i join land_space s on s.id = i.space_id join insight x on x.space_id = i.space_id and x.id = pg_temp.land_id('insight', i.n) where i.n % 5 = 0`,
  )
  await run(
    `insert into acknowledgement (space_id, id, chapter_id, receiver_id, answer, at)
     select i.space_id, pg_temp.land_id('answer', i.n), i.chapter_id, pg_temp.land_id('receiver', i.n), 'understood', i.at + interval '9 days' from land_insight i where i.n % 10 = 0`,
  )
  await run(
    `create temp table land_decision on commit drop as
     select row_number() over (order by max(at), space_id, nth) as n, space_id, max(at) + interval '20 days' as at, (array_agg(author))[1] as author, array_agg(insight) as insights from (
       select space_id, at, author, pg_temp.land_id('insight', n) as insight, (row_number() over (partition by space_id order by n) - 1) / ${PER_DECISION} as nth from land_insight) i
      group by space_id, nth`,
  )
  const standing = 'join land_space s on s.id = d.space_id join land_chapter c on c.space = s.n and c.number = 0'
  const said = (times: number) =>
    `join land_sentence w on w.n = (d.n * ${times}) % (select count(*) from land_sentence)`
  await run(
    `insert into decision (space_id, id, chapter_id, words, reasons, decided_on, taken_by, not_heard, author_id, made_at)
     select d.space_id, pg_temp.land_id('decision', d.n), c.id, w.words, 'Because of what we learned', d.at::date, 'The committee', 'People on nights', d.author, d.at
       from land_decision d ${standing} ${said(17)} order by d.n`,
  )
  await run(
    `insert into action (space_id, id, chapter_id, words, accountable, started_by, delivered_by, due_on, author_id, made_at)
     select d.space_id, pg_temp.land_id('action ' || k, d.n), c.id, w.words, 'The manager', 'us', 'the team', d.at::date + 60, d.author, d.at + interval '1 day'
       from land_decision d ${standing} ${said(23)}, generate_series(1, 2) k order by d.n`,
  )
  await run(
    `insert into outcome (space_id, id, chapter_id, words, state, says_who, author_id, made_at)
     select d.space_id, pg_temp.land_id('outcome', d.n), c.id, w.words, 'agreed', 'Those who were asked', d.author, d.at + interval '60 days'
       from land_decision d ${standing} ${said(29)} order by d.n`,
  )
  await run(
    `insert into chain_link (space_id, chapter_id, from_kind, from_id, to_kind, to_id)
     select d.space_id, c.id, 'insight', unnest(d.insights), 'decision', pg_temp.land_id('decision', d.n) from land_decision d ${standing}
     union all select d.space_id, c.id, 'decision', pg_temp.land_id('decision', d.n), 'action', pg_temp.land_id('action ' || k, d.n) from land_decision d ${standing}, generate_series(1, 2) k
     union all select d.space_id, c.id, 'action', pg_temp.land_id('action 1', d.n), 'outcome', pg_temp.land_id('outcome', d.n) from land_decision d ${standing}`,
  )
  await run(
    `insert into event (space_id, chapter_id, number, kind, subject, actor_id, at)
     select space_id, chapter_id, row_number() over (partition by chapter_id order by at, id), kind, id, actor, at from (
       select space_id, chapter_id, 'evidence.written' as kind, id, author_id as actor, made_at as at from evidence
       union all select space_id, chapter_id, 'document.imported', id, author_id, made_at from document
       union all select space_id, chapter_id, 'insight.written', id, author_id, made_at from insight
       union all select space_id, chapter_id, 'decision.made', id, author_id, made_at from decision
       union all select space_id, chapter_id, 'action.started', id, author_id, made_at from action
       union all select space_id, chapter_id, 'outcome.said', id, author_id, made_at from outcome) e order by at, id`,
  )
}
