import { describe, expect, it } from 'vitest'
import { differ, folded, type Piece } from './differ.tsx'

const side = (pieces: readonly Piece[], not: Piece['is']) =>
  pieces.filter((piece) => piece.is !== not).map((piece) => piece.line)

describe('the difference between two texts', () => {
  it('has each of the two in it, whole and in order, whatever they are', () => {
    let seed = 7
    const below = (most: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return seed % most
    }
    const text = () => Array.from({ length: below(25) }, () => ['a', 'b', 'c', '', 'd'][below(5)]!)
    for (let n = 0; n < 500; n++) {
      const [before, after] = [text(), text()]
      const pieces = differ(before, after)!
      expect(side(pieces, 'new')).toEqual(before)
      expect(side(pieces, 'gone')).toEqual(after)
    }
  })

  it('is as short as it can be, folds what is the same, and gives up where almost all changed', () => {
    const before = Array.from({ length: 40 }, (_, n) => `line ${n}`)
    const after = [...before.slice(0, 20), 'a new one', ...before.slice(20)]
    const pieces = differ(before, after)!
    expect(pieces.filter((piece) => piece.is !== 'same')).toEqual([{ is: 'new', line: 'a new one' }])
    expect(folded(pieces).map((piece) => piece.line)).toEqual([
      '18 lines are the same',
      ...['line 18', 'line 19', 'a new one', 'line 20', 'line 21'],
      '18 lines are the same',
    ])
    const other = Array.from({ length: 2000 }, (_, n) => `other ${n}`)
    expect(
      differ(
        other,
        other.map((one) => `${one}!`),
      ),
    ).toBeNull()
  })
})
