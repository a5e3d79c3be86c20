import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { crowdIn, done, goTo, guestIn, moveOn, nowOf, openGathering, putValue } from './testing.ts'

let place: TestPlace
let group: Place
let ruthHere: Visitor

beforeAll(async () => {
  place = await startTestPlace()
  const ruth: Somebody = await somebody(place.house, 'Ruth Adams')
  group = await space(place.house, ruth)
  ruthHere = place.visitor()
  ruthHere.jar.set(...ruth.cookie)
})
afterAll(() => place.stop())

describe('a safe space', () => {
  it('keeps out whom its call or a method on its run sheet keeps out, and says so at the door and beside the call', async () => {
    const { id, code } = await openGathering(ruthHere, group, [{ method: 'action-learning-set' }], {
      keptOut: ['observer'],
    } as never)
    const door = await place.visitor().api.gatherings.door({ code })
    expect(door.keptOut).toEqual(expect.arrayContaining(['observer', 'funder', 'line_manager']))
    expect(door.door).toBe('let_in')
    expect((await ruthHere.api.gatherings.one({ id })).keptOut.toSorted()).toEqual(door.keptOut.toSorted())
    const come = (more: object) =>
      place.visitor().api.gatherings.comeInAsGuest({ attempt: attempt(), code, name: 'Ama', ...more } as never)
    expect(await come({ class: 'funder' })).toMatchObject({ ok: false, reason: 'kept_out' })
    expect(await come({ class: 'observer' })).toMatchObject({ reason: 'kept_out' })
    // Whoever says they manage somebody here stays outside; it is kept nowhere that they said so.
    expect(await come({ manages: true })).toMatchObject({ reason: 'kept_out' })
    expect(await come({})).toMatchObject({ ok: true, came: 'waiting' })
  })

  it('asks nobody whom they manage where that keeps nobody out', async () => {
    const { code } = await openGathering(ruthHere, group, [{ method: 'two-minute-capture' }])
    const came = await place
      .visitor()
      .api.gatherings.comeInAsGuest({ attempt: attempt(), code, name: 'Ama', manages: true })
    expect(came).toMatchObject({ ok: true, came: 'in' })
  })
})

describe('who has been heard', () => {
  it('is counted where every name stands, for whoever facilitates', async () => {
    const { room, code, items } = await openGathering(ruthHere, group, [{ method: 'what-so-what-now-what' }])
    const [ama, leo] = [await guestIn(place, code, 'Ama Mensah', ''), await guestIn(place, code, 'Leo', '')]
    done(await ruthHere.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    await goTo(ruthHere, room, 'what')
    await putValue(ama, room, { text: 'A line' })
    const activity = (await nowOf(ruthHere, room)).activity!.id
    const heard = () => ruthHere.api.gatherings.heard({ activity })
    // Before it is shown nobody is told who wrote.
    expect(await heard()).toMatchObject({ people: 2, heard: 0 })
    done((await moveOn(ruthHere, room, 'next')) as never)
    const now = await heard()
    expect(now).toMatchObject({ people: 2, heard: 1 })
    expect(now.notYet.map((one) => one.name)).toEqual(['Leo'])
    await expect(leo.api.gatherings.heard({ activity })).rejects.toThrow()
  })

  it('is not counted where something is written without names', async () => {
    const { room, code, items } = await openGathering(ruthHere, group, [{ method: 'attention' }])
    await crowdIn(place, code, 4)
    done(await ruthHere.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const activity = (await nowOf(ruthHere, room)).activity!.id
    expect(await ruthHere.api.gatherings.heard({ activity })).toEqual({ people: 4, heard: null, notYet: [] })
  })
})
