import { afterAll, expect, test } from 'vitest'
import { attempt, startTestPlace } from '../../../../tests/support/place.ts'
import { playersOf, type Someone } from './testing.ts'

const place = await startTestPlace()
afterAll(() => place.stop())
const { someone, make, bring } = playersOf(place)
const NOTHING = {
  roleClause: '',
  challenge: '',
  attribution: null,
  cadenceDays: null,
  keptOut: [] as never[],
  agreedOn: null,
}

test('a manager says how the space meets, its members read it, and nobody else does either', async () => {
  const [manager, member, stranger] = [await someone('Mo'), await someone('Bea'), await someone('Sal')]
  const { address } = await make(manager, 'standard')
  await bring(manager, member, address)
  expect(await member.api.spaces.rules({ address })).toMatchObject({
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
  const say = (who: Someone, version: number, more: object = {}) =>
    who.api.spaces.sayRules({ attempt: attempt(), address, version, ...said, ...more })
  await expect(say(member, 0)).rejects.toMatchObject({ code: 'not_found' })
  await expect(say(stranger, 0)).rejects.toMatchObject({ code: 'not_found' })
  expect(await say(manager, 0)).toEqual({ ok: true, version: 3 })
  expect(await member.api.spaces.rules({ address })).toMatchObject({ ...said, version: 3, mayChange: false })
  await expect(stranger.api.spaces.rules({ address })).rejects.toMatchObject({ code: 'not_found' })
  // Only what changed is said anew, and nobody says it over what they have not seen.
  expect(await say(manager, 3, { cadenceDays: 28 })).toEqual({ ok: true, version: 4 })
  expect(await say(manager, 3, { cadenceDays: 7 })).toMatchObject({ ok: false, reason: 'conflict' })
  expect(await member.api.spaces.rules({ address })).toMatchObject({ cadenceDays: 28, roleClause: said.roleClause })
})
