/** What was taken back by day is not on the disk after the night; a place of its own, since its log is swept too. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startPlace } from '#app.ts'
import { readSettings } from '#platform/config/settings.ts'
import { type Cluster, openCluster } from '#platform/db/cluster.ts'
import { keepOneNight, withOwner } from '#platform/db/nights.ts'
import { type Visitor, visitorOf } from '../../seeds/visitor.ts'
import { freePort } from '../support/ports.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'trefoil-night-'))
let cluster: Cluster
let place: Running
let ada: Visitor
let target: string
let takenBack = 0

beforeAll(async () => {
  cluster = await openCluster({ dataDir, databaseUrl: undefined })
  place = await startPlace(readSettings({ PORT: String(await freePort()), DATA_DIR: dataDir }), {
    demonstration: false,
    log: () => {},
    cluster,
  })
  ada = visitorOf(place.url)
  const account = { name: 'Ada', email: 'ada@example.org', password: 'a long enough password' }
  const token = place.setupLink!.split('#')[1]!
  await ada.api.people.setUp({ attempt: randomUUID(), token, place: 'Wear', host: 'Kept by a test', ...account })
  const made = await ada.api.spaces.create({
    attempt: randomUUID(),
    template: 'place',
    name: 'Wearmouth',
    class: 'grantee',
    roles: ['manager'],
  })
  if (!made.ok) throw new Error('no space')
  target = made.id
})
afterAll(async () => {
  await place?.stop()
  await cluster?.stop()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 })
})

/** Brings words into the space, where they stand in the clear and in the index, and takes them back. */
async function sayAndTakeBack(words: string): Promise<void> {
  const entry = await ada.api.journal.write({ attempt: randomUUID(), words })
  if (!entry.ok) throw new Error('not written')
  const said = { attempt: randomUUID(), kind: 'entry', source: entry.id, version: 1, words, form: 'words' } as const
  const gone = await ada.api.crossings.propose({ ...said, target })
  if (!gone.ok || gone.state !== 'went') throw new Error(`not brought: ${JSON.stringify(gone)}`)
  const back = await ada.api.crossings.takeBack({ attempt: randomUUID(), id: gone.id })
  if (!back.ok || back.copies !== 1) throw new Error('not taken back')
  takenBack += 1
}

/** In which files of the cluster, its log included, the word stands: as it is, or as the index of search keeps it. */
function filesWith(word: string): string[] {
  const cluster = join(dataDir, 'pg18')
  return readdirSync(cluster, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const about = statSync(join(cluster, name), { throwIfNoEntry: false })
    return about?.isFile() && readFileSync(join(cluster, name)).includes(word)
  })
}

const keep = (day: string) => withOwner(place.night.owner, (owner) => keepOneNight(place.night, owner, day))
const checkpoint = () => admin((client) => client.query('checkpoint'))
async function admin<T>(run: (client: pg.Client) => Promise<T>): Promise<T> {
  const at = new URL(cluster.url)
  const client = new pg.Client({
    host: at.searchParams.get('host')!,
    user: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
    database: 'trefoil',
  })
  await client.connect()
  return run(client).finally(() => client.end())
}
/** Counts of changes reach the others a second after the commit, when their connection is used again. */
async function counted(): Promise<void> {
  const changes = () =>
    admin((client) => client.query(`select n_tup_upd as n from pg_stat_user_tables where relname = 'evidence'`))
  await expect
    .poll(
      async () => {
        await Promise.all(Array.from({ length: 10 }, () => ada.api.people.me({})))
        return Number((await changes()).rows[0].n)
      },
      { timeout: 15_000, interval: 200 },
    )
    .toBe(takenBack)
}

describe('the night', { timeout: 40_000 }, () => {
  it('takes what was taken back off the disk: heap, indexes, statistics and log', async () => {
    const word = `zq${randomUUID().replaceAll('-', '')}`
    await sayAndTakeBack(`Nobody rang ${word} back.`)
    await checkpoint()
    // The control: without the night it is there, although nobody is shown it any more.
    expect(filesWith(word).filter((name) => name.startsWith('base/')).length).toBeGreaterThan(0)
    expect(filesWith(word).filter((name) => name.startsWith('pg_wal/')).length).toBeGreaterThan(0)
    await counted()
    const done = await keep('2026-03-01')
    expect(done).toMatchObject({ waiting: [], undone: [] })
    expect(done!.tables).toContain('evidence')
    expect(filesWith(word)).toEqual([])
    // Page images of the old files must not come back with the next checkpoint.
    await checkpoint()
    expect(filesWith(word)).toEqual([])
  })

  it('touches only what was changed since, once, however often it is run', async () => {
    await counted()
    await keep('2026-03-02')
    expect((await keep('2026-03-02'))!.tables).toEqual([])
    await sayAndTakeBack(`A second ${randomUUID()}`)
    await counted()
    expect((await keep('2026-03-03'))!.tables).toContain('evidence')
    const [one, other] = await Promise.all([keep('2026-03-04'), keep('2026-03-04')])
    expect([one, other].filter((done) => done === null).length).toBeLessThanOrEqual(1)
  })

  it('leaves for the next try a table that somebody still looks at as it was, and says which', async () => {
    const word = `zq${randomUUID().replaceAll('-', '')}`
    const at = new URL(cluster.url)
    const old = new pg.Client({
      host: at.searchParams.get('host')!,
      user: decodeURIComponent(at.username),
      password: decodeURIComponent(at.password),
      database: 'trefoil',
    })
    old.on('error', () => {})
    await old.connect()
    await old.query('begin isolation level repeatable read; select 1')
    await sayAndTakeBack(`Nobody wrote ${word} either.`)
    await counted()
    const { waiting } = (await keep('2026-03-05'))!
    expect(waiting).toContain('evidence')
    expect(filesWith(word).length).toBeGreaterThan(0)
    await old.query('commit')
    await old.end()
    expect((await keep('2026-03-06'))!.tables).toEqual(expect.arrayContaining(waiting))
    expect(filesWith(word)).toEqual([])
  })

  it('keeps no statistics of words, in any table, whoever analyses', async () => {
    const kept = await admin(async (client) => {
      await client.query('analyze')
      return client.query(
        `select s.tablename, s.attname from pg_stats s join pg_attribute a on a.attrelid = s.tablename::regclass and a.attname = s.attname
          where s.schemaname = 'public' and a.atttypid = any ('{text,text[],jsonb,tsvector,bytea}'::regtype[])
            and not exists (select from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum])`,
      )
    })
    expect(kept.rows).toEqual([])
  })

  it('removes files that no row names, and neither a named one nor one just handed in', async () => {
    const files = join(dataDir, 'files', 'trefoil')
    const [named, nameless, young] = [randomUUID(), randomUUID(), randomUUID()]
    for (const id of [named, nameless, young, `${randomUUID()}.part`]) writeFileSync(join(files, id), 'x')
    const dayAgo = statSync(join(files, young)).mtimeMs / 1000 - 90_000
    for (const name of readdirSync(files)) if (name !== young) utimesSync(join(files, name), dayAgo, dayAgo)
    await admin((client) => client.query('update membership set brought_by = $1', [named]))
    expect(await withOwner(place.night.owner, place.night.besides)).toMatchObject({ files: 2 })
    expect(readdirSync(files).sort()).toEqual([named, young].sort())
    const unforced = await admin((client) =>
      client.query(
        `select relname from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity and not relforcerowsecurity`,
      ),
    )
    expect(unforced.rows).toEqual([])
  })
})
