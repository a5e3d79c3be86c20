/** What is wrong with a file is said with its line and what to do; nothing in a file ends in anything else. */
import { describe, expect, test } from 'vitest'
import { readMethod } from './index.ts'
import { SOUND } from './testing.ts'

const problemsOf = (file: string | Uint8Array) => {
  const read = readMethod(typeof file === 'string' ? new TextEncoder().encode(file) : file)
  return read.ok ? [] : read.problems
}
const lineOf = (text: string, words: string) => text.slice(0, text.indexOf(words)).split('\n').length

test('what the others break is sound', () => {
  expect(problemsOf(SOUND)).toEqual([])
})

/** What is replaced by what; what is said of it; the words on whose line it is said, as they stand in the broken file. */
const broken: [what: string, from: string, to: string, says: RegExp, at: string][] = [
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
  [
    'minutes that do not add up',
    'minutes: 4',
    'minutes: 5',
    /the steps take 11 minutes, and 10 are planned/,
    'minutes: { planned',
  ],
  [
    'planned beyond the most',
    'most: 20 }',
    'most: 9 }',
    /10 planned minutes do not lie between 5 and 9/,
    'minutes: { planned',
  ],
  ['a step that takes no time', 'minutes: 4', 'minutes: 0', /takes no time/, 'minutes: 0'],
  [
    'a step about a later one',
    '    kind: write',
    '    kind: write\n    from: show',
    /“show” comes later/,
    'from: show',
  ],
  ['a step about nothing there is', 'from: lines', 'from: lynes', /no step called “lynes”/, 'from: lynes'],
  ['a reveal of nothing', '    from: lines\n', '', /nothing to show here/, 'key: show'],
  [
    'two steps of one name',
    'key: show',
    'key: lines',
    /another step called “lines” before this/,
    'key: lines\n    title: Show',
  ],
  ['pairs before there are pairs', 'group: all', 'group: pairs', /nobody has been put into pairs yet/, 'group: pairs'],
  [
    'more in a group than there are',
    'group: all\n    minutes: 6',
    'group: fours\n    minutes: 6',
    /“fours” needs at least 4 people/,
    'group: fours',
  ],
  [
    'without names, before fewer than the room',
    'seen_by: room',
    'seen_by: facilitator',
    /without names it is seen by the whole room/,
    'seen_by: facilitator',
  ],
  [
    'without names, and somebody’s',
    'belongs_to: room',
    'belongs_to: speaker',
    /a line without a name is nobody’s/,
    'belongs_to: speaker',
  ],
  [
    'without names, kept as its owner wants',
    'kept: until_harvested',
    'kept: as_owner_wants',
    /has no owner/,
    'kept: as_owner_wants',
  ],
  [
    'without names, gone before its reveal',
    'kept: until_harvested',
    'kept: until_step_ends',
    /shown at its reveal/,
    'kept: until_step_ends',
  ],
  [
    'without names, and nowhere said where it goes',
    '    may_go: [stays, theme, words]\n',
    '',
    /say where it may go while it is written/,
    'key: lines',
  ],
  [
    'without names, and it cannot stay',
    '[stays, theme, words]',
    '[theme]',
    /possible that a line stays here/,
    'may_go',
  ],
  [
    'without names, and somebody promises',
    'kind: write',
    'kind: commit',
    /cannot be done without names/,
    'kind: commit',
  ],
  [
    'with names, and where it goes is said before',
    'attribution: anonymous',
    'attribution: named',
    /may_go is for steps without names/,
    'may_go',
  ],
  [
    'without names, and asked at the close',
    'chosen_while_writing',
    'each_author',
    /nobody can be asked at the close/,
    'from: [lines]',
  ],
  ['a role that nobody has', 'kind: write', 'kind: write\n    writes: king', /no role called “king”/, 'writes: king'],
  [
    'a role that may do nothing',
    'lead_in:',
    'roles:\n  - { key: king, title: King, does: rules, may: [] }\nlead_in:',
    /“may”: at least 1 of them/,
    'key: king',
  ],
  [
    'a repeat that is not there',
    'kind: write',
    'kind: write\n    repeat: again',
    /no repeat called “again”/,
    'repeat: again',
  ],
  ['an output of nothing', 'from: [lines]', 'from: [linse]', /no step called “linse”/, 'from: [linse]'],
  [
    'what the room accepts, and it is not asked',
    'chosen_while_writing',
    'room_accepts',
    /put a step of kind acceptance/,
    'from: [lines]',
  ],
  [
    'neither live nor over days',
    'live: On phones.',
    'paper: On paper.',
    /say how it is done live, or over days/,
    'variants:',
  ],
  [
    'a link that runs something',
    'licence: ours',
    'licence: ours\n  link: "javascript:alert(1)"',
    /“link”: an address that begins with https/,
    'link:',
  ],
  [
    'a short form without what it needs',
    'live: On phones.',
    'live: On phones.\n  short: { says: Shorter, minutes: 6, steps: { show: 6 } }',
    /leaves out “lines”/,
    'short: {',
  ],
  [
    'a short form that does not add up',
    'live: On phones.',
    'live: On phones.\n  short: { says: S, minutes: 6, steps: { lines: 2, show: 5 } }',
    /steps take 7 minutes, and 6/,
    'short: {',
  ],
  ['an anchor', 'title: Two lines', 'title: &t Two lines', /anchors and aliases/, '&t'],
  ['a type of its own', 'title: Two lines', 'title: !!js/function "x"', /type with !|cannot be read as YAML/, '!!js'],
  ['a second method', 'credit:', '---\ncredit:', /holds one method/, '---'],
  ['a colon too many', 'title: Two lines', 'title: Two: lines', /second colon in this line/, 'title: Two: lines'],
  ['a bracket that stays open', '[make_sense]', '[make_sense', /./, 'good_for'],
  ['a sign that cannot be seen', 'Two lines', 'Two \u0000 lines', /cannot be seen/, 'Two \u0000'],
  [
    'a scale upside down',
    'kind: write',
    'kind: write\n    settings: { score: { label: a, least: 5, most: 1, low: b, high: c } }',
    /least of the scale/,
    'settings:',
  ],
  [
    'a setting that is not of this kind',
    'kind: write',
    'kind: write\n    settings: { dots: 3 }',
    /no field “dots” here/,
    'settings:',
  ],
]

describe('a file with one thing wrong', () => {
  test.each(broken)('%s', (_what, from, to, says, at) => {
    expect(SOUND).toContain(from)
    const text = SOUND.replace(from, to)
    const problems = problemsOf(text)
    const fitting = problems.find((one) => says.test(one.sentence))
    expect(problems.map((one) => one.sentence)).toContainEqual(expect.stringMatching(says))
    expect(fitting!.line).toBe(lineOf(text, at))
  })
})

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
  expect(problemsOf(Uint8Array.from(Buffer.from(text, 'latin1')))[0]!.line).toBe(lineOf(text, 'Ren\u00e9'))
})
