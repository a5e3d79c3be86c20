import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Cluster, openCluster, type Place } from '#platform/db/cluster.ts'
import { type Database, openDatabase } from '#platform/db/database.ts'
import { makeChapters } from './chapters.ts'
import { makeCohorts } from './cohorts.ts'
import { makeCursors } from './cursor.ts'
import { contentOf, type Frame } from './frame.ts'
import { keepPulse } from './pulse.ts'

const name = `t_cohorts_${randomUUID().slice(0, 8)}`
const person = randomUUID()
let cluster: Cluster
let place: Place
let db: Database
let live: Database
const told: string[][] = []
beforeAll(async () => {
  const { dataDir, url } = inject('cluster')
  cluster = await openCluster({ dataDir, databaseUrl: url })
  place = await cluster.place(name, { demonstration: false, like: 'template_place' })
  db = openDatabase(place.connection('web'), (chapters) => told.push(chapters))
  live = openDatabase(place.connection('live'))
  await db.as(person, (tx) => tx.insertInto('person').values({ id: person, name: 'Nadia' }).execute())
})
afterAll(async () => {
  await Promise.all([db.close(), live.close()])
  await cluster.drop(name)
})

async function makeRoom(): Promise<{ space: string; chapter: string }> {
  const space = randomUUID()
  return db.as(person, async (tx) => {
    await sql`select found_space(${space}::uuid, null, 'room', 'Hall', ${`r-${space}`}, true, 'Europe/London', 'grantee', '{}', null, '{}', null)`.execute(
      tx,
    )
    const { id } = await tx
      .selectFrom('chapter')
      .select('id')
      .where('space_id', '=', space)
      .where('number', '=', 1)
      .executeTakeFirstOrThrow()
    return { space, chapter: id }
  })
}
const write = (chapter: string, kind: string, times = 1) =>
  db.as(person, (tx) =>
    sql`select append_event(${chapter}::uuid, ${kind}, gen_random_uuid(), null, clock_now())
      from generate_series(1, ${times}::int)`.execute(tx),
  )
function reader(room: string) {
  const got: { at: number; frame: Frame; bytes: Buffer }[] = []
  return {
    ...{ session: randomBytes(32), room, got },
    write: (frame: Frame) => void got.push({ at: performance.now(), frame, bytes: contentOf(frame) }),
    text: () => got.map((one) => one.bytes.toString()).join(''),
    numbers: () =>
      [
        ...got
          .map((one) => one.bytes.toString())
          .join('')
          .matchAll(/"number":(\d+)/g),
      ].map((one) => Number(one[1])),
  }
}
type Reader = ReturnType<typeof reader>

/** A fan-out of one's own: what the stream does, without a stream. */
async function fanOut(readers: Reader[], heard: string, kinds = {}) {
  const chapters = makeChapters(live, kinds)
  const cohorts = makeCohorts(chapters, await makeCursors(randomBytes(32), live))
  await chapters.follow(heard.split(' '))
  for (const one of readers) cohorts.join(one, heard, null, {})
  const look = async () => {
    cohorts.stir((await chapters.news('all')).found)
    return cohorts.handOutDue()
  }
  return { chapters, cohorts, look }
}

describe('a cohort', () => {
  it('gets the very same bytes, and above two hundred no more than ten times a second, with everything in them', async () => {
    const { space, chapter } = await makeRoom()
    const many = Array.from({ length: 201 }, () => reader(space))
    const { look } = await fanOut(many, chapter)
    const began = performance.now()
    let written = 0
    while (performance.now() - began < 1_000) {
      await write(chapter, 'test.written')
      written += 1
      await look()
    }
    await pause(100)
    await look()
    const first = many[0]!
    expect(first.numbers()).toEqual(Array.from({ length: written }, (_, at) => at + 1))
    // The first one says to fetch afresh.
    expect(first.got.length).toBeLessThanOrEqual(13)
    expect(first.got.length).toBeGreaterThan(5)
    for (const other of many)
      expect(other.got.slice(1).every((one, at) => one.frame === first.got[at + 1]!.frame)).toBe(true)
  })

  it('may be as small as one, and is then told at once', async () => {
    const { space, chapter } = await makeRoom()
    const one = reader(space)
    const { look } = await fanOut([one], chapter)
    for (let n = 0; n < 10; n += 1) {
      await write(chapter, 'test.written')
      await look()
      await pause(12)
    }
    await look()
    expect(one.numbers()).toEqual(Array.from({ length: 10 }, (_, at) => at + 1))
    expect(one.got.length).toBeGreaterThan(8)
  })
})

describe('what a frame holds', () => {
  it('is read for one chapter as nobody, and what cannot be read is asked for by each', async () => {
    const [here, elsewhere] = [await makeRoom(), await makeRoom()]
    const asked: { chapters: string[]; people: string }[] = []
    const one = reader(here.space)
    const { look } = await fanOut([one], `${here.chapter} ${elsewhere.chapter}`, {
      'test.shown': async (
        read: Parameters<Parameters<Database['read']>[1]>[0],
        chapter: string,
        subjects: string[],
      ) => {
        const { rows } = await sql<{ chapters: string[]; people: string }>`
          select (select array_agg(id) from chapter) as chapters, current_setting('app.person', true) as people`.execute(
          read as never,
        )
        asked.push(rows[0]!)
        return new Map(subjects.map((subject) => [subject, { words: `of ${chapter}` }]))
      },
      'test.broken': async (read: Parameters<Parameters<Database['read']>[1]>[0]) => {
        await sql`select name from person`.execute(read as never)
        return new Map([['never', {}]])
      },
    })
    await write(here.chapter, 'test.shown', 2)
    await write(elsewhere.chapter, 'test.written')
    await write(elsewhere.chapter, 'test.shown')
    await look()
    expect(asked.map((row) => row.chapters)).toEqual(expect.arrayContaining([[here.chapter], [elsewhere.chapter]]))
    expect(asked.every((row) => (row.people ?? '') === '')).toBe(true)
    expect(one.text().split(`"holds":{"words":"of ${here.chapter}"}`)).toHaveLength(3)
    expect(one.text().split('"holds"')).toHaveLength(4)
    const before = one.got.length
    await write(here.chapter, 'test.broken')
    // What comes after four lines waits a moment for more.
    await pause(((await look()) ?? 0) + 2)
    await look()
    const last = one.got
      .slice(before)
      .map((frame) => frame.bytes.toString())
      .join('')
    expect(last).toContain('test.broken')
    expect(last).not.toContain('holds')
  })

  it('is read again for whoever comes back later, as it stands then', async () => {
    const { space, chapter } = await makeRoom()
    let words = 'as they were said'
    const shown = async (_: unknown, __: string, subjects: string[]) =>
      new Map(subjects.map((subject) => [subject, words]))
    const one = reader(space)
    const { look, chapters, cohorts } = await fanOut([one], chapter, { 'test.shown': shown })
    await write(chapter, 'test.shown', 3)
    await look()
    expect(one.text()).toContain('as they were said')
    words = 'taken back'
    await pause(510)
    const late = reader(space)
    await chapters.cover(chapter, 1)
    cohorts.join(late, chapter, [1], {})
    expect(late.numbers()).toEqual([2, 3])
    expect(late.text()).toContain('taken back')
    expect(late.text()).not.toContain('as they were said')
  })
})

describe('the pulse of a room', () => {
  it('comes each second in one size, whether anything changed or not, and moves no cursor', async () => {
    const { space, chapter } = await makeRoom()
    let count = 0
    const [inRoom, other] = [reader(space), { ...reader(space), room: null }]
    const { cohorts } = await fanOut([inRoom], chapter)
    cohorts.join(other, chapter, null, {})
    const asked: string[][] = []
    const pulse = keepPulse(live, cohorts, [
      async (_, chapters) => {
        asked.push(chapters)
        return [
          { chapter, holds: { in: count } },
          { chapter: randomUUID(), holds: 'nobody listens to it' },
        ]
      },
    ])
    await pause(2_600)
    count = 12_345
    await pause(1_700)
    pulse.stop()
    const beats = inRoom.got.slice(1)
    expect(beats.length).toBeGreaterThanOrEqual(3)
    expect(new Set(beats.map((one) => one.bytes.length))).toEqual(new Set([512]))
    expect(beats.every((one) => one.bytes.toString().startsWith('event: pulse\ndata: {'))).toBe(true)
    expect(inRoom.text()).toContain('"holds":{"in":12345}')
    const gaps = beats.slice(1).map((one, at) => one.at - beats[at]!.at)
    for (const gap of gaps) expect(Math.abs(gap - 1_000)).toBeLessThan(300)
    expect(asked.every((chapters) => chapters.length === 1)).toBe(true)
    expect(other.got).toHaveLength(1)
  })
})

describe('a commit', () => {
  it('says in which chapters it appended, and a rollback says nothing', async () => {
    const [one, two] = [(await makeRoom()).chapter, (await makeRoom()).chapter]
    told.length = 0
    await write(one, 'test.written', 3)
    await db.as(person, async (tx) => {
      for (const chapter of [one, two].toSorted())
        await sql`select append_event(${chapter}::uuid, 'test.written', gen_random_uuid(), null, clock_now())`.execute(
          tx,
        )
    })
    await db
      .as(person, async (tx) => {
        await sql`select append_event(${one}::uuid, 'test.written', gen_random_uuid(), null, clock_now())`.execute(tx)
        throw new Error('not after all')
      })
      .catch(() => {})
    await db.read(person, (read) => sql`select 1`.execute(read as never))
    expect(told).toEqual([[one], [one, two].toSorted()])
  })
})
