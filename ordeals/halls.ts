// A place with rooms full of people, each signed in, and an activity that is on in each room.
import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import pg from 'pg'
import { hashToken } from '#platform/access/session.ts'
import { firstPerson, makeDataDir, makeSpace, type Running, removeDataDir, startMain, type Visitor } from './http.ts'

export type Person = { id: string; cookie: string }
export type Hall = { room: string; chapter: string; step: string; people: Person[] }
export type Building = {
  place: Running
  dataDir: string
  ada: Visitor
  space: { id: string; address: string }
  admin: pg.Client
}

/** A method with a step into which each says something that everybody sees at once. */
const METHOD = 'before-action-review'
const ALOUD = 'challenges'

/** `folder`: of which source it is started. */
export async function openBuilding(options: { folder?: string } = {}): Promise<Building> {
  const dataDir = makeDataDir()
  const place = await startMain(dataDir, options)
  const ada = await firstPerson(place, 'ada')
  const space = await makeSpace(ada, 'place', 'Place')
  const admin = new pg.Client({
    host: join(dataDir, 'run/s'),
    user: 'administrator',
    password: readFileSync(join(dataDir, 'secrets/superuser'), 'utf8').trim(),
    database: 'trefoil',
  })
  await admin.connect()
  return { place, dataDir, ada, space, admin }
}

export async function closeBuilding({ admin, place, dataDir }: Building): Promise<void> {
  await admin.end()
  await place.stop()
  removeDataDir(dataDir)
}

/** A room with so many people in it, who are all at the step where everybody sees what is said. */
export async function openHall({ ada, space, admin }: Building, size: number, startAt = ALOUD): Promise<Hall> {
  const { standing } = await ada.must('spaces.here', { address: space.address })
  const call = { title: 'A gathering', startsOn: '2026-03-12', startsAt: '14:00' }
  const { room } = await ada.change('gatherings.plan', { space: space.id, chapter: standing, call })
  const { id: item } = await ada.change('gatherings.addItem', {
    ...{ room, sort: 'method', title: 'Before we begin', minutes: 30, method: METHOD },
  })
  await ada.change('gatherings.openDoors', { room })
  await ada.change('gatherings.begin', { room, item })
  const { activity } = await ada.must('gatherings.now', { room })
  const place = activity.steps.findIndex((step: { key: string }) => step.key === startAt)
  await ada.change('gatherings.move', { activity: activity.id, version: activity.version, to: 'step', place })
  const now = await ada.must('gatherings.now', { room })
  const people = Array.from({ length: size }, () => ({
    id: randomUUID(),
    token: randomBytes(32).toString('base64url'),
  }))
  const ids = people.map((one) => one.id)
  await admin.query(
    "insert into person (id, name) select id, 'Person ' || left(id::text, 6) from unnest($1::uuid[]) id",
    [ids],
  )
  await admin.query(
    `insert into session (id, person_id, token_hash, kind, device, proved_at, ends_at)
      select gen_random_uuid(), p, t, 'full', '', now(), now() + interval '1 day' from unnest($1::uuid[], $2::bytea[]) as a(p, t)`,
    [ids, people.map((one) => hashToken(one.token))],
  )
  await admin.query(
    `insert into membership (id, space_id, person_id, class, roles, starts_at, first_chapter, reason_joined)
      select gen_random_uuid(), $1, p, 'community_member', '{}', now(), 1, '' from unnest($2::uuid[]) p`,
    [room, ids],
  )
  await admin.query('analyze membership, session, person, chapter, space, contribution, event')
  return {
    ...{ room, chapter: now.activity.chapter, step: now.activity.step.id },
    people: people.map((one) => ({ id: one.id, cookie: `trefoil=${one.token}` })),
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Puts one line in, as a phone would; false where it was not taken. */
export function putLine(place: Running, hall: Hall, who: Person, words: string): Promise<boolean> {
  const { hostname, port, host } = new URL(place.url)
  const input = { step: hall.step, chapter: hall.chapter, items: [{ id: randomUUID(), value: { text: words } }] }
  const body = JSON.stringify({ json: input })
  return new Promise((done) => {
    const asked = request(
      {
        ...{ host: hostname, port, agent, method: 'POST', path: '/rpc/gatherings/put' },
        headers: {
          ...{ host, cookie: who.cookie, 'content-type': 'application/json' },
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        let said = ''
        answer.on('data', (part) => {
          said += part
        })
        answer.on('end', () => done(answer.statusCode === 200 && said.includes('"ok":true')))
      },
    )
    asked.on('error', () => done(false))
    asked.end(body)
  })
}

export const lastNumber = async (admin: pg.Client, chapters: string[]): Promise<Record<string, number>> => {
  const { rows } = await admin.query<{ c: string; n: string }>(
    {
      name: 'tops',
      text: 'select c, coalesce((select max(number) from event where chapter_id = c), 0)::text as n from unnest($1::uuid[]) c',
    },
    [chapters],
  )
  return Object.fromEntries(rows.map((row) => [row.c, Number(row.n)]))
}

/**
 * Something happens in a hall, or much at once, as another process of the place would have it happen: committed, then told.
 * Gives its last number.
 */
export async function happen({ admin }: Building, { chapter }: Hall, times = 1): Promise<number> {
  await admin.query('begin')
  await admin.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [chapter])
  const { rows } = await admin.query<{ n: string }>(
    `with made as (
      insert into event (space_id, chapter_id, number, kind, subject, at)
      select c.space_id, c.id, n + (select coalesce(max(e.number), 0) from event e where e.chapter_id = c.id),
             'test.written', gen_random_uuid(), now()
        from chapter c cross join generate_series(1, $2::int) n where c.id = $1 returning number)
     select max(number)::text as n from made`,
    [chapter, times],
  )
  await admin.query('commit')
  await admin.query("select pg_notify('trefoil_live', $1)", [chapter])
  return Number(rows[0]!.n)
}
