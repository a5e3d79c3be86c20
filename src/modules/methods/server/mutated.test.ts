/** However a file was damaged, it is either still a method or told in sentences: the same damage every time, from a seed. */
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readMethod } from './index.ts'

const FOLDER = resolve(import.meta.dirname, '../../../../methods')
const FILES = readdirSync(FOLDER).map((name) => readFileSync(resolve(FOLDER, name), 'utf8'))
const ROUNDS = 700

/** A small generator of numbers from 0 to below n, the same for the same seed. */
function dice(seed: number) {
  let state = seed
  return (n: number) => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * n)
  }
}

const SPLINTERS = [
  ...[
    '\t',
    ': ',
    '- ',
    '[',
    '{',
    '}',
    ']',
    '"',
    "'",
    '|',
    '>',
    '&a ',
    '*a ',
    '!!set ',
    '---\n',
    '#',
    '? ',
    '%',
    '@',
    '`',
  ],
  ...['\u0000', '\ufeff', '\u2028', '🧭', 'null', '~', '.inf', '0x10', '1e999', '-1', 'true', '2026-01-01', '<<: *a\n'],
  ...['__proto__: x\n', 'constructor: x\n', 'toString', '\r', '\r\n', ' ', '    ', '\n\n', 'x'.repeat(2100)],
]

function damage(text: string, roll: (n: number) => number): string {
  const lines = text.split('\n')
  const at = roll(lines.length)
  const where = roll(text.length)
  const splinter = SPLINTERS[roll(SPLINTERS.length)]!
  const ways: (() => string)[] = [
    () => lines.toSpliced(at, 1 + roll(3)).join('\n'),
    () => lines.toSpliced(at, 0, lines[roll(lines.length)]!).join('\n'),
    () => lines.toSpliced(at, 1, ` ${lines[at]}`).join('\n'),
    () => lines.toSpliced(at, 1, (lines[at] ?? '').replace(/:.*/, `: ${splinter}`)).join('\n'),
    () => lines.toSpliced(at, 1, (lines[at] ?? '').replace(/^( *- | +)?\w+/, `$1${splinter}`)).join('\n'),
    () => text.slice(0, where),
    () => text.slice(0, where) + splinter + text.slice(where),
    () => text.slice(0, where) + text.slice(where + roll(200)),
  ]
  return ways[roll(ways.length)]!()
}

test(`${ROUNDS} damaged methods: none ends in anything but a method or sentences with their lines`, () => {
  const roll = dice(20_261_127)
  let sound = 0
  for (let round = 0; round < ROUNDS; round++) {
    let text = FILES[roll(FILES.length)]!
    for (let times = 1 + roll(3); times > 0; times--) text = damage(text, roll)
    const read = readMethod(new TextEncoder().encode(text))
    if (read.ok) {
      sound++
      continue
    }
    expect(read.problems.length).toBeGreaterThan(0)
    for (const { line, sentence } of read.problems) {
      expect(line).toBeGreaterThanOrEqual(1)
      expect(line).toBeLessThanOrEqual(text.split(/\r\n?|\n/).length + 1)
      expect(sentence).toMatch(/^[\S ]{10,600}$/u)
      expect(sentence).not.toMatch(/undefined|\[object|NaN|Invalid|Expected|expected (string|number|array|object)/)
    }
  }
  // Some damage is none: then the test would not see a validator that refuses everything, or takes everything.
  expect(sound).toBeGreaterThan(ROUNDS / 50)
  expect(sound).toBeLessThan(ROUNDS / 2)
}, 60_000)
