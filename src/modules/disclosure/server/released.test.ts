import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { playersOf, type Someone } from '#modules/spaces/server/testing.ts'
import { startTestPlace, type TestPlace } from '../../../../tests/support/place.ts'
import { type Asked, released, releasedOf } from './index.ts'

let place: TestPlace
let ada: Someone
let eve: Someone
let at: { space: string; chapter: string }
beforeAll(async () => {
  place = await startTestPlace()
  const { someone, make } = playersOf(place)
  ada = await someone('Ada')
  eve = await someone('Eve')
  const made = await make(ada, 'group', { name: 'Group' })
  at = { space: made.id, chapter: (await ada.api.spaces.here({ address: made.address })).chapter }
})
afterAll(() => place.stop())

const asked = (yes: number, no: number): Record<string, Asked> => ({
  trust: { kind: 'choice', options: ['yes', 'no'], answers: [...Array(yes).fill('yes'), ...Array(no).fill('no')] },
})
const tellAs = (who: Someone, about: string, of = asked(6, 2), where = at) =>
  place.house.db.as(who.id, (tx) => released(tx, { ...where, about, asked: of }))
const readAs = (who: Someone, about: string) => place.house.db.read(who.id, (db) => releasedOf(db, [about]))

test('told once: after a change it is what it was, for everybody who reads there', async () => {
  const about = randomUUID()
  const first = await tellAs(ada, about)
  expect(first.trust).toEqual({
    answers: 8,
    cells: { yes: { from: 6, to: 8, says: 'nearly_all' }, no: { from: 0, to: 2, says: 'very_few' } },
  })
  expect(await tellAs(ada, about, asked(2, 5))).toEqual(first)
  expect((await readAs(ada, about)).get(about)).toEqual(first)
})

test('what five did not answer is told by no number, and stays so when a fifth comes', async () => {
  const about = randomUUID()
  expect(await tellAs(ada, about, asked(4, 0))).toEqual({ trust: { answers: null, cells: null } })
  expect(await tellAs(ada, about, asked(4, 1))).toEqual({ trust: { answers: null, cells: null } })
})

test('whoever does not read the chapter releases nothing and reads nothing; nor does anybody under another chapter', async () => {
  const about = randomUUID()
  await expect(tellAs(eve, about)).rejects.toMatchObject({ code: 'TF404' })
  await tellAs(ada, about)
  expect([...(await readAs(eve, about))]).toEqual([])
  await expect(tellAs(ada, about, asked(6, 2), { ...at, chapter: randomUUID() })).rejects.toMatchObject({
    code: 'TF404',
  })
  const past = place.house.db.as(ada.id, (tx) =>
    tx
      .insertInto('disclosed')
      .values({ space_id: at.space, chapter_id: at.chapter, about: randomUUID(), numbers: '{}' })
      .execute(),
  )
  await expect(past).rejects.toMatchObject({ code: '42501' })
})
