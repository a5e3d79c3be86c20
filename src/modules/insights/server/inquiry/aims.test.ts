import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { letIn, makeSpace } from '#modules/crossings/server/testing.ts'
import { attempt } from '../../../../../tests/support/place.ts'
import { chaptersOf, gone, idOf, makeEvidence, somebody, startWorld, type Who } from '../testing.ts'

let world: Awaited<ReturnType<typeof startWorld>>
let { place, space, at, ana, ben, out, line, chain } = {} as typeof world
beforeAll(async () => {
  world = await startWorld()
  ;({ place, space, at, ana, ben, out, line, chain } = world)
}, 60_000)
afterAll(() => place.stop())

const set = async (who: Who, words: string, where = { space, chapter: at.standing }) =>
  idOf(await who.api.insights.setAim({ attempt: attempt(), ...where, kind: 'strategy', words, whose: 'The executive' }))
type Tie = Parameters<Who['api']['insights']['tie']>[0]
const made = (who: Who, from: Tie['from'], aim: string, where = space) =>
  who.api.insights.tie({ attempt: attempt(), space: where, from, to: { kind: 'aim', id: aim }, role: 'made_for' })

test('an aim shows what was produced for it, of every kind', async () => {
  const aim = await set(ana, 'A strategy for the front door by spring.')
  const { insight, decision, action } = await chain('One number for families.')
  const things = { insight, decision, action, evidence: line }
  for (const [kind, id] of Object.entries(things) as [Tie['from']['kind'], string][]) await made(ben, { kind, id }, aim)
  const read = (await ben.api.insights.aim({ id: space, of: aim })).aim
  expect(read.linked.map((one) => one.kind).sort()).toEqual(Object.keys(things).sort())
  expect((await ana.api.insights.aims({ id: space }))[0]).toMatchObject({ kind: 'strategy', whose: 'The executive' })
  await expect(set(ana, 'In a dated chapter', { space, chapter: at.chapter })).rejects.toMatchObject({
    code: 'invalid',
  })
  const edit = (who: Who, words: string) =>
    who.api.insights.editAim({ attempt: attempt(), aim, version: 1, kind: 'capacity', words })
  expect(await edit(ben, 'Said by Ben.')).toMatchObject({ ok: true, version: 2 })
  expect(await edit(ana, 'Said by Ana.')).toMatchObject({ ok: false, theirs: { words: 'Said by Ben.' } })
})

test('findings and what they mean are chosen by kind and words, and tied wherever the chain allows it', async () => {
  const aim = await set(ana, 'Nobody waits for a call.')
  const later = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  const finding = idOf(
    await ana.api.insights.writeFinding({
      ...{ attempt: attempt(), space, chapter: at.chapter, words: 'Nine in ten calls come late.', sense_by: later },
      ...{ kind: 'developmental' as const, commissioned_by: 'Bridgewell', done_by: 'Olu Stern' },
    }),
  )
  const implication = idOf(
    await ben.api.insights.imply({
      ...{ attempt: attempt(), from: { kind: 'finding' as const, id: finding }, words: 'Calls need an owner.' },
    }),
  )
  const choose = async (who: Who, kind: 'finding' | 'implication', words: string) =>
    (await who.api.insights.choices({ space, kind, words })).map((one) => one.id)
  expect(await choose(ben, 'finding', 'calls come')).toEqual([finding])
  expect(await choose(ben, 'implication', 'an owner')).toEqual([implication])
  expect(await choose(ben, 'finding', 'an owner')).toEqual([])
  for (const kind of ['finding', 'implication'] as const)
    await expect(choose(out, kind, '')).rejects.toMatchObject(gone)
  await made(ben, { kind: 'finding', id: finding }, aim)
  await made(ben, { kind: 'implication', id: implication }, aim)
  const read = (await ana.api.insights.aim({ id: space, of: aim })).aim
  expect(read.linked.map(({ kind, words }) => ({ kind, words }))).toEqual([
    { kind: 'finding', words: 'Nine in ten calls come late.' },
    { kind: 'implication', words: 'Calls need an owner.' },
  ])
  const question = idOf(
    await ana.api.insights.askQuestion({ attempt: attempt(), space, chapter: at.chapter, words: 'Who rings?' }),
  )
  const bears = (kind: 'finding' | 'implication', id: string) =>
    ben.api.insights.tie({
      ...{ attempt: attempt(), space, from: { kind, id }, to: { kind: 'question', id: question }, role: 'bears' },
    })
  await bears('finding', finding)
  // What it means is said of an answer, and does not itself bear on the question.
  await expect(bears('implication', implication)).rejects.toMatchObject({ code: 'invalid' })
})

test('an outsider gets the one answer, and a newcomer reads the aim and nothing that was said before them', async () => {
  const aim = await set(ana, 'Kept among us.')
  const never = await out.api.insights.aim({ id: space, of: randomUUID() }).catch((fault) => fault.message)
  const tries = [
    out.api.insights.aims({ id: space }),
    out.api.insights.aim({ id: space, of: aim }),
    set(out, 'Let me in.'),
    made(out, { kind: 'evidence', id: line }, aim),
    out.api.insights.editAim({ attempt: attempt(), aim, version: 1, kind: 'other', words: 'x' }),
  ]
  for (const one of await Promise.allSettled(tries))
    expect(one).toMatchObject({ status: 'rejected', reason: { ...gone, message: never } })

  const fresh = await makeSpace(place.house, ana.id, 'A group', 'group')
  const then = await chaptersOf(place.house, ana.id, fresh)
  const early = await makeEvidence(place.house, ana.id, fresh, then.chapter, 'Early words that nobody else heard here.')
  const stands = await set(ana, 'What this group is for.', { space: fresh, chapter: then.standing })
  await made(ana, { kind: 'evidence', id: early }, stands, fresh)
  const late = await somebody(place, 'Late Comer')
  await letIn(place.house, fresh, late.id, ana.id)
  expect((await ana.api.insights.aim({ id: fresh, of: stands })).aim.linked).toHaveLength(1)
  expect((await late.api.insights.aim({ id: fresh, of: stands })).aim).toMatchObject({
    ...{ words: 'What this group is for.', linked: [] },
  })
  await expect(
    set(ana, 'So: early words that nobody else heard here.', { space: fresh, chapter: then.standing }),
  ).rejects.toMatchObject({ code: 'refused' })
})
