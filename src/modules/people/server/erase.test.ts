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
  // What they called a body they made here goes too; what it is called now stays, for whoever belongs to it.
  const body = { id: randomUUID(), name: 'A name of theirs', made_by: id }
  await at.place.house.db.as(id, (tx) => tx.insertInto('organisation').values(body).execute())
  const called = { name: 'A later name' }
  await at.place.house.db.as(id, (tx) => tx.updateTable('organisation').set(called).where('id', '=', body.id).execute())
  const former = async () =>
    (
      await at.place.cluster.inside(at.place.databaseName, (admin) =>
        admin.query('select name from organisation_name where organisation_id = $1', [body.id]),
      )
    ).rows.map((row) => row.name)
  expect(await former()).toEqual([body.name])
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
