// Who has gone, and what that opens to nobody: posts, puttings out, leavings and erasures, tried as a hostile member would.
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { attempt, startTestPlace } from '../../../../tests/support/place.ts'
import { made, playersOf, sayersOf } from './testing.ts'

const place = await startTestPlace()
afterAll(() => place.stop())
const { someone, bring, make } = playersOf(place)
const WORDS = 'The director shouted at me in front of the trustees in March'
const gone = { code: 'not_found' }
const refused = { code: 'refused' }

const { say, wordsIn, post, hold, send, yes, leave, propose } = sayersOf(playersOf(place), WORDS)

test('a post is no door into an earlier chapter, and nobody puts themselves on one that something was let out to', async () => {
  const [anna, bea, cora] = [await someone('Anna'), await someone('Bea'), await someone('Cora')]
  const at = await make(anna, 'group', { name: 'Set of three' })
  await bring(anna, bea, at.address)
  const evidence = await say(bea, at)
  const keeper = await post(anna, at, 'Note keeper')
  made(await hold(anna, at, keeper))
  expect(await send(anna, evidence, keeper)).toMatchObject({ state: 'inside' })
  const outside = await post(anna, at, 'Chair of trustees')
  await send(anna, evidence, outside)
  await yes(bea)
  await bring(anna, cora, at.address, {}, [bea])
  expect(await wordsIn(cora, at)).toEqual([])
  made(await hold(cora, at, keeper))
  const seen = await cora.api.spaces.seats({ address: at.address })
  expect(JSON.stringify(seen)).not.toContain(WORDS)
  await expect(hold(cora, at, outside)).rejects.toMatchObject(refused)
})

test('who speaks stays the speaker of what went to a post: seen and taken back after leaving, and gone when they erase themselves', async () => {
  const [mo, bea] = [await someone('Mo'), await someone('Bea')]
  const at = await make(mo, 'group', { name: 'Circle' })
  await bring(mo, bea, at.address)
  const evidence = await say(bea, at)
  const door = place.visitor().api.insights
  const sentTo = async (title: string) => {
    const sent = await send(mo, evidence, await post(mo, at, title))
    await yes(bea)
    const made_ = made(await mo.api.insights.link({ attempt: attempt(), receiver: sent.id }))
    return made_.link!.split('#')[1]!
  }
  const [first, second] = [await sentTo('Chair of trustees'), await sentTo('Another chair')]
  expect(await door.seatPage({ token: first })).toMatchObject({ let_out: WORDS })
  await leave(bea, at)
  const mine = (await bea.api.crossings.mine({})).crossings
  expect(mine.map((one) => one.words)).toEqual([WORDS, WORDS])
  const to = mine.find((one) => one.audience.includes('“Chair of trustees”'))!
  await bea.api.crossings.takeBack({ attempt: attempt(), id: to.id })
  expect(await door.seatPage({ token: first })).toMatchObject({ let_out: '', taken_back: true })
  await place.house.db.as(bea.id, (tx) => place.house.gathered.forget(tx, bea.id))
  expect(await door.seatPage({ token: second })).toMatchObject({ let_out: '', taken_back: true })
  expect(JSON.stringify(await wordsIn(mo, at))).not.toContain('director')
})

test('a post keeps its name and holder while it is asked about, and only the sender or a manager makes its link anew', async () => {
  const [mo, bea] = [await someone('Mo'), await someone('Bea')]
  const at = await make(mo, 'place', { name: 'Rename' })
  await bring(mo, bea, at.address)
  const evidence = await say(bea, at)
  const seat = await post(mo, at, 'Our own peer supervisor')
  const sent = await send(mo, evidence, seat)
  const change = { attempt: attempt(), seat, title: 'Chief executive of the council', holder: 'Mr Council' }
  await expect(mo.api.spaces.changeSeat(change)).rejects.toMatchObject(refused)
  await yes(bea)
  made(await mo.api.insights.link({ attempt: attempt(), receiver: sent.id }))
  await expect(bea.api.insights.link({ attempt: attempt(), receiver: sent.id })).rejects.toMatchObject(gone)
})

test('nobody is put out to get a yes: it stays open, and whoever is out answers for the group no more', async () => {
  const [mo, bea, carl] = [await someone('Mo'), await someone('Bea'), await someone('Carl')]
  const at = await make(mo, 'group', { name: 'Three' })
  const beside = await make(mo, 'place', { name: 'Beside' })
  await bring(mo, bea, at.address)
  await bring(mo, carl, at.address, {}, [bea])
  const source = await say(mo, at)
  await leave(mo, at, bea)
  await leave(carl, at)
  const asked = made(await propose(mo, source, beside.id, { hat: 'myself' })) as { id: string; state: string }
  expect(asked.state).toBe('open')
  for (const out of [bea, carl])
    await expect(out.api.crossings.answer({ attempt: attempt(), id: asked.id, answer: 'goes' })).rejects.toMatchObject(
      gone,
    )
  expect(await wordsIn(mo, beside)).toEqual([])
  const closing = { attempt: attempt(), address: at.address, way: 'deleted' as const }
  await expect(mo.api.spaces.proposeClosing(closing)).rejects.toMatchObject(refused)
})

test('whoever left by their own will is waited for no longer', async () => {
  const [mo, bea, carl] = [await someone('Mo'), await someone('Bea'), await someone('Carl')]
  const at = await make(mo, 'group', { name: 'Waiting' })
  const beside = await make(mo, 'place', { name: 'Beside it' })
  await bring(mo, bea, at.address)
  await bring(mo, carl, at.address, {}, [bea])
  const asked = made(await propose(mo, await say(mo, at), beside.id, { hat: 'myself' })) as { id: string }
  await leave(carl, at)
  await yes(bea)
  expect(await wordsIn(mo, beside)).toEqual([WORDS])
  expect(asked.id).toBeTruthy()
})

test('who will see it is told by the place, and a sentence that stands no longer is refused', async () => {
  const [hal, bea] = [await someone('Hal'), await someone('Bea')]
  const at = await make(hal, 'place', { name: 'Here' })
  const board = await make(hal, 'place', { name: 'Board' })
  await bring(hal, bea, at.address)
  const source = await say(bea, at)
  expect(await propose(hal, source, board.id, { audience: 'Only you and Hal.' })).toMatchObject({
    ok: false,
    reason: 'audience',
  })
  made(await propose(hal, source, board.id))
  const [asked] = (await bea.api.crossings.asked({})).asked
  expect(asked?.audience).toMatch(/^One person is there so far/)
  expect(asked?.audience).not.toContain('Board')
})

test('words retyped, dressed up or put under another’s hand still ask whoever said them, or go nowhere', async () => {
  const [hal, bea, cora] = [await someone('Hal'), await someone('Bea'), await someone('Cora')]
  const at = await make(hal, 'group', { name: 'Again' })
  await bring(hal, bea, at.address)
  await say(bea, at)
  const retyped = await say(hal, at, WORDS.replaceAll('e', 'е'))
  const beside = await make(hal, 'place', { name: 'Beside again' })
  const asked = await propose(hal, retyped, beside.id, { words: WORDS.replaceAll('e', 'е'), hat: 'myself' })
  expect(asked).toMatchObject({ ok: true, state: 'open' })
  expect((await bea.api.crossings.asked({})).asked).toMatchObject([{ standing: 'speaker' }])
  await bring(hal, cora, at.address, {}, [bea])
  const under = { is: 'member', person: bea.id }
  await expect(say(hal, at, WORDS, under)).rejects.toMatchObject(refused)
  await expect(say(hal, at, WORDS.replace('director', 'dir\u180Eector'))).rejects.toMatchObject(refused)
})

test('an earlier chapter’s words are typed into no other column of what later people read', async () => {
  const [mo, bea, neu] = [await someone('Mo'), await someone('Bea'), await someone('Neu')]
  const at = await make(mo, 'group', { name: 'Columns' })
  await bring(mo, bea, at.address)
  await say(bea, at)
  await bring(mo, neu, at.address, {}, [bea])
  const { chapter, standing } = await mo.api.spaces.here({ address: at.address })
  const later = await say(mo, at, 'Care goes wrong at night')
  const insight = made(
    await mo.api.insights.write({
      ...{ attempt: attempt(), space: at.id, chapter, words: 'Nights need somebody', dissent: '' },
      evidence: [{ id: later, bears: 'supports' as const }],
    }),
  ) as { id: string }
  const decide = (more: object) =>
    mo.api.insights.decide({
      ...{ attempt: attempt(), space: at.id, chapter: standing, insights: [insight.id], words: 'A rota by June' },
      ...{ decided_on: '2026-11-03', ...more },
    })
  for (const column of ['reasons', 'taken_by', 'not_heard'])
    await expect(decide({ [column]: `They said: ${WORDS}` }), column).rejects.toMatchObject(refused)
  made(await decide({ reasons: 'Two of us were asked' }))
  await expect(
    mo.api.insights.stop({ attempt: attempt(), space: at.id, kind: 'insight', of: insight.id, reason: WORDS }),
  ).rejects.toMatchObject(refused)
  await expect(
    mo.api.spaces.addTurningPoint({
      ...{ attempt: attempt(), address: at.address, chapter, day: '2026-11-01', words: 'It began to rain' },
    }),
  ).resolves.toMatchObject({ ok: true })
  const old = (
    await place.house.db.read(mo.id, (db) =>
      sql<{ id: string }>`select id from chapter where space_id = ${at.id}::uuid and number = 0`.execute(db),
    )
  ).rows[0]!.id
  await expect(
    mo.api.spaces.addTurningPoint({
      ...{ attempt: attempt(), address: at.address, chapter: old, day: '2026-11-01', words: WORDS },
    }),
  ).rejects.toMatchObject(refused)
})

test('a call that nobody can follow any more tells nothing of where it led', async () => {
  const [mo, xen] = [await someone('Mo'), await someone('Xen')]
  const [old, fresh] = [await make(mo, 'place', { name: 'Old' }), await make(mo, 'place', { name: 'Fresh' })]
  const other = await someone('Ola')
  await bring(mo, xen, old.address)
  await bring(mo, other, fresh.address, {})
  made(await mo.api.spaces.callTogether({ attempt: attempt(), address: fresh.address, from: [old.id] }))
  expect((await xen.api.spaces.calls({})).map((one) => one.space)).toEqual(['Fresh'])
  const { rows } = await place.house.db.read(mo.id, (db) =>
    sql<{
      id: string
    }>`select id from membership where space_id = ${fresh.id}::uuid and person_id = ${mo.id}::uuid`.execute(db),
  )
  await mo.api.spaces.end({ attempt: attempt(), membership: rows[0]!.id, reason: '', anyway: true })
  expect(await xen.api.spaces.calls({})).toEqual([])
})
