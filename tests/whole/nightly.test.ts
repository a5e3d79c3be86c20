// A place that is told where backups go makes them by itself, and says so; one that cannot says that too.
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { lastBackup, type Noted } from '#platform/backup/noted.ts'
import { visitorOf } from '../../seeds/visitor.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const homes: string[] = []
const places: RunningPlace[] = []
afterAll(async () => {
  for (const place of places) await place.stop()
  for (const home of homes) await rm(home, { recursive: true, force: true })
})

async function startWith(backups: (home: string) => Record<string, string>) {
  const home = await mkdtemp(join(tmpdir(), 'trefoil-nightly-'))
  homes.push(home)
  const dataDir = join(home, 'place')
  const place = await startRunning({ dataDir, env: backups(home) })
  places.push(place)
  return { home, dataDir, place }
}
async function noted(dataDir: string, is: (note: Noted) => boolean): Promise<Noted> {
  for (let tries = 0; ; tries++) {
    const note = await lastBackup(dataDir)
    if (is(note) || tries > 400) return note
    await pause(250)
  }
}
const doctor = (dataDir: string) =>
  new Promise<{ findings: { what: string; ok: boolean; says: string }[] }>((done) =>
    execFile(
      process.execPath,
      ['src/cli.ts', 'doctor', '--json'],
      { cwd: ROOT, env: { ...process.env, BASE_URL: '', DATA_DIR: dataDir } },
      (_fault, stdout) => done(JSON.parse(stdout.trim().split('\n').at(-1)!)),
    ),
  )
const asked = async (place: RunningPlace) => {
  const ada = visitorOf(place.url)
  await ada.api.people.setUp({
    ...{ attempt: crypto.randomUUID(), token: place.setupLink!.split('#')[1]!, place: 'P', host: 'H' },
    ...{ name: 'Ada', email: 'ada@example.org', password: 'a long enough password' },
  })
  return (await ada.api.people.placeSettings({})).backup
}

test('it makes one, restores it to see, and the doctor and the keeper know', async () => {
  const { home, dataDir, place } = await startWith((at) => ({
    BACKUP_DIR: join(at, 'copies'),
    BACKUP_APART: join(at, 'keys'),
  }))
  expect(await noted(dataDir, ({ made }) => made !== null)).toMatchObject({ checked: 'restored', failed: null })
  expect((await readdir(join(home, 'copies', 'data'))).filter((name) => name.endsWith('.trefoil'))).toHaveLength(1)
  expect((await doctor(dataDir)).findings.find((one) => one.what === 'backups')).toMatchObject({ ok: true })
  expect(await asked(place)).toMatchObject({ checked: 'restored', well: true, nightly: true, failed: false })
}, 150_000)

test('where it cannot, the doctor says why, and the keeper that it failed', async () => {
  const { dataDir, place } = await startWith((at) => {
    writeFileSync(join(at, 'file'), 'not a folder')
    return { BACKUP_DIR: join(at, 'file', 'in the way') }
  })
  expect((await noted(dataDir, ({ failed }) => failed !== null)).made).toBeNull()
  const found = (await doctor(dataDir)).findings.find((one) => one.what === 'backups')!
  expect([found.ok, found.says]).toEqual([false, expect.stringContaining('the last try failed')])
  expect(await asked(place)).toMatchObject({ on: null, well: false, failed: true })
}, 150_000)
