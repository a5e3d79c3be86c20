import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openShelf } from './backup.ts'
import { keepShelves, noteShelf } from './shelves.ts'

const home = await mkdtemp(join(tmpdir(), 'trefoil-shelves-'))
afterAll(() => rm(home, { recursive: true, force: true }))

test('keys go to no folder that is not the one kept apart: a disk that is not mounted leaves an empty one', async () => {
  const [dataDir, apart] = [join(home, 'place'), join(home, 'apart')]
  await noteShelf(dataDir, await openShelf(join(home, 'copies'), apart, null))
  for (const [folder, name] of [
    ['keys', 'server.key'],
    ['secrets', 'digest'],
  ] as const) {
    await mkdir(join(dataDir, folder), { recursive: true })
    await writeFile(join(dataDir, folder, name), 'secret')
  }
  const lines: unknown[] = []
  const look = () =>
    keepShelves({
      ...{ dataDir, keys: join(dataDir, 'keys'), secrets: join(dataDir, 'secrets') },
      inside: async (run) => run({ query: async () => ({ rows: [] }) } as never),
      narrowed: async () => '0',
      log: (...line) => lines.push(line),
    }).stop()
  await look()
  expect((await readdir(apart)).sort()).toEqual(['keys', 'secrets', 'shelf.json'])
  expect(lines).toEqual([])
  await rm(apart, { recursive: true })
  await mkdir(apart)
  await look()
  expect(await readdir(apart)).toEqual([])
  expect(JSON.stringify(lines)).toContain('cannot be reached')
})
