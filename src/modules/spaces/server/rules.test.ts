import { afterAll, beforeAll, expect, test } from 'vitest'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { bringIn, type Place, somebody, space } from '../../library/server/testing.ts'

let place: TestPlace
let at: Place
let [manager, member, stranger]: Visitor[] = []
const NOTHING = { roleClause: '', challenge: '', attribution: null, cadenceDays: null, keptOut: [] as never[] }

beforeAll(async () => {
  place = await startTestPlace()
  const [mo, bea, sal] = [
    await somebody(place.house, 'Mo'),
    await somebody(place.house, 'Bea'),
    await somebody(place.house, 'Sal'),
  ]
  at = await space(place.house, mo, 'partnership')
  await bringIn(place.house, at, [mo], bea)
  ;[manager, member, stranger] = [mo, bea, sal].map((who) => {
    const visitor = place.visitor()
    visitor.jar.set(...who.cookie)
    return visitor
  })
})
afterAll(() => place.stop())

test('a manager says how the space meets, its members read it, and nobody else does either', async () => {
  const { address } = at
  expect(await member!.api.spaces.rules({ address })).toMatchObject({
    ...NOTHING,
    version: 0,
    since: null,
    mayChange: false,
  })
  const said = {
    ...NOTHING,
    roleClause: 'A critical friend, not an inspector.',
    cadenceDays: 14,
    keptOut: ['funder' as const],
  }
  const say = (who: Visitor, version: number, more: object = {}) =>
    who.api.spaces.sayRules({ attempt: attempt(), address, version, ...said, ...more })
  await expect(say(member!, 0)).rejects.toMatchObject({ code: 'not_found' })
  await expect(say(stranger!, 0)).rejects.toMatchObject({ code: 'not_found' })
  expect(await say(manager!, 0)).toEqual({ ok: true, version: 3 })
  expect(await member!.api.spaces.rules({ address })).toMatchObject({ ...said, version: 3, mayChange: false })
  await expect(stranger!.api.spaces.rules({ address })).rejects.toMatchObject({ code: 'not_found' })
  // Only what changed is said anew, and nobody says it over what they have not seen.
  expect(await say(manager!, 3, { cadenceDays: 28 })).toEqual({ ok: true, version: 4 })
  expect(await say(manager!, 3, { cadenceDays: 7 })).toMatchObject({ ok: false, reason: 'conflict' })
  expect(await member!.api.spaces.rules({ address })).toMatchObject({ cadenceDays: 28, roleClause: said.roleClause })
})
