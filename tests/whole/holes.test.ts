/** What an attempt on confidentiality once found, each tried again from outside: what may be, beside what may not. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bringIn, type Somebody, somebody } from '../../src/modules/library/server/testing.ts'
import { everythingIn, take } from '../support/copies.ts'
import { startGroup } from '../support/group.ts'
import { attempt, type Visitor } from '../support/place.ts'

const EARLY = 'Before anybody new came we said that the rota was never kept'
let world: Awaited<ReturnType<typeof startGroup>>
let { place, group, early, ruth, ben, ruthHere, benHere, visit, say, paste, rowsOf } = {} as typeof world

beforeAll(async () => {
  world = await startGroup(EARLY)
  ;({ place, group, early, ruth, ben, ruthHere, benHere, visit, say, paste, rowsOf } = world)
})
afterAll(() => place?.stop())

describe('a dispute without a name', () => {
  test('leaves nothing that says whose it was: no attempt, no event; and a repeat is one dispute', async () => {
    const about = await say(ruthHere, 'Everybody was told the day before.')
    const sent = { attempt: attempt(), space: group.id, evidence: about, words: 'I was not.' }
    const before = { attempts: (await rowsOf('attempt')).rows.length, events: (await rowsOf('event')).rows.length }
    for (let again = 0; again < 2; again++) await benHere.api.library.contest({ ...sent, as: 'among_us' })
    expect((await rowsOf('attempt')).rows).toHaveLength(before.attempts)
    expect((await rowsOf('event')).rows).toHaveLength(before.events)
    const { contests } = await ruthHere.api.library.evidenceItem({ space: group.id, id: about })
    expect(contests).toMatchObject([{ words: 'I was not.', by: null }])
    await benHere.api.library.contest({ ...sent, attempt: attempt(), as: 'mine' })
    expect((await rowsOf('event')).rows).toHaveLength(before.events + 1)
    expect((await rowsOf('attempt')).rows).toHaveLength(before.attempts + 1)
  })
})

describe('an earlier chapter', () => {
  test('lets its words into no title, no strategy, and beside nobody who says something', async () => {
    const refused = { code: 'refused' }
    await expect(paste(ruthHere, group.chapter, { title: EARLY })).rejects.toMatchObject(refused)
    await expect(paste(ruthHere, group.chapter, { source: EARLY })).rejects.toMatchObject(refused)
    expect(await paste(ruthHere, early, { title: EARLY })).toMatchObject({ ok: true })
    const here = { attempt: attempt(), address: group.address }
    const strategy = { ...here, version: 0, name: 'Closer', from: '2025-04-01' }
    await expect(ruthHere.api.spaces.tieStrategy({ ...strategy, says: EARLY })).rejects.toMatchObject(refused)
    const noted = { chapter: group.chapter, sort: 'other' as const, words: 'A law.', from: '2026-01-01' }
    await expect(
      ruthHere.api.spaces.noteContext({ ...here, ...noted, saysWho: EARLY.slice(0, 200) }),
    ).rejects.toMatchObject(refused)
    expect(await ruthHere.api.spaces.tieStrategy({ ...strategy, attempt: attempt(), says: 'Our own.' })).toMatchObject({
      ok: true,
    })
  })

  test('tells a newcomer in a copy neither that there were versions before nor how many', async () => {
    const first = await paste(ruthHere, early, { title: 'The plan', text: 'The first of it.' })
    if (!first.ok) throw new Error(first.sentence)
    await paste(ruthHere, group.chapter, {
      ...{
        title: 'The plan',
        text: 'The newer of it.',
        newer: { of: first.id, changed: '', occasion: '', occasionOn: null },
      },
    })
    const plans = async (who: Visitor) =>
      (await take(who, group.id, place.url)).lines('document').filter((line) => line.title === 'The plan')
    expect((await plans(ruthHere)).map((line) => [line.number, line.line_id !== undefined]).sort()).toEqual([
      [1, false],
      [2, true],
    ])
    expect((await plans(benHere)).map((line) => [line.number, line.line_id])).toEqual([[1, undefined]])
    expect(everythingIn(await take(benHere, group.id, place.url))).not.toContain('rota was never kept')
  })
})

describe('words that are taken back', () => {
  test('leave the titles and sources of documents, and what they are found by', async () => {
    const words = 'It was the porter who always knew which family had gone quiet'
    const said = await say(benHere, words)
    const made = await paste(ruthHere, group.chapter, { title: words, source: `As told: ${words}` })
    if (!made.ok) throw new Error(made.sentence)
    const found = async () => (await ruthHere.api.library.find({ space: group.id, text: 'porter' })).items.length
    expect(await found()).toBeGreaterThan(0)
    await benHere.api.library.takeOut({ attempt: attempt(), space: group.id, id: said })
    const { rows } = await rowsOf('document')
    expect(JSON.stringify(rows)).not.toContain('porter')
    expect(await found()).toBe(0)
  })
})

describe('a closed space', () => {
  test('lets nobody add, and lets everybody take their own words out all the same', async () => {
    const words = await say(benHere, 'Said before it closed.')
    const close = (at: string) =>
      place.cluster.inside(place.databaseName, (admin) =>
        admin.query(`update space set closed_at = ${at}, ends_at = ${at} + interval '1 year' where id = '${group.id}'`),
      )
    await close('clock_now()')
    await expect(say(benHere, 'Said after it closed.')).rejects.toMatchObject({ code: 'refused' })
    expect(await benHere.api.library.takeOut({ attempt: attempt(), space: group.id, id: words })).toMatchObject({
      ok: true,
    })
    expect((await ruthHere.api.library.evidenceItem({ space: group.id, id: words })).words).toBeNull()
    await close('null::timestamptz')
  })
})

describe('erasing', () => {
  test('goes through for whoever took a copy, and leaves their name in no copy’s note', async () => {
    const gone = await somebody(place.house, 'Gone Tomorrow')
    group.chapter = await bringIn(place.house, group, [ruth, ben], gone)
    const there = visit(gone)
    expect((await take(there, group.id, place.url)).status).toBe(200)
    expect(await there.api.people.eraseMe({ attempt: attempt(), sure: 'erase me' } as never)).toMatchObject({
      ok: true,
    })
    const { rows } = await rowsOf('space_copy')
    expect(JSON.stringify(rows)).not.toContain(gone.id)
    expect(JSON.stringify((await ruthHere.api.spaces.copies({ address: group.address })).copies)).not.toContain('Gone')
  })
})

describe('a former name', () => {
  test('is kept beside nothing that was handed on, neither after another name nor after erasing', async () => {
    const gone = await somebody(place.house, 'Kim Former')
    group.chapter = await bringIn(place.house, group, [ruth, ben], gone)
    const there = visit(gone)
    const { standing } = await ruthHere.api.spaces.here({ address: group.address })
    const here = { space: group.id, chapter: standing }
    const made = <T extends { ok: boolean }>(told: T) => (told as unknown as { id: string }).id
    const decision = made(
      await ruthHere.api.insights.decide({
        ...{ attempt: attempt(), ...here, insights: [], no_learning: true, words: 'Somebody rings.' },
      } as never),
    )
    const action = { attempt: attempt(), ...here, decision, words: 'Ring.', member: gone.id }
    const first = made(await ruthHere.api.insights.act(action as never))
    await there.api.insights.handOn({ attempt: attempt(), action: first, member: ben.id, note: 'Away.' })
    await ruthHere.api.insights.handOn({ attempt: attempt(), action: first, member: gone.id, note: 'Back.' })
    const read = async () =>
      JSON.stringify(await benHere.api.insights.trace({ id: group.id, kind: 'action', of: first }))
    const kept = async () => JSON.stringify([(await rowsOf('handing')).rows, (await rowsOf('action')).rows])
    expect(await read()).toContain('Kim Former')
    const profile = { pronouns: '', accessNeeds: '', learningStyle: '', prefers: 'words' as const, zone: null }
    await there.api.people.saveProfile({ attempt: attempt(), ...profile, name: 'Kim Newer' })
    expect(await read()).toContain('Kim Newer')
    expect([await read(), await kept()].join()).not.toContain('Kim Former')
    // A day before, it was the other: what was written then is erased with whoever it was.
    await there.api.people.eraseMe({ attempt: attempt(), sure: 'erase me' } as never)
    expect([await read(), await kept()].join()).not.toContain('Kim')
    expect(await kept()).not.toContain(gone.id)
    expect(await read()).toContain('Ruth Adams')
  })
})

describe('the number of the next version', () => {
  test('is told to whoever reads one of them, and to nobody else', async () => {
    const first = await paste(ruthHere, early, { title: 'Rules', text: 'One.' })
    if (!first.ok) throw new Error(first.sentence)
    const next = async (who: Somebody, of = first.id) =>
      (
        await place.house.db.read(who.id, (db) =>
          sql<{ n: number | null }>`select next_in_line(${group.id}::uuid, ${of}::uuid) as n`.execute(db as never),
        )
      ).rows[0]!.n
    expect([await next(ruth), await next(ben)]).toEqual([2, null])
    expect(await next(ben, group.id)).toBeNull()
  })
})
