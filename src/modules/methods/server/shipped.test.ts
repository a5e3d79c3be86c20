/** The methods that come with Trefoil: each is sound, can be contributed to, and keeps the promises made for it. */
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { actualsTo, contributionTo } from '../contract/contribution.ts'
import type { Definition } from '../contract/definition.ts'
import { aloneQuestions, isNameless, revealOf, shownWhen } from '../contract/derived.ts'
import { withReading } from '../contract/reading.ts'
import { KIND_KEYS } from '../contract/settings.ts'
import type { Step } from '../contract/step.ts'
import { keptMethod, readMethod } from './index.ts'

const FOLDER = resolve(import.meta.dirname, '../../../../methods')
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'))
const read = (file: string) => readMethod(readFileSync(resolve(FOLDER, file)))
const methods = new Map(
  FILES.flatMap((file) => {
    const one = read(file)
    return one.ok ? [[one.method.key, one.method] as const] : []
  }),
)
const of = (key: string) => methods.get(key)!
const step = (method: string, key: string): Step => of(method).steps.find((one) => one.key === key)!

test.each(FILES)('%s is sound, and named after its key', (file) => {
  const one = read(file)
  expect(one.ok ? [] : one.problems).toEqual([])
  expect(one.ok && `${one.method.key}.yaml`).toBe(file)
})

/** A key is never given up: links, series and whoever replaces one rely on it. */
const KEYS = `nine-whys agreement-and-trust four-player group-dynamics team-functions appreciative-inquiry
  appreciative-inquiry-short maxims design-frame design-listen design-make-sense design-make design-decide transitions
  action-learning-contract action-learning-set before-action-review after-action-review significant-change-stories
  significant-change-selection outcome-harvesting ripple-effects emergent-learning-table learning-cycle
  community-of-practice value-story learning-agenda check-in what-so-what-now-what one-two-four-all troika opening-poll
  two-minute-capture sense-making-room power-conversation attention governance-review story-circle prototype-test
  learning-community-start learning-community-session learning-environment opening-questions not-knowing`.split(/\s+/)
test('all of these are there', () => {
  expect(KEYS.filter((key) => !methods.has(key))).toEqual([])
})

test('the example of the guide is sound', () => {
  const guide = readFileSync(resolve(FOLDER, '../docs/methods.md'), 'utf8')
  const example = /```yaml\n([\s\S]*?)```/.exec(guide)?.[1]
  const one = readMethod(new TextEncoder().encode(example))
  expect(one.ok ? [] : one.problems).toEqual([])
})

test('every kind of step is used by one of them', () => {
  const used = new Set([...methods.values()].flatMap((method) => method.steps.map(({ kind }) => kind)))
  expect(KIND_KEYS.filter((kind) => !used.has(kind))).toEqual([])
})

test('a kept copy says the same, to the letter of its hash', () => {
  for (const method of methods.values()) {
    const kept = keptMethod(JSON.parse(JSON.stringify(method)))
    expect(kept.method).toEqual(method)
    expect(kept.hash).toBe(keptMethod(kept.method).hash)
  }
  const [one, other] = [...methods.values()]
  expect(keptMethod(one).hash).not.toBe(keptMethod(other).hash)
  expect(() => keptMethod({ ...one, steps: [] })).toThrow()
})

describe('what people put in', () => {
  test.each([...methods.keys()])('%s: every step takes something that fits it, and nothing else', (key) => {
    for (const one of of(key).steps) {
      const shape = contributionTo(one as never)
      expect(shape.safeParse(fitting(one)).error, `${key}: ${one.key}`).toBeUndefined()
      expect(shape.safeParse({ ...(fitting(one) as object), more: 1 }).success).toBe(false)
      expect(shape.safeParse('x'.repeat(65_536)).success).toBe(false)
    }
  })

  test('nothing is longer, larger or elsewhere than its step says', () => {
    const refused = (method: string, key: string, said: unknown) =>
      expect(contributionTo(step(method, key) as never).safeParse(said).success).toBe(false)
    refused('nine-whys', 'drafts', { text: 'x'.repeat(241) })
    refused('nine-whys', 'drafts', { text: ' ' })
    refused('nine-whys', 'whys', { about: '', whys: Array(10).fill('so') })
    refused('agreement-and-trust', 'place', { item: ID, across: 6, up: 1, because: '' })
    refused('agreement-and-trust', 'place', { item: 'x', across: 1, up: 1, because: '' })
    refused('four-player', 'tally', { second: -1, button: 'move', speaker: null })
    refused('four-player', 'tally', { second: 1, button: 'sing', speaker: null })
    refused('four-player', 'estimate', { answers: { move: 50, follow: 50, oppose: 50, bystand: 0 }, because: '' })
    refused('four-player', 'accept', { answer: 'never', words: '' })
    refused('appreciative-inquiry', 'dots', { dots: { [ID]: 2 } })
    refused('transitions', 'place', { places: { ending: 101 }, because: '' })
    refused('action-learning-set', 'bid', { text: 'one', score: 9 })
    const guess = step('prototype-test', 'guess') as Extract<Step, { kind: 'predict' }>
    expect(actualsTo(guess.settings).safeParse({ manage: 3, minutes: 'unknown' }).success).toBe(true)
    expect(actualsTo(guess.settings).safeParse({ manage: 3 }).success).toBe(false)
  })
})

test('nobody is led by the others: what each does alone is shown when all are done', () => {
  const when = (method: string, key: string) => shownWhen(of(method), step(method, key))
  expect(when('nine-whys', 'activities')).toBe('never')
  expect(when('nine-whys', 'drafts')).toBe('at_reveal')
  expect(when('four-player', 'accept')).toBe('at_end')
  expect(when('after-action-review', 'why')).toBe('at_once')
  for (const method of methods.values())
    for (const one of method.steps.filter(({ kind }) => kind === 'acceptance' || kind === 'dot_vote'))
      expect(['at_reveal', 'at_end'], `${method.key}: ${one.key}`).toContain(shownWhen(method, one))
})

test('whoever is alone has questions where the method says how it is done alone, and nowhere else', () => {
  for (const method of methods.values())
    expect([method.key, aloneQuestions(method).length > 0]).toEqual([method.key, method.variants.alone !== undefined])
  expect(aloneQuestions(of('two-minute-capture'))).toEqual([
    { asks: expect.any(String), parts: ['I noticed …', 'It matters because …', 'I’d ask …'] },
  ])
  expect(aloneQuestions(of('after-action-review'))).toHaveLength(4)
  expect(aloneQuestions(of('maxims')).some(({ parts }) => parts.length === 6)).toBe(true)
  // What one writes for a room of what all put in is no question for somebody alone.
  expect(JSON.stringify(aloneQuestions(of('nine-whys')))).not.toContain(step('nine-whys', 'statement').prompt)
})

describe('privacy, method by method', () => {
  test('in an action learning set the bid goes at the close, and the rest is the presenter’s', () => {
    expect(step('action-learning-set', 'bid').kept).toBe('until_close')
    // How much challenge they want is told to the set, and goes at the close.
    expect(step('action-learning-set', 'challenge')).toMatchObject({ belongs_to: 'presenter', kept: 'until_close' })
    const theirs = of('action-learning-set').steps.filter(
      (one) => one.repeat === 'presenter' && one.key !== 'challenge',
    )
    expect(theirs.map((one) => [one.belongs_to, one.seen_by, one.kept])).toEqual(
      theirs.map(() => ['presenter', 'presenter', 'as_owner_wants']),
    )
    expect(theirs.filter((one) => one.writes !== 'presenter').map((one) => one.key)).toEqual(['ask'])
    expect(of('action-learning-set').harvest.find((one) => one.key === 'theme')?.leaves).toBe('presenter_with_the_set')
    expect(of('action-learning-set').safe_space).toMatchObject({
      not_in_room: ['funder', 'line_manager'],
      door: 'let_in',
    })
  })

  test('a ladder of whys is kept by whoever was asked, or dropped', () => {
    expect(step('nine-whys', 'whys')).toMatchObject({ seen_by: 'pair', belongs_to: 'speaker', kept: 'as_owner_wants' })
  })

  test('the pad of the four ways to speak loses its speakers after the talk about it', () => {
    expect(step('four-player', 'tally').settings).toMatchObject({ speakers_until: 'debrief' })
  })

  test.each(['group-dynamics', 'transitions'])('pairs in %s leave nothing', (key) => {
    const pairs = of(key).steps.filter((one) => one.group === 'pairs' && one.kind !== 'groups')
    expect(pairs.length).toBeGreaterThan(0)
    for (const one of pairs) {
      expect(one).toMatchObject({ kind: 'discuss', seen_by: 'pair', kept: 'until_step_ends' })
      expect(one.settings).toMatchObject({ notes: 'nobody' })
    }
  })

  test('whatever has no name is shown to all at once, and says beforehand where it may go', () => {
    const nameless = [...methods.values()].flatMap((method) =>
      method.steps.filter((one) => isNameless(method, one)).map((one) => ({ method, one })),
    )
    expect(nameless.length).toBeGreaterThan(5)
    for (const { method, one } of nameless) {
      expect(revealOf(method, one.key)).not.toBeNull()
      expect(one).toMatchObject({ seen_by: 'room', belongs_to: 'room' })
      expect(one.may_go).toContain('stays')
    }
  })
})

test('agreement and trust can be read in two ways, and one axis differs', () => {
  const method = of('agreement-and-trust')
  const [ours, between] = ['our-capacity', 'between-us'].map((key) => withReading(method, key)!)
  expect(ours).toEqual(method)
  const label = (one: Definition | undefined) =>
    (one!.steps.find(({ key }) => key === 'place') as Extract<Step, { kind: 'grid' }>).settings.up.label
  expect(label(between)).not.toBe(label(ours))
  expect(withReading(method, 'nobody-knows')).toBeNull()
})

const ID = '00000000-0000-4000-8000-000000000000'
/** Something that a step takes. */
function fitting(one: Step): unknown {
  switch (one.kind) {
    case 'write':
      return {
        ...(one.settings.fields ? { fields: { [one.settings.fields[0]!.key]: 'this' } } : { text: 'this' }),
        ...(one.settings.score ? { score: 'unknown' } : {}),
      }
    case 'ask_deeper':
      return { about: 'forms', whys: ['so that nobody waits'] }
    case 'groups':
      return { not_with: [ID] }
    case 'reveal':
      return {}
    case 'cluster':
      return { name: 'waiting', items: [ID] }
    case 'grid':
      return {
        item: ID,
        across: 'unknown',
        up: 1,
        because: '',
        ...(one.settings.sure ? { sure: 'low', split: true } : {}),
      }
    case 'bands':
      return { places: { [one.settings.bands[0]!.key]: 40 } }
    case 'tally':
      return {
        ...{ second: 3, button: one.settings.buttons[0]!.key },
        ...(one.settings.speakers === 'nobody' ? {} : { speaker: null }),
      }
    case 'sort':
      return one.settings.write
        ? { column: one.settings.columns[0]!.key, text: 'this', item: null }
        : { column: one.settings.columns[0]!.key, item: ID }
    case 'dot_vote':
      return { dots: { [ID]: 1 } }
    case 'rate':
      return { answers: ratings(one.settings) }
    case 'predict':
      return { answers: Object.fromEntries(one.settings.questions.map(({ key }) => [key, 'unknown'])) }
    case 'timeline': {
      const when = { year: '2026', month: '2026-10', day: '2026-10-21', time: '09:30' }[one.settings.unit]
      const lane = one.settings.lanes ? { lane: one.settings.lanes[0]!.key } : {}
      return { when, text: 'it began', ...lane, ...(one.settings.felt ? { felt: -1 } : {}) }
    }
    case 'outline':
      return {
        ...{ text: 'a door', parent: null, level: 1 },
        ...(one.settings.tags ? { tags: [one.settings.tags[0]!.key] } : {}),
        ...(one.settings.sign ? { sign: 'unknown' } : {}),
      }
    case 'function_grid':
      return { marks: { [one.settings.functions[0]!.key]: { now: 'nobody', should: { who: 'the chair' } } } }
    case 'acceptance':
      return { answer: 'not_yet', words: 'too soon' }
    case 'round':
    case 'discuss':
      return { text: 'this' }
    case 'commit':
      return {
        what: 'ring her',
        who: 'me',
        by: '2026-11-02',
        ...(one.settings.follow ? { known_by: '', asked_by: '' } : {}),
      }
    case 'story':
      return {
        ...{ title: 'One evening', parts: { [one.settings.parts[0]!.key]: 'it rained' } },
        ...{ may_go: 'stays', others: false },
      }
  }
}
function ratings({ each_item, questions, adds_up_to, options }: Extract<Step, { kind: 'rate' }>['settings']) {
  if (each_item) return { [ID]: options?.[0]?.key ?? 'unknown' }
  return Object.fromEntries(
    (questions ?? []).map((one, at) => [
      one.key,
      adds_up_to !== undefined ? (at === 0 ? adds_up_to : 0) : one.several ? [one.options![0]!.key] : 'unknown',
    ]),
  )
}
