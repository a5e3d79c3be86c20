import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { letIn, makeSpace, makeEvidence as say } from '#modules/crossings/server/testing.ts'
import { attempt } from '../../../../tests/support/place.ts'
import { asAdministrator, chaptersOf, gone, idOf, openPost, somebody, startWorld, type Who } from './testing.ts'

let world: Awaited<ReturnType<typeof startWorld>>
let { place, space, at, ana, ben, trace, write, send } = {} as typeof world
beforeAll(async () => {
  world = await startWorld()
  ;({ place, space, at, ana, ben, trace, write, send } = world)
}, 60_000)
afterAll(() => place.stop())

/** Asks, and leaves it open. */
async function ask(who: Who, insight: string, note = '') {
  const [shown] = (await trace(who, 'insight', insight)).insights
  const asked = await who.api.insights.send({
    attempt: attempt(),
    insight,
    seat: { title: 'Ward lead' },
    let_out: shown!.let_out!,
    note,
  })
  if (!asked.ok) throw new Error(asked.sentence)
  return asked
}
const asked = async (who: Who) => (await who.api.crossings.asked({})).asked
const say_ = async (who: Who, answer: 'goes' | 'stays') => {
  for (const one of await asked(who)) await who.api.crossings.answer({ attempt: attempt(), id: one.id, answer })
}
const inDatabase = (who: Who, run: ReturnType<typeof sql>) => place.house.db.as(who.id, (tx) => run.execute(tx))

describe('sending is crossing', () => {
  test('those who read it are asked with the exact words, and until they say yes there is no link', async () => {
    const insight = await write(ana, 'It leaves only by a yes.')
    const open = await ask(ana, insight, 'Could you say by Friday?')
    expect(open).toMatchObject({ state: 'open', link: null, mailed: false })
    expect(await asked(ana)).toEqual([])
    const [mine] = await asked(ben)
    expect(mine).toMatchObject({ to: 'Ward lead', standing: 'group', form: 'theme' })
    expect(mine!.words).toBe(
      'It leaves only by a yes.\nWe are fairly sure.\n\nA note with it: Could you say by Friday?',
    )
    expect(mine!.audience).toContain('Whoever holds the post “Ward lead”')
    expect((await ben.api.today.list({})).waiting.map((one) => one.words)).toContain(mine!.words)
    expect((await trace(ben, 'insight', insight)).insights[0]).toMatchObject({
      receivers: [],
      sendings: [{ title: 'Ward lead', state: 'not_settled' }],
    })
    expect((await ana.api.insights.unheard({})).find((one) => one.id === open.id)).toMatchObject({
      state: 'not_settled',
      can: { remind: false, link: false },
    })
    await expect(ana.api.insights.link({ attempt: attempt(), receiver: open.id })).rejects.toMatchObject(gone)
    await say_(ben, 'goes')
    expect((await trace(ana, 'insight', insight)).insights[0]).toMatchObject({
      receivers: [{ id: open.id, crossed: true, link_open: false, taken_back: false }],
      sendings: [],
    })
    const link = await ana.api.insights.link({ attempt: attempt(), receiver: open.id })
    if (!link.ok) throw new Error(link.sentence)
    const token = link.link!.split('#')[1]!
    const door = place.visitor().api.insights
    expect(await door.seatPage({ token })).toMatchObject({ note: 'Could you say by Friday?', can_answer: true })
    // Whoever let it go may take that back, and the page is empty with it.
    await ben.api.crossings.takeBack({ attempt: attempt(), id: mine!.id })
    expect(await door.seatPage({ token })).toMatchObject({ taken_back: true, let_out: '', note: '' })
    // Whoever could have answered is told why they cannot now; to anybody else it is as if it had never been.
    const late = (at: typeof door, device?: string) =>
      at.seatAnswer({
        attempt: attempt(),
        token,
        answer: 'understood',
        words: 'Too late',
        ...(device ? { device } : {}),
      })
    await expect(late(door)).rejects.toThrow(/taken back/)
    await expect(late(place.visitor().api.insights, 'another')).rejects.toMatchObject(gone)
    expect((await trace(ana, 'insight', insight)).insights[0]).toMatchObject({ receivers: [{ taken_back: true }] })
  })

  test('one no keeps it, nobody is told whose, and its words are kept nowhere', async () => {
    const insight = await write(ana, 'This one stays, so it does.')
    const open = await ask(ana, insight)
    await say_(ben, 'stays')
    expect((await trace(ana, 'insight', insight)).insights[0]).toMatchObject({
      receivers: [],
      sendings: [{ state: 'stays' }],
    })
    await expect(ana.api.insights.link({ attempt: attempt(), receiver: open.id })).rejects.toMatchObject(gone)
    await asAdministrator(
      place,
      `do $$ begin if exists (select from sending where receiver_id = '${open.id}' and let_out <> '') then raise 'kept'; end if; end $$`,
    )
  })

  test('nobody writes by hand that it was sent, heard, or done by somebody else', async () => {
    const insight = await write(ana, 'By no hand.')
    const seat = (await ask(ana, insight)).seat
    await say_(ben, 'stays')
    for (const forged of [
      sql`insert into receiver (space_id, id, chapter_id, insight_id, seat_id, let_out, sent_by, link_hash, link_ends_at)
        values (${space}::uuid, ${randomUUID()}::uuid, ${at.chapter}::uuid, ${insight}::uuid, ${seat}::uuid, 'Out', ${ana.id}::uuid, '\\x00', '2100-01-01')`,
      sql`insert into acknowledgement (space_id, chapter_id, receiver_id, answer) values (${space}::uuid, ${at.chapter}::uuid, ${randomUUID()}::uuid, 'understood')`,
      sql`insert into event (space_id, chapter_id, number, kind, subject, actor_id) values (${space}::uuid, ${at.chapter}::uuid, 9999, 'x', ${insight}::uuid, ${ben.id}::uuid)`,
      sql`update receiver set link_ends_at = '2100-01-01'`,
      sql`select land_at_seat(${randomUUID()}::uuid)`,
      sql`select link_hash, email from receiver`,
    ])
      await expect(inDatabase(ana, forged)).rejects.toMatchObject({ code: '42501' })
  })

  test('quoted words ask their speaker too; words typed for nobody who can be asked do not go', async () => {
    const line = await say(place.house, space, ben.id, 'The lift was broken again and nobody told us anything.')
    const insight = await write(ana, 'As said: THE LIFT was broken, again and nobody told us.', { evidence: line })
    await ask(ana, insight)
    expect((await asked(ben)).map((one) => one.standing)).toEqual(['speaker'])
    await say_(ben, 'stays')
    await asAdministrator(place, `update evidence set speaker_id = null, attribution = 'role' where id = '${line}'`)
    await expect(ask(ana, insight)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('typed for somebody'),
    })
  })

  test('a line goes to one seat with its speaker’s yes, and comes back with their no', async () => {
    const line = await say(place.house, space, ben.id, 'I was never rung, not once.')
    const sent = await ana.api.insights.sendWords({
      attempt: attempt(),
      evidence: line,
      words: 'I was never rung',
      seat: { title: 'One seat' },
    })
    expect(sent).toMatchObject({ ok: true, state: 'open', link: null })
    if (!sent.ok) throw new Error(sent.sentence)
    const [mine] = await asked(ben)
    expect(mine).toMatchObject({ standing: 'speaker', words: 'I was never rung', form: 'unnamed' })
    await say_(ben, 'goes')
    const link = await ana.api.insights.link({ attempt: attempt(), receiver: sent.id })
    const token = link.ok ? link.link!.split('#')[1]! : ''
    const door = place.visitor().api.insights
    expect(await door.seatPage({ token })).toMatchObject({ let_out: 'I was never rung' })
    const where = (await ben.api.crossings.mine({})).crossings.find((one) => one.id === mine!.id)
    expect(where).toMatchObject({ words: 'I was never rung', to: { name: 'One seat' }, can: { takeBack: true } })
    await ben.api.crossings.takeBack({ attempt: attempt(), id: mine!.id })
    expect(await door.seatPage({ token })).toMatchObject({ taken_back: true, let_out: '' })
    await expect(
      world.out.api.insights.sendWords({ attempt: attempt(), evidence: line, words: 'I', seat: { title: 'A' } }),
    ).rejects.toMatchObject(gone)
  })

  test('a post held by somebody who reads it anyway needs nobody’s yes, and has no link', async () => {
    const seat = idOf(await ana.api.spaces.addSeat({ attempt: attempt(), address: `s-${space}`, title: 'Inside' }))
    const { members } = await ana.api.spaces.people({ address: `s-${space}` })
    const membership = members.find((one) => one.name === 'Ben Okoro')!.id
    idOf(await ana.api.spaces.holdSeat({ attempt: attempt(), seat, memberships: [membership] }))
    const insight = await write(ana, 'For one of us.')
    const [shown] = (await trace(ana, 'insight', insight)).insights
    const sent = await ana.api.insights.send({
      attempt: attempt(),
      insight,
      seat: { id: seat },
      let_out: shown!.let_out!,
    })
    expect(sent).toMatchObject({ ok: true, state: 'inside', link: null })
    if (!sent.ok) throw new Error()
    await expect(ana.api.insights.link({ attempt: attempt(), receiver: sent.id })).rejects.toMatchObject(gone)
    expect((await ben.api.today.list({})).waiting.map((one) => one.words)).toContain(
      'Something was sent to the post of Inside',
    )
  })
})

describe('the link of a seat', () => {
  test('is answered where it was opened first, and never by whoever sent it', async () => {
    const sent = await send(ana, await write(ana, 'Bound to one device.'))
    const { token } = sent
    expect(await ana.api.insights.seatPage({ token, device: 'anas' })).toMatchObject({ can_answer: false })
    const door = place.visitor().api.insights
    expect(await door.seatPage({ token, device: 'theirs' })).toMatchObject({ can_answer: true })
    for (const [who, device] of [
      [ana, 'anas'],
      [ana, 'theirs'],
      [place.visitor(), 'another'],
    ] as const) {
      await expect(
        who.api.insights.seatAnswer({ attempt: attempt(), token, device, answer: 'understood' }),
      ).rejects.toMatchObject(gone)
    }
    await door.seatAnswer({ attempt: attempt(), token, device: 'theirs', answer: 'need_to_ask', words: 'When?' })
    expect(await door.seatPage({ token, device: 'another' })).toMatchObject({ can_answer: false, answer_words: '' })
    expect(await door.seatPage({ token, device: 'theirs' })).toMatchObject({ answer_words: 'When?' })
  })

  test('ends with its sender’s leaving, unless it was opened', async () => {
    const leaver = await somebody(place, 'Lea Ver')
    const room = await makeSpace(place.house, leaver.id, 'Alone')
    const { chapter } = await chaptersOf(place.house, leaver.id, room)
    const line = await say(place.house, room, leaver.id, 'A line of my own.')
    const tokens: string[] = []
    for (const words of ['Never opened.', 'Opened.']) {
      const insight = idOf(
        await leaver.api.insights.write({
          attempt: attempt(),
          space: room,
          chapter,
          words,
          evidence: [{ id: line, bears: 'supports' }],
        }),
      )
      const { insights } = await leaver.api.insights.trace({ id: room, kind: 'insight', of: insight })
      const sent = await leaver.api.insights.send({
        attempt: attempt(),
        insight,
        seat: { title: 'T' },
        let_out: insights[0]!.let_out!,
      })
      expect(sent).toMatchObject({ state: 'went' })
      tokens.push(sent.ok ? sent.link!.split('#')[1]! : '')
    }
    const door = place.visitor().api.insights
    await door.seatPage({ token: tokens[1]!, device: 'd' })
    await asAdministrator(place, `update membership set ends_at = clock_now() where space_id = '${room}'`)
    await expect(door.seatPage({ token: tokens[0]!, device: 'd' })).rejects.toMatchObject(gone)
    expect(await door.seatPage({ token: tokens[1]!, device: 'd' })).toMatchObject({ can_answer: true })
  })
})

test('a reminder goes once a week, by the sender, with no link and none of the words', async () => {
  const post = await openPost()
  const posting = await startWorld({ SMTP_URL: post.url })
  try {
    const sent = await posting.send(posting.ana, await posting.write(posting.ana, 'Not for a postman.'), {
      email: 'hale@example.org',
    })
    const remind = (who: Who) => who.api.insights.remind({ attempt: attempt(), receiver: sent.id })
    expect(await remind(posting.ana)).toMatchObject({ ok: false, reason: 'too_soon' })
    await asAdministrator(posting.place, `update receiver set sent_at = sent_at - interval '8 days'`)
    await expect(remind(posting.ben)).rejects.toMatchObject(gone)
    await expect(remind(posting.out)).rejects.toMatchObject(gone)
    expect((await posting.ana.api.insights.unheard({}))[0]).toMatchObject({ can: { remind: true } })
    expect(await remind(posting.ana)).toMatchObject({ ok: true, mailed: true })
    expect(await remind(posting.ana)).toMatchObject({ ok: false, reason: 'too_soon' })
    expect(post.letters).toHaveLength(2)
    expect(post.letters[1]).toContain('Something waits for you')
    for (const kept of ['seat#', 'postman', 'Wearmouth', 'Ana', 'Discharge'])
      expect(post.letters[1]).not.toContain(kept)
  } finally {
    await posting.place.stop()
    await post.close()
  }
})

describe('chapters', () => {
  test('a later chapter’s insight neither rests on nor repeats what was said before its readers came', async () => {
    const group = await makeSpace(place.house, ana.id, 'Front door', 'group')
    const early = await say(place.house, group, ana.id, 'She cried for an hour in the corridor that night.')
    await letIn(place.house, group, ben.id, ana.id)
    const { chapter } = await chaptersOf(place.house, ana.id, group)
    const later = await say(place.house, group, ana.id, 'A new line.')
    const writing = (words: string, id: string) =>
      ana.api.insights.write({
        attempt: attempt(),
        space: group,
        chapter,
        words,
        evidence: [{ id, bears: 'supports' }],
      })
    await expect(writing('Something.', early)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('Bring it in first'),
    })
    const typed = 'We heard: she cried, for an hour; in the corridor!'
    await expect(writing(typed, later)).rejects.toMatchObject({ code: 'refused' })
    const insight = idOf(await writing('Said within.', later))
    await expect(
      ana.api.insights.edit({ attempt: attempt(), insight, version: 1, words: 'Fine.', scope: typed }),
    ).rejects.toMatchObject({ code: 'refused' })
    await expect(ana.api.insights.addDissent({ attempt: attempt(), insight, words: typed })).rejects.toMatchObject({
      code: 'refused',
    })
    await expect(
      inDatabase(
        ana,
        sql`insert into insight_evidence (space_id, insight_id, evidence_id, chapter_id, bears) values (${group}::uuid, ${insight}::uuid, ${early}::uuid, ${chapter}::uuid, 'supports')`,
      ),
    ).rejects.toMatchObject({ code: 'TF031' })
  })
})
