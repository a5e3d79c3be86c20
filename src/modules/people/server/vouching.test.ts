// The rules of vouching, each with its "may not": organisations, payers, a week, calling off; and what a token finds of a person.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attempt, type Visitor } from '../../../../tests/support/place.ts'
import { type Founded, join, PASSWORD, refusal, startFounded } from './testing.ts'

type Known = { visitor: Visitor; id: string }
type Seat = { organisation?: string; class?: string; since?: string }

let founded: Founded
let owner: pg.Client
let many = 0

beforeAll(async () => {
  founded = await startFounded()
  owner = new pg.Client(founded.place.night.owner as never)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await founded.place.stop()
})

/** Writes past row-level security, to set up what would otherwise take a week. */
const put = (table: string, statement: string) =>
  owner.query(
    `alter table ${table} no force row level security; ${statement}; alter table ${table} force row level security`,
  )
async function someone(): Promise<Known & { email: string }> {
  const email = `v${++many}@example.org`
  const visitor = await join(founded, email)
  return { visitor, email, id: (await visitor.api.people.me({}))!.id }
}
async function organisation(): Promise<string> {
  const id = randomUUID()
  await put(
    'organisation',
    `insert into organisation (id, name, made_by) values ('${id}', 'One', '${founded.founderId}')`,
  )
  return id
}

/** Somebody who lost every way in, those who share a space with them, and what they read out. */
async function lost(...seats: Seat[]) {
  const gone = await someone()
  const made = await gone.visitor.api.spaces.create({
    ...{ attempt: attempt(), template: 'group', name: 'Group', class: 'grantee' },
  } as never)
  if (!made.ok) throw new Error(made.sentence)
  await put('membership', `update membership set starts_at = '2020-01-01' where person_id = '${gone.id}'`)
  const others: Known[] = []
  for (const { organisation: org, class: cls = 'grantee', since = '2020-01-01' } of seats) {
    const one = await someone()
    await put(
      'membership',
      `insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, brought_by)
       values (gen_random_uuid(), '${(made as { id: string }).id}', '${one.id}', ${org ? `'${org}'` : 'null'}, '${cls}', '{}', '${since}', 1, '${gone.id}')`,
    )
    others.push(one)
  }
  const asked = await founded.place.visitor().api.people.askVouching({ attempt: attempt(), email: gone.email })
  if (!asked.ok) throw new Error(asked.sentence)
  const request = (await gone.visitor.api.people.wayBack({})).asked[0]!.id
  const say = (at: number) => others[at]!.visitor.api.people.vouch({ attempt: attempt(), request, code: asked.code })
  const state = () => founded.place.visitor().api.people.vouching({ secret: asked.secret })
  return { gone, others, asked, request, say, state }
}

test('two of one organisation do not where somebody from elsewhere could, and do where nobody else is', async () => {
  const org = await organisation()
  const three = await lost({ organisation: org }, { organisation: org }, {})
  expect((await three.say(0)).ok).toBe(true)
  expect(refusal(await three.say(1))).toBe('organisation')
  expect((await three.say(2)).ok).toBe(true)
  expect((await three.state()).state).toBe('waiting')

  const two = await lost({ organisation: org }, { organisation: org })
  expect((await two.say(0)).ok).toBe(true)
  expect((await two.say(1)).ok).toBe(true)
})

test('not two who pay; one who pays and one who does not', async () => {
  const { say, state } = await lost({ class: 'funder' }, { class: 'public_body' }, {})
  expect((await say(0)).ok).toBe(true)
  expect(refusal(await say(1))).toBe('payers')
  expect((await state()).vouched).toBe(1)
  expect((await say(2)).ok).toBe(true)
})

test('who came within the week is not asked and may not say so', async () => {
  const yesterday = (await owner.query(`select (clock_now() - interval '6 days')::text as at`)).rows[0].at
  const { others, say } = await lost({ since: yesterday }, {})
  expect(await others[0]!.visitor.api.people.vouchingAsks({})).toEqual([])
  await expect(say(0)).rejects.toMatchObject({ code: 'not_found' })
  expect(await others[1]!.visitor.api.people.vouchingAsks({})).toHaveLength(1)
})

test('a device that is signed in calls it off, within the day as well, and nobody else does', async () => {
  const { gone, others, asked, request, say, state } = await lost({}, {})
  await say(0)
  await say(1)
  const callOff = (who: Visitor) => who.api.people.cancelWayBack({ attempt: attempt(), request })
  await expect(callOff(others[0]!.visitor)).rejects.toMatchObject({ code: 'not_found' })
  await expect(callOff(founded.place.visitor())).rejects.toMatchObject({ code: 'signed_out' })
  expect((await callOff(gone.visitor)).ok).toBe(true)
  expect((await state()).state).toBe('over')
  await put('recovery_request', `update recovery_request set ready_at = '2020-01-02' where id = '${request}'`)
  const back = await founded.place
    .visitor()
    .api.people.comeBackVouched({ attempt: attempt(), secret: asked.secret, password: 'eight red lanterns' })
  expect(refusal(back)).toBe('early')
  expect(await gone.visitor.api.people.me({})).not.toBeNull()
})

test('the token before the newest still works for what is under way, and not after five seconds', async () => {
  const { visitor } = await someone()
  const old = [...visitor.jar.values()][0]!
  const name = [...visitor.jar.keys()][0]!
  const withOld = () => {
    const late = founded.place.visitor()
    late.jar.set(name, old)
    return late.api.people.me({})
  }
  const [, ...during] = await Promise.all([
    visitor.api.people.prove({ attempt: attempt(), password: PASSWORD }),
    ...Array.from({ length: 8 }, () => visitor.api.people.me({})),
  ])
  expect(during.every((one) => one !== null)).toBe(true)
  expect([...visitor.jar.values()][0]).not.toBe(old)
  expect(await withOld()).not.toBeNull()
  await put('session', `update session set before_until = clock_now() where before_until is not null`)
  expect(await withOld()).toBeNull()
  expect(await visitor.api.people.me({})).not.toBeNull()
})

test('under a token every table of one’s own gives nothing', async () => {
  const { id, visitor } = await someone()
  const made = await visitor.api.spaces.create({
    ...{ attempt: attempt(), template: 'group', name: 'Mine', class: 'grantee' },
  } as never)
  if (!made.ok) throw new Error(made.sentence)
  const token = await visitor.api.people.makeToken({
    ...{ attempt: attempt(), name: 'A program', may: 'read' as const, spaces: [(made as { id: string }).id], days: 1 },
  })
  if (!token.ok) throw new Error(token.sentence)
  await visitor.api.people.makeCodes({ attempt: attempt() })
  await visitor.api.journal.write({ attempt: attempt(), words: 'mine alone', kind: 'free' })
  // What a space's own rows say of people is the space's; all else that names a person by its key is theirs.
  const mine = sql<{ name: string }>`
    select distinct c.relname as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'person_id' and not a.attisdropped
     where c.relkind = 'r' and c.relrowsecurity and c.relnamespace = 'public'::regnamespace
       and has_table_privilege(c.oid, 'select')
       and not exists (select from pg_attribute s where s.attrelid = c.oid and s.attname in ('space_id', 'chapter_id') and not s.attisdropped)`
  const look = (under: string) =>
    founded.place.house.db.read(id, async (db) => {
      const names = (await mine.execute(db as never)).rows.map((row) => row.name)
      expect(names).toEqual(expect.arrayContaining(['login', 'passphrase', 'mail_address', 'place_keeper', 'session']))
      await sql`select set_config('app.token', ${under}, true)`.execute(db as never)
      const found: string[] = []
      for (const name of [...names, 'entry', 'entry_version']) {
        const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(db as never)
        if (rows.length > 0) found.push(name)
      }
      return found
    })
  const full = await look('')
  expect(full).toEqual(expect.arrayContaining(['login', 'session', 'profile', 'recovery_code', 'entry']))
  // Its own attempts: ids and states, by which a repetition of the same call is known.
  expect(await look(token.id)).toEqual(['attempt'])
})
