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

  // Topics: ticked for the place alone, told to those who are brought together and to nobody else.
  const informal = { ...call, kind: 'informal' } as CallInput
  const { id: walk } = done(
    await ruth.api.gatherings.plan({ attempt: attempt(), space: group.id, chapter: standing, call: informal }),
  )
  const offer = (who: Visitor, id: string) =>
    who.api.gatherings.offerTopics({ attempt: attempt(), gathering: id, topics: ['Rents', 'Buses', 'Grief'] })
  await expect(offer(ben, walk)).rejects.toMatchObject({ code: 'not_found' })
  expect(await offer(ruth, gathering)).toMatchObject({ ok: false, reason: 'not_informal' })
  done(await offer(ruth, walk))
  const topics = (who: Visitor) => who.api.gatherings.topics({ gathering: walk })
  const [buses, grief, rents] = (await topics(ben)).offered.map((one) => one.id)
  const tick = (who: Visitor, ids: string[]) => who.api.gatherings.tickTopics({ gathering: walk, topics: ids })
  done(await tick(ben, [grief!, rents!]))
  done(await tick(mary, [grief!]))
  done(await tick(ruth, [buses!, rents!]))
  expect(await topics(ruth)).toMatchObject({ mine: [buses, rents], met: null, calls: true })
  const together = (who: Visitor) => who.api.gatherings.bringTogether({ attempt: attempt(), gathering: walk })
  await expect(together(mary)).rejects.toMatchObject({ code: 'not_found' })
  done(await together(ruth))
  const met = await Promise.all([ruth, ben, mary].map(async (who) => (await topics(who)).met))
  const names = ['Ruth', 'Ben', 'Mary']
  const of = (topic: string, two: number[]) =>
    names.map((_, at) => (two.includes(at) ? { topic, people: [names[two.find((one) => one !== at)!]] } : null))
  // Both topics had two: one of the pairs meets, and whoever is left learns nothing.
  expect([of('Grief', [1, 2]), of('Rents', [0, 1])]).toContainEqual(met)
  const left = [ruth, ben, mary][met.indexOf(null)]!
  expect((await topics(left)).met).toBeNull()
  expect((await topics(left)).mine.length).toBeGreaterThan(0)
  const stranger = place.visitor()
  await expect(topics(stranger)).rejects.toThrow()
  // Who has left the space is brought together with nobody, and nobody learns what they had ticked.
  await place.cluster.inside(place.databaseName, async (admin) => {
    await admin.query('delete from meet_match')
    await admin.query('delete from meet_wish')
  })
  for (const who of [ben, mary]) done(await tick(who, [grief!]))
  await place.cluster.inside(place.databaseName, (admin) =>
    admin.query('update membership set ends_at = clock_now() where space_id = $1 and person_id = $2', [
      ...[group.id, people[1]!.id],
    ]),
  )
  done(await together(ruth))
  expect((await topics(mary)).met).toBeNull()
})
