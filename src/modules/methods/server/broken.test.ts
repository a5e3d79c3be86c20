/** What is wrong with a field is said with its line and what to do. */
import { expect, test } from 'vitest'
import { type Broken, problemsOf, SOUND, told } from './testing.ts'

test('what the others break is sound', () => {
  expect(problemsOf(SOUND)).toEqual([])
})

const broken: Broken[] = [
  [
    'who sees it is missing',
    '    seen_by: room\n',
    '',
    /says nothing about who sees it \(seen_by\): say one of self,/,
    'key: lines',
  ],
  ['whose it is is missing', '    belongs_to: room\n', '', /nothing about whose it is \(belongs_to\)/, 'key: lines'],
  ['how long it is kept is missing', '    kept: until_harvested\n', '', /how long it is kept \(kept\)/, 'key: lines'],
  [
    'a kind that nobody knows',
    'kind: write',
    'kind: wirte',
    /no step of this kind \(“wirte”\): the kinds are write,/,
    'kind: wirte',
  ],
  ['no kind', '    kind: write\n', '', /does not say what it is \(kind\)/, 'key: lines'],
  [
    'no steps',
    SOUND.slice(SOUND.indexOf('steps:'), SOUND.indexOf('harvest:')),
    'steps: []\n',
    /at least 1 of them/,
    'steps:',
  ],
  ['an unknown field', 'title: Two lines', 'titel: Two lines', /no field “titel” here/, 'titel'],
  ['a missing field', 'title: Two lines\n', '', /“title” is missing here/, 'key: two-lines'],
  [
    'a field twice',
    'title: Show them',
    'title: Show them\n    title: Again',
    /“title” stands here twice/,
    'title: Again',
  ],
  ['a tab', '    kind: reveal', '\tkind: reveal', /there is a tab here: use spaces/, '\tkind'],
  ['a line of 64 kB', 'What do you see?', 'x'.repeat(65_536), /longer than 2000 characters/, 'prompt: xx'],
  [
    'words beyond their length',
    'title: Two lines',
    `title: ${'x'.repeat(81)}`,
    /“title”: at most 80 characters/,
    'title: xx',
  ],
  ['a line break in one line', 'title: Two lines', 'title: "Two\\nlines"', /“title”: one line/, 'title: "Two'],
  ['a number in words', 'minutes: 4', 'minutes: four', /“minutes” has to be a/, 'minutes: four'],
  ['a negative number', 'minutes: 4', 'minutes: -4', /“minutes”: at least 0/, 'minutes: -4'],
  ['a name with a space', 'key: lines', 'key: my lines', /“key”: small letters, digits and hyphens/, 'key: my lines'],
  ['an anchor', 'title: Two lines', 'title: &t Two lines', /anchors and aliases/, '&t'],
  ['a type of its own', 'title: Two lines', 'title: !!js/function "x"', /type with !|cannot be read as YAML/, '!!js'],
  ['a second method', 'credit:', '---\ncredit:', /holds one method/, '---'],
  ['a colon too many', 'title: Two lines', 'title: Two: lines', /second colon in this line/, 'title: Two: lines'],
  ['a bracket that stays open', '[make_sense]', '[make_sense', /./, 'good_for'],
  ['a sign that cannot be seen', 'Two lines', 'Two \u0000 lines', /cannot be seen/, 'Two \u0000'],
]

test.each(broken)('%s', (...row) => {
  expect(SOUND).toContain(row[1])
  const { sentences, line, expected } = told(row)
  expect(sentences).toContainEqual(expect.stringMatching(row[3]))
  expect(line).toBe(expected)
})
