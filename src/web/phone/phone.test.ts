import { beforeEach, describe, expect, it } from 'vitest'
import type { Moved, Now } from '#modules/gatherings/contract/state.ts'
import { nextAsk } from './ask.ts'
import { type Answer, readAnswer } from './call.ts'
import { leftInWords, makeClock, secondsLeft } from './clock.ts'
import { newId, readCode, whereTo } from './code.ts'
import { forgetGuests, iAmIn, keep, kept, keysUnder } from './keep.ts'
import { type Entry, makeOutbox, type NewEntry, pauseAfter, together } from './outbox.ts'
import { changedFrom, reachOf } from './sentences.ts'
import { withCount, withCountOf, withLine, withMoved, without } from './told.ts'

/** The storage of a browser, as far as it is used. */
class Storage {
  private kept = new Map<string, string>()
  get length() {
    return this.kept.size
  }
  key = (i: number) => [...this.kept.keys()][i] ?? null
  getItem = (key: string) => this.kept.get(key) ?? null
  setItem = (key: string, value: string) => void this.kept.set(key, value)
  removeItem = (key: string) => void this.kept.delete(key)
}

describe('the clock', () => {
  it('goes by the place, however wrong the phone is, and believes the quickest answer', () => {
    let own = 1_000_000
    const clock = makeClock(() => own)
    clock.heard(5_000_000, own, own + 4_000)
    expect(clock.now()).toBe(5_000_000 + 2_000 - 4_000)
    own += 10_000
    clock.heard(5_010_050, own, own + 100)
    expect(clock.now()).toBe(5_010_000)
    // A slow answer is more guesswork than what is known; after ten minutes it is better than nothing.
    clock.heard(9_000_000, own, own + 9_000)
    expect(clock.now()).toBe(5_010_000)
    own += 700_000
    clock.heard(5_714_000, own, own + 8_000)
    expect(clock.now()).toBe(5_710_000)
  })
  it('stands still while it is paused, and cuts nothing off at the end', () => {
    expect(secondsLeft(100_000, 40_000, 90_000)).toBe(60)
    expect(secondsLeft(null, null, 1)).toBeNull()
    expect([160, 60, 59, 20, 0, -5].map((left) => leftInWords(left, false))).toEqual([
      '2 minutes 40 left',
      '1 minute left',
      '59 seconds left',
      'Time’s nearly up. Finish your line.',
      'Time is up. Finish your line: it goes in until the room goes on.',
      'Time is up. Finish your line: it goes in until the room goes on.',
    ])
    expect(leftInWords(30, true)).toBe('Paused. The time stands still.')
  })
})

describe('a code', () => {
  it('is read however it is typed', () => {
    for (const typed of ['Fern-Tide-012', '  fern   TIDE 012', 'férn·tïde_012', 'FERN-TIDE012'])
      expect(readCode(typed)).toBe('fern-tide-012')
  })
  it('is told from a room by its address', () => {
    const room = newId()
    expect(room).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(whereTo(`/in/${room}`)).toEqual({ room })
    expect(whereTo('/in/FERN-tide-012')).toEqual({ code: 'fern-tide-012' })
    expect(whereTo('/in/fern%20tide%20012')).toEqual({ code: 'fern-tide-012' })
    expect([whereTo('/in'), whereTo('/in/'), whereTo('/in/%')]).toEqual([null, null, null])
  })
})

it('reads an answer, a refusal and a failure as the place says them', () => {
  expect(readAnswer(200, { json: { a: 1 } })).toEqual({ ok: true, data: { a: 1 } })
  expect(readAnswer(200, { json: { ok: false, reason: 'full', sentence: 'No room.' } })).toMatchObject({
    ...{ fault: 'refused', code: 'full', sentence: 'No room.' },
  })
  const failure = { code: 'invalid', message: 'Not right.', data: { fields: { text: 'At most 280 characters.' } } }
  expect(readAnswer(400, { json: failure })).toMatchObject({
    ...{ fault: 'refused', sentence: 'Not right. At most 280 characters.' },
  })
  expect(readAnswer(503, null)).toMatchObject({ fault: 'busy', sentence: expect.stringMatching(/kept/) })
  expect(readAnswer(429, { code: 'too_many', message: 'Wait.' })).toMatchObject({ fault: 'busy', sentence: 'Wait.' })
})

describe('what is kept on the device', () => {
  beforeEach(() => {
    globalThis.localStorage = new Storage() as never
    for (const key of keysUnder('')) keep(key, null)
  })
  it('goes when somebody else comes in on it, and is never theirs to see', () => {
    iAmIn('room', { id: 'ama', name: 'Ama', guest: true }, true)
    keep('room ama draft x', 'mine')
    keep('other ben draft x', 'his')
    expect(iAmIn('room', { id: 'ama', name: 'Ama', guest: true })).toMatchObject({ table: true })
    expect(kept('room ama draft x')).toBe('mine')
    expect(iAmIn('room', { id: 'cas', name: 'Cas', guest: true })).toMatchObject({ table: false })
    expect(kept('room ama draft x')).toBeNull()
    expect(kept('other ben draft x')).toBe('his')
    forgetGuests()
    expect(keysUnder('room ')).toEqual([])
  })
  it('lasts as long as the page where the browser keeps nothing, and says so', () => {
    globalThis.localStorage = {
      setItem: () => {
        throw new Error('full')
      },
      getItem: () => null,
      removeItem: () => undefined,
      ...{ length: 0, key: () => null },
    } as never
    expect(keep('room ama draft y', 'words')).toBe(false)
    expect(kept('room ama draft y')).toBe('words')
  })
})

describe('the outbox', () => {
  const line = (id: string, more: Partial<NewEntry> = {}): NewEntry => ({
    ...{ id, act: 'put' as const, place: 'p', step: 's', chapter: 'c', value: id, forTable: false, withName: false },
    version: 1,
    ...more,
  })
  const OK: Answer<unknown> = { ok: true, data: {} }
  const NO_LINE: Answer<unknown> = { ok: false, fault: 'offline', code: 'offline', sentence: '' }
  const REFUSED: Answer<unknown> = { ok: false, fault: 'refused', code: 'stale', sentence: 'Gone on.' }

  function scene(answers: (entries: Entry[]) => Answer<unknown>) {
    const rows = new Map<string, Entry>()
    const sent: string[] = []
    const pauses: number[] = []
    let again: (() => void) | undefined
    const shelf = {
      all: () => [...rows.values()],
      keep: (entry: Entry) => void rows.set(entry.id + entry.act, entry),
      drop: ({ id, act }: Pick<Entry, 'id' | 'act'>) => void rows.delete(id + act),
    }
    const outbox = makeOutbox({
      shelf,
      send: async (entries) => {
        sent.push(entries.map((one) => `${one.act} ${one.value ?? one.id}`).join(', '))
        return answers(entries)
      },
      changed: () => undefined,
      random: () => 0.5,
      wait: (ms, run) => {
        pauses.push(ms)
        again = run
        return () => {
          again = undefined
        }
      },
    })
    const settle = () => new Promise((done) => setTimeout(done, 5))
    return { outbox, sent, pauses, rows, settle, retry: () => again?.() }
  }

  it('tries again with growing pauses until it is in, in its order, and keeps nothing then', async () => {
    let up = false
    const { outbox, sent, pauses, rows, settle, retry } = scene(() => (up ? OK : NO_LINE))
    outbox.add(line('a'))
    await settle()
    outbox.add(line('b'))
    await settle()
    retry()
    await settle()
    expect(pauses).toEqual([1000, 2000, 4000])
    expect(rows.size).toBe(2)
    up = true
    retry()
    await settle()
    expect(sent[sent.length - 1]).toBe('put a, put b')
    expect(rows.size).toBe(0)
  })

  it('does not sit out a pause that grew, once the place is reached again', async () => {
    const { outbox, pauses, settle, retry } = scene(() => NO_LINE)
    outbox.add(line('a'))
    await settle()
    for (let n = 0; n < 4; n += 1) {
      retry()
      await settle()
    }
    expect(pauses[pauses.length - 1]).toBe(16_000)
    outbox.reached()
    outbox.reached()
    expect(pauses.slice(4)).toEqual([16_000, 2000])
  })

  it('keeps what is refused with its reason, and lets what stands beside it in', async () => {
    const { outbox, sent, settle } = scene((entries) => (entries.some((one) => one.id === 'bad') ? REFUSED : OK))
    for (const id of ['a', 'bad', 'c']) outbox.add(line(id))
    await settle()
    expect(outbox.all().map((one) => [one.id, one.refusal])).toEqual([['bad', 'Gone on.']])
    expect(sent).toContain('put c')
  })

  it('changes on the device what has not left it, and follows with the change what may have arrived', async () => {
    let up = false
    const { outbox, sent, rows, settle, retry } = scene(() => (up ? OK : NO_LINE))
    outbox.add(line('a'))
    await settle()
    outbox.add(line('a', { act: 'change', value: 'better' }))
    outbox.add(line('b'))
    outbox.add(line('b', { act: 'change', value: 'b, better' }))
    outbox.add(line('c'))
    outbox.add(line('c', { act: 'out', value: null }))
    outbox.add(line('a', { act: 'change', value: 'best' }))
    await settle()
    expect([...rows.keys()].sort()).toEqual(['achange', 'aput', 'bput'])
    up = true
    const before = sent.length
    retry()
    await settle()
    expect(sent.slice(before)).toEqual(['put a', 'change best', 'put b, better'])
  })

  it('takes out what may have arrived by saying so', async () => {
    const { outbox, sent, settle } = scene(() => NO_LINE)
    outbox.add(line('a'))
    await settle()
    outbox.add(line('a', { act: 'out', value: null }))
    await settle()
    expect(outbox.all().map((one) => one.act)).toEqual(['out'])
    expect(sent[sent.length - 1]).toBe('out a')
  })

  it('sends together only what goes to the same eyes, at most fifty', () => {
    const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
      ...{ ...line(id), turn: 0, tried: false, before: [], alone: false, refusal: null },
      ...more,
    })
    const many = Array.from({ length: 60 }, (_, i) => entry(String(i)))
    expect(together(many)).toHaveLength(50)
    expect(together([entry('a'), entry('b', { chapter: 'other' })])).toHaveLength(1)
    expect(together([entry('a', { alone: true }), entry('b')])).toHaveLength(1)
  })

  it('never asks or sends at the same moment as every other phone', () => {
    const spread = (of: (random: () => number) => number) => [0, 0.999].map((chance) => of(() => chance))
    expect(spread((random) => pauseAfter(3, random))).toEqual([2000, 5996])
    expect(spread((random) => pauseAfter(99, random))).toEqual([15_000, 44_970])
    const usual = { failures: 0, hidden: false, streaming: false }
    expect(spread((random) => nextAsk(usual, random))).toEqual([2100, 3898])
    expect(nextAsk({ ...usual, failures: 10 }, () => 0.5)).toBe(30_000)
    expect(nextAsk({ ...usual, streaming: true }, () => 0.5)).toBe(15_000)
  })
})

describe('what is told of a room', () => {
  const step = { id: 's1', key: 'what', place: 0, turn: 1, state: 'open', openedAt: 0, endsAt: null, round: null }
  const on = { ...step, presenter: null, people: 3, in: 1 }
  const steps = [{}, {}, { nameless: true }, { seenBy: 'presenter' }]
  const now = {
    activity: { id: 'a', version: 4, state: 'running', pausedAt: null, step: on, steps },
    lines: [{ id: 'l', step: 's1', key: 'what', value: { text: 'x' }, by: '', mine: true, version: 1 }],
  } as unknown as Now
  const moved = (more: object) =>
    ({ activity: 'a', chapter: 'c', version: 5, state: 'running', pausedAt: null, step: on, now: 1, ...more }) as Moved
  it('moves its step on, never back to what was before, and asks where another activity began', () => {
    expect(withMoved(now, moved({ activity: 'b' }))).toBeNull()
    expect(withMoved(now, moved({ version: 3 }))).toBe(now)
    // It was to be without names, and is done with them.
    expect(withMoved(now, moved({ step: { ...on, id: 's4', place: 2 } }))).toBeNull()
    expect(withMoved(now, moved({ step: { ...on, id: 's2', place: 1, in: null } }))!.activity!.step!.in).toBe(0)
    expect(withMoved(now, moved({ step: { ...on, in: null } }))!.activity!.step!.in).toBe(1)
    for (const one of [{ round: 'r' }, { place: 3 }])
      expect(withMoved(now, moved({ step: { ...on, id: 's3', ...one, in: null } }))!.activity!.step!.in).toBeNull()
  })
  it('shows a line once, keeps whose it is, and takes it out', () => {
    const line = { id: 'l', step: 's1', key: 'what', value: { text: 'y' }, by: 'Ama', forTable: false, version: 2 }
    expect(withLine(now, line, false).lines).toMatchObject([{ value: { text: 'y' }, mine: true, shown: true }])
    expect(withLine(now, { ...line, id: 'm' }, false).lines).toMatchObject([{ id: 'l' }, { id: 'm', mine: false }])
    expect(without(now, 'l').lines).toEqual([])
  })
  it('counts for the step that is on alone, and remembers a count that is not told each time', () => {
    expect(withCount(now, { step: 's9', in: 7 })).toBe(now)
    expect(withCount(now, { step: 's1', in: 2, people: 4 }).activity!.step).toMatchObject({ in: 2, people: 4 })
    const silent = { ...now, activity: { ...now.activity!, step: { ...now.activity!.step!, in: null } } }
    expect(withCountOf(withCount(silent, { step: 's1', in: 3 }), silent).activity!.step!.in).toBe(3)
  })
})

it('says who sees it by who is in, and nothing of names where nothing is put in', () => {
  const room = { now: { room: { reach: '3 people in this room, with names. The funder is not here.' }, group: null } }
  const at = (step: object) => ({ step, ...room, on: { presenter: null }, me: { id: 'me' } }) as never
  expect(reachOf(at({ seenBy: 'self' }))).toMatchObject({ person: 'first', sentence: 'Only you' })
  expect(reachOf(at({ seenBy: 'room', makes: true }))).toEqual({
    ...{ person: 'second', sentence: '3 people in this room, with names', more: 'The funder is not here.' },
  })
  expect(reachOf(at({ seenBy: 'room', makes: false })).sentence).toBe('3 people in this room')
  expect(reachOf(at({ seenBy: 'room', makes: true, nameless: true })).sentence).toBe('3 people in this room, no names')
  expect(reachOf(at({ seenBy: 'pair' })).sentence).toBe('Only your pair')
})

it('says that others see it than what was asked last, and nothing where it is the same', () => {
  const step = (seenBy: string, attribution = 'named', makes = true) => ({ seenBy, attribution, makes })
  const steps = [step('self'), step('pair', 'named', false), step('room'), step('room'), step('room', 'anonymous')]
  const said = steps.map((_, place) => changedFrom(steps as never, place))
  expect(said).toEqual([
    ...['', '', 'Who sees it has changed: last time it was only you.', ''],
    'Who sees it has changed: last time it was everybody in this room, with names.',
  ])
})
