import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { meaningOf } from '#platform/db/faults.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { newSecret, signIn, takeUp } from './testing.ts'

type Someone = Visitor & { id: string; name: string }
let place: TestPlace
let root: pg.Client
let founder: Someone
let outsider: Someone

async function someone(name: string): Promise<Someone> {
  const visitor = place.visitor()
  return { ...visitor, id: await signIn(place.house, visitor.jar, name), name }
}
beforeAll(async () => {
  place = await startTestPlace()
  root = new pg.Client({ connectionString: place.cluster.url.replace(/\/[^/?]*\?/, `/${place.databaseName}?`) })
  await root.connect()
  founder = await someone('Gareth Pugh')
  outsider = await someone('Olive Outside')
})
afterAll(async () => {
  await root.end()
  await place.stop()
})

const close_due = async () => Number((await root.query('select close_due() as n')).rows[0].n)
const later = (id: string, by = '8 days') =>
  root.query(
    'update closing set takes_effect_at = takes_effect_at - $2::interval, lapses_at = lapses_at - $2::interval where id = $1',
    [id, by],
  )
async function make(by: Someone, name: string, template = 'group', parent?: string) {
  const made = await by.api.spaces.create({ attempt: attempt(), template, name, class: 'public_body', parent })
  if (!made.ok) throw new Error(made.sentence)
  return { ...made, ...(await by.api.spaces.here({ address: made.address })) }
}
async function bring(by: Someone, who: Someone, address: string, others: Someone[] = []) {
  const secret = newSecret()
  const asked = await by.api.spaces.invite({
    attempt: attempt(),
    address,
    secret,
    name: who.name,
    email: 'x@example.org',
    class: 'public_body',
  })
  if (!asked.ok) throw new Error(asked.sentence)
  await takeUp(place.house, who.id, secret)
  const done = await by.api.spaces.confirm({ attempt: attempt(), invitation: asked.id })
  if (!done.ok) throw new Error(done.sentence)
  for (const other of others) await other.api.spaces.welcome({ attempt: attempt(), membership: done.membership })
}
async function say(by: Someone, where: { id: string; chapter: string }, words: string) {
  const id = randomUUID()
  const row = { id, space_id: where.id, chapter_id: where.chapter, words, attribution: 'named', speaker_id: by.id }
  await place.house.db
    .as(by.id, (tx) =>
      tx
        .insertInto('evidence')
        .values({ ...row, author_id: by.id, tsv: sql<string>`''::tsvector` })
        .execute(),
    )
    .catch((fault) => {
      throw meaningOf(fault)
    })
  return id
}
async function ask(by: Someone, address: string, way: 'read' | 'deleted' | 'brought', after?: 'read' | 'deleted') {
  const asked = await by.api.spaces.proposeClosing({ attempt: attempt(), address, way, after })
  if (!asked.ok) throw new Error(asked.sentence)
  return asked
}

test('everybody decides; one no lets it live, and nobody is told whose it was', async () => {
  const { address } = await make(founder, 'Living')
  const ann = await someone('Ann')
  await bring(founder, ann, address)
  await expect(
    outsider.api.spaces.proposeClosing({ attempt: attempt(), address, way: 'deleted' }),
  ).rejects.toMatchObject({ code: 'not_found' })
  const asked = await ask(founder, address, 'deleted')
  expect(asked.state).toBe('open')
  expect((await ann.api.today.list({})).waiting.map((one) => one.words)).toContain('Should Living end?')
  for (const act of [
    () => outsider.api.spaces.answerClosing({ attempt: attempt(), id: asked.id, answer: 'yes' }),
    () => outsider.api.spaces.callOffClosing({ attempt: attempt(), id: asked.id }),
  ])
    await expect(act()).rejects.toMatchObject({ code: 'not_found' })
  expect((await ann.api.spaces.closing({ address })).closing).toMatchObject({ state: 'asked', mine: null })
  expect(await ann.api.spaces.answerClosing({ attempt: attempt(), id: asked.id, answer: 'no' })).toMatchObject({
    state: 'stays',
  })
  const told = await founder.api.spaces.closing({ address })
  expect(told.closing).toBeNull()
  const last = (await founder.api.spaces.memory({ address })).happened.find((one) => one.kind === 'closing.not_agreed')
  expect(last).toMatchObject({ who: null })
  expect(await place.house.db.read(founder.id, (db) => db.selectFrom('closing_answer').selectAll().execute())).toEqual([
    expect.objectContaining({ person_id: founder.id }),
  ])
})

test('agreed, anybody in it may still call it off, until it has taken effect', async () => {
  const { address } = await make(founder, 'Undone')
  const ann = await someone('Ann')
  await bring(founder, ann, address)
  const first = await ask(founder, address, 'read')
  await expect(ask(ann, address, 'deleted')).rejects.toMatchObject({ code: 'refused' })
  await ann.api.spaces.answerClosing({ attempt: attempt(), id: first.id, answer: 'yes' })
  expect((await founder.api.spaces.closing({ address })).closing).toMatchObject({ state: 'agreed' })
  expect(await close_due()).toBe(0)
  await founder.api.spaces.callOffClosing({ attempt: attempt(), id: first.id })
  await later(first.id)
  expect(await close_due()).toBe(0)
  expect((await founder.api.spaces.here({ address })).closed).toBeNull()
  const again = await ask(founder, address, 'read')
  await ann.api.spaces.answerClosing({ attempt: attempt(), id: again.id, answer: 'yes' })
  await later(again.id, '2 days')
  await close_due()
  await expect(ann.api.spaces.callOffClosing({ attempt: attempt(), id: again.id })).rejects.toMatchObject({
    code: 'refused',
  })
})

test('closed, it is read and nothing is added; what is open lapses, what went stands and can be taken back for ever', async () => {
  const from = await make(founder, 'Old group')
  const to = await make(founder, 'Elsewhere')
  const item = (words: string) => say(founder, from, words)
  const [first, second] = [await item('The bus came late.'), await item('Nobody was told.')]
  const went = await founder.api.crossings.propose({
    ...{ attempt: attempt(), kind: 'evidence', source: first, version: 1, words: 'The bus came late.' },
    ...{ form: 'words', target: to.id },
  })
  if (!went.ok) throw new Error(went.sentence)
  expect(went.state).toBe('went')
  const ann = await someone('Ann')
  await bring(founder, ann, from.address)
  const asked = await ask(founder, from.address, 'read')
  await ann.api.spaces.answerClosing({ attempt: attempt(), id: asked.id, answer: 'yes' })
  const here = await founder.api.spaces.here({ address: from.address })
  const secret = newSecret()
  const invited = await founder.api.spaces.invite({
    attempt: attempt(),
    address: from.address,
    secret,
    name: 'Late',
    email: 'x@example.org',
    class: 'public_body',
  })
  if (!invited.ok) throw new Error(invited.sentence)
  await later(asked.id, '2 days')
  await close_due()
  expect(await close_due()).toBe(0)
  // Read as before.
  const closed = await founder.api.spaces.here({ address: from.address })
  expect(closed.closed).toMatchObject({ since: expect.any(String), until: expect.any(String) })
  expect(closed.can).toMatchObject({ invite: false, manage: false })
  expect(JSON.stringify(await founder.api.spaces.record({ address: from.address }))).toContain('Nobody was told.')
  expect(JSON.stringify(await ann.api.spaces.record({ address: from.address }))).not.toContain('Nobody was told.')
  await expect(outsider.api.spaces.record({ address: from.address })).rejects.toMatchObject({ code: 'not_found' })
  // And nothing is added: by no procedure, and by no statement of the web role.
  for (const act of [
    () => item('Something new.'),
    () => founder.api.spaces.settle({ attempt: attempt(), address: from.address, version: 1, purpose: 'New' }),
    () => founder.api.spaces.addSeat({ attempt: attempt(), address: from.address, title: 'New' }),
    () =>
      founder.api.spaces.create({
        attempt: attempt(),
        template: 'group',
        name: 'Under',
        class: 'grantee',
        parent: from.id,
      }),
    () =>
      founder.api.crossings.propose({
        ...{ attempt: attempt(), kind: 'evidence', source: second, version: 1, words: 'Nobody was told.' },
        ...{ form: 'words', target: to.id },
      }),
  ])
    await expect(act()).rejects.toMatchObject({ code: 'refused' })
  await expect(
    place.house.db.as(founder.id, (tx) =>
      tx
        .insertInto('event')
        .values({ space_id: from.id, chapter_id: here.chapter, number: 999, kind: 'x', subject: from.id })
        .execute(),
    ),
  ).rejects.toMatchObject({ code: 'TF010' })
  await expect(
    takeUp(place.house, outsider.id, secret).then(() =>
      founder.api.spaces.confirm({ attempt: attempt(), invitation: invited.id }),
    ),
  ).rejects.toMatchObject({ code: 'not_found' })
  // Leaving never ends.
  const mine = await root.query('select id from membership where space_id = $1 and person_id = $2', [from.id, ann.id])
  await ann.api.spaces.end({ attempt: attempt(), membership: mine.rows[0].id })
  // Its time over, it is gone for real; a child lives on; what went stands, and is taken back by its speaker.
  await root.query("update space set ends_at = clock_now() - interval '1 minute' where id = $1", [from.id])
  await close_due()
  await expect(founder.api.spaces.here({ address: from.address })).rejects.toMatchObject({ code: 'not_found' })
  for (const table of ['evidence', 'event', 'chapter', 'membership', 'charter', 'closing', 'invitation'])
    expect((await root.query(`select from ${table} where space_id = $1`, [from.id])).rowCount, table).toBe(0)
  const noted =
    "select sort from narrowing where relation = 'space' and key = jsonb_build_object('id', $1::uuid) and sort = 'gone'"
  expect((await root.query(noted, [from.id])).rows).toHaveLength(1)
  const landed = () => founder.api.library.evidence({ space: to.id })
  expect(JSON.stringify(await landed())).toContain('The bus came late.')
  expect((await founder.api.crossings.mine({})).crossings.find((one) => one.id === went.id)).toMatchObject({
    state: 'went',
  })
  expect(await founder.api.crossings.takeBack({ attempt: attempt(), id: went.id })).toMatchObject({ copies: 1 })
  expect(JSON.stringify(await landed())).not.toContain('The bus came late.')
})

test('deleted now takes seven days; what was brought into it goes with it, and what stands under it lives on', async () => {
  const source = await make(founder, 'Source')
  const doomed = await make(founder, 'Doomed', 'place')
  const child = await make(founder, 'Child', 'group', doomed.id)
  const words = 'A line that came in.'
  const made = { id: await say(founder, source, words) }
  const came = await founder.api.crossings.propose({
    ...{ attempt: attempt(), kind: 'evidence', source: made.id, version: 1, words },
    ...{ form: 'words', target: doomed.id },
  })
  if (!came.ok) throw new Error(came.sentence)
  const asked = await ask(founder, doomed.address, 'deleted')
  expect(asked.state).toBe('agreed')
  expect((await founder.api.spaces.closing({ address: doomed.address })).under).toMatchObject([{ name: 'Child' }])
  await later(asked.id, '6 days')
  expect(await close_due()).toBe(0)
  await later(asked.id, '2 days')
  await close_due()
  await expect(founder.api.spaces.here({ address: doomed.address })).rejects.toMatchObject({ code: 'not_found' })
  expect((await founder.api.spaces.here({ address: child.address })).closed).toBeNull()
  expect((await founder.api.crossings.mine({})).crossings.some((one) => one.id === came.id)).toBe(false)
  expect((await root.query("select from evidence where words like 'A line that came%'")).rowCount).toBe(1)
})

test('who is erased takes their words out of a closed space as well, and nobody else may', async () => {
  const { address, id, chapter } = await make(founder, 'Erasing')
  const ann = await someone('Ann')
  await bring(founder, ann, address)
  const here = await ann.api.spaces.here({ address })
  await say(ann, { id, chapter: here.chapter }, 'What Ann said.')
  await ann.api.spaces.addTurningPoint({
    ...{ attempt: attempt(), address, chapter: here.chapter, day: '2020-01-01', words: 'What Ann remembers.' },
  })
  const asked = await ask(founder, address, 'read')
  await ann.api.spaces.answerClosing({ attempt: attempt(), id: asked.id, answer: 'yes' })
  await later(asked.id, '2 days')
  await close_due()
  const remembered = () =>
    place.house.db.read(founder.id, (db) =>
      db.selectFrom('turning_point').select('words').where('space_id', '=', id).execute(),
    )
  const point = (await ann.api.spaces.memory({ address })).happened.find((one) => one.mine !== null)!.mine!
  await expect(founder.api.spaces.takeOutTurningPoint({ attempt: attempt(), id: point })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect(await remembered()).toEqual([{ words: 'What Ann remembers.' }])
  await place.house.db.as(ann.id, (tx) => place.house.gathered.forget(tx, ann.id))
  expect(await remembered()).toEqual([])
  expect(JSON.stringify(await founder.api.library.evidence({ space: id }))).not.toContain('What Ann said.')
  expect(chapter).not.toBe(here.chapter)
})
