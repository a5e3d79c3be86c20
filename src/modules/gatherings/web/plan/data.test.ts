import { expect, it } from 'vitest'
import { beginsOf, placed, timeAfter, totalOf } from './data.ts'

it('says when each begins, over midnight too', () => {
  const items = [{ minutes: 5 }, { minutes: 40 }, { minutes: 15 }]
  expect(beginsOf(items)).toEqual([0, 5, 45])
  expect(totalOf(items)).toBe(60)
  expect(timeAfter('14:00', 45)).toBe('14:45')
  expect(timeAfter('23:50', 20)).toBe('00:10')
})

it('puts one at another place and leaves the others in their order', () => {
  expect(placed(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd'])
  expect(placed(['a', 'b', 'c', 'd'], 3, 0)).toEqual(['d', 'a', 'b', 'c'])
  expect(placed(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
})
