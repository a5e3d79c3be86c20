/** Several methods at once: each table goes through its own by itself, and nobody at another one learns anything of it. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
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
