// Random marks in every field that takes words, and then everybody asks everything: a mark is found where its readers are
// and nowhere else. Marks of a journal are looked for in every byte on the disk too.
import { randomUUID } from 'node:crypto'
import { cpSync, statSync } from 'node:fs'
import { goal, type Ordeal, progress, type Report, say, scratchCopy } from './ground.ts'
import {
  addEvidence,
  firstPerson,
  makeDataDir,
  PASSWORD,
  pause,
  type Running,
  removeDataDir,
  startMain,
} from './http.ts'
import { countUnmarked } from './leak-census.ts'
import { findOnDisk } from './leak-disk.ts'
import { hearFromOutside } from './leak-live.ts'
import { evokeLetters, openedLetters, openPostOffice, type PostOffice } from './leak-mail.ts'
import { askAsPrograms, askRoutes } from './leak-routes.ts'
import { makeScene, newToken, type Scene } from './leak-scene.ts'
import { CHANGES, READS, unswept } from './surfaces.ts'
import { BY_THEIR_IDS } from './surfaces-gatherings.ts'

const AT_ONCE = 8
/** These answer alike whether or not there was something to change. */
const HARMLESS = new Set(['people.endSession', 'insights.seatAnswer', 'gatherings.takeOut', 'gatherings.takeSheetOut'])

export const leak: Ordeal = async ({ quick, report }) => {
  const left = await unswept()
  goal(report, 'procedures that nobody sweeps', left.length, 'procedures', '=', 0)
  if (left.length > 0) say(left.join(', '))

  const parts = [() => sweepAll(report, quick), () => seeInTheClear(report)]
  // The quick form measures no times, so its parts may share the machine.
  if (quick) await Promise.all(parts.map((part) => part()))
  else for (const part of parts) await part()
}

async function sweepAll(report: Report, quick: boolean): Promise<void> {
  const dataDir = makeDataDir()
  const office = await openPostOffice()
  const place = await startMain(dataDir, { mail: true, post: office.url })
  try {
    const scene = await makeScene(place)
    await hearFromOutside(report, scene)
    await sweepHttp(report, scene, quick)
    await sweepMail(report, scene, office)
    const running = `${dataDir}-copy`
    cpSync(dataDir, running, {
      recursive: true,
      filter: (path) => !statSync(path, { throwIfNoEntry: false })?.isSocket(),
    })
    report.figures.diskHitsRunning = hitsOnDisk(running, scene, place).length
    removeDataDir(running)
    await place.stop()
    const hits = hitsOnDisk(dataDir, scene, place)
    for (const hit of hits.slice(0, 10)) say(`on the disk: ${hit}`)
    goal(
      report,
      'marks of journals found on the disk, in its WAL, a copy of it and the log',
      hits.length + Number(report.figures.diskHitsRunning),
      'hits',
      '=',
      0,
    )
    await countUnmarked(report, dataDir, scene.marks)
    const plain = scene.marks.filter((mark) => mark.where === 'evidence in the place')
    goal(
      report,
      'control: plain words are found on the disk',
      findOnDisk(dataDir, plain).length > 0 ? 1 : 0,
      'of 1',
      '=',
      1,
    )
  } finally {
    await place.stop()
    await office.close()
    removeDataDir(dataDir)
  }
}

async function sweepMail(report: Report, scene: Scene, office: PostOffice): Promise<void> {
  await evokeLetters(scene)
  const letters = await openedLetters(scene, office)
  const told = letters.flatMap(({ who, text }) =>
    scene.marks.filter((mark) => text.includes(mark.token)).map((mark) => ({ who, mark })),
  )
  const wrong = told.filter(({ who, mark }) => !mark.readers.has(who))
  for (const { who, mark } of wrong) say(`${who} was sent "${mark.where}"`)
  goal(report, 'marks sent to somebody who may not read them', wrong.length, 'hits', '=', 0)
  goal(report, 'letters that were opened', letters.length, 'letters', '>=', 11)
  goal(
    report,
    'control: an invitation tells what was written for it',
    told.length > wrong.length ? 1 : 0,
    'of 1',
    '=',
    1,
  )
}

/** The control of the disk: the same sweep over a build that does not encrypt. */
async function seeInTheClear(report: Report): Promise<void> {
  const dataDir = makeDataDir()
  const copy = scratchCopy('journal-in-the-clear')
  const place = await startMain(dataDir, { folder: copy.folder })
  try {
    const ada = await firstPerson(place, 'ada')
    const mark = { token: newToken(), where: 'journal of ada', readers: new Set(['ada']) }
    await ada.change('journal.write', { words: `I noticed ${mark.token}` })
    await place.stop()
    goal(
      report,
      'control journal-in-the-clear is found on the disk',
      findOnDisk(dataDir, [mark]).length > 0 ? 1 : 0,
      'of 1',
      '=',
      1,
    )
  } finally {
    await place.stop()
    copy.remove()
    removeDataDir(dataDir)
  }
}

async function sweepHttp(report: Report, scene: Scene, quick: boolean): Promise<void> {
  const { marks, known, spaces, evidence, people } = scene
  const heard = listenAll(scene)
  // What comes while everybody listens: whoever may not read it hears no word of it either.
  const word = { token: newToken(), where: 'evidence while listening', readers: new Set(['ada', 'ben', 'cleo']) }
  marks.push(word)
  await pause(100)
  const here = await people.ada!.must('spaces.here', { address: known[0]!.address })
  await addEvidence(people.ada!, here, `planted ${word.token}`)
  for (const person of Object.values(people))
    if (person.name !== 'nobody') await person.ask('people.prove', { attempt: randomUUID(), password: PASSWORD })

  const found = new Map(marks.map((mark) => [mark.token, new Set<string>()]))
  const outside: string[] = []
  const faults: string[] = []
  const let_in: string[] = []
  let calls = 0
  let turn = 0
  const look = (text: string, who: string, what: string, sent: string) => {
    for (const mark of marks) {
      // What somebody typed into the question themselves is not told to them by the answer.
      if (!text.includes(mark.token) || sent.includes(mark.token)) continue
      if (mark.readers.has(who)) found.get(mark.token)!.add(who)
      else outside.push(`${who} saw "${mark.where}" in ${what}`)
    }
  }
  const outsiders = new Set(['dov', 'eve', 'nobody'])
  // Quick: one asks for everything there is, the others for a part of it.
  const some = known.filter((one, index) => index < 3 || index % 7 === 0 || one.of === 'ada')
  const tell = progress('asked as', Object.keys(people).length)
  for (const [index, visitor] of Object.values(people).entries()) {
    const questions: { path: string; input: object; key: string; own: boolean }[] = []
    const surfaces = { ...READS, ...(outsiders.has(visitor.name) ? CHANGES : {}) }
    for (const [path, inputs] of Object.entries(surfaces)) {
      const asked = new Set<string>()
      for (const about of quick && index > 0 ? some : known) {
        if (path in CHANGES && about.of === visitor.name) continue
        const word = marks[turn++ % marks.length]!.token
        for (const input of inputs({ ...about, word, spaces: quick ? spaces.slice(0, 1) : spaces, evidence })) {
          const key = JSON.stringify(input)
          if (asked.has(key)) continue
          asked.add(key)
          questions.push({
            path,
            input,
            key,
            own: visitor.name === 'eve' && (about.id === spaces[2] || key.includes(spaces[2]!)),
          })
        }
      }
    }
    // Several at a time, as browsers do: what one may see must not hang on who else is asking.
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let one = questions.pop(); one !== undefined; one = questions.pop()) {
          const { path, input, key, own } = one
          const said = await visitor.ask(
            path,
            path in CHANGES && !BY_THEIR_IDS.has(path) ? { attempt: randomUUID(), ...input } : input,
          )
          calls += 1
          look(said.text, visitor.name, path, key)
          if (said.status >= 500) faults.push(`${path} ${said.status}`)
          if (said.status === 400) faults.push(`${path} asked wrongly: ${said.text.slice(0, 200)}`)
          if (path in CHANGES && said.status === 200 && said.body?.ok === true && !own && !HARMLESS.has(path))
            let_in.push(`${visitor.name} ${path} ${key.slice(0, 120)}`)
        }
      }),
    )
    // The pages and files of the web client, the stream's door, and what is not there.
    for (const address of [
      '/',
      '/live-not',
      '/healthz',
      '/readyz',
      ...known.slice(0, 3).map((one) => `/s/${one.address}`),
    ]) {
      const answer = await fetch(`${scene.place.url}${address}`, { headers: visitor.headers() })
      look(await answer.text(), visitor.name, address, '')
    }
    // Photos of journals: of one's own the picture, of anybody else's what there is at an id that never was.
    for (const one of known) {
      const answer = await fetch(`${scene.place.url}/journal/photos/${one.id}`, { headers: visitor.headers() })
      look(Buffer.from(await answer.arrayBuffer()).toString('latin1'), visitor.name, '/journal/photos', '')
      if (answer.status !== 404 && one.of !== visitor.name)
        outside.push(`${visitor.name} was answered ${answer.status} at a photo`)
    }
    await askRoutes(visitor, quick && index > 0 ? some : known, (text, route, status) => {
      look(text, visitor.name, route, '')
      if (status >= 500) faults.push(`${route} ${status}`)
    })
    tell(index + 1)
  }
  const programs = await askAsPrograms(scene, outside, quick ? some : known, quick)
  report.figures.callsByPrograms = programs.calls
  goal(report, 'control: programs find what is theirs', programs.found > 0 ? 1 : 0, 'of 1', '=', 1)
  for (const [who, text] of await heard()) look(text, who, '/live', '')
  for (const one of [...new Set(outside)].slice(0, 20)) say(one)
  for (const one of [...new Set(let_in)].slice(0, 20)) say(`let in: ${one}`)
  for (const one of [...new Set(faults)].slice(0, 12)) say(one)
  const owners = marks.filter(
    (mark) => mark.readers.size > 0 && found.get(mark.token)!.size === 0 && !mark.where.includes('pronouns'),
  )
  for (const mark of owners) say(`not found by anybody: ${mark.where}`)
  report.figures.calls = calls
  report.figures.marks = marks.length
  report.figures.viewers = Object.keys(people).length
  report.figures.faults = [...new Set(faults)].slice(0, 20)
  goal(report, 'marks seen by somebody who may not', outside.length, 'hits', '=', 0)
  goal(report, 'changes by outsiders that were let in', let_in.length, 'changes', '=', 0)
  goal(report, 'answers that were faults', faults.filter((one) => !one.includes('wrongly')).length, 'answers', '=', 0)
  goal(
    report,
    'questions asked wrongly',
    new Set(faults.filter((one) => one.includes('wrongly')).map((one) => one.split(' ')[0])).size,
    'procedures',
    '=',
    0,
  )
  goal(
    report,
    'marks that their own readers find',
    Math.round((1000 * (marks.length - owners.length)) / marks.length) / 10,
    '%',
    '=',
    100,
  )
}

/** Everybody listens; call the result to hear what each was told. */
function listenAll({ people, place }: Scene): () => Promise<Map<string, string>> {
  const told = new Map<string, string>()
  const stop = new AbortController()
  for (const visitor of Object.values(people)) {
    const { 'content-type': _, ...headers } = visitor.headers()
    void fetch(`${place.url}/live`, { headers, signal: stop.signal })
      .then(async (answer) => {
        const decoder = new TextDecoder()
        for await (const part of answer.body!)
          told.set(visitor.name, (told.get(visitor.name) ?? '') + decoder.decode(part, { stream: true }))
      })
      .catch(() => {})
  }
  return async () => {
    stop.abort()
    return told
  }
}

function hitsOnDisk(folder: string, scene: Scene, place: Running): string[] {
  const secret = scene.marks.filter((mark) => mark.where.startsWith('journal of'))
  const log = secret.filter((mark) => place.said().includes(mark.token)).map((mark) => `the log: ${mark.where}`)
  return [...findOnDisk(folder, secret), ...log]
}
