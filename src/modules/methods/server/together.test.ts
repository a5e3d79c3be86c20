/** What is wrong between fields that may each be right: minutes, references, lines without names, what leaves. */
import { expect, test } from 'vitest'
import { type Broken, SOUND, told } from './testing.ts'

const broken: Broken[] = [
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
    /has no names, so nobody can be asked/,
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
    /in the short form, at “show”: there is no step called “lines”/,
    'short: {',
  ],
  [
    'a short form that does not add up',
    'live: On phones.',
    'live: On phones.\n  short: { says: S, minutes: 6, steps: { lines: 2, show: 5 } }',
    /in the short form: the steps take 7 minutes, and 6/,
    'short: {',
  ],
  [
    'a short form without its reveal',
    'live: On phones.',
    'live: On phones.\n  short: { says: S, minutes: 6, steps: { lines: 6 } }',
    /in the short form, at “lines”: lines without names are shown together or not at all/,
    'short: {',
  ],
  ['without names, in a small group', 'group: solo', 'group: pairs', /let it be solo or all/, 'group: pairs'],
  ['without names, among four', 'least: 5, most: 30', 'least: 4, most: 30', /begin with 5 people/, 'kind: write'],
  [
    'needed, and it may be left out',
    'minutes: 4',
    'minutes: 4\n    optional: true',
    /may be left out \(optional\)/,
    'from: lines',
  ],
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

test.each(broken)('%s', (...row) => {
  expect(SOUND).toContain(row[1])
  const { sentences, line, expected } = told(row)
  expect(sentences).toContainEqual(expect.stringMatching(row[3]))
  expect(line).toBe(expected)
})
