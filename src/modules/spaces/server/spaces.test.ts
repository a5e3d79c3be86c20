import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { append } from '#platform/events/append.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { forgetPerson } from './commands/forget.ts'
import { newSecret, signIn, takeUp } from './testing.ts'

let place: TestPlace
type Someone = Visitor & { id: string; name: string }
let founder: Someone
let outsider: Someone

async function someone(name: string): Promise<Someone> {
  const visitor = place.visitor()
  return { ...visitor, id: await signIn(place.house, visitor.jar, name), name }
}
beforeAll(async () => {
  place = await startTestPlace()
  founder = await someone('Gareth Pugh')
  outsider = await someone('Olive Outside')
})
afterAll(() => place.stop())

type Making = Partial<Parameters<Visitor['api']['spaces']['create']>[0]>
async function make(by: Someone, more: Making = {}) {
  const made = await by.api.spaces.create({
    attempt: attempt(),
    template: 'place',
    name: 'Wearmouth',
    class: 'public_body',
    ...more,
  })
  if (!made.ok) throw new Error(made.sentence)
  return made
}
/** Invited, taken up and confirmed: announced, or in. */
async function bring(
  by: Someone,
  who: Someone,
  address: string,
  as: 'public_body' | 'grantee' | 'funder' = 'public_body',
) {
  const secret = newSecret()
  const asked = await by.api.spaces.invite({
    attempt: attempt(),
    address,
    secret,
    name: who.name,
    email: 'x@example.org',
    class: as,
  })
  if (!asked.ok) throw new Error(asked.sentence)
  await takeUp(place.house, who.id, secret)
  const done = await by.api.spaces.confirm({ attempt: attempt(), invitation: asked.id })
  if (!done.ok) throw new Error(done.sentence)
  return done.membership
}
const yes = async (who: Someone, membership: string) => {
  const said = await who.api.spaces.welcome({ attempt: attempt(), membership })
  return said.ok && said.in
}
/** Everything the wire carries, so that two refusals can be compared byte for byte. */
async function raw(who: Visitor, procedure: string, input: unknown) {
  const answer = await who.fetch(`${place.url}/rpc/spaces/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ json: input }),
  })
  return { status: answer.status, body: await answer.text() }
}
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

describe('who sees a space', () => {
  test('a member reads it; an outsider is answered as at an address that was never used', async () => {
    const { address, id } = await make(founder, { purpose: 'One front door.' })
    expect(await founder.api.spaces.here({ address })).toMatchObject({
      id,
      charter: { purpose: 'One front door.', version: 1 },
      can: { manage: true },
    })
    for (const procedure of ['here', 'people', 'memory', 'seats']) {
      const mine = await raw(founder, procedure, { address })
      expect(mine.status, mine.body).toBe(200)
      const guess = await raw(outsider, procedure, { address })
      const never = await raw(outsider, procedure, { address: 'never-used-abcd' })
      expect(guess).toEqual(never)
      expect(guess.status).toBe(404)
    }
    expect((await outsider.api.spaces.list({})).some((space) => space.id === id)).toBe(false)
    await expect(
      outsider.api.spaces.settle({ attempt: attempt(), address, version: 1, purpose: 'Mine' }),
    ).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      outsider.api.spaces.addSeat({ attempt: attempt(), address, title: 'The board' }),
    ).rejects.toMatchObject({ code: 'not_found' })
    const theirs = (await founder.api.spaces.people({ address })).members[0]!.id
    for (const act of [
      () => outsider.api.spaces.end({ attempt: attempt(), membership: theirs }),
      () => outsider.api.spaces.setRoles({ attempt: attempt(), membership: theirs, roles: [] }),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  test('a listed child is a name to the members of its parent, an unlisted one is nothing', async () => {
    const top = await make(founder, { name: 'Region' })
    const friend = await someone('Mo Member')
    expect(await yes(friend, await bring(founder, friend, top.address)).catch(() => 'in already')).toBe('in already')
    const listed = await make(founder, { name: 'Listed group', parent: top.id, template: 'group' })
    const hidden = await make(founder, { name: 'Hidden group', parent: top.id, template: 'group', unlisted: true })
    const seen = await friend.api.spaces.list({})
    expect(seen.find((one) => one.id === listed.id)).toMatchObject({ member: false, depth: 1, parent: top.id })
    expect(seen.some((one) => one.id === hidden.id)).toBe(false)
    expect((await founder.api.spaces.list({})).find((one) => one.id === hidden.id)).toMatchObject({
      member: true,
      unlisted: true,
      depth: 1,
    })
    expect(await raw(friend, 'here', { address: listed.address })).toEqual(
      await raw(friend, 'here', { address: 'never-used-abcd' }),
    )
  })
})

describe('the door', () => {
  test('the only member lets in by inviting; with two, both are asked', async () => {
    const { address, id } = await make(founder, { template: 'group', name: 'Charities' })
    const [ann, bob] = [await someone('Ann'), await someone('Bob')]
    await bring(founder, ann, address)
    expect((await ann.api.spaces.here({ address })).id).toBe(id)
    const waiting = await bring(founder, bob, address)
    await expect(bob.api.spaces.here({ address })).rejects.toMatchObject({ code: 'not_found' })
    expect((await ann.api.spaces.people({ address })).arrivals).toMatchObject([
      { name: 'Bob', reads: 'arrival', takesEffect: null, can: { welcome: true } },
    ])
    expect((await ann.api.today.list({ space: id })).waiting.map((one) => one.words)).toEqual([
      'Bob is about to come in',
    ])
    await expect(outsider.api.spaces.welcome({ attempt: attempt(), membership: waiting })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await yes(ann, waiting)).toBe(true)
    expect((await bob.api.spaces.here({ address })).reach.sentence).toBe('These 3 people, and nobody who joins later')
  })

  test('a newcomer to a group starts a new chapter and reads nothing before it', async () => {
    const { address, id } = await make(founder, { template: 'group', name: 'Small group' })
    const before = await founder.api.spaces.here({ address })
    await place.house.db.as(founder.id, (tx) =>
      append(tx, { chapter: before.chapter, kind: 'insight.written', subject: randomUUID(), actor: founder.id }),
    )
    const ann = await someone('Ann')
    await bring(founder, ann, address)
    expect(await chaptersOf(founder, id)).toEqual([1, 2])
    expect(await chaptersOf(ann, id)).toEqual([2])
    expect((await founder.api.spaces.memory({ address })).happened.some((one) => one.kind === 'insight.written')).toBe(
      true,
    )
    expect((await ann.api.spaces.memory({ address })).happened.some((one) => one.kind === 'insight.written')).toBe(
      false,
    )
    expect((await ann.api.spaces.here({ address })).chapter).not.toBe(before.chapter)
  })

  test('in a partnership a known class reads from the beginning and a new one does not', async () => {
    const { address, id } = await make(founder, { payer: 'Bridgewell' })
    const [same, other] = [await someone('Same Class'), await someone('Priya Funder')]
    expect((await founder.api.spaces.here({ address })).reach.more).toBe('Nobody from Bridgewell, who pay.')
    await bring(founder, same, address)
    expect(await chaptersOf(same, id)).toEqual([1])
    const waiting = await bring(founder, other, address, 'funder')
    const announced = (await same.api.spaces.people({ address })).arrivals[0]!
    expect(announced).toMatchObject({ reads: 'arrival', welcomed: false })
    expect(announced.takesEffect!.getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000)
    await yes(same, waiting)
    expect(await chaptersOf(other, id)).toEqual([2])
    expect((await other.api.spaces.here({ address })).reach.sentence).toBe(
      '3 people in Wearmouth, and those of the same kinds who join later. The funder is here: Priya Funder.',
    )
  })

  test('what was announced takes effect by itself when its day has come', async () => {
    const { address } = await make(founder)
    const [one, two] = [await someone('One'), await someone('Two')]
    await bring(founder, one, address)
    const waiting = await bring(founder, two, address)
    await expect(two.api.spaces.here({ address })).rejects.toMatchObject({ code: 'not_found' })
    const client = new pg.Client({
      connectionString: place.cluster.url.replace(/\/[^/?]*\?/, `/${place.databaseName}?`),
    })
    await client.connect()
    await client.query("update membership set starts_at = clock_now() - interval '1 minute' where id = $1", [waiting])
    await client.end()
    await expect
      .poll(
        () =>
          two.api.spaces.here({ address }).then(
            (here) => here.address,
            () => null,
          ),
        { timeout: 8000, interval: 300 },
      )
      .toBe(address)
  }, 12_000)

  test('leaving is out at the next request, and a missing yes of theirs holds nobody up', async () => {
    const { address } = await make(founder, { template: 'group', name: 'Door' })
    const [ann, bob] = [await someone('Ann'), await someone('Bob')]
    await bring(founder, ann, address)
    await bring(founder, bob, address)
    const mine = (await ann.api.spaces.people({ address })).members.find((one) => one.me)!
    await ann.api.spaces.end({ attempt: attempt(), membership: mine.id, reason: 'A new job' })
    expect(await raw(ann, 'here', { address })).toEqual(await raw(ann, 'here', { address: 'never-used-abcd' }))
    expect((await bob.api.spaces.people({ address })).members.map((one) => one.name)).toEqual(['Bob', 'Gareth Pugh'])
  })

  test('an invitation is its inviter’s: they see who took it up, take it back, and nobody else can', async () => {
    const { address } = await make(founder)
    const [ann, guest] = [await someone('Ann'), await someone('Maya Leigh')]
    await bring(founder, ann, address)
    const secret = newSecret()
    const asked = await founder.api.spaces.invite({
      attempt: attempt(),
      address,
      secret,
      name: 'Maya Lee',
      email: 'maya@example.org',
      class: 'grantee',
    })
    if (!asked.ok) throw new Error(asked.sentence)
    await takeUp(place.house, guest.id, secret)
    expect((await founder.api.spaces.people({ address })).invitations).toMatchObject([
      { name: 'Maya Lee', state: 'accepted', guest: 'Maya Leigh' },
    ])
    expect((await ann.api.spaces.people({ address })).invitations).toEqual([])
    for (const act of ['confirm', 'takeBack'] as const)
      await expect(ann.api.spaces[act]({ attempt: attempt(), invitation: asked.id })).rejects.toMatchObject({
        code: 'not_found',
      })
    await founder.api.spaces.takeBack({ attempt: attempt(), invitation: asked.id })
    await expect(founder.api.spaces.confirm({ attempt: attempt(), invitation: asked.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(guest.api.spaces.here({ address })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('who is forgotten is out everywhere, and what they offered others opens nothing', async () => {
    const { address } = await make(founder, { template: 'group', name: 'Forgetting' })
    const [ann, guest] = [await someone('Ann'), await someone('Guest')]
    await bring(founder, ann, address)
    const secret = newSecret()
    const asked = await ann.api.spaces.invite({
      attempt: attempt(),
      address,
      secret,
      name: 'G',
      email: 'g@example.org',
      class: 'grantee',
    })
    if (!asked.ok) throw new Error(asked.sentence)
    await place.house.db.as(ann.id, (tx) => forgetPerson(tx, ann.id))
    await expect(ann.api.spaces.here({ address })).rejects.toMatchObject({ code: 'not_found' })
    expect((await founder.api.spaces.people({ address })).members).toHaveLength(1)
    await takeUp(place.house, guest.id, secret)
    await expect(guest.api.spaces.here({ address })).rejects.toMatchObject({ code: 'not_found' })
    expect(await place.house.db.read(guest.id, (db) => db.selectFrom('invitation').select('id').execute())).toEqual([])
  })
})
