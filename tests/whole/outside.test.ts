/**
 * A place on somebody else's PostgreSQL. The server is started from the same programs, but as theirs: a directory and an
 * administrator of their own, and for Trefoil only what README asks for, a role that may make roles and databases.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startPlace } from '#app.ts'
import { readSettings } from '#platform/config/settings.ts'
import { openCluster } from '#platform/db/cluster.ts'
import { type EmbeddedDatabase, startEmbedded } from '#platform/db/embedded.ts'
import { keepOneNight, withOwner } from '#platform/db/nights.ts'
import { whyUnsafe } from '#platform/db/outside.ts'
import { visitorOf } from '../../seeds/visitor.ts'
import { freePort } from '../support/ports.ts'

const folder = mkdtempSync(join(tmpdir(), 'trefoil-outside-'))
const ours = join(folder, 'ours')
let theirs: EmbeddedDatabase
let place: Running | null = null
let port: number

const url = (user = 'installer', password = 'in%staller') =>
  `postgres://${user}:${encodeURIComponent(password)}@localhost:5432/postgres?host=${encodeURIComponent(theirs.host)}`
const start = async (dataDir: string, databaseUrl = url(), at = port) =>
  startPlace(readSettings({ PORT: String(at), DATA_DIR: dataDir, DATABASE_URL: databaseUrl }), {
    demonstration: false,
    log: () => {},
  })
async function asTheirs<T>(run: (client: pg.Client) => Promise<T>, database = 'postgres'): Promise<T> {
  const { host, port, superuser: user, password } = theirs
  const client = new pg.Client({ host, port, user, password, database })
  client.on('error', () => {})
  await client.connect()
  return run(client).finally(() => client.end())
}

beforeAll(async () => {
  theirs = await startEmbedded({ dataDir: join(folder, 'theirs') })
  await asTheirs(async (client) => {
    await client.query(`create role installer login createrole createdb password 'in%staller'`)
    await client.query(`create role shop login password 'x'; `)
    await client.query(`create database shop owner shop`)
  })
  port = await freePort()
})
afterAll(async () => {
  await place?.stop()
  await theirs?.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
})

describe("somebody else's PostgreSQL", { timeout: 30_000 }, () => {
  it('carries a place that only a role without superuser rights has made, also after a restart', async () => {
    place = await start(ours)
    expect(place.warnings).toEqual([])
    const ada = visitorOf(place.url)
    const account = { name: 'Ada', email: 'ada@example.org', password: 'a long enough password' }
    const token = place.setupLink!.split('#')[1]!
    await ada.api.people.setUp({ attempt: randomUUID(), token, place: 'Wear', host: 'Kept by a test', ...account })
    await ada.api.journal.write({ attempt: randomUUID(), words: 'Nobody rang.' })
    await place.stop()
    place = await start(ours)
    expect(place.setupLink).toBeNull()
    const list = await ada.api.journal.list({ cursor: null, most: 10 })
    expect(JSON.stringify(list)).toContain('Nobody rang.')
    const strong = await asTheirs((client) =>
      client.query(`select rolname from pg_roles where rolname like 'trefoil%' and (rolsuper or rolbypassrls)`),
    )
    expect(strong.rows).toEqual([])
  })

  it('is held by one place, and a second is refused by the name of the first', async () => {
    await expect(start(ours, url(), await freePort())).rejects.toThrow(
      new RegExp(`trefoil at DATABASE_URL is held by trefoil on .*process ${process.pid}`),
    )
    expect((await fetch(`${place!.url}/readyz`)).status).toBe(200)
  })

  it('does at night what it may, and says what it may not', async () => {
    const done = await withOwner(place!.night.owner, (owner) => keepOneNight(place!.night, owner, '2026-03-01'))
    expect(done!.tables).toContain('evidence')
    expect(done!.undone.join(' ')).toContain('may not order a checkpoint (grant pg_checkpoint)')
    await asTheirs((client) =>
      client.query('grant pg_checkpoint to installer; grant execute on function pg_switch_wal() to installer'),
    )
    expect(await place!.night.dropLog(false)).toEqual([])
  })

  it('makes and removes a second database, with whoever is still in it', async () => {
    const cluster = await openCluster({ dataDir: ours, databaseUrl: url() })
    const second = await cluster.place('trefoil_second', { demonstration: true })
    const inside = new pg.Client(second.connection('web'))
    inside.on('error', () => {})
    await inside.connect()
    await cluster.drop('trefoil_second')
    expect(await cluster.exists('trefoil_second')).toBe(false)
    await cluster.stop()
  })

  it('is warned of by name where its log would hold words', async () => {
    await place!.stop()
    place = null
    await asTheirs((client) => client.query(`alter role all set log_min_error_statement = 'error'`))
    place = await start(ours)
    expect(place.warnings).toEqual([
      "log_min_error_statement is error and should be panic: the server's log may hold what people wrote.",
    ])
    await place.stop()
    await asTheirs((client) => client.query('grant set on parameter log_min_error_statement to installer'))
    place = await start(ours)
    expect(place.warnings).toEqual([])
  })

  it('is refused, untouched, where another installation made the roles, or the database is something else', async () => {
    await place!.stop()
    place = null
    await expect(start(join(folder, 'another'))).rejects.toThrow('another installation made it')
    place = await start(ours)
    await place.stop()
    place = null
    const cluster = await openCluster({ dataDir: ours, databaseUrl: url() })
    await expect(cluster.place('shop', { demonstration: false })).rejects.toThrow(
      "a database named shop that is not Trefoil's: it belongs to shop",
    )
    await cluster.stop()
    const roles = await asTheirs((client) => client.query(`select from pg_roles where rolname like 'shop\\_%'`))
    expect(roles.rowCount).toBe(0)
  })

  it('is refused where it would lose what was saved, is too old, or is not there', async () => {
    const good = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', server_version_num: '160005' }
    const why = (more: Record<string, string>) => whyUnsafe(new Map(Object.entries({ ...good, ...more })))
    expect(why({})).toEqual([])
    expect(why({ fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' })).toHaveLength(3)
    expect(why({ server_version_num: '150018', server_version: '15.18' })).toEqual([
      'the server is PostgreSQL 15.18, and must be 16.5 or later',
    ])
    await expect(start(ours, url('installer', 'wrong'))).rejects.toThrow(/DATABASE_URL cannot be reached: .*password/)
    await asTheirs((client) => client.query('alter role installer set synchronous_commit = off'))
    await expect(start(ours)).rejects.toThrow('synchronous_commit is off, and must not be')
    await asTheirs((client) => client.query('alter role installer reset synchronous_commit'))
  })
})
