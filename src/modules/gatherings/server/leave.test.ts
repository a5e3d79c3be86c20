import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { everythingIn, take } from '../../../../tests/support/copies.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { done, goTo, guestIn, moveOn, nowOf, openGathering, putValue } from './testing.ts'

let place: TestPlace
let group: Place
let people: Somebody[] = []
let [ruth, ben, stranger]: Visitor[] = []

beforeAll(async () => {
  place = await startTestPlace()
  people = [await somebody(place.house, 'Ruth Adams'), await somebody(place.house, 'Ben Hart')]
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

it('leaves what was written before where it is, but for what its writer said the room may see, which stays theirs', async () => {
  const { standing } = await ruth!.api.spaces.here({ address: group.address })
  const { id, room } = done(
    await ruth!.api.gatherings.plan({
      ...{ attempt: attempt(), space: group.id, chapter: standing },
      call: { title: 'A Tuesday', startsOn: '2099-03-12', startsAt: '14:00' },
    }),
  )
  const add = { attempt: attempt(), room, sort: 'method' as const, title: 'Capture', minutes: 5 }
  const item = done(await ruth!.api.gatherings.addItem({ ...add, method: 'what-so-what-now-what' }))
  done(await ruth!.api.gatherings.askIn({ attempt: attempt(), gathering: id, everybody: true }))
  done(await ben!.api.gatherings.answerCall({ attempt: attempt(), gathering: id, answer: 'around' }))
  done(await ben!.api.gatherings.takePart({ attempt: attempt(), gathering: id }))
  const { chapter } = (await ben!.api.gatherings.threads({ room })).threads[0]!
  const [free, apart] = [randomUUID(), randomUUID()]
  done(await ben!.api.gatherings.putInThread({ id: free, chapter, words: 'Qfree', forRoom: true }))
  done(await ben!.api.gatherings.putInThread({ id: apart, chapter, words: 'Qapart' }))
  const { code } = done(await ruth!.api.gatherings.openDoors({ attempt: attempt(), room }))
  const ama = await guestIn(place, code, 'Ama Mensah', '')
  done(await ruth!.api.gatherings.begin({ attempt: attempt(), room, item: item.id }))
  await goTo(ruth!, room, 'what')
  const step = (await nowOf(ruth!, room)).activity!.step!.id
  const bring = (who: Visitor, line: string) => who.api.gatherings.bringIn({ attempt: attempt(), line, step })
  await expect(bring(ama, free)).rejects.toThrow()
  await expect(bring(ben!, free)).rejects.toThrow()
  expect(await bring(ruth!, apart)).toMatchObject({ ok: false, reason: 'theirs' })
  expect([await bring(ruth!, free), await bring(ruth!, free)]).toMatchObject([{ fresh: true }, { fresh: false }])
  const count = (await nowOf(ama, room)).activity!.step!.in
  expect(count).toBe(0)
  done((await moveOn(ruth!, room, 'show')) as never)
  const shown = async () => (await ama.api.gatherings.lines({ step })).lines.map(({ by, value }) => [by, value])
  expect(await shown()).toEqual([['Ben Hart, written before', { text: 'Qfree' }]])
  // Nobody who is there is asked where it may go, and Ben of the line that he wrote alone.
  done((await moveOn(ruth!, room, 'end')) as never)
  done(await ruth!.api.gatherings.close({ attempt: attempt(), room }))
  const asked = async (who: Visitor) => (await who.api.gatherings.harvest({ room })).items.map((one) => one.words)
  expect([await asked(ruth!), await asked(ama)]).toEqual([[], []])
  expect((await asked(ben!)).toSorted()).toEqual(['Qapart', 'Qfree'])
  done(await ben!.api.gatherings.takeOutOfThread({ id: free }))
  expect(await shown()).toEqual([])
})

/** A line of what somebody saw, said under their name and let go with it. */
async function letGoNamed(who: Visitor, room: string, item: string, words: string) {
  done(await ruth!.api.gatherings.begin({ attempt: attempt(), room, item }))
  await goTo(ruth!, room, 'what')
  await putValue(who, room, { text: words })
  done((await moveOn(ruth!, room, 'end')) as never)
  done(await ruth!.api.gatherings.close({ attempt: attempt(), room }))
  const [line] = (await who.api.gatherings.harvest({ room })).items
  const choose = (goes: 'name' | 'stays') =>
    who.api.gatherings.letGo({ attempt: attempt(), line: line!.id, goes } as never)
  done((await choose('name')) as never)
  return choose
}

/** Whose it is told to be: in the chain, and in a copy of the space. */
async function whose(who: Visitor, words: string) {
  const { items: found } = await who.api.library.evidence({ space: group.id })
  const { id } = found.find((one) => one.words === words)!
  const { evidence } = await who.api.insights.trace({ address: group.address, kind: 'evidence', of: id })
  const copy = await take(who, group.id, place.url)
  return { by: evidence[0]!.by, who: copy.lines('evidence').map((one) => one.who) }
}

/** Nothing of it is left with whoever reads the space, on the screen or in a copy. */
async function isGone(name: string) {
  expect(JSON.stringify(await ben!.api.library.evidence({ space: group.id }))).not.toContain(name)
  expect(everythingIn(await take(ben!, group.id, place.url))).not.toContain(name)
}

it('of a guest leaves a name with the words that they let go with it, the same wherever these are read, and for as long', async () => {
  const words = 'The form came a fourth time.'
  const { room, code, items } = await openGathering(ruth!, group, [{ method: 'what-so-what-now-what' }])
  const rosa = await guestIn(place, code, 'Rosa Qfield', '')
  const choose = await letGoNamed(rosa, room, items[0]!, words)
  expect(await whose(ben!, words)).toEqual({ by: 'Rosa Qfield', who: ['Rosa Qfield'] })
  await expect(whose(stranger!, words)).rejects.toThrow()
  expect((await take(stranger!, group.id, place.url)).status).toBe(404)
  // Taken back, the name goes with the words.
  done((await choose('stays')) as never)
  await isGone('Qfield')
})

it('is taken back out of calls too: what was promised, what came of it, the run sheet and the door; and no call says it to whoever came later', async () => {
  const words = 'Nobody at the desk knew our names.'
  const { id, room, code, items } = await openGathering(ruth!, group, [{ method: 'what-so-what-now-what' }])
  const rosa = await guestIn(place, code, 'Rosa Qfield', '')
  const choose = await letGoNamed(rosa, room, items[0]!, words)
  const { version } = await ruth!.api.gatherings.one({ id })
  done(
    await ruth!.api.gatherings.keepShare({
      ...{ attempt: attempt(), id, version, words: `We heard: ${words}`, how: '' },
      said: [{ said: words, did: 'We put names on the door.' }],
    } as never),
  )
  const next = await openGathering(ruth!, group, [{ talk: words }], { purpose: `We talk of it: ${words}` } as never)
  const everywhere = async () =>
    JSON.stringify([
      await Promise.all([id, next.id].map((of) => ben!.api.gatherings.one({ id: of }))),
      await place.visitor().api.gatherings.door({ code: next.code }),
      await ruth!.api.gatherings.agenda({ room: next.room }),
    ])
  expect((await everywhere()).split(words)).toHaveLength(6)
  done((await choose('stays')) as never)
  const after = await everywhere()
  expect(after).not.toContain('knew our names')
  expect(after).toContain('We put names on the door.')

  const late = 'The lift was out for nine weeks.'
  const again = await openGathering(ruth!, group, [{ method: 'what-so-what-now-what' }])
  const sam = await guestIn(place, again.code, 'Sam Ode', '')
  await letGoNamed(sam, again.room, again.items[0]!, late)
  await bringIn(place.house, group, people, await somebody(place.house, 'Cleo Late'))
  await expect(openGathering(ruth!, group, [], { purpose: `We talk of it: ${late}` } as never)).rejects.toThrow(
    /said before everybody/,
  )
})

it('of somebody signed in goes under the name they have now, and with them when they are erased', async () => {
  const words = 'The bus went without us.'
  const mel = await somebody(place.house, 'Mel Oldfield')
  const melHere = place.visitor()
  melHere.jar.set(...mel.cookie)
  const { room, code, items } = await openGathering(ruth!, group, [{ method: 'what-so-what-now-what' }])
  done(await melHere.api.gatherings.comeIn({ attempt: attempt(), code, class: 'grantee' }))
  await letGoNamed(melHere, room, items[0]!, words)
  expect((await whose(ben!, words)).by).toBe('Mel Oldfield')
  done(
    await melHere.api.people.saveProfile({
      ...{ attempt: attempt(), name: 'Mel Newfield', pronouns: '', accessNeeds: '', learningStyle: '' },
      ...{ prefers: 'words', zone: null },
    } as never),
  )
  const now = await whose(ben!, words)
  expect([now.by, now.who.includes('Mel Newfield')]).toEqual(['Mel Newfield', true])
  await isGone('Oldfield')
  await place.house.db.as(mel.id, (tx) => place.house.gathered.forget(tx, mel.id))
  await isGone('Newfield')
  await isGone(words)
})
