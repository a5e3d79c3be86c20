// Whoever facilitates loses their device in the middle of a step, and the server is killed in the middle of another: the
// room goes on, and what was acknowledged is there once.
import { randomUUID } from 'node:crypto'
import { goal, type Ordeal, progress, scratchCopy } from './ground.ts'
import {
  bringInto,
  ended,
  firstPerson,
  makeDataDir,
  makeSpace,
  pause,
  type Running,
  removeDataDir,
  startMain,
  Visitor,
} from './http.ts'
import { valueFor } from './leak-gatherings.ts'

const TOMORROW = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
const TAKEOVER_MS = 3000
/** The clock of the place does not stop while it is down, so the end of a step stays where it was. */
const DRIFT_MS = 5

export const takeover: Ordeal = async ({ quick, report }) => {
  const scale = quick ? { people: 6, rounds: 1 } : { people: 40, rounds: 10 }
  const held = await run(scale, undefined)
  report.figures['lines acknowledged'] = held.acknowledged
  report.figures['the other had it after, worst ms'] = Math.round(held.slowest)
  goal(report, 'acknowledged lines that are not there', held.lost, 'lines', '=', 0)
  goal(report, 'lines that are there twice', held.doubled, 'lines', '=', 0)
  goal(report, 'lines seen before their reveal', held.early, 'lines', '=', 0)
  goal(report, 'the other facilitator goes on within', Math.round(held.slowest), 'ms', '<=', TAKEOVER_MS)
  goal(report, 'the end of a step moves by a restart', Math.round(held.drift), 'ms', '<=', DRIFT_MS)
  const copy = scratchCopy('line-without-its-id')
  try {
    const leaky = await run({ people: 6, rounds: 1 }, copy.folder)
    goal(report, 'control line-without-its-id: lines doubled are found', leaky.doubled > 0 ? 1 : 0, 'of 1', '=', 1)
  } finally {
    copy.remove()
  }
}

type Held = { acknowledged: number; lost: number; doubled: number; early: number; slowest: number; drift: number }

async function run({ people, rounds }: { people: number; rounds: number }, folder: string | undefined): Promise<Held> {
  const dataDir = makeDataDir()
  let place = await startMain(dataDir, { folder })
  const held: Held = { acknowledged: 0, lost: 0, doubled: 0, early: 0, slowest: 0, drift: 0 }
  try {
    const room = await openRoom(place, people, rounds)
    const tell = progress('rounds', rounds)
    for (let round = 0; round < rounds; round += 1) {
      place = await playRound(room, round, place, { dataDir, folder }, held)
      tell(round + 1)
    }
    return held
  } finally {
    await place.stop()
    removeDataDir(dataDir)
  }
}

type Room = { id: string; items: string[]; runners: [Visitor, Visitor]; guests: Visitor[] }

/** Ada calls and runs it, Ben runs it too, and the others have no account. */
async function openRoom(place: Running, people: number, rounds: number): Promise<Room> {
  const ada = await firstPerson(place, 'ada')
  const space = await makeSpace(ada, 'place', 'Place')
  const ben = new Visitor(place, 'ben')
  await bringInto(ada, space.address, ben)
  const here = await ada.must('spaces.here', { address: space.address })
  const made = await ada.change('gatherings.plan', {
    ...{ space: here.id, chapter: here.standing, call: { title: 'Thursday', startsOn: TOMORROW, startsAt: '14:00' } },
  })
  const items: string[] = []
  for (let n = 0; n < rounds; n += 1) {
    const method = { sort: 'method', method: 'what-so-what-now-what', title: 'What', minutes: 10 }
    items.push((await ada.change('gatherings.addItem', { room: made.room, ...method })).id)
  }
  const { code } = await ada.change('gatherings.openDoors', { room: made.room })
  await ben.change('gatherings.comeInFromAbove', { id: made.id })
  await ada.change('gatherings.runWith', { room: made.room, person: ben.id })
  const guests = Array.from({ length: people }, (_, n) => new Visitor(place, `guest ${n}`))
  for (const guest of guests) await guest.change('gatherings.comeInAsGuest', { code, name: guest.name })
  return { id: made.room, items, runners: [ada, ben], guests }
}

const nowOf = (visitor: Visitor, room: string) => visitor.must('gatherings.now', { room })

async function playRound(
  room: Room,
  round: number,
  first: Running,
  at: { dataDir: string; folder: string | undefined },
  held: Held,
): Promise<Running> {
  let place = first
  const [one, other] = round % 2 === 0 ? room.runners : [room.runners[1], room.runners[0]]
  await one.change('gatherings.begin', { room: room.id, item: room.items[round]! })
  const { activity } = await nowOf(one, room.id)
  const step = activity.steps[activity.step.place]
  const sent = new Map<string, string>()
  const acknowledged = new Set<string>()
  const put = async (guest: Visitor, id: string, words: string) => {
    const said = await guest.ask('gatherings.put', {
      ...{ step: activity.step.id, chapter: activity.chapter, items: [{ id, value: valueFor(step, words) }] },
    })
    if (said.status === 200 && said.body.ok) acknowledged.add(words)
    return said
  }
  // Until two answers came it is sent again, under the id that it was given on the device: an answer may be lost on the way.
  const sendTwice = async (guest: Visitor, n: number, first: () => void) => {
    const [id, words] = [randomUUID(), `line ${round} ${n} ${randomUUID()}`]
    sent.set(id, words)
    for (let [tries, answers] = [0, 0]; tries < 600 && answers < 2; tries += 1) {
      const said = await put(guest, id, words).catch(() => null)
      if (said !== null && said.status < 500) answers += 1
      if (answers === 1) first()
      await pause(100)
    }
  }
  // Half have put something in when the server is killed, and the others are about to.
  const half = room.guests.slice(0, Math.ceil(room.guests.length / 2))
  const writing: Promise<void>[] = []
  await Promise.all(half.map((guest, n) => new Promise<void>((first) => writing.push(sendTwice(guest, n, first)))))
  for (const [n, guest] of room.guests.entries()) if (n >= half.length) writing.push(sendTwice(guest, n, () => {}))
  await ended(place.child, 'SIGKILL')
  place = await startMain(at.dataDir, { folder: at.folder, port: Number(new URL(place.url).port) })
  await Promise.all(writing)
  const again = await nowOf(other, room.id)
  held.drift = Math.max(held.drift, Math.abs(again.activity.step.endsAt - activity.step.endsAt))
  const words = [...sent.values()]
  for (const [n, guest] of room.guests.entries()) {
    const { lines } = await nowOf(guest, room.id)
    held.early += words.filter((line, of) => of !== n && JSON.stringify(lines).includes(line)).length
  }
  // The device of whoever ran it is gone; the other goes on from where it is.
  const began = performance.now()
  const { activity: now } = await nowOf(other, room.id)
  await other.change('gatherings.move', { activity: now.id, version: now.version, to: 'next' })
  held.slowest = Math.max(held.slowest, performance.now() - began)
  const shown = JSON.stringify(await other.must('gatherings.lines', { step: activity.step.id }))
  for (const line of words) {
    const times = shown.split(line).length - 1
    if (acknowledged.has(line) && times === 0) held.lost += 1
    if (times > 1) held.doubled += 1
  }
  held.acknowledged += acknowledged.size
  const { activity: last } = await nowOf(other, room.id)
  await other.change('gatherings.move', { activity: last.id, version: last.version, to: 'end' })
  return place
}
