import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attempt } from '../../../../tests/support/place.ts'
import { chaptersOf, gone, idOf, startWorld } from './testing.ts'

let world: Awaited<ReturnType<typeof startWorld>>
let { place, space, at, ana, ben, out, trace, write } = {} as typeof world
let standing: { attempt: string; space: string; chapter: string }
const inStanding = () => ({ ...standing, attempt: attempt() })
beforeAll(async () => {
  world = await startWorld()
  ;({ place, space, at, ana, ben, out, trace, write } = world)
  standing = { attempt: '', space, chapter: at.standing }
}, 60_000)
afterAll(() => place.stop())

const asksOf = async (who: typeof ana) => (await who.api.today.list({ space })).waiting
const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const finding = (more: object = {}) =>
  ana.api.insights.writeFinding({
    ...{ attempt: attempt(), space, chapter: at.chapter, words: 'Six of eight families were rung in time.' },
    ...{ kind: 'developmental' as const, sense_by: later(20), commissioned_by: 'Bridgewell', done_by: 'Olu Stern' },
    ...more,
  })

describe('what it means', () => {
  test('stands between an insight and a decision, in both directions, and never the wrong way round', async () => {
    const insight = await write(ana, 'Families wait for one call.')
    const means = idOf(
      await ben.api.insights.imply({
        ...{ attempt: attempt(), from: { kind: 'insight', id: insight }, words: 'Somebody has to ring.' },
        for_whom: 'the wards',
      }),
    )
    const decided = idOf(
      await ana.api.insights.decide({ ...inStanding(), implications: [means], words: 'Ring within two days.' }),
    )
    const back = await trace(ben, 'decision', decided)
    expect([back.insights[0]?.id, back.implications[0]?.for_whom, back.evidence.length]).toEqual([
      insight,
      'the wards',
      1,
    ])
    const join = (from: object, to: object) =>
      ana.api.insights.join({ attempt: attempt(), space, from, to } as Parameters<typeof ana.api.insights.join>[0])
    expect(await join({ kind: 'implication', id: means }, { kind: 'insight', id: insight })).toMatchObject({
      ok: false,
      reason: 'skips',
    })
    expect(await join({ kind: 'decision', id: decided }, { kind: 'decision', id: decided })).toMatchObject({
      reason: 'loop',
    })
    await expect(out.api.insights.trace({ id: space, kind: 'implication', of: means })).rejects.toMatchObject(gone)
  })

  test('two who say it anew at once both keep their text', async () => {
    const insight = await write(ana, 'Two at once.')
    const implication = idOf(
      await ana.api.insights.imply({ attempt: attempt(), from: { kind: 'insight', id: insight }, words: 'First.' }),
    )
    const edit = (who: typeof ana, words: string) =>
      who.api.insights.editImplication({ attempt: attempt(), implication, version: 1, words })
    expect(await edit(ben, 'Ben’s.')).toMatchObject({ ok: true, version: 2 })
    expect(await edit(ana, 'Ana’s.')).toMatchObject({
      ok: false,
      reason: 'conflict',
      theirs: { version: 2, fields: { words: 'Ben’s.' } },
    })
  })
})

describe('findings', () => {
  test('are kept apart, wait by their day, and end in an insight or in a reason', async () => {
    const [one, two] = [
      idOf(await finding()),
      idOf(await finding({ words: 'Nobody keeps the list.', sense_by: later(3) })),
    ]
    const waiting = await ben.api.insights.findings({ id: space })
    expect(waiting.items.map((item) => item.id)).toEqual([two, one])
    expect((await ben.api.insights.list({ id: space })).items.some((item) => item.id === one)).toBe(false)
    const insight = await write(ana, 'Ringing in time works.')
    await ana.api.insights.join({
      ...{ attempt: attempt(), space, from: { kind: 'finding', id: one }, to: { kind: 'insight', id: insight } },
    })
    await ben.api.insights.stop({ attempt: attempt(), space, kind: 'finding', of: two, reason: 'The list has ended.' })
    const ended = await ana.api.insights.findings({ id: space, which: 'ended' })
    expect(ended).toMatchObject({ waiting: 0, ended: 2 })
    expect(ended.items.find((item) => item.id === one)?.became).toMatchObject([{ kind: 'insight', id: insight }])
    expect(ended.items.find((item) => item.id === two)?.no_action).toBe('The list has ended.')
    const traced = await trace(ben, 'insight', insight)
    expect(traced.findings.map((item) => item.id)).toEqual([one])
    expect(traced.evidence.map((item) => item.words)).toEqual(['Nobody rings after discharge.'])
    await expect(out.api.insights.findings({ id: space })).rejects.toMatchObject(gone)
  })

  test('members comment until a day, what changed is told, and nobody has a veto', async () => {
    const id = idOf(await finding({ comments_by: later(2), words: 'Open for comments.' }))
    const read = async () => (await ana.api.insights.findings({ id: space })).items.find((one) => one.id === id)!
    const round = (await read()).rounds[0]!
    expect((await asksOf(ben)).some((ask) => ask.id.startsWith('comment '))).toBe(true)
    await ben.api.insights.commentFinding({ attempt: attempt(), round: round.id, words: 'It was seven.' })
    expect((await asksOf(ben)).some((ask) => ask.id.startsWith('comment '))).toBe(false)
    await expect(
      out.api.insights.commentFinding({ attempt: attempt(), round: round.id, words: 'x' }),
    ).rejects.toMatchObject(gone)
    await ana.api.insights.closeRound({ attempt: attempt(), round: round.id, changed: 'Six became seven.' })
    expect((await read()).rounds).toMatchObject([
      { open: false, changed: 'Six became seven.', comments: [{ words: 'It was seven.', by: 'Ben Okoro' }] },
    ])
    expect(
      await ben.api.insights.commentFinding({ attempt: attempt(), round: round.id, words: 'Late.' }),
    ).toMatchObject({ ok: false, reason: 'over' })
    await expect(finding({ sense_by: '2020-01-01' })).rejects.toMatchObject({
      data: { fields: { sense_by: expect.any(String) } },
    })
  })

  test('one from a report has its words there, in the chapter of the report', async () => {
    const report = idOf(
      await ana.api.library.paste({
        ...{
          attempt: attempt(),
          space,
          chapter: at.chapter,
          title: 'Report',
          source: '',
          text: 'Ahead. 🌊 Six of eight. After.',
        },
      }),
    )
    const [starts, ends] = [10, 23]
    const id = idOf(await finding({ document: report, starts, ends, words: 'Six of eight were rung.' }))
    const found = (await ben.api.insights.findings({ id: space, document: report })).items
    expect(found).toMatchObject([{ id, excerpt: 'Six of eight.', document: { id: report, title: 'Report' } }])
    await expect(finding({ document: randomUUID() })).rejects.toMatchObject(gone)
    await expect(finding({ document: report, starts: 5, ends: 2 })).rejects.toMatchObject({ code: 'invalid' })
    await expect(finding({ starts: 5, ends: 9 })).rejects.toMatchObject({
      data: { fields: { document: expect.any(String) } },
    })
  })
})

describe('the run sheet of a gathering', () => {
  const call = (who: typeof ana, of: string, chapter: string) =>
    who.api.gatherings.plan({
      ...{ attempt: attempt(), space: of, chapter },
      call: { title: 'Sense-making', startsOn: later(9), startsAt: '14:00' } as never,
    }) as Promise<{ ok: true; id: string; room: string }>
  const bring = (who: typeof ana, room: string, id: string) =>
    who.api.gatherings.addItem({
      ...{ attempt: attempt(), room, finding: id, sort: 'talk' as const },
      ...{ title: 'Make sense of a finding', minutes: 20 },
    })

  test('lists what waits in the space that called to whoever runs it, and takes one on once; its words stay there', async () => {
    const words = 'Nobody is rung on a Friday.'
    const id = idOf(await finding({ words, sense_by: later(1) }))
    const { room } = await call(ana, space, at.standing)
    const listed = async () => (await ana.api.gatherings.toSense({ room })).items.find((one) => one.id === id)
    expect(await listed()).toMatchObject({ words, by: later(1), late: false, item: null })
    const item = idOf(await bring(ana, room, id))
    expect((await listed())?.item).toBe(item)
    expect(await bring(ana, room, id)).toMatchObject({ ok: false, reason: 'on' })
    // What the whole room reads says nothing of what was found.
    expect(JSON.stringify(await ana.api.gatherings.agenda({ room }))).not.toContain('Friday')
    // Ended, it waits no more; where it is on already it stays.
    await ana.api.insights.stop({ attempt: attempt(), space, kind: 'finding', of: id, reason: 'It was one Friday.' })
    expect((await listed())?.item).toBe(item)
    await ana.api.gatherings.removeItem({ attempt: attempt(), item })
    expect(await listed()).toBeUndefined()
  })

  test('tells nobody of a finding that they do not read, and lets them put none on', async () => {
    const id = idOf(await finding({ words: 'It is read in Wearmouth.' }))
    const { room } = await call(ana, space, at.standing)
    await expect(ben.api.gatherings.toSense({ room })).rejects.toMatchObject(gone)
    await expect(out.api.gatherings.toSense({ room })).rejects.toMatchObject(gone)
    const elsewhere = await call(out, out.home, (await chaptersOf(place.house, out.id, out.home)).standing)
    expect((await out.api.gatherings.toSense({ room: elsewhere.room })).items).toEqual([])
    await expect(bring(out, elsewhere.room, id)).rejects.toMatchObject(gone)
  })
})
