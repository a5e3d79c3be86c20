// Anonymous rounds through what happens to a place: it is started again, two processes serve it, it is backed up and restored.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { findOnDisk } from '../../ordeals/leak-disk.ts'
import { visitorOf } from '../../seeds/visitor.ts'
import { crowdIn, done, moveOn, nowOf, openGathering, putSealed } from '../../src/modules/gatherings/server/testing.ts'
import { checkLine, closeRound, openRound } from '../../src/modules/rounds/server/index.ts'
import { bodyOf, fetchTicket, fillUp, send, type Ticket } from '../../src/modules/rounds/server/testing/index.ts'
import { playersOf } from '../../src/modules/spaces/server/testing.ts'
import { openKeyStore } from '../../src/platform/files/keys.ts'
import { startTestPlace } from '../support/place.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const attempt = () => randomUUID()
let home = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'trefoil-rounds-'))
  checkLine('whole', () => z.string())
})
afterAll(() => rm(home, { recursive: true, force: true }))

test('two processes serve one round, and one that is started in the middle of it goes on with it', async () => {
  const place = await startTestPlace()
  try {
    const { someone, make } = playersOf(place)
    const ada = await someone('Ada')
    const { id: space, address } = await make(ada, 'group', { name: 'Group' })
    const { chapter } = await ada.api.spaces.here({ address })
    await fillUp(place, space)
    const id = randomUUID()
    const { house } = place
    await house.db.as(ada.id, (tx) =>
      openRound(tx, house, {
        ...{ id, space, chapter, kind: 'whole', about: randomUUID(), shape: {}, bytes: 256 },
        ...{ holds: 'words', mayGo: ['stays'], live: true },
      }),
    )
    const ask = await ada.api.rounds.round({ round: id })
    const ticket = (await fetchTicket(ask, (input) => ada.api.rounds.ticket(input))) as Ticket
    await send(place.url, id, bodyOf(ticket, 256, 'put in by way of the first'))
    // Another one has the same database and the same folder, and nothing that the first one holds in memory.
    const keys = await openKeyStore(join(house.settings.dataDir, 'keys', place.databaseName))
    const other = { ...house, keys }
    const { lines } = await house.db.as(ada.id, (tx) => closeRound(tx, other, id))
    expect(lines.map((line) => line.value)).toEqual(['put in by way of the first'])
    expect(await send(place.url, id, bodyOf(ticket, 256, 'late'))).toMatchObject({ reason: 'closed' })
    await place.tick()
    expect(await keys.passing.read(id)).toBeNull()
  } finally {
    await place.stop()
  }
})

function trefoil(dataDir: string, ...args: string[]): Promise<number> {
  return new Promise((ended) => {
    const env = { ...process.env, BASE_URL: '', DATA_DIR: dataDir }
    execFile(process.execPath, ['src/cli.ts', ...args, '--json'], { cwd: ROOT, env }, (fault) =>
      ended(fault === null ? 0 : Number(fault.code)),
    )
  })
}

test('a backup holds no key of a round, and what is restored from it is called off before anybody answers', async () => {
  const [from, to, shelf] = [join(home, 'from'), join(home, 'to'), join(home, 'shelf')]
  let place: RunningPlace | undefined = await startRunning({ dataDir: from })
  try {
    const ada = visitorOf(place.url)
    const me = { name: 'Ada', email: 'ada@example.org', password: 'a long enough password' }
    await ada.api.people.setUp({
      ...{ attempt: attempt(), token: place.setupLink!.split('#')[1]!, place: 'P', host: 'H' },
      ...me,
    })
    const space = (await ada.api.spaces.create({
      ...{ attempt: attempt(), template: 'place', name: 'Place', class: 'grantee', roles: ['manager'] },
    })) as unknown as { id: string; address: string }
    const { room, code, items } = await openGathering(ada, space, [{ method: 'not-knowing' }])
    const { url } = place
    const crowd = await crowdIn({ visitor: () => visitorOf(url) }, code)
    done(await ada.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const round = (await nowOf(ada, room)).activity!.step!.round!
    const ask = await ada.api.rounds.round({ round })
    const ticket = (await fetchTicket(ask, (input) => ada.api.rounds.ticket(input))) as Ticket
    await send(place.url, round, bodyOf(ticket, ask.bytes, [{ text: 'It was said before the backup.' }]))
    for (const visitor of crowd.slice(0, 4)) await putSealed({ url }, visitor, round, [{ text: 'And so on.' }], 'stays')
    expect(existsSync(join(from, 'keys', 'trefoil', 'passing', round))).toBe(true)
    expect(await trefoil(from, 'backup', shelf)).toBe(0)
    const kept = await readdir(join(shelf, 'apart'), { recursive: true })
    expect(kept.some((name) => name.endsWith('server.key'))).toBe(true)
    expect(kept.filter((name) => name.includes(round) || name.includes('passing'))).toEqual([])
    // Nor does it stand anywhere on the disk, in the log ahead or in the backup, before all are shown.
    const mark = { token: 'said before the backup', where: 'a sealed line', readers: new Set<string>() }
    expect([...findOnDisk(from, [mark]), ...findOnDisk(shelf, [mark])]).toEqual([])
    // It goes on where it is.
    done((await moveOn(ada, room, 'next')) as never)
    expect(findOnDisk(from, [mark]).length).toBeGreaterThan(0)
    expect((await nowOf(ada, room)).lines.map((line) => line.value)).toContainEqual({
      text: 'It was said before the backup.',
    })

    await place.stop()
    expect(await trefoil(to, 'restore', shelf)).toBe(0)
    place = await startRunning({ dataDir: to })
    const again = visitorOf(place.url)
    await again.api.people.signIn({ attempt: attempt(), email: me.email, password: me.password })
    for (let tries = 0; (await again.api.rounds.round({ round })).state === 'open' && tries < 50; tries += 1)
      await pause(100)
    expect(await again.api.rounds.round({ round })).toMatchObject({ state: 'dropped', in: null })
    const late = await send(place.url, round, bodyOf(ticket, ask.bytes, [{ text: 'Again.' }]))
    expect(late).toMatchObject({ ok: false, reason: 'dropped' })
    // The room is not stuck with it: it is moved on, and shows nothing of what nobody can read.
    done((await moveOn(again, room, 'next')) as never)
    expect((await nowOf(again, room)).lines).toEqual([])
  } finally {
    await place?.stop()
  }
}, 240_000)
