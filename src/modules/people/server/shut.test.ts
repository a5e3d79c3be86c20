// What somebody does not read who has only shown that they read a mailbox; what an ending ends; what a journal does not hold.
import { request } from 'node:http'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { networkOf } from '#platform/access/limits.ts'
import { attempt, type Visitor } from '../../../../tests/support/place.ts'
import { type Post, startPost } from '../../../../tests/support/post.ts'
import { type Founded, join, PASSWORD, startFounded, tokenOf } from './testing.ts'

let founded: Founded
let post: Post
beforeAll(async () => {
  post = await startPost()
  founded = await startFounded({ SMTP_URL: post.url })
  await founded.founder.api.people.allowMailedLinks({ attempt: attempt(), allowed: true })
})
afterAll(async () => {
  await founded.place.stop()
  await post.stop()
})
const CARD = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }
const cookieOf = (who: Visitor) => [...who.jar].map(([name, value]) => `${name}=${value}`).join('; ')

async function byMail(email: string): Promise<Visitor> {
  const visitor = founded.place.visitor()
  const sent = post.letters.length
  await visitor.api.people.askForLink({ attempt: attempt(), email })
  const letter = await post.next(sent + 1)
  const token = tokenOf(/http\S+/.exec(letter.text ?? '')![0])
  await visitor.api.people.signInByLink({ attempt: attempt(), token })
  return visitor
}

test('a mailed link reads nothing of what two people said to each other, until more is shown', async () => {
  const pam = await join(founded, 'pam@example.org')
  const made = (await pam.api.spaces.create({
    ...{ attempt: attempt(), template: 'supervision', name: 'Pair', class: 'grantee' },
  } as never)) as unknown as { address: string }
  const pair = await pam.api.spaces.here({ address: made.address })
  await pam.api.library.addEvidence({
    ...{
      attempt: attempt(),
      space: pair.id,
      chapter: pair.chapter,
      words: 'a dilemma',
      whose: { is: 'mine' },
      card: CARD,
    },
  } as never)
  const form = new URLSearchParams({ space: pair.id, chapter: pair.chapter }).toString()
  const read = (who: Visitor) => who.api.library.evidence({ space: pair.id } as never)
  expect(JSON.stringify(await read(pam))).toContain('a dilemma')
  const thief = await byMail('pam@example.org')
  expect(JSON.stringify(await read(thief).catch(() => 'nothing'))).not.toContain('a dilemma')
  await expect(thief.api.spaces.here({ address: made.address })).rejects.toMatchObject({ code: 'not_found' })
  const sent = await fetch(`${founded.place.url}/library/import?${form}&attempt=${attempt()}&name=a.txt`, {
    ...{ method: 'POST', headers: { cookie: cookieOf(thief) }, body: 'words' },
  })
  expect(await sent.text()).not.toContain('"ok":true')
  await thief.api.people.prove({ attempt: attempt(), password: PASSWORD })
  expect(JSON.stringify(await read(thief))).toContain('a dilemma')
})

test('a journal has no library: neither pasted, nor as evidence', async () => {
  const { founder, spaceId, founderId } = founded
  const chapter = await founded.place.house.db.read(founderId, (db) =>
    db.selectFrom('chapter').select('id').where('space_id', '=', spaceId).orderBy('number', 'desc').executeTakeFirst(),
  )
  const where = { attempt: attempt(), space: spaceId, chapter: chapter!.id }
  const refused = (call: Promise<unknown>) =>
    call.then(
      (answer) => (answer as { ok: boolean }).ok === false,
      () => true,
    )
  expect(await refused(founder.api.library.paste({ ...where, title: 'T', source: '', text: 'plain' } as never))).toBe(
    true,
  )
  expect(
    await refused(
      founder.api.library.addEvidence({ ...where, words: 'plain', whose: { is: 'mine' }, card: CARD } as never),
    ),
  ).toBe(true)
  expect(await refused(founder.api.journal.write({ attempt: attempt(), words: 'kept', kind: 'free' }))).toBe(false)
})

test('signing out with the token of a moment ago ends the session all the same', async () => {
  const visitor = await join(founded, 'sid@example.org')
  const late = founded.place.visitor()
  for (const [name, value] of visitor.jar) late.jar.set(name, value)
  await visitor.api.people.prove({ attempt: attempt(), password: PASSWORD })
  expect(await visitor.api.people.me({})).not.toBeNull()
  await late.api.people.signOut({ attempt: attempt(), pen: false } as never)
  expect(await visitor.api.people.me({})).toBeNull()
})

test('one network of IPv6 is one, however it is written', () => {
  const one = networkOf('2001:db8::1')
  expect(networkOf('2001:0db8:0000:0000::2')).toBe(one)
  expect(networkOf('2001:db8:0:0:ffff::')).toBe(one)
  expect(networkOf('2001:DB8::1:2:3:4')).toBe(one)
  expect(networkOf('2001:db8:1::2')).not.toBe(one)
  expect(networkOf('fe80::1%eth0')).toBe(networkOf('fe80::2'))
  expect(networkOf('::1')).toBe('0:0:0:0')
  expect(networkOf('::ffff:10.0.0.1')).toBe('::ffff:10.0.0.1')
  expect(networkOf('10.0.0.1')).toBe('10.0.0.1')
})

test('of one sign-in twenty pages hear at once, and the first is closed for one more', async () => {
  const mel = await join(founded, 'mel@example.org')
  const open: { ended: boolean; close(): void }[] = []
  const one = () =>
    new Promise<void>((done, failed) => {
      const state = { ended: false, close: () => call.destroy() }
      const call = request(
        `${founded.place.url}/live`,
        { agent: false, headers: { cookie: cookieOf(mel) } },
        (answer) => {
          answer.resume().on('end', () => {
            state.ended = true
          })
          done()
        },
      )
      call.on('error', failed).end()
      open.push(state)
    })
  for (let at = 0; at < 22; at++) await one()
  await expect.poll(() => open.filter((each) => each.ended).length).toBe(2)
  expect(open.slice(0, 2).every((each) => each.ended)).toBe(true)
  for (const each of open.slice(2)) each.close()
})

test('what is left of somebody who erased themselves names them nowhere, nor when they wrote', async () => {
  const zed = await join(founded, 'zed@example.org')
  await zed.api.people.saveProfile({
    ...{
      attempt: attempt(),
      name: 'Zedekiah',
      pronouns: '',
      accessNeeds: '',
      learningStyle: '',
      prefers: 'words',
      zone: null,
    },
  } as never)
  const id = (await zed.api.people.me({}))!.id
  await zed.api.journal.write({ attempt: attempt(), words: 'mine', kind: 'free' })
  const made = (await zed.api.spaces.create({
    ...{ attempt: attempt(), template: 'group', name: 'Group', class: 'grantee' },
  } as never)) as unknown as { address: string }
  await zed.api.spaces.invite({
    ...{ attempt: attempt(), address: made.address, secret: 'x'.repeat(43), name: 'Ada', email: 'ada@example.org' },
    ...{ class: 'grantee', reason: 'because of Ben' },
  } as never)
  const owner = new pg.Client(founded.place.night.owner as never)
  await owner.connect()
  const count = async (table: string, where: string) => {
    await owner.query(`alter table ${table} no force row level security`)
    const { rows } = await owner.query(`select count(*)::int as n from ${table} where ${where}`)
    await owner.query(`alter table ${table} force row level security`)
    return rows[0].n as number
  }
  const journal = `space_id = (select id from space where owner_id = '${id}')`
  const named = `email in ('zed@example.org', 'ada@example.org') or name in ('Ada', 'Zedekiah') or reason <> ''`
  await owner.query('alter table space no force row level security')
  expect(await count('event', journal)).toBeGreaterThan(0)
  expect(await count('invitation', named)).toBeGreaterThan(1)
  await zed.api.people.prove({ attempt: attempt(), password: PASSWORD })
  expect((await zed.api.people.eraseMe({ attempt: attempt(), sure: 'erase me' })).ok).toBe(true)
  expect(await count('event', journal)).toBe(0)
  expect(await count('invitation', named)).toBe(0)
  expect(await count('attempt', `person_id = '${id}'`)).toBe(0)
  // Nobody else's went with it.
  expect(await count('attempt', `person_id = '${founded.founderId}'`)).toBeGreaterThan(0)
  await owner.query('alter table space force row level security')
  await owner.end()
})

test('a new way in is told and asked about, and a new password ends codes and tokens', async () => {
  const una = await join(founded, 'una@example.org')
  const made = (await una.api.spaces.create({
    ...{ attempt: attempt(), template: 'group', name: 'Group', class: 'grantee' },
  } as never)) as unknown as { id: string }
  const asked = async () => JSON.stringify(await una.api.today.list({}))
  expect(await asked()).not.toContain('Was this you?')
  const letters = post.letters.length
  const printed = (await una.api.people.makeCodes({ attempt: attempt() })) as { codes: string[] }
  expect((await post.next(letters + 1)).subject).toContain('was this you?')
  const token = await una.api.people.makeToken({
    ...{ attempt: attempt(), name: 'A program', may: 'read' as const, spaces: [made.id], days: 1 },
  })
  expect((await post.next(letters + 2)).text).toContain('a token for a program')
  expect(token.ok).toBe(true)
  expect(await asked()).toContain('printed codes, a token for a program. Was this you?')
  const changed = await una.api.people.changePassword({
    attempt: attempt(),
    old: PASSWORD,
    password: 'eight red lanterns',
  })
  expect(changed.ok).toBe(true)
  expect((await una.api.people.wayBack({})).left).toBe(0)
  expect((await una.api.people.tokens({})).tokens).toEqual([])
  const email = 'una@example.org'
  const back = await founded.place
    .visitor()
    .api.people.comeBackByCode({ attempt: attempt(), email, code: printed.codes[0]!, password: 'nine blue kites' })
  expect(back.ok).toBe(false)
  expect(await asked()).not.toContain('Was this you?')
})
