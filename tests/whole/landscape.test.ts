import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Cluster, openCluster, type Place } from '#platform/db/cluster.ts'
import { fillLandscape } from '../../seeds/landscape.ts'
import { layLandscape } from '../../seeds/world.ts'

const NAME = `t_${randomUUID().slice(0, 8)}`
let cluster: Cluster
let place: Place
let web: pg.Client

beforeAll(async () => {
  const { dataDir, url } = inject('cluster')
  cluster = await openCluster({ dataDir, databaseUrl: url })
  place = await cluster.place(NAME, { demonstration: false, like: 'template_place' })
  const owner = new pg.Client(place.ownerConnection)
  await owner.connect()
  await fillLandscape(owner, { items: 20_000 }, () => {}).finally(() => owner.end())
  web = new pg.Client(place.connection('web'))
  await web.connect()
}, 120_000)
afterAll(async () => {
  await web?.end()
  await cluster?.drop(NAME)
  await cluster?.stop()
})

const asAdmin = <T extends object>(sql: string, values: unknown[] = []) =>
  cluster.inside(NAME, async (admin) => (await admin.query<T>(sql, values)).rows)

/** Somebody in the largest space where some came later, from its beginning. */
async function somebody(): Promise<{ person: string; space: string; chapter: string }> {
  const [row] = await asAdmin<{ person: string; space: string; chapter: string }>(
    `select m.person_id as person, m.space_id as space, (select c.id from chapter c where c.space_id = m.space_id order by c.number desc limit 1) as chapter
       from membership m where m.first_chapter = 1 and m.space_id = (select e.space_id from evidence e where exists (select from membership l where l.space_id = e.space_id and l.first_chapter > 1) group by e.space_id order by count(*) desc, e.space_id limit 1)
      order by m.person_id limit 1`,
  )
  return row!
}

/** How the database went about a statement and all that ran inside it, as it says itself. */
async function planOf(person: string, sql: string, values: unknown[]): Promise<string> {
  return cluster.inside(NAME, async (admin) => {
    const said: string[] = []
    admin.on('notice', (notice) => said.push(String(notice.message)))
    await admin.query(
      "load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on",
    )
    await admin.query("set client_min_messages = 'log'; set jit = off")
    await admin.query(`begin; set local role "${place.roles.web}"`)
    await admin.query("select set_config('app.person', $1, true)", [person])
    said.length = 0
    await admin.query(sql, values)
    await admin.query('rollback')
    return said.join('\n')
  })
}

describe('a landscape', () => {
  it('has what was asked for, in every table forced as before, and is the same for the same seed', async () => {
    const [counts] = await asAdmin(
      `select (select count(*)::int from evidence) as evidence, (select count(*)::int from person) as people,
              (select count(*)::int from space where kind = 'partnership') as partnerships, (select count(*) from insight) > 700 as insights,
              (select count(*) from space s where s.kind <> 'person' and (select count(*) from chapter c where c.space_id = s.id) > 2) > 100 as chapters`,
    )
    expect(counts).toEqual({ evidence: 20_000, people: 10_000, partnerships: 500, insights: true, chapters: true })
    const loose = await asAdmin(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity and not relforcerowsecurity`,
    )
    expect(loose).toEqual([])
  })

  it('cuts its excerpts where they stand in their documents', async () => {
    const [row] = await asAdmin<{ wrong: number; all: number }>(
      `select count(*) filter (where substr(d.text, e.starts + 1, e.ends - e.starts) <> e.words)::int as wrong, count(*)::int as all
         from evidence e join document d on d.space_id = e.space_id and d.id = e.document_id`,
    )
    expect(row).toEqual({ wrong: 0, all: 8000 })
  })
})

describe('in a landscape', () => {
  it('a list is read by an index of its space, and no table is read whole', async () => {
    const { person, space } = await somebody()
    for (const [table, index] of [
      ['evidence', 'evidence_page'],
      ['insight', 'insight_page'],
    ]) {
      const plan = await planOf(
        person,
        `select id from ${table} where space_id = $1 order by made_at desc, id limit 31`,
        [space],
      )
      expect(plan).toMatch(new RegExp(`(using|Scan on) (${index}|${table}_document)\\b`))
      expect(plan).not.toMatch(/Seq Scan on (evidence|insight|document|space|membership|chapter)\b/)
    }
  })

  it('whether words repeat those of an earlier chapter is asked of an index first', async () => {
    const { person, space, chapter } = await somebody()
    const plan = await planOf(
      person,
      `insert into decision (space_id, id, chapter_id, words, author_id) select $1, gen_random_uuid(), c.id, 'We ring within two days of every visit from now on', $2
         from chapter c where c.space_id = $1 and c.number = 0 and $3::uuid is not null`,
      [space, person, chapter],
    )
    expect(plan).toContain('evidence_threes')
    expect(plan).not.toMatch(/Seq Scan on evidence\b/)
  })

  it('what repeats six words in a row is found by the index whenever it is found word by word', async () => {
    const [row] = await asAdmin<{ pairs: number; repeating: number; missed: number }>(
      `with piece as (select words, row_number() over (order by id) as n from evidence order by id limit 200),
       made as (
         select words as said, words as theme from piece
         union all select a.words, 'So: ' || substr(a.words, 30, 60) || ' — ' || b.words from piece a join piece b on b.n = a.n + 1
         union all select a.words, upper(array_to_string((string_to_array(a.words, ' '))[4:9], ' , ')) from piece a
         union all select array_to_string((string_to_array(a.words, ' '))[1:1 + a.n % 7], ' '), b.words || ' ' || a.words from piece a join piece b on b.n = a.n + 2
         union all select array_to_string((string_to_array(a.words, ' '))[1:1 + a.n % 3], ' '), array_to_string((string_to_array(a.words, ' '))[1:1 + a.n % 2], '. ') from piece a
         union all select a.words, b.words from piece a join piece b on a.n < 60 and b.n < 10)
       select count(*)::int as pairs, count(*) filter (where repeats_word_by_word(theme, said))::int as repeating,
              count(*) filter (where repeats_word_by_word(theme, said) is distinct from repeats(theme, said))::int as missed from made`,
    )
    expect(row!.repeating).toBeGreaterThan(400)
    expect(row!.pairs).toBeGreaterThan(row!.repeating + 400)
    expect(row!.missed).toBe(0)
  }, 60_000)

  it('a search finds what reading everything would find, with the same ranks, and nothing of where its reader is not', async () => {
    const { person, space } = await somebody()
    const [late] = await asAdmin<{ person: string }>(
      'select person_id as person from membership where space_id = $1 and first_chapter > 1 order by person_id limit 1',
      [space],
    )
    const asked = [
      'quilt',
      'observ',
      'ferri:*',
      '"waiting list" -clinic',
      'quilt or loom',
      'market stall',
      'Wychford',
      '-families',
    ]
    for (const who of [person, late!.person])
      for (const words of asked) {
        const query = words.endsWith(':*') ? `$2::tsquery` : `websearch_to_tsquery('plain_english', $2)`
        const [row] = await asAdmin<{ found: number; differ: number }>(
          `with me as (select set_config('app.person', $3, false)),
           found as materialized (select f.kind, f.id, f.rank from me, find_library($1, ${query}, 100000, null, '2000-01-01', '2100-01-01') f),
           mine as (select array(select c.id from me, membership m join chapter c on c.space_id = m.space_id and (c.number = 0 or c.number >= m.first_chapter)
                                  where m.person_id = $3::uuid and m.space_id = $1) as chapters),
           read as (
             select 'evidence' as kind, e.id, ts_rank(e.tsv, ${query}) as rank from evidence e, mine where e.chapter_id = any (mine.chapters) and e.tsv @@ ${query}
             union all select 'document', d.id, ts_rank(d.tsv, ${query}) from document d, mine where d.chapter_id = any (mine.chapters) and d.tsv @@ ${query})
           select (select count(*)::int from found) as found, (select count(*)::int from (
             (select * from found except all select * from read) union all (select * from read except all select * from found)) x) as differ`,
          [space, words, who],
        )
        expect({ words, differ: row!.differ }).toEqual({ words, differ: 0 })
      }
    const everything = await countFound(person, space, 'families')
    expect(await countFound(late!.person, space, 'families')).toBeLessThan(everything)
    const [stranger] = await asAdmin<{ person: string }>(
      'select id as person from person p where not exists (select from membership m where m.person_id = p.id and m.space_id = $1) order by id limit 1',
      [space],
    )
    expect(await countFound(stranger!.person, space, 'families')).toBe(0)
  }, 60_000)

  it('of a common word the newest hundred pieces and documents that have it are weighed, as their reader may read them', async () => {
    const { person, space } = await somebody()
    const [late] = await asAdmin<{ person: string }>(
      'select person_id as person from membership where space_id = $1 and first_chapter > 1 order by person_id limit 1',
      [space],
    )
    const counts = []
    for (const who of [person, late!.person]) {
      const [row] = await asAdmin<{ found: number; differ: number }>(
        `with me as (select set_config('app.person', $2, false)),
         found as materialized (select f.* from me, find_library($1, '''famili''', 1000) f),
         mine as (select array(select c.id from me, membership m join chapter c on c.space_id = m.space_id and (c.number = 0 or c.number >= m.first_chapter)
                                where m.person_id = $2::uuid and m.space_id = $1) as chapters),
         read as (
           (select 'evidence', e.id, ts_rank(e.tsv, '''famili''') from evidence e, mine where e.chapter_id = any (mine.chapters) and e.tsv @@ '''famili'''
             order by e.made_at desc, e.id limit 100)
           union all
           (select 'document', d.id, ts_rank(d.tsv, '''famili''') from document d, mine where d.chapter_id = any (mine.chapters) and d.tsv @@ '''famili'''
             order by d.made_at desc, d.id limit 100))
         select (select count(*)::int from found) as found, (select count(*)::int from (
           (select * from found except all select * from read) union all (select * from read except all select * from found)) x) as differ`,
        [space, who],
      )
      expect(row!.differ).toBe(0)
      counts.push(row!.found)
    }
    expect(counts[0]).toBeGreaterThan(100)
    const plan = await planOf(person, 'select * from find_library($1, $2::tsquery, 20)', [space, "'famili'"])
    expect(plan).toMatch(/Scan using evidence_page on evidence/)
    expect(plan).toMatch(/Scan using document_page on document/)
    expect(plan).not.toMatch(/Seq Scan on (evidence|document|space|membership|chapter)\b/)
  }, 60_000)

  it('a search asks its index, and reads no table whole, also for the beginning of a word', async () => {
    const { person, space } = await somebody()
    for (const words of ["'quilt'", "'obser':*", "'ferri' <-> 'ticket'"]) {
      const plan = await planOf(person, 'select * from find_library($1, $2::tsquery, 20)', [space, words])
      expect(plan).toContain('Bitmap Index Scan on evidence_search')
      expect(plan).not.toMatch(/Seq Scan on (evidence|document|space|membership|chapter)\b/)
    }
  })
})

describe('a landscape as the world of a demonstration', () => {
  const names = { demo: `t_${randomUUID().slice(0, 8)}`, real: `t_${randomUUID().slice(0, 8)}` }
  afterAll(async () => {
    for (const name of Object.values(names)) await cluster.drop(name)
  })
  const people = (name: string) =>
    cluster.inside(name, async (admin) => (await admin.query('select count(*)::int as n from person')).rows[0].n)

  it('stands on the day of the first stop with somebody in it to look as, and is laid once', async () => {
    const demo = await cluster.place(names.demo, { demonstration: true, like: 'template_demo' })
    const told: string[] = []
    await layLandscape(demo, { items: 300 }, (what) => told.push(what))
    expect(told).toContain('documents and evidence')
    const [row] = await cluster.inside(
      names.demo,
      async (admin) =>
        (
          await admin.query(
            `select (select count(*)::int from evidence) as items, (select count(*)::int from demonstration_people()) as people,
                    world->>'name' as world, clock_now() between '2026-10-21 08:00Z' and '2026-10-21 08:10Z' as day from installation`,
          )
        ).rows,
    )
    expect(row).toEqual({ items: 300, people: 10_000, world: 'landscape', day: true })
    await expect(layLandscape(demo, { items: 300 }, () => {})).rejects.toThrow('There is a world here already.')
    expect(await people(names.demo)).toBe(10_000)
  }, 60_000)

  it('is laid in no place that is real: refused, and nothing is in it', async () => {
    const real = await cluster.place(names.real, { demonstration: false, like: 'template_place' })
    await expect(layLandscape(real, { items: 300 }, () => {})).rejects.toMatchObject({ code: 'TF061' })
    expect(await people(names.real)).toBe(0)
  })
})

async function countFound(person: string, space: string, words: string): Promise<number> {
  await web.query('begin')
  await web.query("select set_config('app.person', $1, true)", [person])
  const { rows } = await web.query(
    "select count(*)::int as n from find_library($1, websearch_to_tsquery('plain_english', $2), 100000, null, '2000-01-01', '2100-01-01')",
    [space, words],
  )
  await web.query('rollback')
  return rows[0].n
}
