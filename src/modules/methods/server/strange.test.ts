/** Files that are hardly files of ours: whatever stands in one, it is told in a sentence, soon. */
import { expect, test } from 'vitest'
import { problemsOf, SOUND } from './testing.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'
  .split('')
  .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(', ')}]`)
  .join('\n')}\n`

/** Files that are hardly files of ours. */
const strange: [what: string, file: Uint8Array, says: RegExp][] = [
  ['nothing', bytes(''), /empty/],
  ['only a comment', bytes('# nothing yet\n'), /nothing in this file|not a method/],
  ['a list', bytes('- a\n- b\n'), /not a method/],
  ['a word', bytes('hello'), /not a method/],
  ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), /UTF-8/],
  ['UTF-16', Uint8Array.from(Buffer.from(`\ufeff${SOUND}`, 'utf16le')), /save it as “UTF-8”/],
  ['UTF-16 without a mark', Uint8Array.from(Buffer.from(SOUND, 'utf16le')), /save it as “UTF-8”/],
  ['a mark of its encoding', bytes(`\ufeff${SOUND}`), /without BOM/],
  ['Latin 1', Uint8Array.from(Buffer.from(SOUND.replace('Nobody', 'Ren\u00e9'), 'latin1')), /not written in UTF-8/],
  ['larger than a method is', bytes('# long\n'.repeat(20_000)), /larger than 100 kB/],
  ['aliases that grow to a billion', bytes(bomb), /anchors and aliases/],
  [
    'a hundred thousand brackets',
    bytes(`${'['.repeat(1999)}\n`.repeat(45)),
    /nested too deeply|cannot be read|closed|missing/,
  ],
  [
    'deep by indentation',
    bytes(Array.from({ length: 300 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')),
    /nested too deeply/,
  ],
  ['fifty thousand fields', bytes('a:\n'.repeat(33_000)), /twice/],
  ['names that objects have', bytes('__proto__: { polluted: yes }\nconstructor: 1\n'), /./],
]

test.each(strange)('%s is told in a sentence, soon', (_what, file, says) => {
  const began = performance.now()
  const problems = problemsOf(file)
  expect(performance.now() - began).toBeLessThan(3000)
  expect(problems.map((one) => one.sentence).join('\n')).toMatch(says)
  expect(Object.prototype).not.toHaveProperty('polluted')
})

test('Latin 1 is told on its line', () => {
  const text = SOUND.replace('Nobody', 'Ren\u00e9')
  const line = text.slice(0, text.indexOf('Ren\u00e9')).split('\n').length
  expect(problemsOf(Uint8Array.from(Buffer.from(text, 'latin1')))[0]!.line).toBe(line)
})
