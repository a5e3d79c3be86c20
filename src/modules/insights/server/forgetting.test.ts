import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attempt } from '../../../../tests/support/place.ts'
import { asAdministrator, bringIn, idOf, makeEvidence, startWorld } from './testing.ts'

let world: Awaited<ReturnType<typeof startWorld>>
let { place, space, at, ana, ben, trace, write, send } = {} as typeof world
beforeAll(async () => {
  world = await startWorld()
  ;({ place, space, at, ana, ben, trace, write, send } = world)
}, 60_000)
afterAll(() => place.stop())

const SAID = 'We tried ringing in the first two days and it worked for six of eight.'
const GAP = '[words taken back]'
const takeBack = (crossing: string) =>
  place.house.db.as(ben.id, (tx) => sql`select take_back(${crossing}::uuid)`.execute(tx))

describe('words taken back', () => {
  test('are found whatever their case, signs, accents and spaces, in part or whole', async () => {
    const cases: [string, string, string][] = [
      [`So: ${SAID} Yes.`, SAID, `So: ${GAP}. Yes.`],
      ['They said “WE TRIED — ringing, in the\n first two” things.', SAID, `They said “${GAP}” things.`],
      ['We tried ringing in the end.', SAID, 'We tried ringing in the end.'],
      ['Then the café shut early, so there.', 'The cafe shut early', `Then ${GAP}, so there.`],
      ['we tried rin\u200bging in the first two days', SAID, GAP],
      ['Nobody.', 'Nobody', GAP],
      ['Nobody came.', 'Nobody', 'Nobody came.'],
      ['', SAID, ''],
    ]
    for (const [text, said, left] of cases) {
      const { rows } = await place.house.db.read(ana.id, (db) =>
        sql<{ left: string }>`select words_forgotten(${text}, ${said}) as left`.execute(db as never),
      )
      expect(rows[0]!.left).toBe(left)
    }
  })

  test('leave every column of everything built on them, and every copy that was sent', async () => {
    const brought = await bringIn(place.house, ben.id, ben.home, space, SAID)
    const part = 'as one said, “WE TRIED RINGING, in the first two days!”'
    const insight = idOf(
      await ana.api.insights.write({
        attempt: attempt(),
        space,
        chapter: at.chapter,
        words: 'Ringing early works.',
        scope: part,
        change_mind: part,
        sense_made_by: part,
        dissent: part,
        evidence: [{ id: brought.evidence, bears: 'supports' }],
      }),
    )
    const quoting = await write(ana, `It ${part}`, { dissent: 'Not so.' })
    const standing = { space, chapter: at.standing }
    const decision = idOf(
      await ana.api.insights.decide({
        attempt: attempt(),
        ...standing,
        insights: [insight],
        words: part,
        reasons: part,
        taken_by: part,
        not_heard: part,
      }),
    )
    const action = idOf(
      await ana.api.insights.act({
        attempt: attempt(),
        ...standing,
        decision,
        words: part,
        accountable: part,
        delivered_by: part,
      }),
    )
    idOf(
      await ana.api.insights.conclude({
        attempt: attempt(),
        ...standing,
        action,
        state: 'agreed',
        words: part,
        says_who: part,
      }),
    )
    await ana.api.insights.stop({ attempt: attempt(), space, kind: 'action', of: action, reason: part })
    const sent = await send(ana, insight)
    const open = await ana.api.insights.send({
      attempt: attempt(),
      insight,
      seat: { title: 'Still asked' },
      let_out: (await trace(ana, 'insight', insight)).insights[0]!.let_out!,
    })
    expect(open).toMatchObject({ state: 'open' })
    const door = place.visitor().api.insights
    await door.seatAnswer({ attempt: attempt(), token: sent.token, answer: 'understood', words: part }).catch(() => {})
    await door.seatPage({ token: sent.token })
    await door.seatAnswer({ attempt: attempt(), token: sent.token, answer: 'understood', words: part })

    await takeBack(brought.crossing)
    for (const id of [insight, quoting]) {
      const traced = await trace(ana, 'insight', id)
      expect(JSON.stringify(traced).toLowerCase()).not.toContain('ringing, in')
    }
    const traced = await trace(ana, 'insight', insight)
    expect(traced.insights[0]).toMatchObject({
      words: null,
      scope: `as one said, “${GAP}!”`,
      sendings: [{ title: 'Still asked', state: 'stays' }],
    })
    expect(traced.decisions[0]!.not_heard).toContain(GAP)
    // A sentence that has the words is hidden, though nobody tied it to them.
    expect((await trace(ana, 'insight', quoting)).insights[0]).toMatchObject({ words: null, version: 2 })
    expect(await door.seatPage({ token: sent.token })).toMatchObject({ taken_back: true, let_out: '' })
    expect(await ben.api.crossings.asked({})).toEqual({ asked: [] })
  })

  test('an edit that types the words of its evidence quotes it from then on', async () => {
    const insight = await write(ana, 'In my own words.')
    await ana.api.insights.edit({
      attempt: attempt(),
      insight,
      version: 1,
      words: 'One said: nobody RINGS after discharge',
    })
    expect((await trace(ben, 'insight', insight)).evidence).toMatchObject([{ bears: 'quotes' }])
  })

  test('what was let go until a day goes with that day', async () => {
    const brought = await bringIn(place.house, ben.id, ben.home, space, 'Only until the end of the pilot, please.')
    const insight = await write(ana, 'It said: only until the end of the pilot.', { evidence: brought.evidence })
    const sent = await send(ana, insight)
    await asAdministrator(
      place,
      `update evidence set valid_until = (clock_now())::date - 1 where id = '${brought.evidence}'`,
    )
    await expect
      .poll(async () => (await trace(ana, 'insight', insight)).insights[0]!.words, { timeout: 8000 })
      .toBeNull()
    expect(await place.visitor().api.insights.seatPage({ token: sent.token })).toMatchObject({ taken_back: true })
  })

  test('writing on something that is being taken back waits, and then is refused', async () => {
    const brought = await bringIn(place.house, ben.id, ben.home, space, 'This is going right now.')
    let refused: Promise<unknown> = Promise.resolve()
    await place.house.db.as(ben.id, async (tx) => {
      await sql`select take_back(${brought.crossing}::uuid)`.execute(tx)
      refused = write(ana, 'Resting on what goes.', { evidence: brought.evidence }).catch((fault) => fault)
      await new Promise((go) => setTimeout(go, 300))
    })
    expect(await refused).toMatchObject({ code: 'refused' })
  })
})

test('whoever is erased leaves no id along the chain, and what was made stays', async () => {
  const insight = await write(ben, 'Made by several.')
  await ben.api.insights.addDissent({ attempt: attempt(), insight, words: 'I doubt it.' })
  const { insights } = await import('./index.ts')
  await place.house.db.as(ben.id, (tx) => insights.forget(tx, ben.id, place.house))
  expect((await trace(ana, 'insight', insight)).insights[0]).toMatchObject({
    words: 'Made by several.',
    by: null,
    dissent: [{ words: 'I doubt it.', by: null }],
  })
  for (const table of [
    'insight',
    'dissent',
    'decision',
    'action',
    'outcome',
    'dead_end',
    'evidence',
    'document',
  ] as const) {
    const left = await place.house.db.read(ana.id, (db) =>
      db.selectFrom(table).select('author_id').where('author_id', '=', ben.id).execute(),
    )
    expect(left).toEqual([])
  }
})

test('erased by the library alone, words said in a space leave without a name behind them', async () => {
  const { library } = await import('#modules/library/server/index.ts')
  const line = await makeEvidence(place.house, ana.id, space, at.chapter, 'My own line, said here and nowhere else.')
  const insight = await write(ana, 'As said: my own line, said here and nowhere.', { evidence: line })
  await place.house.db.as(ana.id, (tx) => library.forget(tx, ana.id, place.house))
  const row = await place.house.db.read(ana.id, (db) =>
    db.selectFrom('evidence').select(['words', 'speaker_id', 'author_id']).where('id', '=', line).executeTakeFirst(),
  )
  expect(row).toEqual({ words: null, speaker_id: null, author_id: null })
  expect((await trace(ana, 'insight', insight)).insights[0]!.words).toBeNull()
})
