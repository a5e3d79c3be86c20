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
