import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attempt } from '../../../../tests/support/place.ts'
import { asAdministrator, bringIn, gone, openPost, startWorld, type Who } from './testing.ts'

let world: Awaited<ReturnType<typeof startWorld>>
let { place, space, ana, ben, trace, write, send } = {} as typeof world
beforeAll(async () => {
  world = await startWorld()
  ;({ place, space, ana, ben, trace, write, send } = world)
}, 60_000)
afterAll(() => place.stop())

describe('a seat', () => {
  test('sees what was let out and nothing round it, answers without an account, and may change the answer', async () => {
    const insight = await write(ana, 'One number to ring.', { dissent: 'Who answers it at night?' })
    const sent = await send(ana, insight, { note: 'Could you say by Friday?' })
    const door = place.visitor().api.insights
    const page = await door.seatPage({ token: sent.token })
    expect(page).toMatchObject({
      title: 'Discharge lead, South Wear',
      note: 'Could you say by Friday?',
      answer: null,
      taken_back: false,
    })
    expect(page.let_out).toContain('One number to ring.')
    for (const kept of ['at night', 'Nobody rings', 'Ana', 'Wearmouth'])
      expect(JSON.stringify(page)).not.toContain(kept)
    expect((await ana.api.insights.unheard({})).some((one) => one.id === sent.id)).toBe(true)
    await door.seatAnswer({ attempt: attempt(), token: sent.token, answer: 'not_mine', words: 'Ward sister' })
    await door.seatAnswer({
      attempt: attempt(),
      token: sent.token,
      answer: 'understood',
      words: 'I can offer two wards.',
    })
    expect(await door.seatPage({ token: sent.token })).toMatchObject({
      answer: 'understood',
      answer_words: 'I can offer two wards.',
    })
    const [heard] = (await trace(ben, 'insight', insight)).insights[0]!.receivers
    expect(heard).toMatchObject({
      title: 'Discharge lead, South Wear',
      heard_in_days: 0,
      answers: [{ answer: 'not_mine' }, { answer: 'understood', words: 'I can offer two wards.' }],
    })
    expect(
      (await ben.api.insights.list({ id: space })).items.find((item) => item.id === insight)?.receivers,
    ).toMatchObject([{ answer: 'understood' }])
    expect((await ana.api.insights.unheard({})).some((one) => one.id === sent.id)).toBe(false)
    expect(await ben.api.insights.unheard({})).toEqual([])
  })

  test('a wrong token, a replaced one and one past its end answer as one that never was', async () => {
    const sent = await send(ana, await write(ana, 'For sixty days.'))
    const door = place.visitor().api.insights
    const never = await door.seatPage({ token: 'never-made' }).catch((fault) => fault)
    expect(never).toMatchObject(gone)
    await expect(ben.api.insights.link({ attempt: attempt(), receiver: sent.id })).rejects.toMatchObject(gone)
    const renewed = await ana.api.insights.link({ attempt: attempt(), receiver: sent.id })
    if (!renewed.ok) throw new Error()
    const token = renewed.link!.split('#')[1]!
    expect(await door.seatPage({ token })).toMatchObject({ title: 'Discharge lead, South Wear' })
    await asAdministrator(place, `update receiver set link_ends_at = clock_now() where id = '${sent.id}'`)
    for (const dead of [sent.token, token]) {
      await expect(door.seatPage({ token: dead })).rejects.toMatchObject({ ...gone, message: never.message })
      await expect(door.seatAnswer({ attempt: attempt(), token: dead, answer: 'understood' })).rejects.toMatchObject({
        ...gone,
        message: never.message,
      })
    }
  })

  test('what is sent is what was shown; the link is kept nowhere', async () => {
    const insight = await write(ana, 'Shown before sending.')
    const sent = {
      attempt: attempt(),
      insight,
      seat: { title: 'A post' },
      let_out: (await trace(ana, 'insight', insight)).insights[0]!.let_out!,
    }
    await ben.api.insights.addDissent({ attempt: attempt(), insight, words: 'Not so.' })
    expect(await ana.api.insights.send(sent)).toMatchObject({ ok: false, reason: 'changed' })
    const now = { ...sent, let_out: (await trace(ana, 'insight', insight)).insights[0]!.let_out! }
    const first = await ana.api.insights.send(now)
    expect(await ana.api.insights.send(now)).toEqual({ ...first, link: null })
    const kept = await place.house.db.read(ana.id, (db) =>
      db.selectFrom('attempt').select('answer').where('person_id', '=', ana.id).execute(),
    )
    expect(JSON.stringify(kept)).not.toContain('seat#')
  })
})

test('the letter to a seat has the link and none of the words, and a letter that does not leave is said to be none', async () => {
  const post = await openPost()
  const posting = await startWorld({ SMTP_URL: post.url })
  try {
    const insight = await posting.write(posting.ana, 'Not for a postman.')
    const sent = await posting.send(posting.ana, insight, { note: 'Only behind the link.', email: 'hale@example.org' })
    expect(sent.mailed).toBe(true)
    expect(post.letters).toHaveLength(1)
    expect(post.letters[0]).toContain(sent.link)
    for (const kept of ['postman', 'Only behind', 'Wearmouth', 'Ana', 'Discharge'])
      expect(post.letters[0]).not.toContain(kept)
    await post.close()
    const unsent = await posting.send(posting.ana, insight, { email: 'hale@example.org' })
    expect(unsent).toMatchObject({ mailed: false, link: expect.stringContaining('/seat#') })
  } finally {
    await posting.place.stop()
  }
})

describe('taken back', () => {
  test('the evidence says so at once, the insight asks for another look the next day and not before', async () => {
    const brought = await bringIn(place.house, ben.id, ben.home, space, 'We tried ringing and it worked.')
    const insight = await write(ana, 'Ringing works: “We tried ringing and it worked.”', {
      evidence: brought.evidence,
      bears: 'quotes',
    })
    expect((await trace(ana, 'insight', insight)).evidence).toMatchObject([
      { words: 'We tried ringing and it worked.', by: null, brought_on: expect.any(String) },
    ])
    await place.house.db.as(ben.id, (tx) => sql`select take_back(${brought.crossing}::uuid)`.execute(tx))
    const traced = await trace(ana, 'insight', insight)
    expect(traced.evidence).toMatchObject([{ words: null, taken_back: true, by: null }])
    expect(traced.insights).toMatchObject([{ words: null, let_out: null, wants_another_look: false }])
    expect(await asks(ana)).toEqual([])
    await asAdministrator(place, `update look_again set due_at = clock_now() where insight_id = '${insight}'`)
    expect((await trace(ana, 'insight', insight)).insights[0]?.wants_another_look).toBe(true)
    expect((await ben.api.insights.list({ id: space })).items.find((item) => item.id === insight)).toMatchObject({
      words: null,
      wants_another_look: true,
    })
    expect(await asks(ana)).toMatchObject([{ verb: 'Look again' }])
    expect(await asks(ben)).toEqual([])
    expect(await ana.api.insights.lookedAgain({ attempt: attempt(), insight })).toMatchObject({
      ok: false,
      reason: 'hidden',
    })
    expect(
      await ana.api.insights.edit({ attempt: attempt(), insight, version: 2, words: 'Ringing works.' }),
    ).toMatchObject({ ok: true })
    expect((await trace(ana, 'insight', insight)).insights).toMatchObject([
      { words: 'Ringing works.', wants_another_look: false },
    ])
    expect(await asks(ana)).toEqual([])
  })

  test('an insight that quotes nobody may be kept as it is', async () => {
    const brought = await bringIn(place.house, ben.id, ben.home, space, 'A line of mine.')
    const insight = await write(ana, 'It holds without.', { evidence: brought.evidence })
    const sent = await send(ana, insight)
    await place.house.db.as(ben.id, (tx) => sql`select take_back(${brought.crossing}::uuid)`.execute(tx))
    expect(await place.visitor().api.insights.seatPage({ token: sent.token })).toMatchObject({
      let_out: '',
      note: '',
      taken_back: true,
    })
    expect(await ana.api.insights.lookedAgain({ attempt: attempt(), insight })).toMatchObject({
      ok: false,
      reason: 'looked',
    })
    await asAdministrator(place, `update look_again set due_at = clock_now() where insight_id = '${insight}'`)
    expect(await ben.api.insights.lookedAgain({ attempt: attempt(), insight })).toMatchObject({ ok: true })
    expect((await trace(ana, 'insight', insight)).insights).toMatchObject([
      { words: 'It holds without.', wants_another_look: false },
    ])
  })
})

async function asks(who: Who) {
  const { insights } = await import('./index.ts')
  return place.house.db.read(who.id, (db) => insights.asks(db, who.id, place.house))
}
