import { afterAll, beforeAll, expect, test } from 'vitest'
import { made, playersOf, type Someone, sayersOf } from '#modules/spaces/server/testing.ts'
import { attempt, startTestPlace, type TestPlace } from '../../../../tests/support/place.ts'

let place: TestPlace
let players: ReturnType<typeof playersOf>
let sayers: ReturnType<typeof sayersOf>
let mia: Someone
let gareth: Someone
let fay: Someone
let ann: Someone
let above: { id: string; address: string }
let group: { id: string; address: string }
const gone = { code: 'not_found' }
const LINE = 'Families went silent in the first two days after leaving hospital.'
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)

beforeAll(async () => {
  place = await startTestPlace()
  players = playersOf(place)
  sayers = sayersOf(players, LINE)
  gareth = await players.someone('Gareth, a manager')
  mia = await players.someone('Mia, a coordinator')
  fay = await players.someone('Fay, a funder')
  ann = await players.someone('Ann, of a group')
  above = await players.make(gareth, 'place')
  const part = { roles: ['learning_coordinator'] as 'learning_coordinator'[], class: 'learning_partner' as const }
  await players.bring(gareth, mia, above.address, part)
  await players.bring(gareth, fay, above.address, { class: 'funder' }, [mia])
  await players.bring(gareth, ann, above.address, {}, [mia, fay])
  group = await players.make(ann, 'group', { parent: above.id, name: 'Home from hospital', unlisted: false })
}, 60_000)
afterAll(() => place.stop())

const ask = (by: Someone, to = group.id, more: object = {}) =>
  by.api.crossings.sendRequest({
    ...{ attempt: attempt(), address: above.address, group: to, by: day(20) },
    ...{ words: 'Could you bring what you learned about getting people home?' },
    ...more,
  })
/** What somebody looks at once a week in the space above, by its parts. */
const week = async (by: Someone) => {
  const here = (await by.api.today.week({})).spaces.find((one) => one.id === above.id)
  return Object.fromEntries(
    (here?.parts ?? []).map((part) => [part.kind, part.items.map((one) => [one.words, one.about])]),
  )
}
const across = (by: Someone) => by.api.crossings.across({ address: above.address })

test('only the learning coordinator asks: no manager, no funder, nobody of elsewhere, and no one whose role has ended', async () => {
  for (const by of [gareth, fay, ann]) {
    await expect(ask(by)).rejects.toMatchObject(gone)
    await expect(across(by)).rejects.toMatchObject(gone)
  }
  const outsider = await players.someone('Olive Out')
  await expect(ask(outsider)).rejects.toMatchObject(gone)
  await expect(ask(mia, group.id, { by: day(0) })).rejects.toMatchObject({ code: 'invalid' })
  const sent = made(await ask(mia))
  await expect(ask(mia)).rejects.toMatchObject({ code: 'refused' })
  expect((await across(mia)).sent).toMatchObject([{ group: 'Home from hospital', open: true, answers: [] }])
  const [asked] = await ann.api.crossings.askedHere({ address: group.address })
  expect(asked).toMatchObject({ id: sent.id, asker: 'Mia, a coordinator', hidden: false })
  expect((await ann.api.today.list({})).waiting.map((one) => one.words)).toContain(asked!.words)
  for (const by of [gareth, fay, mia, outsider])
    await expect(by.api.crossings.askedHere({ address: group.address })).rejects.toMatchObject(gone)
  const timeline = (await ann.api.spaces.memory({ address: group.address })).happened
  expect(timeline.find((one) => one.kind === 'request.came')).toMatchObject({ who: null, words: asked!.words })
  expect(JSON.stringify(await fay.api.spaces.memory({ address: above.address }))).not.toContain('request.')
  // A member puts it away for themselves, and it stands for the others as it did.
  const bea = await players.someone('Bea')
  await players.bring(ann, bea, group.address)
  await ann.api.crossings.hideRequest({ attempt: attempt(), id: sent.id, hidden: true })
  expect((await ann.api.today.list({})).waiting.map((one) => one.words)).not.toContain(asked!.words)
  expect((await bea.api.crossings.askedHere({ address: group.address }))[0]).toMatchObject({ hidden: false })
  expect((await across(mia)).sent).toMatchObject([{ open: true, answers: [] }])
  await expect(fay.api.crossings.hideRequest({ attempt: attempt(), id: sent.id, hidden: true })).rejects.toMatchObject(
    gone,
  )
  await expect(fay.api.crossings.takeBackRequest({ attempt: attempt(), id: sent.id })).rejects.toMatchObject(gone)
  const role = await players.member(gareth, above.address, mia.name)
  await gareth.api.spaces.setRoles({ attempt: attempt(), membership: role.id, roles: [] })
  await expect(across(mia)).rejects.toMatchObject(gone)
  await expect(ask(mia)).rejects.toMatchObject(gone)
  await gareth.api.spaces.setRoles({ attempt: attempt(), membership: role.id, roles: ['learning_coordinator'] })
  await mia.api.crossings.takeBackRequest({ attempt: attempt(), id: sent.id })
  expect(await ann.api.crossings.askedHere({ address: group.address })).toEqual([])
})

test('an unlisted group, one that closed or stands elsewhere, and one that never was answer byte for byte the same', async () => {
  const hidden = await players.make(ann, 'group', { parent: above.id, name: 'In confidence', unlisted: true })
  const elsewhere = await players.make(ann, 'group', { name: 'Elsewhere' })
  const pair = await players.make(ann, 'supervision', { name: 'Two' })
  const to = (id: string) =>
    players.raw(mia, 'crossings/sendRequest', {
      ...{ attempt: attempt(), address: above.address, group: id, words: 'Could you?', by: day(9) },
    })
  const never = await to(crypto.randomUUID())
  expect(never.status).toBe(404)
  for (const one of [hidden, elsewhere, pair, above]) expect(await to(one.id)).toEqual(never)
  // Also where the coordinator is in the unlisted one themselves.
  await players.bring(ann, mia, hidden.address)
  expect(await to(hidden.id)).toEqual(never)
  expect((await across(mia)).groups.map((one) => one.name)).toEqual(['Home from hospital'])
})

test('words that somebody said above do not travel in a request, and one that repeats them goes when they are taken back', async () => {
  const said = await sayers.say(fay, above, 'The grant was nearly stopped because nobody had asked the families.')
  await expect(
    ask(mia, group.id, { words: 'We heard that the grant was nearly stopped because nobody had asked the families.' }),
  ).rejects.toMatchObject({ code: 'refused' })
  expect(said).toBeDefined()
})

test('the group brings something or not: what it says it answers is told to who asked, of all else nothing', async () => {
  const request = made(await ask(mia))
  const quiet = await sayers.say(ann, group, 'Nobody rang anybody on the first Friday evening at home.')
  const told = await sayers.say(ann, group, LINE)
  expect(await ann.api.crossings.answerable({ evidence: told, target: above.id })).toMatchObject({ id: request.id })
  expect(await ann.api.crossings.answerable({ evidence: told, target: group.id })).toBeNull()
  expect(await mia.api.crossings.answerable({ evidence: told, target: above.id })).toBeNull()
  const bea = (await ann.api.spaces.people({ address: group.address })).members.find((one) => one.name === 'Bea')!
  expect(bea).toBeDefined()
  const bring = (source: string, words: string, answers: string | null) =>
    sayers.propose(ann, source, above.id, { words, answers })
  const first = made(await bring(quiet, 'Nobody rang anybody on the first Friday evening at home.', null))
  const second = made(await bring(told, LINE, request.id)) as { id: string; state: string }
  expect(first).toMatchObject({ state: 'open' })
  // While it is asked, and if it stays, nothing of it is told.
  expect((await across(mia)).sent[0]!.answers).toEqual([])
  expect((await across(mia)).brought).toEqual([])
  expect(await week(mia)).toMatchObject({
    requested: [[expect.any(String), expect.stringMatching(/^Asked of Home from hospital, until .+ Nothing says yet/)]],
    brought: [],
  })
  const asBea = { ...place.visitor() }
  await place.house.db.as(bea.person, async (tx) => {
    const { openSession, cookieName } = await import('#platform/access/session.ts')
    asBea.jar.set(cookieName(place.house), await openSession(tx, bea.person, 'full', 'A test'))
  })
  const asked = (await asBea.api.crossings.asked({})).asked
  expect(asked.find((one) => one.id === second.id)?.audience).toContain('so they are told that it came from here')
  expect(asked.find((one) => one.id !== second.id)?.audience).not.toContain('came from here')
  for (const one of asked) await asBea.api.crossings.answer({ attempt: attempt(), id: one.id, answer: 'goes' })
  const page = await across(mia)
  expect(page.brought.map((one) => one.words).sort()).toEqual([
    LINE,
    'Nobody rang anybody on the first Friday evening at home.',
  ])
  expect(page.sent[0]!.answers.map((one) => one.words)).toEqual([LINE])
  await expect(across(fay)).rejects.toMatchObject(gone)
  const looks = await week(mia)
  expect(looks.requested![0]![1]).toMatch(/One piece says that it is answered\.$/)
  expect(looks.brought!.map(([words]) => words)).toHaveLength(2)
  for (const by of [gareth, fay, ann]) expect(Object.keys(await week(by))).not.toContain('requested')
  // What is taken back is gone from there too.
  await ann.api.crossings.takeBack({ attempt: attempt(), id: second.id })
  expect((await across(mia)).sent[0]!.answers).toEqual([])
  expect((await week(mia)).brought!.map(([words]) => words)).toHaveLength(1)
  await expect(bring(quiet, 'Nobody rang anybody', crypto.randomUUID())).rejects.toMatchObject(gone)
})

test('whoever is erased takes their requests along', async () => {
  expect(await ann.api.crossings.askedHere({ address: group.address })).toHaveLength(1)
  await place.house.db.as(mia.id, (tx) => place.house.gathered.forget(tx, mia.id))
  expect(await ann.api.crossings.askedHere({ address: group.address })).toEqual([])
})
