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
  const scale = { label: 'Agree?', least: 1, most: 5, low: 'against it', high: 'for it' }
  const up = { ...scale, low: 'not at all', high: 'fully' }
  const band = { from: 0, to: 3, says: null }
  const told = { 'id-1': { answers: 8, cells: { '1…2 5': band, '2…4 1': band, '4…5 3': band } } }
  const [of] = toldOf({ settings: { across: scale, up } }, told, (id) => (id === 'id-1' ? 'The council' : ''))
  expect(of!.rows.map((row) => row.label)).toEqual([
    'nearer “against it” (1 to 2 of 5); “fully” (5 of 5)',
    'between “against it” and “for it” (2 to 4 of 5); “not at all” (1 of 5)',
    'nearer “for it” (4 to 5 of 5); between “not at all” and “fully” (3 of 5)',
  ])
})

it('tells answers in the order in which they were offered, however the map was kept', () => {
  const band = { from: 0, to: 3, says: null }
  const told = { q: { answers: 7, cells: { agree: band, not_yet: band, live_with: band } } }
  const [of] = toldOf({ settings: {} }, told, () => '')
  expect(of!.rows.map((row) => row.label)).toEqual(['Agree', 'Can live with it', 'Not yet'])
})
