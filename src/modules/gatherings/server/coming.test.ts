import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { done } from './testing.ts'

let place: TestPlace
let group: Place
let ruth: Visitor
let stranger: Visitor

const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
const call = async (title: string, startsOn: string) => {
  const { standing } = await ruth.api.spaces.here({ address: group.address })
  return done(
    await ruth.api.gatherings.plan({
      ...{ attempt: attempt(), space: group.id, chapter: standing },
      call: { title, startsOn, startsAt: '14:00' },
    }),
  ).id
}

beforeAll(async () => {
  place = await startTestPlace()
  const founder = await somebody(place.house, 'Ruth Adams')
  group = await space(place.house, founder)
  ruth = visit(founder)
  stranger = visit(await somebody(place.house, 'A stranger'))
})
afterAll(() => place.stop())

it('says which gatherings come next, soonest first, to those of the space that calls and to nobody else', async () => {
  await call('In the past', '2020-01-01')
  const off = await call('Called off', '2099-01-02')
  done((await ruth.api.gatherings.cancel({ attempt: attempt(), id: off, because: 'Snow' })) as never)
  await call('Later', '2099-02-01')
  await call('Sooner', '2099-01-03')
  const told = async (who: Visitor, input: { space?: string }) =>
    (await who.api.gatherings.coming(input)).map((one) => [one.title, one.spaceAddress])
  const both = [
    ['Sooner', group.address],
    ['Later', group.address],
  ]
  expect(await told(ruth, {})).toEqual(both)
  expect(await told(ruth, { space: group.id })).toEqual(both)
  expect(await told(stranger, {})).toEqual([])
  expect(await told(stranger, { space: group.id })).toEqual([])
})
