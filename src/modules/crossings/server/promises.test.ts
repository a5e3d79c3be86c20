import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { letIn, makeEvidence, makePerson, makeSpace } from './testing.ts'

type Somebody = Visitor & { id: string }
let place: TestPlace
let admin: pg.Client
let ada: Somebody
let ben: Somebody
let cleo: Somebody

async function arrive(name: string): Promise<Somebody> {
  const visitor = place.visitor()
  const person = await makePerson(place.house, name)
  visitor.jar.set(...person.cookie)
  return { ...visitor, id: person.id }
}

beforeAll(async () => {
  place = await startTestPlace()
  const at = new URL(place.cluster.url)
  admin = new pg.Client({
    host: at.searchParams.get('host')!,
    port: Number(at.port),
    user: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
    database: place.databaseName,
  })
  await admin.connect()
  ;[ada, ben, cleo] = [await arrive('Ada'), await arrive('Ben'), await arrive('Cleo')]
})
afterAll(async () => {
  await admin?.end()
  await place?.stop()
})

/** A group of Ada and Ben (and Cleo), and a partnership of Ada's beside it. */
async function ground(withCleo = false, rule: string | null = null): Promise<{ group: string; beside: string }> {
  const group = await makeSpace(place.house, ada.id, 'Learning set', withCleo ? 'partnership' : 'group')
  await letIn(place.house, group, ben.id, ada.id)
  if (withCleo) await letIn(place.house, group, cleo.id, ada.id, [ben.id])
  if (rule !== null)
    await admin.query(
      `insert into space_rule (space_id, chapter_id, rule, value) select space_id, id, 'group_consent', to_jsonb($2::text) from chapter where space_id = $1 and number = 0`,
      [group, rule],
    )
  return { group, beside: await makeSpace(place.house, ada.id, 'Wearmouth') }
}

type Proposal = Parameters<Visitor['api']['crossings']['propose']>[0]
async function bring(who: Somebody, target: string, source: string, words: string, more: Partial<Proposal> = {}) {
  const done = await who.api.crossings.propose({
    attempt: attempt(),
    kind: 'evidence',
    version: 1,
    form: 'unnamed',
    purpose: 'So that others learn.',
    target,
    source,
    words,
    ...more,
  })
  if (!done.ok) throw new Error(done.sentence)
  return done
}
const answer = (who: Somebody, id: string, said: 'goes' | 'stays' = 'goes') =>
  who.api.crossings.answer({ attempt: attempt(), id, answer: said })
const mine = async (who: Somebody, id: string) =>
  (await who.api.crossings.mine({})).crossings.find((one) => one.id === id)
const asked = async (who: Somebody, id: string) =>
  (await who.api.crossings.asked({})).asked.find((one) => one.id === id)
const standing = (who: Somebody, space: string) =>
  place.house.db.read(who.id, (db) => db.selectFrom('evidence').selectAll().where('space_id', '=', space).execute())
const row = async (id: string) =>
  (await admin.query('select words, purpose, speaker_id from crossing where id = $1', [id])).rows[0]

it('claims no typist as the speaker of what was typed for somebody, and needs each who may have said it', async () => {
  const { group, beside } = await ground(true, 'majority')
  const words = 'I was never asked.'
  const typed = await makeEvidence(place.house, group, ada.id, words, 'a parent')
  const done = await bring(ada, beside, typed, words)
  expect((await row(done.id)).speaker_id).toBeNull()
  await answer(ben, done.id)
  // Two of three would be enough by the rule of this space.
  expect(await mine(ada, done.id)).toMatchObject({ part: 'brought', state: 'not_settled' })
  await answer(cleo, done.id)
  expect(await mine(ada, done.id)).toMatchObject({ state: 'went', can: { takeBack: true } })
  // It may have been Cleo who said it: she may take it back, without saying so; somebody who was not asked may not.
  expect(await mine(cleo, done.id)).toMatchObject({ part: 'may_be_mine', can: { takeBack: true } })
  const dov = await arrive('Dov')
  await expect(dov.api.crossings.takeBack({ attempt: attempt(), id: done.id })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect(await cleo.api.crossings.takeBack({ attempt: attempt(), id: done.id })).toMatchObject({ copies: 1 })
  expect(await ben.api.crossings.takeBack({ attempt: attempt(), id: done.id })).toMatchObject({ copies: 0 })
  expect((await standing(ada, beside)).map((one) => one.words)).toEqual([null])
})

it('keeps what was typed for somebody when one who may have said it says no, whatever the rule', async () => {
  const { group, beside } = await ground(true, 'majority')
  const typed = await makeEvidence(place.house, group, ada.id, 'Nobody told us.', 'a parent')
  const done = await bring(ada, beside, typed, 'Nobody told us.')
  await answer(cleo, done.id, 'stays')
  expect(await mine(ada, done.id)).toMatchObject({ state: 'stays', words: null })
  // A theme of it is a sentence of its own, and goes by the rule of the space.
  const theme = await bring(ada, beside, typed, 'People want to hear earlier.', { form: 'theme' })
  expect((await row(theme.id)).speaker_id).toBeNull()
  await answer(ben, theme.id)
  expect(await mine(ada, theme.id)).toMatchObject({ state: 'went' })
})

it('takes back what was typed for somebody also from where it went on to', async () => {
  const { group, beside } = await ground()
  const words = 'They moved us twice.'
  const done = await bring(ada, beside, await makeEvidence(place.house, group, ada.id, words, 'a parent'), words)
  await answer(ben, done.id)
  const third = await makeSpace(place.house, ada.id, 'Third')
  const [landed] = await standing(ada, beside)
  expect(await bring(ada, third, landed!.id, words)).toMatchObject({ state: 'went' })
  await ben.api.crossings.takeBack({ attempt: attempt(), id: done.id })
  expect((await standing(ada, third)).map((one) => one.words)).toEqual([null])
})

it('takes a rule that nobody knows for the strictest', async () => {
  const { group, beside } = await ground(true, 'two thirds on a Tuesday')
  const source = await makeEvidence(place.house, group, ada.id, 'The board waits.')
  const open = await bring(ada, beside, source, 'The board waits.')
  await answer(ben, open.id)
  expect(await mine(ada, open.id)).toMatchObject({ state: 'not_settled' })
  await answer(cleo, open.id, 'stays')
  expect(await mine(ada, open.id)).toMatchObject({ state: 'stays', words: null })
})

it('asks everyone again when people of another class have come, and says of which, never who', async () => {
  const { group, beside } = await ground()
  const source = await makeEvidence(place.house, group, ada.id, 'We hide the waiting list.')
  const done = await bring(ada, beside, source, 'We hide the waiting list.')
  const fay = await arrive('Fay Funder')
  await letIn(place.house, beside, fay.id, ada.id, [], { class: 'funder' })
  await answer(ben, done.id)
  expect(await standing(fay, beside)).toEqual([])
  for (const who of [ada, ben]) {
    const again = await asked(who, done.id)
    expect(again?.audience).toBe(
      'One person is there so far, and those of the same kinds who join later read it. None of them is there as a funder. Others have come there since this was asked: a funder. So it is asked again.',
    )
    expect(JSON.stringify(again)).not.toMatch(/Fay/)
  }
  expect((await mine(ada, done.id))?.audience).toContain('a funder')
  // One more of the same class changes nothing.
  await letIn(place.house, beside, (await arrive('Finn')).id, ada.id, [fay.id], { class: 'funder' })
  await answer(ada, done.id)
  await answer(ben, done.id)
  expect((await standing(fay, beside)).map((one) => one.words)).toEqual(['We hide the waiting list.'])
})

it('keeps no words of what stays, and none of what nobody answered', async () => {
  const { group, beside } = await ground()
  const words = 'We never had the money.'
  const source = await makeEvidence(place.house, group, ada.id, words)
  const refused = await bring(ada, beside, source, words)
  await answer(ben, refused.id, 'stays')
  expect(await row(refused.id)).toMatchObject({ words: null, purpose: '' })

  const [silent, fresh] = [await bring(ada, beside, source, words), await bring(ada, beside, source, words)]
  await admin.query(`update crossing set lapses_at = clock_now() - interval '1 second' where id = $1`, [silent.id])
  await expect.poll(async () => await row(silent.id), { timeout: 5000 }).toMatchObject({ words: null, purpose: '' })
  expect(await mine(ada, silent.id)).toMatchObject({ state: 'stays', words: null })
  expect(await answer(ben, silent.id)).toMatchObject({ ok: false, reason: 'settled' })
  expect(await row(fresh.id)).toMatchObject({ words })
})

/** Runs one change in a transaction that stays open until it is let go. */
function held(who: Somebody, change: (tx: Parameters<Parameters<typeof place.house.db.as>[1]>[0]) => Promise<unknown>) {
  let release = () => {}
  const gate = new Promise<void>((done) => {
    release = done
  })
  let begun = () => {}
  const ready = new Promise<void>((done) => {
    begun = done
  })
  const finished = place.house.db.as(who.id, async (tx) => {
    await change(tx)
    begun()
    await gate
  })
  return { ready, finished, release }
}
const soon = () => new Promise((done) => setTimeout(done, 300))

it('lets no landing pass a taking back', async () => {
  const { group, beside } = await ground()
  const words = 'It was my signature.'
  const done = await bring(ada, beside, await makeEvidence(place.house, group, ada.id, words), words)
  // Ben's yes has landed it and is not committed yet, when Ada takes it back.
  const landing = held(ben, (tx) => sql`select answer_consent(${done.id}::uuid, 'goes')`.execute(tx))
  await landing.ready
  const taking = ada.api.crossings.takeBack({ attempt: attempt(), id: done.id })
  await soon()
  landing.release()
  await landing.finished
  expect(await taking).toMatchObject({ ok: true, copies: 1 })
  expect((await standing(ada, beside)).map((one) => one.words)).toEqual([null])
})

it('lets nothing go on that is being taken back, and takes back what was going on', async () => {
  const { group, beside } = await ground()
  const words = 'I looked away.'
  for (const first of ['onward', 'back'] as const) {
    const done = await bring(ada, beside, await makeEvidence(place.house, group, ada.id, words), words)
    await answer(ben, done.id)
    const landed = (await standing(ada, beside)).find((one) => one.crossing_id === done.id)!
    const onward = crypto.randomUUID()
    const propose = (tx: Parameters<Parameters<typeof place.house.db.as>[1]>[0]) =>
      sql`select propose_crossing(${onward}::uuid, 'evidence', ${landed.id}::uuid, 1, ${words}, 'unnamed', ${group}::uuid, '', 'those there', null, null)`.execute(
        tx,
      )
    const back = (tx: Parameters<Parameters<typeof place.house.db.as>[1]>[0]) =>
      sql`select take_back(${done.id}::uuid)`.execute(tx)
    const slow = held(ada, first === 'onward' ? propose : back)
    await slow.ready
    const quick = place.house.db.as(ada.id, first === 'onward' ? back : propose).then(
      () => 'done',
      (fault) => fault.code,
    )
    await soon()
    slow.release()
    await slow.finished
    expect(await quick).toBe(first === 'onward' ? 'done' : 'TF003')
    expect((await row(onward))?.words ?? null).toBeNull()
    const everywhere = await admin.query(
      'select count(*)::int as n from evidence where words = $1 and crossing_id is not null',
      [words],
    )
    expect(everywhere.rows[0].n).toBe(0)
  }
})

it('lets somebody who has left see where their words are, and take them back', async () => {
  const { group, beside } = await ground()
  const words = 'I said it because nobody else did.'
  const source = await makeEvidence(place.house, group, ben.id, words)
  const asks = await bring(ada, beside, source, words, { form: 'words', until: '2099-05-01' })
  await answer(ben, asks.id)
  const { rows } = await admin.query('select id from membership where space_id = $1 and person_id = $2', [
    group,
    ben.id,
  ])
  await place.house.db.as(ben.id, (tx) => sql`select end_membership(${rows[0].id}::uuid, 'moved on')`.execute(tx))
  expect(await standing(ben, group)).toEqual([])
  expect(await mine(ben, asks.id)).toMatchObject({
    words,
    part: 'said',
    from: { name: 'a space you are no longer in' },
    since: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    went: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    until: '2099-05-01',
    state: 'went',
    can: { takeBack: true },
  })
  expect(await ben.api.crossings.takeBack({ attempt: attempt(), id: asks.id })).toMatchObject({ ok: true, copies: 1 })
  expect((await standing(ada, beside)).map((one) => one.words)).toEqual([null])
  expect(await mine(ada, asks.id)).toMatchObject({ part: 'brought', words: null })
})

it('lets nobody take up an invitation of their own, and so be somebody else there as well', async () => {
  const { beside } = await ground()
  const secret = Buffer.from(crypto.randomUUID())
  await place.house.db.as(ada.id, (tx) =>
    tx
      .insertInto('invitation')
      .values({
        id: crypto.randomUUID(),
        space_id: beside,
        token_hash: secret,
        name: 'Ada again',
        email: 'ada@example.org',
        class: 'grantee',
        invited_by: ada.id,
        ends_at: new Date('2100-01-01'),
      })
      .execute(),
  )
  const { rows } = await place.house.db.as(ada.id, (tx) =>
    sql<{ id: string | null }>`select accept_invitation(${secret}) as id`.execute(tx),
  )
  expect(rows[0]!.id).toBeNull()
})
