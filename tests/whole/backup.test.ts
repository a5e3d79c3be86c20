// A place is copied while it runs, and comes back elsewhere: less what was taken back, left, deleted and erased since.
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { zstdDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Visitor, visitorOf } from '../../seeds/visitor.ts'
import { openCluster } from '../../src/platform/db/cluster.ts'
import { type RunningPlace, startRunning } from '../support/running.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const PASSWORD = 'a long enough password'
const PASSPHRASE = 'four plain words here'
const SAID = 'eve said this aloud at every one of the meetings'
const card = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }
const attempt = () => crypto.randomUUID()

let home = ''
let place: RunningPlace
const at = (name: string) => join(home, name)

/** Asks the command line, and answers with what it said and how it ended. */
function trefoil(
  env: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; said: string; json: object | null }> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      ['src/cli.ts', ...args, '--json'],
      { cwd: ROOT, env: { ...process.env, BASE_URL: '', ...env } },
      (fault, stdout, stderr) =>
        done({
          code: fault === null ? 0 : Number(fault.code),
          said: stderr,
          json: stdout.startsWith('{') ? JSON.parse(stdout) : null,
        }),
    )
  })
}

async function newcomer(ada: Visitor, address: string, name: string, others: Visitor[] = []): Promise<Visitor> {
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
  const email = `${name}@example.org`
  const asked = await ada.api.spaces.invite({ attempt: attempt(), address, secret, name, email, class: 'grantee' })
  const visitor = visitorOf(place.url)
  await visitor.api.people.accept({ attempt: attempt(), token: secret, account: { name, email, password: PASSWORD } })
  const { membership } = (await ada.api.spaces.confirm({
    ...{ attempt: attempt(), invitation: (asked as { id: string }).id },
  })) as unknown as { membership: string }
  for (const other of others) await other.api.spaces.welcome({ attempt: attempt(), membership })
  return visitor
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'trefoil-backup-'))
  place = await startRunning({ dataDir: at('place') })
}, 90_000)
afterAll(async () => {
  await place?.stop()
  await rm(home, { recursive: true, force: true })
})

test('what was taken back, deleted, left and erased after a copy was made is not there when it is restored', async () => {
  const ada = visitorOf(place.url)
  const me = { name: 'Ada', email: 'ada@example.org', password: PASSWORD }
  await ada.api.people.setUp({
    ...{ attempt: attempt(), token: place.setupLink!.split('#')[1]!, place: 'P', host: 'H' },
    ...me,
  })
  const make = async (template: 'place' | 'group', name: string) =>
    (await ada.api.spaces.create({
      ...{ attempt: attempt(), template, name, class: 'grantee', roles: ['manager'] },
    })) as unknown as { id: string; address: string }
  const space = await make('place', 'Place')
  const other = await make('place', 'Other')
  const ben = await newcomer(ada, space.address, 'ben')
  const eve = await newcomer(ada, space.address, 'eve', [ben])
  const say = async (who: Visitor, words: string) => {
    const { chapter } = await who.api.spaces.here({ address: space.address })
    const said = { attempt: attempt(), space: space.id, chapter, words, whose: { is: 'mine' as const }, card }
    return ((await who.api.library.addEvidence(said)) as unknown as { id: string }).id
  }
  const write = async (who: Visitor, words: string) =>
    ((await who.api.journal.write({ attempt: attempt(), words })) as unknown as { id: string }).id
  await say(ada, 'stays where it is')
  await say(eve, SAID)
  await write(ada, 'a page that stays')
  const torn = await write(ada, 'a page to be torn out')
  await write(eve, 'a page of eve')
  const { chapter } = await ada.api.spaces.here({ address: space.address })
  const titled = { title: `As told: ${SAID}`, source: SAID, text: 'Nothing of it.' }
  await ada.api.library.paste({ attempt: attempt(), space: space.id, chapter, ...titled })
  // What is kept of somebody beside what they carried: their name, and then another.
  const { standing } = await ada.api.spaces.here({ address: space.address })
  const here = { space: space.id, chapter: standing }
  const named = (name: string) =>
    eve.api.people.saveProfile({
      ...{ attempt: attempt(), name, pronouns: '', accessNeeds: '', learningStyle: '' },
      ...{ prefers: 'words', zone: null },
    })
  await named('Eve Quince')
  const { id: eves } = (await eve.api.people.me({})) as { id: string }
  const decided = (await ada.api.insights.decide({
    ...{ attempt: attempt(), ...here, insights: [], no_learning: true, words: 'Somebody rings.' },
  } as never)) as unknown as { id: string }
  const { id: action } = (await ada.api.insights.act({
    ...{ attempt: attempt(), ...here, decision: decided.id, words: 'Ring.', member: eves },
  } as never)) as unknown as { id: string }
  await eve.api.insights.handOn({ attempt: attempt(), action, accountable: 'A neighbour', note: '' } as never)
  // A document with an excerpt and a newer version after it, to be taken out.
  const there = { space: other.id, chapter: (await ada.api.spaces.here({ address: other.address })).chapter }
  const bring = async (text: string, about: object = {}) =>
    (
      (await ada.api.library.paste({
        ...{ attempt: attempt(), ...there, title: 'Pasted plum', source: '', text, ...about },
      })) as unknown as { id: string }
    ).id
  const document = await bring('Plum said it in confidence.')
  const newer = await bring('What stays of it.', { title: 'A later one', newer: { of: document } })
  await ada.api.library.excerpt({
    ...{ attempt: attempt(), ...there, document, starts: 0, ends: 12, whose: { is: 'nobody' }, card },
  } as never)
  const line = 'nobody rings in the first days'
  const entry = await write(ada, line)
  const crossed = (await ada.api.crossings.propose({
    ...{ attempt: attempt(), kind: 'entry', source: entry, version: 1, words: line, form: 'unnamed' },
    ...{ target: other.id, purpose: '', hat: 'myself' },
  } as never)) as unknown as { id: string }

  const env = { DATA_DIR: at('place'), PORT: new URL(place.url).port, TREFOIL_PASSPHRASE: PASSPHRASE }
  const copied = await trefoil(env, 'backup', at('shelf'), '--apart', at('apart'))
  expect([copied.said, copied.json]).toMatchObject([expect.any(String), { ok: true, closed: true, checked: true }])

  await ada.api.journal.remove({ attempt: attempt(), id: torn } as never)
  await ada.api.crossings.takeBack({ attempt: attempt(), id: crossed.id })
  await ada.api.library.takeOutDocument({ attempt: attempt(), space: other.id, document })
  const { members } = await ben.api.spaces.people({ address: space.address })
  const mine = members.find((one) => one.me)!
  await ben.api.spaces.end({ attempt: attempt(), membership: mine.id, reason: '' })
  await eve.api.people.prove({ attempt: attempt(), password: PASSWORD })
  await eve.api.people.eraseMe({ attempt: attempt(), sure: 'erase me' })
  // The running place notes it on the shelf by itself.
  await expect
    .poll(async () => (await readFile(join(at('apart'), 'narrowed.jsonl'), 'utf8').catch(() => '')).length, {
      timeout: 15_000,
    })
    .toBeGreaterThan(1000)
  await pause(5_500)
  await place.stop()
  // Closed like everything else: how many were narrowed is seen, and neither whose things they are nor when.
  const ledger = await readFile(join(at('apart'), 'narrowed.jsonl'), 'utf8')
  expect(ledger).not.toMatch(/nobody rings|torn out|of eve|aloud/)
  expect([ledger.includes(eves), /\d{4}-\d\d-\d\d/.test(ledger)]).toEqual([false, false])
  const notes = ledger.split('\n').flatMap((note) => (note === '' ? [] : [Object.keys(JSON.parse(note))]))
  expect(notes.length).toBeGreaterThan(3)
  expect(notes.every((keys) => keys.join() === 'n,closed')).toBe(true)

  const anew = { DATA_DIR: at('anew'), TREFOIL_PASSPHRASE: PASSPHRASE }
  const back = await trefoil(anew, 'restore', at('shelf'), '--apart', at('apart'))
  expect([back.code, back.said]).toMatchObject([0, expect.stringContaining('Restoring')])
  const restored = await startRunning({ dataDir: at('anew') })
  try {
    const again = visitorOf(restored.url)
    await again.api.people.signIn({ attempt: attempt(), email: me.email, password: PASSWORD })
    const words = (items: { words: string | null }[]) => items.map((one) => one.words)
    expect(words((await again.api.library.evidence({ space: space.id })).items)).toEqual([null, 'stays where it is'])
    expect(words((await again.api.library.evidence({ space: other.id })).items)).toEqual([null, null])
    expect((await again.api.library.documents({ space: other.id })).items).toMatchObject([{ id: newer, versions: 1 }])
    expect(await again.api.library.documentsGone({ space: other.id })).toMatchObject([
      { id: document, kind: 'pasted', byBringer: true },
    ])
    const pages = (await again.api.journal.list({ cursor: null })).entries
    expect(words(pages as never).sort()).toEqual(['a page that stays', line])
    const gone = visitorOf(restored.url)
    await gone.api.people.signIn({ attempt: attempt(), email: 'ben@example.org', password: PASSWORD })
    expect((await gone.api.spaces.list({})).filter((one) => one.member)).toEqual([])
    const erased = visitorOf(restored.url)
    expect(
      await erased.api.people.signIn({ attempt: attempt(), email: 'eve@example.org', password: PASSWORD }),
    ).toMatchObject({ ok: false })
  } finally {
    await restored.stop()
  }
  // Nor anywhere in the database that came back, whatever no screen shows of it.
  const cluster = await openCluster({ dataDir: at('anew'), databaseUrl: undefined })
  try {
    const holding = await cluster.inside('trefoil', async (admin) => {
      const { rows } = await admin.query<{ t: string }>(
        "select relname as t from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
      )
      const found: string[] = []
      for (const { t } of rows) {
        const { rows: hits } = await admin.query(
          `select 1 from "${t}" t where t::text ~* 'Quince|torn out|eve said|plum'`,
        )
        if (hits.length > 0) found.push(t)
      }
      return found
    })
    expect(holding).toEqual([])
  } finally {
    await cluster.stop()
  }
}, 120_000)

test('refuses what it cannot do well, says why, and leaves nothing behind', async () => {
  const restore = (env: Record<string, string>, ...more: string[]) =>
    trefoil(env, 'restore', at('shelf'), '--apart', at('apart'), ...more)
  const over = await restore({ DATA_DIR: at('anew'), TREFOIL_PASSPHRASE: PASSPHRASE })
  expect([over.code, over.said]).toMatchObject([1, expect.stringContaining('nothing is put over it')])
  const shut = await restore({ DATA_DIR: at('third') })
  expect([shut.code, shut.said]).toMatchObject([1, expect.stringContaining('TREFOIL_PASSPHRASE')])
  const wrong = await restore({ DATA_DIR: at('third'), TREFOIL_PASSPHRASE: 'another' })
  expect([wrong.code, wrong.said]).toMatchObject([1, expect.stringContaining('not the passphrase')])

  const folder = join(at('shelf'), 'data')
  const [name] = (await readdir(folder)).filter((one) => one.endsWith('.trefoil'))
  const bytes = await readFile(join(folder, name!))
  bytes[bytes.length - 20]! ^= 1
  await writeFile(join(folder, 'damaged.trefoil'), bytes)
  const hurt = await restore({ DATA_DIR: at('third'), TREFOIL_PASSPHRASE: PASSPHRASE }, '--archive', 'damaged.trefoil')
  expect(hurt.code).toBe(1)
  const sound = await restore({ DATA_DIR: at('third'), TREFOIL_PASSPHRASE: PASSPHRASE }, '--archive', name!)
  expect(sound.code).toBe(0)
  expect((await trefoil({}, 'restore')).code).toBe(2)
  const none = await trefoil({ DATA_DIR: at('fourth') }, 'restore', at('nowhere'))
  expect([none.code, none.said]).toMatchObject([1, expect.stringContaining('There is no archive in')])
  const keyless = await trefoil({ DATA_DIR: at('fourth') }, 'restore', at('shelf'), '--apart', at('nowhere'))
  expect([keyless.code, keyless.said]).toMatchObject([1, expect.stringContaining('The keys of this backup are not in')])

  // What came back is well, but for this: nobody has copied the new place yet.
  const looked = await trefoil({ DATA_DIR: at('third') }, 'doctor')
  const { findings } = looked.json as { findings: { what: string; ok: boolean }[] }
  expect([looked.code, findings.filter((one) => !one.ok).map((one) => one.what)]).toEqual([1, ['backups']])
  expect(findings.length).toBeGreaterThan(5)
}, 180_000)

test('a copy that is taken away tells nobody what was written: closed nothing at all, open nothing of a journal', async () => {
  const bytesIn = async (folder: string) => {
    const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
    const files = await Promise.all(names.map((one) => readFile(join(one.parentPath, one.name))))
    // An archive that is not closed is squeezed only.
    const opened = files.map((bytes) =>
      bytes.subarray(0, 4).toString('hex') === '28b52ffd' ? zstdDecompressSync(bytes) : bytes,
    )
    return { names: names.map((one) => one.name), all: Buffer.concat(opened).toString('latin1') }
  }
  const held = (all: string) =>
    ['stays where it is', 'a page that stays', 'ada@example.org'].filter((words) => all.includes(words))
  for (const folder of ['shelf', 'apart']) expect(held((await bytesIn(at(folder))).all)).toEqual([])

  const beside = await trefoil({ DATA_DIR: at('third') }, 'backup', at('beside'))
  expect([beside.json, beside.said]).toMatchObject([{ keysBeside: true }, expect.stringContaining('journals as well')])
  const open = await trefoil({ DATA_DIR: at('third') }, 'backup', at('open'), '--apart', at('open-apart'))
  expect(open.json).toMatchObject({ ok: true, closed: false, keysBeside: false })
  const [data, apart] = [await bytesIn(at('open')), await bytesIn(at('open-apart'))]
  expect(held(data.all)).toEqual(['stays where it is', 'ada@example.org'])
  expect(data.names.filter((name) => /key|lock|narrowed|digest/.test(name))).toEqual([])
  expect(held(apart.all)).toEqual([])
}, 120_000)
