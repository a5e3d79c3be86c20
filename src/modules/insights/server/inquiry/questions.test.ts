import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { letIn, makeSpace } from '#modules/crossings/server/testing.ts'
import { attempt } from '../../../../../tests/support/place.ts'
import {
  asAdministrator,
  bringIn,
  chaptersOf,
  gone,
  idOf,
  makeEvidence,
  somebody,
  startWorld,
  type Who,
} from '../testing.ts'
import { inquiryMine } from './queries/mine.ts'

let world: Awaited<ReturnType<typeof startWorld>>
let { place, space, at, ana, ben, out, line, write, decide } = {} as typeof world
beforeAll(async () => {
  world = await startWorld()
  ;({ place, space, at, ana, ben, out, line, write, decide } = world)
}, 60_000)
afterAll(() => place.stop())

const ask = async (who: Who, words: string, more: object = {}) =>
  idOf(await who.api.insights.askQuestion({ attempt: attempt(), space, chapter: at.chapter, words, ...more }))
const assume = async (who: Who, words: string) =>
  idOf(
    await who.api.insights.writeAssumption({
      attempt: attempt(),
      space,
      chapter: at.chapter,
      words,
      holder: 'The trust',
    }),
  )
const questionOf = async (who: Who, of: string, where = space) =>
  (await who.api.insights.question({ id: where, of })).question
type Tie = Parameters<Who['api']['insights']['tie']>[0]
const tie = (who: Who, from: Tie['from'], to: Tie['to'], role: Tie['role'], where = space) =>
  who.api.insights.tie({ attempt: attempt(), space: where, from, to, role })

describe('a learning question', () => {
  test('is worked on only when somebody owns it and somebody facilitates it, and both read it', async () => {
    const fields = { words: 'What keeps families coming?', owner: ana.id }
    expect(
      await ana.api.insights.askQuestion({ attempt: attempt(), space, chapter: at.chapter, ...fields, active: true }),
    ).toMatchObject({ ok: false, reason: 'unheld' })
    const id = await ask(ana, fields.words, { owner: ana.id })
    const settle = (version: number) =>
      ana.api.insights.settleQuestion({ attempt: attempt(), question: id, version, state: 'active' })
    expect(await settle(1)).toMatchObject({ ok: false, reason: 'unheld' })
    const edit = (facilitator: string | null, version: number) =>
      ana.api.insights.editQuestion({ attempt: attempt(), question: id, version, ...fields, facilitator })
    await expect(edit(out.id, 1)).rejects.toMatchObject({ code: 'refused' })
    expect(await edit(ben.id, 1)).toMatchObject({ ok: true, version: 2 })
    expect(await settle(2)).toMatchObject({ ok: true, version: 3 })
    expect(await edit(null, 3)).toMatchObject({ ok: false, reason: 'unheld' })
    expect(await questionOf(ben, id)).toMatchObject({
      ...{ state: 'active', owner: { name: 'Ana Roy', here: true }, facilitator: { name: 'Ben Okoro', here: true } },
    })
    // By hand neither: the database decides it.
    const byHand = place.house.db.as(ana.id, (tx) =>
      sql`update learning_question set owner_id = null where id = ${id}::uuid`.execute(tx),
    )
    await expect(byHand).rejects.toMatchObject({ code: 'TF039' })
  })

  test('that cannot be answered, or is laid aside, says why, and its history is kept', async () => {
    const id = await ask(ana, 'Does it last?')
    const settle = (version: number, state: 'not_answerable' | 'parked' | 'answered', reason = '') =>
      ben.api.insights.settleQuestion({ attempt: attempt(), question: id, version, state, reason })
    await expect(settle(1, 'not_answerable')).rejects.toMatchObject({
      data: { fields: { reason: expect.any(String) } },
    })
    expect(await settle(1, 'not_answerable', 'Nobody kept figures before 2024.')).toMatchObject({ ok: true })
    expect(await settle(2, 'parked', 'Until the new system is in.')).toMatchObject({ ok: true })
    const { question, history } = await ana.api.insights.question({ id: space, of: id })
    expect(question).toMatchObject({ state: 'parked', state_reason: 'Until the new system is in.' })
    expect(history.map((one) => [one.was, one.becomes, one.by])).toEqual([
      ['draft', 'not_answerable', 'Ben Okoro'],
      ['not_answerable', 'parked', 'Ben Okoro'],
    ])
  })

  test('said by two at once is answered with both texts', async () => {
    const id = await ask(ana, 'Who is not coming?')
    const edit = (who: Who, words: string) =>
      who.api.insights.editQuestion({ attempt: attempt(), question: id, version: 1, words })
    expect(await edit(ben, 'Who does not come, and why?')).toMatchObject({ ok: true })
    expect(await edit(ana, 'Who never came?')).toMatchObject({
      ...{ ok: false, reason: 'conflict', theirs: { version: 2, words: 'Who does not come, and why?' } },
    })
  })

  test('has evidence and insights tied to it both ways, its sub-questions, and the decision it informs', async () => {
    const id = await ask(ana, 'What works in the first week?')
    const sub = await ask(ben, 'Does ringing work?', { part_of: id })
    const insight = await write(ana, 'Ringing works.')
    const decision = idOf(await decide(ana, insight))
    await tie(ben, { kind: 'evidence', id: line }, { kind: 'question', id }, 'bears')
    await tie(ben, { kind: 'evidence', id: line }, { kind: 'question', id }, 'bears')
    await tie(ana, { kind: 'insight', id: insight }, { kind: 'question', id }, 'bears')
    await tie(ana, { kind: 'question', id }, { kind: 'decision', id: decision }, 'informs')
    const { linked } = await questionOf(ben, id)
    expect(linked.map((one) => [one.kind, one.role, one.end, one.words]).sort()).toEqual(
      [
        ['decision', 'informs', 'to', 'Try it on two wards.'],
        ['evidence', 'bears', 'from', 'Nobody rings after discharge.'],
        ['insight', 'bears', 'from', 'Ringing works.'],
        ['question', 'part_of', 'from', 'Does ringing work?'],
      ].sort(),
    )
    await expect(tie(ana, { kind: 'question', id }, { kind: 'question', id: sub }, 'part_of')).rejects.toMatchObject({
      code: 'refused',
    })
    await expect(tie(ana, { kind: 'question', id }, { kind: 'question', id }, 'part_of')).rejects.toMatchObject({
      code: 'refused',
    })
    await expect(tie(ana, { kind: 'decision', id: decision }, { kind: 'question', id }, 'bears')).rejects.toMatchObject(
      {
        code: 'invalid',
      },
    )
    await ana.api.insights.untie({ attempt: attempt(), space, from: line, to: id, role: 'bears' })
    expect((await questionOf(ana, id)).linked.map((one) => one.kind)).not.toContain('evidence')
  })

  test('waits for whoever is left when its owner has gone, and for its owner as its day comes near', async () => {
    const held = { owner: ana.id, facilitator: ben.id, active: true }
    const far = await ask(ana, 'Still far off?', { ...held, by_on: '2031-01-01' })
    const today = new Date().toISOString().slice(0, 10)
    const near = await ask(ana, 'Due now?', { ...held, by_on: today })
    const asked = async (who: Who) => (await who.api.today.list({})).waiting.map((one) => `${one.words} ${one.verb}`)
    expect(await asked(ana)).toContain('Due now? Say what we know')
    expect((await asked(ana)).join()).not.toContain('Still far off?')
    expect((await asked(ben)).join()).not.toMatch(/Due now|Still far/)
    const late = await somebody(place, 'Leaves Soon')
    const membership = await letIn(place.house, space, late.id, ana.id, [ben.id])
    const left = await ask(ben, 'Whose is this?', { owner: late.id, facilitator: ben.id, active: true })
    expect((await asked(ben)).join()).not.toContain('Whose is this?')
    await asAdministrator(place, `update membership set ends_at = clock_now() where id = '${membership}'`)
    expect(await asked(ben)).toContain('Whose is this? Name somebody')
    expect((await asked(ana)).join()).not.toContain('Whose is this?')
    expect((await questionOf(ben, left)).owner).toMatchObject({ name: 'Leaves Soon', here: false })
    expect([far, near]).toHaveLength(2)
  })
})

describe('an assumption', () => {
  test('has evidence for it and against it, and the history of where it stands', async () => {
    const id = await assume(ana, 'Families want a visit.')
    await tie(ana, { kind: 'evidence', id: line }, { kind: 'assumption', id }, 'against')
    const settle = (state: 'tested' | 'changed', version: number, reason: string) =>
      ben.api.insights.settleAssumption({ attempt: attempt(), assumption: id, version, state, reason })
    expect(await settle('tested', 1, 'We rang ten of them.')).toMatchObject({ ok: true })
    expect(await settle('changed', 2, 'They want a call.')).toMatchObject({ ok: true })
    const mine = (await ana.api.insights.assumptions({ id: space })).items.find((one) => one.id === id)
    expect(mine).toMatchObject({
      state: 'changed',
      holder: 'The trust',
      linked: [{ role: 'against', kind: 'evidence' }],
    })
    expect(mine?.history.map((one) => [one.becomes, one.why])).toEqual([
      ['tested', 'We rang ten of them.'],
      ['changed', 'They want a call.'],
    ])
  })
})

describe('who may not', () => {
  test('an outsider gets the one answer everywhere', async () => {
    const question = await ask(ana, 'Kept among us?')
    const assumption = await assume(ana, 'Kept among us.')
    await tie(ana, { kind: 'evidence', id: line }, { kind: 'question', id: question }, 'bears')
    const never = await out.api.insights.question({ id: space, of: randomUUID() }).catch((fault) => fault.message)
    const a = () => ({ attempt: attempt() })
    const tries = [
      out.api.insights.questions({ id: space }),
      out.api.insights.question({ id: space, of: question }),
      out.api.insights.assumptions({ id: space }),
      out.api.insights.choices({ space, kind: 'question' }),
      ask(out, 'Let me in?'),
      assume(out, 'Let me in.'),
      out.api.insights.editQuestion({ ...a(), question, version: 1, words: 'x' }),
      out.api.insights.settleQuestion({ ...a(), question, version: 1, state: 'answered' }),
      out.api.insights.editAssumption({ ...a(), assumption, version: 1, words: 'x', holder: 'x' }),
      out.api.insights.settleAssumption({ ...a(), assumption, version: 1, state: 'held', reason: 'x' }),
      tie(out, { kind: 'evidence', id: line }, { kind: 'question', id: question }, 'bears'),
      out.api.insights.untie({ ...a(), space, from: line, to: question, role: 'bears' }),
    ]
    for (const one of await Promise.allSettled(tries))
      expect(one).toMatchObject({ status: 'rejected', reason: { ...gone, message: never } })
  })

  test('a newcomer to a later chapter is told of no tie to what was said before', async () => {
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
    await letIn(place.house, fresh, late.id, ana.id)
    const now = await chaptersOf(place.house, ana.id, fresh)
    const question = async (chapter: string, words: string) =>
      idOf(await ana.api.insights.askQuestion({ attempt: attempt(), space: fresh, chapter, words }))
    const before = await question(then.chapter, 'Asked early?')
    const after = await question(now.chapter, 'Asked late?')
    await tie(ana, { kind: 'evidence', id: early }, { kind: 'question', id: after }, 'bears', fresh)
    await tie(ana, { kind: 'question', id: after }, { kind: 'question', id: before }, 'part_of', fresh)
    expect((await questionOf(ana, after, fresh)).linked).toHaveLength(2)
    expect(await questionOf(late, after, fresh)).toMatchObject({ words: 'Asked late?', linked: [] })
    expect((await late.api.insights.questions({ id: fresh })).items.map((one) => one.id)).toEqual([after])
    expect(
      await place.house.db.read(late.id, (db) => db.selectFrom('inquiry_link').select('from_id').execute()),
    ).toEqual([])
    // Whoever reads one end only can tie nothing to the other, and learns nothing by trying.
    for (const id of [early, randomUUID()])
      await expect(
        tie(late, { kind: 'evidence', id }, { kind: 'question', id: after }, 'bears', fresh),
      ).rejects.toMatchObject(gone)
    // And what was said early is not typed into what they read.
    await expect(
      ana.api.insights.editQuestion({
        ...{ attempt: attempt(), question: after, version: 1, words: 'Asked late?' },
        known: 'As one said: early words that nobody else heard here.',
      }),
    ).rejects.toMatchObject({ code: 'refused' })
  })
})

describe('words that go', () => {
  test('words taken back are gone from every column of what was built on them, in the same transaction', async () => {
    const SAID = 'We tried ringing in the first two days and it worked for six of eight.'
    const brought = await bringIn(place.house, ben.id, ben.home, space, SAID)
    const part = 'So: “WE TRIED RINGING, in the first two days!”'
    const question = await ask(ana, part, { why: part, known: part, informs: part })
    const assumption = await assume(ana, part)
    await ana.api.insights.settleQuestion({ attempt: attempt(), question, version: 1, state: 'parked', reason: part })
    await ana.api.insights.settleAssumption({
      attempt: attempt(),
      assumption,
      version: 1,
      state: 'tested',
      reason: part,
    })
    await place.house.db.as(ben.id, (tx) => sql`select take_back(${brought.crossing}::uuid)`.execute(tx))
    const read = await ana.api.insights.question({ id: space, of: question })
    expect(read.question.words).toBe('So: “[words taken back]!”')
    const all = JSON.stringify([read, await ana.api.insights.assumptions({ id: space })]).toLowerCase()
    expect(all).not.toContain('ringing, in')
  })

  test('somebody who erases themselves is on nothing any more, and what they asked stays', async () => {
    const goer = await somebody(place, 'Goes Away')
    await letIn(place.house, space, goer.id, ana.id, [ben.id])
    const id = await ask(goer, 'What stays?', { owner: goer.id, facilitator: ben.id, active: true })
    const theirs = await place.house.db.read(goer.id, (db) => inquiryMine(db, goer.id))
    expect(theirs).toMatchObject({ questions: [{ words: 'What stays?' }], questionsHeld: [{ id }] })
    await place.house.db.as(goer.id, (tx) => sql`select forget_inquiry()`.execute(tx))
    expect(await questionOf(ben, id)).toMatchObject({ words: 'What stays?', state: 'active', owner: null, by: null })
  })
})
