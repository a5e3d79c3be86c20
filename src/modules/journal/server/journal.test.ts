import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makePerson } from '#modules/crossings/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'

let place: TestPlace
let ada: Visitor
let ben: Visitor

async function arrive(name: string, kind: 'full' | 'pen' = 'full'): Promise<Visitor> {
  const visitor = place.visitor()
  const person = await makePerson(place.house, name, kind)
  visitor.jar.set(...person.cookie)
  return visitor
}

beforeAll(async () => {
  place = await startTestPlace()
  ada = await arrive('Ada')
  ben = await arrive('Ben')
})
afterAll(() => place?.stop())

async function write(visitor: Visitor, words: string): Promise<string> {
  const done = await visitor.api.journal.write({ attempt: attempt(), words, kind: 'noticed' })
  if (!done.ok) throw new Error(done.sentence)
  return done.id
}

it('gives a writer back what they wrote, newest first, and page by page', async () => {
  const carol = await arrive('Carol')
  for (const words of ['one', 'two', 'three']) await write(carol, words)
  const first = await carol.api.journal.list({ most: 2 })
  expect(first.entries.map((entry) => entry.words)).toEqual(['three', 'two'])
  const second = await carol.api.journal.list({ most: 2, cursor: first.next })
  expect(second.entries.map((entry) => entry.words)).toEqual(['one'])
  expect(second.next).toBeNull()
})

it('shows an entry to nobody else: the list omits it, search omits it, and reading answers as if it were not there', async () => {
  const id = await write(ada, 'Only a heron knew about the discharge lounge')
  expect((await ada.api.journal.search({ words: 'HERON lounge' })).entries.map((entry) => entry.id)).toEqual([id])
  expect((await ben.api.journal.list({})).entries).toEqual([])
  expect(await ben.api.journal.search({ words: 'heron' })).toEqual({ entries: [], read: 0, more: false })
  const forbidden = await ben.api.journal.read({ id }).catch((fault) => fault)
  const absent = await ben.api.journal.read({ id: attempt() }).catch((fault) => fault)
  expect(forbidden).toMatchObject({ code: 'not_found', status: 404, message: absent.message })
  await expect(ben.api.journal.edit({ attempt: attempt(), id, version: 1, words: 'mine now' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(ben.api.journal.remove({ attempt: attempt(), id })).rejects.toMatchObject({ code: 'not_found' })
  expect((await ben.api.journal.export({})).json).not.toContain('heron')
  expect((await ada.api.journal.read({ id })).words).toContain('heron')
})

it('holds no plaintext in any row', async () => {
  const words = `A kingfisher by the weir ${createHash('sha256').update('weir').digest('hex')}`
  const id = await write(ada, words)
  await ada.api.journal.edit({ attempt: attempt(), id, version: 1, words: `${words}, again` })
  const owner = new pg.Client(place.cluster.url.replace(/\/[^/?]*\?/, `/${place.databaseName}?`))
  await owner.connect()
  try {
    const { rows } = await owner.query('select cipher from entry_version where entry_id = $1', [id])
    expect(rows).toHaveLength(2)
    for (const row of rows) expect(row.cipher.includes('kingfisher')).toBe(false)
    const { rows: tables } = await owner.query("select tablename from pg_tables where schemaname = 'public'")
    for (const { tablename } of tables) {
      const { rows: found } = await owner.query(
        `select count(*)::int as n from "${tablename}" t where t::text like '%kingfisher%' or t::text like '%${Buffer.from('kingfisher').toString('hex')}%'`,
      )
      expect({ tablename, n: found[0].n }).toEqual({ tablename, n: 0 })
    }
  } finally {
    await owner.end()
  }
})

it('lets a pen write, and do nothing else', async () => {
  const pen = await arrive('Dora', 'pen')
  await write(pen, 'From the bus')
  for (const go of [
    () => pen.api.journal.list({}),
    () => pen.api.journal.search({ words: 'bus' }),
    () => pen.api.journal.export({}),
    () => pen.api.crossings.mine({}),
  ]) {
    await expect(go()).rejects.toMatchObject({ code: 'signed_out', status: 401 })
  }
})

it('asks somebody without a session to sign in, and writes nothing', async () => {
  await expect(
    place.visitor().api.journal.write({ attempt: attempt(), words: 'who am I', kind: 'free' }),
  ).rejects.toMatchObject({ status: 401 })
})

it('never puts what a device kept for one person into the journal of another', async () => {
  const gwen = await arrive('Gwen')
  await expect(
    gwen.api.journal.write({ attempt: attempt(), words: 'Kept for somebody else', writer: attempt() }),
  ).rejects.toMatchObject({ code: 'signed_out' })
  expect((await gwen.api.journal.list({})).entries).toEqual([])
})

it('writes once for an attempt, however often it arrives', async () => {
  const eve = await arrive('Eve')
  const same = attempt()
  const answers = await Promise.all(
    [1, 2, 3].map(() => eve.api.journal.write({ attempt: same, words: 'Once is enough', kind: 'free' })),
  )
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect((await eve.api.journal.list({})).entries).toHaveLength(1)
})

it('keeps every version, and refuses an edit of one that has moved on', async () => {
  const id = await write(ada, 'first thought')
  await ada.api.journal.edit({ attempt: attempt(), id, version: 1, words: 'second thought' })
  await expect(
    ada.api.journal.edit({ attempt: attempt(), id, version: 1, words: 'from another tab' }),
  ).rejects.toMatchObject({ code: 'conflict' })
  const entry = await ada.api.journal.read({ id })
  expect(entry.words).toBe('second thought')
  expect(entry.history.map((one) => one.words)).toEqual(['second thought', 'first thought'])
})

it('removes an entry with all it ever said', async () => {
  const id = await write(ada, 'a wigeon, and then gone')
  await ada.api.journal.remove({ attempt: attempt(), id })
  await expect(ada.api.journal.read({ id })).rejects.toMatchObject({ code: 'not_found' })
  expect((await ada.api.journal.search({ words: 'wigeon' })).entries).toEqual([])
})

it('gives the whole journal in open formats', async () => {
  const frank = await arrive('Frank')
  await write(frank, 'Something to take along')
  const out = await frank.api.journal.export({})
  expect(JSON.parse(out.json).entries[0].versions[0].words).toBe('Something to take along')
  expect(out.readable).toContain('Something to take along')
})

it('keeps long words and every script, and says what is too long', async () => {
  const words = `${'ä€😀\n'.repeat(3000)}end`
  const id = await write(ada, words)
  expect((await ada.api.journal.read({ id })).words).toBe(words)
  await expect(write(ada, 'x'.repeat(20_001))).rejects.toMatchObject({ status: 400 })
})

it('keeps how its writer felt with the entry, through every change, and no ciphertext is longer for it', async () => {
  const dora = await arrive('Dora')
  const lengths = async (id: string) => {
    const client = new pg.Client({
      connectionString: place.cluster.url.replace(/\/[^/?]*\?/, `/${place.databaseName}?`),
    })
    await client.connect()
    const { rows } = await client.query(
      'select length(cipher) as n from entry_version where entry_id = $1 order by version',
      [id],
    )
    await client.end()
    return rows.map((row) => Number(row.n))
  }
  // At every length around a step of the padding, with a mark and without one.
  for (const length of [1, 246, 247, 248, 249, 250, 251, 252, 253, 300]) {
    const words = 'x'.repeat(length)
    const id = await write(dora, words)
    const edit = (version: number, marks: object) =>
      dora.api.journal.edit({ attempt: attempt(), id, version, words, ...marks })
    await edit(1, { energy: 4, hope: 2 })
    await edit(2, { hope: null })
    expect(new Set(await lengths(id)).size, `${length} characters`).toBe(1)
  }
  const id = await write(dora, 'A good day')
  const read = async () => dora.api.journal.read({ id })
  expect(await read()).toMatchObject({ energy: null, hope: null })
  await dora.api.journal.edit({ attempt: attempt(), id, version: 1, words: 'A good day', energy: 5 })
  await dora.api.journal.edit({ attempt: attempt(), id, version: 2, words: 'A good day, after all' })
  expect(await read()).toMatchObject({ energy: 5, hope: null, words: 'A good day, after all' })
  await dora.api.journal.edit({ attempt: attempt(), id, version: 3, words: 'A good day', energy: null, hope: 3 })
  expect((await dora.api.journal.list({})).entries[0]).toMatchObject({ energy: null, hope: 3 })
  const wrong = { attempt: attempt(), id, version: 4, words: 'A good day', energy: 6 }
  await expect(dora.api.journal.edit(wrong)).rejects.toMatchObject({ code: 'invalid' })
  await expect(ben.api.journal.read({ id })).rejects.toMatchObject({ code: 'not_found' })
  await expect(ben.api.journal.edit({ ...wrong, energy: 1 })).rejects.toMatchObject({ code: 'not_found' })
})
