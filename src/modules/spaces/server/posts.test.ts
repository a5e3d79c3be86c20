// Posts and what reaches them: through the people who hold them, through a link, and for how long.
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { attempt, startTestPlace } from '../../../../tests/support/place.ts'
import { made, playersOf, sayersOf } from './testing.ts'

const place = await startTestPlace()
afterAll(() => place.stop())
const { someone, bring, member, make, asOwner } = playersOf(place)
const WORDS = 'We cannot deliver the target and dare not say so aloud'
const { say, wordsIn, post, hold, send, yes, leave, propose } = sayersOf(playersOf(place), WORDS)
const door = place.visitor().api.insights
const device = 'd'.repeat(43)
const linkOf = async (who: Awaited<ReturnType<typeof someone>>, receiver: string) =>
  made(await who.api.insights.link({ attempt: attempt(), receiver })).link!.split('#')[1]!

test('a job shared with somebody who came later shares no letter of an earlier chapter', async () => {
  const [mo, gil, fay] = [await someone('Mo'), await someone('Gil'), await someone('Fay')]
  const at = await make(mo, 'place', { name: 'Shared', class: 'grantee' })
  await bring(mo, gil, at.address, { class: 'grantee' })
  const lead = await post(mo, at, 'Lead')
  made(await hold(mo, at, lead))
  expect(await send(mo, await say(gil, at), lead)).toMatchObject({ state: 'inside' })
  await bring(mo, fay, at.address, { class: 'funder' }, [gil])
  const job = { membership: (await member(mo, at.address)).id, with: (await member(mo, at.address, 'Fay')).id }
  made(await mo.api.spaces.shareJob({ attempt: attempt(), ...job }))
  const inbox = async (who: typeof mo) =>
    JSON.stringify((await who.api.spaces.seats({ address: at.address }))[0]!.inbox)
  expect(await inbox(mo)).toContain(WORDS)
  expect(await inbox(fay)).not.toContain('target')
  expect(await wordsIn(fay, at)).toEqual([])
})

test('whoever is asked is told who holds the post and where the link is sent', async () => {
  const [mo, bea] = [await someone('Mo'), await someone('Bea')]
  const at = await make(mo, 'place', { name: 'Told' })
  await bring(mo, bea, at.address)
  const seat = { title: 'Bea’s own manager', holder: 'Tina at the hub' }
  const to = { words: WORDS, seat, email: 'grants@funder.example' }
  made(await mo.api.insights.sendWords({ attempt: attempt(), evidence: await say(bea, at), ...to }))
  const [asked] = (await bea.api.crossings.asked({})).asked
  for (const part of [seat.title, seat.holder, to.email]) expect(asked?.audience).toContain(part)
})

test('a post is renamed again once nobody is asked about it', async () => {
  const [mo, bea] = [await someone('Mo'), await someone('Bea')]
  const at = await make(mo, 'place', { name: 'Renamed' })
  await bring(mo, bea, at.address)
  const seat = await post(mo, at, 'Our own supervisor')
  await send(mo, await say(bea, at), seat)
  const change = { attempt: attempt(), seat, title: 'Chief executive', holder: '' }
  await expect(mo.api.spaces.changeSeat(change)).rejects.toMatchObject({ code: 'refused' })
  await yes(bea, 'stays')
  made(await mo.api.spaces.changeSeat({ ...change, attempt: attempt() }))
})

test('words let go until a day are off the post’s page after it, before the night has come', async () => {
  const [mo, bea] = [await someone('Mo'), await someone('Bea')]
  const from = await make(bea, 'place', { name: 'From' })
  const at = await make(mo, 'place', { name: 'Until' })
  await bring(mo, bea, at.address)
  const until = await place.house.db.read(bea.id, (db) =>
    sql<{ day: string }>`select (clock_now() at time zone 'Europe/London')::date::text as day`.execute(db),
  )
  made(await propose(bea, await say(bea, from), at.id, { until: until.rows[0]!.day, hat: 'myself' }))
  const [landed] = (await mo.api.library.evidence({ space: at.id })).items
  const sent = await send(mo, landed!.id, await post(mo, at, 'Head'))
  await yes(bea)
  const token = await linkOf(mo, sent.id)
  expect(await door.seatPage({ token, device })).toMatchObject({ let_out: WORDS })
  await asOwner('alter table evidence no force row level security', [])
  await asOwner('update evidence set valid_until = clock_now()::date - 1 where id = $1', [landed!.id])
  await asOwner('alter table evidence force row level security', [])
  expect(JSON.stringify(await door.seatPage({ token, device }))).not.toContain('target')
})

test('who renews a link: its sender, while they are there, and a manager; nobody answers in the receiver’s place', async () => {
  const [mo, bea, carl] = [await someone('Mo'), await someone('Bea'), await someone('Carl')]
  const at = await make(mo, 'place', { name: 'Links' })
  await bring(mo, bea, at.address)
  await bring(mo, carl, at.address, {}, [bea])
  const sent = await send(bea, await say(bea, at), await post(mo, at, 'Director'))
  for (const other of [mo, carl]) await yes(other)
  await linkOf(bea, sent.id)
  await linkOf(mo, sent.id)
  await expect(carl.api.insights.link({ attempt: attempt(), receiver: sent.id })).rejects.toMatchObject({
    code: 'not_found',
  })
  await leave(bea, at)
  await expect(bea.api.insights.link({ attempt: attempt(), receiver: sent.id })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('somebody who opened the link and was put out answers for the post no more', async () => {
  const [mo, bea] = [await someone('Mo'), await someone('Bea')]
  const at = await make(mo, 'place', { name: 'Signed' })
  await bring(mo, bea, at.address)
  const sent = await send(bea, await say(bea, at), await post(mo, at, 'Director'))
  await yes(mo)
  const token = await linkOf(bea, sent.id)
  await door.seatPage({ token, device })
  await leave(mo, at, bea)
  const fresh = await linkOf(mo, sent.id)
  const signed = { attempt: attempt(), device, answer: 'understood' as const, words: 'Signed, the Director' }
  await expect(door.seatAnswer({ ...signed, token })).rejects.toMatchObject({ code: 'not_found' })
  await door.seatPage({ token: fresh, device })
  made(await door.seatAnswer({ ...signed, attempt: attempt(), token: fresh }))
})

test('erasing oneself takes the words from the inbox of a post inside as well', async () => {
  const [mo, bea] = [await someone('Mo'), await someone('Bea')]
  const at = await make(mo, 'group', { name: 'Inbox' })
  await bring(mo, bea, at.address)
  const keeper = await post(mo, at, 'Keeper')
  made(await hold(mo, at, keeper))
  await send(mo, await say(bea, at), keeper)
  const inbox = async () => JSON.stringify(await mo.api.spaces.seats({ address: at.address }))
  expect(await inbox()).toContain(WORDS)
  await leave(bea, at)
  await place.house.db.as(bea.id, (tx) => place.house.gathered.forget(tx, bea.id))
  expect(await inbox()).not.toContain('target')
  expect(JSON.stringify(await wordsIn(mo, at))).not.toContain('target')
})
