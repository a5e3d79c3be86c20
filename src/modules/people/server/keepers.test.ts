import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashToken } from '#platform/access/session.ts'
import type { Who } from '#platform/db/database.ts'
import { keepOneNight, withOwner } from '#platform/db/nights.ts'
import { attempt, type Visitor } from '../../../../tests/support/place.ts'
import { type Post, startPost } from '../../../../tests/support/post.ts'
import { type Founded, join, PASSWORD, refusal, SET_UP, startFounded } from './testing.ts'

let at: Founded
let post: Post
let owner: pg.Client
let gareth: Visitor
let outsider: Visitor
beforeAll(async () => {
  post = await startPost()
  at = await startFounded({ SMTP_URL: post.url })
  owner = new pg.Client(at.place.night.owner as never)
  await owner.connect()
  gareth = await join(at, 'gareth@example.org')
  outsider = await join(at, 'olive@example.org')
})
afterAll(async () => {
  await owner.end()
  await at.place.stop()
  await post.stop()
})

const put = (table: string, statement: string) =>
  owner.query(
    `alter table ${table} no force row level security; ${statement}; alter table ${table} force row level security`,
  )
const openedAs = (database: string, url: string) => {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}
const idOf = async (who: Visitor) => (await who.api.people.me({}))!.id
const ask = (who: Visitor, email: string) => who.api.people.askKeeper({ attempt: attempt(), email })
const asksOf = async (who: Visitor) => (await who.api.people.keeperAsks({})).length
const seen = async (who: Visitor) => (await who.api.today.list({})).waiting.filter((one) => one.to === '/place/asked')
const keepers = async (who: Visitor) => (await who.api.people.keepers({})).keepers.length
const unproved = (who: string) =>
  put('session', `update session set proved_at = '2020-01-01' where person_id = '${who}'`)
const prove = async (who: Visitor) =>
  expect((await who.api.people.prove({ attempt: attempt(), password: PASSWORD })).ok).toBe(true)

test('only who runs the place asks, after a proof, and nothing tells whether anybody has the address', async () => {
  for (const may of [
    () => ask(outsider, 'gareth@example.org'),
    () => outsider.api.people.keepers({}),
    () => outsider.api.people.stepDown({ attempt: attempt() }),
  ])
    await expect(may()).rejects.toMatchObject({ code: 'not_found' })
  await expect(ask(at.place.visitor(), 'gareth@example.org')).rejects.toMatchObject({ code: 'signed_out' })
  await unproved(at.founderId)
  await expect(ask(at.founder, 'gareth@example.org')).rejects.toMatchObject({ code: 'refused' })
  await prove(at.founder)
  expect(refusal(await ask(at.founder, ' maya@example.org'))).toBe('yours')
  const known = await ask(at.founder, 'Gareth@example.org')
  const unknown = await ask(at.founder, 'nobody@example.org')
  expect(known).toEqual(unknown)
  const { asked } = await at.founder.api.people.keepers({})
  const shape = (address: string) => {
    const { id: _, address: its, ...rest } = asked.find((one) => one.address === address)!
    return { ...rest, length: typeof its }
  }
  expect(shape('Gareth@example.org')).toEqual(shape('nobody@example.org'))
  expect(await asksOf(gareth)).toBe(1)
  expect((await seen(gareth))[0]?.words).toBe('Maya asks you to help run this place. Will you?')
  expect([await asksOf(outsider), (await seen(outsider)).length, await asksOf(at.founder)]).toEqual([0, 0, 0])
  // Two askings, two letters, to the only one there is; whoever is asked gets none.
  await post.next(2)
  expect(post.letters.map((letter) => (letter.to as { text: string }).text.toLowerCase())).toEqual(
    Array(2).fill('maya@example.org'),
  )
})

test('a no leaves the asking as if nobody had the address, and asking again does not nag', async () => {
  const before = await at.founder.api.people.keepers({})
  const [one] = await gareth.api.people.keeperAsks({})
  await expect(
    outsider.api.people.answerKeeper({ attempt: attempt(), asking: one!.id, yes: true }),
  ).rejects.toMatchObject({ code: 'not_found' })
  expect((await gareth.api.people.answerKeeper({ attempt: attempt(), asking: one!.id, yes: false })).ok).toBe(true)
  expect(await at.founder.api.people.keepers({})).toEqual(before)
  expect((await ask(at.founder, 'gareth@example.org')).ok).toBe(true)
  expect([await asksOf(gareth), await keepers(at.founder)]).toEqual([0, 1])
  await expect(
    gareth.api.people.answerKeeper({ attempt: attempt(), asking: one!.id, yes: true }),
  ).rejects.toMatchObject({ code: 'not_found' })
  const asking = before.asked[0]!.id
  await expect(outsider.api.people.callOffKeeper({ attempt: attempt(), asking })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect((await at.founder.api.people.callOffKeeper({ attempt: attempt(), asking })).ok).toBe(true)
})

test('a yes wants a proof, lets nobody read anything, and is told; the last one does not step down', async () => {
  expect(refusal(await at.founder.api.people.stepDown({ attempt: attempt() }))).toBe('last')
  await ask(at.founder, 'gareth@example.org')
  const [one] = await gareth.api.people.keeperAsks({})
  const yes = { asking: one!.id, yes: true }
  const spaces = await gareth.api.spaces.list({} as never)
  await unproved(await idOf(gareth))
  await expect(gareth.api.people.answerKeeper({ attempt: attempt(), ...yes })).rejects.toMatchObject({
    code: 'refused',
  })
  await prove(gareth)
  const told = post.letters.length
  expect((await gareth.api.people.answerKeeper({ attempt: attempt(), ...yes })).ok).toBe(true)
  await post.next(told + 2)
  expect(await gareth.api.spaces.list({} as never)).toEqual(spaces)
  expect([await keepers(gareth), await keepers(at.founder)]).toEqual([2, 2])

  // Of two who step down at once, one stays.
  const both = await Promise.all([gareth, at.founder].map((who) => who.api.people.stepDown({ attempt: attempt() })))
  expect(both.filter((answer) => answer.ok)).toHaveLength(1)
  const [gone, stays, address] = both[0]!.ok
    ? [gareth, at.founder, 'gareth@example.org']
    : [at.founder, gareth, SET_UP.email]
  await expect(gone.api.people.placeSettings({})).rejects.toMatchObject({ code: 'not_found' })
  await ask(stays, address)
  const [back] = await gone.api.people.keeperAsks({})
  await gone.api.people.answerKeeper({ attempt: attempt(), asking: back!.id, yes: true })
  expect(await keepers(at.founder)).toBe(2)
})

test('a program’s token reads and does none of it, in the database', async () => {
  await ask(at.founder, 'olive@example.org')
  const made = (await outsider.api.spaces.create({
    ...{ attempt: attempt(), template: 'group', name: 'A circle', class: 'grantee' },
  } as never)) as unknown as { id: string }
  const key = await outsider.api.people.makeToken({
    ...{ attempt: attempt(), name: 'A program', may: 'write', spaces: [made.id], days: 7 },
  })
  if (!key.ok) throw new Error(key.sentence)
  const [one] = await outsider.api.people.keeperAsks({})
  const person = await idOf(outsider)
  const { db } = at.place.house
  const rowsOf = (who: Who) =>
    db.read(who, async (tx) => [
      (await sql`select from keeper_asks()`.execute(tx as never)).rows.length,
      (await tx.selectFrom('keeper_asking').select('id').execute()).length,
      (await sql`select from keepers_to_tell()`.execute(tx as never)).rows.length,
    ])
  const token = { token: hashToken(key.token) }
  expect([await rowsOf(person), await rowsOf(token)]).toEqual([
    [1, 1, 2],
    [0, 0, 0],
  ])
  await expect(db.as(token, (tx) => sql`select answer_keeper(${one!.id}::uuid, true)`.execute(tx))).rejects.toThrow()
  for (const path of ['keepers', 'keeper-asks', 'ask-keeper', 'answer-keeper', 'step-down'])
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(`${at.place.url}/api/v1/people/${path}`, {
        method,
        headers: { authorization: `Bearer ${key.token}`, 'content-type': 'application/json' },
        ...(method === 'POST' ? { body: JSON.stringify({ attempt: attempt(), asking: one!.id, yes: true }) } : {}),
      })
      expect([path, answer.status]).toEqual([path, 404])
    }
})

test('a night takes what is over, and the worker reads nothing of it', async () => {
  await at.founder.api.people.allowMailedLinks({ attempt: attempt(), allowed: true })
  await ask(at.founder, 'over@example.org')
  const link = (hash: string, ends: string) =>
    put(
      'mailed_link',
      `insert into mailed_link (hash, person_id, purpose, address, ends_at)
       values ('\\x${hash}', '${at.founderId}', 'sign-in', 'maya@example.org', '${ends}')`,
    )
  await link('01', '2020-01-01')
  await link('02', '2999-01-01')
  await put('keeper_asking', `update keeper_asking set ends_at = '2020-01-01' where address = 'over@example.org'`)
  const worker = new pg.Client(openedAs(at.place.databaseName, at.place.cluster.url))
  await worker.connect()
  await worker.query(`set role "${(at.place.night.owner as { user: string }).user.replace(/_owner$/, '_worker')}"`)
  expect((await worker.query('select current_user as me')).rows[0].me).toMatch(/_worker$/)
  for (const table of ['mailed_link', 'keeper_asking']) {
    expect((await worker.query(`select * from ${table}`)).rows).toEqual([])
    expect((await worker.query(`delete from ${table} where ends_at < '2999-12-31'`)).rowCount).toBe(0)
    await expect(worker.query(`update ${table} set ends_at = '2999-01-01'`)).rejects.toThrow(/denied/)
  }
  await worker.end()
  expect(await asksOf(outsider)).toBe(1)

  await withOwner(at.place.night.owner, (one) => keepOneNight(at.place.night, one, '2026-01-01'))
  const left = async (table: string) => {
    await owner.query(`alter table ${table} no force row level security`)
    const { rows } = await owner.query(`select address from ${table} order by 1`)
    await owner.query(`alter table ${table} force row level security`)
    return rows.map((row) => row.address)
  }
  expect(await left('mailed_link')).toEqual(['maya@example.org'])
  expect(await left('keeper_asking')).toEqual(['nobody@example.org', 'olive@example.org'])
})

test('the last one who erases themselves may, and whoever they asked can still say yes', async () => {
  expect((await gareth.api.people.stepDown({ attempt: attempt() })).ok).toBe(true)
  expect((await at.founder.api.people.eraseMe({ attempt: attempt(), sure: 'erase me' })).ok).toBe(true)
  const [one] = await outsider.api.people.keeperAsks({})
  expect(one?.by).toBe('Somebody who has left')
  expect((await outsider.api.people.answerKeeper({ attempt: attempt(), asking: one!.id, yes: true })).ok).toBe(true)
  expect((await outsider.api.people.keepers({})).keepers).toMatchObject([{ me: true }])
})
