// Letters: counts and links, once, to whoever wants them and still belongs.
import { createServer } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { made, sayersOf, takeUp } from '#modules/spaces/server/testing.ts'
import { makeMailer } from '#platform/mail/mailer.ts'
import { attempt, startTestPlace } from '../../../../tests/support/place.ts'
import { startPost } from '../../../../tests/support/post.ts'
import { type Due, lettersDue, sendOne } from './jobs.ts'
import { anchorOf } from './present/letter.ts'
import { peopleOf, workerOf } from './testing.ts'

// The place itself sends no mail, so that its own rounds take up nothing: each test sends by hand, through a real post.
const [place, post] = [await startTestPlace(), await startPost()]
const worker = await workerOf(place)
const house = { ...place.house, mail: makeMailer(post.url, 'Trefoil <no-reply@example.org>') }
afterAll(async () => {
  await worker.close()
  await place.stop()
  await post.stop()
})
const players = peopleOf(place)
const { someone, bring, make, member, asOwner } = players
const { say, propose, yes } = sayersOf(players, 'The qsecret words that were said')
type One = Awaited<ReturnType<typeof someone>>
const QUIET = { weekday: 1, quietDays: [], quietFrom: 0, quietUntil: 0 }

/** What somebody chose, as their own form would say it where mail goes out. */
const choose = async (who: One, how: 'daily' | 'weekly' | null = 'daily', more: object = {}) => {
  const row = { how, quiet_days: [] as number[], quiet_from: 0, quiet_until: 0, ...more }
  await place.house.db.as(who.id, (tx) =>
    tx
      .insertInto('digest_choice')
      .values({ person_id: who.id, ...row })
      .onConflict((on) => on.column('person_id').doUpdateSet(row))
      .execute(),
  )
}
async function waiting(name = 'The Qhidden Partnership') {
  const [mo, bea] = [await someone('Mo Qname'), await someone('Bea')]
  const at = await make(mo, 'place', { name })
  await bring(mo, bea, at.address)
  const to = await make(mo, 'place', { name: 'Qelsewhere' })
  made((await propose(mo, await say(bea, at), to.id)) as never)
  return { mo, bea, at }
}
const due = async (who: One): Promise<Due | undefined> =>
  (await lettersDue(worker)).find((one) => one.person === who.id)
const to = (who: One) =>
  post.letters.filter((letter) => [letter.to].flat().some((one) => one?.text.includes(who.email)))

test('a letter has counts and links, and no word of anybody, no name and no space', async () => {
  const { mo, bea, at } = await waiting()
  expect(await due(bea)).toBeUndefined()
  await choose(bea)
  expect(await sendOne(house, worker, (await due(bea))!)).toBe('gone')
  const [letter] = to(bea)
  expect(letter!.subject).toBe('One thing waits for you')
  const { waiting: shown } = await bea.api.today.list({})
  expect(letter!.text).toContain(`/today#${shown[0]!.anchor}`)
  expect(letter!.html).toBe(false)
  // Whoever handles the mail of two people cannot tell by it that both are asked the same.
  const of = (who: One) => anchorOf({ from: 'spaces', id: 'the same' } as never, who.id, house)
  expect(of(bea)).not.toBe(of(mo))
  const raw = `${letter!.subject}\n${letter!.text}\n${JSON.stringify([...letter!.headers])}`
  for (const word of ['qsecret', 'Qhidden', 'Qelsewhere', 'Qname', at.address, at.id, bea.id])
    expect(raw).not.toContain(word)
  // As a word: the letters of a link are drawn by lot, and may be these two.
  expect(raw).not.toMatch(/(^|\s)Mo(?=[\s.,:]|$)/m)
  expect(raw).toContain('once a day')
  // One a day, however often the work comes round, and nothing is kept of what it said.
  expect(await due(bea)).toBeUndefined()
})

test('of many who take it up at once, one sends it', async () => {
  const { bea } = await waiting()
  await choose(bea)
  const one = (await due(bea))!
  const sent = await Promise.all(Array.from({ length: 8 }, () => sendOne(house, worker, one)))
  expect(sent.filter((state) => state === 'gone')).toHaveLength(1)
  expect(to(bea)).toHaveLength(1)
})

test('whoever left, stopped or was asked no more between due and sent gets nothing', async () => {
  const [left, stopped, answered, moved] = [await waiting(), await waiting(), await waiting(), await waiting()]
  for (const { bea } of [left, stopped, answered, moved]) await choose(bea)
  const all = await Promise.all([left, stopped, answered, moved].map(({ bea }) => due(bea)))
  const membership = (await member(left.bea, left.at.address)).id
  made(await left.mo.api.spaces.end({ attempt: attempt(), membership, reason: '' }))
  await choose(stopped.bea, null)
  await yes(answered.bea, 'stays')
  await place.house.db.as(moved.bea.id, (tx) =>
    tx.updateTable('login').set({ email: 'new-qaddress@example.org' }).where('person_id', '=', moved.bea.id).execute(),
  )
  const states = await Promise.all(all.map((one) => sendOne(house, worker, one!)))
  expect(states).toEqual([null, null, 'nothing', 'gone'])
  for (const { bea } of [left, stopped, answered, moved]) expect(to(bea)).toEqual([])
  expect(to({ ...moved.bea, email: 'new-qaddress@example.org' })).toHaveLength(1)
  // An address that nobody has confirmed is not written to.
  const unconfirmed = await waiting()
  await choose(unconfirmed.bea)
  await asOwner('update login set verified_at = null where person_id = $1', [unconfirmed.bea.id])
  expect(await sendOne(house, worker, (await due(unconfirmed.bea))!)).toBe(null)
})

test('what was put aside, and what two people have between them, is not counted', async () => {
  const { bea } = await waiting()
  await choose(bea)
  const [first] = (await bea.api.today.list({})).waiting
  await bea.api.today.putAside({ attempt: attempt(), ask: first!.key, until: 'tomorrow' })
  expect(await sendOne(house, worker, (await due(bea))!)).toBe('nothing')
  const [ann, bob] = [await someone('Ann'), await someone('Bob')]
  const pair = await make(ann, 'supervision', { name: 'Between two' })
  const secret = 'q'.repeat(43)
  made(await players.ask(ann, bob, pair.address, secret))
  await takeUp(place.house, bob.id, secret)
  expect((await ann.api.today.list({})).waiting).toHaveLength(1)
  await choose(ann)
  expect(await sendOne(house, worker, (await due(ann))!)).toBeOneOf(['nothing', null])
})

test('quiet hours and days are the person’s own, in their own zone', async () => {
  const { bea } = await waiting()
  const hour =
    Number(new Date().toLocaleString('en-GB', { timeZone: 'Asia/Tokyo', hour: '2-digit', hour12: false })) % 24
  const weekday = new Date(new Date().toLocaleString('en-US', { timeZone: 'Asia/Tokyo' })).getDay() || 7
  await asOwner(
    "insert into profile (person_id, zone) values ($1, 'Asia/Tokyo') on conflict (person_id) do update set zone = excluded.zone",
    [bea.id],
  )
  await choose(bea, 'daily', { quiet_from: hour, quiet_until: (hour + 1) % 24 })
  expect(await due(bea)).toBeUndefined()
  await choose(bea, 'daily', { quiet_days: [weekday] })
  expect(await due(bea)).toBeUndefined()
  await choose(bea, 'daily', { quiet_from: (hour + 1) % 24, quiet_until: hour })
  expect((await due(bea))?.day).toBe(new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' }))
})

test('once a week is once a week, whatever the choice was before', async () => {
  const { bea } = await waiting()
  await choose(bea, 'daily')
  expect(await sendOne(house, worker, (await due(bea))!)).toBe('gone')
  await choose(bea, 'weekly', { weekday: 3 })
  expect(await due(bea)).toBeUndefined()
  await asOwner('update digest set day = day - 6 where person_id = $1', [bea.id])
  const weekday = Number((await asked(bea)).weekday)
  await choose(bea, 'weekly', { weekday: (weekday % 7) + 1 })
  expect(await due(bea)).toBeUndefined()
  await asOwner('update digest set day = day - 2 where person_id = $1', [bea.id])
  expect(await due(bea)).toBeDefined()
})
const asked = async (who: One) => {
  const today = (await who.api.today.letters({})).zone
  return { weekday: new Date(new Date().toLocaleString('en-US', { timeZone: today })).getDay() || 7 }
}

test('a post office that is down, busy, refusing or gone in the middle: what was surely not taken goes later, nothing goes twice', async () => {
  const answers: Record<string, (said: string) => string | null> = {
    busy: (said) => (said.startsWith('RCPT') ? '451 later' : '250 ok'),
    refusing: (said) => (said.startsWith('RCPT') ? '550 no' : '250 ok'),
    dropping: (said) => (said.startsWith('DATA') ? '354 go on' : said === '.' ? null : '250 ok'),
  }
  const states: Record<string, unknown> = {}
  for (const [name, answer] of Object.entries(answers)) {
    const server = createServer((socket) => {
      socket.write('220 here\r\n')
      socket.on('error', () => undefined)
      let body = false
      socket.on('data', (piece) => {
        for (const line of piece.toString().split('\r\n').filter(Boolean)) {
          if (body && line !== '.') continue
          const said = answer(line)
          if (said === null) return socket.destroy()
          body = said.startsWith('354')
          socket.write(`${said}\r\n`)
        }
      })
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const url = `smtp://127.0.0.1:${(server.address() as { port: number }).port}`
    const { bea } = await waiting()
    await choose(bea)
    const one = (await due(bea))!
    states[name] = await sendOne({ ...house, mail: makeMailer(url, 'x@example.org') }, worker, one)
    server.close()
    states[`${name} again`] = (await due(bea)) !== undefined
  }
  const { bea } = await waiting()
  await choose(bea)
  states.down = await sendOne(
    { ...house, mail: makeMailer('smtp://127.0.0.1:9', 'x@example.org') },
    worker,
    (await due(bea))!,
  )
  expect(states).toMatchObject({ busy: 'again', refusing: 'refused', dropping: 'gone', down: 'again' })
  expect([states['busy again'], states['refusing again'], states['dropping again']]).toEqual([false, false, false])
  // Two minutes later the one that was down goes out, once.
  await asOwner("update digest set again_at = again_at - interval '3 minutes' where person_id = $1", [bea.id])
  expect(await sendOne(house, worker, (await due(bea))!)).toBe('gone')
  expect(await due(bea)).toBeUndefined()
  expect(to(bea)).toHaveLength(1)
})

test('one killed after taking it up has sent none, and none is sent for it that day', async () => {
  const { bea } = await waiting()
  await choose(bea)
  const one = (await due(bea))!
  const dying = { ...house, mail: { sends: true, send: () => new Promise<void>(() => {}) } }
  void sendOne(dying, worker, one)
  await expect.poll(() => due(bea)).toBeUndefined()
  expect(await sendOne(house, worker, one)).toBe(null)
  expect(to(bea)).toEqual([])
})

test('the link in a letter stops the letters without signing in, and does nothing else', async () => {
  const { bea, mo } = await waiting()
  await choose(bea)
  await choose(mo)
  await sendOne(house, worker, (await due(bea))!)
  const text = to(bea)[0]!.text!
  const token = /\/letters\/stop#(\S+)/.exec(text)![1]!
  const door = place.visitor()
  expect(await door.api.today.stopLetters({ attempt: attempt(), token: `${token}x` })).toMatchObject({ ok: false })
  expect((await bea.api.today.letters({})).how).toBe('daily')
  expect(await door.api.today.stopLetters({ attempt: attempt(), token })).toEqual({ ok: true })
  expect(await door.api.today.stopLetters({ attempt: attempt(), token })).toEqual({ ok: true })
  expect(door.jar.size).toBe(0)
  expect((await bea.api.today.letters({})).how).toBe('none')
  expect((await mo.api.today.letters({})).how).toBe('daily')
  await asOwner('update digest set day = day - 1 where person_id = $1', [bea.id])
  expect(await due(bea)).toBeUndefined()
  // Kept by its hash only, and noted so that a restored copy does not begin to write again.
  await asOwner('delete from digest where stop_hash is not null and position($1 in encode(stop_hash, $2)) > 0', [
    token,
    'escape',
  ])
})

test('where no mail is sent nothing is offered, and choosing it is refused in words', async () => {
  const bea = await someone('Bea')
  expect(await bea.api.today.letters({})).toMatchObject({ sends: false, how: 'none', quietDays: [6, 7] })
  const reply = await bea.api.today.saveLetters({ attempt: attempt(), how: 'daily', ...QUIET })
  expect(reply).toMatchObject({ ok: false, reason: 'no_mail' })
  expect(await bea.api.today.saveLetters({ attempt: attempt(), how: 'none', ...QUIET })).toEqual({ ok: true })
})
