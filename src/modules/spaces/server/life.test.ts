import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { tabsOf } from './present/templates.ts'
import { newSecret, signIn, takeUp } from './testing.ts'

type Someone = Visitor & { id: string; name: string }
let place: TestPlace
let dataDir: string
let founder: Someone
let outsider: Someone

async function someone(name: string): Promise<Someone> {
  const visitor = place.visitor()
  return { ...visitor, id: await signIn(place.house, visitor.jar, name), name }
}
beforeAll(async () => {
  // With a folder of its own: what this place calls things is not what the places of other tests call them.
  dataDir = await mkdtemp(join(tmpdir(), 'trefoil-words-'))
  await writeFile(
    join(dataDir, 'words.json'),
    JSON.stringify({ second: 'What we know', memory: 'Story', nobody: 'x', first: 7 }),
  )
  place = await startTestPlace({ env: { DATA_DIR: dataDir } })
  founder = await someone('Gareth Pugh')
  outsider = await someone('Olive Outside')
})
afterAll(async () => {
  await place.stop()
  await rm(dataDir, { recursive: true, force: true })
})

type Making = Partial<Parameters<Visitor['api']['spaces']['create']>[0]>
async function make(by: Someone, more: Making = {}) {
  const made = await by.api.spaces.create({
    ...{ attempt: attempt(), template: 'group', name: 'Wearmouth', class: 'public_body' },
    ...more,
  })
  if (!made.ok) throw new Error(made.sentence)
  return { ...made, ...(await by.api.spaces.here({ address: made.address })) }
}
async function bring(by: Someone, who: Someone, address: string) {
  const secret = newSecret()
  const asked = await by.api.spaces.invite({
    ...{ attempt: attempt(), address, secret, name: who.name, email: 'x@example.org', class: 'public_body' },
  })
  if (!asked.ok) throw new Error(asked.sentence)
  await takeUp(place.house, who.id, secret)
  const done = await by.api.spaces.confirm({ attempt: attempt(), invitation: asked.id })
  if (!done.ok) throw new Error(done.sentence)
}
const gone = { code: 'not_found' }

test('where confidence ends: said plainly when nobody is named, named by any member, never overwritten unseen', async () => {
  const { address } = await make(founder)
  const ann = await someone('Ann')
  await bring(founder, ann, address)
  expect(await ann.api.spaces.limits({ address })).toMatchObject({ named: false, version: 0 })
  const said = { decides: 'Both facilitators', told: 'The council', safeguarding: 'Ann, 0191' }
  expect(await ann.api.spaces.nameLimits({ attempt: attempt(), address, version: 0, ...said })).toMatchObject({
    ok: true,
    version: 1,
  })
  expect(await founder.api.spaces.limits({ address })).toMatchObject({ named: true, ...said })
  for (const version of [0, 7])
    expect(await founder.api.spaces.nameLimits({ attempt: attempt(), address, version, ...said })).toMatchObject({
      ok: false,
      reason: 'conflict',
    })
  await expect(outsider.api.spaces.limits({ address })).rejects.toMatchObject(gone)
  await expect(
    outsider.api.spaces.nameLimits({ attempt: attempt(), address, version: 1, ...said }),
  ).rejects.toMatchObject(gone)
})

test('each phase is an event with its reason, what it said before is kept, and a good end is ticked by whoever did it', async () => {
  const { address } = await make(founder, { purpose: 'One door.' })
  const settle = (more: object, version: number) =>
    founder.api.spaces.settle({ attempt: attempt(), address, version, ...more })
  await settle({ phase: 'ending', reason: 'The money ends.' }, 1)
  await settle({ purpose: 'Two doors.' }, 2)
  const { happened } = await founder.api.spaces.memory({ address, turning: true })
  expect(happened.find((one) => one.kind === 'space.phase_changed')).toMatchObject({
    about: 'ending',
    words: 'The money ends.',
  })
  expect(happened.filter((one) => one.kind === 'space.settled')).toMatchObject([{ words: 'One door.' }])
  await founder.api.spaces.tickEnding({ attempt: attempt(), address, step: 'archive', done: true, note: 'In the box.' })
  expect((await founder.api.spaces.ending({ address })).find((one) => one.step === 'archive')).toMatchObject({
    done: { by: 'Gareth Pugh', note: 'In the box.' },
  })
  await founder.api.spaces.tickEnding({ attempt: attempt(), address, step: 'archive', done: false })
  expect((await founder.api.spaces.ending({ address })).every((one) => one.done === null)).toBe(true)
  await expect(outsider.api.spaces.ending({ address })).rejects.toMatchObject(gone)
  await expect(
    outsider.api.spaces.tickEnding({ attempt: attempt(), address, step: 'archive', done: true }),
  ).rejects.toMatchObject(gone)
})

test('partners named when a space is made are kept, from a day to a day, with reasons', async () => {
  const { address } = await make(founder, { template: 'place', partners: [{ name: 'Harbour' }, { name: 'harbour ' }] })
  const ann = await someone('Ann')
  await bring(founder, ann, address)
  expect(await ann.api.spaces.partners({ address })).toMatchObject([{ name: 'Harbour', to: null }])
  expect(await founder.api.spaces.addPartner({ attempt: attempt(), address, name: 'HARBOUR' })).toMatchObject({
    ok: false,
    reason: 'already',
  })
  const added = await founder.api.spaces.addPartner({ attempt: attempt(), address, name: 'Wear Carers', reason: 'New' })
  if (!added.ok) throw new Error(added.sentence)
  await expect(outsider.api.spaces.endPartner({ attempt: attempt(), partner: added.id })).rejects.toMatchObject(gone)
  await expect(outsider.api.spaces.addPartner({ attempt: attempt(), address, name: 'Mine' })).rejects.toMatchObject(
    gone,
  )
  await expect(outsider.api.spaces.partners({ address })).rejects.toMatchObject(gone)
  await ann.api.spaces.endPartner({ attempt: attempt(), partner: added.id, reason: 'They closed.' })
  await expect(ann.api.spaces.endPartner({ attempt: attempt(), partner: added.id })).rejects.toMatchObject(gone)
  expect(
    (await founder.api.spaces.memory({ address })).happened.find((one) => one.kind === 'partner.left'),
  ).toMatchObject({ about: 'Wear Carers', words: 'They closed.' })
  expect((await outsider.api.spaces.organisations({})).some((one) => one.name === 'Wear Carers')).toBe(false)
})

test('a turning point stands on its own day, is read from its chapter on, and is its writer’s to take out', async () => {
  const { address, chapter } = await make(founder)
  const put = (by: Someone, day: string) =>
    by.api.spaces.addTurningPoint({ attempt: attempt(), address, chapter, day, words: 'The contract ended.' })
  const made = await put(founder, '2019-03-01')
  if (!made.ok) throw new Error(made.sentence)
  const { happened } = await founder.api.spaces.memory({ address })
  expect(happened.at(-1)).toMatchObject({ day: '2019-03-01', words: 'The contract ended.', mine: made.id })
  await expect(put(founder, '2999-01-01')).rejects.toMatchObject({ code: 'invalid' })
  await expect(put(outsider, '2019-03-01')).rejects.toMatchObject(gone)
  const ann = await someone('Ann')
  await bring(founder, ann, address)
  expect(JSON.stringify(await ann.api.spaces.memory({ address }))).not.toContain('The contract ended.')
  await expect(put(ann, '2019-03-01')).rejects.toMatchObject(gone)
  await expect(ann.api.spaces.takeOutTurningPoint({ attempt: attempt(), id: made.id })).rejects.toMatchObject(gone)
  await founder.api.spaces.takeOutTurningPoint({ attempt: attempt(), id: made.id })
  expect(JSON.stringify(await founder.api.spaces.memory({ address }))).not.toContain('turning_point')
})

test('two become a third: everybody of both is asked, comes in by their own yes, and brings nothing along by it', async () => {
  const one = await make(founder, { name: 'One' })
  const two = await make(founder, { name: 'Two' })
  const [ann, bob] = [await someone('Ann'), await someone('Bob')]
  await bring(founder, ann, one.address)
  await bring(founder, bob, two.address)
  const third = await make(founder, { name: 'Third', template: 'place' })
  const call = (by: Someone, address: string, from: string[]) =>
    by.api.spaces.callTogether({ attempt: attempt(), address, from })
  await expect(call(outsider, third.address, [one.id])).rejects.toMatchObject(gone)
  await expect(call(ann, third.address, [one.id])).rejects.toMatchObject(gone)
  const mine = await make(ann, { name: 'Of Ann', template: 'place' })
  await expect(call(ann, mine.address, [one.id, two.id])).rejects.toMatchObject(gone)
  const grantees = await make(founder, { template: 'charities_group', class: 'grantee' })
  expect(await call(founder, grantees.address, [one.id])).toMatchObject({ ok: false, reason: 'class' })
  expect(await call(founder, third.address, [one.id, two.id])).toMatchObject({ ok: true, called: 2 })
  expect(await call(founder, third.address, [one.id, two.id])).toMatchObject({ called: 0 })
  expect((await bob.api.today.list({})).waiting.map((ask) => ask.words)).toContain('Come along into Third?')
  const [asked] = await ann.api.spaces.calls({})
  expect(asked).toMatchObject({ space: 'Third', by: 'Gareth Pugh', from: 'One' })
  expect(await outsider.api.spaces.calls({})).toEqual([])
  await expect(
    outsider.api.spaces.answerCall({ attempt: attempt(), id: asked!.id, answer: 'yes' }),
  ).rejects.toMatchObject(gone)
  expect(await ann.api.spaces.answerCall({ attempt: attempt(), id: asked!.id, answer: 'yes' })).toMatchObject({
    in: true,
  })
  expect((await ann.api.spaces.here({ address: third.address })).name).toBe('Third')
  await expect(ann.api.spaces.here({ address: two.address })).rejects.toMatchObject(gone)
  const [his] = await bob.api.spaces.calls({})
  expect(await bob.api.spaces.answerCall({ attempt: attempt(), id: his!.id, answer: 'no' })).toMatchObject({
    in: false,
  })
  await expect(bob.api.spaces.here({ address: third.address })).rejects.toMatchObject(gone)
})

test('words are the installation’s, and over them the space’s; taking on less shows fewer tabs and loses nothing', async () => {
  const made = await make(founder, { template: 'standard' })
  expect(made.words).toMatchObject({ second: 'What we know', memory: 'Story', first: 'First person' })
  expect(made.words).not.toHaveProperty('nobody')
  await founder.api.spaces.settle({
    ...{
      attempt: attempt(),
      address: made.address,
      version: 1,
      intensity: 'light_touch',
      vocabulary: { memory: 'Log' },
    },
  })
  const light = await founder.api.spaces.here({ address: made.address })
  expect(light.words.memory).toBe('Log')
  expect(light.tabs).not.toContain('evidence')
  await founder.api.spaces.settle({ attempt: attempt(), address: made.address, version: 2, intensity: 'full' })
  expect((await founder.api.spaces.here({ address: made.address })).tabs).toContain('evidence')
  const two = await make(founder, { template: 'supervision' })
  expect(two.words).toMatchObject({ evidence: 'What we look at', first: 'First person' })
  expect(tabsOf('supervision', 'light_touch')).not.toContain('insights')
})
