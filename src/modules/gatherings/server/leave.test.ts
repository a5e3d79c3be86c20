import { afterAll, beforeAll, expect, it } from 'vitest'
import { bringIn, type Place, somebody, space } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { done, nowOf, openGathering } from './testing.ts'

let place: TestPlace
let group: Place
let [ruth, ben, stranger]: Visitor[] = []

beforeAll(async () => {
  place = await startTestPlace()
  const people = [await somebody(place.house, 'Ruth Adams'), await somebody(place.house, 'Ben Hart')]
  group = await space(place.house, people[0]!)
  await bringIn(place.house, group, [people[0]!], people[1]!)
  ;[ruth, ben, stranger] = [...people, await somebody(place.house, 'A stranger')].map((who) => {
    const visitor = place.visitor()
    visitor.jar.set(...who.cookie)
    return visitor
  })
})
afterAll(() => place.stop())

const leave = (who: Visitor, room: string) => who.api.gatherings.leave({ attempt: attempt(), room })
const names = async (room: string) => (await ruth!.api.gatherings.people({ room })).people.map((one) => one.name)

it('is done by oneself, and a guest is signed out with it; whoever is not in it is told that it is not there', async () => {
  const { id, room, code } = await openGathering(ruth!, group, [{ method: 'two-minute-capture' }])
  const guest = place.visitor()
  done(await guest.api.gatherings.comeInAsGuest({ attempt: attempt(), code, name: 'Ama Mensah' }))
  done(await ben!.api.gatherings.comeInFromAbove({ attempt: attempt(), id }))
  expect(await names(room)).toEqual(['Ama Mensah', 'Ben Hart', 'Ruth Adams'])
  await expect(leave(stranger!, room)).rejects.toThrow(/nothing here/)
  // In a demonstration one looks through the people of its world, and not through who is only in one of its rooms.
  const cast = await place.cluster.inside(place.databaseName, async (admin) => {
    await admin.query('begin; update installation set demonstration = true')
    const { rows } = await admin.query('select name from demonstration_people()')
    await admin.query('rollback')
    return rows.map((row) => row.name)
  })
  expect(cast).toEqual(['A stranger', 'Ben Hart', 'Ruth Adams'])
  done(await leave(guest, room))
  expect(guest.jar.size).toBe(0)
  done(await leave(ben!, room))
  expect(await names(room)).toEqual(['Ruth Adams'])
  await expect(ben!.api.gatherings.now({ room })).rejects.toThrow()
  await expect(leave(ben!, room)).rejects.toThrow(/nothing here/)
  // With the space that called it nothing has changed, and the code opens the door again.
  expect((await ben!.api.gatherings.one({ id })).title).toBe('Thursday gathering')
  done(await ben!.api.gatherings.comeIn({ attempt: attempt(), code, class: 'grantee' }))
  expect((await nowOf(ben!, room)).me.name).toBe('Ben Hart')
})

it('works at the door, too', async () => {
  const { room, code } = await openGathering(ruth!, group, [], { door: 'let_in' })
  const guest = place.visitor()
  const came = done(await guest.api.gatherings.comeInAsGuest({ attempt: attempt(), code, name: 'Ama Mensah' }))
  expect(came.came).toBe('waiting')
  done(await leave(guest, room))
  expect((await ruth!.api.gatherings.people({ room })).atDoor).toEqual([])
})

it('is refused to whoever runs it alone, until it is closed', async () => {
  const { room } = await openGathering(ruth!, group, [])
  expect(await leave(ruth!, room)).toMatchObject({ ok: false, reason: 'runs_alone' })
  expect(await names(room)).toEqual(['Ruth Adams'])
  done(await ruth!.api.gatherings.close({ attempt: attempt(), room }))
  done(await leave(ruth!, room))
})
