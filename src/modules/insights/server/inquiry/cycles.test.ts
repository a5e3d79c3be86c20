import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attempt } from '../../../../../tests/support/place.ts'
import { gone, idOf, startWorld, type Who } from '../testing.ts'
import { inquiryAsks } from './queries/asks.ts'

let world: Awaited<ReturnType<typeof startWorld>>
let { place, space, at, ana, ben, out, line } = {} as typeof world
beforeAll(async () => {
  world = await startWorld()
  ;({ place, space, at, ana, ben, out, line } = world)
}, 60_000)
afterAll(() => place.stop())

const DAYS = { starts_on: '2026-09-01', stops_on: '2026-10-01' }
const start = async (who: Who, words: string, more: object = {}) =>
  idOf(
    await who.api.insights.startCycle({
      ...{ attempt: attempt(), space, chapter: at.chapter, words, starts_on: '2026-09-01' },
      ...more,
    }),
  )
const attempting = (who: Who, words: string, more: object = {}) =>
  who.api.insights.tryOut({
    ...{ attempt: attempt(), space, chapter: at.chapter, words, safe: 'Two wards only.', ...DAYS },
    ...more,
  })
type Move = Parameters<Who['api']['insights']['moveCycle']>[0]
const move = (who: Who, cycle: string, version: number, to: Move['to'], shows = '') =>
  who.api.insights.moveCycle({ attempt: attempt(), cycle, version, to, shows })
const read = async (who: Who, of: string) => who.api.insights.cycle({ id: space, of })
const waiting = async (who: Who) =>
  (await place.house.db.read(who.id, (db) => inquiryAsks(db, who.id))).map((one) => `${one.words} ${one.verb}`).join()

describe('a learning cycle', () => {
  test('moves one step at a time, each with what shows that it was done, and back without', async () => {
    const id = await start(ana, 'Does ringing keep them?')
    await expect(move(ana, id, 1, 'try')).rejects.toMatchObject({ data: { fields: { shows: expect.any(String) } } })
    expect(await move(ana, id, 1, 'data', 'We know what we ask.')).toMatchObject({ ok: false, reason: 'skips' })
    expect(await move(ana, id, 1, 'try', 'We know what we ask.')).toMatchObject({ ok: true, version: 2 })
    // Somebody else moved it in the meantime: nothing of the second is put in.
    expect(await move(ben, id, 1, 'data', 'Not said.')).toMatchObject({ ok: false, reason: 'conflict' })
    expect(await move(ben, id, 2, 'data', 'Two wards have rung.')).toMatchObject({ ok: true })
    expect(await move(ben, id, 3, 'question')).toMatchObject({ ok: true })
    const { cycle } = await read(ana, id)
    expect(cycle).toMatchObject({ at_step: 'question', weeks: 6, due_on: '2026-10-13', near: 'past' })
    expect(cycle.steps.map((one) => [one.step, one.words, one.by])).toEqual([
      ['question', 'We know what we ask.', 'Ana Roy'],
      ['try', 'Two wards have rung.', 'Ben Okoro'],
    ])
  })

  test('ends with its decision, and opens again', async () => {
    const id = await start(ana, 'To its end?')
    for (const [version, to] of [
      [1, 'try'],
      [2, 'data'],
      [3, 'sense'],
      [4, 'decision'],
      [5, 'ended'],
    ] as const)
      expect(await move(ana, id, version, to, `Done before ${to}.`)).toMatchObject({ ok: true })
    expect((await read(ben, id)).cycle).toMatchObject({ ended_on: expect.any(String), near: null })
    expect((await read(ben, id)).cycle.steps).toHaveLength(5)
    expect(await move(ben, id, 6, 'decision')).toMatchObject({ ok: true })
    expect((await read(ben, id)).cycle.ended_on).toBeNull()
  })

  test('has cycles within it, and is never part of itself', async () => {
    const outer = await start(ana, 'The year', { evaluation: 'The developmental evaluation of the front door' })
    const inner = await start(ana, 'The autumn', { part_of: outer })
    const innermost = await start(ben, 'The first week', { part_of: inner, weeks: 1 })
    expect((await read(ben, outer)).within.map((one) => one.id).sort()).toEqual([inner, innermost].sort())
    await expect(
      ana.api.insights.tie({
        ...{ attempt: attempt(), space, role: 'part_of' },
        ...{ from: { kind: 'cycle', id: outer }, to: { kind: 'cycle', id: innermost } },
      }),
    ).rejects.toMatchObject({ code: 'refused' })
  })

  test('past its length waits for whoever began it, and for nobody else', async () => {
    await start(ana, 'Long past?', { starts_on: '2026-01-05', weeks: 4 })
    await start(ana, 'A slow one?', { starts_on: '2026-11-01', weeks: 104, pace: 'slow' })
    expect(await waiting(ana)).toContain('Long past? Look at it')
    expect(await waiting(ana)).not.toContain('A slow one?')
    expect(await waiting(ben)).not.toContain('Long past?')
  })
})

describe('an experiment', () => {
  test('names what it tests, what may fail safely, who agreed the risk, and when it stops', async () => {
    const assumption = idOf(
      await ana.api.insights.writeAssumption({
        ...{ attempt: attempt(), space, chapter: at.chapter, words: 'They want visits.', holder: 'All of us' },
      }),
    )
    await expect(attempting(ana, 'Backwards', { stops_on: '2026-08-01' })).rejects.toMatchObject({
      data: { fields: { stops_on: expect.any(String) } },
    })
    const risk = { risk_agreed_by: 'Gareth Pryce', risk_agreed_on: '2026-08-30', appetite: 'We can lose a month.' }
    const id = idOf(await attempting(ana, 'Ring within two days.', { assumption, ...risk, stop_sign: 'A complaint.' }))
    const found = (await ben.api.insights.experiments({ id: space })).items.find((one) => one.id === id)
    expect(found).toMatchObject({ ...risk, near: 'past', linked: [{ role: 'tests', words: 'They want visits.' }] })
    const held = (await ben.api.insights.assumptions({ id: space })).items.find((one) => one.id === assumption)
    expect(held?.linked).toMatchObject([{ kind: 'experiment', role: 'tests' }])
    // Its day has come: it waits for whoever began it until they say what came.
    expect(await waiting(ana)).toContain('Ring within two days. Say what came')
    expect(await waiting(ben)).not.toContain('Ring within two days.')
    const end = (version: number, result: 'did_not_work' | 'too_early', more: object = {}) =>
      ben.api.insights.endExperiment({ attempt: attempt(), experiment: id, version, result, ...more })
    await expect(end(1, 'did_not_work')).rejects.toMatchObject({ data: { fields: { came: expect.any(String) } } })
    expect(await end(1, 'did_not_work', { came: 'Nobody answered.', tell_others: 'Text first.' })).toMatchObject({
      ok: true,
    })
    const over = (await ana.api.insights.experiments({ id: space })).items.find((one) => one.id === id)
    expect(over).toMatchObject({ result: 'did_not_work', tell_others: 'Text first.', ended_on: expect.any(String) })
    expect(await waiting(ana)).not.toContain('Ring within two days.')
  })
})

test('an outsider gets the one answer everywhere', async () => {
  const cycle = await start(ana, 'Kept among us?')
  const experiment = idOf(await attempting(ana, 'Kept among us.'))
  const never = await out.api.insights.cycle({ id: space, of: randomUUID() }).catch((fault) => fault.message)
  const a = () => ({ attempt: attempt() })
  const tries = [
    out.api.insights.cycles({ id: space }),
    out.api.insights.cycle({ id: space, of: cycle }),
    out.api.insights.experiments({ id: space }),
    start(out, 'Let me in?'),
    attempting(out, 'Let me in.'),
    out.api.insights.editCycle({ ...a(), cycle, version: 1, words: 'x', starts_on: '2026-01-01' }),
    move(out, cycle, 1, 'try', 'x'),
    out.api.insights.editExperiment({ ...a(), experiment, version: 1, words: 'x', safe: 'x', ...DAYS }),
    out.api.insights.endExperiment({ ...a(), experiment, version: 1, result: 'worked', came: 'x' }),
    out.api.insights.tie({
      ...{ ...a(), space, role: 'data' },
      ...{ from: { kind: 'evidence', id: line }, to: { kind: 'cycle', id: cycle } },
    }),
  ]
  for (const one of await Promise.allSettled(tries))
    expect(one).toMatchObject({ status: 'rejected', reason: { ...gone, message: never } })
})
