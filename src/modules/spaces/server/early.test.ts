/** Copies that were brought in before such things were kept apart: the last step of the schema keeps them apart from then on. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestPlace, type TestPlace } from '../../../../tests/support/place.ts'
import { playersOf, type Someone } from './testing.ts'

const STEP = readFileSync(resolve(import.meta.dirname, '../../../../migrations/0166_spaces_early.sql'), 'utf8')
const WHAT_IT_DOES = /do \$\$[\s\S]*end \$\$;/.exec(STEP)![0]

let place: TestPlace
let players: ReturnType<typeof playersOf>
let [ada, ben, cleo]: Someone[] = []
beforeAll(async () => {
  place = await startTestPlace()
  players = playersOf(place)
  ;[ada, ben, cleo] = await Promise.all(['Ada', 'Ben', 'Cleo'].map(players.someone))
})
afterAll(() => place.stop())
const asAdmin = (statement: string, values: unknown[] = []) =>
  place.cluster.inside(place.databaseName, (admin) => admin.query(statement, values))

test('whoever reads it already goes on reading it, and whoever comes later reads from the next chapter on', async () => {
  const { id, address } = await players.make(ada!, 'group', { name: 'Group' })
  const { chapter: before } = await ada!.api.spaces.here({ address })
  // As an earlier version left it: noted with the space itself, in a chapter that everybody may come to read.
  await asAdmin(
    `insert into space_copy (space_id, id, chapter_id, way, of_space, person_id)
       select $1, gen_random_uuid(), c.id, 'brought_in', 'A group that nobody knows of', $2 from chapter c where c.space_id = $1 and c.number = 0`,
    [id, ada!.id],
  )
  await asAdmin(
    `insert into space_rule (space_id, chapter_id, rule, value) select $1, c.id, 'newcomers_read_back', 'true' from chapter c where c.space_id = $1 and c.number = 0`,
    [id],
  )
  await players.bring(ada!, ben!, address)
  const reads = async (who: Someone) =>
    (
      await place.house.db.read(who.id, (db) =>
        db.selectFrom('chapter').select('id').where('space_id', '=', id).execute(),
      )
    ).map((row) => row.id)
  const copies = async (who: Someone) => (await who.api.spaces.copies({ address })).copies
  expect(await reads(ben!)).toContain(before)
  await asAdmin(WHAT_IT_DOES)
  await asAdmin(WHAT_IT_DOES)
  await players.bring(ada!, cleo!, address, {}, [ben!])
  for (const who of [ada!, ben!]) {
    expect(await reads(who)).toContain(before)
    expect(await copies(who)).toMatchObject([
      { way: 'brought_in', early: true, ofSpace: 'A group that nobody knows of' },
    ])
  }
  expect(await reads(cleo!)).not.toContain(before)
  expect(await copies(cleo!)).toEqual([])
  // What is said from now on is read by all three.
  const { chapter: now } = await cleo!.api.spaces.here({ address })
  for (const who of [ada!, ben!, cleo!]) expect(await reads(who)).toContain(now)
})
