/** The place's own methods: files that are dropped in while it runs, and who is told when one is wrong. */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { currentMethod, methodAt } from '../../src/modules/methods/server/index.ts'
import { SOUND, soundAs } from '../../src/modules/methods/server/testing.ts'
import { type Founded, join as joinPlace, startFounded } from '../../src/modules/people/server/testing.ts'
import { attempt, type Visitor } from '../support/place.ts'

let dataDir: string
let at: Founded
let gareth: Visitor
const folder = () => join(dataDir, 'methods')
const put = (name: string, text: string | Uint8Array) => writeFile(join(folder(), name), text)
function made<T extends { ok: boolean }>(answer: T): Extract<T, { ok: true }> {
  if (!answer.ok) throw new Error((answer as unknown as { sentence: string }).sentence)
  return answer as Extract<T, { ok: true }>
}
const keys = async (who: Visitor) => (await who.api.methods.list({})).methods.map((one) => one.key)

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'trefoil-methods-'))
  at = await startFounded({ DATA_DIR: dataDir })
  gareth = await joinPlace(at, 'gareth@example.org')
  await mkdir(folder())
}, 60_000)
afterEach(async () => {
  await rm(folder(), { recursive: true, force: true })
  await mkdir(folder())
})
afterAll(async () => {
  await at?.place.stop()
  await rm(dataDir, { recursive: true, force: true })
})

test('the shipped ones are there for everybody who is signed in, and for nobody else', async () => {
  expect((await keys(gareth)).length).toBeGreaterThan(40)
  await expect(at.place.visitor().api.methods.list({})).rejects.toMatchObject({ status: 401 })
  await expect(at.place.visitor().api.methods.one({ key: 'troika' })).rejects.toMatchObject({ status: 401 })
  expect((await gareth.api.methods.one({ key: 'troika' })).method.title).toBe('Troika')
  await expect(gareth.api.methods.one({ key: 'no-such-method' })).rejects.toMatchObject({ status: 404 })
  await expect(gareth.api.methods.one({ key: 'troika', version: 2 })).rejects.toMatchObject({ status: 404 })
})

test('a file is a method as soon as it is there, is another when it changes, and goes with its file', async () => {
  expect(await keys(gareth)).not.toContain('two-lines')
  await put('mine.yaml', SOUND)
  expect(await keys(gareth)).toContain('two-lines')
  const first = await gareth.api.methods.one({ key: 'two-lines' })
  expect(first).toMatchObject({ own: true, instead: false, versions: [1] })
  await put('mine.yaml', SOUND.replace('Two lines', 'Ten lines').replace('version: 1', 'version: 2'))
  const second = await gareth.api.methods.one({ key: 'two-lines' })
  expect(second.method).toMatchObject({ title: 'Ten lines', version: 2 })
  expect(second.hash).not.toBe(first.hash)
  // Set out in another way it says the same.
  await put('mine.yaml', `# Ours\n${SOUND.replace('A quarrel', '"A quarrel"')}`)
  expect((await gareth.api.methods.one({ key: 'two-lines' })).hash).toBe(first.hash)
  await rm(join(folder(), 'mine.yaml'))
  expect(await keys(gareth)).not.toContain('two-lines')
})

test('an earlier version is found while its file is there', async () => {
  await put('one.yaml', SOUND)
  await put('two.yaml', SOUND.replace('version: 1', 'version: 2'))
  const { house } = at.place
  expect((await currentMethod(house, 'two-lines'))?.method.version).toBe(2)
  expect((await methodAt(house, 'two-lines', 1))?.method.version).toBe(1)
  expect(await methodAt(house, 'two-lines', 3)).toBeNull()
  expect(await currentMethod(house, 'three-lines')).toBeNull()
  expect((await gareth.api.methods.one({ key: 'two-lines' })).versions).toEqual([2, 1])
  expect((await keys(gareth)).filter((key) => key === 'two-lines')).toEqual(['two-lines'])
})

test('one with the key of a shipped one takes its place, whatever its version, and says so', async () => {
  const shipped = await methodAt(at.place.house, 'nine-whys', 1)
  await put('whys.yaml', soundAs('nine-whys'))
  const card = (await gareth.api.methods.list({})).methods.find((one) => one.key === 'nine-whys')
  expect(card).toMatchObject({ title: 'Two lines', own: true, instead: true })
  expect((await currentMethod(at.place.house, 'nine-whys'))?.hash).not.toBe(shipped!.hash)
})

test('a broken file is left out alone; whoever runs the place is told where, and nobody else that there is one', async () => {
  await put('good.yaml', SOUND)
  await put('bad.yaml', soundAs('three-lines', { '    seen_by: room\n': '' }))
  await put('twin.yaml', SOUND)
  await put('zip.yaml', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))
  await mkdir(join(folder(), 'folder.yaml'))
  await put('notes.txt', 'not a method, and nobody says it is')
  const told = await at.founder.api.methods.list({})
  expect(told.methods.map((one) => one.key)).toEqual(expect.arrayContaining(['two-lines', 'nine-whys']))
  expect(told.methods.map((one) => one.key)).not.toContain('three-lines')
  expect(told.left_out).toMatchObject([
    { file: 'bad.yaml', line: 17, sentence: expect.stringContaining('(seen_by)') },
    { file: 'folder.yaml', line: 1, sentence: 'this is not a file' },
    { file: 'twin.yaml', line: 1, sentence: expect.stringContaining('stands in good.yaml already') },
    { file: 'zip.yaml', line: 1 },
  ])
  const asks = async (who: Visitor) =>
    (await who.api.today.list({})).waiting.filter((one) => one.to === '/methods#left-out')
  expect(await asks(at.founder)).toMatchObject([{ words: '4 files of methods were left out', minutes: 5 }])
  expect((await gareth.api.methods.list({})).left_out).toEqual([])
  expect(await asks(gareth)).toEqual([])
  // Nor is a program of whoever runs the place.
  const space = made(
    await at.founder.api.spaces.create({ attempt: attempt(), template: 'place', name: 'There', class: 'funder' }),
  )
  const { token } = made(
    await at.founder.api.people.makeToken({ attempt: attempt(), name: 'P', may: 'read', spaces: [space.id], days: 1 }),
  )
  const answer = await fetch(`${at.place.url}/api/v1/methods?minutes=15&way=phone`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const program = (await answer.json()) as { methods: { ways: string[] }[]; left_out: object[] }
  expect([answer.status, program.left_out]).toEqual([200, []])
  expect(program.methods.length).toBeGreaterThan(0)
  expect(program.methods.every((one) => one.ways.includes('phone'))).toBe(true)
})

test('a file that is put right is read again', async () => {
  await put('bad.yaml', soundAs('three-lines', { 'kind: write': 'kind: wirte' }))
  expect((await at.founder.api.methods.list({})).left_out).toHaveLength(1)
  await put('bad.yaml', soundAs('three-lines'))
  expect((await at.founder.api.methods.list({})).left_out).toEqual([])
  // Also where its time is set back, as unpacking does.
  await put('bad.yaml', soundAs('four-lines'))
  await utimes(join(folder(), 'bad.yaml'), 1, 1)
  expect(await keys(gareth)).toContain('four-lines')
})

test('each limit leaves out what does not fit it, and only that', async () => {
  const all = (await gareth.api.methods.list({})).methods
  const some = async (limit: object) => (await gareth.api.methods.list(limit)).methods
  const left = async (limit: object, fits: (one: (typeof all)[number]) => boolean) =>
    expect(await some(limit)).toEqual(all.filter(fits))
  await left({ minutes: 15 }, (one) => Math.min(one.minutes.least, one.short_minutes ?? 9999) <= 15)
  await left({ people: 3 }, (one) => one.people.least <= 3 && one.people.most >= 3)
  await left({ people: 400 }, (one) => one.people.most >= 400)
  await left({ helps_to: 'share_power' }, (one) => one.helps_to.includes('share_power'))
  await left({ names: 'without' }, (one) => one.nameless)
  await left({ names: 'with' }, (one) => !one.nameless)
  await left({ way: 'phone' }, (one) => one.ways.includes('phone'))
  for (const limit of [
    { minutes: 15 },
    { people: 400 },
    { helps_to: 'share_power' },
    { names: 'with' },
    { way: 'alone' },
  ])
    expect((await some(limit)).length).toBeGreaterThan(0)
  expect((await some({ text: 'whys' })).map((one) => one.key)).toContain('nine-whys')
  expect(await some({ text: 'zzzz' })).toEqual([])
  expect((await some({ text: ' ' })).length).toBe(all.length)
})

test('they are found by their title, and a search of one space finds none', async () => {
  const groups = async (input: { text: string; space?: string }) => (await at.founder.api.today.find(input)).groups
  expect(await groups({ text: 'nine whys' })).toMatchObject([
    { kind: 'method', items: [{ id: 'nine-whys', space: null, to: '/methods/nine-whys' }] },
  ])
  const made = await at.founder.api.spaces.create({
    attempt: attempt(),
    template: 'place',
    name: 'Here',
    class: 'funder',
  })
  if (!made.ok) throw new Error(made.sentence)
  expect(await groups({ text: 'nine whys', space: made.id })).toEqual([])
})

/** The command line, as a process of its own. */
function check(...args: string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/cli.ts'), 'methods', ...args], {
    env: { ...process.env, DATA_DIR: dataDir, BASE_URL: '', PORT: '' },
  })
  let out = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => {
      out += part
    })
  return new Promise((done) => child.on('close', (code) => done({ code, out: out.trim() })))
}

test('the command line reads the place’s files, or those it is given, and ends as it should', async () => {
  await put('whys.yaml', soundAs('nine-whys'))
  expect(await check('check')).toMatchObject({
    code: 0,
    out: expect.stringContaining('in the place of the one that comes'),
  })
  await put('bad.yaml', soundAs('three-lines', { '    kept: until_harvested\n': '' }))
  const told = await check('check', '--json')
  expect([told.code, JSON.parse(told.out)]).toMatchObject([
    1,
    {
      ok: false,
      checked: 2,
      wrong: 1,
      files: [
        { file: 'bad.yaml', problems: [{ line: 17 }] },
        { key: 'nine-whys', instead: true },
      ],
    },
  ])
  expect(await check('check', join(folder(), 'whys.yaml'))).toMatchObject({ code: 0 })
  expect(await check('check', join(folder(), 'bad.yaml'), join(folder(), 'nowhere.yaml'))).toMatchObject({
    code: 1,
    out: expect.stringMatching(
      /bad\.yaml, line 17: this step says nothing about how long[\s\S]*nowhere\.yaml, line 1: /,
    ),
  })
  expect((await check('look')).code).toBe(2)
  expect((await check()).code).toBe(2)
}, 60_000)
