// A hall of people comes in by its code within seconds, and each says something: from the phone's first question to the
// answer that it is in. Then everybody says one thing after the other, as fast as they are answered: where nobody sees it yet,
// and where everybody sees it at once.
import { randomUUID } from 'node:crypto'
import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { goal, type Report } from '../../ordeals/ground.ts'
import { type Building, putLine } from '../../ordeals/halls.ts'
import { pause } from '../../ordeals/http.ts'

type Form = { people: number; joinWithinMs: number; submitWithinMs: number; sustainedMs: number }
const FORMS: Record<'quick' | 'full', Form> = {
  quick: { people: 20, joinWithinMs: 500, submitWithinMs: 500, sustainedMs: 1_000 },
  full: { people: 200, joinWithinMs: 5_000, submitWithinMs: 10_000, sustainedMs: 10_000 },
}
/** In the first step of this each writes alone, up to twenty lines, and nobody sees one before its reveal. */
const ALONE = 'design-make-sense'
/** In this step of this, everybody sees at once what is said. */
const ALOUD = { method: 'before-action-review', step: 'challenges' }
const AT_ONCE = 64
/** So many things each says as fast as they are answered: no more than both steps take. */
const MOST_EACH = 10

type Phone = { cookie: string; stream: IncomingMessage | null; liveMs: number; wrong: boolean }
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })

export async function arrivals(building: Building, report: Report, quick: boolean): Promise<void> {
  const form = FORMS[quick ? 'quick' : 'full']
  const doors = await openDoors(building)
  const phones = await Promise.all(
    Array.from({ length: form.people }, async (_, n) => {
      await pause((n * form.joinWithinMs) / form.people)
      return arrive(building, doors, n)
    }),
  )
  const hall = await begin(building, doors.room, doors.alone)
  const who = phones.map((phone) => ({ id: '', cookie: phone.cookie }))
  const submitted = await Promise.all(
    who.map(async (one, n) => {
      // In an order that has nothing to do with who came first.
      await pause((((n * 7919) % form.people) * form.submitWithinMs) / form.people)
      const began = performance.now()
      const taken = await putLine(building.place, hall, one, `${n}: what we expect of this morning`)
      return { taken, ms: performance.now() - began }
    }),
  )
  const unseen = await asFastAsAnswered(building, hall, who, form.sustainedMs)
  const aloud = await goTo(building, await begin(building, doors.room, doors.aloud), ALOUD.step)
  const sustained = await asFastAsAnswered(building, aloud, who, form.sustainedMs)
  for (const phone of phones) phone.stream?.destroy()
  const name = `${form.people} come in`
  const acknowledged = submitted.filter((one) => one.taken).length + unseen.taken + sustained.taken
  const kept = await countKept(building, hall.room)
  report.figures[name] = {
    liveMs: spread(phones.map((phone) => phone.liveMs)),
    submitMs: spread(submitted.map((one) => one.ms)),
    sustainedUnseen: { ...unseen, ms: spread(unseen.ms) },
    sustained: { ...sustained, ms: spread(sustained.ms) },
  }
  const asked = [unseen, sustained].reduce((sum, one) => sum + one.taken + one.refused, submitted.length)
  goal(report, `${name}: who did not come in`, phones.filter((phone) => phone.wrong).length, 'people', '=', 0)
  goal(report, `${name}: submissions that were refused`, asked - acknowledged, 'submissions', '=', 0)
  goal(report, `${name}: acknowledged and not kept, or kept twice`, Math.abs(kept - acknowledged), 'lines', '=', 0)
  goal(report, `${name}: p99 of a submission`, spread(submitted.map((one) => one.ms)).p99, 'ms', '<=', 1_000)
  if (quick) return
  goal(report, `${name}: submissions a second, sustained, shown at the reveal`, unseen.perSecond, 'a second', '>=', 500)
  goal(report, `${name}: submissions a second, sustained, shown at once`, sustained.perSecond, 'a second', '>=', 500)
}

type Doors = { room: string; alone: string; aloud: string; code: string }
type Open = { room: string; chapter: string; step: string; people: [] }

/** A gathering whose doors are open, and nothing is on yet. */
async function openDoors({ ada, space }: Building): Promise<Doors> {
  const { standing } = await ada.must('spaces.here', { address: space.address })
  const call = { title: 'Everybody at once', startsOn: '2026-03-12', startsAt: '14:00' }
  const { room } = await ada.change('gatherings.plan', { space: space.id, chapter: standing, call })
  const add = (method: string) =>
    ada.change('gatherings.addItem', { room, sort: 'method', title: 'Before we begin', minutes: 30, method })
  const [{ id: alone }, { id: aloud }] = [await add(ALONE), await add(ALOUD.method)]
  const { code } = await ada.change('gatherings.openDoors', { room })
  return { room, alone, aloud, code }
}

/** Begins an activity, which ends the one before, at its first step. */
async function begin({ ada }: Building, room: string, item: string): Promise<Open> {
  const before = (await ada.must('gatherings.now', { room })).activity
  if (before !== null) await ada.change('gatherings.move', { activity: before.id, version: before.version, to: 'end' })
  await ada.change('gatherings.begin', { room, item })
  const { activity } = await ada.must('gatherings.now', { room })
  return { room, chapter: activity.chapter, step: activity.step.id, people: [] }
}

async function goTo({ ada }: Building, hall: Open, key: string): Promise<Open> {
  const { activity } = await ada.must('gatherings.now', { room: hall.room })
  const place = activity.steps.findIndex((step: { key: string }) => step.key === key)
  await ada.change('gatherings.move', { activity: activity.id, version: activity.version, to: 'step', place })
  const now = await ada.must('gatherings.now', { room: hall.room })
  return { ...hall, step: now.activity.step.id }
}

/** As a phone does it: the door, a name, what is on, and the stream. Live is who has them all. */
async function arrive(building: Building, { code, room }: Doors, n: number): Promise<Phone> {
  const began = performance.now()
  const door = await ask(building, 'door', '', { code })
  const came = await ask(building, 'comeInAsGuest', '', { code, name: `Guest ${n}`, attempt: randomUUID() })
  const cookie = (came.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ')
  const [now, stream] = await Promise.all([ask(building, 'now', cookie, { room }), listen(building, room, cookie)])
  const wrong =
    [door, came, now].some((answer) => answer.statusCode !== 200) ||
    !came.said.includes('"came":"in"') ||
    stream?.statusCode !== 200
  return { cookie, stream, liveMs: performance.now() - began, wrong }
}

const to = ({ place }: Building) => {
  const { hostname, port, host } = new URL(place.url)
  return { options: { host: hostname, port }, headers: { host } }
}

type Answer = Pick<IncomingMessage, 'statusCode' | 'headers'> & { said: string }

function ask(building: Building, procedure: string, cookie: string, input: object): Promise<Answer> {
  const { options, headers } = to(building)
  return new Promise((done, failed) => {
    const asked = request(
      {
        ...{ ...options, agent, method: 'POST', path: `/rpc/gatherings/${procedure}` },
        headers: { ...headers, cookie, 'content-type': 'application/json' },
      },
      (answer) =>
        text(answer).then((said) => done({ statusCode: answer.statusCode, headers: answer.headers, said }), failed),
    )
    asked.on('error', failed)
    asked.end(JSON.stringify({ json: input }))
  })
}

/** A stream, once the first of it is there; null where it was not opened. */
function listen(building: Building, room: string, cookie: string): Promise<IncomingMessage | null> {
  const { options, headers } = to(building)
  return new Promise((done) => {
    const asked = request({ ...options, agent: false, path: `/live?room=${room}`, headers: { ...headers, cookie } })
    asked.on('response', (answer) => {
      answer.once('data', () => done(answer))
      answer.on('error', () => done(null))
    })
    asked.on('error', () => done(null))
    asked.end()
  })
}

/** Each has its next thing to say as soon as the one before is answered, so many of them at once. */
async function asFastAsAnswered(building: Building, hall: Open, who: { id: string; cookie: string }[], forMs: number) {
  const ms: number[] = []
  let [next, taken, refused] = [0, 0, 0]
  const began = performance.now()
  const until = began + forMs
  const oneAfterTheOther = async () => {
    while (next < who.length * MOST_EACH && performance.now() < until) {
      const n = next
      next += 1
      const asked = performance.now()
      const kept = await putLine(building.place, hall, who[n % who.length]!, `${n}: and one thing more`)
      ms.push(performance.now() - asked)
      if (kept) taken += 1
      else refused += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, oneAfterTheOther))
  return { taken, refused, perSecond: Math.round((taken * 1000) / (performance.now() - began)), ms }
}

async function countKept({ admin }: Building, room: string): Promise<number> {
  const { rows } = await admin.query<{ n: string }>(
    'select count(*)::text as n from contribution where space_id = $1::uuid',
    [room],
  )
  return Number(rows[0]!.n)
}

function spread(ms: number[]): { p50: number; p95: number; p99: number } {
  const sorted = ms.toSorted((one, other) => one - other)
  const at = (part: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 10) / 10
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
