import type { Step } from './landscape.ts'

/** Of a hundred pieces of evidence forty are cut from a document; a document gives eight. */
const CUT = 0.4
const PER_DOCUMENT = 8
const SENTENCES_OF_A_DOCUMENT = 24

/**
 * Where and when the piece of one number stands. Spaces are of very different size: the largest has a fortieth of all. What
 * is written later stands later in its table, as in a place that has grown, so a space's rows lie scattered among all.
 */
const placed = (what: string, of: number) => `
  select r.n, part, s.n as space, s.id as space_id, c.id as chapter_id, v.people[1 + floor(pg_temp.land_u('${what} by', r.n) * cardinality(v.people))::int] as author,
         pg_temp.land_at(part) as at
    from (select n, (n - 0.5) / greatest(1, ${of}) as part, least(1000, floor((power(101, pg_temp.land_u('${what} in', n)) - 1) * 10)::int + 1) as rank from generate_series(1, ${of}) n) r
    join land_space s on s.n = case when rank % 5 = 0 then 500 + rank / 2 else 1 + rank / 2 end
    join land_chapter c on c.space = s.n and c.number = least(s.chapters, 1 + floor(part * s.chapters)::int)
    join land_voices v on v.space = s.n`

/** Documents of two dozen sentences; evidence cut from them at the right places, and evidence written down. */
export const fillLibrary: Step = async (run, { items }) => {
  const documents = Math.floor((items * CUT) / PER_DOCUMENT)
  const written = items - documents * PER_DOCUMENT
  const drawn = (what: string) => `floor(pg_temp.land_u('${what}', p.n) * (select count(*) from land_sentence))::int`
  await run(
    `create temp table land_document on commit drop as select pg_temp.land_id('document', n) as id, p.* from (${placed('document', documents)}) p`,
  )
  await run(
    `create temp table land_text on commit drop as
     select d.n, k, s.n as sentence, (sum(s.size + 1) over (partition by d.n order by k) - s.size - 1)::int as starts, s.size
       from land_document d cross join generate_series(1, ${SENTENCES_OF_A_DOCUMENT}) k
       join land_sentence s on s.n = floor(pg_temp.land_u('text ' || k, d.n) * (select count(*) from land_sentence))::int`,
  )
  await run(
    `insert into document (space_id, id, chapter_id, title, kind, text, source, dated, author_id, made_at, tsv)
     select d.space_id, d.id, d.chapter_id, title, 'txt', t.words, 'A report of ours', d.at::date, d.author, d.at,
            setweight(to_tsvector('plain_english', title), 'A') || to_tsvector('plain_english', t.words)
       from land_document d join (select x.n, string_agg(s.words, ' ' order by k) as words from land_text x join land_sentence s on s.n = x.sentence group by x.n) t on t.n = d.n
       cross join lateral (select 'What we heard, report ' || d.n as title) named order by d.n`,
  )
  await run(
    `create temp table land_evidence on commit drop as
     select d.n * ${PER_DOCUMENT} + t.k as n, d.space_id, d.chapter_id, d.author, d.at + t.k * interval '1 minute' as at, d.id as document,
            t.starts, t.starts + t.size as ends, t.sentence as one, null::int as two from land_document d join land_text t on t.n = d.n where t.k <= ${PER_DOCUMENT}
     union all
     select p.n, p.space_id, p.chapter_id, p.author, p.at, null, null, null, ${drawn('one')}, ${drawn('two')} from (${placed('evidence', written)}) p`,
  )
  await run(
    `insert into evidence (space_id, id, chapter_id, words, document_id, starts, ends, attribution, speaker_id, author_id, method, asked, n, said_by, made_at, tsv)
     select e.space_id, pg_temp.land_id('evidence', row_number() over (order by e.at, e.document, e.n)), e.chapter_id, a.words || coalesce(' ' || b.words, ''), e.document, e.starts, e.ends,
            case when e.n % 2 = 0 then 'named' else 'role' end, case when e.n % 2 = 0 then e.author end, e.author,
            (array['interview','group','survey','visit',''])[1 + e.n % 5], 'People who use the service', (e.n % 40)::int,
            case when e.n % 2 = 0 then '' else 'a carer' end, e.at, a.tsv || coalesce(b.tsv, '')
       from land_evidence e join land_sentence a on a.n = e.one left join land_sentence b on b.n = e.two order by e.at, e.document, e.n`,
  )
}
