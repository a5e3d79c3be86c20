import { expect, test } from 'vitest'
import type { Asked } from '#platform/http/module.ts'
import { addDays } from '#shared/day.ts'
import { choose, nextMonday } from './present/choose.ts'

const TODAY = '2026-11-27'
const ask = (from: string, id: string, more: Partial<Asked> = {}): Asked => ({
  ...{ from, id, about: '', space: null, words: id, why: '', minutes: 5, verb: 'Look', to: '/' },
  ...more,
})
const ids = (asks: Asked[], most?: number) => choose(asks, TODAY, most).map((one) => one.ask.id)

test('what is due within a week comes first, by its day', () => {
  const asks = [
    ask('a', 'no day', { minutes: 1 }),
    ask('a', 'late', { due: '2026-11-20' }),
    ask('b', 'far', { due: '2027-02-01', minutes: 1 }),
    ask('b', 'soon', { due: '2026-12-03' }),
    ask('b', 'today', { due: TODAY }),
  ]
  expect(ids(asks)).toEqual(['late', 'today', 'soon', 'no day', 'far'])
  expect(choose(asks, TODAY).map((one) => one.because)).toMatchObject([
    'It is wanted since Friday 20 November.',
    'It is wanted by Friday 27 November.',
    'It is wanted by Thursday 3 December.',
    expect.stringContaining('one minute'),
    expect.stringContaining('the turn of its part'),
  ])
})

test('no part of the place crowds out another, whether its things are due or not', () => {
  const many = Array.from({ length: 9 }, (_, i) => ask('loud', `loud ${i}`, { minutes: 1 }))
  const due = Array.from({ length: 9 }, (_, i) => ask('due', `due ${i}`, { due: TODAY }))
  const quiet = [ask('quiet', 'quiet', { minutes: 20 })]
  expect(ids([...many, ...quiet])).toContain('quiet')
  expect(ids([...due, ...many, ...quiet])).toEqual(['due 0', 'due 1', 'due 2', 'due 3', 'loud 0'])
  expect(ids([...due, ...quiet])).toEqual(['due 0', 'due 1', 'due 2', 'due 3', 'quiet'])
  // Alone, it has all five places.
  expect(ids(due)).toHaveLength(5)
  expect(ids([])).toEqual([])
})

test('days are counted as people count them', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(['2026-11-27', '2026-11-29', '2026-11-30', '2026-12-01'].map(nextMonday)).toEqual([
    '2026-11-30',
    '2026-11-30',
    '2026-12-07',
    '2026-12-07',
  ])
})
