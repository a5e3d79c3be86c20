import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join as path } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attempt } from '../../../../tests/support/place.ts'
import { type Founded, join, PASSWORD, refusal, startFounded } from './testing.ts'

let at: Founded
beforeAll(async () => {
  at = await startFounded()
})
afterAll(() => at.place.stop())

test('erased, I am out everywhere, my words are gone with their key, and nobody else loses anything', async () => {
  const guest = await join(at, 'erased@example.org')
  const { id } = (await guest.api.people.me({}))!
  const key = (person: string) => path(at.place.house.settings.dataDir, 'keys', at.place.databaseName, `${person}.key`)
  const write = (visitor: typeof guest, words: string) =>
    visitor.api.journal.write({ attempt: attempt(), words, kind: 'free' })
  await write(guest, 'a sentence that must go')
  await write(at.founder, 'a sentence that stays')
  // What a body that they made here was called is kept once each, twenty at most, is read by nobody, and goes with them.
  const body = { id: randomUUID(), name: 'Name 1', made_by: id }
  await at.place.house.db.as(id, (tx) => tx.insertInto('organisation').values(body).execute())
  const call = (name: string) =>
    at.place.house.db.as(id, (tx) => tx.updateTable('organisation').set({ name }).where('id', '=', body.id).execute())
  const former = async () =>
    (
      await at.place.cluster.inside(at.place.databaseName, (admin) =>
        admin.query('select name from organisation_name where organisation_id = $1', [body.id]),
      )
    ).rows.map((row) => row.name)
  for (const n of [2, 1, 2, 3]) await call(`Name ${n}`)
  expect((await former()).toSorted()).toEqual(['Name 1', 'Name 2'])
  for (let n = 4; n <= 21; n += 1) await call(`Name ${n}`)
  await expect(call('Name 22')).rejects.toMatchObject({ code: 'TF003' })
  expect(await former()).toHaveLength(20)
  await expect(
    at.place.house.db.read(id, (db) => db.selectFrom('organisation_name').select('name').execute()),
  ).rejects.toMatchObject({ code: '42501' })
  expect(existsSync(key(id))).toBe(true)
  expect(await guest.api.people.eraseMe({ attempt: attempt(), sure: 'erase me' })).toEqual({ ok: true })
  expect(existsSync(key(id))).toBe(false)
  expect(await former()).toEqual([])
  expect(await guest.api.people.me({})).toBeNull()
  const back = await at.place
    .visitor()
    .api.people.signIn({ attempt: attempt(), email: 'erased@example.org', password: PASSWORD })
  expect(refusal(back)).toBe('wrong')
  const left = await at.place.house.db.read(id, (db) => db.selectFrom('entry').select('id').execute())
  expect(left).toEqual([])
  expect((await at.founder.api.journal.list({})).entries.map((entry) => entry.words)).toEqual(['a sentence that stays'])
})
