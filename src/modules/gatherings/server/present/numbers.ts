// What was put in without a name, taken apart: numbers go through disclosure and are kept by nobody; words become lines.

import type { Asked } from '#modules/disclosure/server/index.ts'
import type { Step } from '#modules/methods/contract/step.ts'

type Value = Record<string, unknown>
type Labelled = { key: string }
type Question = Labelled & { options?: Labelled[]; several: boolean }
type Range = { least: number; most: number }
/** The things of each person, in the order in which they put them in. */
type People = readonly (readonly Value[])[]

const keysOf = (list: readonly Labelled[]) => list.map((one) => one.key)
const UNKNOWN = 'unknown'
/** The first thing of each: these steps take one. */
const firstOf = (people: People) => people.map((things) => things[0] ?? {})
const partOf = (value: Value, name: string) => (value[name] ?? {}) as Value

/** What is asked with a count in mind, by its key, with everybody's answers. Empty where a step asks for words alone. */
export function askedOf(step: Step, people: People): Record<string, Asked> {
  switch (step.kind) {
    case 'rate':
      return ratings(step.settings, firstOf(people))
    case 'acceptance': {
      const answers = firstOf(people).map((value) => (value.answer ?? null) as string | null)
      return { answer: { kind: 'choice', options: ['agree', 'live_with', 'not_yet'], answers } }
    }
    case 'bands': {
      const options = keysOf(step.settings.bands)
      const answers = firstOf(people).map((value) =>
        Object.entries(partOf(value, 'places')).flatMap(([band, share]) => (Number(share) > 0 ? [band] : [])),
      )
      return { bands: { kind: 'several', options, answers } }
    }
    case 'predict':
      return Object.fromEntries(
        step.settings.questions.map(({ key, least, most }) => [
          key,
          { kind: 'scale', range: { least, most }, answers: firstOf(people).map((value) => numberIn(value, key)) },
        ]),
      )
    case 'dot_vote': {
      const answers = firstOf(people).map((value) => partOf(value, 'dots') as Record<string, number>)
      const things = [...new Set(answers.flatMap((dots) => Object.keys(dots)))].toSorted()
      if (things.length === 0) return {}
      return { dots: { kind: 'dots', things, dots: step.settings.dots, most: step.settings.most_on_one, answers } }
    }
    case 'grid':
      return placements(step.settings, people)
    case 'function_grid':
      return marks(step.settings, firstOf(people))
    case 'write': {
      const { score } = step.settings
      if (score === undefined) return {}
      return {
        score: { kind: 'scale', range: score, answers: people.flat().map((value) => (value.score ?? null) as number) },
      }
    }
    default:
      return {}
  }
}

const numberIn = (value: Value, key: string) => {
  const said = partOf(value, 'answers')[key]
  return (said ?? null) as number | typeof UNKNOWN | null
}

type Rate = Extract<Step, { kind: 'rate' }>['settings']
function ratings(settings: Rate, values: readonly Value[]): Record<string, Asked> {
  const said = values.map((value) => partOf(value, 'answers'))
  const usual = settings.options === undefined ? null : keysOf(settings.options)
  const asked = (key: string, question?: Question): Asked => {
    const options = question?.options === undefined ? usual : keysOf(question.options)
    const answers = said.map((one) => one[key] ?? null)
    if (question?.several && options !== null) return { kind: 'several', options, answers: answers as string[][] }
    if (options !== null) return { kind: 'choice', options: [...options, UNKNOWN], answers: answers as string[] }
    return { kind: 'scale', range: rangeOf(settings), answers: answers as number[] }
  }
  if (settings.each_item) {
    const things = [...new Set(said.flatMap((one) => Object.keys(one)))].toSorted()
    return Object.fromEntries(things.map((thing) => [thing, asked(thing)]))
  }
  return Object.fromEntries(
    (settings.questions ?? []).map((question) => [question.key, asked(question.key, question as Question)]),
  )
}
const rangeOf = ({ scale, adds_up_to }: Rate): Range =>
  adds_up_to === undefined ? { least: scale?.least ?? 0, most: scale?.most ?? 0 } : { least: 0, most: adds_up_to }

type Grid = Extract<Step, { kind: 'grid' }>['settings']
/** Of each thing where everybody placed it, who placed it at all. */
function placements(settings: Grid, people: People): Record<string, Asked> {
  const things = [...new Set(people.flat().map((value) => String(value.item)))].toSorted()
  const placeOf = (values: readonly Value[], thing: string) => {
    const one = values.find((value) => value.item === thing)
    return one === undefined ? null : { across: one.across as number, up: one.up as number }
  }
  return Object.fromEntries(
    things.map((thing) => [
      thing,
      {
        ...{ kind: 'grid', across: settings.across, up: settings.up },
        answers: people.map((values) => placeOf(values, thing)),
      },
    ]),
  )
}

type Functions = Extract<Step, { kind: 'function_grid' }>['settings']
/** Of each function whether somebody does it now, and whether somebody should: me, nobody, somebody, or not known. */
function marks(settings: Functions, values: readonly Value[]): Record<string, Asked> {
  const options = ['me', 'nobody', 'somebody', UNKNOWN]
  const sortOf = (who: unknown) => (who === undefined ? null : typeof who === 'object' ? 'somebody' : String(who))
  return Object.fromEntries(
    settings.functions.flatMap(({ key }) =>
      (['now', 'should'] as const).map((when) => [
        `${key} ${when}`,
        { kind: 'choice', options, answers: values.map((value) => sortOf(partOf(partOf(value, 'marks'), key)[when])) },
      ]),
    ),
  )
}

/** What is left of one thing when its numbers are gone: words, with what they are about. Null: there were none. */
export function wordsOf(step: Step, value: Value): Value | null {
  const said = (name: string) => {
    const words = value[name]
    return typeof words === 'string' && words.trim() !== '' ? { [name]: words } : null
  }
  switch (step.kind) {
    case 'rate':
    case 'bands':
    case 'predict':
      return said('because')
    case 'grid': {
      const because = said('because')
      return because === null ? null : { item: value.item, ...because }
    }
    case 'acceptance':
      return said('words')
    case 'dot_vote':
    case 'function_grid':
      return null
    case 'write': {
      const { score: _, ...words } = value
      return words
    }
    default:
      return value
  }
}
