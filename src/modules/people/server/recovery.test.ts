import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attempt } from '../../../../tests/support/place.ts'
import { type Founded, join, PASSWORD, refusal, SET_UP, startFounded } from './testing.ts'

let founded: Founded
beforeAll(async () => {
  founded = await startFounded()
})
afterAll(() => founded.place.stop())
const NEW = 'eight red lanterns'

test('showing again who one is gives a new token, and the list still shows one session', async () => {
  const { founder } = founded
  const before = [...founder.jar.values()][0]
  await founder.api.people.prove({ attempt: attempt(), password: PASSWORD })
  expect([...founder.jar.values()][0]).not.toBe(before)
  expect((await founder.api.people.sessions({})).filter((one) => one.here)).toHaveLength(1)
  expect(await founder.api.people.sessions({})).toHaveLength(1)
})

test('a printed code lets its person in once, ends every session, and another’s address or a wrong code does not', async () => {
  const { founder, place } = founded
  const made = await founder.api.people.makeCodes({ attempt: attempt() })
  if (!made.ok) throw new Error(made.sentence)
  expect(new Set(made.codes).size).toBe(10)
  await join(founded, 'ben@example.org')
  const lost = place.visitor()
  const come = (email: string, code: string) =>
    lost.api.people.comeBackByCode({ attempt: attempt(), email, code, password: NEW })
  const code = made.codes[0]!
  expect(refusal(await come('ben@example.org', code))).toBe('wrong')
  expect(refusal(await come('nobody@example.org', code))).toBe('wrong')
  expect(refusal(await come(SET_UP.email, 'AAAA-AAAA-AAAA-AAAA'))).toBe('wrong')
  expect((await come(SET_UP.email, code.toLowerCase())).ok).toBe(true)
  expect(await founder.api.people.me({})).toBeNull()
  expect(refusal(await come(SET_UP.email, code))).toBe('wrong')
  expect((await lost.api.people.wayBack({})).left).toBe(9)
})

test('asking for vouching tells nothing of whether an address is known, and nobody outside may vouch', async () => {
  const asker = founded.place.visitor()
  const known = await asker.api.people.askVouching({ attempt: attempt(), email: SET_UP.email })
  const unknown = await asker.api.people.askVouching({ attempt: attempt(), email: 'nobody@example.org' })
  if (!known.ok || !unknown.ok) throw new Error('refused')
  expect(await asker.api.people.vouching({ secret: known.secret })).toEqual(
    await asker.api.people.vouching({ secret: unknown.secret }),
  )
  const eve = await join(founded, 'eve@example.org')
  expect(await eve.api.people.vouchingAsks({})).toEqual([])
  const early = await asker.api.people.comeBackVouched({ attempt: attempt(), secret: known.secret, password: NEW })
  expect(refusal(early)).toBe('early')
})

test('two who know somebody for a week bring them back a day later; one alone, twice, or the person do not', async () => {
  const { place } = founded
  const gone = await join(founded, 'gone@example.org')
  const vera = await join(founded, 'vera@example.org')
  const walt = await join(founded, 'walt@example.org')
  const ids = await Promise.all([gone, vera, walt].map(async (one) => (await one.api.people.me({}))!.id))
  const made = await gone.api.spaces.create({
    attempt: attempt(),
    template: 'group',
    name: 'Group',
    class: 'grantee',
  } as never)
  if (!made.ok) throw new Error(made.sentence)
  const owner = new pg.Client(place.night.owner as never)
  await owner.connect()
  const run = (table: string, statement: string) =>
    owner.query(
      `alter table ${table} no force row level security; ${statement}; alter table ${table} force row level security`,
    )
  await run('membership', `update membership set starts_at = '2020-01-01' where person_id = '${ids[0]}'`)
  for (const id of ids.slice(1))
    await run(
      'membership',
      `insert into membership (id, space_id, person_id, class, roles, starts_at, first_chapter, brought_by)
      values (gen_random_uuid(), '${made.id}', '${id}', 'grantee', '{}', '2020-01-01', 1, '${ids[0]}')`,
    )
  const lost = place.visitor()
  const asked = await lost.api.people.askVouching({ attempt: attempt(), email: 'gone@example.org' })
  if (!asked.ok) throw new Error(asked.sentence)
  const [ask] = await vera.api.people.vouchingAsks({})
  const say = (who: typeof vera, code = asked.code) =>
    who.api.people.vouch({ attempt: attempt(), request: ask!.id, code })
  await expect(say(gone)).rejects.toMatchObject({ code: 'not_found' })
  await expect(say(founded.place.visitor())).rejects.toMatchObject({ code: 'signed_out' })
  expect(refusal(await say(vera, 'AAAA-AAAA'))).toBe('code')
  expect((await say(vera)).ok).toBe(true)
  await expect(say(vera)).rejects.toMatchObject({ code: 'not_found' })
  expect((await say(walt)).ok).toBe(true)
  const come = () => lost.api.people.comeBackVouched({ attempt: attempt(), secret: asked.secret, password: NEW })
  expect((await lost.api.people.vouching({ secret: asked.secret })).state).toBe('waiting')
  expect(refusal(await come())).toBe('early')
  await run('recovery_request', `update recovery_request set ready_at = '2020-01-02' where id = '${ask!.id}'`)
  expect((await come()).ok).toBe(true)
  expect(await gone.api.people.me({})).toBeNull()
  // The word of two others lets somebody in and opens no journal, nor does the password they then set.
  expect((await lost.api.people.waysIn({})).journal).toBe('shut')
  const prove = () => lost.api.people.prove({ attempt: attempt(), password: NEW })
  expect(refusal(await prove())).toBe('waits')
  const again = place.visitor()
  await again.api.people.signIn({ attempt: attempt(), email: 'gone@example.org', password: NEW })
  expect((await again.api.people.waysIn({})).journal).toBe('shut')
  await run('password', `update password set journal_from = '2020-01-02' where person_id = '${ids[0]}'`)
  expect((await prove()).ok).toBe(true)
  expect((await lost.api.people.waysIn({})).journal).toBe('open')
  expect(refusal(await come())).toBe('early')
  await owner.end()
})
