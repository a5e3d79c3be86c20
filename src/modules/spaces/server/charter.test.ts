import { afterAll, beforeAll, expect, test } from 'vitest'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { restsOnOne } from './present/jobs.ts'
import { reachOf } from './present/reach.ts'
import { newSecret, signIn, takeUp } from './testing.ts'

let place: TestPlace
let founder: Visitor & { id: string }
beforeAll(async () => {
  place = await startTestPlace()
  const visitor = place.visitor()
  founder = { ...visitor, id: await signIn(place.house, visitor.jar, 'Gareth Pugh') }
})
afterAll(() => place.stop())
const make = async (template: string, as: 'grantee' | 'funder' | 'learning_partner' = 'grantee', parent?: string) =>
  founder.api.spaces.create({ attempt: attempt(), template, name: `Of ${template}`, class: as, parent })

test('every template makes a space, with its tabs and its founder as manager', async () => {
  for (const template of await founder.api.spaces.templates({})) {
    const made = await make(template.key)
    if (!made.ok) throw new Error(made.sentence)
    const here = await founder.api.spaces.here({ address: made.address })
    expect(here).toMatchObject({
      kind: template.kind,
      unlisted: template.unlisted,
      tabs: template.tabs,
      charter: { anchor: template.anchor, intensity: template.intensity },
    })
    expect((await founder.api.spaces.people({ address: made.address })).members).toMatchObject([
      { roles: ['manager'], me: true },
    ])
    expect(made.address).toMatch(/^of-[a-z-]+-[a-z]{4}$/)
  }
})

test('a repeated attempt makes one space', async () => {
  const input = { attempt: attempt(), template: 'standard', name: 'Once', class: 'grantee' as const }
  expect(await founder.api.spaces.create(input)).toEqual(await founder.api.spaces.create(input))
  expect((await founder.api.spaces.list({})).filter((one) => one.name === 'Once')).toHaveLength(1)
})

test('the charities’ group takes grantees only, supervision never hangs under a client, and a pair holds two', async () => {
  expect(await make('charities_group', 'funder')).toMatchObject({ ok: false, reason: 'class' })
  const group = await make('charities_group')
  const client = await make('client', 'learning_partner')
  const own = await make('organisation', 'learning_partner')
  if (!group.ok || !client.ok || !own.ok) throw new Error('not made')
  const ask = (address: string, as: 'funder' | 'grantee') =>
    founder.api.spaces.invite({
      attempt: attempt(),
      address,
      secret: newSecret(),
      name: 'Ann',
      email: 'ann@example.org',
      class: as,
    })
  expect(await ask(group.address, 'funder')).toMatchObject({ ok: false, reason: 'class' })
  expect(await ask(group.address, 'grantee')).toMatchObject({ ok: true })
  expect(await make('supervision', 'learning_partner', client.id)).toMatchObject({ ok: false, reason: 'under_client' })
  const pair = await make('supervision', 'learning_partner', own.id)
  if (!pair.ok) throw new Error('not made')
  expect(await ask(pair.address, 'grantee')).toMatchObject({ ok: true })
  expect(await ask(pair.address, 'grantee')).toMatchObject({ ok: false, reason: 'full' })
})

test('a space is not made under one I am not in, nor with an organisation I cannot see', async () => {
  const visitor = place.visitor()
  await signIn(place.house, visitor.jar, 'Stranger')
  const mine = await make('standard')
  if (!mine.ok) throw new Error('not made')
  await founder.api.spaces.create({
    attempt: attempt(),
    template: 'standard',
    name: 'With one',
    class: 'grantee',
    organisation: { name: 'Wear Voluntary Network', orgId: 'GB-CHC-1234567' },
  })
  const organisation = (await founder.api.spaces.organisations({}))[0]!
  expect(await visitor.api.spaces.organisations({})).toEqual([])
  const base = { template: 'group', name: 'X', class: 'grantee' as const }
  await expect(visitor.api.spaces.create({ ...base, attempt: attempt(), parent: mine.id })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(
    visitor.api.spaces.create({ ...base, attempt: attempt(), organisation: { id: organisation.id } }),
  ).rejects.toMatchObject({ code: 'not_found' })
})

test('the charter has versions, and is its managers’ to change', async () => {
  const made = await make('standard')
  if (!made.ok) throw new Error('not made')
  const { address } = made
  const settle = (who: Visitor, version: number, purpose: string) =>
    who.api.spaces.settle({ attempt: attempt(), address, version, purpose, vocabulary: { insight: 'learning' } })
  expect(await settle(founder, 1, 'First')).toEqual({ ok: true, version: 2 })
  expect(await settle(founder, 1, 'Late')).toMatchObject({ ok: false, reason: 'conflict' })
  const visitor = place.visitor()
  const member = await signIn(place.house, visitor.jar, 'Ann')
  const secret = newSecret()
  const asked = await founder.api.spaces.invite({
    attempt: attempt(),
    address,
    secret,
    name: 'Ann',
    email: 'ann@example.org',
    class: 'grantee',
  })
  if (!asked.ok) throw new Error('not asked')
  await takeUp(place.house, member, secret)
  await founder.api.spaces.confirm({ attempt: attempt(), invitation: asked.id })
  expect(await settle(visitor, 2, 'Not mine')).toMatchObject({ ok: false, reason: 'not_manager' })
  expect((await visitor.api.spaces.here({ address })).charter).toMatchObject({
    purpose: 'First',
    version: 2,
    vocabulary: { insight: 'learning' },
  })

  const ann = (await founder.api.spaces.people({ address })).members.find((one) => !one.me)!
  await expect(
    visitor.api.spaces.setRoles({ attempt: attempt(), membership: ann.id, roles: ['manager'] }),
  ).rejects.toMatchObject({ code: 'not_found' })
  await founder.api.spaces.setRoles({ attempt: attempt(), membership: ann.id, roles: ['manager'] })
  expect(await settle(visitor, 2, 'Now mine')).toMatchObject({ ok: true })
})

test('seats are the space’s, and the memory tells them by day in pages', async () => {
  const made = await make('standard')
  if (!made.ok) throw new Error('not made')
  const { address } = made
  for (const title of ['Board', 'Director', 'Ward councillor'])
    await founder.api.spaces.addSeat({ attempt: attempt(), address, title, holder: 'Somebody' })
  const [board] = await founder.api.spaces.seats({ address })
  await founder.api.spaces.changeSeat({ attempt: attempt(), seat: board!.id, title: 'The board', holder: 'Ada' })
  expect(await founder.api.spaces.seats({ address })).toMatchObject([
    { title: 'Director' },
    { title: 'The board', holder: 'Ada' },
    { title: 'Ward councillor' },
  ])
  const stranger = place.visitor()
  await signIn(place.house, stranger.jar, 'Stranger')
  await expect(
    stranger.api.spaces.changeSeat({ attempt: attempt(), seat: board!.id, title: 'Mine', holder: '' }),
  ).rejects.toMatchObject({ code: 'not_found' })
  const first = await founder.api.spaces.memory({ address, most: 2 })
  const second = await founder.api.spaces.memory({ address, most: 10, cursor: first.next })
  expect([...first.happened, ...second.happened].map((one) => one.kind)).toEqual([
    'seat.changed',
    'seat.added',
    'seat.added',
    'seat.added',
    'space.founded',
  ])
  expect(second.next).toBeNull()
  expect(JSON.stringify([first, second])).not.toMatch(/T\d\d:\d\d|\d\d:\d\d:\d\d/)
  expect(first.happened[0]).toMatchObject({ who: 'Gareth Pugh', about: 'The board' })
})

test('who sees this, in words', () => {
  const person = (name: string, as = 'grantee', organisation: string | null = null) => ({
    person: name,
    name,
    class: as,
    organisation,
  })
  const two = [person('Ann'), person('Bob')]
  expect(reachOf({ kind: 'person', name: 'x' }, [person('Ann')], '', false).sentence).toBe('Only you')
  expect(reachOf({ kind: 'group', name: 'x' }, two, '', false)).toMatchObject({
    sentence: 'These 2 people, and nobody who joins later',
    standing: 'These 2 people, and those who join later',
  })
  expect(reachOf({ kind: 'organisation', name: 'x' }, two, '', true).sentence).toBe(
    'These 2 people, and those who join later',
  )
  expect(
    reachOf({ kind: 'group', name: 'x' }, [...two, person('Priya', 'funder', 'Bridgewell')], '', false).sentence,
  ).toBe('These 3 people, and nobody who joins later. The funder is here: Bridgewell.')
  expect(reachOf({ kind: 'partnership', name: 'Wear' }, two, 'Bridgewell', false).sentence).toBe(
    '2 people in Wear, and those of the same kind who join later. Nobody from Bridgewell, who pay.',
  )
  expect(
    reachOf(
      { kind: 'partnership', name: 'Wear' },
      [...two, person('Cy', 'observer', 'Bridgewell Trust')],
      'Bridgewell',
      false,
    ).more,
  ).toBe('Bridgewell, who pay, are here.')
  expect(reachOf({ kind: 'region', name: 'North' }, two, '', false)).toMatchObject({
    person: 'third',
    sentence: '2 people in North, and those of the same kind who join later. Nobody here takes part as a funder.',
  })
})

test('nobody is promised to a newcomer who would begin afresh, and nobody is “so far” whom others left', () => {
  const ann = [{ person: 'Ann', name: 'Ann', class: 'grantee', organisation: null }]
  const space = { kind: 'partnership', name: 'Wear' } as const
  expect(reachOf(space, ann, '', false)).toMatchObject({
    who: 'Only you in Wear so far, and those of the same kind who join later',
    standing: 'Only you in Wear so far, and those who join later. Nobody here takes part as a funder.',
  })
  expect(reachOf(space, ann, '', false, true).who).toBe(
    'Only you in Wear now, and those of the same kind who join later',
  )
})

test('three jobs in one pair of hands are said, and two pairs of hands are not', () => {
  const one = (person: string, organisation: string, ...roles: string[]) => ({
    person,
    name: person,
    organisation,
    roles,
  })
  expect(restsOnOne([one('Ann', 'A', 'facilitator', 'administrator', 'treasurer'), one('Bob', 'B')])).toMatchObject([
    { who: 'Ann', sort: 'person' },
  ])
  expect(
    restsOnOne([one('Ann', 'A', 'facilitator', 'manager'), one('Al', 'A', 'treasurer'), one('Bob', 'B')]),
  ).toMatchObject([{ who: 'A', sort: 'organisation' }])
  expect(
    restsOnOne([one('Ann', 'A', 'facilitator', 'administrator', 'treasurer'), one('Bob', 'B', 'facilitator')]),
  ).toEqual([])
})
