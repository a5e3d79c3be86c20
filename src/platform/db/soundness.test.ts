import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { clearUp, newPlace, start } from './embedded-testing.ts'
import { findDamage } from './soundness.ts'

afterAll(clearUp)

test('what is damaged on the disk is found and named, and what is whole is not', { timeout: 30_000 }, async () => {
  const home = newPlace()
  const database = await start(home)
  const { host, port, superuser: user, password } = database
  const open = async () => {
    const client = new Client({ host, port, user, password, database: 'postgres' })
    await client.connect()
    return client
  }
  const client = await open()
  await client.query(
    'create table said (id int primary key, words text); insert into said select n, repeat($$word $$, 20) from generate_series(1, 2000) n; checkpoint',
  )
  const whole = await findDamage(client)
  expect(whole.damaged).toEqual([])
  expect(whole.looked).toBeGreaterThan(100)
  const { rows } = await client.query<{ path: string }>(`select pg_relation_filepath('said_pkey') as path`)
  await client.end()
  await database.stop()

  // A stroke through the middle of one page of the index.
  const file = openSync(join(home, 'pg18', rows[0]!.path), 'r+')
  writeSync(file, Buffer.alloc(64, 0x5a), 0, 64, 2 * 8192 + 4000)
  closeSync(file)
  const again = await start(home)
  const after = new Client({ host: again.host, port: again.port, user, password: again.password, database: 'postgres' })
  await after.connect()
  expect((await findDamage(after)).damaged).toEqual(['said_pkey'])
  expect((await after.query(`select from pg_extension where extname = 'amcheck'`)).rowCount).toBe(0)
  await after.end()
  await again.stop()
})
