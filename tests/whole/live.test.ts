/** The live stream under real cuts: whatever was written is heard once, and by nobody who may not. */
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { letIn, makePerson, makeSpace } from '../../src/modules/crossings/server/testing.ts'
import { listenAt } from '../support/ear.ts'
import { startTestPlace, type TestPlace, type Visitor } from '../support/place.ts'

type Somebody = Visitor & { id: string }
let place: TestPlace
let ada: Somebody
let ben: Somebody
let eve: Somebody
let wear: string
let chapter: string

async function arrive(name: string): Promise<Somebody> {
  const visitor = place.visitor()
  const person = await makePerson(place.house, name)
  visitor.jar.set(...person.cookie)
  return { ...visitor, id: person.id }
}
beforeAll(async () => {
  place = await startTestPlace()
  ;[ada, ben, eve] = [await arrive('Ada'), await arrive('Ben'), await arrive('Eve')]
  wear = await makeSpace(place.house, ada.id, 'Wearmouth')
  await letIn(place.house, wear, ben.id, ada.id)
  chapter = await place.house.db.read(ada.id, async (db) => {
    const one = db.selectFrom('chapter').select('id').where('space_id', '=', wear).orderBy('number', 'desc').limit(1)
    return (await one.executeTakeFirstOrThrow()).id
  })
})
afterAll(() => place?.stop())

const listen = (who: Somebody, cursor = '', how: 'header' | 'query' = 'header') => {
  const ear = listenAt(place.url, who, { cursor, how })
  return { ...ear, numbers: () => ear.numbers(chapter) }
}

const write = () =>
  place.house.db.as(ada.id, (tx) =>
    sql`select append_event(${chapter}::uuid, 'test.written', ${randomUUID()}::uuid, ${ada.id}::uuid, clock_now())`.execute(
      tx,
    ),
  )
const top = () =>
  place.house.db.read(ada.id, async (db) => {
    const { n } = await db
      .selectFrom('event')
      .select((eb) => eb.fn.max('number').as('n'))
      .where('chapter_id', '=', chapter)
      .executeTakeFirstOrThrow()
    return Number(n ?? 0)
  })

describe('the live stream', () => {
  it('hands out each of 200 events once, through 30 cuts at any moment', async () => {
    const before = await top()
    let ear = listen(ben)
    await expect.poll(() => ear.frames.length).toBe(1)
    let writing = true
    const writers = Promise.all(
      Array.from({ length: 4 }, async (_, writer) => {
        for (let n = 0; n < 50; n += 1) {
          await write()
          await pause((n * 7 + writer * 3) % 25)
        }
      }),
    ).then(() => {
      writing = false
    })
    const heard: number[] = []
    const asked: string[] = []
    for (let cuts = 0; cuts < 30; cuts += 1) {
      await pause((cuts * 13) % 37)
      ear.cut()
      heard.push(...ear.numbers())
      asked.push(...ear.frames.map((one) => one.event))
      // Now and then it is away for longer than a reconnection takes.
      if (cuts % 6 === 5) await pause(60)
      ear = listen(ben, ear.cursor(), cuts % 2 === 0 ? 'header' : 'query')
    }
    await writers
    expect(writing).toBe(false)
    await expect.poll(() => [...heard, ...ear.numbers()].length, { timeout: 5_000 }).toBeGreaterThanOrEqual(200)
    await pause(100)
    heard.push(...ear.numbers())
    ear.cut()
    expect(heard).toEqual(Array.from({ length: 200 }, (_, index) => before + 1 + index))
    // The control: coming back without saying how far it had come, it is told to fetch everything afresh.
    expect(asked.filter((event) => event === 'fresh')).toHaveLength(1)
  })

  it('says "fetch afresh" where it cannot tell what was missed', async () => {
    const ear = listen(ben)
    await expect.poll(() => ear.cursor()).not.toBe('')
    const cursor = ear.cursor()
    ear.cut()
    const first = async (given: string, who = ben) => {
      const again = listen(who, given)
      await write()
      await expect.poll(() => again.frames.length).toBeGreaterThan(0)
      again.cut()
      return again.frames[0]!.event
    }
    expect(await first(cursor)).toBe('message')
    for (const wrong of ['nonsense', `${cursor}.1`, cursor.replace(/\.\w+$/, '.zzzzzz'), 'x'.repeat(4000)])
      expect(await first(wrong), wrong.slice(0, 60)).toBe('fresh')
    // A cursor is of some chapters: another who reads this one and their own is told nothing by it.
    expect(await first(cursor, ada)).toBe('fresh')
    await place.house.db.as(ada.id, (tx) =>
      sql`select append_event(${chapter}::uuid, 'test.written', gen_random_uuid(), null, clock_now()) from generate_series(1, 501)`.execute(
        tx,
      ),
    )
    // Until it is known here how many there were, they are simply handed out.
    await pause(100)
    expect(await first(cursor)).toBe('fresh')
  })

  it('tells nothing of what happens where one is not, neither by frames nor by numbers', async () => {
    const ear = listen(eve)
    await expect.poll(() => ear.cursor()).not.toBe('')
    const before = ear.cursor()
    for (let n = 0; n < 5; n += 1) await write()
    await pause(200)
    ear.cut()
    const after = listen(eve)
    await expect.poll(() => after.cursor()).not.toBe('')
    after.cut()
    expect([after.cursor(), ear.numbers()]).toEqual([before, []])
  })

  it('hands nothing of what comes after to whoever has left or signed out, and takes no cursor of theirs', async () => {
    const ear = listen(ben)
    await expect.poll(() => ear.frames.length).toBe(1)
    const membership = await place.house.db.read(ben.id, (db) =>
      db
        .selectFrom('membership')
        .select('id')
        .where('person_id', '=', ben.id)
        .where('space_id', '=', wear)
        .executeTakeFirstOrThrow(),
    )
    const stays = listen(ada)
    await expect.poll(() => stays.frames.length).toBe(1)
    await write()
    await expect.poll(() => [ear, stays].map((one) => one.numbers().length > 0)).toEqual([true, true])
    const [heard, last] = [ear.told().length, await top()]
    // At once, by the answer from before, they could still have heard it.
    await place.house.db.as(ben.id, (tx) => sql`select end_membership(${membership.id}::uuid, 'moved on')`.execute(tx))
    for (let n = 0; n < 5; n += 1) await write()
    await expect.poll(() => stays.numbers().at(-1)).toBe(last + 5)
    await expect.poll(() => ear.frames.map((one) => one.event)).toContain('changed')
    expect(ear.told()).toHaveLength(heard)
    stays.cut()
    const cursor = ear.cursor()
    await ben.api.people.signOut({ attempt: randomUUID() })
    const began = performance.now()
    await ear.closed
    expect(performance.now() - began).toBeLessThan(1_000)
    const back = listen(ben, cursor)
    await expect.poll(() => back.status()).toBe(401)
  })

  it('is what was written and nothing between, to whoever takes chunks and to whoever speaks HTTP/1.0', async () => {
    const [chunked, plain] = [speak('1.1'), speak('1.0')]
    await expect.poll(() => chunked.said().includes('event: fresh') && plain.said().includes('event: fresh')).toBe(true)
    for (let n = 0; n < 3; n += 1) await write()
    const last = `"number":${await top()},`
    await expect.poll(() => chunked.said().includes(last) && plain.said().includes(last)).toBe(true)
    const [heads, bodies] = [[], []] as string[][]
    for (const one of [chunked, plain]) {
      const [head, ...body] = one.said().split('\r\n\r\n')
      heads!.push(head!)
      bodies!.push(body.join('\r\n\r\n'))
    }
    expect(heads![0]).toContain('Transfer-Encoding: chunked')
    expect(heads![1]).not.toContain('Transfer-Encoding')
    expect(bodies![1]).toMatch(/^retry: \d+\n\nid: .+\nevent: fresh\n/)
    const sizes = [...bodies![0]!.matchAll(/([0-9a-f]+)\r\n([\s\S]*?)\r\n/g)]
    expect(sizes.map(([, , content]) => Buffer.byteLength(content!))).toEqual(
      sizes.map(([, size]) => Number.parseInt(size!, 16)),
    )
    expect(sizes.map(([, , content]) => content!.replace(/retry: \d+/, '')).join('')).toBe(
      bodies![1]!.replace(/retry: \d+/, ''),
    )
    for (const one of [chunked, plain]) one.hangUp()
  })
})

/** Asks for the stream by hand, and keeps every byte of the answer. */
function speak(version: '1.0' | '1.1') {
  const { hostname, port, host } = new URL(place.url)
  const socket = connect(Number(port), hostname)
  let said = ''
  socket.on('data', (part) => {
    said += part
  })
  const cookie = [...ada.jar].map(([name, value]) => `${name}=${value}`).join('; ')
  socket.write(`GET /live HTTP/${version}\r\nhost: ${host}\r\ncookie: ${cookie}\r\n\r\n`)
  return { said: () => said, hangUp: () => socket.destroy() }
}
