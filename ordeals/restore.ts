// A copy made while people write comes back whole, and narrowed: of what was torn out, taken back and erased after it was
// made nobody sees anything in the place that was restored, from its first answer on.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { goal, type Ordeal, type Report, root, say, scratchCopy } from './ground.ts'
import {
  addEvidence,
  bringInto,
  CARD,
  firstPerson,
  makeDataDir,
  makeSpace,
  PASSWORD,
  pause,
  type Running,
  removeDataDir,
  startMain,
  Visitor,
} from './http.ts'
import { newToken } from './leak-scene.ts'

const WRITERS = 4
/** The running place looks every five seconds for what is to be noted apart. */
const NOTED_MS = 6_000
const PASSPHRASE = 'four plain words here'
/** Entries torn out, crossings taken back, documents taken out with what was cut from them, and lines of somebody who goes altogether. */
const SORTS = 4

export const restore: Ordeal = async ({ quick, report }) => {
  const each = quick ? 4 : 34
  const dataDir = makeDataDir()
  const shelf = makeDataDir()
  const place = await startMain(dataDir)
  try {
    const scene = await plant(place, each)
    const writing = writeOn(scene)
    await pause(300)
    const copied = await trefoil(root, dataDir, 'backup', shelf)
    if (!quick) await pause(1000)
    await writing.stop()
    goal(report, 'backups that were refused or came back other than they were', copied.ok ? 0 : 1, 'of 1', '=', 0)
    report.figures.copy = copied.said
    report.figures['longest wait of a writer meanwhile, ms'] = Math.round(writing.longest())
    if (!quick) goal(report, 'longest wait of a writer', Math.round(writing.longest()), 'ms', '<=', 1000)
    await narrow(scene)
    await pause(NOTED_MS)
    await place.stop()

    const seen = await restoreAndLook(root, shelf, scene)
    goal(report, 'narrowed things seen in the restored place', seen.narrowed, `of ${SORTS * each}`, '=', 0)
    goal(report, 'lines acknowledged before the copy and missing after', seen.missing, 'lines', '=', 0)
    report.figures['lines acknowledged before'] = scene.before.size
    await control(report, shelf, scene)
  } finally {
    await place.stop()
    for (const folder of [dataDir, shelf]) removeDataDir(folder)
  }
}

type Scene = {
  place: Running
  ada: Visitor
  ben: Visitor
  here: { id: string; chapter: string }
  /** By the words, in the order of the sorts. */
  narrowed: string[]
  entries: string[]
  crossings: string[]
  documents: string[]
  before: Set<string>
}

async function plant(place: Running, each: number): Promise<Scene> {
  const ada = await firstPerson(place, 'ada')
  const ben = new Visitor(place, 'ben')
  const space = await makeSpace(ada, 'place', 'Place')
  await bringInto(ada, space.address, ben)
  const here = await ada.must('spaces.here', { address: space.address })
  const narrowed = Array.from({ length: SORTS * each }, newToken)
  const entries: string[] = []
  const crossings: string[] = []
  const documents: string[] = []
  const before = new Set<string>()
  for (const [index, words] of narrowed.entries()) {
    if (index < each) entries.push((await ada.change('journal.write', { words })).id)
    else if (index < 2 * each) {
      const { id: source } = await ada.change('journal.write', { words: `before ${index} ${words} after` })
      const asked = { kind: 'entry', source, version: 1, words, form: 'unnamed', target: here.id, purpose: '' }
      crossings.push((await ada.change('crossings.propose', { ...asked, hat: 'myself' })).id)
    } else if (index < 3 * each) documents.push(await document(ada, here, words))
    else await addEvidence(ben, here, words)
  }
  for (let n = 0; n < each; n += 1) before.add(await addEvidence(ada, here, `stays ${n}`))
  return { place, ada, ben, here, narrowed, entries, crossings, documents, before }
}

/** A document with an excerpt, and a newer version that stays when it goes. */
async function document(ada: Visitor, here: { id: string; chapter: string }, words: string): Promise<string> {
  const into = { space: here.id, chapter: here.chapter }
  const paste = (text: string, more: object) =>
    ada.change('library.paste', { ...into, title: text, source: '', text, ...more })
  const { id } = await paste(words, {})
  await ada.change('library.excerpt', {
    ...{ ...into, document: id, starts: 0, ends: words.length, whose: { is: 'nobody' }, card: CARD },
  })
  await paste('a newer version', { newer: { of: id } })
  return id
}

/** Several write while the copy is made; how long the longest of them waited for its answer. */
function writeOn({ ada, here }: Scene): { stop(): Promise<void>; longest(): number } {
  let going = true
  let longest = 0
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let n = 0; going; n += 1) {
      const began = performance.now()
      await addEvidence(ada, here, `line ${n} of ${writer}`)
      longest = Math.max(longest, performance.now() - began)
    }
  })
  return {
    longest: () => longest,
    async stop() {
      going = false
      await Promise.all(writers)
    },
  }
}

async function narrow({ ada, ben, here, entries, crossings, documents }: Scene): Promise<void> {
  for (const id of entries) await ada.change('journal.remove', { id })
  for (const id of crossings) await ada.change('crossings.takeBack', { id })
  for (const id of documents) await ada.change('library.takeOutDocument', { space: here.id, document: id })
  await ben.change('people.prove', { password: PASSWORD })
  await ben.change('people.eraseMe', { sure: 'erase me' })
}

async function restoreAndLook(
  folder: string,
  shelf: string,
  scene: Scene,
): Promise<{ narrowed: number; missing: number }> {
  const anew = makeDataDir()
  try {
    const done = await trefoil(folder, anew, 'restore', shelf)
    if (!done.ok) throw new Error(`The copy was not restored: ${done.said}`)
    const place = await startMain(anew, { folder })
    try {
      const visitors = await Promise.all(
        ['ada', 'ben'].map(async (name) => {
          const visitor = new Visitor(place, name)
          await visitor.ask('people.signIn', {
            attempt: crypto.randomUUID(),
            email: `${name}@example.org`,
            password: PASSWORD,
          })
          return visitor
        }),
      )
      let told = ''
      const ids = new Set<string>()
      for (const visitor of visitors) {
        for (const [path, input, list] of [
          ['library.evidence', { space: scene.here.id }, 'items'],
          ['library.documents', { space: scene.here.id }, 'items'],
          ['journal.list', { most: 50 }, 'entries'],
          ['crossings.mine', {}, 'crossings'],
        ] as const) {
          for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
            const said = await visitor.ask(path, cursor === null ? input : { ...input, cursor })
            told += said.text
            for (const one of said.body?.[list] ?? []) ids.add(one.id)
            cursor = said.body?.next ?? null
          }
        }
      }
      // Who took a line back still has the page it came from.
      const own = scene.narrowed.map((token) =>
        told.replaceAll(new RegExp(`before \\d+ ${token} after`, 'g'), '').includes(token),
      )
      return {
        narrowed: own.filter(Boolean).length,
        missing: [...scene.before].filter((id) => !ids.has(id)).length,
      }
    } finally {
      await place.stop()
    }
  } finally {
    removeDataDir(anew)
  }
}

/** A build that restores and narrows nothing must be found out. */
async function control(report: Report, shelf: string, scene: Scene): Promise<void> {
  const copy = scratchCopy('restored-as-it-was')
  try {
    const { narrowed } = await restoreAndLook(copy.folder, shelf, scene)
    report.figures['control shows'] = narrowed
    goal(report, 'control restored-as-it-was is found out', narrowed > 0 ? 1 : 0, 'of 1', '=', 1)
  } finally {
    copy.remove()
  }
}

function trefoil(folder: string, dataDir: string, verb: string, shelf: string): Promise<{ ok: boolean; said: string }> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [join(folder, 'src/cli.ts'), verb, shelf, '--json'],
      { cwd: folder, env: { ...process.env, DATA_DIR: dataDir, TREFOIL_PASSPHRASE: PASSPHRASE } },
      (fault, stdout, stderr) => {
        if (fault !== null) say(stderr)
        const said = JSON.parse(stdout || '{}')
        done({ ok: fault === null && said.ok === true && said.checked !== false, said: stdout.trim() })
      },
    )
  })
}
