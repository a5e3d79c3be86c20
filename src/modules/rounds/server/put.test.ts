import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { playersOf, type Someone } from '#modules/spaces/server/testing.ts'
import { startTestPlace, type TestPlace } from '../../../../tests/support/place.ts'
import { putBytes } from '../contract/put.ts'
import { checkLine, closeRound, openRound, roundState, tooFewFor, tooFewIn } from './index.ts'
import { bodyOf, fetchTicket, fillUp, send, type Ticket } from './testing/index.ts'

let place: TestPlace
let ada: Someone
let at: { id: string; chapter: string }
let round: string
let ticket: Ticket

checkLine('scale', (shape) =>
  z
    .int()
    .min(1)
    .max((shape as { to: number }).to),
)
checkLine('free', () => z.string())

const BYTES = 128
beforeAll(async () => {
  place = await startTestPlace()
  const { someone, make } = playersOf(place)
  ada = await someone('Ada')
  const made = await make(ada, 'group', { name: 'Group' })
  at = { id: made.id, chapter: (await ada.api.spaces.here({ address: made.address })).chapter }
  await fillUp(place, at.id)
  ;({ round, ticket } = await begin('scale', { to: 5 }))
})
afterAll(() => place.stop())

async function begin(kind: string, shape: object, mayGo: ('stays' | 'theme' | 'words')[] = ['stays']) {
  const id = randomUUID()
  await place.house.db.as(ada.id, (tx) =>
    openRound(tx, place.house, {
      ...{ id, space: at.id, chapter: at.chapter, kind, about: randomUUID(), shape, bytes: BYTES, mayGo },
      ...{ holds: 'words', live: true },
    }),
  )
  const got = await fetchTicket(await ada.api.rounds.round({ round: id }), (input) => ada.api.rounds.ticket(input))
  if (typeof got === 'string') throw new Error(got)
  return { round: id, ticket: got }
}
const inNow = async () => (await place.house.db.read(ada.id, (db) => roundState(db, [round])))[0]!.in

test('what cannot go in is told in one sentence, and every answer is as long as any other', async () => {
  const good = bodyOf(ticket, BYTES, 3)
  const other = await begin('scale', { to: 5 })
  const withLine = (line: Buffer, length = line.length) => {
    const body = bodyOf(ticket, BYTES, 3)
    body.fill(0, body.length - BYTES)
    line.subarray(0, BYTES).copy(body, body.length - BYTES)
    body.writeUInt32BE(length, body.length - BYTES - 4)
    return body
  }
  const forged = Buffer.from(good)
  randomBytes(256).copy(forged, 32)
  const cases: [string, Buffer, string?][] = [
    ['not_whole', Buffer.alloc(0)],
    ['not_whole', good.subarray(0, good.length - 1)],
    ['not_whole', good.subarray(0, 40)],
    ['too_large', Buffer.concat([good, Buffer.alloc(1)])],
    ['too_large', bodyOf(ticket, 65_536, 'x'.repeat(60_000))],
    ['no_ticket', randomBytes(putBytes(BYTES))],
    ['no_ticket', forged],
    ['no_ticket', bodyOf(other.ticket, BYTES, 3)],
    ['no_ticket', good, randomUUID()],
    ['no_ticket', good, 'not-an-id'],
    ['no_answer', bodyOf(ticket, BYTES, 6)],
    ['no_answer', bodyOf(ticket, BYTES, 'three')],
    ['no_answer', bodyOf(ticket, BYTES, 3, 'words')],
    ['not_whole', withLine(Buffer.from('{"value":3,"mayGo":"stays"'))],
    ['not_whole', withLine(Buffer.from('{"value":3,"mayGo":"stays","who":"Ada"}'))],
    ['not_whole', withLine(Buffer.from([0xff, 0xfe, 0x00]))],
    ['not_whole', withLine(Buffer.from('[]'), 4_000_000_000)],
    ['not_whole', withLine(Buffer.from('['.repeat(BYTES)))],
  ]
  for (const [reason, body, id] of cases) {
    const said = await send(place.url, id ?? round, body)
    expect(said).toMatchObject({ ok: false, reason, size: 512 })
    expect(said.sentence).toMatch(/^[A-Z].+\.$/)
  }
  expect(await inNow()).toBe(0)
  expect(await send(place.url, round, good)).toMatchObject({ ok: true, reason: 'in', size: 512 })
  expect(await inNow()).toBe(1)
})

test('what no table could keep is not put in, since it would keep everything from being opened', async () => {
  const free = await begin('free', {})
  const put = (value: unknown) => send(place.url, free.round, bodyOf(free.ticket, BYTES, value))
  for (const bad of ['a\0b', '\ud800', 'x\udfff'])
    expect(await put(bad)).toMatchObject({ ok: false, reason: 'not_whole' })
  for (const odd of ['\\u0000', '\\\\ud800', '👩🏽‍⚕️ e\u0301 العربية', '', '<script>', '__proto__']) {
    expect(await put(odd)).toMatchObject({ ok: true })
    const { rows } = await place.cluster.inside(place.databaseName, (admin) =>
      admin.query('select $1::jsonb as back', [JSON.stringify(odd)]),
    )
    expect(rows[0].back).toBe(odd)
  }
  expect((await place.house.db.as(ada.id, (tx) => closeRound(tx, place.house, free.round))).lines).toEqual([
    { value: '__proto__', mayGo: 'stays' },
  ])
})

test('it looks at no cookie: with one, with a wrong one and with none it answers byte for byte the same', async () => {
  const { round: id, ticket: mine } = await begin('scale', { to: 5 })
  const body = new Uint8Array(bodyOf(mine, BYTES, 2))
  const cookies = [
    undefined,
    [...ada.jar].map((pair) => pair.join('=')).join('; '),
    `${[...ada.jar.keys()][0]}=nonsense`,
  ]
  const answers = await Promise.all(
    cookies.map(async (cookie) => {
      const answer = await fetch(`${place.url}/rounds/${id}`, {
        method: 'POST',
        body,
        headers: cookie ? { cookie } : {},
      })
      const headers = [...answer.headers].filter(([name]) => name !== 'date')
      return JSON.stringify([answer.status, headers, await answer.text()])
    }),
  )
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).not.toContain('set-cookie')
})

test('it puts nothing into a log, and appends no event', async () => {
  const said: object[] = []
  const logged = await startTestPlace({ log: (line) => said.push(line) })
  try {
    for (const path of [randomUUID(), 'x']) await send(logged.url, path, Buffer.alloc(400))
    await logged.visitor().api.people.me({})
    expect(said.filter((line) => JSON.stringify(line).includes('rounds'))).toEqual([])
    // A log that had been left out altogether would be silent as well.
    expect(said.some((line) => JSON.stringify(line).includes('/rpc'))).toBe(true)
  } finally {
    await logged.stop()
  }
  const events = () =>
    place.cluster.inside(place.databaseName, (admin) =>
      admin.query('select kind, subject from event where chapter_id = $1 order by number', [at.chapter]),
    )
  const { round: id, ticket: mine } = await begin('scale', { to: 5 })
  const before = (await events()).rows
  await send(place.url, id, bodyOf(mine, BYTES, 2))
  await send(place.url, id, bodyOf(mine, BYTES, null))
  expect((await events()).rows).toEqual(before)
  expect(before.at(-1)).toEqual({ kind: 'round.opened', subject: id })
})

test('of fewer than eight nothing is written without names, of fewer than five no number is given, and none is opened to fewer', async () => {
  const { someone, make, asOwner } = playersOf(place)
  const [fay, eve] = [await someone('Fay'), await someone('Eve')]
  const made = await make(fay, 'group', { name: 'Small' })
  const { chapter } = await fay.api.spaces.here({ address: made.address })
  const { house } = place
  const open = async (holds: 'words' | 'numbers') => {
    const id = randomUUID()
    const asked = { id, space: made.id, chapter, kind: 'free', about: randomUUID(), shape: {}, holds, bytes: BYTES }
    await house.db.as(fay.id, (tx) => openRound(tx, house, { ...asked, mayGo: ['stays'], live: true }))
    return id
  }
  const short = (holds: 'words' | 'numbers', who = fay) => house.db.read(who.id, (db) => tooFewFor(db, chapter, holds))
  for (const [people, words, numbers] of [
    [4, 8, 5],
    [7, 8, null],
  ] as const) {
    await fillUp(place, made.id, people)
    expect([await short('words'), await short('numbers')]).toEqual([words, numbers])
    await expect(open('words')).rejects.toMatchObject({ code: 'TF101' })
    if (numbers === null) await open('numbers')
    else await expect(open('numbers')).rejects.toMatchObject({ code: 'TF101' })
  }
  await fillUp(place, made.id, 8)
  expect(await short('words')).toBeNull()
  // Whoever does not read the chapter is told nothing of how many do.
  expect(await short('words', eve)).toBeNull()
  const id = await open('words')
  const asked = await fay.api.rounds.round({ round: id })
  const mine = (await fetchTicket(asked, (input) => fay.api.rounds.ticket(input))) as Ticket
  await send(place.url, id, bodyOf(mine, BYTES, 'One of eight'))
  const other = asked.roster.find((one) => one.name.startsWith('Other'))!
  const gone = (yes: boolean) =>
    asOwner('update membership set ends_at = case when $3 then starts_at end where space_id = $1 and person_id = $2', [
      ...[made.id, other.id, yes],
    ])
  const few = (who: Someone) => house.db.read(who.id, (db) => tooFewIn(db, id))
  const close = () => house.db.as(fay.id, (tx) => closeRound(tx, house, id))
  expect(await few(fay)).toBe(false)
  await gone(true)
  expect([await few(fay), await few(eve)]).toEqual([true, false])
  await expect(close()).rejects.toMatchObject({ code: 'TF101' })
  // Nothing is lost by that: it is open as before, and is opened when they are back, or called off.
  const [standing] = await house.db.read(fay.id, (db) => roundState(db, [id]))
  expect(standing).toMatchObject({ state: 'open', in: 1 })
  await gone(false)
  expect((await close()).lines).toEqual([{ value: 'One of eight', mayGo: 'stays' }])
  // Of fewer answers than whoever closes asks for nobody reads any.
  const alone = await open('words')
  const again = await fay.api.rounds.round({ round: alone })
  const fays = (await fetchTicket(again, (input) => fay.api.rounds.ticket(input))) as Ticket
  await send(place.url, alone, bodyOf(fays, BYTES, 'One alone'))
  const closed = await house.db.as(fay.id, (tx) => closeRound(tx, house, alone, 2))
  expect(closed).toEqual({ lines: [], passed: 0, people: 8 })
  const [off] = await house.db.read(fay.id, (db) => roundState(db, [alone]))
  expect(off).toMatchObject({ state: 'dropped', in: null })
})
