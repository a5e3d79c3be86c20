import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clock, lookAtClock, moveClock } from '#platform/time.ts'
import { attempt, startTestPlace, type TestPlace } from '../../../../tests/support/place.ts'

const SET_UP = {
  ...{ place: 'Wearmouth', host: 'Bede College runs it', name: 'Maya', email: 'maya@example.org' },
  password: 'seven green bottles',
}
const FIRST = new Date('2025-08-04T08:00:00Z')
const STOP = new Date('2026-10-21T08:00:00Z')

let demo: TestPlace
let real: TestPlace
beforeAll(async () => {
  demo = await startTestPlace({ demonstration: true })
  real = await startTestPlace()
})
afterAll(async () => {
  await demo.stop()
  await real.stop()
})

const nowIn = (place: TestPlace) => place.house.db.read(null, clock)
const move = (place: TestPlace, to: Date) => place.house.db.as(null, (tx) => moveClock(tx, to))
const isNear = (at: Date, other: Date, seconds = 20) =>
  expect(Math.abs(at.getTime() - other.getTime())).toBeLessThan(seconds * 1000)

test('the clock of a demonstration is put anywhere before the world is set up, and after that only forward', async () => {
  await move(demo, STOP)
  await move(demo, FIRST)
  isNear(await nowIn(demo), FIRST)
  const maya = demo.visitor()
  const token = demo.setupLink!.split('#')[1]!
  expect(await maya.api.people.setUp({ attempt: attempt(), token, ...SET_UP })).toMatchObject({ ok: true })

  await move(demo, STOP)
  isNear(await nowIn(demo), STOP)
  const place = await demo.visitor().api.people.place({})
  isNear(place.clock, STOP)
  expect(place.zone).toBe('Europe/London')
  await expect(move(demo, FIRST)).rejects.toMatchObject({ code: 'TF062' })
  isNear(await nowIn(demo), STOP)

  // Fourteen months later whoever looks on is still signed in, and has just shown that it is them.
  expect(await maya.api.people.me({})).toMatchObject({ name: 'Maya', kind: 'full' })
  expect(await maya.api.people.everything({})).toMatchObject({})
})

test('nobody moves the clock of a real place, before it is set up or after, by the function or by hand', async () => {
  const outside = await nowIn(real)
  await expect(move(real, STOP)).rejects.toMatchObject({ code: 'TF061' })
  await real.visitor().api.people.setUp({ attempt: attempt(), token: real.setupLink!.split('#')[1]!, ...SET_UP })
  await expect(move(real, new Date('2099-01-01T00:00:00Z'))).rejects.toMatchObject({ code: 'TF061' })
  const noted = real.house.db.as(null, (tx) => sql`select note_world('{"name":"wearmouth"}')`.execute(tx))
  await expect(noted).rejects.toMatchObject({ code: 'TF061' })
  await real.house.db.as(null, (tx) => lookAtClock(tx, true))
  const byHand = real.cluster.inside(real.databaseName, (admin) =>
    admin.query("update installation set clock_offset = '1 day'"),
  )
  await expect(byHand).rejects.toMatchObject({ code: '23514' })
  isNear(await nowIn(real), outside)
})

test('the clock of a demonstration stands still while nobody looks', async () => {
  await demo.house.db.as(null, (tx) => lookAtClock(tx, false))
  const left = await nowIn(demo)
  // Three days go by outside.
  await demo.cluster.inside(demo.databaseName, (admin) =>
    admin.query("update installation set clock_offset = clock_offset + interval '3 days'"),
  )
  await demo.house.db.as(null, (tx) => lookAtClock(tx, false))
  isNear(await nowIn(demo), new Date(left.getTime() + 3 * 86_400_000))
  await demo.cluster.inside(demo.databaseName, (admin) =>
    admin.query('update installation set clock_seen = $1', [left]),
  )
  await demo.house.db.as(null, (tx) => lookAtClock(tx, true))
  isNear(await nowIn(demo), left)
})
