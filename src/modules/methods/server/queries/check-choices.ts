// Repeats, readings, what leaves, and the settings of a kind that depend on each other.
import type { Definition } from '../../contract/definition.ts'
import { attributionOf } from '../../contract/derived.ts'
import { SETTINGS } from '../../contract/settings.ts'
import type { Step } from '../../contract/step.ts'
import type { Fault } from './problem.ts'
import { faultsOf } from './sentences.ts'

export function checkChoices(method: Definition): Fault[] {
  return [
    ...checkPeople(method),
    ...method.repeats.flatMap((_, at) => checkRepeat(method, at)),
    ...method.steps.flatMap((step, at) => checkSettings(method, step, at)),
    ...(method.readings ?? []).flatMap((_, at) => checkReading(method, at)),
    ...method.harvest.flatMap((_, at) => checkOutput(method, at)),
    ...checkVariants(method),
  ]
}

function checkPeople({ people, again, days }: Definition): Fault[] {
  const spans = [
    { path: ['people'], span: people },
    { path: ['people', 'table'], span: people.table },
    { path: ['again', 'days'], span: again?.days },
    { path: ['days'], span: days },
  ]
  return spans.flatMap(({ path, span }) =>
    span !== undefined && span.least > span.most ? [{ path, sentence: 'the least is more than the most' }] : [],
  )
}

/** The steps of a repeat follow each other: they are done together, then again. */
function checkRepeat(method: Definition, at: number): Fault[] {
  const { key, planned, least, most } = method.repeats[at]!
  const places = method.steps.flatMap((step, place) => (step.repeat === key ? [place] : []))
  const path = ['repeats', at]
  if (least > planned || planned > most)
    return [{ path, sentence: `${planned} planned repeats do not lie between ${least} and ${most}` }]
  if (places.length === 0) return [{ path, sentence: `no step says that it is part of “${key}” (repeat)` }]
  return places.at(-1)! - places[0]! === places.length - 1
    ? []
    : [{ path, sentence: `the steps of “${key}” do not follow each other: they are done together, then again` }]
}

const bounded = (scale: { least: number; most: number } | undefined) => scale === undefined || scale.least < scale.most

function checkSettings(method: Definition, step: Step, at: number): Fault[] {
  const say = (broken: boolean, sentence: string, ...field: string[]): Fault[] =>
    broken ? [{ path: ['steps', at, 'settings', ...field], sentence }] : []
  const isPart = step.repeat === undefined || method.repeats.some((repeat) => repeat.key === step.repeat)
  const faults = isPart
    ? []
    : [{ path: ['steps', at, 'repeat'], sentence: `there is no repeat called “${step.repeat}”` }]
  const scale = 'the least of the scale is not less than its most'
  const labelled = Object.entries(step.settings).flatMap(([field, value]) =>
    Array.isArray(value) ? say(hasTwice(value), 'two of these have the same key', field) : [],
  )
  return [...faults, ...labelled, ...ofKind()]

  function ofKind(): Fault[] {
    switch (step.kind) {
      case 'write':
        return say(!bounded(step.settings.score), scale, 'score')
      case 'grid':
        return [
          ...say(!bounded(step.settings.across), scale, 'across'),
          ...say(!bounded(step.settings.up), scale, 'up'),
        ]
      case 'rate':
        return checkRate(step.settings, say, scale)
      case 'predict':
        return step.settings.questions.flatMap((one) => say(!bounded(one), scale, 'questions'))
      case 'sort':
        return say(
          !step.settings.write && step.from === undefined,
          'there is nothing to sort: let people write, or say from which step',
          'write',
        )
      case 'dot_vote':
        return say(
          step.settings.most_on_one > step.settings.dots,
          'more dots may lie on one thing than anybody has',
          'most_on_one',
        )
      case 'tally':
        return checkTally(method, step, at, say)
      default:
        return []
    }
  }
}

type Say = (broken: boolean, sentence: string, ...field: string[]) => Fault[]

function checkRate(settings: Extract<Step, { kind: 'rate' }>['settings'], say: Say, scale: string): Fault[] {
  const { questions, each_item, options, adds_up_to } = settings
  const answered = settings.scale !== undefined || options !== undefined || adds_up_to !== undefined
  return [
    ...say(!bounded(settings.scale), scale, 'scale'),
    ...say(
      (questions === undefined) !== each_item,
      'either there are questions, or each thing of the earlier step is asked about (each_item)',
    ),
    ...say(
      !answered && (each_item || questions?.some((one) => one.options === undefined) === true),
      'there is a question with no answers: give a scale or options',
    ),
  ]
}

/** Who spoke is dropped at a step that is there, unless everybody says that it stays. */
function checkTally(method: Definition, step: Extract<Step, { kind: 'tally' }>, at: number, say: Say): Fault[] {
  const { speakers, speakers_until } = step.settings
  return [
    ...say(
      speakers === 'if_wanted' && speakers_until === undefined,
      'say after which step it is forgotten who spoke (speakers_until)',
      'speakers',
    ),
    ...say(
      speakers_until !== undefined && !method.steps.slice(at + 1).some((one) => one.key === speakers_until),
      `there is no later step called “${speakers_until}”`,
      'speakers_until',
    ),
  ]
}

const hasTwice = (list: unknown[]) => {
  const keys = list.flatMap((one) => (typeof one === 'object' && one !== null && 'key' in one ? [one.key] : []))
  return new Set(keys).size < keys.length
}

/** What a reading puts in the place of a step's settings has to be as right as what it replaces. */
function checkReading(method: Definition, at: number): Fault[] {
  return Object.entries(method.readings![at]!.steps).flatMap(([key, instead]) => {
    const path = ['readings', at, 'steps', key]
    const place = method.steps.findIndex((one) => one.key === key)
    const step = method.steps[place]
    if (step === undefined) return [{ path, sentence: `there is no step called “${key}”` }]
    const parsed = SETTINGS[step.kind].safeParse({ ...step.settings, ...instead.settings }, { reportInput: true })
    if (!parsed.success)
      return parsed.error.issues
        .flatMap(faultsOf)
        .map((fault) => ({ ...fault, path: [...path, 'settings', ...fault.path] }))
    // In the place of the step: its faults are named from the third part of their path on.
    return checkSettings(method, { ...step, settings: parsed.data } as Step, place).map((fault) => ({
      ...fault,
      path: [...path, ...fault.path.slice(2)],
    }))
  })
}

/** An output leaves in a way that its steps allow. */
function checkOutput(method: Definition, at: number): Fault[] {
  const { from, leaves } = method.harvest[at]!
  const path = ['harvest', at, 'from']
  return from.flatMap((key) => {
    const step = method.steps.find((one) => one.key === key)
    if (step === undefined) return [{ path, sentence: `there is no step called “${key}”` }]
    return leaving(method, step, leaves).map((sentence) => ({ path, sentence }))
  })
}

function leaving(method: Definition, step: Step, leaves: Definition['harvest'][number]['leaves']): string[] {
  const nameless = attributionOf(method, step) === 'anonymous'
  if (step.kept === 'until_step_ends' || step.kept === 'until_close')
    return [`“${step.key}” is gone before anything leaves the room (kept: ${step.kept})`]
  if (nameless && leaves !== 'chosen_while_writing')
    return [`“${step.key}” has no names, so nobody can be asked at the close: let it leave as chosen_while_writing`]
  if (!nameless && leaves === 'chosen_while_writing')
    return [`“${step.key}” has names: where its lines go is chosen at the close (each_author)`]
  if (leaves === 'each_author' && (step.belongs_to === 'room' || step.writes === 'one'))
    return [`“${step.key}” is written down for several, so nobody alone can let it go: say all_say_yes or room_accepts`]
  if (leaves === 'presenter_with_the_set' && step.belongs_to !== 'presenter')
    return [`“${step.key}” does not belong to the presenter`]
  if (leaves !== 'presenter_with_the_set' && step.belongs_to === 'presenter')
    return [`“${step.key}” belongs to the presenter, who alone can bring it out (presenter_with_the_set)`]
  if (
    leaves === 'room_accepts' &&
    !method.steps.some((one) => one.kind === 'acceptance' && one.from?.includes(step.key))
  )
    return [`the room is not asked whether it accepts “${step.key}”: put a step of kind acceptance after it (from)`]
  return []
}

const checkVariants = ({ variants }: Definition): Fault[] =>
  variants.live === undefined && variants.over_days === undefined
    ? [{ path: ['variants'], sentence: 'say how it is done live, or over days' }]
    : []
