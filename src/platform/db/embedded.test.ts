/** The supervisor's contract, line by line (the numbers are those of the contract), with real processes and real kills. */
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { type EmbeddedDatabase, startEmbedded } from './embedded.ts'
import { isAlive } from './embedded-process.ts'
import {
  ask,
  children,
  clearUp,
  eventually,
  here,
  killed,
  newPlace,
  onLinux,
  start,
  startElsewhere,
  watchdogOf,
} from './embedded-testing.ts'

afterAll(clearUp)

describe('the embedded database', { timeout: 30_000 }, () => {
  const home = newPlace()
  let database: EmbeddedDatabase

  test('1, 2, 3: is made whole, with checksums and the builtin locale, on a closed socket only', async () => {
    database = await start(home)
    expect(readdirSync(home).filter((name) => name.startsWith('pg18'))).toEqual(['pg18'])
    expect(existsSync(join(home, 'pg18', 'READY'))).toBe(true)
    expect(existsSync(join(home, 'pg18', 'NEW'))).toBe(false)
    for (const folder of [join(home, 'pg18'), database.host]) expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(home, 'secrets', 'superuser')).mode & 0o777).toBe(0o600)
    const rows = await ask(database, 'select name, setting from pg_settings')
    const settings = Object.fromEntries(rows.map((row) => [row.name, row.setting]))
    expect(settings).toMatchObject({
      data_checksums: 'on',
      listen_addresses: '',
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      log_statement: 'none',
      log_parameter_max_length: '0',
      log_parameter_max_length_on_error: '0',
      log_error_verbosity: 'terse',
      log_min_error_statement: 'panic',
      wal_recycle: 'off',
      max_connections: '60',
    })
    const [cluster] = await ask(
      database,
      "select datlocprovider, datlocale, pg_encoding_to_char(encoding) as encoding from pg_database where datname = 'template1'",
    )
    expect(cluster).toEqual({ datlocprovider: 'b', datlocale: 'C.UTF-8', encoding: 'UTF8' })
  })

  test('9: nobody comes in without the password', async () => {
    await expect(ask({ ...database, pid: 0, password: 'guessed' }, 'select 1')).rejects.toThrow(
      /password authentication failed/,
    )
  })

  test('a second process is refused within three seconds, and told who is there', async () => {
    const began = process.uptime()
    const second = startElsewhere(home)
    const said = await second.until(/(DataDirectoryInUse .*)/)
    expect(process.uptime() - began).toBeLessThan(3)
    expect(said).toContain(`in use by process ${process.pid} `)
    await expect(startEmbedded({ dataDir: home })).rejects.toThrow(`process ${process.pid}`)
    await ask(database, 'select 1')
  })

  test('7: a killed server comes back, and says so', async () => {
    const heard: string[] = []
    database.onExit((why) => heard.push(why))
    await ask(database, 'create table kept (line text)')
    await ask(database, "insert into kept values ('a line')")
    const before = database.pid
    process.kill(before, 'SIGKILL')
    await eventually(() => database.pid !== before)
    await eventually(() =>
      ask(database, 'select line from kept').then(
        (rows) => rows[0]?.line === 'a line',
        () => false,
      ),
    )
    const again = database.pid
    process.kill(again, 'SIGKILL')
    await eventually(() => database.pid !== again)
    await eventually(() =>
      ask(database, 'select 1').then(
        () => true,
        () => false,
      ),
    )
    const line = 'PostgreSQL ended (SIGKILL); starting again in'
    expect(heard).toEqual([`${line} 0.5 s`, `${line} 1 s`])
    if (onLinux) await eventually(() => watchdogOf(before).length === 0)
    if (onLinux) expect(watchdogOf(database.pid)).toHaveLength(1)
  })

  test('8: stops fast although a transaction is open, and leaves nothing running', async () => {
    const { host, port, superuser: user, password, pid } = database
    const client = new Client({ host, port, user, password, database: 'postgres' })
    client.on('error', () => {})
    await client.connect()
    await client.query('begin; insert into kept values (null)')
    const began = process.uptime()
    await Promise.all([database.stop(), database.stop()])
    expect(process.uptime() - began).toBeLessThan(5)
    expect(isAlive(pid)).toBe(false)
    if (onLinux) await eventually(() => watchdogOf(pid).length === 0)
    expect(existsSync(join(home, 'holder.json'))).toBe(false)
  })

  test('a lost secret is replaced', async () => {
    rmSync(join(home, 'secrets'), { recursive: true })
    database = await start(home)
    expect(await ask(database, 'select count(*)::int from kept')).toEqual([{ count: 1 }])
  })

  test('3: refuses what durability or privacy rests on, from whichever side it is set', async () => {
    for (const [name, value] of Object.entries({
      fsync: 'off',
      synchronous_commit: 'local',
      log_statement: 'all',
      port: '1',
    })) {
      await expect(startEmbedded({ dataDir: newPlace(), settings: { [name]: value } })).rejects.toThrow(
        `refuses ${name} = ${value}`,
      )
    }
    await ask(database, 'alter system set fsync = off')
    await ask(database, `alter role ${database.superuser} set synchronous_commit = off`)
    await database.stop()
    await expect(start(home)).rejects.toThrow('synchronous_commit = off (for a role or database)')
  })
})

describe('a start that was interrupted', { timeout: 30_000 }, () => {
  test('1: killed at any point of its making, the database is made at the next start', async () => {
    const home = newPlace()
    for (const moment of [0, 60, 250, 450, 600]) {
      if (existsSync(join(home, 'pg18'))) break
      const { child, until } = startElsewhere(home)
      await until(/(making a new database)/)
      await pause(moment)
      await killed(child)
      expect(existsSync(join(home, 'pg18', 'READY')) || !existsSync(join(home, 'pg18'))).toBe(true)
    }
    const database = await start(home)
    expect(await ask(database, 'select 1 as one')).toEqual([{ one: 1 }])
    await database.stop()
    expect(readdirSync(home).filter((name) => name.startsWith('pg18'))).toEqual(['pg18'])

    // The one point that no timing hits for certain: it has its name, and READY is not written.
    rmSync(join(home, 'pg18', 'READY'))
    writeFileSync(join(home, 'pg18', 'NEW'), '')
    await (await start(home)).stop()
    expect(existsSync(join(home, 'pg18', 'READY'))).toBe(true)

    // But a directory that is not of our making is left exactly as it is.
    rmSync(join(home, 'pg18', 'READY'))
    await expect(start(home)).rejects.toThrow('Nothing has been changed')
    expect(existsSync(join(home, 'pg18', 'PG_VERSION'))).toBe(true)
  })
})

describe.runIf(onLinux)('when Node dies', { timeout: 30_000 }, () => {
  const home = newPlace()

  // Closed, so that root unshares.
  test('6: its server shuts down by itself', async () => {
    const { child, until } = startElsewhere(home)
    const pid = Number(await until(/READY (\d+)/))
    await killed(child)
    await eventually(() => !isAlive(pid))
  })

  test('4: a server that nobody watches is found and stopped at the next start', async () => {
    chmodSync(home, 0o711) // open, so that root drops
    const { child, until } = startElsewhere(home)
    const pid = Number(await until(/READY (\d+)/))
    for (const watchdog of watchdogOf(pid)) process.kill(watchdog, 'SIGKILL')
    await killed(child)
    await pause(300)
    expect(isAlive(pid)).toBe(true)
    const database = await start(home)
    expect(isAlive(pid)).toBe(false)
    expect(database.pid).not.toBe(pid)
    await database.stop()
  })

  test('4: a process that merely has the number in postmaster.pid or holder.json is not touched', async () => {
    const stranger = spawn('sleep', ['60'])
    children.push(stranger)
    writeFileSync(join(home, 'pg18', 'postmaster.pid'), `${stranger.pid}\n${home}/pg18\n1\n5432\n\n\n\n`)
    writeFileSync(join(home, 'holder.json'), JSON.stringify({ ...here(), pid: stranger.pid, ticks: '1' }))
    const database = await start(home)
    expect(await ask(database, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(isAlive(stranger.pid!)).toBe(true)
    await database.stop()
  })
})
