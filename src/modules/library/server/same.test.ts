import { afterAll, beforeAll, expect, test } from 'vitest'
import { made, playersOf, type Someone, sayersOf } from '#modules/spaces/server/testing.ts'
import { attempt, startTestPlace, type TestPlace } from '../../../../tests/support/place.ts'

let place: TestPlace
let players: ReturnType<typeof playersOf>
let sayers: ReturnType<typeof sayersOf>
beforeAll(async () => {
  place = await startTestPlace()
  players = playersOf(place)
  sayers = sayersOf(players, '')
}, 60_000)
afterAll(() => place.stop())

test('two that say the same are tied with everything kept; a taking back of one leaves the other; whoever reads one hears of no tie', async () => {
  const [ann, ben, late] = await Promise.all(['Ann', 'Ben', 'Late'].map((name) => players.someone(name)))
  const at = await players.make(ann as Someone, 'group')
  await players.bring(ann!, ben!, at.address)
  const one = await sayers.say(ann!, at, 'Nobody is told before the bus stops running.')
  const two = await sayers.say(ben!, at, 'They only tell you when the bus has stopped.')
  const three = await sayers.say(ben!, at, 'We hear of the bus last of all people here.')
  const tie = (by: Someone, id: string, under: string) =>
    by.api.library.tieSame({ attempt: attempt(), space: at.id, id, under })
  const same = async (by: Someone) =>
    new Map((await by.api.library.evidence({ space: at.id })).items.map((item) => [item.id, item.sameAs]))
  made(await tie(ann!, three, two))
  made(await tie(ann!, two, one))
  // One level: what stood under the second stands under the first.
  expect([...(await same(ben!))].filter(([, under]) => under !== null)).toHaveLength(2)
  expect((await same(ben!)).get(three)).toBe(one)
  expect(await tie(ben!, one, two)).toMatchObject({ ok: false, reason: 'same' })
  const outsider = await players.someone('Out')
  await expect(tie(outsider, two, one)).rejects.toMatchObject({ code: 'not_found' })
  await expect(tie(ann!, two, crypto.randomUUID())).rejects.toMatchObject({ code: 'not_found' })
  const found = await ben!.api.library.find({ space: at.id, text: 'bus' })
  expect(found.items).toHaveLength(3)
  // Somebody who comes later reads none of them; what they say can be tied to nothing they do not read.
  await players.bring(ann!, late!, at.address, {}, [ben!])
  const four = await sayers.say(late!, at, 'The bus went without a word to anybody.')
  await expect(tie(late!, four, one)).rejects.toMatchObject({ code: 'not_found' })
  made(await tie(ann!, four, one))
  expect((await same(late!)).get(four)).toBeNull()
  expect((await same(ann!)).get(four)).toBe(one)
  await expect(late!.api.library.untieSame({ attempt: attempt(), space: at.id, id: four })).rejects.toMatchObject({
    code: 'not_found',
  })
  await ann!.api.library.takeOut({ attempt: attempt(), space: at.id, id: one })
  const left = (await ben!.api.library.evidence({ space: at.id })).items
  expect(left.find((item) => item.id === two)?.words).toContain('the bus has stopped')
  made(await ben!.api.library.untieSame({ attempt: attempt(), space: at.id, id: two }))
  expect((await same(ann!)).get(two)).toBeNull()
})
