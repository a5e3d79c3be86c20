import { afterAll, beforeAll, expect, test } from 'vitest'
import { attempt, type Visitor } from '../../../../tests/support/place.ts'
import { type Post, startPost } from '../../../../tests/support/post.ts'
import { type Founded, PASSWORD, refusal, startFounded, tokenOf } from './testing.ts'

let at: Founded
let post: Post
let sent = 0
beforeAll(async () => {
  post = await startPost()
  at = await startFounded({ SMTP_URL: post.url })
})
afterAll(async () => {
  await at.place.stop()
  await post.stop()
})

const PHRASE = 'heron kettle marble Tuesday'
const linkIn = (letter: { text?: string | undefined }) => tokenOf(/http\S+/.exec(letter.text ?? '')![0])
const askFor = async (email: string) => {
  expect(await at.place.visitor().api.people.askForLink({ attempt: attempt(), email })).toEqual({ ok: true })
}
const write = (visitor: Visitor) =>
  visitor.api.journal.write({ attempt: attempt(), words: 'Only for me.' } as never) as Promise<{ ok: boolean }>

test('links are mailed only once whoever runs the place allows it, and nobody else can', async () => {
  const visitor = at.place.visitor()
  expect(await visitor.api.people.waysHere({})).toEqual({ mailedLink: false, organisations: [] })
  await expect(visitor.api.people.askForLink({ attempt: attempt(), email: 'maya@example.org' })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect((await at.founder.api.people.allowMailedLinks({ attempt: attempt(), allowed: true })).ok).toBe(true)
  expect((await visitor.api.people.waysHere({})).mailedLink).toBe(true)
})

test('a mailed link is plain, names the place, works once and opens no journal', async () => {
  expect(await write(at.founder)).toMatchObject({ ok: true })
  await askFor('nobody@example.org')
  await askFor(' MAYA@example.org')
  const letter = await post.next(++sent)
  expect(letter.subject).toBe('Sign in to Wearmouth')
  expect(letter.html).toBe(false)
  expect(letter.text).not.toContain('Only for me')
  const token = linkIn(letter)
  const looked = await fetch(`${at.place.url}/mail-in`)
  await looked.text()

  const many = Array.from({ length: 10 }, () => at.place.visitor())
  const answers = await Promise.all(many.map((one) => one.api.people.signInByLink({ attempt: attempt(), token })))
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  expect(answers.filter((answer) => !answer.ok).map(refusal)).toEqual(Array(9).fill('spent'))
  const visitor = many[answers.findIndex((answer) => answer.ok)]!
  expect(await visitor.api.people.me({})).toMatchObject({ id: at.founderId, kind: 'full', journal: 'shut' })

  expect((await visitor.api.people.waysIn({})).journal).toBe('shut')
  expect((await visitor.api.journal.list({} as never)) as unknown).toMatchObject({ entries: [] })
  await expect(write(visitor)).rejects.toBeDefined()
  for (const may of [
    () => visitor.api.people.makePen({ attempt: attempt() }),
    () => visitor.api.people.everything({}),
    () => visitor.api.people.makePassphrase({ attempt: attempt(), passphrase: PHRASE }),
    () => visitor.api.people.changeEmail({ attempt: attempt(), email: 'thief@example.org' }),
  ])
    await expect(may()).rejects.toMatchObject({ code: 'refused' })
  expect((await visitor.api.people.prove({ attempt: attempt(), password: PASSWORD })).ok).toBe(true)
  expect(((await visitor.api.journal.list({} as never)) as { entries: unknown[] }).entries).toHaveLength(1)
  expect(post.letters).toHaveLength(sent)
})

test('a link is good for fifteen minutes and for nothing else', async () => {
  await askFor('maya@example.org')
  const token = linkIn(await post.next(++sent))
  const wrong = await at.place.visitor().api.people.confirmEmail({ attempt: attempt(), token })
  expect(refusal(wrong)).toBe('spent')
  await at.place.house.db.as(at.founderId, async (tx) => {
    const rows = await tx.selectFrom('mailed_link').selectAll().execute()
    expect(rows.every((row) => !row.hash.toString('latin1').includes(token))).toBe(true)
    await tx.deleteFrom('mailed_link').execute()
    await tx
      .insertInto('mailed_link')
      .values(rows.map((row) => ({ ...row, ends_at: new Date(Date.now() - 1000) })))
      .execute()
  })
  expect(refusal(await at.place.visitor().api.people.signInByLink({ attempt: attempt(), token }))).toBe('spent')
  const tries = await Promise.all(
    Array.from({ length: 7 }, () =>
      at.place
        .visitor()
        .api.people.askForLink({ attempt: attempt(), email: 'often@example.org' })
        .then(
          () => 'ok',
          (fault) => fault.code,
        ),
    ),
  )
  expect(tries.filter((one) => one === 'too_many')).toHaveLength(2)
})

test('a passphrase opens the journal beside the password, is changed only after a proof, and ends what it must', async () => {
  for (const weak of ['short', 'aaaaaaaaaaaaaaaaaaaaa'])
    await expect(at.founder.api.people.makePassphrase({ attempt: attempt(), passphrase: weak })).rejects.toMatchObject({
      code: 'invalid',
    })
  expect((await at.founder.api.people.makePassphrase({ attempt: attempt(), passphrase: PHRASE })).ok).toBe(true)
  await askFor('maya@example.org')
  const visitor = at.place.visitor()
  await visitor.api.people.signInByLink({ attempt: attempt(), token: linkIn(await post.next(++sent)) })
  const guess = (passphrase: string) => visitor.api.people.provePassphrase({ attempt: attempt(), passphrase })
  expect(refusal(await guess('not this one at all'))).toBe('wrong')
  expect((await visitor.api.people.waysIn({})).journal).toBe('shut')
  expect((await guess(PHRASE)).ok).toBe(true)
  expect((await visitor.api.people.waysIn({})).journal).toBe('open')
  const row = await at.place.house.db.read(at.founderId, (db) =>
    db.selectFrom('passphrase').select('hash').executeTakeFirstOrThrow(),
  )
  expect(row.hash).toMatch(/^\$argon2id\$/)
})

test('a new address counts once its own link was opened; the old one is told, and a taken one is not', async () => {
  const change = await at.founder.api.people.changeEmail({ attempt: attempt(), email: 'maya@new.example' })
  expect(change).toEqual({ ok: true, state: 'sent' })
  const [first, second] = [await post.next(++sent), await post.next(++sent)]
  expect([first.to, second.to].map((to) => (to as { text: string }).text)).toEqual([
    'maya@new.example',
    'Maya@example.org',
  ])
  expect((await at.founder.api.people.waysIn({})).email).toBe('Maya@Example.org')
  const confirm = () => at.place.visitor().api.people.confirmEmail({ attempt: attempt(), token: linkIn(first) })
  expect((await confirm()).ok).toBe(true)
  expect(refusal(await confirm())).toBe('spent')
  expect(await at.founder.api.people.waysIn({})).toMatchObject({ email: 'maya@new.example', confirmed: true })
})

test('without a post office a place mails no links, and a changed address stands as not confirmed', async () => {
  const dry = await startFounded()
  try {
    await dry.founder.api.people.allowMailedLinks({ attempt: attempt(), allowed: true })
    expect((await dry.place.visitor().api.people.waysHere({})).mailedLink).toBe(false)
    const change = await dry.founder.api.people.changeEmail({ attempt: attempt(), email: 'm@new.example' })
    expect(change).toEqual({ ok: true, state: 'changed' })
    expect(await dry.founder.api.people.waysIn({})).toMatchObject({ email: 'm@new.example', confirmed: false })
  } finally {
    await dry.place.stop()
  }
})
