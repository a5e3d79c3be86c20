// Eight people in a room answer anonymous questions, and everything that can be had of it is kept, round by round.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type pg from 'pg'
import { reach } from '#platform/backup/verbs.ts'
import { readSettings } from '#platform/config/settings.ts'
import { PLACE } from '#platform/db/cluster.ts'
import { type Chance, root } from './ground.ts'
import { firstPerson, makeSpace, type Running, Visitor } from './http.ts'
import type { Held } from './linkability-attacker.ts'
import { type Copy, copyOf, tablesOf, touched, walAt, walBetween } from './linkability-copies.ts'

export const PEOPLE = 8
const METHOD = 'not-knowing'
const WRITE = 0
const REVEAL = 1
/** So many in one activity; then the next one begins. */
const IN_ONE_ACTIVITY = 10

/** As our own device does it: the same file that a phone is sent. */
type Device = {
  blind(key: Uint8Array): Promise<{ message: Uint8Array; blinded: Uint8Array; inverse: Uint8Array }>
  unblind(key: Uint8Array, hidden: object, signed: Uint8Array): Promise<Uint8Array>
}
const device = (await import(join(root, 'src/modules/rounds/web/ticket/data.ts'))) as Device
const { PUT, putBytes } = (await import(join(root, 'src/modules/rounds/contract/put.ts'))) as {
  PUT: Record<'message' | 'signature' | 'edit' | 'length' | 'line', number>
  putBytes(bytes: number): number
}

type Sealed = { ticket: Buffer; cipher: Buffer }[]
export type Kept = { held: Held; authors: number[]; round: string; sealed: Sealed }
export type Room = {
  play(random: Chance, meanwhile: (round: string, sealed: Sealed) => Promise<void>): Promise<Kept>
  close(): Promise<void>
}

/** Sets a place up with a room of eight, and its administrator beside it who reads all there is. */
export async function openRoom(place: Running, dataDir: string): Promise<Room> {
  const ada = await firstPerson(place, 'ada')
  const space = await makeSpace(ada, 'place', 'Place')
  const { standing } = await ada.must('spaces.here', { address: space.address })
  const planned = await ada.change('gatherings.plan', {
    ...{ space: space.id, chapter: standing },
    call: { title: 'What we do not know', startsOn: '2026-03-12', startsAt: '14:00' },
  })
  const room = planned.room as string
  const item = await ada.change('gatherings.addItem', {
    room,
    sort: 'method',
    title: 'It',
    minutes: 10,
    method: METHOD,
  })
  const { code } = await ada.change('gatherings.openDoors', { room })
  const people = [ada]
  for (let n = 1; n < PEOPLE; n += 1) {
    const guest = new Visitor(place, `guest ${n}`)
    await guest.change('gatherings.comeInAsGuest', { code, name: guest.name })
    guest.id = (await guest.must('gatherings.now', { room })).me.id
    people.push(guest)
  }
  const stop = new AbortController()
  const heard = listen(people[1]!, stop.signal)
  const cluster = await reach(readSettings({ DATA_DIR: dataDir, PORT: '1' }))
  const beside = Promise.withResolvers<pg.Client>()
  const leaving = Promise.withResolvers<void>()
  const looking = cluster.inside(PLACE, async (client) => {
    beside.resolve(client)
    await leaving.promise
  })
  looking.catch(beside.reject)
  const db = await beside.promise
  let tables: string[] | null = null
  let played = 0

  const now = async () => (await ada.must('gatherings.now', { room })).activity
  const move = async (more: object) => {
    const activity = await now()
    await ada.change('gatherings.move', { activity: activity.id, version: activity.version, ...more })
  }

  return {
    async play(random, meanwhile) {
      if (played % IN_ONE_ACTIVITY === 0) {
        if (played > 0) await move({ to: 'end' })
        await ada.change('gatherings.begin', { room, item: item.id })
      } else await move({ to: 'step', place: WRITE })
      played += 1
      const [said, logged] = [heard().length, place.said().length]
      const every = tables ?? (await tablesOf(db))
      const before = await copyOf(db, every)
      const from = await walAt(db)
      const { step } = await now()
      const round = step.round as string
      const authors: number[] = []
      const lines: string[] = []
      // As it is worst: each fetches the ticket and uses it at once, one after the other.
      for (const at of order(random)) {
        const line = `q${randomUUID().replaceAll('-', '')}`
        await putIn(people[at]!, round, [{ text: `I do not know ${line}` }])
        authors.push(at)
        lines.push(line)
      }
      const during = await copyOf(db, every)
      const { rows: sealed } = await db.query<{ ticket: Buffer; cipher: Buffer }>(
        'select ticket, cipher from round_sealed where round_id = $1',
        [round],
      )
      await meanwhile(round, sealed)
      const asked = await people[1]!.must('rounds.round', { round })
      await move({ to: 'step', place: REVEAL })
      const read = await people[1]!.must('gatherings.lines', { step: step.id })
      const after = await copyOf(db, every)
      tables ??= [...new Set([...touched(before, during), ...touched(before, after)])]
      const wal = await walBetween(db, from, await walAt(db))
      const mixed = order(random)
      const keep = (copy: Copy): Copy => new Map(tables!.map((table) => [table, copy.get(table)!]))
      return {
        ...{ round, sealed },
        authors: mixed.map((at) => authors[at]!),
        held: {
          people: people.map((one) => one.id),
          lines: mixed.map((at) => lines[at]!),
          ...{ before: keep(before), during: keep(during), after: keep(after), wal },
          heard: {
            stream: heard().slice(said),
            log: place.said().slice(logged),
            lines: JSON.stringify(read),
            roster: JSON.stringify(asked.roster),
          },
        },
      }
    },
    async close() {
      stop.abort()
      leaving.resolve()
      // Gone before the place stops, which would end its connection under it.
      await looking
      await cluster.stop()
    },
  }
}

function order(random: Chance): number[] {
  const all = Array.from({ length: PEOPLE }, (_, at) => at)
  for (let last = PEOPLE - 1; last > 0; last -= 1) {
    const other = random.below(last + 1)
    ;[all[last], all[other]] = [all[other]!, all[last]!]
  }
  return all
}

/** With the cookie, which a device never sends: the place must not look at it. */
async function putIn(who: Visitor, round: string, value: unknown): Promise<void> {
  const asked = await who.must('rounds.round', { round })
  const key = Buffer.from(asked.key, 'base64url')
  const hidden = await device.blind(key)
  const blinded = Buffer.from(hidden.blinded).toString('base64url')
  const { signature } = await who.change('rounds.ticket', { round, blinded })
  const body = Buffer.alloc(putBytes(asked.bytes))
  const line = Buffer.from(JSON.stringify({ value, mayGo: 'words' }))
  body.set(hidden.message, PUT.message)
  body.set(await device.unblind(key, hidden, Buffer.from(signature, 'base64url')), PUT.signature)
  body.set(Buffer.from(randomUUID().replaceAll('-', '')), PUT.edit)
  body.writeUInt32BE(line.length, PUT.length)
  body.set(line, PUT.line)
  const answer = await fetch(`${who.place.url}/rounds/${round}`, {
    method: 'POST',
    headers: { ...who.headers(), 'content-type': 'application/octet-stream' },
    body,
  })
  const said = (await answer.json()) as { ok: boolean; sentence: string }
  if (!said.ok) throw new Error(said.sentence)
}

/** The stream as one member records it. */
function listen(who: Visitor, signal: AbortSignal): () => string {
  let text = ''
  const { 'content-type': _, ...headers } = who.headers()
  void fetch(`${who.place.url}/live`, { headers, signal })
    .then(async (answer) => {
      const decoder = new TextDecoder()
      for await (const part of answer.body!) text += decoder.decode(part, { stream: true })
    })
    .catch(() => {})
  return () => text
}
