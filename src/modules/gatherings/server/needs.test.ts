import { afterAll, beforeAll, expect, it } from 'vitest'
import { bringIn, somebody, space } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import type { CallInput } from '../contract/call.ts'
import { done } from './testing.ts'

let place: TestPlace
beforeAll(async () => {
  place = await startTestPlace()
}, 60_000)
afterAll(() => place.stop())

it('what somebody needs comes back to them and goes to whoever calls; others read that they come, and not that', async () => {
  const people = [
    await somebody(place.house, 'Ruth'),
    await somebody(place.house, 'Ben'),
    await somebody(place.house, 'Mary'),
  ]
  const group = await space(place.house, people[0]!)
  await bringIn(place.house, group, people.slice(0, 1), people[1]!)
  await bringIn(place.house, group, people.slice(0, 2), people[2]!)
  const [ruth, ben, mary] = people.map((who) => {
    const visitor = place.visitor()
    visitor.jar.set(...who.cookie)
    return visitor
  }) as [Visitor, Visitor, Visitor]
  const { standing } = await ruth.api.spaces.here({ address: group.address })
  const call = { title: 'Thursday', startsOn: '2030-03-12', startsAt: '14:00' } as CallInput
  const { id: gathering } = done(
    await ruth.api.gatherings.plan({ attempt: attempt(), space: group.id, chapter: standing, call }),
  )
  const say = (needs: string) => ben.api.gatherings.answerCall({ attempt: attempt(), gathering, answer: 'yes', needs })
  done(await say('Qneed: a loop'))
  const read = (who: Visitor) => who.api.gatherings.invited({ gathering })
  expect(await read(ben)).toMatchObject({ needs: [], myNeeds: 'Qneed: a loop' })
  expect((await ben.api.gatherings.myInvitations({})).invitations[0]!.needs).toBe('Qneed: a loop')
  expect((await read(ruth)).needs).toEqual([{ name: 'Ben', words: 'Qneed: a loop' }])
  const marys = await read(mary)
  expect(marys.people.find((one) => one.name === 'Ben')!.answer).toBe('yes')
  expect(JSON.stringify(marys)).not.toContain('Qneed')
  done(await say(''))
  expect((await read(ruth)).needs).toEqual([])
})
