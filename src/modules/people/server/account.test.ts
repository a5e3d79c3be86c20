import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attempt } from '../../../../tests/support/place.ts'
import { type Founded, join, PASSWORD, refusal, startFounded } from './testing.ts'

let at: Founded
beforeAll(async () => {
  at = await startFounded()
})
afterAll(() => at.place.stop())

test('a session that is ended is out at once, and nobody ends somebody else’s', async () => {
  const guest = await join(at, 'two@example.org')
  const second = at.place.visitor()
  await second.api.people.signIn({ attempt: attempt(), email: 'two@example.org', password: PASSWORD })
  const list = await guest.api.people.sessions({})
  expect(list.map((session) => session.here).filter(Boolean)).toHaveLength(1)
  const other = list.find((session) => !session.here)!
  await expect(at.founder.api.people.endSession({ attempt: attempt(), session: other.id })).rejects.toMatchObject({
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
  const guest = await join(at, 'three@example.org')
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
  const seen = await at.place.house.db.read(at.founderId, (db) =>
    db.selectFrom('profile').select('access_needs').execute(),
  )
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
  const guest = await join(at, 'codes@example.org')
  await expect(guest.api.people.codeSetUp({})).rejects.toMatchObject({ code: 'not_found' })
  await guest.api.people.beginCode({ attempt: attempt() })
  const { secret, picture } = await guest.api.people.codeSetUp({})
  expect(picture).toMatch(/^data:image\/svg\+xml;base64,/)
  const phone = new TOTP({ secret: Secret.fromBase32(secret) })
  expect(refusal(await guest.api.people.confirmCode({ attempt: attempt(), code: '000000' }))).toBe('code')
  const first = phone.generate({ timestamp: Date.now() - 30_000 })
  expect((await guest.api.people.confirmCode({ attempt: attempt(), code: first })).ok).toBe(true)
  await expect(guest.api.people.codeSetUp({})).rejects.toMatchObject({ code: 'not_found' })

  const visitor = at.place.visitor()
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
  const guest = await join(at, 'proof@example.org')
  const { id } = (await guest.api.people.me({}))!
  await at.place.house.db.as(id, (tx) =>
    tx
      .updateTable('session')
      .set({ proved_at: new Date(Date.now() - 11 * 60_000) })
      .where('person_id', '=', id)
      .execute(),
  )
  expect((await guest.api.people.profile({})).proved).toBe(false)
  await expect(guest.api.people.beginCode({ attempt: attempt() })).rejects.toMatchObject({ code: 'refused' })
  await expect(guest.api.people.everything({})).rejects.toMatchObject({ code: 'refused' })
  await expect(guest.api.people.passkeyAsk({})).rejects.toMatchObject({ code: 'refused' })
  expect(refusal(await guest.api.people.prove({ attempt: attempt(), password: 'something else entirely' }))).toBe(
    'wrong',
  )
  expect((await guest.api.people.prove({ attempt: attempt(), password: PASSWORD })).ok).toBe(true)
  expect((await guest.api.people.beginCode({ attempt: attempt() })).ok).toBe(true)
})

test('a pen stays after signing out, reads nothing, changes nothing, and goes when it is asked to', async () => {
  const guest = await join(at, 'pen@example.org')
  await guest.api.people.makePen({ attempt: attempt() })
  expect((await guest.api.people.profile({})).pen).toBe(true)
  await guest.api.people.signOut({ attempt: attempt() })
  expect(await guest.api.people.me({})).toMatchObject({ kind: 'pen', name: null, journal: 'shut' })
  await expect(guest.api.people.profile({})).rejects.toMatchObject({ code: 'signed_out' })
  await expect(guest.api.people.sessions({})).rejects.toMatchObject({ code: 'signed_out' })
  await expect(guest.api.people.makePen({ attempt: attempt() })).rejects.toMatchObject({ code: 'signed_out' })
  await expect(guest.api.people.organisations({})).rejects.toMatchObject({ code: 'signed_out' })
  await expect(guest.api.people.endOtherSessions({ attempt: attempt() })).rejects.toMatchObject({ code: 'signed_out' })
  await guest.api.people.signOut({ attempt: attempt(), pen: true })
  expect(await guest.api.people.me({})).toBeNull()
})

test('an organisation is seen by whoever added it, and not by somebody who has met nobody from it', async () => {
  const guest = await join(at, 'org@example.org')
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
  expect(await at.founder.api.people.organisations({})).toEqual([])
})

test('everything of mine holds my profile and none of my secrets; forgotten, I can come in no more', async () => {
  const guest = await join(at, 'gone@example.org')
  const { id } = (await guest.api.people.me({}))!
  const mine = await at.place.house.db.read(id, (db) => at.place.house.gathered.mine(db, id))
  expect(mine.people).toMatchObject({ profile: { email: 'gone@example.org' }, sessions: [{ kind: 'full' }] })
  expect(JSON.stringify(mine.people)).not.toContain('argon2')
  expect(Object.keys(await guest.api.people.everything({}))).toContain('journal')
  await expect(at.place.visitor().api.people.everything({})).rejects.toMatchObject({ code: 'signed_out' })
  const { people } = await import('./index.ts')
  await at.place.house.db.as(id, (tx) => people.forget(tx, id, at.place.house))
  expect(await guest.api.people.me({})).toBeNull()
  const answer = await at.place
    .visitor()
    .api.people.signIn({ attempt: attempt(), email: 'gone@example.org', password: PASSWORD })
  expect(refusal(answer)).toBe('wrong')
  expect((await at.founder.api.people.me({}))?.name).toBe('Maya')
})
