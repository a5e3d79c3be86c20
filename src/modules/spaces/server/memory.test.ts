import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '#shared/day.ts'
import { attempt, startTestPlace, type TestPlace } from '../../../../tests/support/place.ts'
import { spaces } from './index.ts'
import { made, playersOf, type Someone, sayersOf } from './testing.ts'

let place: TestPlace
let founder: Someone
let outsider: Someone
let players: ReturnType<typeof playersOf>
const gone = { code: 'not_found' }
const TODAY = () => dayOf(new Date(), 'Europe/London')

beforeAll(async () => {
  place = await startTestPlace()
  players = playersOf(place)
  founder = await players.someone('Gareth Pugh')
  outsider = await players.someone('Olive Out')
}, 60_000)
afterAll(() => place.stop())

const note = (by: Someone, at: { address: string; chapter: string }, more: object = {}) =>
  by.api.spaces.noteContext({
    ...{ attempt: attempt(), address: at.address, chapter: at.chapter, sort: 'crisis', from: '2020-03-16' },
    ...{ words: 'Everything closed for months.', saysWho: 'The news' },
    ...more,
  } as never)
const opened = async (by: Someone, template = 'place') => {
  const space = await players.make(by, template)
  return { ...space, ...(await by.api.spaces.here({ address: space.address })) }
}

test('what happened round us stands on its own day, month or period, and is its writer’s to take out', async () => {
  const at = await opened(founder)
  const ann = await players.someone('Ann')
  await players.bring(founder, ann, at.address)
  const day = made(await note(founder, at))
  made(await note(ann, at, { precise: 'month', from: '2021-02-17', words: 'The new body came.', sort: 'new_body' }))
  made(await note(ann, at, { precise: 'period', from: '2022-01-10', to: '2022-04-01', words: 'Staff left.' }))
  await expect(note(ann, at, { from: '2999-01-01' })).rejects.toMatchObject({ code: 'invalid' })
  await expect(note(ann, at, { precise: 'period', to: '2019-01-01' })).rejects.toMatchObject({ code: 'invalid' })
  await expect(note(outsider, at)).rejects.toMatchObject(gone)
  const context = await ann.api.spaces.contextEvents({ address: at.address })
  expect(context.map((one) => [one.from, one.to, one.mine])).toEqual([
    ['2020-03-16', '2020-03-16', false],
    ['2021-02-01', '2021-02-28', true],
    ['2022-01-10', '2022-04-01', true],
  ])
  const { happened } = await ann.api.spaces.memory({ address: at.address, lane: 'context' })
  expect(happened.map((one) => [one.day, one.until, one.about])).toEqual([
    ['2022-01-10', '2022-04-01', 'The news'],
    ['2021-02-01', '2021-02-28', 'The news'],
    ['2020-03-16', null, 'The news'],
  ])
  expect(JSON.stringify(happened)).not.toMatch(/\d\d:\d\d/)
  await expect(outsider.api.spaces.contextEvents({ address: at.address })).rejects.toMatchObject(gone)
  await expect(ann.api.spaces.takeOutContext({ attempt: attempt(), id: day.id })).rejects.toMatchObject(gone)
  await founder.api.spaces.takeOutContext({ attempt: attempt(), id: day.id })
  expect(JSON.stringify(await ann.api.spaces.memory({ address: at.address }))).not.toContain('Everything closed')
  const hers = await place.house.db.read(ann.id, (db) => spaces.mine(db, ann.id, place.house))
  expect(JSON.stringify(hers)).toContain('The new body came.')
  const his = await place.house.db.read(founder.id, (db) => spaces.mine(db, founder.id, place.house))
  expect(JSON.stringify(his)).not.toContain('The new body came.')
})

test('in a group whoever comes later reads nothing of what was noted before, on the list, the picture or the count', async () => {
  const at = await opened(founder, 'group')
  made(await note(founder, at))
  const late = await players.someone('Late')
  await players.bring(founder, late, at.address)
  const timeline = await late.api.spaces.timeline({ address: at.address })
  expect(timeline.context).toEqual([])
  expect(timeline.months.filter((one) => one.lane === 'context')).toEqual([])
  expect((await late.api.spaces.memory({ address: at.address, lane: 'context' })).happened).toEqual([])
  const seen = await founder.api.spaces.timeline({ address: at.address })
  expect(seen.months).toContainEqual({ month: '2020-03', lane: 'context', n: 1 })
  await expect(outsider.api.spaces.timeline({ address: at.address })).rejects.toMatchObject(gone)
})

test('a strategy is written here, said anew as a whole, and its milestones lie beside what we learn until we untie it', async () => {
  const at = await opened(founder)
  const tie = (by: Someone, version: number, more: object = {}) =>
    by.api.spaces.tieStrategy({
      ...{ attempt: attempt(), address: at.address, version, name: 'Five years of care', from: '2021-04-01' },
      ...{ milestones: [{ on: '2022-04-01', words: 'A plan for each place' }] },
      ...more,
    })
  expect(await tie(founder, 0)).toMatchObject({ ok: true, version: 1 })
  expect(await tie(founder, 0)).toMatchObject({ ok: false, reason: 'conflict' })
  await expect(tie(founder, 1, { to: '2020-01-01' })).rejects.toMatchObject({ code: 'invalid' })
  await expect(tie(outsider, 1)).rejects.toMatchObject(gone)
  await expect(outsider.api.spaces.strategy({ address: at.address })).rejects.toMatchObject(gone)
  const milestones = async () =>
    (await founder.api.spaces.memory({ address: at.address, lane: 'strategy' })).happened.filter(
      (one) => one.kind === 'strategy.milestone',
    )
  expect(await milestones()).toMatchObject([{ day: '2022-04-01', words: 'A plan for each place', mine: null }])
  const later = [
    { on: '2023-04-01', words: 'Half of the money moved' },
    { on: '2999-04-01', words: 'All of it' },
  ]
  expect(await tie(founder, 1, { milestones: later })).toMatchObject({ version: 2 })
  // What is to come is in the picture, and in the list when it has been.
  expect((await milestones()).map((one) => one.words)).toEqual(['Half of the money moved'])
  expect((await founder.api.spaces.timeline({ address: at.address })).strategy?.milestones).toHaveLength(2)
  const { versions } = await founder.api.spaces.strategy({ address: at.address })
  expect(versions.map((one) => one.milestones.length)).toEqual([2, 1])
  const untied = { address: at.address, version: 2 }
  await expect(outsider.api.spaces.untieStrategy({ attempt: attempt(), ...untied })).rejects.toMatchObject(gone)
  expect(await founder.api.spaces.untieStrategy({ attempt: attempt(), ...untied })).toMatchObject({ version: 3 })
  expect(await milestones()).toEqual([])
  expect((await founder.api.spaces.strategy({ address: at.address })).now).toBeNull()
})

test('a page of the timeline goes on where the last one ended, with milestones in between, and no further than a day', async () => {
  const at = await opened(founder)
  for (const year of [2016, 2017, 2018]) made(await note(founder, at, { from: `${year}-05-05`, words: `In ${year}` }))
  await founder.api.spaces.tieStrategy({
    ...{ attempt: attempt(), address: at.address, version: 0, name: 'S', from: '2016-01-01' },
    milestones: [
      { on: '2017-05-05', words: 'One' },
      { on: '2017-05-05', words: 'Two' },
    ],
  })
  const words: (string | null)[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<Someone['api']['spaces']['memory']>> = await founder.api.spaces.memory({
      ...{ address: at.address, cursor, most: 1, until: '2018-12-31' },
    })
    words.push(...page.happened.map((one) => one.words))
    cursor = page.next
  } while (cursor !== null)
  expect(words).toHaveLength(5)
  expect(new Set(words)).toEqual(new Set(['In 2018', 'One', 'Two', 'In 2017', 'In 2016']))
  expect(words[0]).toBe('In 2018')
  expect(words.at(-1)).toBe('In 2016')
})

test('the timeline says what was decided and learned, and what is taken back reads as gone, wherever it was repeated', async () => {
  const at = await opened(founder)
  const { say } = sayersOf(players, 'Nobody told us that the bus would stop running in March.')
  const evidence = await say(founder, at)
  made(await note(founder, at, { words: 'We heard: nobody told us that the bus would stop running in March.' }))
  const insight = made(
    await founder.api.insights.write({
      ...{ attempt: attempt(), space: at.id, chapter: at.chapter, words: 'People are told last.' },
      ...{ evidence: [{ id: evidence, bears: 'supports' }], scope: '', change_mind: '', sense_made_by: '' },
    } as never),
  ) as { id: string }
  const all = async () => (await founder.api.spaces.memory({ address: at.address })).happened
  expect(await all()).toContainEqual(
    expect.objectContaining({
      ...{ kind: 'insight.written', words: 'People are told last.', gone: false, lane: 'learning' },
      to: `/s/${at.address}/insights/${insight.id}?kind=insight`,
    }),
  )
  expect(await all()).toContainEqual(
    expect.objectContaining({ kind: 'evidence.written', words: expect.stringContaining('the bus'), gone: false }),
  )
  await founder.api.library.takeOut({ attempt: attempt(), space: at.id, id: evidence })
  const after = await all()
  expect(JSON.stringify(after)).not.toContain('the bus would stop')
  expect(after).toContainEqual(expect.objectContaining({ kind: 'evidence.written', words: null, gone: true }))
  expect(after.find((one) => one.kind === 'context.noted')?.words).toContain('[words taken back]')
})

test('the purpose is read step by step, from the day each version began, by members only', async () => {
  const at = await opened(founder)
  const settle = (version: number, purpose: string) =>
    founder.api.spaces.settle({ attempt: attempt(), address: at.address, version, purpose })
  await settle(1, 'To learn who gets lost.')
  await settle(2, 'To learn why people get lost.')
  const versions = await founder.api.spaces.versions({ address: at.address })
  expect(versions.map((one) => one.purpose)).toEqual(['', 'To learn who gets lost.', 'To learn why people get lost.'])
  expect(versions.map((one) => one.by)).toEqual([null, 'Gareth Pugh', 'Gareth Pugh'])
  expect(versions.every((one) => one.since === TODAY())).toBe(true)
  await expect(outsider.api.spaces.versions({ address: at.address })).rejects.toMatchObject(gone)
})

test('whoever is erased takes along what they noted, also where they left; the strategy stays without their name', async () => {
  const at = await opened(founder)
  const ann = await players.someone('Ann')
  await players.bring(founder, ann, at.address)
  made(await note(ann, at, { words: 'Noted by Ann.' }))
  await ann.api.spaces.tieStrategy({
    ...{ attempt: attempt(), address: at.address, version: 0, name: 'Tied by Ann', from: '2021-01-01' },
  })
  const { id } = await players.member(ann, at.address)
  await ann.api.spaces.end({ attempt: attempt(), membership: id, reason: '' })
  await expect(ann.api.spaces.contextEvents({ address: at.address })).rejects.toMatchObject(gone)
  await place.house.db.as(ann.id, (tx) => place.house.gathered.forget(tx, ann.id))
  expect(await founder.api.spaces.contextEvents({ address: at.address })).toEqual([])
  expect((await founder.api.spaces.strategy({ address: at.address })).now).toMatchObject({
    name: 'Tied by Ann',
    by: null,
  })
})

test('“what were we saying about this then?” finds what was told, decided and learned between two days, for its readers only', async () => {
  const at = await opened(founder, 'group')
  made(await note(founder, at, { from: '2020-03-16', words: 'The libraries closed for months.' }))
  made(
    await founder.api.spaces.addTurningPoint({
      ...{ attempt: attempt(), address: at.address, chapter: at.chapter, day: '2022-05-01' },
      words: 'The libraries opened again, with a desk for us.',
    }),
  )
  const { say } = sayersOf(players, 'Everybody asks for the libraries.')
  const evidence = await say(founder, at)
  made(
    await founder.api.insights.write({
      ...{ attempt: attempt(), space: at.id, chapter: at.chapter, words: 'Libraries are where people come by.' },
      ...{ evidence: [{ id: evidence, bears: 'supports' }], scope: '', change_mind: '', sense_made_by: '' },
    } as never),
  )
  const recall = async (by: Someone, more: object = {}) =>
    (await by.api.spaces.recall({ address: at.address, words: 'libraries', ...more })).map((one) => one.kind)
  expect(await recall(founder)).toEqual(['insight', 'turning_point', 'context_event'])
  expect(await recall(founder, { from: '2021-01-01', to: '2023-01-01' })).toEqual(['turning_point'])
  expect(await recall(founder, { to: '2020-12-31' })).toEqual(['context_event'])
  expect(await recall(founder, { from: TODAY() })).toEqual(['insight'])
  const late = await players.someone('Later')
  await players.bring(founder, late, at.address)
  expect(await recall(late)).toEqual([])
  await expect(recall(outsider)).rejects.toMatchObject(gone)
})
