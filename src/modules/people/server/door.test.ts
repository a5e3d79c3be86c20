import { afterAll, beforeAll, expect, test } from 'vitest'
import { attempt, startTestPlace } from '../../../../tests/support/place.ts'
import { type Founded, invite, join, PASSWORD, refusal, SET_UP, startFounded, tokenOf } from './testing.ts'

let at: Founded
beforeAll(async () => {
  at = await startFounded()
})
afterAll(() => at.place.stop())

const codeOf = (fault: unknown) => (fault as { code: string }).code

test('a place is set up once, by whoever holds the link, and its first person is signed in with a space of their own', async () => {
  const place = await startTestPlace()
  try {
    const first = place.visitor()
    expect(await first.api.people.place({})).toMatchObject({ setUp: false, demonstration: false, mail: false })
    expect(await first.api.people.me({})).toBeNull()
    await expect(first.api.people.setUp({ attempt: attempt(), token: 'guessed', ...SET_UP })).rejects.toMatchObject({
      code: 'refused',
    })
    expect(await first.api.people.place({})).toMatchObject({ setUp: false, name: 'Trefoil' })
    const token = tokenOf(place.setupLink!)
    expect(await first.api.people.setUpLink({ token: 'guessed' })).toEqual({ opens: false })
    expect(await first.api.people.setUpLink({ token })).toEqual({ opens: true })
    const short = await first.api.people
      .setUp({ attempt: attempt(), token, ...SET_UP, password: 'short' })
      .catch((fault) => fault)
    expect(JSON.stringify(short.data)).toContain('At least 12 characters')

    const answer = await first.api.people.setUp({ attempt: attempt(), token, ...SET_UP })
    if (!answer.ok) throw new Error(answer.sentence)
    expect(await first.api.people.me({})).toEqual({
      ...{ id: answer.id, name: 'Maya', pronouns: '', kind: 'full', journal: 'open' },
    })
    expect(await place.visitor().api.people.place({})).toMatchObject({
      setUp: true,
      name: 'Wearmouth',
      host: 'Bede College runs it',
    })
    const own = await place.house.db.read(answer.id, (db) => db.selectFrom('space').select('kind').execute())
    expect(own).toEqual([{ kind: 'person' }])
    expect(await place.visitor().api.people.setUpLink({ token })).toEqual({ opens: false })
    const again = place.visitor().api.people.setUp({ attempt: attempt(), token, ...SET_UP, email: 'b@example.org' })
    await expect(again).rejects.toMatchObject({ code: 'refused' })
  } finally {
    await place.stop()
  }
})

test('signing in answers the same whether the address is known or not, whatever capitals it is written in', async () => {
  const visitor = at.place.visitor()
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
  ).toEqual({ ok: true, id: at.founderId })
  await expect(at.place.visitor().api.people.profile({})).rejects.toMatchObject({ code: 'signed_out' })
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
  const visitor = at.place.visitor()
  const ask = (token: string) => visitor.api.people.invitation({ token })
  const accept = (token: string, email = 'g@example.org') =>
    visitor.api.people.accept({ attempt: attempt(), token, account: { name: 'G', email, password: PASSWORD } })
  const live = await invite(at, 'g@example.org')
  expect(await ask(live)).toEqual({
    state: 'open',
    space: 'My journal',
    inviter: 'Maya',
    name: 'Gareth Hall',
    mine: false,
  })
  expect(await ask('never')).toEqual({ state: 'unknown', space: '', inviter: '', name: '', mine: false })
  const old = await invite(at, 'g@example.org', { ends_at: new Date(Date.now() - 1000) })
  const gone = await invite(at, 'g@example.org', { withdrawn_at: new Date() })
  expect((await ask(old)).state).toBe('expired')
  expect(await ask(gone)).toMatchObject({ state: 'withdrawn', space: '', name: '' })
  expect(refusal(await accept(old))).toBe('expired')
  expect(refusal(await accept(gone))).toBe('withdrawn')
  expect(refusal(await accept('never'))).toBe('unknown')
  expect(refusal(await accept(live, 'another@example.org'))).toBe('email')
  const taken = await invite(at, 'maya@example.org')
  expect(refusal(await accept(taken, 'maya@example.org'))).toBe('account')
  expect((await ask(live)).state).toBe('open')
  expect(visitor.jar.size).toBe(0)
})

test('of twenty who take one invitation at the same time one gets it', async () => {
  const token = await invite(at, 'twenty@example.org')
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      at.place
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
  expect((await at.place.visitor().api.people.invitation({ token })).state).toBe('used')
  const again = await at.place.visitor().api.people.accept({
    attempt: attempt(),
    token,
    account: { name: 'X', email: 'twenty@example.org', password: PASSWORD },
  })
  expect(refusal(again)).toBe('used')
})

test('somebody who is signed in takes an invitation with it alone, and reads nothing of the space before it is confirmed', async () => {
  const guest = await join(at, 'once@example.org')
  const me = await guest.api.people.me({})
  const token = await invite(at, 'elsewhere@example.org')
  expect(refusal(await at.founder.api.people.accept({ attempt: attempt(), token }))).toBe('own')
  expect((await guest.api.people.accept({ attempt: attempt(), token })).ok).toBe(true)
  expect(await guest.api.people.invitation({ token })).toMatchObject({ state: 'used', mine: true })
  expect(await at.founder.api.people.invitation({ token })).toMatchObject({ state: 'used', mine: false })
  const seen = await at.place.house.db.read(me!.id, (db) => db.selectFrom('space').select('id').execute())
  expect(seen.map((row) => row.id)).not.toContain(at.spaceId)
})
