/** Several methods at once: each table goes through its own by itself, and nobody at another one learns anything of it. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Place, somebody, space } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { done, guestIn, moveOn, nowOf, openGathering, putValue } from './testing.ts'

let place: TestPlace
let group: Place
let ruthHere: Visitor

beforeAll(async () => {
  place = await startTestPlace()
  const ruth = await somebody(place.house, 'Ruth Adams')
  group = await space(place.house, ruth)
  ruthHere = place.visitor()
  ruthHere.jar.set(...ruth.cookie)
})
afterAll(() => place.stop())

it('tables do each their own, at their own pace, and whoever facilitates sees of all how they are', async () => {
  const { room, code, items } = await openGathering(ruthHere, group, [{ method: 'what-so-what-now-what' }], {
    kind: 'large',
  })
  const item = (await ruthHere.api.gatherings.agenda({ room })).items[0]!
  const change = async (beside: string[]) => {
    const { version } = (await ruthHere.api.gatherings.agenda({ room })).items[0]!
    const { state: _, begunAt: __, id: ___, ...what } = item
    return ruthHere.api.gatherings.changeItem({ attempt: attempt(), item: item.id, ...what, version, beside })
  }
  // What has no names, or needs somebody who runs it, is not for one table among others.
  expect(await change(['maxims'])).toMatchObject({ ok: false, reason: 'not_at_tables' })
  expect(await change(['what-so-what-now-what'])).toMatchObject({ ok: false, reason: 'twice' })
  done(await change(['story-circle', 'two-minute-capture']))
  const people = await Promise.all([0, 1, 2, 3].map((n) => guestIn(place, code, `Guest ${n}`, '')))
  const [one, two, three, four] = people as [Visitor, Visitor, Visitor, Visitor]
  done(await ruthHere.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
  const { id } = (await nowOf(ruthHere, room)).activity!
  const sit = (visitor: Visitor, table: number) =>
    visitor.api.gatherings.sitAt({ attempt: attempt(), activity: id, table })
  for (const [visitor, table] of [
    [one, 1],
    [two, 1],
    [three, 2],
  ] as const)
    done(await sit(visitor, table))
  const go = async (visitor: Visitor, to: 'begin' | 'show' | 'next' | 'back', step?: string | null) => {
    const { activity } = await nowOf(visitor, room)
    const on = step === undefined ? (activity!.atTable ? activity!.step!.id : null) : step
    return visitor.api.gatherings.tableGoes({ attempt: attempt(), activity: id, step: on, to })
  }
  expect(await go(one, 'begin')).toMatchObject({ ok: false, reason: 'not_now' })
  done((await moveOn(ruthHere, room, 'next')) as never)
  // Each method is dealt out by the number of the table; each has only its own steps.
  const at = async (visitor: Visitor) => {
    const { activity } = await nowOf(visitor, room)
    return [activity!.atTable, activity!.steps[activity!.step!.place]!.key, activity!.steps.length] as const
  }
  expect(await at(one)).toEqual([true, 'a-what', 9])
  expect((await at(three))[1]).toMatch(/^b-/)
  expect(await at(four)).toEqual([false, 'at-tables', 2])
  expect((await nowOf(ruthHere, room)).activity!.steps).toHaveLength(2)
  // Nobody moves the whole room into one table's steps.
  expect(await moveOn(ruthHere, room, 'next')).toMatchObject({ ok: false, reason: 'last' })
  expect(await moveOn(ruthHere, room, 'step', { place: 3 })).toMatchObject({ ok: false, reason: 'last' })

  // Hidden until it is shown at that table, and never at another, to the room, or to whoever facilitates.
  const words = `At table one ${randomUUID()}`
  await putValue(one, room, { text: words })
  const sees = async (visitor: Visitor) => JSON.stringify(await nowOf(visitor, room)).includes(words)
  expect(await Promise.all([one, two, three, ruthHere].map(sees))).toEqual([true, false, false, false])
  const before = (await nowOf(two, room)).activity!.step!.id
  done(await go(two, 'show'))
  // Two who press go on by one.
  expect(await go(one, 'show', before)).toMatchObject({ ok: false, reason: 'moved_on' })
  expect(await Promise.all([one, two, three, four, ruthHere].map(sees))).toEqual([true, true, false, false, false])
  const stepHere = (await nowOf(one, room)).activity!.step!.id
  const chapter = (await nowOf(three, room)).group!.chapter
  await expect(
    three.api.gatherings.put({ step: before, chapter, items: [{ id: randomUUID(), value: { text: 'x' } }] }),
  ).rejects.toMatchObject({ code: 'not_found' })
  await expect(three.api.gatherings.lines({ step: before })).rejects.toMatchObject({ code: 'not_found' })
  expect(await go(three, 'next', stepHere)).toMatchObject({ ok: false, reason: 'moved_on' })

  const tables = async () => (await ruthHere.api.gatherings.tables({ activity: id })).tables
  done(await three.api.gatherings.sayAtTable({ attempt: attempt(), activity: id, says: 'help' }))
  expect(await tables()).toMatchObject([
    { label: 'Table 1', way: 'what-so-what-now-what', says: 'working' },
    { label: 'Table 2', way: 'story-circle', says: 'help', step: { at: 1 } },
  ])
  // A table is given another: by whoever facilitates, and by nobody else.
  const [table] = await tables()
  const give = (visitor: Visitor) =>
    visitor.api.gatherings.giveWay({ attempt: attempt(), activity: id, table: table!.id, way: 'two-minute-capture' })
  for (const visitor of [one, three]) await expect(give(visitor)).rejects.toThrow()
  done(await give(ruthHere))
  expect((await at(one))[1]).toMatch(/^c-/)
  await putValue(two, room, { fields: { noticed: 'We began late', matters: 'x', ask: 'y' } }, {}, false)
  done(await go(one, 'next'))
  expect((await tables())[0]).toMatchObject({ says: 'done', way: null, step: null })
  expect((await at(two))[0]).toBe(false)
  // Whoever sits down later begins with those who are there, or their table is dealt one.
  done(await sit(four, 3))
  done(await go(four, 'begin'))
  expect((await at(four))[1]).toMatch(/^c-/)
  done((await moveOn(ruthHere, room, 'end')) as never)
  expect((await nowOf(one, room)).activity!.state).toBe('done')
  done(await ruthHere.api.gatherings.close({ attempt: attempt(), room }))
  const mine = async (visitor: Visitor) =>
    (await visitor.api.gatherings.harvest({ room })).items.map((line) => line.words)
  expect(await mine(one)).toContain(words)
  expect(await mine(three)).toEqual([])
})

describe('the clock of a table', () => {
  let [one, two, three]: Visitor[] = []
  let room = ''
  let activity = ''

  beforeAll(async () => {
    const opened = await openGathering(ruthHere, group, [{ method: 'what-so-what-now-what' }], { kind: 'large' })
    room = opened.room
    const { state: _, begunAt: __, id, ...what } = (await ruthHere.api.gatherings.agenda({ room })).items[0]!
    const beside = ['story-circle']
    done(await ruthHere.api.gatherings.changeItem({ attempt: attempt(), item: id, ...what, beside }))
    ;[one, two, three] = await Promise.all([1, 2, 3].map((n) => guestIn(place, opened.code, `Guest ${n}`, '')))
    done(await ruthHere.api.gatherings.begin({ attempt: attempt(), room, item: id }))
    activity = (await nowOf(ruthHere, room)).activity!.id
    for (const [visitor, table] of [
      [one, 1],
      [two, 1],
      [three, 2],
    ] as const)
      done(await visitor!.api.gatherings.sitAt({ attempt: attempt(), activity, table }))
    done((await moveOn(ruthHere, room, 'next')) as never)
  })

  const at = async (visitor: Visitor) => (await nowOf(visitor, room)).activity!
  const tables = async () => (await ruthHere.api.gatherings.tables({ activity })).tables
  type Move = Parameters<Visitor['api']['gatherings']['tableGoes']>[0]['to']
  const go = async (visitor: Visitor, to: Move) =>
    visitor.api.gatherings.tableGoes({ attempt: attempt(), activity, step: (await at(visitor)).step!.id, to })
  const send = async (n: number, to: Move, by = ruthHere) => {
    const table = (await tables())[n]!
    return by.api.gatherings.tableGoes({ attempt: attempt(), activity, table: table.id, step: table.step!.id, to })
  }
  const earlier = (sql: string) => place.cluster.inside(place.databaseName, (admin) => admin.query(sql))
  const endsAt = async () => (await tables()).map((table) => table.step!.endsAt!)
  const MINUTE = 60_000

  it('is stopped and gets a minute more, at that table alone', async () => {
    done(await go(one!, 'pause'))
    for (const visitor of [one!, two!])
      expect(await at(visitor)).toMatchObject({ state: 'paused', tablePaused: true, pausedAt: expect.any(Number) })
    expect(await at(three!)).toMatchObject({ state: 'running', tablePaused: false, pausedAt: null })
    expect(await at(ruthHere)).toMatchObject({ state: 'running', tablePaused: false })
    expect(await tables()).toMatchObject([{ step: { pausedAt: expect.any(Number) } }, { step: { pausedAt: null } }])
    const [before, other] = await endsAt()
    await earlier(`update activity_step set paused_at = paused_at - interval '10 minutes' where paused_at is not null`)
    done(await go(two!, 'resume'))
    const [after, same] = await endsAt()
    expect(after! - before!).toBeGreaterThanOrEqual(10 * MINUTE)
    expect(after! - before!).toBeLessThan(11 * MINUTE)
    expect(same).toBe(other)
    done(await send(1, 'extend'))
    expect(await endsAt()).toEqual([after, other! + MINUTE])
  })

  it('is for those who sit there, and for whoever facilitates', async () => {
    const [first, second] = await tables()
    const of = (visitor: Visitor, table: string | null, step: string) =>
      visitor.api.gatherings.tableGoes({ attempt: attempt(), activity, table, step, to: 'pause' })
    // Who sits elsewhere neither names a table nor stops it by its step; nor does a guest by naming their own.
    await expect(of(three!, first!.id, first!.step!.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(of(one!, first!.id, first!.step!.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await of(three!, null, first!.step!.id)).toMatchObject({ ok: false, reason: 'moved_on' })
    await expect(of(ruthHere, room, second!.step!.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await of(ruthHere, second!.id, first!.step!.id)).toMatchObject({ ok: false, reason: 'moved_on' })
    expect((await tables()).map((table) => table.step!.pausedAt)).toEqual([null, null])
  })

  it('stands still with everybody’s, and nothing of it is lost', async () => {
    done((await moveOn(ruthHere, room, 'pause')) as never)
    expect(await at(one!)).toMatchObject({ state: 'paused', tablePaused: false })
    for (const to of ['next', 'pause', 'extend'] as const)
      expect(await go(one!, to)).toMatchObject({ ok: false, reason: 'paused' })
    expect(await send(0, 'next')).toMatchObject({ ok: false, reason: 'paused' })
    const before = await endsAt()
    await earlier(`update activity set paused_at = paused_at - interval '5 minutes' where paused_at is not null`)
    done((await moveOn(ruthHere, room, 'resume')) as never)
    for (const [n, after] of (await endsAt()).entries()) {
      expect(after - before[n]!).toBeGreaterThanOrEqual(5 * MINUTE)
      expect(after - before[n]!).toBeLessThan(6 * MINUTE)
    }
  })

  it('takes in what was on paper at a table, for those who sit there', async () => {
    const [first, second] = await tables()
    const ask = (visitor: Visitor, table: string) => visitor.api.gatherings.tableStep({ activity, table })
    const { step, state } = await ask(ruthHere, first!.id)
    expect([step.key, state.id]).toEqual(['a-what', first!.step!.id])
    for (const visitor of [one!, three!]) await expect(ask(visitor, first!.id)).rejects.toThrow()
    const words = `On paper ${randomUUID()}`
    const sheet = (visitor: Visitor, group: string | null) =>
      visitor.api.gatherings.putSheet({ step: state.id, sheet: randomUUID(), group, values: [{ text: words }] })
    for (const group of [null, second!.id])
      expect(await sheet(ruthHere, group)).toMatchObject({ ok: false, reason: 'whose_group' })
    for (const visitor of [one!, three!]) await expect(sheet(visitor, first!.id)).rejects.toThrow()
    done(await sheet(ruthHere, first!.id))
    const sees = async (visitor: Visitor) => JSON.stringify(await nowOf(visitor, room)).includes(words)
    expect(await Promise.all([one!, two!, three!, ruthHere].map(sees))).toEqual([false, false, false, false])
    // Shown by whoever facilitates, who sees nothing of it; and told to those who sit there that it was on paper.
    done(await send(0, 'show'))
    expect(await Promise.all([one!, two!, three!, ruthHere].map(sees))).toEqual([true, true, false, false])
    const onPaper = await Promise.all([one!, three!].map(async (visitor) => (await nowOf(visitor, room)).onPaper))
    expect(onPaper).toEqual([expect.stringContaining('from paper'), ''])
    done(await send(0, 'back'))
    done(await send(1, 'next'))
    expect((await tables()).map((table) => table.step!.at)).toEqual([1, 2])
  })
})
