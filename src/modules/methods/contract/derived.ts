// What follows from a definition. No schema is needed for it, so screens can use it as it is.
import type { Definition } from './definition.ts'
import { KINDS } from './kinds.ts'
import type { Step } from './step.ts'

/** The attribution of a step: its own, or that of its method. */
export const attributionOf = (method: Pick<Definition, 'attribution'>, step: Step) =>
  step.attribution ?? method.attribution

/** The step that shows what this one took in: until then nobody but its writer sees it. Null: it is shown as it comes. */
export const revealOf = (method: Pick<Definition, 'steps'>, key: string): string | null =>
  method.steps.find((step) => step.kind === 'reveal' && step.from?.includes(key))?.key ?? null

/**
 * When what is put in is shown to those who see it. Nobody is led by the others' answers: what each does alone is shown when
 * all are done, at its reveal or at the end of its step; what is made together is seen while it is made.
 */
export function shownWhen(method: Pick<Definition, 'steps'>, step: Step): 'never' | 'at_reveal' | 'at_end' | 'at_once' {
  if (step.seen_by === 'self') return 'never'
  if (revealOf(method, step.key) !== null) return 'at_reveal'
  return step.group === 'solo' && step.writes === 'each' ? 'at_end' : 'at_once'
}

/** How often a step is done in the minutes that are planned. */
export const timesOf = (method: Pick<Definition, 'repeats'>, step: Step): number =>
  method.repeats.find((repeat) => repeat.key === step.repeat)?.planned ?? 1

/** Whether something is put in that can be kept, and so has a name or none. */
export const makesSomething = (step: Step): boolean => {
  if (step.kind === 'discuss' || step.kind === 'round') return step.settings.notes !== 'nobody'
  return KINDS[step.kind].holds !== 'nothing'
}

/** Who writes: in a talk whose notes one takes, that one, for all who talk. What they note is everybody's. */
export const writesOf = (step: Step): Step['writes'] =>
  (step.kind === 'discuss' || step.kind === 'round') && step.settings.notes === 'one' && step.writes === 'each'
    ? 'one'
    : step.writes

/** Whether it is put in without a name: from then on nobody can be asked about it. */
export const isNameless = (method: Pick<Definition, 'attribution'>, step: Step): boolean =>
  attributionOf(method, step) === 'anonymous' && KINDS[step.kind].holds !== 'nothing'

/** Whether somebody can write in a step, were it a sentence beside a number, or only numbers are given. */
export function holdsOf(step: Step): 'words' | 'numbers' {
  const { holds } = KINDS[step.kind]
  if (holds !== 'both') return holds === 'numbers' ? 'numbers' : 'words'
  return (step.settings as { because?: number }).because === 0 ? 'numbers' : 'words'
}

/** Of how many something is asked without names: a line hides among eight, a number among five. Fewer are refused (rounds). */
export const LEAST_NAMELESS = { words: 8, numbers: 5 } as const

/** Of how many people all of a method can be asked; null where everything in it has a name. */
export function namelessLeast(method: Pick<Definition, 'attribution' | 'steps'>): number | null {
  const asked = method.steps.filter((step) => isNameless(method, step) && makesSomething(step))
  return asked.length === 0 ? null : Math.max(...asked.map((step) => LEAST_NAMELESS[holdsOf(step)]))
}

/** Why a method cannot be done by one table beside others, as the end of a sentence; null where it can. */
export function unfitForTables(method: Definition): string | null {
  const has = (is: (step: Step) => boolean) => method.steps.some(is)
  if (has((step) => isNameless(method, step) && makesSomething(step)))
    return 'something in it is written without names, and among the few at a table it could be told whose it is'
  if (method.repeats.length > 0 || has((step) => step.writes === 'presenter' || step.seen_by === 'presenter'))
    return 'it goes round, one after another, and needs somebody who runs it'
  if (has((step) => step.seen_by === 'pair'))
    return 'what two say to each other in it stays between them, and a table is more'
  if (has((step) => step.kind === 'predict' || step.seen_by === 'facilitator' || step.writes === 'facilitator'))
    return 'whoever facilitates has a part in it, and they look after all the tables'
  return null
}

/** The method as its short form has it, or null where it has none: the steps that stay, with their minutes. */
export function shortForm(method: Definition): Definition | null {
  const { short, ...ways } = method.variants
  if (short === undefined) return null
  const stays = (key: string) => Object.hasOwn(short.steps, key)
  const steps = method.steps
    .filter((step) => stays(step.key))
    .map((step) => ({ ...step, minutes: short.steps[step.key]!, optional: false }))
  return {
    ...method,
    steps,
    minutes: { planned: short.minutes, least: short.minutes, most: short.minutes },
    repeats: method.repeats.filter(({ key }) => steps.some((step) => step.repeat === key)),
    readings: method.readings?.map((one) => ({
      ...one,
      steps: Object.fromEntries(Object.entries(one.steps).filter(([key]) => stays(key))),
    })),
    harvest: method.harvest.filter((output) => output.from.every(stays)),
    variants: ways,
  }
}

/** What somebody can answer in words by themselves; to sort, place or vote on takes what others put in. */
const IN_WORDS: readonly Step['kind'][] = ['write', 'ask_deeper', 'story', 'timeline', 'commit', 'discuss']

/** One writes, for all, what they make of what all put in. */
const worksUp = (step: Step) => step.kind === 'write' && step.writes !== 'each' && step.from !== undefined

/**
 * The questions of a method for somebody alone, in its order and each once; none where it does not say how it is done alone.
 * Where a question is asked in parts, these are what follows it.
 */
export function aloneQuestions(method: Pick<Definition, 'variants' | 'steps'>): { asks: string; parts: string[] }[] {
  if (method.variants.alone === undefined) return []
  return method.steps
    .filter(
      (step) => step.cards !== undefined || (IN_WORDS.includes(step.kind) && makesSomething(step) && !worksUp(step)),
    )
    .map(({ settings, prompt, cards = [] }) => {
      const { fields, parts } = settings as Partial<Record<'fields' | 'parts', { label: string }[]>>
      const labels = (fields ?? parts ?? []).map((one) => one.label)
      return { asks: prompt.trim(), parts: [...cards.map((card) => `${card.title}: ${card.says.trim()}`), ...labels] }
    })
}
