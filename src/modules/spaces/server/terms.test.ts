import { afterAll, expect, test } from 'vitest'
import { attempt, startTestPlace } from '../../../../tests/support/place.ts'
import { playersOf, type Someone } from './testing.ts'

const place = await startTestPlace()
afterAll(() => place.stop())
const { someone, make, bring } = playersOf(place)

test('a manager says how long is waited for an answer, its members read it, and nobody else does either', async () => {
  const [manager, member, stranger] = [await someone('Mo'), await someone('Bea'), await someone('Sal')]
  const { address } = await make(manager, 'standard')
  await bring(manager, member, address)
  const read = (who: Someone) => who.api.spaces.terms({ address })
  const set = (who: Someone, receiverDays: number) =>
    who.api.spaces.setTerms({ attempt: attempt(), address, receiverDays })
  expect(await read(member)).toEqual({ receiverDays: 14, documentsOut: 'bringer', next: null, can: { change: false } })
  for (const who of [member, stranger]) await expect(set(who, 5)).rejects.toMatchObject({ code: 'not_found' })
  await expect(read(stranger)).rejects.toMatchObject({ code: 'not_found' })
  for (const days of [0, 181, 2.5]) await expect(set(manager, days)).rejects.toMatchObject({ code: 'invalid' })
  await set(manager, 5)
  expect(await read(member)).toMatchObject({ receiverDays: 5 })
  expect(await read(manager)).toMatchObject({ receiverDays: 5, can: { change: true } })
  // It stands in the memory, for everybody who reads it there.
  const { happened } = await member.api.spaces.memory({ address })
  expect(happened.map((one) => [one.kind, one.who])).toContainEqual(['space.rule_set', 'Mo'])
})
