// Who wrote which line? A program that holds everything guesses the authors of anonymous rounds: no better than by lot here, and
// nearly always right where one thing is done as it is usually done.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chance, goal, type Ordeal, progress, type Report, root, scratchCopy } from './ground.ts'
import { makeDataDir, removeDataDir, startMain } from './http.ts'
import { attack, type Outcome } from './linkability-attacker.ts'
import { openedWith } from './linkability-copies.ts'
import { type Kept, openRoom, PEOPLE } from './linkability-rounds.ts'

const CONTROLS = ['sealed-in-the-clear', 'lines-with-hours', 'lines-with-numbers', 'lines-with-receipts']
const SEED = 20261128
const ROUNDS = {
  full: { told: 40, asked: 200, control: { told: 10, asked: 40 } },
  quick: { told: 2, asked: 6, control: { told: 2, asked: 3 } },
}

export const linkability: Ordeal = async ({ quick, report }) => {
  const rounds = quick ? ROUNDS.quick : ROUNDS.full
  const parts = [
    () => playHere(report, rounds, quick),
    ...(quick ? CONTROLS.slice(0, 1) : CONTROLS).map((control) => () => playControl(report, control, rounds.control)),
  ]
  // The quick form measures no times, so its parts may share the machine.
  if (quick) await Promise.all(parts.map((part) => part()))
  else for (const part of parts) await part()
}

type Count = { told: number; asked: number }

async function playHere(report: Report, count: Count, quick: boolean): Promise<void> {
  const dataDir = makeDataDir()
  const shelf = mkdtempSync(join(tmpdir(), 'trefoil-shelf-'))
  try {
    const { all, opened } = await play(dataDir, undefined, count, async (once) => {
      if (!quick && once) await backUp(dataDir, shelf)
    })
    const outcome = guessed(all, count)
    report.figures.here = outcome
    // By lot one is right in a round, give or take one: so much is three times as far off as chance goes.
    const most = quick ? byLot(count.asked) : 0.152
    goal(report, `guessed of ${outcome.guesses} lines`, outcome.accuracy, 'of all', '<=', most)
    if (quick) return
    const inRoom = attack(seenInRoom(all.slice(0, count.told)), seenInRoom(all.slice(count.told)), chance(SEED + 2))
    report.figures.inTheRoom = inRoom
    goal(report, 'guessed by somebody in the room', inRoom.accuracy, 'of all', '<=', most)
    goal(report, 'sealed lines opened with the keys of a backup', opened(join(shelf, 'apart', 'keys')), 'lines', '=', 0)
    goal(report, 'control: with the keys of the place itself they open', all[0]!.live, 'lines', '=', PEOPLE)
  } finally {
    removeDataDir(dataDir)
    rmSync(shelf, { recursive: true, force: true })
  }
}

async function playControl(report: Report, control: string, count: Count): Promise<void> {
  const dataDir = makeDataDir()
  const copy = scratchCopy(control)
  try {
    const { all } = await play(dataDir, copy.folder, count)
    const outcome = guessed(all, count)
    report.figures[control] = outcome
    goal(report, `control ${control}: guessed of ${outcome.guesses} lines`, outcome.accuracy, 'of all', '>=', 0.95)
  } finally {
    copy.remove()
    removeDataDir(dataDir)
  }
}

/** Of what is held, only what one of the eight is shown. */
const seenInRoom = (all: readonly Kept[]): Kept[] =>
  all.map((one) => {
    const nothing = { before: new Map(), during: new Map(), after: new Map(), wal: Buffer.alloc(0) }
    return { ...one, held: { ...one.held, ...nothing, heard: { ...one.held.heard, log: '' } } }
  })
const byLot = (rounds: number) => Math.ceil(1000 * (1 / PEOPLE + 3 / (PEOPLE * Math.sqrt(rounds)))) / 1000
const guessed = (all: readonly Kept[], { told }: Count): Outcome =>
  attack(all.slice(0, told), all.slice(told), chance(SEED + 1))

async function play(
  dataDir: string,
  folder: string | undefined,
  { told, asked }: Count,
  meanwhile?: (first: boolean) => Promise<void>,
) {
  const place = await startMain(dataDir, { folder })
  const random = chance(SEED)
  const all: (Kept & { live: number })[] = []
  const tell = progress(folder === undefined ? 'rounds' : 'rounds of a control', told + asked)
  try {
    const room = await openRoom(place, dataDir)
    try {
      for (let n = 0; n < told + asked; n += 1) {
        let live = 0
        const kept = await room.play(random, async (round, sealed) => {
          if (n === 0 && folder === undefined) live = openedWith(join(dataDir, 'keys', 'trefoil'), round, sealed)
          await meanwhile?.(n === 0)
        })
        all.push({ ...kept, live })
        tell(n + 1)
      }
    } finally {
      await room.close()
    }
  } finally {
    await place.stop()
  }
  const first = all[0]!
  return { all, opened: (keys: string) => openedWith(keys, first.round, first.sealed) }
}

/** As anybody makes one, while the round is open. */
async function backUp(dataDir: string, shelf: string): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'src/cli.ts'), 'backup', shelf, '--json'], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: 'ignore',
  })
  const code = await new Promise((done) => child.on('close', done))
  if (code !== 0) throw new Error(`The backup ended with ${code}.`)
}
