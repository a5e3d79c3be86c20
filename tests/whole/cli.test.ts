/** The command line as a program of the place: what it brings in, takes out and refuses, and how it ends. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startWorld, type Who } from '../../src/modules/insights/server/testing.ts'
import { attempt, startTestPlace, type TestPlace } from '../support/place.ts'

// Each call is a process of its own, and on a busy machine it takes its time to begin.
vi.setConfig({ testTimeout: 90_000 })

const ROOT = resolve(import.meta.dirname, '../..')
let world: Awaited<ReturnType<typeof startWorld>>
let home = ''
const at = (name: string) => join(home, name)
type Ended = { code: number | null; out: string; err: string; json: Record<string, unknown> }

function trefoil(env: Record<string, string>, args: string[], meanwhile?: (kill: () => void) => void): Promise<Ended> {
  const child = spawn(process.execPath, [join(ROOT, 'src/cli.ts'), ...args], {
    cwd: home,
    env: { ...process.env, BASE_URL: '', PORT: '', TREFOIL_TOKEN: '', TREFOIL_URL: '', ...env },
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (part) => {
    out += part
  })
  child.stderr.on('data', (part) => {
    err += part
  })
  child.stderr.once('data', () => meanwhile?.(() => child.kill('SIGINT')))
  return new Promise((done) =>
    child.on('close', (code) => {
      const last = out.trim().split('\n').at(-1) ?? ''
      done({ code, out, err, json: last.startsWith('{') ? JSON.parse(last) : {} })
    }),
  )
}
async function tokenOf(who: Who, spaces: string[], may: 'read' | 'write' = 'write'): Promise<string> {
  const made = await who.api.people.makeToken({ attempt: attempt(), name: 'A test', may, spaces, days: 1 })
  if (!made.ok) throw new Error(made.sentence)
  return made.token
}
const fresh = async (who: Who) => {
  const made = await who.api.spaces.create({ attempt: attempt(), template: 'place', name: 'Anew', class: 'grantee' })
  if (!made.ok) throw new Error(made.sentence)
  return made
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'trefoil-cli-'))
  world = await startWorld()
  await writeFile(at('minutes.txt'), 'Minutes of the meeting.\nNobody came back after five.')
  await writeFile(at('empty.txt'), '')
  await writeFile(at('lying.pdf'), 'This is no PDF.')
}, 60_000)
afterAll(async () => {
  await world?.place.stop()
  await rm(home, { recursive: true, force: true })
})

describe('in a place', () => {
  test('files come in one by one: good ones, a twin, and faults with their place; it ends with 1', async () => {
    const { id, address } = await fresh(world.ana)
    const env = { TREFOIL_URL: world.place.url, TREFOIL_TOKEN: await tokenOf(world.ana, [id]) }
    const files = [at('minutes.txt'), at('empty.txt'), at('minutes.txt'), at('lying.pdf'), at('nowhere.txt')]
    const ended = await trefoil(env, ['import', ...files, '--space', address, '--json'])
    expect(ended.code).toBe(1)
    expect(ended.json).toMatchObject({ ok: false, came: 1, already: 1, not: 3 })
    const told = ended.json.files as { file: string; ok: boolean; reason?: string }[]
    expect(told.map((one) => one.ok)).toEqual([true, false, true, false, false])
    expect(told.map((one) => one.file)).toEqual(files)
    expect(ended.err).toContain('2 of 5: empty.txt: not brought in.')
    expect((await world.ana.api.library.documents({ space: id })).items.map((one) => one.title)).toEqual(['minutes'])
    const good = await trefoil(env, ['import', at('minutes.txt'), '--space', address, '--json'])
    expect([good.code, good.json.already]).toEqual([0, 1])
  })

  test('a copy goes out and comes into a new space; one that is cut off leaves nothing', async () => {
    const { ana, place, space, chain } = world
    await chain('A call within two days would keep people home.')
    const { address } = await place.house.db.read(ana.id, (db) =>
      db.selectFrom('space').select('address').where('id', '=', space).executeTakeFirstOrThrow(),
    )
    const into = await fresh(ana)
    const env = { TREFOIL_URL: place.url, TREFOIL_TOKEN: await tokenOf(ana, [space, into.id]) }
    const out = await trefoil(env, ['export', '--space', address, '--to', at('copy.zip'), '--json'])
    expect(out).toMatchObject({ code: 0, json: { ok: true, file: at('copy.zip') } })
    expect(Object.keys(unzipSync(await readFile(at('copy.zip'))))).toContain('trefoil.json')
    const twice = await trefoil(env, ['export', '--space', address, '--to', at('copy.zip'), '--json'])
    expect(twice.code).toBe(1)
    const back = await trefoil(env, ['import', at('copy.zip'), '--space', into.address, '--json'])
    expect(back).toMatchObject({ code: 0, json: { ok: true, came: 1 } })
    expect((await ana.api.insights.list({ id: into.id })).items).toHaveLength(1)
  })

  test('Ctrl+C ends it with 1, with what came in whole and the rest not begun', async () => {
    const { id, address } = await fresh(world.ana)
    const names = Array.from({ length: 30 }, (_, n) => at(`many-${n}.txt`))
    for (const name of names) await writeFile(name, randomBytes(3000).toString('hex'))
    const env = { TREFOIL_URL: world.place.url, TREFOIL_TOKEN: await tokenOf(world.ana, [id]) }
    const ended = await trefoil(env, ['import', ...names, '--space', address, '--json'], (kill) =>
      setTimeout(kill, 300),
    )
    expect(ended.code).toBe(1)
    const told = ended.json.files as { ok: boolean; reason?: string }[]
    expect(told).toHaveLength(30)
    expect(told.at(-1)).toMatchObject({ ok: false, reason: 'cancelled' })
    const { items } = await world.ana.api.library.documents({ space: id })
    expect(items.length - told.filter((one) => one.ok).length).toBeLessThanOrEqual(1)
  })

  test('a token sees its own spaces and no others, and one for reading brings nothing in', async () => {
    const { ana, ben, place, space } = world
    const theirs = await fresh(ana)
    const mine = { TREFOIL_URL: place.url, TREFOIL_TOKEN: await tokenOf(ben, [space]) }
    const [hidden, never] = await Promise.all(
      [theirs.address, 'never-was-abcd'].map((address) => trefoil(mine, ['export', '--space', address, '--json'])),
    )
    expect([hidden!.code, hidden!.json]).toEqual([never!.code, never!.json])
    expect(hidden!.code).toBe(1)
    const reading = { ...mine, TREFOIL_TOKEN: await tokenOf(ana, [theirs.id], 'read') }
    const refused = await trefoil(reading, ['import', at('minutes.txt'), '--space', theirs.address, '--json'])
    expect(refused.code).toBe(1)
    expect(JSON.stringify(refused.json)).toContain('may read and not write')
    expect((await ana.api.library.documents({ space: theirs.id })).items).toEqual([])
  })

  test.each<[string, string[]]>([
    ['no verb', []],
    ['a verb that is none', ['frobnicate']],
    ['no file', ['import', '--space', 'x']],
    ['no space', ['export']],
    ['no token', ['export', '--space', 'x']],
    ['a flag of another verb', ['doctor', '--space', 'x']],
    ['a flag that is none', ['doctor', '--loudly']],
    ['a world that is none', ['world', 'load', 'atlantis']],
    ['days that are no number', ['backup', 'somewhere', '--keep', 'soon']],
    ['a size of a world that has one', ['world', 'load', 'wearmouth', '--items', '500']],
    ['a size that is no number', ['world', 'load', 'landscape', '--items', 'many']],
    ['a size that nobody can lay', ['world', 'load', 'landscape', '--items', '12345678']],
  ])('asked wrongly it ends with 2: %s', async (_what, args) => {
    const ended = await trefoil({}, [...args, '--json'])
    expect(ended).toMatchObject({ code: 2, json: { ok: false } })
    // A program gets a sentence; how it is asked rightly is for people.
    expect(ended.json.message).not.toContain('\n')
  })
  test('what the disk does not let it do is said of the disk, and nothing is made by looking', async () => {
    const { id, address } = await fresh(world.ana)
    const mine = { TREFOIL_URL: world.place.url, TREFOIL_TOKEN: await tokenOf(world.ana, [id]) }
    const nowhere = ['export', '--space', address, '--to', at('no/folder/a.zip'), '--json']
    expect(await trefoil(mine, nowhere)).toMatchObject({
      ...{ code: 1, json: { message: `There is no folder ${at('no/folder')}. No copy was taken.` } },
    })
    expect(await trefoil({ DATA_DIR: at('never') }, ['doctor', '--json'])).toMatchObject({
      code: 1,
      json: { ok: false },
    })
    await expect(readdir(at('never'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
  test('it explains each verb', async () => {
    for (const verb of ['import', 'export', 'backup', 'restore', 'doctor', 'world', 'token'])
      expect(await trefoil({}, [verb, '--help'])).toMatchObject({ code: 0, out: expect.stringContaining(`-- ${verb}`) })
  })
})

describe('a landscape', () => {
  test('is laid beside the place as large as asked, over nothing that is there, and cut off it leaves nothing', async () => {
    const env = { DATA_DIR: at('landscape') }
    const load = (...more: string[]) => ['world', 'load', 'landscape', '--items', '200', '--json', ...more]
    const cut = await trefoil(env, load(), (kill) => setTimeout(kill, 1500))
    expect(cut).toMatchObject({ code: 1, json: { ok: false, message: 'Cancelled. Nothing is left of it.' } })
    const made = await trefoil(env, load())
    expect(made).toMatchObject({ code: 0, json: { ok: true, world: 'landscape' } })
    expect(made.err).toContain('Laying a landscape of 200 pieces of evidence.')
    expect(made.err).toContain('documents and evidence')
    const over = await trefoil(env, load())
    expect(over).toMatchObject({ code: 1, json: { ok: false, message: expect.stringContaining('--again') } })
    expect(await trefoil(env, load('--again'))).toMatchObject({ code: 0 })
  })
})

describe('a token by name', () => {
  let demonstration: TestPlace
  beforeAll(async () => {
    demonstration = await startTestPlace({ demonstration: true })
  }, 60_000)
  afterAll(() => demonstration?.stop())

  test('is given in a demonstration, and opens what its person may read', async () => {
    const { house, url } = demonstration
    const { makePerson, makeSpace } = await import('../../src/modules/crossings/server/testing.ts')
    const dot = await makePerson(house, 'Dot Harker')
    await makeSpace(house, dot.id, 'The Front Door')
    const ended = await trefoil({ TREFOIL_URL: url }, ['token', 'dot', '--json'])
    expect(ended).toMatchObject({
      code: 0,
      json: { ok: true, name: 'Dot Harker', spaces: [{ name: 'The Front Door' }] },
    })
    const [{ address }] = ended.json.spaces as [{ address: string }]
    const env = { TREFOIL_URL: url, TREFOIL_TOKEN: String(ended.json.token) }
    expect(await trefoil(env, ['import', at('minutes.txt'), '--space', address, '--json'])).toMatchObject({ code: 0 })
    expect(await trefoil({ TREFOIL_URL: url }, ['token', 'nobody', '--json'])).toMatchObject({ code: 1 })
  })

  test('is given nowhere else: the route is not there, and the database names nobody', async () => {
    const ended = await trefoil({ TREFOIL_URL: world.place.url }, ['token', 'Ana Roy', '--json'])
    expect(ended).toMatchObject({ code: 1, json: { ok: false } })
    const answer = await fetch(`${world.place.url}/rpc/demonstration/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ json: { attempt: attempt(), name: 'Ana Roy' } }),
    })
    expect(answer.status).toBe(404)
  })
})
