/** What a copy brought in, and what an answer leaves behind on its way: tried from outside, what may be beside what may not. */
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '../../src/modules/library/server/testing.ts'
import { bring, everythingIn, fresh, take } from '../support/copies.ts'
import { startGroup } from '../support/group.ts'
import { attempt, type Visitor } from '../support/place.ts'

const EARLY = 'Before anybody new came we said that the rota was never kept'
let world: Awaited<ReturnType<typeof startGroup>>
let { place, group, early, ruth, ben, ruthHere, benHere, visit, say, addTo } = {} as typeof world

beforeAll(async () => {
  world = await startGroup(EARLY)
  ;({ place, group, early, ruth, ben, ruthHere, benHere, visit, say, addTo } = world)
})
afterAll(() => place?.stop())

describe('a copy that was brought in', () => {
  let into: Place
  let hal: Somebody
  let halHere: Visitor
  beforeAll(async () => {
    const decided = { space: group.id, words: 'The rota is kept by two.', reasons: '', taken_by: 'All of us' }
    const { standing } = await ruthHere.api.spaces.here({ address: group.address })
    await ruthHere.api.insights.decide({
      attempt: attempt(),
      chapter: standing,
      insights: [],
      no_learning: true,
      ...decided,
    } as never)
    const bens = await say(benHere, 'Ben said so and nobody else.')
    await benHere.api.insights.write({
      ...{ attempt: attempt(), space: group.id, chapter: group.chapter, words: 'Two keep it better than one.' },
      evidence: [{ id: bens, bears: 'supports' }],
    })
    await world.paste(benHere, group.chapter, { title: 'What Ben pasted' })
    const id = await fresh(ruthHere)
    expect(await bring(ruthHere, id, (await take(ruthHere, group.id, place.url)).parts, place.url)).toMatchObject({
      ok: true,
    })
    const { address } = await place.house.db.read(ruth.id, (db) =>
      db.selectFrom('space').select('address').where('id', '=', id).executeTakeFirstOrThrow(),
    )
    into = { id, address, chapter: '' }
    hal = await somebody(place.house, 'Hal Imber')
    halHere = visit(hal)
    // Of her own class, who read from the beginning where nothing was brought in.
    into.chapter = await bringIn(place.house, into, [ruth], hal)
  })

  test('is read by whoever brought it in, and nothing of it by whoever comes later', async () => {
    const mine = everythingIn(await take(ruthHere, into.id, place.url))
    for (const words of [EARLY, 'The rota is kept by two.', 'Ben said so']) expect(mine).toContain(words)
    const theirs = everythingIn(await take(halHere, into.id, place.url))
    for (const words of ['rota', 'Ben', 'A group']) expect(theirs).not.toContain(words)
    expect((await halHere.api.library.evidence({ space: into.id })).items).toEqual([])
    expect((await halHere.api.library.find({ space: into.id, text: 'rota' })).items).toEqual([])
    expect(await halHere.api.insights.standing({ id: into.id })).toEqual({ decisions: [], actions: [] })
    // Not even of which space it was: they may not know that there is one.
    const told = async (who: Visitor) => JSON.stringify((await who.api.spaces.copies({ address: into.address })).copies)
    expect([(await told(ruthHere)).includes('A group'), (await told(halHere)).includes('A group')]).toEqual([
      true,
      false,
    ])
  })

  test('says beside each thing whose name stood under it there, to whoever reads it and to nobody else', async () => {
    const { items } = await ruthHere.api.insights.list({ id: into.id })
    const ids = items.map((one) => one.id)
    const said = async (who: Visitor) => who.api.spaces.saidInCopy({ address: into.address, ids })
    expect((await said(ruthHere)).map((one) => one.says)).toEqual(['By Ben Hart.'])
    expect(await said(halHere)).toEqual([])
    const copied = async (who: Visitor) => (await who.api.spaces.here({ address: into.address })).copied
    expect([await copied(ruthHere), await copied(halHere)]).toEqual([true, false])
    const stranger = visit(await somebody(place.house, 'A stranger'))
    await expect(said(stranger)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('lets a document of it be taken out by whoever brought it in, with the name that stood under it', async () => {
    const { items } = await ruthHere.api.library.documents({ space: into.id })
    const [document] = items.map((one) => one.id)
    const said = () => ruthHere.api.spaces.saidInCopy({ address: into.address, ids: [document!] })
    expect(await said()).toEqual([{ id: document, says: 'By Ben Hart.' }])
    const takeOut = (who: Visitor) =>
      who.api.library.takeOutDocument({ attempt: attempt(), space: into.id, document: document! })
    await expect(takeOut(halHere)).rejects.toMatchObject({ code: 'not_found' })
    expect(await takeOut(ruthHere)).toMatchObject({ ok: true })
    expect(await said()).toEqual([])
    expect((await world.rowsOf('copied')).rows.map(({ row }) => row.id)).not.toContain(document)
    expect(await halHere.api.library.documentsGone({ space: into.id })).toEqual([])
  })

  test('is repeated nowhere that others read, except by whoever said it', async () => {
    const here = await ruthHere.api.spaces.here({ address: into.address })
    expect(here.chapter).toBe(into.chapter)
    const add = (words: string) => addTo(ruthHere, { id: into.id, chapter: here.chapter }, words)
    await expect(add('Ben said so and nobody else.')).rejects.toMatchObject({ code: 'refused' })
    expect(await add(EARLY)).toMatchObject({ ok: true })
    expect((await halHere.api.library.evidence({ space: into.id })).items.map((one) => one.words)).toEqual([EARLY])
  })

  test('goes nowhere by the bringer’s yes alone, not even as words without a name', async () => {
    const { items } = await ruthHere.api.library.evidence({ space: into.id })
    const bens = items.find((one) => one.words === 'Ben said so and nobody else.')!
    for (const target of [into.id, group.id])
      for (const form of ['words', 'unnamed'] as const) {
        const asked = { kind: 'evidence' as const, source: bens.id, version: bens.version, words: bens.words! }
        const answer = await ruthHere.api.crossings
          .propose({ attempt: attempt(), ...asked, form, target, purpose: '' } as never)
          .catch((fault: { code: string }) => ({ ok: false, reason: fault.code }))
        expect([form, answer]).toMatchObject([form, { ok: false }])
      }
    const post = { seat: { title: 'Chair of the board' }, email: '' }
    const refused = { code: 'refused' }
    const words = { attempt: attempt(), evidence: bens.id, words: bens.words!, ...post }
    await expect(ruthHere.api.insights.sendWords(words as never)).rejects.toMatchObject(refused)
    const [brought] = (await ruthHere.api.insights.list({ id: into.id })).items
    const traced = await ruthHere.api.insights.trace({ id: into.id, kind: 'insight', of: brought!.id })
    const let_out = traced.insights.find((one) => one.id === brought!.id)!.let_out!
    const sent = { attempt: attempt(), insight: brought!.id, let_out, ...post }
    await expect(ruthHere.api.insights.send(sent as never)).rejects.toMatchObject(refused)
    // What she said herself goes on as it always did, and a theme in other words as well.
    const own = items.find((one) => one.words === EARLY)!
    const asked = {
      attempt: attempt(),
      kind: 'evidence' as const,
      form: 'unnamed' as const,
      target: group.id,
      purpose: '',
    }
    const mine = { source: own.id, version: own.version, words: own.words!, hat: 'myself' }
    expect(await ruthHere.api.crossings.propose({ ...asked, ...mine } as never)).toMatchObject({ ok: true })
    const theme = { source: bens.id, version: bens.version, words: 'Somebody saw it otherwise.', form: 'theme' }
    expect(await ruthHere.api.crossings.propose({ ...asked, attempt: attempt(), ...theme } as never)).toMatchObject({
      ok: true,
    })
    expect(everythingIn(await take(halHere, into.id, place.url))).not.toContain('Ben said')
  })

  test('says nothing of a thing that did not come in with it, whoever asks the database', async () => {
    const evidence = await say(benHere, 'Mine, and not from any copy.')
    const write = (who: Somebody, space: Place, id: string) =>
      place.house.db.as(who.id, (tx) =>
        tx
          .insertInto('copied')
          .values({ space_id: space.id, id, chapter_id: space.chapter, says: '{"by":"Somebody else"}' })
          .execute(),
      )
    await expect(write(ruth, group, evidence)).rejects.toThrow()
    await expect(write(ben, group, evidence)).rejects.toThrow()
    await expect(write(ruth, into, evidence)).rejects.toThrow()
    const line = (await take(ruthHere, group.id, place.url))
      .lines('evidence')
      .find((one) => one.words === 'Mine, and not from any copy.')
    expect(line).toMatchObject({ by: 'Ben Hart' })
  })

  test('is kept apart only where somebody manages alone', async () => {
    const apart = (who: Somebody, space: Place) =>
      place.house.db.as(who.id, (tx) => sql`select keep_apart(${space.id}::uuid, 'X', '2026-01-01')`.execute(tx))
    for (const [who, space] of [
      [ruth, group],
      [ben, group],
      [hal!, into],
    ] as const)
      await expect(apart(who, space)).rejects.toThrow()
    const alone = await space(place.house, ruth)
    await expect(apart(ben, alone)).rejects.toThrow()
    await expect(apart(ruth, alone)).resolves.toBeDefined()
  })
})

describe('whoever took a copy', () => {
  const waits = async (who: Somebody) =>
    (await place.house.db.read(who.id, (db) => place.house.gathered.asks(db, who.id))).filter((one) =>
      one.id.startsWith('copy '),
    ).length
  const deleted = async (who: Visitor) => {
    for (const { id, stale } of (await who.api.spaces.copies({ address: group.address })).copies)
      if (stale) await who.api.spaces.copyGone({ attempt: attempt(), copy: id })
  }

  test('is told of what was erased or taken out since, wherever the space is', async () => {
    // Far enough west that the first hour of a day is still the day before.
    const west = (zone: string) =>
      place.cluster.inside(place.databaseName, (admin) =>
        admin.query('update space set zone = $1 where id = $2', [zone, group.id]),
      )
    await west('Pacific/Honolulu')
    const gone = await somebody(place.house, 'Gia Late')
    group.chapter = await bringIn(place.house, group, [ruth, ben], gone)
    const there = visit(gone)
    await say(there, 'What Gia said of it.')
    const point = { address: group.address, chapter: group.chapter, day: '2026-01-01', words: 'It turned.' }
    const turned = await benHere.api.spaces.addTurningPoint({ attempt: attempt(), ...point })
    const pasted = (await world.paste(benHere, group.chapter, {})) as { id: string }
    const take_out = [
      async () =>
        benHere.api.library.takeOutDocument({ attempt: attempt(), space: group.id, document: pasted.id } as never),
      async () => there.api.people.eraseMe({ attempt: attempt(), sure: 'erase me' } as never),
      async () =>
        benHere.api.spaces.takeOutTurningPoint({ attempt: attempt(), id: (turned as { id: string }).id } as never),
    ]
    for (const goes of take_out) {
      // What was taken back on the same day before a copy was taken counts as after: there are days, and no hours.
      await place.cluster.inside(place.databaseName, (admin) =>
        admin.query("delete from event where kind ~ 'taken_back|taken_out'"),
      )
      expect((await take(ruthHere, group.id, place.url)).status).toBe(200)
      expect(await waits(ruth)).toBe(0)
      expect(await goes()).toMatchObject({ ok: true })
      expect([await waits(ruth), await waits(ben)]).toEqual([1, 0])
      await deleted(ruthHere)
      expect(await waits(ruth)).toBe(0)
    }
    await west('Europe/London')
  })

  test('while something is taken back has it as of before or not at all, and is told', async () => {
    for (let n = 0; n < 150; n++) await say(benHere, `Line ${n} of ${'many words '.repeat(150)}`)
    const words = 'It was taken back while the copy was on its way.'
    const said = await say(benHere, words)
    const answer = await ruthHere.fetch(`${place.url}/copies/take?space=${group.id}`)
    const reader = answer.body!.getReader()
    const first = (await reader.read()).value!
    const takenBack = await benHere.api.library.takeOut({ attempt: attempt(), space: group.id, id: said })
    expect(takenBack).toMatchObject({ ok: true })
    const after = new Date()
    const parts = [first]
    for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value)
    const copy = unzipSync(Buffer.concat(parts))
    const { consentAsOf } = JSON.parse(strFromU8(copy['trefoil.json']!)) as { consentAsOf: string }
    // Every part of it is of one moment, which is the one it names.
    const holding = ['data/evidence.jsonl', 'sheets/evidence.csv', 'reading/index.html'].map((name) =>
      strFromU8(copy[name]!).includes(words),
    )
    expect(new Set(holding).size).toBe(1)
    if (holding[0]) expect(Date.parse(consentAsOf)).toBeLessThan(after.getTime())
    expect(await waits(ruth)).toBe(1)
    expect(everythingIn(await take(ruthHere, group.id, place.url))).not.toContain(words)
  })
})

describe('an answer', () => {
  test('is kept by nobody on the way: not of a call, a file, a picture, a stream, a copy or a refusal', async () => {
    const { origin, port } = new URL(place.url)
    const there = [
      ...[
        '/healthz',
        '/readyz',
        '/live',
        '/api',
        '/api/v1',
        '/api/v1/openapi.json',
        '/api/v1/spaces/list',
        '/api/v1/none',
      ],
      ...[
        '/rpc/people/me',
        '/rpc/none',
        `/copies/take?space=${group.id}`,
        `/copies/take?space=${early}`,
        '/copies/take',
      ],
      ...[`/journal/photos/${early}`, `/files/${early}`, `/handover/${early}`, '/assets/none.js'],
    ]
    const kept: string[] = []
    const look = async (how: string, answer: Response) => {
      await answer.body?.cancel()
      const { headers } = answer
      if (headers.get('cache-control') !== 'no-store' || headers.has('etag') || headers.has('last-modified'))
        kept.push(`${how} ${answer.status} ${headers.get('cache-control')} ${headers.get('etag')}`)
    }
    for (const who of [ruthHere, place.visitor()])
      for (const path of there)
        for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS'])
          await look(`${method} ${path}`, await who.fetch(`${origin}${path}`, { method }))
    // By another name, from another site, and by an address that is sent on: the link in it is not kept with the answer.
    await look('another name', await fetch(`http://127.0.0.1:${port}/s/${group.address}`, { redirect: 'manual' }))
    await look(
      'another site',
      await fetch(`${origin}/rpc/people/me`, { method: 'POST', headers: { origin: 'http://other.example' } }),
    )
    expect(kept).toEqual([])
  })
})
