// The line to everybody in a hall is cut again and again: whatever was said meanwhile is heard once, and not all come back at once.
import { freePort } from '../tests/support/ports.ts'
import { startWire } from '../tests/support/wire.ts'
import { makeEar, mostWithin, partOf } from './ears.ts'
import { type Chance, chance, goal, type Ordeal, progress, scratchCopy } from './ground.ts'
import { closeBuilding, happen, openBuilding, openHall } from './halls.ts'
import { pause } from './http.ts'

const FORMS = { quick: { ears: 40, cuts: 2 }, full: { ears: 200, cuts: 100 } }
/** A cut lasts at most so long. Between two events of the hall lie so many milliseconds. */
const LONGEST_CUT_MS = 500
const EVERY_MS = 25
const CONVERGED_MS = 3_000
const SEED = 20_261_128

export const cuts: Ordeal = async ({ quick, report }) => {
  const form = FORMS[quick ? 'quick' : 'full']
  const kept = scratchCopy('missed-is-missed')
  try {
    const [ours, control] = await together(quick, [
      () => through(form, { quick }),
      () => through({ ...form, cuts: 1 }, { quick, folder: kept.folder }),
    ])
    report.figures.ears = form.ears
    report.figures.cuts = form.cuts
    report.figures.written = ours.written
    report.figures['back and up to date after, p50 ms'] = Math.round(partOf(ours.converged, 0.5))
    goal(report, 'events that somebody missed', ours.missed, 'events', '=', 0)
    goal(report, 'events that somebody heard twice', ours.doubled, 'events', '=', 0)
    goal(report, 'told to fetch everything afresh after a cut', ours.fresh, 'times', '=', 0)
    goal(report, 'control missed-is-missed loses something', control.missed > 0 ? 1 : 0, 'of 1', '=', 1)
    if (quick) return
    goal(
      report,
      'back and up to date after the cut was mended, p99',
      Math.round(partOf(ours.converged, 0.99)),
      'ms',
      '<=',
      CONVERGED_MS,
    )
    goal(report, 'most that came back within 250 ms', Math.round((100 * ours.peak) / form.ears), '%', '<=', 20)
    // Without the lot everybody waits the same.
    const drilled = await through({ ...form, cuts: 2 }, { quick, lot: () => 0.5 })
    goal(
      report,
      'control: without the lot more come back within 250 ms',
      Math.round((100 * drilled.peak) / form.ears),
      '%',
      '>=',
      50,
    )
  } finally {
    kept.remove()
  }
}

const together = async <T>(atOnce: boolean, runs: [() => Promise<T>, () => Promise<T>]): Promise<[T, T]> =>
  atOnce ? Promise.all([runs[0](), runs[1]()]) : [await runs[0](), await runs[1]()]

type Found = { written: number; missed: number; doubled: number; fresh: number; peak: number; converged: number[] }

async function through(
  { ears: many, cuts: times }: { ears: number; cuts: number },
  { quick, folder, lot }: { quick: boolean; folder?: string; lot?: () => number },
): Promise<Found> {
  const building = await openBuilding(folder === undefined ? {} : { folder })
  const luck: Chance = chance(SEED)
  const { host, port } = new URL(building.place.url)
  const at = { host: '127.0.0.1', port: await freePort() }
  const wire = await startWire({ host: '127.0.0.1', port: Number(port) }, at)
  const hall = await openHall(building, many)
  const path = `/live?room=${hall.room}`
  const ears = hall.people.map(({ cookie }) => makeEar({ port: at.port, host, path, cookie }, lot ?? luck.next))
  let written = 0
  let writing = true
  const writer = (async () => {
    while (writing) {
      written = await happen(building, hall)
      await pause(EVERY_MS)
    }
  })()
  const found: Found = { written: 0, missed: 0, doubled: 0, fresh: 0, peak: 0, converged: [] }
  try {
    await until(() => ears.every((ear) => ear.fresh() > 0))
    const start = written
    await until(() => ears.every((ear) => ear.last() > start))
    const tell = progress('cuts', times)
    for (let cut = 0; cut < times; cut += 1) {
      const before = ears.map((ear) => ear.opened.length)
      wire.setDown(true)
      // However slow the machine is, something happens meanwhile.
      const whole = written
      await Promise.all([pause(luck.below(LONGEST_CUT_MS)), until(() => written > whole)])
      wire.setDown(false)
      const mended = performance.now()
      const then = written
      const waits = await Promise.all(
        ears.map(async (ear) => {
          await until(() => ear.last() >= then, 10_000)
          return performance.now() - mended
        }),
      )
      found.converged.push(...waits)
      found.peak = Math.max(
        found.peak,
        mostWithin(
          ears.flatMap((ear, at) => ear.opened.slice(before[at]!)),
          250,
        ),
      )
      await pause(quick ? 50 : 200)
      tell(cut + 1)
    }
    writing = false
    await writer
    await until(() => ears.every((ear) => ear.last() >= written), 5_000)
    for (const ear of ears) {
      const [first] = ear.numbers
      const heard = new Set(ear.numbers)
      found.missed += written - first! + 1 - heard.size
      found.doubled += ear.numbers.length - heard.size
      found.fresh += ear.fresh() - 1
    }
    found.written = written - start
    return found
  } finally {
    writing = false
    await writer.catch(() => {})
    for (const ear of ears) ear.letGo()
    await wire.stop()
    await closeBuilding(building)
  }
}

async function until(is: () => boolean, most = 20_000): Promise<void> {
  const began = performance.now()
  while (!is() && performance.now() - began < most) await pause(5)
}
