import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { type Place, somebody, space } from './testing.ts'

let place: TestPlace
let ruth: Visitor
let group: Place
let id: string

beforeAll(async () => {
  place = await startTestPlace()
  const person = await somebody(place.house, 'Ruth Adams')
  group = await space(place.house, person)
  ruth = place.visitor()
  ruth.jar.set(...person.cookie)
  id = person.id
})
afterAll(() => place.stop())

/** So long that what stands in it is looked for, and not all of it read. */
const rest = (seed: string, words: number) => Array.from({ length: words }, (_, n) => `${seed}${n % 97}`).join(' ')

async function found(text: string, typed: string): Promise<string[]> {
  const { items } = await ruth.api.library.find({ space: group.id, text: typed, kind: 'document' })
  const [one] = items.filter((item) => item.title === text.slice(0, 20))
  return (one?.passage ?? []).filter((piece) => piece.hit).map((piece) => piece.text)
}
const paste = (text: string) =>
  ruth.api.library.paste({
    ...{ attempt: attempt(), space: group.id, chapter: group.chapter, title: text.slice(0, 20), source: '', text },
  })

it.each([
  [
    'a word deep in the text',
    ['kestrels'],
    'kestrel',
    (w: string) => `${rest('alpha', 900)} ${w} ${rest('omega', 900)}`,
  ],
  ['the beginning of one', ['Harvesting'], 'harves', (w: string) => `${rest('bravo', 900)} ${w} ${rest('omega', 40)}`],
  ['one that others begin like', ['cars'], '"car"', (w: string) => `${rest('carers', 400)} ${w} ${rest('delta', 900)}`],
  ['one with accents', ['Élan'], 'elan', (w: string) => `${rest('echo', 500)} ${w}, ${rest('fox', 500)}`],
  [
    'one that changes where it ends',
    ['Ponies'],
    'pony',
    (w: string) => `${rest('golf', 500)} (${w}) ${rest('hat', 500)}`,
  ],
])('marks %s in a long text', async (_, words, typed, text) => {
  const whole = text(words[0]!)
  await paste(whole)
  expect(await found(whole, typed)).toEqual(words)
})

it('marks words as they stand beside each other, and words that stand far apart', async () => {
  const text = `${rest('india', 300)} lock. ${rest('juliet', 300)} gate. ${rest('kilo', 300)} the lock gate, ${rest('lima', 300)}`
  await paste(text)
  expect(await found(text, '"lock gate"')).toEqual(['lock', 'gate'])
  expect(await found(text, 'lock gate')).toEqual(expect.arrayContaining(['lock', 'gate']))
  const apart = `${rest('mike', 300)} heron. ${rest('oscar', 300)} otter ${rest('papa', 300)}`
  await paste(apart)
  expect(await found(apart, 'otter heron')).toEqual(expect.arrayContaining(['heron', 'otter']))
  expect(await found(apart, 'otter -heron')).toEqual([])
})

it('marks something wherever reading all of a text would, and only what that would mark', async () => {
  const { rows } = await place.house.db.read(id, (db) =>
    sql<{ asked: string; near: boolean; whole: boolean; strange: number }>`
      with text as (select string_agg(word, case when n % 11 = 0 then E'\n' else ' ' end order by n) as said from (
             select n, (array['families', 'FAMILY', 'Café', 'waiting', 'lists', 'well-being', 'o''clock', 'https://example.org/a-b', 'scar', 'the', 'running', 'x@example.org', '42'])[1 + (n * n + n / 7) % 13] as word
               from generate_series(1, 4000) n) w),
       asked as (select a, websearch_to_tsquery('plain_english', a) as query from unnest(array['family', 'cafe', '"waiting lists"', 'well-being', 'o''clock', 'example.org', 'scar 42', 'run or nothing', '-family', 'car', 'x@example.org running']) a),
       made as (select a, marked('plain_english', said, query, places_of(query), E'StartSel=\x02, StopSel=\x03, MaxFragments=2') as near,
                          ts_headline('plain_english', said, query, E'StartSel=\x02, StopSel=\x03, HighlightAll=true') as whole from text, asked)
      select a as asked, position(chr(2) in near) > 0 as near, position(chr(2) in whole) > 0 as whole,
             (select count(*)::int from regexp_matches(near, E'\x02([^\x03]*)\x03', 'g') hit where position(E'\x02' || hit[1] || E'\x03' in whole) = 0) as strange
        from made order by a`.execute(db as never),
  )
  expect(rows).toHaveLength(11)
  expect(rows.filter((row) => row.near !== row.whole || row.strange > 0)).toEqual([])
  expect(rows.filter((row) => row.whole).length).toBeGreaterThan(7)
})

it('finds what was said long ago also where a word has come into fashion since', async () => {
  await place.cluster.inside(place.databaseName, (admin) =>
    admin.query(
      `insert into evidence (space_id, id, chapter_id, words, attribution, author_id, speaker_id, made_at, tsv)
       select $1::uuid, gen_random_uuid(), $2::uuid, said, 'named', $3::uuid, $3::uuid, now() - n * interval '1 minute', to_tsvector('plain_english', said)
         from (select n, case when n <= 60 then 'Heather again, and so often ' || n when n = 5300 then 'Heather on the old moor'
                              else 'Nothing of the kind ' || n end as said from generate_series(1, 5300) n) pieces`,
      [group.id, group.chapter, id],
    ),
  )
  const all: string[] = []
  let cursor: string | undefined
  do {
    const page = await ruth.api.library.find({
      space: group.id,
      text: 'heather',
      kind: 'evidence',
      ...(cursor ? { cursor } : {}),
    })
    all.push(...page.items.map((item) => item.words ?? ''))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  expect(all).toHaveLength(61)
  expect(all).toContain('Heather on the old moor')
})
