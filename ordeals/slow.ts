// Readers who take next to nothing: they are dropped, the place does not grow by what waits for them, and the others notice nothing.
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { type Ear, makeEar, partOf } from './ears.ts'
import { goal, type Ordeal, scratchCopy } from './ground.ts'
import { type Building, closeBuilding, type Hall, happen, openBuilding, openHall } from './halls.ts'
import { pause } from './http.ts'

const FORMS = {
  quick: { slow: 20, others: 10, alone: 500, beside: 1_000, dropped: 5_000, everyMs: 10, burst: 2_500 },
  full: { slow: 200, others: 200, alone: 15_000, beside: 30_000, dropped: 45_000, everyMs: 500, burst: 450 },
}
type Form = (typeof FORMS)['full']
const MOST_GROWTH_MB = 100
/** More than what the system itself holds for somebody who does not read, and a megabyte. */
const ENOUGH_BYTES = 12_000_000

export const slow: Ordeal = async ({ quick, report }) => {
  const form = FORMS[quick ? 'quick' : 'full']
  const kept = scratchCopy('slow-readers-are-kept')
  try {
    const [ours, control] = quick
      ? await Promise.all([beside(form), beside(form, kept.folder)])
      : [await beside(form), await beside(form, kept.folder)]
    const [alone, with_them] = [partOf(ours.alone, 0.95), partOf(ours.beside, 0.95)]
    report.figures.slow = form.slow
    report.figures['heard after, p95 ms, without them'] = Math.round(alone)
    report.figures['heard after, p95 ms, beside them'] = Math.round(with_them)
    report.figures['memory of the server process, MB'] = ours.memory
    report.figures['what was sent to each meanwhile, MB'] = ours.sentMb
    report.figures['control: memory grew by MB'] = control.memory.most - control.memory.before
    goal(report, 'slow readers that were dropped', ours.dropped, `of ${form.slow}`, '=', form.slow)
    goal(report, 'others that were dropped', ours.othersDropped, 'streams', '=', 0)
    goal(report, 'memory grew by, at the most', ours.memory.most - ours.memory.before, 'MB', '<=', MOST_GROWTH_MB)
    goal(report, 'control slow-readers-are-kept drops nobody', control.dropped, 'readers', '=', 0)
    if (quick) return
    // Below a few milliseconds twice as much is nothing that anybody notices.
    goal(
      report,
      'others hear after, p95, beside that without them',
      Math.round((10 * with_them) / Math.max(alone, 20)) / 10,
      '×',
      '<=',
      2,
    )
  } finally {
    kept.remove()
  }
}

async function beside(form: Form, folder?: string) {
  const building = await openBuilding(folder === undefined ? {} : { folder })
  const hall = await openHall(building, form.slow + form.others)
  const { host, port } = new URL(building.place.url)
  const path = `/live?room=${hall.room}`
  const at = { port: Number(port), host, path }
  const slowPeople = hall.people.slice(0, form.slow)
  const ears = hall.people.slice(form.slow).map(({ cookie }) => makeEar({ ...at, cookie }))
  const sockets: Socket[] = []
  try {
    await until(() => ears.every((ear) => ear.fresh() > 0), 20_000)
    const alone = await bursts(building, hall, ears, form, form.alone, 0)
    const before = memoryOf(building)
    for (const { cookie } of slowPeople) {
      const socket = connect(at.port, '127.0.0.1')
      sockets.push(socket)
      socket.on('error', () => {})
      socket.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\ncookie: ${cookie}\r\n\r\n`)
      socket.pause()
      // A hundred bytes a second; that it was dropped is found out with a socket that is read no faster.
      const sip = setInterval(() => socket.read(100), 1_000)
      socket.once('close', () => clearInterval(sip))
    }
    let most = before
    let watching = true
    const watch = (async () => {
      while (watching) {
        most = Math.max(most, memoryOf(building))
        await pause(100)
      }
    })()
    const others = await bursts(building, hall, ears, form, form.beside, ENOUGH_BYTES)
    const limit = performance.now() + form.dropped
    const held = () => heldOf(building, sockets)
    while (held() > 0 && performance.now() < limit) await bursts(building, hall, ears, form, 1_000, 0)
    const dropped = form.slow - held()
    watching = false
    await watch
    return {
      ...{ dropped, alone: alone.waits, beside: others.waits, memory: { before, most } },
      sentMb: Math.round(others.bytes / 1e5) / 10,
      othersDropped: ears.filter((ear) => ear.opened.length > 1).length,
    }
  } finally {
    for (const ear of ears) ear.letGo()
    for (const socket of sockets) socket.destroy()
    await closeBuilding(building)
  }
}

/** Much is said at once, again and again; how long after each commit each of the ears has heard the last of it. */
async function bursts(
  building: Building,
  hall: Hall,
  ears: Ear[],
  { everyMs, burst }: Form,
  ms: number,
  enough: number,
) {
  const waits: number[] = []
  let bytes = 0
  const began = performance.now()
  while (performance.now() - began < ms || bytes < enough) {
    const top = await happen(building, hall, burst)
    const committed = performance.now()
    bytes += burst * 220
    await Promise.all(
      ears.map(async (ear) => {
        await until(() => ear.last() >= top, 5_000)
        waits.push(performance.now() - committed)
      }),
    )
    await pause(everyMs)
  }
  return { waits, bytes }
}

/** Those of its sockets that the server process still holds: what its own side says, whatever the other has noticed. */
function heldOf({ place }: Building, sockets: Socket[]): number {
  const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0')
  const server = hex(Number(new URL(place.url).port))
  const held = new Set(
    ['tcp', 'tcp6'].flatMap((table) =>
      readFileSync(`/proc/net/${table}`, 'utf8')
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        // 01 is established.
        .filter(([, local, , state]) => local?.endsWith(`:${server}`) === true && state === '01')
        .map(([, , remote]) => remote!.split(':')[1]!),
    ),
  )
  return sockets.filter((socket) => held.has(hex(socket.localPort ?? 0))).length
}
function memoryOf({ place }: Building): number {
  const status = readFileSync(`/proc/${place.child.pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
}

async function until(is: () => boolean, most: number): Promise<void> {
  const began = performance.now()
  while (!is() && performance.now() - began < most) await pause(2)
}
