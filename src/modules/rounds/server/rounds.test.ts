import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { playersOf, type Someone } from '#modules/spaces/server/testing.ts'
import { attempt, startTestPlace, type TestPlace } from '../../../../tests/support/place.ts'
import type { Round } from '../contract.ts'
import { checkLine, closeRound, dropRound, openRound, roundState, rounds } from './index.ts'
import { bodyOf, fetchTicket, fillUp, send, type Ticket } from './testing/index.ts'

let place: TestPlace
let ada: Someone
let ben: Someone
let cleo: Someone
let eve: Someone
let group: { id: string; address: string; chapter: string }
let players: ReturnType<typeof playersOf>

checkLine('test', (shape) => z.string().max((shape as { most: number }).most))

beforeAll(async () => {
  place = await startTestPlace()
  players = playersOf(place)
  const { someone, make, bring } = players
  ada = await someone('Ada')
  ben = await someone('Ben')
  cleo = await someone('Cleo')
  eve = await someone('Eve')
  const made = await make(ada, 'group', { name: 'Group' })
  await bring(ada, ben, made.address)
  await bring(ada, cleo, made.address, {}, [ben])
  await fillUp(place, made.id)
  group = { ...made, chapter: (await ada.api.spaces.here({ address: made.address })).chapter }
})
afterAll(() => place.stop())

const open = async (more: object = {}, who = ada) => {
  const id = randomUUID()
  const asked = { id, space: group.id, chapter: group.chapter, kind: 'test', about: randomUUID() }
  await place.house.db.as(who.id, (tx) =>
    openRound(tx, place.house, {
      ...asked,
      ...{ shape: { most: 40 }, holds: 'words', bytes: 256, mayGo: ['stays', 'theme', 'words'], live: true },
      ...more,
    }),
  )
  return id
}
const close = (id: string, who = ada) => place.house.db.as(who.id, (tx) => closeRound(tx, place.house, id))
const state = (id: string, who = ada) => place.house.db.read(who.id, (db) => roundState(db, [id]))
const look = (who: Someone, round: string) => who.api.rounds.round({ round })
const ticketFor = async (who: Someone, round: Round) => fetchTicket(round, (input) => who.api.rounds.ticket(input))
const ticket = async (who: Someone, id: string): Promise<Ticket> => {
  const got = await ticketFor(who, await look(who, id))
  if (typeof got === 'string') throw new Error(got)
  return got
}
const put = (id: string, of: Ticket, value: unknown, mayGo?: 'stays' | 'theme' | 'words', bytes = 256) =>
  send(place.url, id, bodyOf(of, bytes, value, mayGo))
const keyFile = (id: string) => join(place.house.settings.dataDir, 'keys', place.databaseName, 'passing', id)
const rowsOf = (table: string, id: string) =>
  place.cluster.inside(place.databaseName, async (admin) => {
    const { rows } = await admin.query(
      `select t.*, t.xmin::text from ${table} t where ${table === 'round' ? 'id' : 'round_id'} = $1`,
      [id],
    )
    return rows
  })

test('all that was put in comes out together, without anybody’s name, and nothing of who is left', async () => {
  const id = await open()
  const asked = await look(ben, id)
  expect(asked).toMatchObject({ state: 'open', people: 8, in: 0, asksMe: true, shape: { most: 40 } })
  expect(asked.roster.map((one) => one.name)).toEqual(expect.arrayContaining(['Ada', 'Ben', 'Cleo']))
  expect(asked.roster).toHaveLength(8)
  const [a, b, c] = [await ticket(ada, id), await ticket(ben, id), await ticket(cleo, id)]
  const sizes = [
    await put(id, a, 'Nobody rang back.', 'words'),
    await put(id, b, null),
    await put(id, c, 'I would not say this aloud.', 'theme'),
  ].map((said) => [said.ok, said.size])
  expect(sizes).toEqual([
    [true, 512],
    [true, 512],
    [true, 512],
  ])
  expect((await state(id))[0]).toEqual({ id, state: 'open', in: 3, people: 8 })
  const sealed = await rowsOf('round_sealed', id)
  expect(new Set(sealed.map((row) => row.cipher.length)).size).toBe(1)
  expect(Object.keys(sealed[0]).sort()).toEqual(['cipher', 'edit', 'round_id', 'ticket', 'xmin'])
  expect(JSON.stringify(sealed.map((row) => row.cipher.toString('latin1')))).not.toContain('Nobody rang')
  expect(existsSync(keyFile(id))).toBe(true)

  const opened = await close(id)
  expect(opened).toMatchObject({ passed: 1, people: 8 })
  expect([...opened.lines].sort((x, y) => (x.mayGo < y.mayGo ? -1 : 1))).toEqual([
    { value: 'I would not say this aloud.', mayGo: 'theme' },
    { value: 'Nobody rang back.', mayGo: 'words' },
  ])
  expect(await rowsOf('round_sealed', id)).toEqual([])
  expect(await rowsOf('round_ticket', id)).toEqual([])
  expect((await state(id))[0]).toEqual({ id, state: 'closed', in: 3, people: 8 })
  expect(await look(cleo, id)).toMatchObject({ state: 'closed', asksMe: false, roster: [] })
  await place.tick()
  expect(existsSync(keyFile(id))).toBe(false)
  expect(await put(id, a, 'too late')).toMatchObject({ ok: false, reason: 'closed', size: 512 })
  const noted = await place.cluster.inside(place.databaseName, (admin) =>
    admin.query(`select from narrowing where relation like 'round%'`),
  )
  expect(noted.rowCount).toBe(0)
})

test('whoever does not read the chapter opens, closes, calls off and sees nothing, as if it had never been', async () => {
  await expect(open({}, eve)).rejects.toMatchObject({ code: 'TF404' })
  const id = await open()
  await expect(close(id, eve)).rejects.toMatchObject({ code: 'TF404' })
  await expect(place.house.db.as(eve.id, (tx) => dropRound(tx, place.house, id))).rejects.toMatchObject({
    code: 'TF404',
  })
  expect(await state(id, eve)).toEqual([])
  const blinded = 'A'.repeat(342)
  for (const [procedure, more] of [
    ['round', {}],
    ['ticket', { attempt: attempt(), blinded }],
  ] as const) {
    const there = await players.raw(eve, `rounds/${procedure}`, { round: id, ...more })
    const never = await players.raw(eve, `rounds/${procedure}`, { round: randomUUID(), ...more })
    expect(there).toEqual(never)
    expect(there.status).toBe(404)
    const nobody = await players.raw({ ...place.visitor(), id: '', name: '' } as Someone, `rounds/${procedure}`, {
      round: id,
      ...more,
    })
    expect(nobody.status).toBe(401)
  }
  // Nor is anything to be had from the tables by whoever asks the database itself.
  for (const who of [ada, eve])
    for (const table of ['round_ticket', 'round_sealed'] as const)
      await expect(
        place.house.db.read(who.id, (db) => db.selectFrom(table).selectAll().execute()),
      ).rejects.toMatchObject({ code: '42501' })
})

test('one ticket each: the same message is answered the same, another is refused, and one is spent once', async () => {
  const id = await open()
  const round = await look(ben, id)
  const [one, again] = await Promise.all([ticketFor(ben, round), ticketFor(ben, round)])
  const refused = [one, again].filter((got) => got === 'other')
  expect(refused).toEqual(['other'])
  const blinded = Buffer.alloc(256, 7).toString('base64url')
  const asked = () => cleo.api.rounds.ticket({ attempt: attempt(), round: id, blinded })
  const [first, second] = [await asked(), await asked()]
  expect(first).toEqual(second)
  expect(first.ok).toBe(true)
  const mine = await ticket(ada, id)
  const there = await Promise.all(
    Array.from({ length: 20 }, () => put(id, { ...mine, edit: Buffer.from(mine.edit) }, 'once')),
  )
  expect(there.every((said) => said.ok)).toBe(true)
  expect((await state(id))[0]!.in).toBe(1)
  // Another device that came by the ticket, and not by the key: what stands is not touched.
  expect(await put(id, { ...mine, edit: Buffer.alloc(32, 1) }, 'not mine')).toMatchObject({
    ok: false,
    reason: 'spent',
  })
  expect(await put(id, mine, 'changed')).toMatchObject({ ok: true })
  expect((await close(id)).lines).toEqual([{ value: 'changed', mayGo: 'stays' }])
})

test('what was put in can be taken out until the reveal, and nobody sees that it was', async () => {
  const id = await open()
  const mine = await ticket(ada, id)
  await put(id, mine, 'I take this back')
  const before = await state(id)
  await put(id, mine, null)
  expect(await state(id)).toEqual(before)
  expect(await close(id)).toMatchObject({ lines: [], passed: 1 })
})

test('in a round over days no number is told before the close, to nobody', async () => {
  const id = await open({ live: false })
  const mine = await ticket(ada, id)
  await put(id, mine, 'early')
  for (const who of [ada, ben]) {
    expect((await state(id, who))[0]!.in).toBeNull()
    expect((await look(who, id)).in).toBeNull()
  }
  const worker = await place.cluster.inside(place.databaseName, async (admin) =>
    admin.query('select came from round where id = $1', [id]),
  )
  expect(worker.rows[0].came).toBeNull()
  await close(id)
  expect((await state(id))[0]!.in).toBe(1)
})

test('called off, nobody reads it, and its keys are gone', async () => {
  const id = await open()
  const mine = await ticket(ada, id)
  await put(id, mine, 'for nobody')
  await place.house.db.as(ada.id, (tx) => dropRound(tx, place.house, id))
  await place.tick()
  expect(existsSync(keyFile(id))).toBe(false)
  expect(await rowsOf('round_sealed', id)).toEqual([])
  expect(await put(id, mine, 'late')).toMatchObject({ ok: false, reason: 'dropped' })
  expect(await close(id)).toEqual({ lines: [], passed: 0, people: 8 })
  expect((await state(id))[0]).toEqual({ id, state: 'dropped', in: null, people: 8 })
  const other = await open()
  await close(other)
  await expect(close(other)).rejects.toMatchObject({ code: 'TF100' })
})

test('whoever comes later is not asked, and whoever left without a ticket cannot come in', async () => {
  const { make, bring, someone, asOwner } = players
  const made = await make(ada, 'place', { name: 'Wearmouth' })
  await bring(ada, ben, made.address)
  const here = await ada.api.spaces.here({ address: made.address })
  const membership = await players.member(ben, made.address)
  await fillUp(place, made.id, 9)
  const id = await open({ space: made.id, chapter: here.chapter })
  const seen = await look(ben, id)
  const dov = await someone('Dov')
  await asOwner(
    `insert into membership (id, space_id, person_id, class, roles, starts_at, first_chapter, reason_joined)
       select gen_random_uuid(), space_id, $2, class, '{}', clock_now(), first_chapter, '' from membership where id = $1`,
    [membership.id, dov.id],
  )
  expect(await look(dov, id)).toMatchObject({ asksMe: false, people: 9 })
  expect(await ticketFor(dov, seen)).toBe('not_asked')
  await ben.api.spaces.end({ attempt: attempt(), membership: membership.id, reason: '' })
  await asOwner('update membership set ends_at = starts_at where id = $1 and ends_at > clock_now()', [membership.id])
  await expect(ticketFor(ben, seen)).rejects.toMatchObject({ status: 404 })
})

test('a command that is rolled back leaves no round, and what it wrote to the disk goes', async () => {
  const id = randomUUID()
  await expect(
    place.house.db.as(ada.id, async (tx) => {
      await openRound(tx, place.house, {
        ...{ id, space: group.id, chapter: group.chapter, kind: 'test', about: randomUUID() },
        ...{ shape: { most: 40 }, holds: 'words', bytes: 256, mayGo: ['stays'], live: true },
      })
      throw new Error('and now something else went wrong')
    }),
  ).rejects.toThrow('something else')
  expect(await state(id)).toEqual([])
  await place.tick()
  // It might be of a commit that is still under way, so it is left for an hour.
  expect(existsSync(keyFile(id))).toBe(true)
  await utimes(keyFile(id), 0, 0)
  await place.tick()
  expect(existsSync(keyFile(id))).toBe(false)
})

test('a closing that fails loses nothing: the round is open as before', async () => {
  const id = await open()
  const mine = await ticket(ada, id)
  await put(id, mine, 'still there')
  await expect(
    place.house.db.as(ada.id, async (tx) => {
      await closeRound(tx, place.house, id)
      throw new Error('the line could not be written')
    }),
  ).rejects.toThrow('could not be written')
  await place.tick()
  expect((await state(id))[0]).toMatchObject({ state: 'open', in: 1 })
  expect((await close(id)).lines).toEqual([{ value: 'still there', mayGo: 'stays' }])
})

test('a round whose keys are gone, as after a restore, is called off by the place itself', async () => {
  const id = await open()
  const mine = await ticket(ada, id)
  await put(id, mine, 'never read')
  await place.house.keys.passing.destroy(id)
  expect(await put(id, mine, 'again')).toMatchObject({ ok: false, reason: 'dropped' })
  await place.tick()
  expect((await state(id))[0]).toEqual({ id, state: 'dropped', in: null, people: 8 })
})

test('and whoever opens it before the place has noticed finds it called off, and goes on', async () => {
  const id = await open()
  await put(id, await ticket(ada, id), 'never read')
  await place.house.keys.passing.destroy(id)
  expect(await close(id)).toEqual({ lines: [], passed: 0, people: 8 })
  expect((await state(id))[0]).toMatchObject({ state: 'dropped' })
})

test('erased, somebody is on no roster any more, and everything of mine tells which rounds ask me', async () => {
  const id = await open()
  const mine = (who: Someone) => place.house.db.read(who.id, (db) => rounds.mine(db, who.id, place.house))
  const asked = { asked: expect.arrayContaining([expect.objectContaining({ round: id })]) }
  expect(await mine(cleo)).toMatchObject(asked)
  expect(await mine(eve)).toEqual({ asked: [] })
  await place.house.db.as(cleo.id, (tx) => rounds.forget(tx, cleo.id, place.house))
  expect(await mine(cleo)).toEqual({ asked: [] })
  expect(await mine(ben)).toMatchObject(asked)
  expect((await state(id))[0]!.people).toBe(8)
})
