import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attempt, type Visitor } from '../../../../tests/support/place.ts'
import { type Sso, startSso } from '../../../../tests/support/sso.ts'
import { type Founded, invite, join, PASSWORD, refusal, startFounded } from './testing.ts'

let at: Founded
let council: Sso
let college: Sso
const ids: Record<string, string> = {}
const mark = (issuer: string) => createHash('sha256').update(issuer).digest('hex').slice(0, 12)
const add = (visitor: Visitor, sso: Pick<Sso, 'issuer'>, clientSecret = 'between the two of us') =>
  visitor.api.people.addProvider({
    attempt: attempt(),
    issuer: sso.issuer,
    clientId: 'trefoil',
    clientSecret,
    words: 'Sign in with Wear Council',
    organisation: 'Wear Council',
  })

beforeAll(async () => {
  at = await startFounded()
  const back = (issuer: string) => [`${at.place.url}/sso/back/${mark(issuer)}`]
  council = await startSso(back)
  college = await startSso(back)
  for (const sso of [council, college]) {
    const answer = await add(at.founder, sso)
    if (!answer.ok) throw new Error(answer.sentence)
    ids[sso.issuer] = answer.id
  }
})
afterAll(async () => {
  await at.place.stop()
  await Promise.all([council.stop(), college.stop()])
})

type More = { purpose?: 'enter' | 'join' | 'add'; token?: string; to?: string }
const begin = async (visitor: Visitor, sso: Sso, { purpose = 'enter', ...more }: More = {}) => {
  const answer = await visitor.api.people.beginSso({ attempt: attempt(), provider: ids[sso.issuer]!, purpose, ...more })
  if (!answer.ok) throw new Error(answer.sentence)
  return answer.address
}
/** Goes wherever it is sent, as a browser does, until the place itself answers: `stop` ends before the way back is taken. */
async function follow(visitor: Visitor, address: string, stop = false): Promise<string> {
  let next = address
  for (let n = 0; n < 12; n++) {
    if (stop && next.startsWith(`${at.place.url}/sso/back/`)) return next
    const answer = await visitor.fetch(next, { redirect: 'manual' })
    const to = answer.headers.get('location')
    await answer.arrayBuffer()
    if (to === null) throw new Error(`${answer.status} at ${next}`)
    if (next.startsWith(`${at.place.url}/sso/back/`)) return to
    next = new URL(to, next).href
  }
  throw new Error('went round and round')
}

const idOf = async (who: Visitor) => (await who.api.people.me({}))!.id

test('only who runs the place adds a provider, after asking it who it is, and its secret never comes out', async () => {
  const guest = await join(at, 'guest@example.org')
  await expect(add(guest, council)).rejects.toMatchObject({ code: 'not_found' })
  await expect(guest.api.people.placeSettings({})).rejects.toMatchObject({ code: 'not_found' })
  for (const issuer of [`${at.place.url}/no`, 'http://council.example', 'ftp://council.example', 'nothing at all'])
    expect(refusal(await add(at.founder, { issuer }))).toBe('issuer')
  expect(JSON.stringify(await at.founder.api.people.placeSettings({}))).not.toContain('between')
  const row = await at.place.house.db.read(at.founderId, (db) =>
    db.selectFrom('sign_in_provider').select('secret_cipher').executeTakeFirstOrThrow(),
  )
  expect(row.secret_cipher.toString('latin1')).not.toContain('between')
})

test('an equal address links nobody: unknown is refused kindly until a signed-in person adds it', async () => {
  council.as('maya-at-council')
  const visitor = at.place.visitor()
  expect(await follow(visitor, await begin(visitor, council))).toBe('/sign-in?said=unknown')
  expect(await visitor.api.people.me({})).toBeNull()

  expect(await follow(at.founder, await begin(at.founder, council, { purpose: 'add' }))).toBe('/me?said=added')
  expect(await follow(visitor, await begin(visitor, council, { to: '/words' }))).toBe('/words')
  expect(await visitor.api.people.me({})).toMatchObject({ id: at.founderId })
  expect((await visitor.api.people.waysIn({})).journal).toBe('shut')
  await expect(visitor.api.people.everything({})).rejects.toMatchObject({ code: 'refused' })
  // The same subject at another issuer is somebody else.
  college.as('maya-at-council')
  const other = at.place.visitor()
  expect(await follow(other, await begin(other, college))).toBe('/sign-in?said=unknown')
  await expect(begin(visitor, council, { purpose: 'add' })).rejects.toMatchObject({ code: 'refused' })
  for (const to of ['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere.example'])
    expect(await follow(other, await begin(other, council, { to })).catch(() => '')).toMatch(/^\/(?![/\\])/)
})

test('an invitation is taken through an organisation, and that person makes a passphrase before they write', async () => {
  council.as('gareth-at-council')
  const visitor = at.place.visitor()
  const token = await invite(at, 'gareth@council.example')
  expect(await follow(visitor, await begin(visitor, council, { purpose: 'join', token }))).toBe(`/join#${token}`)
  expect((await visitor.api.people.invitation({ token })).mine).toBe(true)
  const ways = await visitor.api.people.waysIn({})
  expect(ways).toMatchObject({ password: false, passphrase: false, journal: 'make', email: 'gareth@council.example' })
  const profile = await visitor.api.people.profile({})
  expect(profile.name).toBe('Gareth Hall')
  const write = () =>
    visitor.api.journal.write({ attempt: attempt(), words: 'Mine.' } as never) as Promise<{ ok: boolean }>
  await expect(write()).rejects.toBeDefined()
  const passphrase = 'heron kettle marble Tuesday'
  expect((await visitor.api.people.makePassphrase({ attempt: attempt(), passphrase })).ok).toBe(true)
  expect((await write()).ok).toBe(true)

  // Their employer, coming as them, finds it shut and cannot make another.
  const employer = at.place.visitor()
  expect(await follow(employer, await begin(employer, council))).toBe('/today')
  expect((await employer.api.people.waysIn({})).journal).toBe('shut')
  expect((await employer.api.journal.list({} as never)) as unknown).toMatchObject({ entries: [] })
  await expect(
    employer.api.people.makePassphrase({ attempt: attempt(), passphrase: `${passphrase}s` }),
  ).rejects.toMatchObject({ code: 'refused' })
  // A password as well: not for the employer, and not without having shown the passphrase; only once.
  const first = (who: Visitor) => who.api.people.makePassword({ attempt: attempt(), password: PASSWORD })
  await expect(first(employer)).rejects.toMatchObject({ code: 'refused' })
  await expect(first(at.place.visitor())).rejects.toMatchObject({ code: 'signed_out' })
  const door = at.place.visitor()
  const signIn = { email: 'gareth@council.example', password: PASSWORD }
  expect(refusal(await door.api.people.signIn({ attempt: attempt(), ...signIn }))).toBe('wrong')
  expect((await first(visitor)).ok).toBe(true)
  expect(refusal(await first(visitor))).toBe('there')
  expect((await door.api.people.signIn({ attempt: attempt(), ...signIn })).ok).toBe(true)
  expect(await door.api.people.waysIn({})).toMatchObject({ password: true, journal: 'open' })
  await at.place.house.db.as(await idOf(visitor), (tx) => tx.deleteFrom('password').execute())
  const last = await visitor.api.people.removeSso({ attempt: attempt(), provider: ids[council.issuer]! })
  expect(refusal(last)).toBe('last')
  // An invitation to an address that has an account here makes nobody that account.
  council.as('stranger')
  const stranger = at.place.visitor()
  const taken = await invite(at, 'maya@example.org')
  expect(await follow(stranger, await begin(stranger, council, { purpose: 'join', token: taken }))).toBe(
    '/sign-in?said=account',
  )
})

test('what is not this browser’s own answer, given once, opens nothing', async () => {
  council.as('maya-at-council')
  const visitor = at.place.visitor()
  const back = await follow(visitor, await begin(visitor, council), true)
  const stale = '/sign-in?said=stale'
  const failed = '/sign-in?said=failed'
  const changed = (key: string, value: string) => {
    const url = new URL(back)
    url.searchParams.set(key, value)
    return url.href
  }
  expect(await follow(visitor, changed('state', 'another'))).toBe(stale)
  expect(await follow(at.place.visitor(), back)).toBe(stale)
  expect(await follow(visitor, back)).toBe('/today')
  expect(await follow(visitor, back)).toBe(stale)

  const replayer = at.place.visitor()
  const code = new URL(back).searchParams.get('code')!
  const with_ = async (change: (url: URL) => void) => {
    const url = new URL(await follow(replayer, await begin(replayer, council), true))
    change(url)
    return follow(replayer, url.href)
  }
  expect(await with_((url) => url.searchParams.set('code', code))).toBe(failed)
  expect(await with_((url) => url.searchParams.set('iss', college.issuer))).toBe(failed)
  expect(await with_((url) => url.searchParams.delete('code'))).toBe(failed)
  // Mix-up: the answer of one organisation at the address of the other.
  expect(
    await with_((url) => {
      url.pathname = `/sso/back/${mark(college.issuer)}`
    }),
  ).toBe(failed)
  // Another nonce than the one asked for: the code itself is right, its token was made for another question.
  const twisted = new URL(await begin(replayer, council))
  twisted.searchParams.set('nonce', 'another')
  expect(await follow(replayer, twisted.href)).toBe(failed)
  expect(await replayer.api.people.me({})).toBeNull()
})

test('what is removed opens nothing at once', async () => {
  council.as('maya-at-council')
  const founder = at.place.visitor()
  await founder.api.people.signIn({ attempt: attempt(), email: 'maya@example.org', password: PASSWORD })
  expect((await founder.api.people.removeSso({ attempt: attempt(), provider: ids[council.issuer]! })).ok).toBe(true)
  const visitor = at.place.visitor()
  expect(await follow(visitor, await begin(visitor, council))).toBe('/sign-in?said=unknown')
  const half = await follow(visitor, await begin(visitor, council), true)
  expect((await founder.api.people.removeProvider({ attempt: attempt(), provider: ids[council.issuer]! })).ok).toBe(
    true,
  )
  expect(await follow(visitor, half)).toBe('/sign-in?said=failed')
  await expect(begin(visitor, council)).rejects.toBeDefined()
  expect((await visitor.api.people.waysHere({})).organisations).toHaveLength(1)
})
