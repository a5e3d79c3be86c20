/** Where the embedded database may live, who may hold it and as whom it runs. */
import { chmodSync, existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { holdDirectory } from './embedded-holder.ts'
import { chooseIdentity } from './embedded-identity.ts'
import { reserveIn } from './embedded-reserve.ts'
import { ask, asRoot, clearUp, here, newPlace, onLinux, outerUid, start } from './embedded-testing.ts'

afterAll(clearUp)

test.runIf(onLinux)('a holder in another container is known by its heartbeat, and only by it', async () => {
  const [beating, silent] = [newPlace(), newPlace()]
  for (const place of [beating, silent]) {
    writeFileSync(join(place, 'holder.json'), JSON.stringify({ ...here(), pid: 1, ticks: '1', space: 'pid:[1]' }))
  }
  const heart = setInterval(() => utimesSync(join(beating, 'holder.json'), new Date(), new Date()), 1_000)
  const [refused, hold] = await Promise.allSettled([holdDirectory(beating), holdDirectory(silent)])
  clearInterval(heart)
  expect(refused).toMatchObject({ status: 'rejected', reason: { name: 'DataDirectoryInUse', pid: 1 } })
  expect(hold.status).toBe('fulfilled')
  if (hold.status === 'fulfilled') await hold.value.release()
})

test.runIf(onLinux)('of eight that want a directory whose holder has died, one gets it', async () => {
  const place = newPlace()
  writeFileSync(join(place, 'holder.json'), JSON.stringify({ ...here(), pid: 2 ** 22, ticks: '1' }))
  const all = await Promise.allSettled(Array.from({ length: 8 }, () => holdDirectory(place)))
  const holds = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(holds).toHaveLength(1)
  await holds[0]!.release()
})

describe('the place', { timeout: 30_000 }, () => {
  test('3: a path too long for a socket has its socket elsewhere', async () => {
    const home = join(newPlace(), 'a long name with spaces '.repeat(5).trim())
    const database = await start(home)
    expect(Buffer.byteLength(`${database.host}/.s.PGSQL.5432`)).toBeLessThanOrEqual(100)
    expect(statSync(database.host).mode & 0o777).toBe(0o700)
    expect(await ask(database, 'select 1 as one')).toEqual([{ one: 1 }])
    await database.stop()
    expect(existsSync(database.host)).toBe(false)
  })

  test.runIf(asRoot)(
    '5: root drops to an ordinary user where that user can reach the data, else unshares',
    async () => {
      const place = newPlace()
      const closed = await start(place)
      expect(statSync(join(place, 'pg18')).uid).toBe(0)
      expect(outerUid(closed.pid)).toBe(0)
      expect(readFileSync(`/proc/${closed.pid}/uid_map`, 'utf8').trim().split(/\s+/)[0]).not.toBe('0')
      await closed.stop()
      chmodSync(place, 0o711)
      const open = await start(place)
      expect(outerUid(open.pid)).toBeGreaterThan(0)
      expect(statSync(join(place, 'pg18')).uid).toBe(outerUid(open.pid))
      expect(await ask(open, 'select 1 as one')).toEqual([{ one: 1 }])
      await open.stop()
    },
  )

  test.runIf(asRoot)('5: where neither is possible it refuses, naming the directory and what would help', () => {
    const place = newPlace()
    const data = join(place, 'data')
    expect(() => chooseIdentity({ reach: [data], unshare: null })).toThrow(`chmod o+x ${place}`)
    expect(() => chooseIdentity({ reach: [data], user: 'nobody-of-that-name' })).toThrow('no user')
  })

  test('7: on a full disk the reserve is released once, and then the start waits', async () => {
    const place = newPlace()
    const said: string[] = []
    let free = 10 ** 9
    const reserve = reserveIn(
      place,
      (line) => said.push(line),
      async () => free,
    )
    await reserve.fill()
    expect(statSync(join(place, 'reserve')).size).toBe(64 * 1024 * 1024)
    free = 1024
    expect([await reserve.makeRoom(), await reserve.makeRoom()]).toEqual([true, false])
    expect(said[0]).toContain('released')
    await reserve.fill()
    expect(existsSync(join(place, 'reserve'))).toBe(false)
    free = 10 ** 9
    expect(await reserve.makeRoom()).toBe(true)
  })
})
