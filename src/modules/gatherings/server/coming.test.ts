import { afterAll, beforeAll, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { done, openGathering } from './testing.ts'

let place: TestPlace
let group: Place
let founder: Somebody
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
  founder = await somebody(place.house, 'Ruth Adams')
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

it('asks a member for as long as they belong to the space that calls, and leaves them nothing that is planned there', async () => {
  const [carl, ben] = [await somebody(place.house, 'Carl Dunn'), await somebody(place.house, 'Ben Hart')]
  await bringIn(place.house, group, [founder], carl)
  await bringIn(place.house, group, [founder, carl], ben)
  const [carlHere, benHere] = [visit(carl), visit(ben)]
  const open = await openGathering(ruth, group, [{ method: 'what-so-what-now-what' }], { door: 'let_in' })
  const people = [carl.id, ben.id]
  done(await ruth.api.gatherings.askIn({ attempt: attempt(), gathering: open.id, people }))
  const asked = async (visitor: Visitor) =>
    (await visitor.api.gatherings.myInvitations({})).invitations.find((one) => one.gathering === open.id)
  const { invitee } = (await asked(carlHere))!
  const { standing } = await carlHere.api.spaces.here({ address: group.address })
  const own = done(
    await carlHere.api.gatherings.plan({
      ...{ attempt: attempt(), space: group.id, chapter: standing },
      call: { title: 'Called by Carl', startsOn: '2099-03-30', startsAt: '18:30' },
    }),
  )
  const addBreak = () =>
    carlHere.api.gatherings.addItem({
      ...{ attempt: attempt(), room: own.room, sort: 'break', title: 'Tea', minutes: 10 },
    })
  done(await addBreak())
  const say = (visitor: Visitor, which: string) =>
    visitor.api.gatherings.answerAsked({ attempt: attempt(), invitee: which, answer: 'yes', needs: '' })
  done(await say(carlHere, invitee))

  const { members } = await ruth.api.spaces.people({ address: group.address })
  const { id: membership } = members.find((one) => one.person === carl.id)!
  done(await ruth.api.spaces.end({ attempt: attempt(), membership }))
  expect((await carlHere.api.gatherings.myInvitations({})).invitations).toEqual([])
  await expect(say(carlHere, invitee)).rejects.toMatchObject({ code: 'not_found' })
  await expect(carlHere.api.gatherings.comeInAsked({ attempt: attempt(), invitee })).rejects.toThrow()
  for (const room of [open.room, own.room]) await expect(carlHere.api.gatherings.now({ room })).rejects.toThrow()
  await expect(addBreak()).rejects.toThrow()
  // Who still belongs comes in by the same door without a word.
  const still = (await asked(benHere))!.invitee
  done(await say(benHere, still))
  expect(done(await benHere.api.gatherings.comeInAsked({ attempt: attempt(), invitee: still })).came).toBe('in')
  // Back again, he is asked as before.
  await bringIn(place.house, group, [founder, ben], carl)
  expect(await asked(carlHere)).toMatchObject({ invitee, answer: 'yes' })
})
