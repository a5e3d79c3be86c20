import { PARTNERSHIPS, PEOPLE, type Step } from './landscape.ts'

/** So many people are in many partnerships: learning partners, funders, evaluators. */
const TRAVELLERS = 100
const CLASSES =
  "array['funder','public_body','grantee','delivery_partner','learning_partner','community_member','community_member','community_member','grantee','academic']"

/** People with their journals, organisations, partnerships each with a group in it, their chapters, and who reads since when. */
export const fillPeople: Step = async (run) => {
  await run(`update installation set name = 'Landscape', set_up_at = pg_temp.land_at(0), setup_hash = null`)
  await run(
    `insert into person (id, name, joined_on)
     select pg_temp.land_id('person', n), first[1 + floor(pg_temp.land_u('first', n) * cardinality(first))::int] || ' ' ||
            last[1 + floor(pg_temp.land_u('last', n) * cardinality(last))::int], '2023-01-02' from generate_series(1, ${PEOPLE}) n, land_names`,
  )
  await run(
    `insert into login (person_id, email) select pg_temp.land_id('person', n), 'person' || n || '@example.org' from generate_series(1, ${PEOPLE}) n`,
  )
  await run(
    `insert into organisation (id, name, made_by) select pg_temp.land_id('organisation', n), places[1 + n % cardinality(places)] ||
            (array[' Council', ' Trust', ' Carers', ' Housing', ' Health'])[1 + n % 5], pg_temp.land_id('person', n)
       from generate_series(1, ${PARTNERSHIPS * 2}) n, land_names`,
  )
  // Space n: 1 to 500 the partnerships, 501 to 1,000 a group in each; journals after them.
  await run(
    `create temp table land_space on commit drop as
     select n, pg_temp.land_id('space', n) as id, 'partnership' as kind, null::int as under, 1 + n % 4 as chapters from generate_series(1, ${PARTNERSHIPS}) n
     union all select n + ${PARTNERSHIPS}, pg_temp.land_id('space', n + ${PARTNERSHIPS}), 'group', n, 1 + n % 2 from generate_series(1, ${PARTNERSHIPS}) n`,
  )
  await run('alter table land_space add primary key (n)')
  await run(
    `insert into space (id, parent_id, kind, name, address, made_at)
     select s.id, pg_temp.land_id('space', s.under), s.kind, places[1 + (s.n * 37) % cardinality(places)] || case when s.under is null then ' partnership' else ' group' end,
            'landscape-' || s.n, pg_temp.land_at(0) from land_space s, land_names order by s.n`,
  )
  await run(
    `insert into space (id, kind, name, address, owner_id, made_at) select pg_temp.land_id('journal', n), 'person', 'Journal', 'journal-' || n,
            pg_temp.land_id('person', n), pg_temp.land_at(0) from generate_series(1, ${PEOPLE}) n`,
  )
  await run(
    `create temp table land_chapter on commit drop as
     select s.n as space, s.id as space_id, k as number, pg_temp.land_id('chapter ' || k, s.n) as id from land_space s, generate_series(0, s.chapters) k`,
  )
  await run('alter table land_chapter add primary key (space, number)')
  await run(
    `insert into chapter (id, space_id, number, opened_at) select c.id, c.space_id, c.number, pg_temp.land_at(greatest(0, c.number - 1) / s.chapters::float)
       from land_chapter c join land_space s on s.n = c.space
     union all select pg_temp.land_id('journal ' || k, n), pg_temp.land_id('journal', n), k, pg_temp.land_at(0) from generate_series(1, ${PEOPLE}) n, generate_series(0, 1) k`,
  )
  await run(
    `insert into charter (space_id, chapter_id, purpose, template, anchor, phase)
     select c.space_id, c.id, 'To learn together what keeps people well in this place.', 'place', 'place', 'active' from land_chapter c where c.number = 0`,
  )
  // Everybody is in one partnership, travellers in many; some of each are in its group; one in ten came late and reads less.
  await run(
    `create temp table land_member on commit drop as
     select space, person, case when pg_temp.land_u('late', space * 100000 + person) < 0.1 then s.chapters else 1 end as since from (
       select 1 + p % ${PARTNERSHIPS} as space, p as person from generate_series(1, ${PEOPLE}) p
       union select 1 + (p * 53 + k * 20) % ${PARTNERSHIPS}, p from generate_series(1, ${TRAVELLERS}) p, generate_series(1, 25) k
       union select ${PARTNERSHIPS} + 1 + p % ${PARTNERSHIPS}, p from generate_series(1, ${PEOPLE}) p where p % 3 = 0
       union select ${PARTNERSHIPS} + 1 + (p * 53 + k * 20) % ${PARTNERSHIPS}, p from generate_series(1, ${TRAVELLERS}) p, generate_series(1, 12) k) m
       join land_space s on s.n = m.space`,
  )
  await run(
    `insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter)
     select pg_temp.land_id('member ' || m.space, m.person), s.id, pg_temp.land_id('person', m.person), pg_temp.land_id('organisation', m.person % ${PARTNERSHIPS * 2} + 1),
            (${CLASSES})[1 + m.person % 10], case when m.person <= ${PARTNERSHIPS} then '{manager}'::text[] else '{}' end, pg_temp.land_at(0), m.since
       from land_member m join land_space s on s.n = m.space
     union all select pg_temp.land_id('own', n), pg_temp.land_id('journal', n), pg_temp.land_id('person', n), null, 'community_member', '{}', pg_temp.land_at(0), 1
       from generate_series(1, ${PEOPLE}) n`,
  )
  await run(
    `create temp table land_voices on commit drop as
     select space, array_agg(pg_temp.land_id('person', person) order by person) as people from land_member where since = 1 group by space`,
  )
}
