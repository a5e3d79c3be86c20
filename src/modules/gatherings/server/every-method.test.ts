/** Every method that comes with the place, run from its first step to its last by a room that does what each step asks. */
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { bodyOf, fetchTicket, send, type Ticket } from '#modules/rounds/server/testing/index.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { thingFor } from '../../../../tests/support/thing-for.ts'
import type { Now, Planned } from '../contract/state.ts'
import { done, moveOn, nowOf, openGathering } from './testing.ts'

const METHODS = readdirSync(resolve(import.meta.dirname, '../../../../methods')).map((file) =>
  file.replace('.yaml', ''),
)
/** With whoever runs it they are eight, so that something is written without names at all. */
const GUESTS = ['Ama', 'Bo', 'Cy', 'Dee', 'Eli', 'Flo', 'Gus']

let place: TestPlace
let ruth: Somebody
let ruthHere: Visitor
let group: Place

beforeAll(async () => {
  place = await startTestPlace()
  ruth = await somebody(place.house, 'Ruth Adams')
  group = await space(place.house, ruth)
  ruthHere = place.visitor()
  ruthHere.jar.set(...ruth.cookie)
})
afterAll(() => place.stop())

/** The things a step works on, as somebody in the room sees them. */
const itemsOf = (now: Now, step: Planned) =>
  now.lines.filter((line) => step.from.includes(line.key)).map((line) => line.id)

async function takePart(visitor: Visitor, room: string): Promise<string | null> {
  const now = await nowOf(visitor, room)
  const { activity } = now
  const step = activity!.steps[activity!.step!.place]!
  if (!step.makes && step.kind !== 'groups') return null
  if (step.kind === 'groups') return null
  const value = thingFor(step, itemsOf(now, step))
  if (value === null) return null
  if (activity!.step!.round !== null) {
    const asked = await visitor.api.rounds.round({ round: activity!.step!.round })
    const ticket = (await fetchTicket(asked, (input) => visitor.api.rounds.ticket(input) as never)) as Ticket
    const said = await send(place.url, asked.id, bodyOf(ticket, asked.bytes, [value], asked.mayGo[0]))
    if (!said.ok) throw new Error(`${step.key}: ${said.sentence}`)
    return step.key
  }
  const inGroup = ['pair', 'table'].includes(step.seenBy)
  if (inGroup && now.group === null) throw new Error(`${step.key} is for a ${step.seenBy}, and they sit with nobody.`)
  const put = await visitor.api.gatherings
    .put({
      ...{ step: activity!.step!.id, chapter: inGroup ? now.group!.chapter : activity!.chapter },
      items: [{ id: randomUUID(), value }],
    })
    .catch((fault) => {
      throw new Error(`${step.key}: ${fault}`)
    })
  return put.ok ? step.key : null
}

describe('every method', () => {
  it.each(METHODS)('%s runs from its first step to its last', { timeout: 120_000 }, async (method) => {
    const { room, code, items } = await openGathering(ruthHere, group, [{ method }])
    const guests = await Promise.all(
      GUESTS.map(async (name) => {
        const visitor = place.visitor()
        done(
          await visitor.api.gatherings.comeInAsGuest({ attempt: attempt(), code, name, organisation: `From ${name}` }),
        )
        return visitor
      }),
    )
    for (const { person } of (await ruthHere.api.gatherings.people({ room })).atDoor)
      await ruthHere.api.gatherings.letIn({ attempt: attempt(), room, person })
    done(await ruthHere.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const { activity } = await nowOf(ruthHere, room)
    const [first] = (await ruthHere.api.gatherings.people({ room })).people.filter((one) => one.guest)
    const took = new Set<string>()
    for (let place = 0; place < activity!.steps.length; place += 1) {
      if (activity!.steps[place]!.belongsTo === 'presenter')
        done((await moveOn(ruthHere, room, 'presenter', { presenter: first!.person })) as never)
      for (const key of await Promise.all(guests.map((guest) => takePart(guest, room)))) if (key !== null) took.add(key)
      if (place + 1 < activity!.steps.length) done((await moveOn(ruthHere, room, 'next')) as never)
    }
    // Everything that each may put in something to was put in to by somebody.
    const asked = activity!.steps.filter(
      (step) => step.makes && step.writes === 'each' && step.from.length === 0 && step.repeat === null,
    )
    expect([...took].toSorted()).toEqual(expect.arrayContaining(asked.map((step) => step.key).toSorted()))
    done((await moveOn(ruthHere, room, 'end')) as never)
    // Whatever the room accepts is made of it, and kept: a draft, since somebody said “not yet”. For what needs the yes of all,
    // all who were there are asked.
    const { harvest } = (await ruthHere.api.methods.one({ key: method })).method
    const keysOf = (leaves: string) => harvest.filter((one) => one.leaves === leaves).map((one) => one.key)
    const { ready } = await ruthHere.api.gatherings.outputs({ room })
    expect(ready.filter((one) => !one.everybody).map((one) => one.key)).toEqual(keysOf('room_accepts'))
    const byAll = ready.filter((one) => one.everybody).map((one) => one.key)
    expect(keysOf('all_say_yes')).toEqual(expect.arrayContaining(byAll))
    for (const { activity: of, key, type, everybody } of ready) {
      const kept = await ruthHere.api.gatherings.keepOutput({ attempt: attempt(), activity: of, key })
      // Of those who are here one belongs to the space that called, and a map is kept among two at least.
      if (type === 'map') expect(kept).toMatchObject({ ok: false, reason: 'alone' })
      else expect(done(kept).state).toBe(everybody ? 'not_settled' : 'went')
    }
    done(await ruthHere.api.gatherings.close({ attempt: attempt(), room }))
    expect((await nowOf(ruthHere, room)).room.state).toBe('closed')
  })
})
