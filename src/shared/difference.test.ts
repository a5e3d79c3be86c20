import { expect, test } from 'vitest'
import { difference } from './difference.ts'

test('two texts are told apart word by word, and each can be read out of the difference again', () => {
  const [before, after] = ['To learn who gets lost between services.', 'To learn why people get lost between services.']
  const pieces = difference(before, after)
  expect(pieces).toContainEqual({ text: 'lost between services.', is: 'same' })
  const read = (without: string) =>
    pieces
      .filter((one) => one.is !== without)
      .map((one) => one.text)
      .join('')
  expect(read('new')).toBe(before)
  expect(read('gone')).toBe(after)
  expect(difference('', '')).toEqual([])
  expect(difference('Same.', 'Same.')).toEqual([{ text: 'Same.', is: 'same' }])
  const long = 'word '.repeat(2000)
  expect(difference(long, `${long}more`).map((one) => one.is)).toEqual(['gone', 'new'])
})
