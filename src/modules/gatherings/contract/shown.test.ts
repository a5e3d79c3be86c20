import { describe, expect, it } from 'vitest'
import { shownOf, wordsOfLine } from './shown.ts'
import type { Line } from './state.ts'

const line = (id: string, value: unknown, key = 'k'): Line =>
  ({ id, key, value, by: '', mine: false, shown: true, step: 's', forTable: false, version: 1, mayGo: null }) as Line
const step = (kind: string, settings: object, nameless = false) =>
  ({ kind, settings, nameless, title: kind, key: 'k' }) as never

describe('what a step took in, as its list', () => {
  it('reads words whatever they were put in as', () => {
    const fields = step('write', {
      fields: [
        { key: 'a', label: 'What' },
        { key: 'b', label: 'So what' },
      ],
    })
    expect(wordsOfLine(fields, line('1', { fields: { a: 'We rang', b: '' } }))).toBe('What: We rang')
    expect(wordsOfLine(undefined, line('1', { about: 'It', whys: ['because', 'so'] }))).toBe('It\n→ because\n→ so')
    expect(wordsOfLine(undefined, line('1', { text: ' A line ' }))).toBe('A line')
  })

  it('gathers lines under the names they were given, by the words of the step they came from', () => {
    const all = [line('1', { text: 'Ring sooner' }), line('2', { text: 'Ring twice' })]
    const named = line('c', { name: 'Ringing', items: ['1', '2', 'gone'] }, 'put')
    const shown = shownOf(step('cluster', {}), [named], [...all, named], [step('write', {})])
    expect(shown).toMatchObject({
      as: 'columns',
      columns: [{ label: 'Ringing', items: [{ text: 'Ring sooner' }, { text: 'Ring twice' }] }],
    })
  })

  it('counts nothing itself of what was given without a name, and counts it where names were given', () => {
    const settings = {
      questions: [{ key: 'q', label: 'How sure?' }],
      scale: { least: 1, most: 3, low: 'not', high: 'very' },
    }
    const four = [1, 2, 3, 3].map((n, at) => line(String(at), { answers: { q: n }, because: '' }))
    const nameless = shownOf(step('rate', settings, true), [line('w', { because: 'Too soon' })], four, [])
    expect(nameless).toMatchObject({ as: 'lines', lines: [{ text: 'Too soon' }] })
    const named = shownOf(step('rate', settings), four, four, [])
    expect(named).toMatchObject({
      spreads: [
        {
          n: 4,
          bars: [
            { label: '1, not', n: 1 },
            { label: '2', n: 1 },
            { label: '3, very', n: 2 },
          ],
        },
      ],
    })
    const five = [...four, line('5', { answers: { q: 'unknown' }, because: '' })]
    expect(shownOf(step('rate', settings), five, five, [])).toMatchObject({ spreads: [{ n: 5, unknown: 1 }] })
  })

  it('puts things where they were put, as parts of each axis', () => {
    const axis = { label: 'Trust', least: 0, most: 10, low: 'little', high: 'much' }
    const put = [
      line('a', { item: '1', across: 10, up: 5, because: 'They say so' }),
      line('b', { item: '1', across: 'unknown', up: 5, because: '' }),
    ]
    const shown = shownOf(
      step('grid', { across: axis, up: axis }),
      put,
      [line('1', { text: 'The council' }), ...put],
      [],
    )
    expect(shown).toMatchObject({
      placed: [{ text: 'The council', spots: [{ across: 1, up: 0.5 }], unknown: 1, because: ['They say so'] }],
    })
  })

  it('counts dots, answers and taps, and keeps the words of those who disagree', () => {
    const votes = [line('a', { dots: { x: 2 } }), line('b', { dots: { x: 1, y: 1 } })]
    expect(shownOf(step('dot_vote', {}), votes, votes, [])).toMatchObject({
      bars: [
        { key: 'x', n: 3 },
        { key: 'y', n: 1 },
      ],
    })
    const yes = [line('a', { answer: 'agree', words: '' }), line('b', { answer: 'not_yet', words: 'Who pays?' })]
    expect(shownOf(step('acceptance', {}), yes, yes, [])).toMatchObject({
      bars: [{ n: 1 }, { n: 0 }, { n: 1 }],
      words: [{ text: 'Who pays?', beside: ['Not yet'] }],
    })
    const taps = [line('a', { second: 90, button: 'ask' }), line('b', { second: 3, button: 'tell' })]
    const buttons = [
      { key: 'ask', label: 'Asks' },
      { key: 'tell', label: 'Tells' },
    ]
    expect(shownOf(step('tally', { buttons }), taps, taps, [])).toMatchObject({
      tapped: { seconds: 90, taps: [{ second: 3 }, { second: 90 }] },
    })
  })

  it('draws moments in their order and branches under what they follow from', () => {
    const moments = [line('b', { when: '2026-05', text: 'Later' }), line('a', { when: '2025-01', text: 'Sooner' })]
    expect(shownOf(step('timeline', {}), moments, moments, [])).toMatchObject({
      moments: [{ text: 'Sooner' }, { text: 'Later' }],
    })
    const tree = [
      line('a', { text: 'Root', parent: null, level: 1 }),
      line('b', { text: 'Leaf', parent: 'a', level: 2 }),
    ]
    expect(shownOf(step('outline', { levels: ['Did', 'Led to'] }), tree, tree, [])).toMatchObject({
      roots: [{ text: 'Root', children: [{ text: 'Leaf', beside: ['Led to'] }] }],
    })
  })
})
