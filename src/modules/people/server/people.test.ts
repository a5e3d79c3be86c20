import { randomBytes, randomUUID } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashToken } from '#platform/access/session.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'

const PASSWORD = 'seven green bottles'
let place: TestPlace
let founder: Visitor
let founderId: string
let spaceId: string

const codeOf = (fault: unknown) => (fault as { code: string }).code
const refusal = (answer: { ok: boolean }) => (answer as unknown as { reason: string }).reason
const tokenOf = (link: string) => link.split('#')[1]!

beforeAll(async () => {
  place = await startTestPlace()
  founder = place.visitor()
})
afterAll(() => place.stop())

/** An invitation as its inviter would write it; `over` changes what is to be tried. */
async function invite(email: string, over: { ends_at?: Date; withdrawn_at?: Date } = {}): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await place.house.db.as(founderId, (tx) =>
    tx
      .insertInto('invitation')
      .values({
        id: randomUUID(),
        space_id: spaceId,
        token_hash: hashToken(token),
        name: 'Gareth Hall',
        email,
        class: 'grantee',
        invited_by: founderId,
        ends_at: new Date(Date.now() + 7 * 86_400_000),
        ...over,
      })
      .execute(),
  )
  return token
}

async function join(email: string): Promise<Visitor> {
  const visitor = place.visitor()
  const answer = await visitor.api.people.accept({
    attempt: attempt(),
    token: await invite(email),
    account: { name: 'Gareth Hall', email, password: PASSWORD },
  })
  expect(answer.ok).toBe(true)
  return visitor
}

test('a place is set up once, by whoever holds the link, and its first person is signed in with a space of their own', async () => {
  const wanted = {
    place: 'Wearmouth',
    host: 'Bede College runs it',
    name: 'Maya',
    email: 'Maya@Example.org',
    password: PASSWORD,
  }
  expect(await founder.api.people.place({})).toMatchObject({ setUp: false, demonstration: false, mail: false })
  expect(await founder.api.people.me({})).toBeNull()
  await expect(founder.api.people.setUp({ attempt: attempt(), token: 'guessed', ...wanted })).rejects.toMatchObject({
    code: 'refused',
  })
  expect(await founder.api.people.place({})).toMatchObject({ setUp: false, name: 'Trefoil' })
  const short = await founder.api.people
    .setUp({ attempt: attempt(), token: tokenOf(place.setupLink!), ...wanted, password: 'short' })
    .catch((fault) => fault)
  expect(JSON.stringify(short.data)).toContain('At least 12 characters')

  const answer = await founder.api.people.setUp({ attempt: attempt(), token: tokenOf(place.setupLink!), ...wanted })
  if (!answer.ok) throw new Error(answer.sentence)
  founderId = answer.id
  expect(await founder.api.people.me({})).toEqual({ id: founderId, name: 'Maya', pronouns: '', kind: 'full' })
  expect(await place.visitor().api.people.place({})).toMatchObject({
    setUp: true,
    name: 'Wearmouth',
    host: 'Bede College runs it',
  })
  const own = await place.house.db.read(founderId, (db) =>
    db.selectFrom('space').select(['id', 'kind']).where('kind', '=', 'person').execute(),
  )
  expect(own).toHaveLength(1)
  spaceId = own[0]!.id
  await expect(
    place
      .visitor()
      .api.people.setUp({ attempt: attempt(), token: tokenOf(place.setupLink!), ...wanted, email: 'b@example.org' }),
  ).rejects.toMatchObject({ code: 'refused' })
})

test('signing in answers the same whether the address is known or not, whatever capitals it is written in', async () => {
  const visitor = place.visitor()
  const known = await visitor.api.people.signIn({
    attempt: attempt(),
    email: 'maya@example.org',
    password: 'not this one at all',
  })
  const unknown = await visitor.api.people.signIn({
    attempt: attempt(),
    email: 'nobody@example.org',
    password: 'not this one at all',
  })
  expect(known).toEqual(unknown)
  expect(refusal(known)).toBe('wrong')
  expect(visitor.jar.size).toBe(0)
  expect(
    await visitor.api.people.signIn({ attempt: attempt(), email: ' MAYA@example.ORG ', password: PASSWORD }),
  ).toEqual({ ok: true, id: founderId })
  await expect(place.visitor().api.people.profile({})).rejects.toMatchObject({ code: 'signed_out' })
})

test('many wrong passwords at once are stopped, for an address that is known as for one that is not', async () => {
  for (const email of ['held@example.org', 'not-there@example.org']) {
    const other = await startTestPlace()
    try {
      const answers = await Promise.all(
        Array.from({ length: 14 }, () =>
          other
            .visitor()
            .api.people.signIn({ attempt: attempt(), email, password: 'guess after guess' })
            .then(refusal, codeOf),
        ),
      )
      expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(10)
      expect(answers.filter((answer) => answer === 'too_many')).toHaveLength(4)
    } finally {
      await other.stop()
    }
  }
})

test('an invitation is known only by its secret, and each of its ends has its own answer', async () => {
  const visitor = place.visitor()
  const ask = (token: string) => visitor.api.people.invitation({ token })
  const accept = (token: string, email = 'g@example.org') =>
    visitor.api.people.accept({ attempt: attempt(), token, account: { name: 'G', email, password: PASSWORD } })
  const live = await invite('g@example.org')
  expect(await ask(live)).toEqual({
    state: 'open',
    space: 'My journal',
    inviter: 'Maya',
    name: 'Gareth Hall',
    mine: false,
  })
  expect(await ask('never')).toEqual({ state: 'unknown', space: '', inviter: '', name: '', mine: false })
  const old = await invite('g@example.org', { ends_at: new Date(Date.now() - 1000) })
  const gone = await invite('g@example.org', { withdrawn_at: new Date() })
  expect((await ask(old)).state).toBe('expired')
  expect(await ask(gone)).toMatchObject({ state: 'withdrawn', space: '', name: '' })
  expect(refusal(await accept(old))).toBe('expired')
  expect(refusal(await accept(gone))).toBe('withdrawn')
  expect(refusal(await accept('never'))).toBe('unknown')
  expect(refusal(await accept(live, 'another@example.org'))).toBe('email')
  const taken = await invite('maya@example.org')
  expect(refusal(await accept(taken, 'maya@example.org'))).toBe('account')
  expect((await ask(live)).state).toBe('open')
  expect(visitor.jar.size).toBe(0)
})

test('of twenty who take one invitation at the same time one gets it', async () => {
  const token = await invite('twenty@example.org')
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      place
        .visitor()
        .api.people.accept({
          attempt: attempt(),
          token,
          account: { name: `Twenty ${n}`, email: 'twenty@example.org', password: PASSWORD },
        })
        .then(
          (answer) => answer.ok,
          () => false,
        ),
    ),
  )
  expect(answers.filter(Boolean)).toHaveLength(1)
  expect((await place.visitor().api.people.invitation({ token })).state).toBe('used')
  const again = await place.visitor().api.people.accept({
    attempt: attempt(),
    token,
    account: { name: 'X', email: 'twenty@example.org', password: PASSWORD },
  })
  expect(refusal(again)).toBe('used')
})

test('somebody who is signed in takes an invitation with it alone, and reads nothing of the space before it is confirmed', async () => {
  const guest = await join('once@example.org')
  const me = await guest.api.people.me({})
  const token = await invite('elsewhere@example.org')
  expect(refusal(await founder.api.people.accept({ attempt: attempt(), token }))).toBe('own')
  expect((await guest.api.people.accept({ attempt: attempt(), token })).ok).toBe(true)
  expect(await guest.api.people.invitation({ token })).toMatchObject({ state: 'used', mine: true })
  expect(await founder.api.people.invitation({ token })).toMatchObject({ state: 'used', mine: false })
  const seen = await place.house.db.read(me!.id, (db) => db.selectFrom('space').select('id').execute())
  expect(seen.map((row) => row.id)).not.toContain(spaceId)
})

test('a session that is ended is out at once, and nobody ends somebody else’s', async () => {
  const guest = await join('two@example.org')
  const second = place.visitor()
  await second.api.people.signIn({ attempt: attempt(), email: 'two@example.org', password: PASSWORD })
  const list = await guest.api.people.sessions({})
  expect(list.map((session) => session.here).filter(Boolean)).toHaveLength(1)
  const other = list.find((session) => !session.here)!
  await expect(founder.api.people.endSession({ attempt: attempt(), session: other.id })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect((await second.api.people.me({}))?.name).toBe('Gareth Hall')
  await guest.api.people.endSession({ attempt: attempt(), session: other.id })
  expect(await second.api.people.me({})).toBeNull()
  await expect(second.api.people.profile({})).rejects.toMatchObject({ code: 'signed_out' })

  await second.api.people.signIn({ attempt: attempt(), email: 'two@example.org', password: PASSWORD })
  const wrong = await guest.api.people.changePassword({
    attempt: attempt(),
    old: 'not the old one',
    password: 'quite another one',
  })
  expect(refusal(wrong)).toBe('wrong')
  expect(
    await guest.api.people.changePassword({ attempt: attempt(), old: PASSWORD, password: 'quite another one' }),
  ).toEqual({ ok: true, ended: 1 })
  expect(await second.api.people.me({})).toBeNull()
  const held = new Map(guest.jar)
  await guest.api.people.signOut({ attempt: attempt() })
  expect(guest.jar.size).toBe(0)
  for (const [name, value] of held) guest.jar.set(name, value)
  expect(await guest.api.people.me({})).toBeNull()
})

test('a profile is its owner’s to change and nobody else’s to read', async () => {
  const guest = await join('three@example.org')
  const before = await guest.api.people.profile({})
  expect(before).toMatchObject({
    name: 'Gareth Hall',
    prefers: 'words',
    code: 'off',
    email: 'three@example.org',
    pen: false,
  })
  await guest.api.people.saveProfile({
    attempt: attempt(),
    name: 'Gareth',
    pronouns: 'he/him',
    accessNeeds: 'Large print',
    learningStyle: 'By doing',
    prefers: 'pictures',
    zone: 'Europe/Lisbon',
  })
  expect(await guest.api.people.profile({})).toMatchObject({
    name: 'Gareth',
    pronouns: 'he/him',
    accessNeeds: 'Large print',
    prefers: 'pictures',
    zone: 'Europe/Lisbon',
  })
  const seen = await place.house.db.read(founderId, (db) => db.selectFrom('profile').select('access_needs').execute())
  expect(seen.map((row) => row.access_needs)).not.toContain('Large print')
  const wrong = await guest.api.people
    .saveProfile({
      attempt: attempt(),
      name: '',
      pronouns: '',
      accessNeeds: '',
      learningStyle: '',
      prefers: 'words',
      zone: null,
    })
    .catch((fault) => fault)
  expect(JSON.stringify(wrong.data)).toContain('This is needed.')
})

test('codes: asked for once confirmed, each good once, and the secret shown to nobody without proof', async () => {
  const guest = await join('codes@example.org')
  await expect(guest.api.people.codeSetUp({})).rejects.toMatchObject({ code: 'not_found' })
  await guest.api.people.beginCode({ attempt: attempt() })
  const { secret, picture } = await guest.api.people.codeSetUp({})
  expect(picture).toMatch(/^data:image\/svg\+xml;base64,/)
  const phone = new TOTP({ secret: Secret.fromBase32(secret) })
  expect(refusal(await guest.api.people.confirmCode({ attempt: attempt(), code: '000000' }))).toBe('code')
  const first = phone.generate({ timestamp: Date.now() - 30_000 })
  expect((await guest.api.people.confirmCode({ attempt: attempt(), code: first })).ok).toBe(true)
  await expect(guest.api.people.codeSetUp({})).rejects.toMatchObject({ code: 'not_found' })

  const visitor = place.visitor()
  const enter = (code?: string) =>
    visitor.api.people.signIn({
      attempt: attempt(),
      email: 'codes@example.org',
      password: PASSWORD,
      ...(code ? { code } : {}),
    })
  expect(refusal(await enter())).toBe('code')
  expect(refusal(await enter(first))).toBe('code')
  expect(visitor.jar.size).toBe(0)
  const next = phone.generate({ timestamp: Date.now() + 25_000 })
  const both = await Promise.all([enter(next), enter(next)])
  expect(both.filter((answer) => answer.ok)).toHaveLength(1)
  expect(refusal(await enter(next))).toBe('code')
  expect(refusal(await visitor.api.people.prove({ attempt: attempt(), password: PASSWORD, code: next }))).toBe('code')
})

test('what changes a way in wants a proof that is not older than ten minutes', async () => {
  const guest = await join('proof@example.org')
  const { id } = (await guest.api.people.me({}))!
  await place.house.db.as(id, (tx) =>
    tx
      .updateTable('session')
      .set({ proved_at: new Date(Date.now() - 11 * 60_000) })
      .where('person_id', '=', id)
      .execute(),
  )
  expect((await guest.api.people.profile({})).proved).toBe(false)
  await expect(guest.api.people.beginCode({ attempt: attempt() })).rejects.toMatchObject({ code: 'refused' })
  await expect(guest.api.people.passkeyAsk({})).rejects.toMatchObject({ code: 'refused' })
  expect(refusal(await guest.api.people.prove({ attempt: attempt(), password: 'something else entirely' }))).toBe(
    'wrong',
  )
  expect((await guest.api.people.prove({ attempt: attempt(), password: PASSWORD })).ok).toBe(true)
  expect((await guest.api.people.beginCode({ attempt: attempt() })).ok).toBe(true)
})

test('a pen stays after signing out, reads nothing, changes nothing, and goes when it is asked to', async () => {
  const guest = await join('pen@example.org')
  await guest.api.people.makePen({ attempt: attempt() })
  expect((await guest.api.people.profile({})).pen).toBe(true)
  await guest.api.people.signOut({ attempt: attempt() })
  expect(await guest.api.people.me({})).toMatchObject({ kind: 'pen', name: null })
  await expect(guest.api.people.profile({})).rejects.toMatchObject({ code: 'signed_out' })
  await expect(guest.api.people.sessions({})).rejects.toMatchObject({ code: 'signed_out' })
  await expect(guest.api.people.makePen({ attempt: attempt() })).rejects.toMatchObject({ code: 'signed_out' })
  await expect(guest.api.people.organisations({})).rejects.toMatchObject({ code: 'signed_out' })
  await expect(guest.api.people.endOtherSessions({ attempt: attempt() })).rejects.toMatchObject({ code: 'signed_out' })
  await guest.api.people.signOut({ attempt: attempt(), pen: true })
  expect(await guest.api.people.me({})).toBeNull()
})

test('an organisation is seen by whoever added it, and not by somebody who has met nobody from it', async () => {
  const guest = await join('org@example.org')
  const made = await guest.api.people.addOrganisation({
    attempt: attempt(),
    name: 'Wear Voluntary Network',
    orgId: 'GB-CHC-1234567',
    sizeBand: '10-49',
    sector: 'charity',
  })
  if (!made.ok) throw new Error(made.sentence)
  expect(await guest.api.people.organisations({})).toEqual([
    { id: made.id, name: 'Wear Voluntary Network', orgId: 'GB-CHC-1234567', sizeBand: '10-49', sector: 'charity' },
  ])
  expect(await founder.api.people.organisations({})).toEqual([])
})

test('everything of mine holds my profile and none of my secrets; forgotten, I can come in no more', async () => {
  const guest = await join('gone@example.org')
  const { id } = (await guest.api.people.me({}))!
  const mine = await place.house.db.read(id, (db) => place.house.gathered.mine(db, id))
  expect(mine.people).toMatchObject({ profile: { email: 'gone@example.org' }, sessions: [{ kind: 'full' }] })
  expect(JSON.stringify(mine.people)).not.toContain('argon2')
  const { people } = await import('./index.ts')
  await place.house.db.as(id, (tx) => people.forget(tx, id, place.house))
  expect(await guest.api.people.me({})).toBeNull()
  const answer = await place
    .visitor()
    .api.people.signIn({ attempt: attempt(), email: 'gone@example.org', password: PASSWORD })
  expect(refusal(answer)).toBe('wrong')
  expect((await founder.api.people.me({}))?.name).toBe('Maya')
})
