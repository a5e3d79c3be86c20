import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { letIn, makeSpace } from '#modules/crossings/server/testing.ts'
import { attempt } from '../../../../tests/support/place.ts'
import { chaptersOf, gone, makeEvidence, somebody, startWorld } from './testing.ts'

let world: Awaited<ReturnType<typeof startWorld>>
let { place, space, at, ana, ben, out, line, trace, write, decide, chain, send } = {} as typeof world
beforeAll(async () => {
  world = await startWorld()
  ;({ place, space, at, ana, ben, out, line, trace, write, decide, chain, send } = world)
}, 60_000)
afterAll(() => place.stop())

describe('writing', () => {
  test('an insight keeps its view against in every list and trace', async () => {
    const id = await write(ana, 'A call within 48 hours keeps families connected.', {
      dissent: 'Who asks for the hour?',
    })
    const listed = (await ben.api.insights.list({ id: space })).items.find((item) => item.id === id)
    expect(listed?.dissent.map((one) => one.words)).toEqual(['Who asks for the hour?'])
    await ben.api.insights.addDissent({ attempt: attempt(), insight: id, words: 'Not on a Sunday.' })
    const traced = await ana.api.insights.trace({ id: space, kind: 'insight', of: id })
    expect(traced.insights[0]?.dissent.map((one) => [one.words, one.by])).toEqual([
      ['Who asks for the hour?', 'Ana Roy'],
      ['Not on a Sunday.', 'Ben Okoro'],
    ])
    expect(traced.insights[0]?.let_out).toContain('There is a view against this, kept where it was said.')
    expect(traced.insights[0]?.let_out).not.toContain('hour?')
  })

  test('a view among us stands beside it in the same places with no name, also not the one who wrote it down', async () => {
    const id = await write(ana, 'Families ask the same three things.', {
      dissent: 'They ask five, I am told.',
      dissent_is: 'among_us',
    })
    const listed = (await ana.api.insights.list({ id: space })).items.find((item) => item.id === id)
    const traced = await ben.api.insights.trace({ id: space, kind: 'insight', of: id })
    for (const views of [listed?.dissent, traced.insights[0]?.dissent])
      expect(views?.map((one) => [one.words, one.by])).toEqual([['They ask five, I am told.', null]])
    await expect(out.api.insights.trace({ id: space, kind: 'insight', of: id })).rejects.toMatchObject(gone)
  })

  test('a sentence that has the very words of its evidence quotes it, whatever was ticked', async () => {
    const id = await write(ana, 'As one said: Nobody rings after discharge.', { bears: 'supports' })
    expect((await trace(ben, 'insight', id)).evidence).toMatchObject([{ bears: 'quotes' }])
  })

  test('without evidence, or with evidence the writer does not read, nothing is written', async () => {
    const base = { space, chapter: at.chapter, words: 'Nothing under it' }
    await expect(ana.api.insights.write({ attempt: attempt(), ...base, evidence: [] })).rejects.toThrow()
    const elsewhere = await makeEvidence(
      place.house,
      ana.id,
      ana.home,
      (await chaptersOf(place.house, ana.id, ana.home)).chapter,
      'Mine alone.',
    )
    for (const id of [elsewhere, randomUUID()]) {
      await expect(
        ana.api.insights.write({ attempt: attempt(), ...base, evidence: [{ id, bears: 'supports' }] }),
      ).rejects.toMatchObject(gone)
    }
    await expect(
      ana.api.insights.write({
        attempt: attempt(),
        ...base,
        chapter: at.standing,
        evidence: [{ id: line, bears: 'supports' }],
      }),
    ).rejects.toMatchObject({ code: 'invalid' })
  })

  test('a repeated attempt writes once; an older version is answered with both texts', async () => {
    const once = {
      attempt: attempt(),
      space,
      chapter: at.chapter,
      words: 'Said once.',
      evidence: [{ id: line, bears: 'supports' as const }],
    }
    const [first, second] = await Promise.all([ana.api.insights.write(once), ana.api.insights.write(once)])
    expect(second).toEqual(first)
    if (!first.ok) throw new Error()
    expect(
      await ben.api.insights.edit({
        attempt: attempt(),
        insight: first.id,
        version: 1,
        words: 'Said by Ben.',
        confidence: 'very',
      }),
    ).toMatchObject({ ok: true, version: 2 })
    expect(
      await ana.api.insights.edit({ attempt: attempt(), insight: first.id, version: 1, words: 'Said by Ana.' }),
    ).toMatchObject({
      ok: false,
      reason: 'conflict',
      theirs: { words: 'Said by Ben.', confidence: 'very', version: 2 },
    })
  })

  test('pages follow each other without a gap', async () => {
    for (let n = 0; n < 31; n += 1) await write(ana, `Page ${n}`)
    const first = await ben.api.insights.list({ id: space })
    const second = await ben.api.insights.list({ id: space, cursor: first.next! })
    const all = [...first.items, ...second.items].map((item) => item.id)
    expect(first.items).toHaveLength(30)
    expect(new Set(all).size).toBe(all.length)
    expect(second.next).toBeNull()
    await expect(ben.api.insights.list({ id: space, cursor: 'bm9wZQ' })).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('the chain', () => {
  test('is traced both ways from each of its kinds', async () => {
    const made = await chain('Families need one number.')
    for (const [kind, of] of Object.entries(made) as [keyof typeof made, string][]) {
      const traced = await trace(ben, kind, of)
      expect(traced.evidence.map((one) => one.words)).toEqual(['Nobody rings after discharge.'])
      expect(
        [traced.insights, traced.decisions, traced.actions, traced.outcomes].map((list) => list.map((one) => one.id)),
      ).toEqual([[made.insight], [made.decision], [made.action], [made.outcome]])
      expect(traced.insights[0]?.dissent).toHaveLength(1)
      expect(traced.links).toHaveLength(3)
      expect(traced.elsewhere).toBe(false)
    }
  })

  test('a circle is refused with a sentence, forward ties are not', async () => {
    const made = await chain('Round we go.')
    const join = (
      from: { kind: 'insight' | 'decision' | 'action'; id: string },
      to: { kind: 'decision' | 'action'; id: string },
    ) => ana.api.insights.join({ attempt: attempt(), space, from, to })
    expect(await join({ kind: 'action', id: made.action }, { kind: 'decision', id: made.decision })).toMatchObject({
      ok: false,
      reason: 'loop',
    })
    expect(await join({ kind: 'decision', id: made.decision }, { kind: 'decision', id: made.decision })).toMatchObject({
      ok: false,
      reason: 'loop',
    })
    const another = await write(ana, 'One more reason.')
    expect(await join({ kind: 'insight', id: another }, { kind: 'decision', id: made.decision })).toMatchObject({
      ok: true,
    })
    expect((await trace(ben, 'decision', made.decision)).insights.map((one) => one.id).sort()).toEqual(
      [another, made.insight].sort(),
    )
  })

  test('days that cannot be meant are asked about at their field', async () => {
    const insight = await write(ana, 'Dates matter.')
    await expect(decide(ana, insight, { decided_on: '2036-01-01' })).rejects.toMatchObject({
      code: 'invalid',
      data: { fields: { decided_on: expect.any(String) } },
    })
    const decided = await decide(ana, insight)
    if (!decided.ok) throw new Error()
    await expect(
      ana.api.insights.act({
        attempt: attempt(),
        space,
        chapter: at.standing,
        decision: decided.id,
        words: 'x',
        accountable: 'A',
        starts_on: '2026-11-09',
        due_on: '2026-11-01',
      }),
    ).rejects.toMatchObject({ code: 'invalid', data: { fields: { due_on: expect.any(String) } } })
  })

  test('a dead end keeps its reason, and is one', async () => {
    const insight = await write(ana, 'It went nowhere.')
    expect(
      await ben.api.insights.stop({
        attempt: attempt(),
        space,
        kind: 'insight',
        of: insight,
        reason: 'Nobody had the hours.',
      }),
    ).toMatchObject({ ok: true })
    expect(
      await ana.api.insights.stop({ attempt: attempt(), space, kind: 'insight', of: insight, reason: 'Again' }),
    ).toMatchObject({ ok: false, reason: 'stopped' })
    expect((await trace(ana, 'insight', insight)).stopped).toMatchObject([
      { id: insight, reason: 'Nobody had the hours.', by: 'Ben Okoro' },
    ])
  })

  test('an outsider gets the one answer everywhere, and lists nothing', async () => {
    const made = await chain('Kept among us.')
    const sent = await send(ana, made.insight)
    const never = await trace(out, 'insight', randomUUID()).catch((fault) => fault.message)
    const a = () => ({ attempt: attempt() })
    const tries = [
      out.api.insights.list({ id: space }),
      out.api.insights.standing({ id: space }),
      out.api.insights.seats({ id: space }),
      ...(Object.entries(made) as [keyof typeof made, string][]).map(([kind, of]) => trace(out, kind, of)),
      write(out, 'Let me in'),
      out.api.insights.addDissent({ ...a(), insight: made.insight, words: 'x' }),
      out.api.insights.edit({ ...a(), insight: made.insight, version: 1, words: 'x' }),
      out.api.insights.lookedAgain({ ...a(), insight: made.insight }),
      out.api.insights.send({ ...a(), insight: made.insight, seat: { title: 'x' }, let_out: 'x' }),
      out.api.insights.link({ ...a(), receiver: sent.id }),
      decide(out, made.insight),
      out.api.insights.act({
        ...a(),
        space,
        chapter: at.standing,
        decision: made.decision,
        words: 'x',
        accountable: 'x',
      }),
      out.api.insights.conclude({ ...a(), space, chapter: at.standing, action: made.action, state: 'dont_know' }),
      out.api.insights.stop({ ...a(), space, kind: 'action', of: made.action, reason: 'x' }),
      out.api.insights.join({
        ...a(),
        space,
        from: { kind: 'insight', id: made.insight },
        to: { kind: 'decision', id: made.decision },
      }),
    ]
    for (const one of await Promise.allSettled(tries)) {
      expect(one).toMatchObject({ status: 'rejected', reason: { ...gone, message: never } })
    }
    expect(await out.api.insights.unheard({})).toEqual([])
  })

  test('a newcomer to a later chapter reads the decision, and not what it rests on', async () => {
    const made = await chain('Said before she came.')
    const late = await somebody(place, 'Late Comer')
    const fresh = await makeSpace(place.house, ana.id, 'A group', 'group')
    const then = await chaptersOf(place.house, ana.id, fresh)
    const evidence = await makeEvidence(place.house, ana.id, fresh, then.chapter, 'Early words.')
    const first = await ana.api.insights.write({
      attempt: attempt(),
      space: fresh,
      chapter: then.chapter,
      words: 'Early insight.',
      evidence: [{ id: evidence, bears: 'quotes' }],
    })
    if (!first.ok) throw new Error()
    const decided = await ana.api.insights.decide({
      attempt: attempt(),
      space: fresh,
      chapter: then.standing,
      insights: [first.id],
      words: 'Decided.',
    })
    if (!decided.ok) throw new Error()
    await letIn(place.house, fresh, late.id, ana.id)
    expect((await late.api.insights.list({ id: fresh })).items).toEqual([])
    await expect(late.api.insights.trace({ id: fresh, kind: 'insight', of: first.id })).rejects.toMatchObject(gone)
    const traced = await late.api.insights.trace({ id: fresh, kind: 'decision', of: decided.id })
    expect(traced).toMatchObject({ insights: [], evidence: [], links: [], elsewhere: true })
    expect(traced.decisions).toHaveLength(1)
    await expect(trace(late, 'decision', made.decision)).rejects.toMatchObject(gone)
  })
})
