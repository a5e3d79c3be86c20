import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { isNameless, makesSomething } from '#modules/methods/contract/derived.ts'
import { KINDS } from '#modules/methods/contract/kinds.ts'
import { readMethod } from '#modules/methods/server/index.ts'
import { askedOf, wordsOf } from './present/numbers.ts'

const FOLDER = resolve(import.meta.dirname, '../../../../methods')

test('numbers and words of one person are taken apart, and a number never stands in a line', () => {
  const step = {
    kind: 'acceptance',
    settings: { most_length: 500 },
  } as never
  const people = [[{ answer: 'agree', words: '' }], [{ answer: 'not_yet', words: 'Who is “we”?' }]]
  expect(askedOf(step, people)).toEqual({
    answer: { kind: 'choice', options: ['agree', 'live_with', 'not_yet'], answers: ['agree', 'not_yet'] },
  })
  expect(people.map(([value]) => wordsOf(step, value!))).toEqual([null, { words: 'Who is “we”?' }])
})

test('of a grid each thing is told for itself, and whoever did not place it counts for nothing', () => {
  const axis = { least: 1, most: 5, low: 'low', high: 'high', label: 'axis' }
  const step = { kind: 'grid', settings: { across: axis, up: axis, because: 280, sure: false } } as never
  const people = [
    [{ item: 'a', across: 1, up: 5, because: 'They said so' }],
    [
      { item: 'a', across: 2, up: 'unknown', because: '' },
      { item: 'b', across: 3, up: 3, because: '' },
    ],
  ]
  expect(askedOf(step, people)).toMatchObject({
    a: {
      answers: [
        { across: 1, up: 5 },
        { across: 2, up: 'unknown' },
      ],
    },
    b: { answers: [null, { across: 3, up: 3 }] },
  })
  expect(wordsOf(step, people[0]![0]!)).toEqual({ item: 'a', because: 'They said so' })
})

test('every step of a shipped method that takes numbers without a name has its way through disclosure', () => {
  let seen = 0
  for (const file of readdirSync(FOLDER)) {
    const read = readMethod(readFileSync(resolve(FOLDER, file)))
    if (!read.ok) throw new Error(`${file} is not sound`)
    const { method } = read
    for (const step of method.steps) {
      if (!isNameless(method, step) || !makesSomething(step) || KINDS[step.kind].holds === 'words') continue
      seen += 1
      const value = wordsOf(step, { answers: { x: 3 }, answer: 'agree', places: { x: 3 }, item: 'a', across: 1, up: 1 })
      expect(JSON.stringify(value ?? {})).not.toMatch(/answer|places|across|up/)
    }
  }
  expect(seen).toBeGreaterThan(5)
})
