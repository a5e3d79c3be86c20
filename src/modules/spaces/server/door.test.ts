import { afterAll, describe, expect, test } from 'vitest'
import { attempt, startTestPlace } from '../../../../tests/support/place.ts'
import { made, newSecret, playersOf, type Someone, takeUp } from './testing.ts'

const place = await startTestPlace()
afterAll(() => place.stop())
const { someone, ask, bring, member, asOwner, ...play } = playersOf(place)
const founder = await someone('Gareth Pugh')
const outsider = await someone('Olive Outside')
const make = (template?: string, more?: object) => play.make(founder, template, more)

const chaptersOf = (who: Someone, space: string) =>
  place.house.db
    .read(who.id, (db) =>
      db
        .selectFrom('chapter')
        .select('number')
        .where('space_id', '=', space)
        .where('number', '>', 0)
        .orderBy('number')
        .execute(),
    )
    .then((rows) => rows.map((row) => row.number))
/** What was announced of somebody, then what they read once they are in. */
async function announcedThenIn(
  address: string,
  space: string,
  who: Someone,
  more: { class: 'funder' | 'public_body' | 'evaluator' },
  others: Someone[],
) {
  const waiting = await bring(founder, who, address, more)
  const { reads, readsSince } = (await founder.api.spaces.people({ address })).arrivals.find(
    (one) => one.id === waiting,
  )!
  for (const other of others) await other.api.spaces.welcome({ attempt: attempt(), membership: waiting })
  return { reads, readsSince, chapters: await chaptersOf(who, space) }
}

describe('what is announced is what happens', () => {
  test('the first of a class, the second, and somebody who was here before', async () => {
    const { address, id } = await make()
    const [ann, priya, paul, pete] = [
      await someone('Ann'),
      await someone('Priya'),
      await someone('Paul'),
      await someone('Pete'),
    ]
    await bring(founder, ann, address)
    const first = await announcedThenIn(address, id, priya, { class: 'funder' }, [ann])
    expect(first).toMatchObject({ reads: 'arrival', readsSince: null, chapters: [2] })
    // The second reads as far back as the first did, which is not the beginning.
    const second = await announcedThenIn(address, id, paul, { class: 'funder' }, [ann, priya])
    expect(second).toMatchObject({ reads: 'since', chapters: [2] })
    expect(second.readsSince).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    const own = await announcedThenIn(address, id, pete, { class: 'public_body' }, [ann, priya, paul])
    expect(own).toMatchObject({ reads: 'beginning', readsSince: null, chapters: [1, 2] })
    // Who comes back reads no further than they did before: Paul goes, and returns.
    const mine = await member(paul, address, 'Paul')
    await paul.api.spaces.end({ attempt: attempt(), membership: mine.id })
    const back = await announcedThenIn(address, id, paul, { class: 'funder' }, [ann, priya, pete])
    expect(back).toMatchObject({ reads: 'since', chapters: [2] })
    // Who comes back as the only one of their class reads from then on.
    for (const who of [priya, paul])
      await who.api.spaces.end({ attempt: attempt(), membership: (await member(who, address, who.name)).id })
    const priyaAlone = await announcedThenIn(address, id, await someone('New Funder'), { class: 'evaluator' }, [
      ann,
      pete,
    ])
    expect(priyaAlone).toMatchObject({ reads: 'arrival', chapters: [3] })
  })

  test('unlisted, in a group and in a room: from then on, whatever their class; where newcomers read back, from the beginning', async () => {
    const second = { class: 'public_body' as const }
    const hidden = await make('place', { unlisted: true })
    const [ann, bob] = [await someone('Ann'), await someone('Bob')]
    await bring(founder, ann, hidden.address)
    expect(await announcedThenIn(hidden.address, hidden.id, bob, second, [ann])).toMatchObject({
      reads: 'beginning',
      chapters: [1],
    })
    const group = await make('group')
    await bring(founder, ann, group.address)
    expect(await announcedThenIn(group.address, group.id, bob, second, [ann])).toMatchObject({
      reads: 'arrival',
      chapters: [3],
    })
    const room = await make('group')
    await asOwner("update space set kind = 'room' where id = $1", [room.id])
    await bring(founder, ann, room.address)
    expect(await announcedThenIn(room.address, room.id, bob, second, [ann])).toMatchObject({
      reads: 'arrival',
      chapters: [3],
    })
    const own = await make('organisation')
    await bring(founder, ann, own.address)
    expect(await announcedThenIn(own.address, own.id, bob, second, [ann])).toMatchObject({
      reads: 'beginning',
      chapters: [1],
    })
  })

  test('everybody hears of it a day before, or sooner when all have said yes', async () => {
    const { address } = await make()
    const [ann, bob] = [await someone('Ann'), await someone('Bob')]
    await bring(founder, ann, address)
    const waiting = await bring(founder, bob, address)
    for (const who of [founder, ann]) {
      const [seen] = (await who.api.spaces.people({ address })).arrivals
      expect(seen).toMatchObject({ id: waiting, name: 'Bob', welcomed: who === founder })
      const hours = (seen!.takesEffect!.getTime() - Date.now()) / 3_600_000
      expect(hours).toBeGreaterThan(23)
      expect(hours).toBeLessThanOrEqual(24)
    }
    expect((await ann.api.today.list({})).waiting.map((one) => one.words)).toContain('Bob is about to come in')
    expect(await ann.api.spaces.welcome({ attempt: attempt(), membership: waiting })).toMatchObject({ in: true })
    expect((await bob.api.spaces.here({ address })).people).toBe(3)
  })
})

describe('invitations', () => {
  test('nobody takes up their own', async () => {
    const { address } = await make()
    const secret = newSecret()
    const asked = made(await ask(founder, founder, address, secret, { class: 'grantee' }))
    await takeUp(place.house, founder.id, secret)
    expect((await founder.api.spaces.people({ address })).invitations).toMatchObject([{ id: asked.id, state: 'open' }])
    await expect(founder.api.spaces.confirm({ attempt: attempt(), invitation: asked.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await founder.api.spaces.people({ address })).members).toHaveLength(1)
  })

  test('what somebody asked before they left opens nothing, and a manager clears it away; nobody else', async () => {
    const { address } = await make()
    const [ann, bob, guest] = [await someone('Ann'), await someone('Bob'), await someone('Guest')]
    await bring(founder, ann, address)
    await bring(founder, bob, address, {}, [ann])
    const secret = newSecret()
    const asked = made(await ask(ann, guest, address, secret))
    // While Ann is in it is hers alone.
    expect((await founder.api.spaces.people({ address })).orphans).toEqual([])
    await expect(founder.api.spaces.takeBack({ attempt: attempt(), invitation: asked.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    await ann.api.spaces.end({ attempt: attempt(), membership: (await member(ann, address, 'Ann')).id })
    await takeUp(place.house, guest.id, secret)
    for (const who of [ann, bob, outsider, guest])
      await expect(who.api.spaces.takeBack({ attempt: attempt(), invitation: asked.id })).rejects.toMatchObject({
        code: 'not_found',
      })
    await expect(ann.api.spaces.confirm({ attempt: attempt(), invitation: asked.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await bob.api.spaces.people({ address })).orphans).toEqual([])
    expect((await founder.api.spaces.people({ address })).orphans).toMatchObject([{ id: asked.id, name: 'Guest' }])
    made(await founder.api.spaces.takeBack({ attempt: attempt(), invitation: asked.id }))
    expect((await founder.api.spaces.people({ address })).orphans).toEqual([])
  })
})

test('whoever waits to be let in sees where and what for, and may think better of it; nobody else is told', async () => {
  const { address, id } = await make('place', { name: 'Where one waits' })
  const [ann, priya] = [await someone('Ann'), await someone('Priya')]
  await bring(founder, ann, address)
  const secret = newSecret()
  const { id: invitation } = made(
    await founder.api.spaces.invite({
      ...{ attempt: attempt(), address, secret, name: 'Priya', email: `${attempt()}@example.org`, class: 'funder' },
    } as never),
  ) as { id: string }
  expect(await priya.api.spaces.doors({})).toEqual([])
  await takeUp(place.house, priya.id, secret)
  const door = { space: 'Where one waits', announced: false, inviter: 'Gareth Pugh', opens: null }
  expect(await priya.api.spaces.doors({})).toMatchObject([door])
  made(await founder.api.spaces.confirm({ attempt: attempt(), invitation }))
  const [waits] = await priya.api.spaces.doors({})
  expect(waits).toMatchObject({ space: 'Where one waits', announced: true, inviter: null, opens: expect.any(Date) })
  for (const other of [founder, ann, outsider]) expect(await other.api.spaces.doors({})).toEqual([])
  await expect(priya.api.spaces.here({ address })).rejects.toMatchObject({ code: 'not_found' })
  made(await priya.api.spaces.end({ attempt: attempt(), membership: waits!.id, reason: '' }))
  expect(await priya.api.spaces.doors({})).toEqual([])
  expect(await chaptersOf(priya, id)).toEqual([])
  expect((await founder.api.spaces.people({ address })).arrivals).toEqual([])
})
