import { describe, expect, it } from 'vitest'
import type { Item } from '../data.ts'
import { type Activity, clockWords, lateBy, lateWords, leftOf, nextAct } from './data.ts'

const MINUTE = 60_000
const step = (place: number, more: object = {}) => ({ place, state: 'open', endsAt: null, ...more })
const activity = (more: object): Activity =>
  ({
    ...{ item: 'b', state: 'running', pausedAt: null, step: step(0) },
    steps: [
      { minutes: 4, shown: 'at_reveal', makes: true },
      { minutes: 6, shown: 'at_once', makes: true },
    ],
    ...more,
  }) as unknown as Activity
const item = (id: string, minutes: number, state: string, begunAt: number | null) =>
  ({ id, minutes, state, begunAt }) as Item

describe('the time of a step', () => {
  it('is what is left by the clock of the place, and stands still in a pause', () => {
    const on = activity({ step: step(0, { endsAt: 100_000 }) })
    expect(leftOf(on, 40_000)).toBe(60_000)
    expect(leftOf({ ...on, pausedAt: 30_000 }, 95_000)).toBe(70_000)
    expect(leftOf(activity({ step: step(0) }), 5)).toBeNull()
  })
  it('reads as a clock, and past its end as what is over', () => {
    expect([160_000, 159_001, 1, 0, -15_000].map(clockWords)).toEqual(['2:40', '2:40', '0:01', '0:00', '+0:15'])
  })
})

describe('how we are on time', () => {
  const agenda = [item('a', 10, 'done', 0), item('b', 20, 'on', 10 * MINUTE), item('c', 5, 'coming', null)]
  it('is nothing before the first thing is begun', () => {
    expect(lateBy([item('a', 10, 'coming', null)], null, 5)).toBeNull()
  })
  it('counts what is done as planned, and of what is on the part that should be over', () => {
    // Halfway through the first of two steps, which stand for 8 of the 20 minutes of this item.
    const on = activity({ step: step(0, { endsAt: 18 * MINUTE }) })
    expect(lateBy(agenda, on, 16 * MINUTE)).toBeCloseTo(2)
    expect(lateWords(2)).toBe('2 minutes behind')
    expect(lateWords(-7.4)).toBe('7 minutes ahead')
    expect(lateWords(0.6)).toBe('on time')
  })
})

it('knows what the next press does', () => {
  expect(nextAct(activity({}))).toBe('show')
  expect(nextAct(activity({ step: step(1) }))).toBe('end')
  const ends = activity({ steps: [{ minutes: 1, shown: 'at_end', makes: true }, { minutes: 1 }] })
  expect(nextAct(ends)).toBe('show')
  expect(nextAct({ ...ends, step: { ...ends.step!, state: 'shown' } })).toBe('next')
})
