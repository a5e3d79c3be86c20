import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attempt, type Visitor } from '../../../../tests/support/place.ts'
import { type Founded, join, startFounded } from './testing.ts'

let founded: Founded
let ada: Visitor
let base: string
let first: { id: string; address: string }
let second: { id: string; address: string }
const WORD = 'qthistlewort'
const CARD = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }

async function space(name: string) {
  const made = await ada.api.spaces.create({
    ...{ attempt: attempt(), template: 'group', name, class: 'grantee', purpose: name === 'Second' ? WORD : 'ours' },
  } as never)
  if (!made.ok) throw new Error(made.sentence)
  return made as unknown as { id: string; address: string }
}
async function token(spaces: string[], may: 'read' | 'write' = 'read', who = ada) {
  const made = await who.api.people.makeToken({ attempt: attempt(), name: 'A program', may, spaces, days: 30 })
  if (!made.ok) throw new Error(made.sentence)
  return made
}
const call = (secret: string, path: string, body?: object, more: Record<string, string> = {}) =>
  fetch(`${base}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...more },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const evidence = (here: { id: string; chapter: string }, words: string) => ({
  ...{ attempt: attempt(), space: here.id, chapter: here.chapter, words, whose: { is: 'mine' }, card: CARD },
})

beforeAll(async () => {
  founded = await startFounded()
  ada = founded.founder
  base = founded.place.url
  first = await space('First')
  second = await space('Second')
  const here = await ada.api.spaces.here({ address: second.address })
  await ada.api.library.addEvidence(evidence(here, `${WORD} in the second`) as never)
})
afterAll(() => founded.place.stop())

test('a token reads its spaces and nothing of another, through anything that programs may ask', async () => {
  const { token: secret } = await token([first.id])
  const list = (await (await call(secret, '/spaces/list', {})).json()) as { id: string; member: boolean }[]
  expect(list.filter((one) => one.member).map((one) => one.id)).toEqual([first.id])
  const document = (await (await fetch(`${base}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, { get?: object; post?: object }>
  }
  let asked = 0
  for (const [path, { get, post }] of Object.entries(document.paths)) {
    for (const input of [
      { address: second.address },
      ...[
        { id: second.id },
        { space: second.id },
        { space: second.id, text: WORD },
        { id: second.id, address: second.address },
        {},
      ],
    ] as Record<string, string>[]) {
      if (get !== undefined) {
        const said = await (await call(secret, `${path}?${new URLSearchParams(input)}`)).text()
        expect(said, path).not.toContain(WORD)
        asked++
      }
      if (post !== undefined) expect(await (await call(secret, path, input)).text(), path).not.toContain(WORD)
    }
  }
  expect(asked).toBeGreaterThan(30)
  // The same questions with a token for the second find it, so the loop was not blind.
  const other = await token([second.id])
  expect(await (await call(other.token, '/spaces/here', { address: second.address })).text()).toContain(WORD)
  expect((await call(secret, '/spaces/here', { address: second.address })).status).toBe(404)
})

test('under a token the database itself shows nothing that is a person’s own', async () => {
  const made = await token([first.id], 'write')
  const { createHash } = await import('node:crypto')
  const hash = createHash('sha256').update(made.token).digest()
  await founded.place.house.db.as({ token: hash }, async (tx) => {
    for (const table of [
      'login',
      'password',
      'session',
      'profile',
      'passkey',
      'api_token',
      'recovery_code',
      'entry',
      'consent',
    ] as const) {
      const { rows } = await sql`select 1 from ${sql.table(table)}`.execute(tx)
      expect(rows, table).toEqual([])
    }
    const { rows } = await sql<{ spaces: string[] }>`select my_spaces() as spaces`.execute(tx)
    expect(rows[0]?.spaces).toEqual([first.id])
  })
})

test('a reading token changes nothing, and the database would not let it; a writing one may, in its spaces', async () => {
  const here = await ada.api.spaces.here({ address: first.address })
  const there = await ada.api.spaces.here({ address: second.address })
  const reads = await token([first.id])
  const refused = await call(reads.token, '/library/add-evidence', evidence(here, 'mine'))
  expect(refused.status).toBe(403)
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  const { createHash } = await import('node:crypto')
  const hash = createHash('sha256').update(reads.token).digest()
  await expect(
    founded.place.house.db.as({ token: hash }, (tx) =>
      sql`select append_event(${here.chapter}::uuid, 'x.y', ${first.id}::uuid, null, clock_now())`.execute(tx),
    ),
  ).rejects.toThrow(/read-only/)
  const writes = await token([first.id], 'write')
  expect((await call(writes.token, '/library/add-evidence', evidence(here, 'by a program'))).status).toBe(200)
  expect(
    (await call(writes.token, '/library/add-evidence', evidence(there, 'by a program'))).status,
  ).toBeGreaterThanOrEqual(400)
})

test('a token is for no journal, for nobody else’s space, and wants a proof that is fresh', async () => {
  for (const id of [founded.spaceId, crypto.randomUUID()])
    await expect(token([id])).rejects.toMatchObject({ code: 'not_found' })
  const ben = await join(founded, 'ben@example.org')
  await expect(token([first.id], 'read', ben)).rejects.toMatchObject({ code: 'not_found' })
  await founded.place.house.db.as(founded.founderId, (tx) =>
    tx
      .updateTable('session')
      .set({ proved_at: new Date('2020-01-01') })
      .execute(),
  )
  await expect(token([first.id])).rejects.toMatchObject({ code: 'refused' })
  await founded.place.house.db.as(founded.founderId, (tx) =>
    sql`update session set proved_at = clock_now()`.execute(tx),
  )
})

test('taken back, over, or left by its person: it is dead at the next call', async () => {
  const one = await token([first.id])
  expect((await call(one.token, '/spaces/list', {})).status).toBe(200)
  await ada.api.people.endToken({ attempt: attempt(), token: one.id })
  const dead = await call(one.token, '/spaces/list', {})
  expect(dead.status).toBe(401)
  expect(await dead.json()).toMatchObject({ type: 'urn:trefoil:signed_out', status: 401 })
  const over = await token([first.id])
  await asOwner(`update api_token set made_at = '2020-01-01', ends_at = '2020-02-01' where id = '${over.id}'`)
  expect((await call(over.token, '/spaces/list', {})).status).toBe(401)
  const third = await space('Third')
  const left = await token([third.id])
  expect((await call(left.token, '/spaces/list', {})).status).toBe(200)
  await asOwner(`update membership set ends_at = clock_now() where space_id = '${third.id}'`)
  expect((await call(left.token, '/spaces/list', {})).status).toBe(401)
})

test('a token opens neither pages’ procedures, the live stream, accounts nor consents, and a cookie opens no programs’ door', async () => {
  const one = await token([first.id], 'write')
  expect((await call(one.token, '/people/sessions')).status).toBe(404)
  expect((await call(one.token, '/crossings/mine')).status).toBe(404)
  expect((await call(one.token, '/journal/list')).status).toBe(404)
  expect((await call(one.token, '/spaces/invite', {})).status).toBe(404)
  const bearer = { authorization: `Bearer ${one.token}` }
  expect((await fetch(`${base}/live`, { headers: bearer })).status).toBe(401)
  expect(
    (
      await fetch(`${base}/rpc/spaces/list`, {
        method: 'POST',
        body: '{"json":{}}',
        headers: { ...bearer, 'content-type': 'application/json' },
      })
    ).status,
  ).toBeGreaterThanOrEqual(400)
  expect((await ada.fetch(`${base}/api/v1/spaces/list`, { method: 'POST' })).status).toBe(401)
})

test('what is wrong is said as a problem, field by field; the list of tokens shows the day, never the token', async () => {
  const one = await token([first.id], 'write')
  const wrong = await call(one.token, '/library/add-evidence', { attempt: 'no' })
  expect(wrong.status).toBe(400)
  const problem = (await wrong.json()) as { errors: { field: string }[]; title: string }
  expect(problem.errors.map((error) => error.field)).toContain('attempt')
  const listed = await ada.api.people.tokens({})
  expect(listed.tokens.find((row) => row.id === one.id)).toMatchObject({
    may: 'write',
    seen: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  })
  expect(JSON.stringify(listed)).not.toContain(one.token)
  expect(listed.spaces.map((row) => row.id)).not.toContain(founded.spaceId)
})

async function asOwner(statement: string) {
  const { default: pg } = await import('pg')
  const owner = new pg.Client(founded.place.night.owner as never)
  await owner.connect()
  const table = /update (\w+)/.exec(statement)![1]
  await owner.query(
    `alter table ${table} no force row level security; ${statement}; alter table ${table} force row level security`,
  )
  await owner.end()
}
