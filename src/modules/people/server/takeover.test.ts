// What two strangers with accounts of their own may not do to somebody, and what nobody's asking may keep from anybody.
import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attempt, type Visitor } from '../../../../tests/support/place.ts'
import { type Founded, join, PASSWORD, refusal, startFounded } from './testing.ts'

let founded: Founded
let owner: pg.Client
beforeAll(async () => {
  founded = await startFounded()
  owner = new pg.Client(founded.place.night.owner as never)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await founded.place.stop()
})
const NEW = 'eight red lanterns'
const put = (table: string, statement: string) =>
  owner.query(
    `alter table ${table} no force row level security; ${statement}; alter table ${table} force row level security`,
  )
const secret = () => randomBytes(32).toString('base64url')

/** A group of somebody's own, eight days old, into which `bring` brings others by invitation. */
async function groupOf(eve: Visitor) {
  const made = (await eve.api.spaces.create({
    ...{ attempt: attempt(), template: 'group', name: 'A friendly circle', class: 'grantee' },
  } as never)) as unknown as { id: string; address: string }
  const bring = async (who: Visitor, welcoming: Visitor[]) => {
    const token = secret()
    const asked = (await eve.api.spaces.invite({
      ...{ attempt: attempt(), address: made.address, secret: token, name: 'X', email: 'x@example.org' },
      class: 'grantee',
    } as never)) as unknown as { id: string }
    await who.api.people.accept({ attempt: attempt(), token } as never)
    const came = (await eve.api.spaces.confirm({ attempt: attempt(), invitation: asked.id })) as { membership: string }
    for (const one of welcoming) await one.api.spaces.welcome({ attempt: attempt(), membership: came.membership })
  }
  const age = () => put('membership', `update membership set starts_at = '2020-01-01' where space_id = '${made.id}'`)
  return { ...made, bring, age }
}
const idOf = async (who: Visitor) => (await who.api.people.me({}))!.id
async function ask(email: string) {
  const lost = founded.place.visitor()
  const asked = await lost.api.people.askVouching({ attempt: attempt(), email })
  if (!asked.ok) throw new Error(asked.sentence)
  return { lost, asked }
}

test('whoever brings somebody in, and whoever founded, is no witness; nor is anybody for who came today', async () => {
  const [vic, eve, one, two] = await Promise.all(
    ['vic', 'eve', 'one', 'two'].map((name) => join(founded, `${name}@example.org`)),
  )
  const group = await groupOf(eve!)
  await group.bring(one!, [])
  await group.bring(two!, [one!])
  await group.age()
  await group.bring(vic!, [one!, two!])
  await ask('vic@example.org')
  for (const who of [eve!, one!, two!]) expect(await who.api.people.vouchingAsks({})).toEqual([])
  const request = (await vic!.api.people.wayBack({})).asked[0]!.id
  await expect(one!.api.people.vouch({ attempt: attempt(), request, code: 'AAAA-AAAA' })).rejects.toMatchObject({
    code: 'not_found',
  })
  // A week later those who did not found it are asked; the founder, who brought them in as well, never is.
  await group.age()
  expect(await one!.api.people.vouchingAsks({})).toHaveLength(1)
  expect(await eve!.api.people.vouchingAsks({})).toEqual([])
  await put(
    'membership',
    `update membership set brought_by = '${await idOf(one!)}' where person_id = '${await idOf(vic!)}' and space_id = '${group.id}'`,
  )
  expect(await one!.api.people.vouchingAsks({})).toEqual([])
})

test('two without organisation do not where somebody of one could say it; wrong codes stop only who wrote them', async () => {
  const [gone, one, two, three] = await Promise.all(
    ['gone', 'ann', 'bob', 'cat'].map((name) => join(founded, `${name}@example.org`)),
  )
  const group = await groupOf(gone!)
  for (const who of [one!, two!, three!]) {
    await put(
      'membership',
      `insert into membership (id, space_id, person_id, class, roles, starts_at, first_chapter, brought_by) values
       ('${randomUUID()}', '${group.id}', '${await idOf(who)}', 'grantee', '{}', '2020-01-01', 1, '${await idOf(gone!)}')`,
    )
  }
  await group.age()
  const organisation = randomUUID()
  await put(
    'organisation',
    `insert into organisation (id, name, made_by) values ('${organisation}', 'One', '${founded.founderId}')`,
  )
  await put(
    'membership',
    `update membership set organisation_id = '${organisation}' where person_id = '${await idOf(three!)}' and space_id = '${group.id}'`,
  )
  const { lost, asked } = await ask('gone@example.org')
  const request = (await gone!.api.people.wayBack({})).asked[0]!.id
  const say = (who: Visitor, code = asked.code) => who.api.people.vouch({ attempt: attempt(), request, code })
  for (let at = 0; at < 5; at++) expect(refusal(await say(three!, 'AAAA-AAAA'))).toBe('code')
  await expect(say(three!)).rejects.toMatchObject({ code: 'not_found' })
  expect(await three!.api.people.vouchingAsks({})).toEqual([])
  expect((await say(one!)).ok).toBe(true)
  expect(refusal(await say(two!))).toBe('alone')
  await put('recovery_wrong', `delete from recovery_wrong`)
  expect((await say(three!)).ok).toBe(true)

  // Back in, and called off again from a device of the person's own: the new password opens nothing.
  await gone!.api.people.makeCodes({ attempt: attempt() })
  await put('recovery_request', `update recovery_request set ready_at = '2020-01-02' where id = '${request}'`)
  const back = await lost.api.people.comeBackVouched({ attempt: attempt(), secret: asked.secret, password: NEW })
  expect(back.ok).toBe(true)
  await expect(lost.api.people.makeCodes({ attempt: attempt() })).rejects.toMatchObject({ code: 'refused' })
  expect((await lost.api.people.wayBack({})).left).toBe(10)
  const open = (await lost.api.people.wayBack({})).asked
  expect(open).toMatchObject([{ id: request, returned: true }])
  await expect(one!.api.people.cancelWayBack({ attempt: attempt(), request })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect((await lost.api.people.cancelWayBack({ attempt: attempt(), request })).ok).toBe(true)
  const thief = founded.place.visitor()
  const signIn = await thief.api.people.signIn({ attempt: attempt(), email: 'gone@example.org', password: NEW })
  expect(refusal(signIn)).toBe('wrong')
})

test('a fourth asking takes the place of the oldest, and wrong passwords keep no printed code from its person', async () => {
  const real = await join(founded, 'real@example.org')
  const { codes } = (await real.api.people.makeCodes({ attempt: attempt() })) as { codes: string[] }
  for (let at = 0; at < 3; at++) await ask('real@example.org')
  const before = (await real.api.people.wayBack({})).asked.map((one) => one.id)
  await ask('real@example.org')
  const after = (await real.api.people.wayBack({})).asked.map((one) => one.id)
  expect(after).toHaveLength(3)
  expect(after.slice(0, 2)).toEqual(before.slice(1))
  const stranger = founded.place.visitor()
  for (let at = 0; at < 11; at++)
    await stranger.api.people
      .signIn({ attempt: attempt(), email: 'real@example.org', password: `${PASSWORD}${at}` })
      .catch(() => {})
  const back = await founded.place
    .visitor()
    .api.people.comeBackByCode({ attempt: attempt(), email: 'real@example.org', code: codes[0]!, password: NEW })
  expect(back.ok).toBe(true)
}, 15_000)
