// What changed since somebody was here: from ids, in the words they may read now.
import { afterAll, expect, test } from 'vitest'
import { made, sayersOf } from '#modules/spaces/server/testing.ts'
import { attempt, startTestPlace } from '../../../../tests/support/place.ts'
import { peopleOf } from './testing.ts'

const place = await startTestPlace()
afterAll(() => place.stop())
const players = peopleOf(place)
const { someone, bring, make, member, asOwner } = players
const { say } = sayersOf(players, 'Nobody rings after discharge')
type One = Awaited<ReturnType<typeof someone>>
const look = (who: One) => who.api.today.looked({ attempt: attempt() })
const words = async (who: One) =>
  (await who.api.today.changes({})).spaces.flatMap((space) => space.things.map((thing) => thing.words))
/** So many days ago they were last here. */
const wasHere = async (who: One, days: number) => {
  await look(who)
  await asOwner('update last_look set day = day - $1::int, before = before - $1::int where person_id = $2', [
    days,
    who.id,
  ])
}

test('what others did since the day I was last here stands there with its words; my own does not', async () => {
  const [mo, bea, out] = [await someone('Mo'), await someone('Bea'), await someone('Olu')]
  const at = await make(mo, 'place', { name: 'Changes' })
  await bring(mo, bea, at.address)
  expect(await bea.api.today.changes({})).toEqual({ since: null, spaces: [] })
  await say(mo, at, 'The ward has a new rota')
  await say(bea, at, 'My own words')
  await wasHere(bea, 2)
  await wasHere(out, 2)
  expect(await words(bea)).toEqual(['The ward has a new rota'])
  expect(await words(out)).toEqual([])
  // Looking does not take it away before the day is over.
  await look(bea)
  await look(bea)
  expect(await words(bea)).toEqual(['The ward has a new rota'])
  // What happened before that day is not told again.
  await asOwner("update event set at = at - interval '5 days' where space_id = $1", [at.id])
  expect(await words(bea)).toEqual([])
})

test('what was taken back since, and what is of a space I left, is not in it', async () => {
  const [mo, bea, cy] = [await someone('Mo'), await someone('Bea'), await someone('Cy')]
  const at = await make(mo, 'place', { name: 'Taken' })
  await bring(mo, bea, at.address)
  await bring(mo, cy, at.address, {}, [bea])
  const id = await say(mo, at, 'Words that go again')
  await say(mo, at, 'Words that stay')
  await wasHere(bea, 2)
  await wasHere(cy, 2)
  expect((await words(bea)).sort()).toEqual(['Words that go again', 'Words that stay'])
  await mo.api.library.takeOut({ attempt: attempt(), space: at.id, id } as never)
  expect(await words(bea)).toEqual(['Words that stay'])
  made(await mo.api.spaces.end({ attempt: attempt(), membership: (await member(cy, at.address)).id, reason: '' }))
  expect(await words(cy)).toEqual([])
})

test('a few of each space, and where the rest stands, without a number', async () => {
  const [mo, bea] = [await someone('Mo'), await someone('Bea')]
  const at = await make(mo, 'place', { name: 'Many' })
  await bring(mo, bea, at.address)
  for (let n = 0; n < 7; n++) await say(mo, at, `Thing number ${n}`)
  await wasHere(bea, 1)
  const [space] = (await bea.api.today.changes({})).spaces
  expect(space).toMatchObject({ name: 'Many', more: true })
  expect(space!.things).toHaveLength(4)
})
