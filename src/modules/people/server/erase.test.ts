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
  expect(existsSync(key(id))).toBe(true)
  expect(await guest.api.people.eraseMe({ attempt: attempt(), sure: 'erase me' })).toEqual({ ok: true })
  expect(existsSync(key(id))).toBe(false)
  expect(await guest.api.people.me({})).toBeNull()
  const back = await at.place
    .visitor()
    .api.people.signIn({ attempt: attempt(), email: 'erased@example.org', password: PASSWORD })
  expect(refusal(back)).toBe('wrong')
  const left = await at.place.house.db.read(id, (db) => db.selectFrom('entry').select('id').execute())
  expect(left).toEqual([])
  expect((await at.founder.api.journal.list({})).entries.map((entry) => entry.words)).toEqual(['a sentence that stays'])
})
