import { expect, it } from 'vitest'
import { toldOf } from './told-numbers.ts'

it('says of nameless numbers no more than may be told, by their labels', () => {
  const step = { settings: { questions: [{ key: 'q', label: 'How sure?' }], options: [{ key: 'a', label: 'Very' }] } }
  const told = {
    q: {
      answers: 8,
      cells: {
        a: { from: 7, to: 8, says: 'nearly_all' as const },
        unknown: { from: 0, to: 2, says: 'very_few' as const },
      },
    },
    'id-1': { answers: null, cells: null },
  }
  expect(toldOf(step, told, (id) => (id === 'id-1' ? 'Ring sooner' : ''))).toEqual([
    {
      ...{ key: 'q', label: 'How sure?', n: 8 },
      rows: [
        { key: 'a', label: 'Very', words: 'nearly all', from: 7, to: 8 },
        { key: 'unknown', label: 'Don’t know', words: 'very few', from: 0, to: 2 },
      ],
    },
    { key: 'id-1', label: 'Ring sooner', n: null, rows: [] },
  ])
})

it('says of a place between two scales where it is on each', () => {
  const scale = { least: 1, most: 5 }
  const told = { 'id-1': { answers: 8, cells: { '1…2 5': { from: 0, to: 3, says: null } } } }
  const [of] = toldOf({ settings: { across: scale, up: scale } }, told, (id) => (id === 'id-1' ? 'The council' : ''))
  expect(of!.rows[0]!.label).toBe('1 to 2 of 5 across, 5 of 5 up')
})
