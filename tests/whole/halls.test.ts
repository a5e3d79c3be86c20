/** A hall: many who hear the same hear it in the same bytes, a room is heard alone, and several processes tell each other. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startPlace } from '#app.ts'
import { cookieName, hashToken, newToken } from '#platform/access/session.ts'
import { readSettings } from '#platform/config/settings.ts'
import { openCluster } from '#platform/db/cluster.ts'
import { letIn, makePerson, makeSpace } from '../../src/modules/crossings/server/testing.ts'
import { listenAt } from '../support/ear.ts'
import { startTestPlace, type TestPlace, type Visitor } from '../support/place.ts'
import { freePort } from '../support/ports.ts'
import { startWire } from '../support/wire.ts'

type Somebody = Pick<Visitor, 'jar'> & { id: string; home: string }
let place: TestPlace
let ada: Somebody
let ben: Somebody
let eve: Somebody
let wear: string
let hall: string
let table: string

async function arrive(name: string): Promise<Somebody> {
  const { id, home, cookie } = await makePerson(place.house, name)
  return { id, home, jar: new Map([cookie]) }
}
async function makeRoom(under: string): Promise<string> {
  const id = randomUUID()
  await place.house.db.as(ada.id, (tx) =>
    sql`select found_space(${id}::uuid, ${under}::uuid, 'room', 'Hall', ${`r-${id}`}, true, 'Europe/London', 'community_member', array['manager'], null, '{}', null)`.execute(
      tx,
    ),
  )
  return id
}
const chapterOf = (space: string) =>
  place.house.db.read(ada.id, async (db) => {
    const chapters = db.selectFrom('chapter').select('id').where('space_id', '=', space).orderBy('number', 'desc')
    return (await chapters.limit(1).executeTakeFirstOrThrow()).id
  })
const write = (chapter: string, times = 1, house = place.house) =>
  house.db.as(ada.id, (tx) =>
    sql`select append_event(${chapter}::uuid, 'test.written', gen_random_uuid(), ${ada.id}::uuid, clock_now())
      from generate_series(1, ${times}::int)`.execute(tx),
  )

beforeAll(async () => {
  place = await startTestPlace()
  ;[ada, ben, eve] = [await arrive('Ada'), await arrive('Ben'), await arrive('Eve')]
  wear = await makeSpace(place.house, ada.id, 'Wearmouth')
  await letIn(place.house, wear, ben.id, ada.id)
  await letIn(place.house, wear, eve.id, ada.id, [ben.id])
  hall = await makeRoom(wear)
  table = await makeRoom(hall)
  await letIn(place.house, hall, ben.id, ada.id)
})
afterAll(() => place?.stop())

/** What only whoever runs the database can do: the rows that a gathering makes, without the gathering. */
const asAdministrator = (...statements: string[]) =>
  place.cluster.inside(place.databaseName, async (client) => {
    let rows: { id: string; number: number }[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows
    return rows
  })

/** What a stream says, without the one line that is drawn by lot. */
const plain = (ear: ReturnType<typeof listenAt>) => ear.frames.map((frame) => frame.text)

describe('a room', () => {
  it('is heard alone, with the smaller rooms in it, in the same bytes by all who read the same', async () => {
    const ears = [ben, ben].map((who) => listenAt(place.url, who, { room: hall }))
    const wide = listenAt(place.url, ada, { room: hall })
    await expect.poll(() => [...ears, wide].every((ear) => ear.frames.length === 1)).toBe(true)
    const [here, small, outside] = [await chapterOf(hall), await chapterOf(table), await chapterOf(wear)]
    await write(outside)
    await write(small)
    for (let n = 0; n < 5; n += 1) await write(here)
    await expect.poll(() => ears.every((ear) => ear.told().length === 5)).toBe(true)
    await expect.poll(() => wide.told().length).toBe(6)
    for (const ear of [...ears, wide]) ear.cut()
    expect(plain(ears[0]!)).toEqual(plain(ears[1]!))
    expect(new Set(ears[0]!.told().map((one) => one.chapter))).toEqual(new Set([here]))
    expect(new Set(wide.told().map((one) => one.chapter))).toEqual(new Set([here, small]))
    // One number per chapter and nobody's name: who reads the same goes on where another was, and hears nothing twice.
    const again = listenAt(place.url, ben, { room: hall, cursor: ears[1]!.cursor() })
    await write(here)
    await expect.poll(() => again.told().length).toBe(1)
    again.cut()
    expect(again.frames[0]!.event).toBe('message')
  })

  it('answers whoever is not in it as a room that never was, and says nothing of it', async () => {
    const [here, never] = [await chapterOf(hall), randomUUID()]
    const ears = [hall, never].map((room) => listenAt(place.url, eve, { room }))
    await expect.poll(() => ears.every((ear) => ear.frames.length === 1)).toBe(true)
    for (let n = 0; n < 3; n += 1) await write(here)
    await pause(300)
    for (const ear of ears) ear.cut()
    expect(plain(ears[0]!)).toEqual(plain(ears[1]!))
    expect(ears[0]!.told()).toEqual([])
    // At the door: from the moment they are in they hear it, and not before.
    const door = listenAt(place.url, eve, { room: hall })
    await expect.poll(() => door.frames.length).toBe(1)
    await letIn(place.house, hall, eve.id, ada.id, [ben.id])
    await expect.poll(() => door.frames.map((frame) => frame.event)).toContain('changed')
    const now = await chapterOf(hall)
    await write(now)
    await expect.poll(() => door.numbers(now)).toHaveLength(1)
    door.cut()
    const wrong = listenAt(place.url, eve, { room: 'nonsense' })
    await expect.poll(() => wrong.status()).toBe(404)
    wrong.cut()
  })

  it('is heard by guests as by everybody, and of no activity after the last one that somebody takes part in', async () => {
    const door = randomUUID()
    const guest: Somebody = { id: randomUUID(), home: '', jar: new Map() }
    const token = newToken()
    await asAdministrator(
      `insert into person (id, name) values ('${guest.id}', 'Guest')`,
      `insert into session (id, person_id, token_hash, kind, device, ends_at)
        values (gen_random_uuid(), '${guest.id}', '\\x${hashToken(token).toString('hex')}', 'guest', '', clock_now() + interval '1 hour')`,
      `insert into space (id, parent_id, kind, name, address, unlisted, zone) values ('${door}', '${wear}', 'room', 'Room', 'r-${door}', true, 'Europe/London')`,
      `insert into chapter (space_id, number) select '${door}', n from generate_series(0, 3) n`,
      ...[guest, ben, ada].map(
        (
          { id },
          at,
        ) => `insert into membership (id, space_id, person_id, class, roles, starts_at, first_chapter, last_chapter, reason_joined)
          values (gen_random_uuid(), '${door}', '${id}', 'community_member', '{}', clock_now(), ${at === 1 ? 2 : 1}, ${['2', 'null', '1'][at]}, '')`,
      ),
    )
    guest.jar.set(cookieName(place.house, 'guest'), token)
    const chapters = await place.house.db.read(ben.id, async (db) => {
      const { rows } = await sql<{ id: string; number: number }>`
        select unnest(my_chapters()) as id`.execute(db as never)
      return rows.map((row) => row.id)
    })
    const numbered = new Map(
      (await asAdministrator(`select id, number from chapter where space_id = '${door}'`)).map((row) => [
        row.number,
        row.id,
      ]),
    )
    const ears = [guest, ben, ada].map((who) => listenAt(place.url, who, { room: door }))
    await expect.poll(() => ears.every((ear) => ear.frames.length === 1)).toBe(true)
    for (const number of [0, 1, 2, 3])
      await asAdministrator(
        `select append_event('${numbered.get(number)}', 'test.written', gen_random_uuid(), null, clock_now())`,
      )
    const heard = (at: number) =>
      [...numbered].filter(([, id]) => ears[at]!.numbers(id).length === 1).map(([number]) => number)
    await expect
      .poll(() => [heard(0), heard(1), heard(2)].map((some) => some.toSorted()))
      .toEqual([
        [0, 1, 2],
        [0, 2, 3],
        [0, 1],
      ])
    for (const ear of ears) ear.cut()
    // As a request of theirs would read.
    expect([0, 2, 3].every((number) => chapters.includes(numbered.get(number)!))).toBe(true)
    expect(chapters).not.toContain(numbered.get(1))
  })

  it('tells many things of one moment in one frame, in their order', async () => {
    const here = await chapterOf(hall)
    const ear = listenAt(place.url, ada, { room: hall })
    await expect.poll(() => ear.frames.length).toBe(1)
    await write(here, 300)
    await expect.poll(() => ear.numbers(here).length).toBe(300)
    ear.cut()
    expect(ear.numbers(here)).toEqual(ear.numbers(here).toSorted((a, b) => a - b))
    expect(ear.frames.length).toBeLessThan(4)
  })
})

describe('several processes on one database', () => {
  it('tell each other within a moment, and a stream goes on at the other', async () => {
    const other = await startSecond()
    try {
      const here = await chapterOf(hall)
      const ear = listenAt(other.url, ada, { room: hall })
      await expect.poll(() => ear.frames.length).toBe(1)
      const late: number[] = []
      for (let n = 1; n <= 20; n += 1) {
        await write(here)
        const committed = performance.now()
        while (ear.numbers(here).length < n && performance.now() - committed < 3_000) await pause(2)
        late.push(performance.now() - committed)
        await pause((n * 37) % 130)
      }
      expect(ear.numbers(here)).toHaveLength(20)
      // Without the notice it is a second at the worst, and half of one in the middle.
      expect(late.toSorted((a, b) => a - b)[10]).toBeLessThan(250)
      ear.cut()
      const back = listenAt(place.url, ada, { room: hall, cursor: ear.cursor() })
      await write(here)
      await expect.poll(() => back.numbers(here).length).toBe(1)
      expect(back.frames[0]!.event).toBe('message')
      // Further than the other has come by itself: it looks before it answers.
      back.cut()
      const there = listenAt(other.url, ada, { room: hall, cursor: back.cursor() })
      await write(here)
      await expect.poll(() => there.numbers(here).length).toBe(1)
      expect(there.frames[0]!.event).toBe('message')
      there.cut()
    } finally {
      await other.stop()
    }
  })

  it('find each other again after a connection that died without a word, and nothing is lost', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wire-'))
    const { dataDir, url } = inject('cluster')
    const real = new URL(url)
    const file = `.s.PGSQL.${real.port}`
    const wire = await startWire({ path: join(real.searchParams.get('host')!, file) }, { path: join(folder, file) })
    real.searchParams.set('host', folder)
    const cluster = await openCluster({ dataDir, databaseUrl: real.href })
    const far = await startPlace(readSettings({ PORT: String(await freePort()), DATA_DIR: dataDir }), {
      ...{ demonstration: false, log: () => {}, cluster, databaseName: place.databaseName, like: 'template_place' },
    })
    try {
      const here = await chapterOf(hall)
      const ear = listenAt(far.url, ada, { room: hall })
      await expect.poll(() => ear.frames.length).toBe(1)
      await write(here)
      await expect.poll(() => ear.numbers(here).length).toBe(1)
      wire.setDead(true)
      await pause(200)
      for (let n = 0; n < 5; n += 1) await write(here)
      await pause(800)
      // Whoever cannot ask who may hear hands out nothing.
      expect(ear.numbers(here)).toHaveLength(1)
      wire.setDead(false)
      const healed = performance.now()
      await expect.poll(() => ear.numbers(here).length, { timeout: 10_000 }).toBe(6)
      expect(performance.now() - healed).toBeLessThan(10_000)
      await write(here)
      await expect.poll(() => ear.numbers(here).length).toBe(7)
      expect(new Set(ear.numbers(here)).size).toBe(7)
      ear.cut()
    } finally {
      await far.stop()
      await wire.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

async function startSecond(): Promise<{ url: string; stop(): Promise<void> }> {
  const { dataDir, url } = inject('cluster')
  const child: ChildProcess = spawn(process.execPath, ['tests/support/second.ts'], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: {
      ...process.env,
      ...{ BASE_URL: '', DATA_DIR: dataDir, CLUSTER: url, DATABASE: place.databaseName, LIKE: 'template_place' },
      PORT: String(await freePort()),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ready = await new Promise<string>((done, failed) => {
    let said = ''
    child.stdout!.on('data', (part) => {
      said += part
      const found = /ready at (\S+)/.exec(said)
      if (found !== null) done(found[1]!)
    })
    child.once('exit', () => failed(new Error(`The second process ended: ${said}`)))
  })
  return {
    url: ready,
    async stop() {
      const gone = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await gone
    },
  }
}
