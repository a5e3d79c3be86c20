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
