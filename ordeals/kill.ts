// "Saved" means saved: kill -9 of the database (F1), of the place (F2), during the first start (F8), and two places on one
// directory (F10). A witness notes what was acknowledged, and only that; afterwards all of it must be there, word for word.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { findDamage } from '#platform/db/soundness.ts'
import { chance, goal, type Ordeal, progress, type Report, say, scratchCopy } from './ground.ts'
import {
  addEvidence,
  ended,
  firstPerson,
  makeDataDir,
  makeSpace,
  pause,
  type Running,
  removeDataDir,
  spawnMain,
  startMain,
  type Visitor,
} from './http.ts'

const WRITERS = 8

export const kill: Ordeal = async ({ quick, report }) => {
  const rounds = quick ? { database: 1, place: 1, first: 1 } : { database: 200, place: 40, first: 40 }
  const parts = [
    () => killAll(report, rounds, quick),
    () => killFirstStart(report, rounds.first),
    () => loseOnPurpose(report),
  ]
  // The quick form measures no times, so its parts may share the machine.
  if (quick) await Promise.all(parts.map((part) => part()))
  else for (const part of parts) await part()
}

async function killAll(report: Report, rounds: { database: number; place: number }, quick: boolean): Promise<void> {
  const dataDir = makeDataDir()
  const desk = await openDesk(await startMain(dataDir))
  try {
    await killDatabase(report, desk, dataDir, rounds.database, quick)
    await startTwice(report, desk, dataDir, quick)
    await killPlace(report, desk, dataDir, rounds.place, quick)
    const { looked, damaged } = await soundness(dataDir)
    report.figures['tables and indexes read through'] = looked
    goal(report, 'tables and indexes damaged', damaged.length, `of ${looked}`, '=', 0)
  } finally {
    await desk.place.stop()
    removeDataDir(dataDir)
  }
}

/** Every table and index of the place's database, read through by PostgreSQL's own check. */
async function soundness(dataDir: string): Promise<{ looked: number; damaged: string[] }> {
  const admin = new pg.Client({
    host: join(dataDir, 'run/s'),
    user: 'administrator',
    password: readFileSync(join(dataDir, 'secrets/superuser'), 'utf8').trim(),
    database: 'trefoil',
  })
  await admin.connect()
  return findDamage(admin).finally(() => admin.end())
}

/** What a busy machine of somebody's takes is told; it is a goal where nothing else runs, in the full form. */
function duration(report: Report, quick: boolean, name: string, all: number[], most: number): void {
  const value = Math.round(Math.max(...all))
  if (quick) report.figures[`${name}, ms`] = value
  else goal(report, name, value, 'ms', '<=', most)
}

type Desk = {
  place: Running
  ada: Visitor
  here: { id: string; chapter: string }
  witness: Map<string, string>
  n: number
}

async function openDesk(place: Running): Promise<Desk> {
  const ada = await firstPerson(place, 'ada')
  const { address } = await makeSpace(ada, 'place', 'Place')
  return { place, ada, here: await ada.must('spaces.here', { address }), witness: new Map(), n: 0 }
}

/** Several write at once, into a journal and into a space, and the witness notes what was acknowledged. */
function writing(desk: Desk): () => Promise<void> {
  let going = true
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    while (going) {
      const words = `line ${desk.n++} by ${writer}`
      try {
        const id =
          writer % 2 === 0
            ? await addEvidence(desk.ada, desk.here, words)
            : (await desk.ada.change('journal.write', { words })).id
        desk.witness.set(id, words)
      } catch {
        await pause(20)
      }
    }
  })
  return async () => {
    going = false
    await Promise.all(writers)
  }
}

/** How many acknowledged lines are missing or are not what was written. */
async function missing({ ada, here, witness }: Desk): Promise<number> {
  const there = new Map<string, string>()
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const page = await ada.must('library.evidence', { space: here.id, ...(cursor === null ? {} : { cursor }) })
    for (const item of page.items) there.set(item.id, item.words)
    cursor = page.next
  }
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const page = await ada.must('journal.list', { cursor, most: 50 })
    for (const item of page.entries) there.set(item.id, item.words)
    cursor = page.next
  }
  return [...witness].filter(([id, words]) => there.get(id) !== words).length
}

/** The postmaster's process and all that hang on it, all at once: nobody gets to write anything down. */
function killTree(dataDir: string): void {
  const postmaster = Number(readFileSync(join(dataDir, 'pg18', 'postmaster.pid'), 'utf8').split('\n')[0])
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return parentOf(name) === postmaster
      } catch {
        return false
      }
    })
    .map(Number)
  for (const pid of [postmaster, ...children]) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It went with its parent.
    }
  }
}

const parentOf = (pid: string) =>
  Number(
    readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) \S /s, '')
      .split(' ')[0],
  )

async function backAfter(desk: Desk): Promise<number> {
  const began = performance.now()
  while (performance.now() - began < 30_000) {
    if (desk.place.child.exitCode !== null)
      throw new Error(`The place itself ended:\n${desk.place.said().slice(-1500)}`)
    if (
      await addEvidence(desk.ada, desk.here, 'are you there').then(
        () => true,
        () => false,
      )
    )
      return performance.now() - began
    await pause(25)
  }
  return 30_000
}

async function killDatabase(
  report: Report,
  desk: Desk,
  dataDir: string,
  rounds: number,
  quick: boolean,
): Promise<void> {
  const by = chance(1)
  const back: number[] = []
  const tell = progress('F1: the database killed', rounds)
  for (let round = 0; round < rounds; round += 1) {
    // In the full form each is a fault by itself: a server that dies as soon as it is up would be given longer pauses.
    if (!quick) await pause(3000)
    const stop = writing(desk)
    try {
      await pause(200 + by.below(400))
      killTree(dataDir)
      back.push(await backAfter(desk))
    } finally {
      await stop()
    }
    tell(round + 1)
  }
  report.figures['F1 acknowledged'] = desk.witness.size
  goal(report, 'F1 acknowledged lines missing', await missing(desk), 'lines', '=', 0)
  duration(report, quick, 'F1 back after, the longest', back, 5000)
}

async function killPlace(report: Report, desk: Desk, dataDir: string, rounds: number, quick: boolean): Promise<void> {
  const by = chance(2)
  const back: number[] = []
  const tell = progress('F2: the place killed', rounds)
  for (let round = 0; round < rounds; round += 1) {
    const stop = writing(desk)
    await pause(200 + by.below(400))
    await ended(desk.place.child, 'SIGKILL')
    await stop()
    const began = performance.now()
    desk.place = await startMain(dataDir, { port: Number(new URL(desk.place.url).port) })
    back.push(performance.now() - began)
    tell(round + 1)
  }
  report.figures['F2 acknowledged'] = desk.witness.size
  goal(report, 'F2 acknowledged lines missing', await missing(desk), 'lines', '=', 0)
  duration(report, quick, 'F2 ready again after, the longest', back, 5000)
}

async function killFirstStart(report: Report, rounds: number): Promise<void> {
  const by = chance(3)
  let failed = 0
  const tell = progress('F8: the first start interrupted', rounds)
  for (let round = 0; round < rounds; round += 1) {
    const dataDir = makeDataDir()
    try {
      const first = await spawnMain(dataDir)
      await pause(150 + by.below(2000))
      await ended(first.child, 'SIGKILL')
      const place = await startMain(dataDir, { port: first.port })
      await firstPerson(place, 'ada')
      await place.stop()
    } catch (fault) {
      failed += 1
      say(String(fault))
    } finally {
      removeDataDir(dataDir)
    }
    tell(round + 1)
  }
  goal(report, 'F8 places that did not start after an interrupted first start', failed, `of ${rounds}`, '=', 0)
}

async function startTwice(report: Report, desk: Desk, dataDir: string, quick: boolean): Promise<void> {
  const stop = writing(desk)
  const began = performance.now()
  const second = await spawnMain(dataDir)
  const timer = setTimeout(() => second.child.kill('SIGKILL'), 60_000)
  const code = await new Promise<number | null>((done) => second.child.once('exit', done))
  clearTimeout(timer)
  const took = performance.now() - began
  await pause(200)
  await stop()
  const named = second.said().includes(String(desk.place.child.pid))
  const refused = code !== 0 && code !== null && named
  goal(report, 'F10 the second place is refused, and the holder named', refused ? 1 : 0, 'of 1', '=', 1)
  duration(report, quick, 'F10 refused after', [took], 3000)
  goal(report, 'F10 acknowledged lines missing', await missing(desk), 'lines', '=', 0)
}

/** The control: a build that says "saved" before it is must be found to lose. */
async function loseOnPurpose(report: Report): Promise<void> {
  const dataDir = makeDataDir()
  const copy = scratchCopy('acknowledged-before-durable')
  const place = await startMain(dataDir, { folder: copy.folder })
  try {
    const desk = await openDesk(place)
    let lost = 0
    for (let round = 0; round < 5 && lost === 0; round += 1) {
      const stop = writing(desk)
      // Just after something was acknowledged, when it may not be on the disk yet.
      const enough = desk.witness.size + WRITERS
      for (let waited = 0; desk.witness.size < enough && waited < 30_000; waited += 5) await pause(5)
      killTree(dataDir)
      await backAfter(desk)
      await stop()
      lost = await missing(desk)
    }
    report.figures['control lost'] = lost
    goal(report, 'control acknowledged-before-durable is found to lose', lost > 0 ? 1 : 0, 'of 1', '=', 1)
  } finally {
    await place.stop()
    copy.remove()
    removeDataDir(dataDir)
  }
}
