import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attempt } from '../../../../tests/support/place.ts'
import { asAdministrator, gone, idOf, startWorld } from './testing.ts'

let world: Awaited<ReturnType<typeof startWorld>>
let { place, space, at, ana, ben, out, trace, write, chain } = {} as typeof world
let standing: { attempt: string; space: string; chapter: string }
const inStanding = () => ({ ...standing, attempt: attempt() })
beforeAll(async () => {
  world = await startWorld()
  ;({ place, space, at, ana, ben, out, trace, write, chain } = world)
  standing = { attempt: '', space, chapter: at.standing }
}, 60_000)
afterAll(() => place.stop())

const asksOf = async (who: typeof ana) => (await who.api.today.list({ space })).waiting
const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

describe('decisions', () => {
  test('to come: a day that has passed is told at its field; a meeting brings its days and form', async () => {
    await expect(
      ana.api.insights.plan({ ...inStanding(), words: 'Renew it?', decide_by: '2020-01-01' }),
    ).rejects.toMatchObject({ code: 'invalid', data: { fields: { decide_by: expect.any(String) } } })
    const route = idOf(
      await ana.api.insights.addRoute({ ...inStanding(), name: 'Cabinet', format: 'Four pages', paper_days: 7 }),
    )
    const meeting = idOf(
      await ana.api.insights.addMeeting({ attempt: attempt(), route, meets_on: later(30), at_time: '14:30' }),
    )
    const insight = await write(ana, 'Calls after discharge keep families connected.')
    const id = idOf(await ana.api.insights.plan({ ...inStanding(), words: 'Pay for calls after discharge?', meeting }))
    const [item] = (await ben.api.insights.decisions({ id: space })).items
    expect(item).toMatchObject({
      ...{ id, decide_by: later(30), paper_by: later(23), format: 'Four pages', to_come: true },
      meeting: { name: 'Cabinet', at_time: '14:30', off: false },
    })
    expect((await ana.api.insights.couldInform({ decision: id })).map((one) => one.id)).toContain(insight)
    await expect(out.api.insights.couldInform({ decision: id })).rejects.toMatchObject(gone)
    // Signs of every sort are looked for as they are.
    for (const words of ['(╯°□°）╯︵ ┻━┻)', '⅛⅜⅝', "it's \\ 'quoted' & (so) | !on", '＜script＞'])
      expect(await ana.api.insights.couldInform({ decision: id, words })).toEqual([])
    const near = await ana.api.insights.couldInform({ decision: id, words: 'family ＜ connected ┻' })
    expect(near.map((one) => one.id)).toContain(insight)
    await ana.api.insights.join({
      ...{ attempt: attempt(), space, from: { kind: 'insight', id: insight }, to: { kind: 'decision', id } },
    })
    expect((await ana.api.insights.couldInform({ decision: id })).map((one) => one.id)).not.toContain(insight)
    await asAdministrator(place, `update decision set paper_by = (clock_now())::date + 5 where id = '${id}'`)
    expect((await asksOf(ana)).map((ask) => ask.id)).toContain(`paper ${id}`)
    expect((await asksOf(ben)).map((ask) => ask.id)).not.toContain(`paper ${id}`)
    const taken = await ben.api.insights.editDecision({
      ...{ attempt: attempt(), decision: id, version: 1, words: 'Paid for one year.', decided_on: later(-1) },
      ...{ meeting, strength: 'fair', missing: 'What wards think', dissent: 'One thought it too dear.' },
    })
    expect(taken).toMatchObject({ ok: true, version: 2 })
    const log = await ana.api.insights.decisions({ id: space, which: 'taken' })
    expect(log.items.find((one) => one.id === id)).toMatchObject({
      ...{ wanted: 'Pay for calls after discharge?', strength: 'fair', missing: 'What wards think' },
      used: [{ id: insight }],
    })
  })

  test('what an insight means is chosen for a decision to come, and is offered where its words are near', async () => {
    const insight = await write(ana, 'Rota gaps are found out on the day.')
    const imply = async (words: string) =>
      idOf(await ben.api.insights.imply({ attempt: attempt(), from: { kind: 'insight', id: insight }, words }))
    const [means, other] = [await imply('Pay for a standby rota.'), await imply('Ask wards for their standby rota.')]
    const id = idOf(
      await ana.api.insights.plan({
        ...{ ...inStanding(), words: 'Standby rota for the winter?', decide_by: later(20), implications: [means] },
      }),
    )
    expect((await trace(ben, 'decision', id)).implications.map((one) => one.id)).toEqual([means])
    const listed = (await ben.api.insights.decisions({ id: space })).items.find((one) => one.id === id)
    expect(listed?.used).toEqual([{ id: means, words: 'Pay for a standby rota.' }])
    const near = (await ana.api.insights.couldInform({ decision: id })).map(({ kind, id }) => ({ kind, id }))
    expect(near).toContainEqual({ kind: 'implication', id: other })
    expect(near.map((one) => one.id)).not.toContain(means)
    // One of another space, or that never was, is not chosen.
    const elsewhere = { ...inStanding(), words: 'Not from there.', decide_by: later(20) }
    for (const implications of [[crypto.randomUUID()], [insight]])
      await expect(ana.api.insights.plan({ ...elsewhere, implications })).rejects.toMatchObject(gone)
    await expect(out.api.insights.plan({ ...elsewhere, implications: [means] })).rejects.toMatchObject(gone)
  })

  test('that no learning was used is an answer, and has to be given', async () => {
    await expect(ana.api.insights.decide({ ...inStanding(), words: 'Just so.' })).rejects.toMatchObject({
      data: { fields: { no_learning: expect.any(String) } },
    })
    const id = idOf(await ana.api.insights.decide({ ...inStanding(), words: 'Just so.', no_learning: true }))
    expect(await trace(ben, 'decision', id)).toMatchObject({ elsewhere: false, decisions: [{ no_learning: true }] })
  })

  test('the ledger follows each insight to how it ended, and says for how long nobody has answered', async () => {
    const made = await chain('From here to there.')
    await ana.api.insights.setAction({
      ...{ attempt: attempt(), action: made.action, version: 1, state: 'dropped', reason: 'No hours.' },
    })
    const open = await write(ana, 'Nobody has said anything to this.')
    await asAdministrator(place, `update insight set made_at = made_at - interval '12 days' where id = '${open}'`)
    const { items, started } = await ben.api.insights.ledger({ id: space })
    expect(items.find((one) => one.id === open)?.unanswered_days).toBe(12)
    expect(items.find((one) => one.id === made.insight)).toMatchObject({
      unanswered_days: null,
      decisions: [{ id: made.decision, actions: [{ state: 'dropped', reason: 'No hours.' }] }],
    })
    expect(started.at(-1)!.us).toBeGreaterThan(0)
    await expect(out.api.insights.ledger({ id: space })).rejects.toMatchObject(gone)
  })
})

describe('actions and outcomes', () => {
  test('one person answers for it, by a way that can be seen; what is unclear is said', async () => {
    const made = await chain('Who answers?')
    const read = async (who = ana) => (await trace(who, 'action', made.action)).actions[0]!
    // “Dev Lal” is somebody by name: nobody has said yes yet.
    expect(await read()).toMatchObject({ unclear: 'not_accepted', handed: [{ by: 'Ana Roy', to: 'Dev Lal' }] })
    idOf(await ana.api.insights.handOn({ attempt: attempt(), action: made.action, member: ben.id, note: 'As agreed.' }))
    const [, mine] = (await read(ben)).handed
    expect(mine).toMatchObject({ to: 'Ben Okoro', can: { answer: true } })
    expect((await asksOf(ben)).map((ask) => ask.id)).toContain(`handed ${mine!.id}`)
    await expect(
      ana.api.insights.answerHanding({ attempt: attempt(), handing: mine!.id, answer: 'accepted' }),
    ).rejects.toMatchObject(gone)
    await ben.api.insights.answerHanding({ attempt: attempt(), handing: mine!.id, answer: 'accepted' })
    expect(await read()).toMatchObject({ accountable: 'Ben Okoro', unclear: null })
    await expect(
      ana.api.insights.handOn({ attempt: attempt(), action: made.action, member: out.id }),
    ).rejects.toMatchObject(gone)
    await expect(
      ana.api.insights.setAction({ attempt: attempt(), action: made.action, version: 2, state: 'dropped' }),
    ).rejects.toMatchObject({ data: { fields: { reason: expect.any(String) } } })
  })

  test('too early asks again when its day comes, and can then be said', async () => {
    const made = await chain('Early days.')
    expect((await asksOf(ana)).map((ask) => ask.id)).not.toContain(`outcome ${made.outcome}`)
    await asAdministrator(place, `update outcome set look_again_on = (clock_now())::date where id = '${made.outcome}'`)
    expect((await asksOf(ana)).map((ask) => ask.id)).toContain(`outcome ${made.outcome}`)
    const said = { outcome: made.outcome, version: 1, state: 'partly_agreed' as const, words: 'Half of them.' }
    expect(
      await ben.api.insights.editOutcome({
        ...{
          attempt: attempt(),
          ...said,
          says_who: 'The wards',
          shown_by: 'Call log',
          contribution: 'We made the rota.',
        },
        ...{ happened_on: later(-3), intended: false },
      }),
    ).toMatchObject({ ok: true, version: 2 })
    expect((await asksOf(ana)).map((ask) => ask.id)).not.toContain(`outcome ${made.outcome}`)
    expect((await trace(ben, 'outcome', made.outcome)).outcomes[0]).toMatchObject({ shown_by: 'Call log' })
    await expect(
      ana.api.insights.editOutcome({ attempt: attempt(), ...said, version: 2, happened_on: later(9) }),
    ).rejects.toMatchObject({ data: { fields: { happened_on: expect.any(String) } } })
  })

  test('a piece of evidence shows all that it led to, and where that ended', async () => {
    const made = await chain('All the way.')
    await ana.api.insights.stop({ attempt: attempt(), space, kind: 'outcome', of: made.outcome, reason: 'Enough.' })
    const traced = await trace(ben, 'evidence', world.line)
    expect(traced.outcomes.map((one) => one.id)).toContain(made.outcome)
    expect(traced.stopped.map((one) => one.reason)).toContain('Enough.')
    expect(traced.elsewhere).toBe(false)
    await expect(trace(out, 'evidence', world.line)).rejects.toMatchObject(gone)
  })
})
