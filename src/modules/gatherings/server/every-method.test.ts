/** Every method that comes with the place, run from its first step to its last by a room that does what each step asks. */
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import type { Step } from '#modules/methods/contract/step.ts'
import { bodyOf, fetchTicket, send, type Ticket } from '#modules/rounds/server/testing/index.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
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

type Settings<K extends Step['kind']> = Extract<Step, { kind: K }>['settings']
const WHEN = { year: '2025', month: '2025-10', day: '2025-10-22', time: '14:30' }
const fieldsOf = (fields: readonly { key: string }[]) =>
  Object.fromEntries(fields.map(({ key }, at) => [key, at === 0 ? 'What came up' : '']))

/** One thing that fits a step, about the first of the things that it works on. */
function thingFor({ kind, settings }: Pick<Planned, 'kind' | 'settings'>, items: readonly string[]): unknown {
  const as = <K extends Step['kind']>() => settings as Settings<K>
  const [item] = items
  switch (kind) {
    case 'write': {
      const { fields, score } = as<'write'>()
      return {
        ...(fields === undefined ? { text: 'A line of mine' } : { fields: fieldsOf(fields) }),
        ...(score === undefined ? {} : { score: score.least }),
      }
    }
    case 'ask_deeper':
      return { about: 'What I do', whys: ['Because it matters', 'So that nobody goes home to an empty house'] }
    case 'groups':
      return { not_with: [] }
    case 'cluster':
      return item === undefined ? null : { name: 'These belong together', items: [item] }
    case 'grid': {
      const { across, up, sure } = as<'grid'>()
      if (item === undefined) return null
      return {
        item,
        across: across.most,
        up: 'unknown',
        because: '',
        ...(sure ? { sure: 'low', split: false } : {}),
        ...(up ? {} : {}),
      }
    }
    case 'bands':
      return { places: { [as<'bands'>().bands[0]!.key]: 60 }, because: '' }
    case 'tally': {
      const { buttons, speakers } = as<'tally'>()
      return { second: 12, button: buttons[0]!.key, ...(speakers === 'nobody' ? {} : { speaker: null }) }
    }
    case 'sort': {
      const { columns, write } = as<'sort'>()
      if (!write && item === undefined) return null
      return write
        ? { column: columns[0]!.key, text: 'Sorted', item: null }
        : { column: columns[0]!.key, text: '', item }
    }
    case 'dot_vote':
      return item === undefined ? null : { dots: { [item]: 1 } }
    case 'rate': {
      const { questions, each_item, scale, options, adds_up_to } = as<'rate'>()
      const usual = options?.[0]?.key ?? scale?.least ?? 'unknown'
      if (each_item) return item === undefined ? null : { answers: { [item]: usual }, because: '' }
      const answers = (questions ?? []).map((question, at) => {
        if (adds_up_to !== undefined) return [question.key, at === 0 ? adds_up_to : 0]
        const one = question.options?.[0]?.key ?? usual
        return [question.key, question.several ? [one] : one]
      })
      return { answers: Object.fromEntries(answers), because: '' }
    }
    case 'predict':
      return {
        answers: Object.fromEntries(as<'predict'>().questions.map(({ key, least }) => [key, least])),
        because: '',
      }
    case 'timeline': {
      const { unit, lanes, felt } = as<'timeline'>()
      return {
        ...{ when: WHEN[unit], text: 'It began' },
        ...(lanes === undefined ? {} : { lane: lanes[0]!.key }),
        ...(felt ? { felt: 1 } : {}),
      }
    }
    case 'outline': {
      const { tags, sign } = as<'outline'>()
      return {
        ...{ text: 'Somebody began to ring first', parent: null, level: 1 },
        ...(tags === undefined ? {} : { tags: [tags[0]!.key] }),
        ...(sign ? { sign: 'good' } : {}),
      }
    }
    case 'function_grid':
      return { marks: { [as<'function_grid'>().functions[0]!.key]: { now: 'me', should: 'nobody' } } }
    case 'acceptance':
      return { answer: 'not_yet', words: 'Who is “we”?' }
    case 'round':
    case 'discuss':
      return { text: 'Noted' }
    case 'commit':
      return {
        ...{ what: 'Ring the housing team', who: 'Ama', by: '2026-04-01' },
        ...(as<'commit'>().follow ? { known_by: '', asked_by: '' } : {}),
      }
    case 'story':
      return { title: 'A visit', parts: fieldsOf(as<'story'>().parts), may_go: 'stays', others: false }
    default:
      return null
  }
}

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
    // Whatever the room accepts is made of it, and kept: a draft, since somebody said “not yet”.
    const accepted = (await ruthHere.api.methods.one({ key: method })).method.harvest.filter(
      (one) => one.leaves === 'room_accepts',
    )
    const { ready } = await ruthHere.api.gatherings.outputs({ room })
    expect(ready.map((one) => one.key)).toEqual(accepted.map((one) => one.key))
    for (const { activity: of, key, type } of ready) {
      const kept = await ruthHere.api.gatherings.keepOutput({ attempt: attempt(), activity: of, key })
      // Of those who are here one belongs to the space that called, and a map is kept among two at least.
      if (type === 'map') expect(kept).toMatchObject({ ok: false, reason: 'alone' })
      else expect(done(kept).state).toBe('went')
    }
    done(await ruthHere.api.gatherings.close({ attempt: attempt(), room }))
    expect((await nowOf(ruthHere, room)).room.state).toBe('closed')
  })
})
