import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { letIn, makeSpace } from '#modules/crossings/server/testing.ts'
import { attempt } from '../../../../../tests/support/place.ts'
import { bringIn, chaptersOf, gone, idOf, makeEvidence, somebody, startWorld, type Who } from '../testing.ts'

let world: Awaited<ReturnType<typeof startWorld>>
let { place, space, at, ana, ben, out, line, trace, write, chain, send } = {} as typeof world
beforeAll(async () => {
  world = await startWorld()
  ;({ place, space, at, ana, ben, out, line, trace, write, chain, send } = world)
}, 60_000)
afterAll(() => place.stop())

type Consolidate = Parameters<Who['api']['insights']['consolidate']>[0]
const become = (who: Who, how: Consolidate['how'], old: string[], words: string[], where = space) =>
  who.api.insights.consolidate({
    ...{ attempt: attempt(), space: where, how, old, why: 'They said the same.' },
    made: words.map((one) => ({ words: one })),
  })
const idsOf = async (answer: ReturnType<typeof become>) => {
  const made = await answer
  if (!made.ok) throw new Error(made.sentence)
  return made.ids
}
const around = (who: Who, of: string, where = space) => who.api.insights.around({ id: where, of })

describe('merging', () => {
  test('keeps the old ones, their views against and all their evidence, and the trace runs through', async () => {
    const other = await makeEvidence(place.house, ben.id, space, at.chapter, 'They rang me back at once.')
    const first = await chain('Families need one number.')
    const second = await write(ben, 'A number on the fridge.', {
      evidence: other,
      bears: 'against',
      dissent: 'Not all have one.',
    })
    const [merged] = await idsOf(become(ana, 'merge', [first.insight, second], ['One number, on the fridge.']))
    const traced = await trace(ben, 'insight', merged!)
    expect(traced.insights.map((one) => one.id).sort()).toEqual([first.insight, second, merged].sort())
    const now = traced.insights.find((one) => one.id === merged)!
    expect(now.dissent.map((one) => [one.words, one.carried])).toEqual([
      ['There is no hour in the shift for this.', true],
      ['Not all have one.', true],
    ])
    expect(now.let_out).toContain('There is a view against this')
    expect(
      traced.evidence
        .filter((one) => one.insight === merged)
        .map((one) => [one.id, one.bears])
        .sort(),
    ).toEqual(
      [
        [line, 'supports'],
        [other, 'against'],
      ].sort(),
    )
    // What was decided on the old one is found from the new one, and the new one from the decision.
    expect(traced.decisions.map((one) => one.id)).toEqual([first.decision])
    expect(traced.outcomes.map((one) => one.id)).toEqual([first.outcome])
    const back = await trace(ana, 'decision', first.decision)
    expect(back.insights.map((one) => one.id)).toContain(merged)
    // The old one still stands, says what took its place, and is listed so.
    const old = await around(ben, second)
    expect(old.place_taken).toMatchObject([{ id: merged, how: 'merge', why: 'They said the same.', by: 'Ana Roy' }])
    expect((await around(ben, merged!)).took_place_of.map((one) => one.id).sort()).toEqual(
      [first.insight, second].sort(),
    )
    const listed = (await ben.api.insights.list({ id: space })).items
    expect(listed.find((one) => one.id === second)).toMatchObject({
      words: 'A number on the fridge.',
      place_taken: merged,
    })
    expect(await become(ben, 'supersede', [second], ['Again.'])).toMatchObject({ ok: false, reason: 'taken' })
  })

  test('what was sent stays with the old one, and is found from the new one', async () => {
    const old = await write(ana, 'Sent before.')
    const sent = await send(ana, old)
    const [fresh] = await idsOf(become(ben, 'supersede', [old], ['Said better.']))
    const traced = await trace(ben, 'insight', fresh!)
    expect(traced.insights.find((one) => one.id === old)?.receivers.map((one) => one.id)).toEqual([sent.id])
    expect(traced.insights.find((one) => one.id === fresh)?.receivers).toEqual([])
  })

  test('of two at once one is told that the other was first', async () => {
    const old = await write(ana, 'Twice at once.')
    const both = await Promise.all([
      become(ana, 'supersede', [old], ['By Ana.']),
      become(ben, 'supersede', [old], ['By Ben.']),
    ])
    expect(both.map((one) => one.ok).sort()).toEqual([false, true])
  })
})

test('splitting carries the evidence to each part; a shape that is none is refused', async () => {
  const old = await write(ana, 'Two things in one.', { dissent: 'Three.' })
  const parts = await idsOf(become(ana, 'split', [old], ['One thing.', 'Another thing.']))
  for (const part of parts) {
    const traced = await trace(ben, 'insight', part)
    expect(traced.evidence.filter((one) => one.insight === part)).toHaveLength(1)
    expect(traced.insights.find((one) => one.id === part)?.dissent.map((one) => one.words)).toEqual(['Three.'])
  }
  const fresh = await write(ana, 'Alone.')
  for (const [how, words] of [
    ['merge', ['x']],
    ['split', ['x']],
    ['supersede', ['x', 'y']],
  ] as const)
    await expect(become(ana, how, [fresh], [...words])).rejects.toMatchObject({ code: 'invalid' })
})

test('a word that is taken back is not carried along, and what has nothing left under it is not consolidated', async () => {
  const brought = await bringIn(place.house, ben.id, ben.home, space, 'Nobody told us that the ward had moved at all.')
  const old = await write(ana, 'Wards move unannounced.', { evidence: brought.evidence })
  await place.house.db.as(ben.id, (tx) => sql`select take_back(${brought.crossing}::uuid)`.execute(tx))
  expect(await become(ana, 'supersede', [old], ['Wards move.'])).toMatchObject({ ok: false, reason: 'nothing' })
})

test('how far it has reached says how that is known, and whose it is can be counted and asked for', async () => {
  const id = idOf(
    await ana.api.insights.write({
      ...{ attempt: attempt(), space, chapter: at.chapter, words: 'Between the two of us.' },
      ...{ evidence: [{ id: line, bears: 'supports' }], parties: 'between', loop: 'triple' },
    }),
  )
  const say = (scale: 'person' | 'system', how: string) =>
    ben.api.insights.scale({ attempt: attempt(), insight: id, scale, how })
  await say('system', 'The region took it up.')
  await say('person', 'Two of us do it.')
  await say('system', 'The region wrote it into its plan.')
  expect((await around(ana, id)).scales.map((one) => [one.scale, one.how, one.by])).toEqual([
    ['person', 'Two of us do it.', 'Ben Okoro'],
    ['system', 'The region wrote it into its plan.', 'Ben Okoro'],
  ])
  const only = await ben.api.insights.list({ id: space, parties: 'between' })
  expect(only.items.map((one) => one.id)).toEqual([id])
  const overview = await ben.api.insights.overview({ id: space })
  expect(overview.parties).toMatchObject({ within: 0, between: 1 })
  expect(overview.quarters.reduce((sum, one) => sum + one.triple, 0)).toBe(1)
  // What nobody has said is counted as that, and not as the nearest answer.
  await write(ana, 'Nobody said how far it goes.')
  const after = await ben.api.insights.overview({ id: space })
  const sum = (of: 'single' | 'unsaid') => after.quarters.reduce((all, one) => all + one[of], 0)
  expect([sum('single'), sum('unsaid') > 0]).toEqual([0, true])
})

test('where it came from is told by class of named lines only', async () => {
  const brought = await bringIn(place.house, ben.id, ben.home, space, 'Without my name, we were afraid of the phone.')
  const id = idOf(
    await ana.api.insights.write({
      ...{ attempt: attempt(), space, chapter: at.chapter, words: 'Phones frighten.', sense_made_by: 'Six of us.' },
      evidence: [line, brought.evidence].map((one) => ({ id: one, bears: 'supports' as const })),
    }),
  )
  const { provenance } = await around(ben, id)
  expect(provenance.classes.reduce((sum, one) => sum + one.lines, 0)).toBe(1)
  expect(provenance).toMatchObject({
    without_class: 1,
    named_elsewhere: 0,
    interpreted_by: 'Six of us.',
    written_by: 'Ana Roy',
  })
  expect(provenance.consent.map((one) => [one.how, one.lines]).sort()).toEqual([
    ['here', 1],
    ['unnamed', 1],
  ])
})

describe('who may not', () => {
  test('an outsider gets the one answer everywhere', async () => {
    const old = await write(ana, 'Kept among us.')
    const never = await trace(out, 'insight', randomUUID()).catch((fault) => fault.message)
    const tries = [
      around(out, old),
      become(out, 'supersede', [old], ['Mine now.']),
      out.api.insights.scale({ attempt: attempt(), insight: old, scale: 'person', how: 'x' }),
      out.api.insights.overview({ id: space }),
      out.api.insights.list({ id: space, parties: 'between' }),
    ]
    for (const one of await Promise.allSettled(tries))
      expect(one).toMatchObject({ status: 'rejected', reason: { ...gone, message: never } })
  })

  test('a newcomer to a later chapter is not told that something of before took the place of what they read', async () => {
    const fresh = await makeSpace(place.house, ana.id, 'A group', 'group')
    const then = await chaptersOf(place.house, ana.id, fresh)
    const early = await makeEvidence(
      place.house,
      ana.id,
      fresh,
      then.chapter,
      'Early words that nobody else heard here.',
    )
    const late = await somebody(place, 'Late Comer')
    const insight = async (chapter: string, words: string, evidence: string) =>
      idOf(
        await ana.api.insights.write({
          ...{ attempt: attempt(), space: fresh, chapter, words, dissent: `Against: ${words}` },
          evidence: [{ id: evidence, bears: 'supports' }],
        }),
      )
    const before = await insight(then.chapter, 'Written early.', early)
    await letIn(place.house, fresh, late.id, ana.id)
    const now = await chaptersOf(place.house, ana.id, fresh)
    const said = await makeEvidence(place.house, ana.id, fresh, now.chapter, 'Said when she was there.')
    const after = await insight(now.chapter, 'Written late.', said)
    const [merged] = await idsOf(become(ana, 'merge', [before, after], ['Both.'], fresh))
    expect((await around(ana, after, fresh)).place_taken).toHaveLength(1)
    expect(await around(late, after, fresh)).toMatchObject({ place_taken: [], took_place_of: [] })
    expect((await late.api.insights.list({ id: fresh })).items).toMatchObject([{ id: after, place_taken: null }])
    const seen = await late.api.insights.trace({ id: fresh, kind: 'insight', of: after })
    expect(seen).toMatchObject({ insights: [{ id: after }], links: [] })
    expect(seen.insights[0]?.dissent).toHaveLength(1)
    await expect(around(late, merged!, fresh)).rejects.toMatchObject(gone)
    expect((await late.api.insights.overview({ id: fresh })).parties.unsaid).toBe(1)
  })
})
