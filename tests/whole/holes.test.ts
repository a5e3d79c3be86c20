/** What an attempt on confidentiality once found, each tried again from outside: what may be, beside what may not. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '../../src/modules/library/server/testing.ts'
import { bring, everythingIn, fresh, take } from '../support/copies.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../support/place.ts'

const EARLY = 'Before anybody new came we said that the rota was never kept'
const NO_CARD = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }
let place: TestPlace
let group: Place
let early: string
let [ruth, ben]: Somebody[] = []
let [ruthHere, benHere]: Visitor[] = []

beforeAll(async () => {
  place = await startTestPlace()
  ruth = await somebody(place.house, 'Ruth Adams')
  ben = await somebody(place.house, 'Ben Hart')
  group = await space(place.house, ruth)
  early = group.chapter
  ;[ruthHere, benHere] = [ruth, ben].map(visit)
  await say(ruthHere!, EARLY, early)
  // Ben reads from here on, and nothing of what was said before.
  group.chapter = await bringIn(place.house, group, [ruth], ben)
})
afterAll(() => place?.stop())

function visit(who: Somebody): Visitor {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
async function say(who: Visitor, words: string, chapter = group.chapter): Promise<string> {
  const said = await who.api.library.addEvidence({
    ...{ attempt: attempt(), space: group.id, chapter, words, whose: { is: 'mine' }, card: NO_CARD },
  })
  if (!said.ok) throw new Error(said.sentence)
  return said.id
}
const paste = (who: Visitor, chapter: string, about: object) =>
  who.api.library.paste({
    ...{ attempt: attempt(), space: group.id, chapter, title: 'Notes', source: '', text: 'Nothing of it.' },
    ...about,
  })
const rowsOf = (table: string) =>
  place.cluster.inside(place.databaseName, (admin) => admin.query(`select to_jsonb(t) as row from ${table} t`))

describe('a dispute without a name', () => {
  test('leaves nothing that says whose it was: no attempt, no event; and a repeat is one dispute', async () => {
    const about = await say(ruthHere!, 'Everybody was told the day before.')
    const sent = { attempt: attempt(), space: group.id, evidence: about, words: 'I was not.' }
    const before = { attempts: (await rowsOf('attempt')).rows.length, events: (await rowsOf('event')).rows.length }
    for (let again = 0; again < 2; again++) await benHere!.api.library.contest({ ...sent, as: 'among_us' })
    expect((await rowsOf('attempt')).rows).toHaveLength(before.attempts)
    expect((await rowsOf('event')).rows).toHaveLength(before.events)
    const { contests } = await ruthHere!.api.library.evidenceItem({ space: group.id, id: about })
    expect(contests).toMatchObject([{ words: 'I was not.', by: null }])
    await benHere!.api.library.contest({ ...sent, attempt: attempt(), as: 'mine' })
    expect((await rowsOf('event')).rows).toHaveLength(before.events + 1)
    expect((await rowsOf('attempt')).rows).toHaveLength(before.attempts + 1)
  })
})

describe('an earlier chapter', () => {
  test('lets its words into no title, no strategy, and beside nobody who says something', async () => {
    const refused = { code: 'refused' }
    await expect(paste(ruthHere!, group.chapter, { title: EARLY })).rejects.toMatchObject(refused)
    await expect(paste(ruthHere!, group.chapter, { source: EARLY })).rejects.toMatchObject(refused)
    expect(await paste(ruthHere!, early, { title: EARLY })).toMatchObject({ ok: true })
    const here = { attempt: attempt(), address: group.address }
    const strategy = { ...here, version: 0, name: 'Closer', from: '2025-04-01' }
    await expect(ruthHere!.api.spaces.tieStrategy({ ...strategy, says: EARLY })).rejects.toMatchObject(refused)
    const noted = { chapter: group.chapter, sort: 'other' as const, words: 'A law.', from: '2026-01-01' }
    await expect(
      ruthHere!.api.spaces.noteContext({ ...here, ...noted, saysWho: EARLY.slice(0, 200) }),
    ).rejects.toMatchObject(refused)
    expect(await ruthHere!.api.spaces.tieStrategy({ ...strategy, attempt: attempt(), says: 'Our own.' })).toMatchObject(
      {
        ok: true,
      },
    )
  })

  test('tells a newcomer in a copy neither that there were versions before nor how many', async () => {
    const first = await paste(ruthHere!, early, { title: 'The plan', text: 'The first of it.' })
    if (!first.ok) throw new Error(first.sentence)
    await paste(ruthHere!, group.chapter, {
      ...{
        title: 'The plan',
        text: 'The newer of it.',
        newer: { of: first.id, changed: '', occasion: '', occasionOn: null },
      },
    })
    const plans = async (who: Visitor) =>
      (await take(who, group.id, place.url)).lines('document').filter((line) => line.title === 'The plan')
    expect((await plans(ruthHere!)).map((line) => [line.number, line.line_id !== undefined]).sort()).toEqual([
      [1, false],
      [2, true],
    ])
    expect((await plans(benHere!)).map((line) => [line.number, line.line_id])).toEqual([[1, undefined]])
    expect(everythingIn(await take(benHere!, group.id, place.url))).not.toContain('rota was never kept')
  })
})

describe('words that are taken back', () => {
  test('leave the titles and sources of documents, and what they are found by', async () => {
    const words = 'It was the porter who always knew which family had gone quiet'
    const said = await say(benHere!, words)
    const made = await paste(ruthHere!, group.chapter, { title: words, source: `As told: ${words}` })
    if (!made.ok) throw new Error(made.sentence)
    const found = async () => (await ruthHere!.api.library.find({ space: group.id, text: 'porter' })).items.length
    expect(await found()).toBeGreaterThan(0)
    await benHere!.api.library.takeOut({ attempt: attempt(), space: group.id, id: said })
    const { rows } = await rowsOf('document')
    expect(JSON.stringify(rows)).not.toContain('porter')
    expect(await found()).toBe(0)
  })
})

describe('a closed space', () => {
  test('lets nobody add, and lets everybody take their own words out all the same', async () => {
    const words = await say(benHere!, 'Said before it closed.')
    const close = (at: string) =>
      place.cluster.inside(place.databaseName, (admin) =>
        admin.query(`update space set closed_at = ${at}, ends_at = ${at} + interval '1 year' where id = '${group.id}'`),
      )
    await close('clock_now()')
    await expect(say(benHere!, 'Said after it closed.')).rejects.toMatchObject({ code: 'refused' })
    expect(await benHere!.api.library.takeOut({ attempt: attempt(), space: group.id, id: words })).toMatchObject({
      ok: true,
    })
    expect((await ruthHere!.api.library.evidenceItem({ space: group.id, id: words })).words).toBeNull()
    await close('null::timestamptz')
  })
})

describe('erasing', () => {
  test('goes through for whoever took a copy, and leaves their name in no copy’s note', async () => {
    const gone = await somebody(place.house, 'Gone Tomorrow')
    group.chapter = await bringIn(place.house, group, [ruth!, ben!], gone)
    const there = visit(gone)
    expect((await take(there, group.id, place.url)).status).toBe(200)
    expect(await there.api.people.eraseMe({ attempt: attempt(), sure: 'erase me' } as never)).toMatchObject({
      ok: true,
    })
    const { rows } = await rowsOf('space_copy')
    expect(JSON.stringify(rows)).not.toContain(gone.id)
    expect(JSON.stringify((await ruthHere!.api.spaces.copies({ address: group.address })).copies)).not.toContain('Gone')
  })
})

describe('a copy that was brought in', () => {
  let into: Place
  let [hal]: Somebody[] = []
  let halHere: Visitor
  beforeAll(async () => {
    const decided = { space: group.id, words: 'The rota is kept by two.', reasons: '', taken_by: 'All of us' }
    const { standing } = await ruthHere!.api.spaces.here({ address: group.address })
    await ruthHere!.api.insights.decide({
      attempt: attempt(),
      chapter: standing,
      insights: [],
      no_learning: true,
      ...decided,
    } as never)
    await say(benHere!, 'Ben said so and nobody else.')
    const id = await fresh(ruthHere!)
    expect(await bring(ruthHere!, id, (await take(ruthHere!, group.id, place.url)).parts, place.url)).toMatchObject({
      ok: true,
    })
    const { address } = await place.house.db.read(ruth!.id, (db) =>
      db.selectFrom('space').select('address').where('id', '=', id).executeTakeFirstOrThrow(),
    )
    into = { id, address, chapter: '' }
    hal = await somebody(place.house, 'Hal Imber')
    halHere = visit(hal)
    // Of her own class, who read from the beginning where nothing was brought in.
    into.chapter = await bringIn(place.house, into, [ruth!], hal)
  })

  test('is read by whoever brought it in, and nothing of it by whoever comes later', async () => {
    const mine = everythingIn(await take(ruthHere!, into.id, place.url))
    for (const words of [EARLY, 'The rota is kept by two.', 'Ben said so']) expect(mine).toContain(words)
    const theirs = everythingIn(await take(halHere, into.id, place.url))
    for (const words of ['rota', 'Ben', 'A group']) expect(theirs).not.toContain(words)
    expect((await halHere.api.library.evidence({ space: into.id })).items).toEqual([])
    expect((await halHere.api.library.find({ space: into.id, text: 'rota' })).items).toEqual([])
    expect(await halHere.api.insights.standing({ id: into.id })).toEqual({ decisions: [], actions: [] })
    // Not even of which space it was: they may not know that there is one.
    const told = async (who: Visitor) => JSON.stringify((await who.api.spaces.copies({ address: into.address })).copies)
    expect([(await told(ruthHere!)).includes('A group'), (await told(halHere)).includes('A group')]).toEqual([
      true,
      false,
    ])
  })

  test('is repeated nowhere that others read, except by whoever said it', async () => {
    const here = await ruthHere!.api.spaces.here({ address: into.address })
    expect(here.chapter).toBe(into.chapter)
    const add = (words: string) =>
      ruthHere!.api.library.addEvidence({
        ...{ attempt: attempt(), space: into.id, chapter: here.chapter, words, whose: { is: 'mine' }, card: NO_CARD },
      })
    await expect(add('Ben said so and nobody else.')).rejects.toMatchObject({ code: 'refused' })
    expect(await add(EARLY)).toMatchObject({ ok: true })
    expect((await halHere.api.library.evidence({ space: into.id })).items.map((one) => one.words)).toEqual([EARLY])
  })

  test('says nothing of a thing that did not come in with it, whoever asks the database', async () => {
    const evidence = await say(benHere!, 'Mine, and not from any copy.')
    const write = (who: Somebody, space: Place, id: string) =>
      place.house.db.as(who.id, (tx) =>
        tx
          .insertInto('copied')
          .values({ space_id: space.id, id, chapter_id: space.chapter, says: '{"by":"Somebody else"}' })
          .execute(),
      )
    await expect(write(ruth!, group, evidence)).rejects.toThrow()
    await expect(write(ben!, group, evidence)).rejects.toThrow()
    await expect(write(ruth!, into, evidence)).rejects.toThrow()
    const line = (await take(ruthHere!, group.id, place.url))
      .lines('evidence')
      .find((one) => one.words === 'Mine, and not from any copy.')
    expect(line).toMatchObject({ by: 'Ben Hart' })
  })

  test('is kept apart only where somebody manages alone', async () => {
    const apart = (who: Somebody, space: Place) =>
      place.house.db.as(who.id, (tx) => sql`select keep_apart(${space.id}::uuid, 'X', '2026-01-01')`.execute(tx))
    for (const [who, space] of [
      [ruth!, group],
      [ben!, group],
      [hal!, into],
    ] as const)
      await expect(apart(who, space)).rejects.toThrow()
    const alone = await space(place.house, ruth!)
    await expect(apart(ben!, alone)).rejects.toThrow()
    await expect(apart(ruth!, alone)).resolves.toBeDefined()
  })
})
