// What waits for somebody, what they put aside, and what their roles look at once a week.
import { afterAll, expect, test } from 'vitest'
import { made, sayersOf, takeUp } from '#modules/spaces/server/testing.ts'
import { addDays } from '#shared/day.ts'
import { attempt, startTestPlace } from '../../../../tests/support/place.ts'
import { peopleOf } from './testing.ts'

const place = await startTestPlace()
afterAll(() => place.stop())
const players = peopleOf(place)
const { someone, bring, make, member, ask, asOwner } = players
const { say, propose } = sayersOf(players, 'Nobody rings after discharge')
const list = async (who: Awaited<ReturnType<typeof someone>>, space?: string) => who.api.today.list({ space })

/** Mo and Bea in one space; Mo asks whether words of Bea's may go to another, so something waits for Bea. */
async function waiting() {
  const [mo, bea] = [await someone('Mo'), await someone('Bea')]
  const at = await make(mo, 'place', { name: 'From here' })
  await bring(mo, bea, at.address)
  const to = await make(mo, 'place', { name: 'To there' })
  made((await propose(mo, await say(bea, at), to.id)) as never)
  return { mo, bea, at }
}

test('what waits says why it is here, and is put aside until a day, for one person only', async () => {
  const { mo, bea } = await waiting()
  const [first] = (await list(bea)).waiting
  expect(first).toMatchObject({ verb: 'Answer', minutes: 2, due: null })
  expect(first!.because).toContain('2 minutes')
  const aside = (until: string, key = first!.key) => bea.api.today.putAside({ attempt: attempt(), ask: key, until })
  const done = made((await aside('tomorrow')) as never) as unknown as { until: string }
  const today = addDays(done.until, -1)
  expect(await list(bea)).toMatchObject({
    waiting: [],
    more: 0,
    aside: [{ key: first!.key, until: addDays(today, 1) }],
  })
  expect((await list(mo)).aside).toEqual([])
  await bea.api.today.bringBack({ attempt: attempt(), ask: first!.key })
  expect((await list(bea)).waiting).toHaveLength(1)
  await aside('next_week')
  await aside('not_mine')
  expect(await list(bea)).toMatchObject({ waiting: [], aside: [{ until: null }] })
  for (const day of [today, addDays(today, -3), addDays(today, 400)])
    await expect(aside(day)).rejects.toMatchObject({ code: 'invalid' })
  await aside(addDays(today, 3))
  // The day has come: it waits again.
  await asOwner('update ask_aside set until = $1 where person_id = $2', [today, bea.id])
  expect((await list(bea)).waiting).toHaveLength(1)
  // Nobody else reads what somebody put aside, and a program does neither.
  await aside('tomorrow')
  const seen = await place.house.db.read(mo.id, (db) => db.selectFrom('ask_aside').selectAll().execute())
  expect(seen).toEqual([])
  // What is answered does not wait, put aside or not.
  for (const { id } of (await bea.api.crossings.asked({})).asked)
    await bea.api.crossings.answer({ attempt: attempt(), id, answer: 'stays' })
  expect(await list(bea)).toMatchObject({ waiting: [], aside: [] })
})

test('whoever has left is asked nothing of it any more, put aside or not', async () => {
  const [mo, bea, cy, dan] = [await someone('Mo'), await someone('Bea'), await someone('Cy'), await someone('Dan')]
  const at = await make(mo, 'place', { name: 'Left' })
  await bring(mo, bea, at.address)
  for (const [who, secret] of [
    [cy, 'c'.repeat(43)],
    [dan, 'd'.repeat(43)],
  ] as const) {
    made(await ask(bea, who, at.address, secret))
    await takeUp(place.house, who.id, secret)
  }
  const { waiting: before } = await list(bea, at.id)
  expect(before.map((one) => one.words).sort()).toEqual(['Is this Cy?', 'Is this Dan?'])
  await bea.api.today.putAside({ attempt: attempt(), ask: before[0]!.key, until: 'not_mine' })
  made(await mo.api.spaces.end({ attempt: attempt(), membership: (await member(bea, at.address)).id, reason: '' }))
  expect(await list(bea)).toEqual({ waiting: [], more: 0, aside: [] })
})

test('a week shows each role what it looks at, in its order, in the spaces where it is held', async () => {
  const [mo, lee, bea, cho] = [await someone('Mo'), await someone('Lee'), await someone('Bea'), await someone('Cho')]
  const at = await make(mo, 'place', { name: 'A place' })
  await bring(mo, lee, at.address, { class: 'learning_partner' })
  await bring(mo, bea, at.address, {}, [lee])
  await bring(mo, cho, at.address, { roles: ['chair'] }, [lee, bea])
  const { chapter, standing } = await mo.api.spaces.here({ address: at.address })
  const learn = async (words: string) =>
    made(
      await mo.api.insights.write({
        ...{ attempt: attempt(), space: at.id, chapter, words },
        evidence: [{ id: await say(mo, at), bears: 'supports' }],
      }),
    ).id
  const on = { space: at.id, chapter: standing }
  const insight = await learn('A call keeps families connected')
  await learn('Nobody has acted on this')
  made(
    await mo.api.insights.plan({
      ...{ ...on, attempt: attempt(), insights: [insight], words: 'Fund it for a year' },
      ...{ decide_by: addDays(new Date().toISOString().slice(0, 10), 60) },
    }),
  )
  const decision = made(
    await mo.api.insights.decide({ ...on, attempt: attempt(), insights: [insight], words: 'Ring within two days' }),
  ).id
  made(
    await mo.api.insights.act({
      ...{ ...on, attempt: attempt(), decision, words: 'A rota', accountable: 'Dev Lal', due_on: '2026-01-05' },
    }),
  )
  await asOwner("update insight set made_at = made_at - interval '40 days' where space_id = $1", [at.id])

  const parts = async (who: typeof mo) => (await who.api.today.week({})).spaces.flatMap((space) => space.parts)
  const manager = await parts(mo)
  expect(manager.map((part) => part.kind)).toEqual(['questions', 'cycles', 'changed'])
  expect(manager[2]!.items).toMatchObject([{ words: 'Ring within two days', to: expect.stringContaining(decision) }])
  const partner = await parts(lee)
  expect(partner.map((part) => [part.kind, part.items.map((item) => item.words)])).toEqual([
    ['agreed', ['A rota']],
    ['stalled', ['Nobody has acted on this']],
    ['unshared', ['A call keeps families connected', 'Nobody has acted on this']],
  ])
  expect(partner[0]!.items[0]).toMatchObject({ late: true })
  expect(await parts(bea)).toEqual([])
  expect((await parts(cho)).map((part) => [part.kind, part.items.map((item) => item.words)])).toEqual([
    ['papers', ['Fund it for a year']],
    ['came', ['Ring within two days']],
    ['changed', ['Ring within two days']],
  ])
  const board = await parts(cho)
  expect(board[0]!.items).toMatchObject([
    {
      about: expect.stringMatching(/It rests on what was learned\.$/),
      to: expect.stringMatching(/\/page\?kind=decision$/),
    },
  ])
  expect(board[1]!.items[0]!.about).toMatch(/Nobody has said yet what came of it\.$/)
  // Whoever has left looks at nothing any more.
  made(await mo.api.spaces.end({ attempt: attempt(), membership: (await member(lee, at.address)).id, reason: '' }))
  expect(await parts(lee)).toEqual([])
})

test('whether learning is on the agenda is said with its figures, to members and to nobody else', async () => {
  const [mo, out] = [await someone('Mo'), await someone('Olu')]
  const at = await make(mo, 'place', { name: 'An agenda' })
  const said = async () => (await mo.api.today.agenda({ space: at.id })).said.map((one) => one.words)
  expect(await said()).toEqual([expect.stringMatching(/^No decision in the last 90 days/)])
  const { chapter, standing } = await mo.api.spaces.here({ address: at.address })
  const insight = made(
    await mo.api.insights.write({
      ...{ attempt: attempt(), space: at.id, chapter, words: 'We learned' },
      evidence: [{ id: await say(mo, at), bears: 'supports' }],
    }),
  ).id
  const decide = async (insights: string[]) =>
    made(
      await mo.api.insights.decide({
        ...{ attempt: attempt(), space: at.id, chapter: standing, insights, words: 'We decide' },
      }),
    ).id
  await decide([insight])
  // Another whose learning was never named.
  const bare = await decide([insight])
  await asOwner('delete from chain_link where to_id = $1', [bare])
  const old = await decide([insight])
  await asOwner('update decision set decided_on = current_date - 91 where id = $1', [old])
  expect(await said()).toEqual([expect.stringMatching(/^1 of 2 decisions name what we learned \(90 days to .+\)\.$/)])
  const guess = await players.raw(out, 'today/agenda', { space: at.id })
  expect(guess).toEqual(await players.raw(out, 'today/agenda', { space: crypto.randomUUID() }))
})
