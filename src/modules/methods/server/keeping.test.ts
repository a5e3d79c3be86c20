/** Who sees a thing, whose it is and how long it is kept: what cannot be kept together is refused. */
import { describe, expect, test } from 'vitest'
import { problemsOf, SOUND } from './testing.ts'

/** With names, a pair and somebody who presents. */
const NAMED = SOUND.replace('attribution: anonymous', 'attribution: named')
  .replace('    may_go: [stays, theme, words]\n', '')
  .replace('belongs_to: room', 'belongs_to: speaker')
  .replace('chosen_while_writing', 'each_author')
  .replace(
    'lead_in:',
    'roles:\n  - { key: presenter, title: Presenter, does: Presents, may: [present, write] }\nlead_in:',
  )
  .replace('planned: 10', 'planned: 12')
  .replace(
    'steps:\n',
    `steps:
  - key: twos
    title: Find a pair
    kind: groups
    group: pairs
    minutes: 2
    seen_by: room
    belongs_to: room
    kept: until_step_ends
    prompt: Sit with somebody.
`,
  )
const PAIRS = NAMED.replace('group: solo', 'group: pairs')

const keeping: [what: string, base: string, from: string | RegExp, to: string, says: RegExp][] = [
  [
    'more in a group than there are',
    NAMED.replace('least: 8, most: 30', 'least: 3, most: 30'),
    'group: all\n    minutes: 6',
    'group: fours\n    minutes: 6',
    /“fours” needs at least 4 people/,
  ],
  [
    'the room is shown what a pair sees',
    PAIRS,
    /seen_by: room(?=\n {4}belongs_to: speaker)/,
    'seen_by: pair',
    /would show to “room” what “lines” shows to “pair” only/,
  ],
  [
    'a pair sees, and there is none',
    NAMED,
    /seen_by: room(?=\n {4}belongs_to: speaker)/,
    'seen_by: pair',
    /it is not done in pairs or trios/,
  ],
  [
    'a table sees, and there is none',
    NAMED,
    /seen_by: room(?=\n {4}belongs_to: speaker)/,
    'seen_by: table',
    /not done in trios, fours or at tables/,
  ],
  [
    'a presenter sees, and nobody presents',
    NAMED,
    /seen_by: room(?=\n {4}belongs_to: speaker)/,
    'seen_by: presenter',
    /there is none: let it repeat per presenter/,
  ],
  [
    'a room owns what it does not see',
    NAMED,
    /seen_by: room(?=\n {4}belongs_to: speaker)\n {4}belongs_to: speaker/,
    'seen_by: self\n    belongs_to: room',
    /cannot answer for what it does not see/,
  ],
  [
    'a pair owns, and there is none',
    NAMED,
    'belongs_to: speaker',
    'belongs_to: pair',
    /written in pairs, and seen by the pair or the room/,
  ],
  [
    'a presenter owns, and nobody presents',
    NAMED,
    'belongs_to: speaker',
    'belongs_to: presenter',
    /in a step that has one/,
  ],
  [
    'a pair keeps it for ever',
    PAIRS,
    /belongs_to: speaker\n {4}kept: until_harvested/,
    'belongs_to: pair\n    kept: as_owner_wants',
    /a pair ends, so nobody would be left to say how long/,
  ],
  [
    'a room keeps it for ever',
    NAMED,
    /belongs_to: speaker\n {4}kept: until_harvested/,
    'belongs_to: room\n    kept: as_owner_wants',
    /a room ends/,
  ],
  [
    'what is gone is revealed',
    NAMED,
    /belongs_to: speaker\n {4}kept: until_harvested/,
    'belongs_to: speaker\n    kept: until_step_ends',
    /is gone when it ends/,
  ],
  [
    'what is gone is harvested',
    NAMED,
    /belongs_to: speaker\n {4}kept: until_harvested/,
    'belongs_to: speaker\n    kept: until_close',
    /gone before anything leaves the room/,
  ],
  [
    'one lets go what is the room’s',
    NAMED,
    'belongs_to: speaker',
    'belongs_to: room',
    /written down for several, so nobody alone/,
  ],
  [
    'one lets go what was typed for a table',
    NAMED,
    'kind: write',
    'kind: write\n    writes: one',
    /written down for several, so nobody alone/,
  ],
  [
    'the room accepts what it is not asked about',
    NAMED,
    'each_author',
    'room_accepts',
    /not asked whether it accepts “lines”/,
  ],
  [
    'a presenter brings out what is not theirs',
    NAMED,
    'each_author',
    'presenter_with_the_set',
    /does not belong to the presenter/,
  ],
  [
    'others bring out what is the presenter’s',
    NAMED,
    /kind: write([\s\S]*?)belongs_to: speaker/,
    'kind: write\n    writes: presenter$1belongs_to: presenter',
    /who alone can bring it out/,
  ],
  [
    'a step works on what is still hidden',
    NAMED,
    '  - key: show',
    '  - { key: early, title: Early, kind: dot_vote, group: solo, minutes: 1, from: lines, seen_by: room, belongs_to: speaker, kept: until_close, prompt: Which? }\n  - key: show',
    /“lines” is not revealed until “show”: put this step after it/,
  ],
  [
    'it is revealed twice',
    NAMED,
    'harvest:',
    '  - { key: again, title: Again, kind: reveal, group: all, minutes: 1, from: lines, seen_by: room, belongs_to: room, kept: until_close, prompt: Look }\nharvest:',
    /was revealed before, by “show”/,
  ],
  [
    'who spoke is kept',
    NAMED,
    'kind: write',
    'kind: tally\n    settings: { speakers: if_wanted, buttons: [{ key: yes-it, label: a }, { key: no-it, label: b }] }',
    /after which step it is forgotten who spoke/,
  ],
]

describe('who sees, owns and keeps what', () => {
  test('what these break is sound', () => {
    expect([problemsOf(NAMED), problemsOf(PAIRS)]).toEqual([[], []])
  })
  test.each(keeping)('%s', (_what, base, from, to, says) => {
    const text = base.replace(from, to)
    expect(text).not.toBe(base)
    expect(problemsOf(text).map((one) => one.sentence)).toContainEqual(expect.stringMatching(says))
  })
  test('a reading is held to what its step is held to', () => {
    const scored = NAMED.replace(
      'kind: write',
      'kind: write\n    settings: { score: { label: a, least: 1, most: 5, low: b, high: c } }',
    )
    const readings = (least: number) =>
      scored.replace(
        'harvest:',
        `readings:
  - { key: one, title: One, says: As it is, steps: {} }
  - { key: two, title: Two, says: Otherwise, steps: { lines: { settings: { score: { label: a, least: ${least}, most: 5, low: b, high: c } } } } }
harvest:`,
      )
    expect(problemsOf(readings(1))).toEqual([])
    expect(problemsOf(readings(5)).map((one) => one.sentence)).toEqual([expect.stringMatching(/least of the scale/)])
  })
})
