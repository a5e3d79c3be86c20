import type { Released } from '#modules/disclosure/contract.ts'
import type { Shape } from '#modules/library/contract/kept.ts'
import type { Definition } from '#modules/methods/contract/definition.ts'
import { isNameless } from '#modules/methods/contract/derived.ts'
import type { Step } from '#modules/methods/contract/step.ts'

export type Output = Definition['harvest'][number]
/** A line that the whole room was shown, with the step it was put in to. */
export type ShownLine = { id: string; key: string; value: unknown }
type Value = Record<string, unknown>
const MOST_WORDS = 20_000

/** The outputs that a room keeps by accepting them. */
export const acceptedIn = (method: Pick<Definition, 'harvest'>): Output[] =>
  method.harvest.filter((output) => output.leaves === 'room_accepts')

/** The outputs that a room keeps when everybody who was there says yes, each for themselves. A map has a group of its own. */
export const saidYesIn = (method: Pick<Definition, 'harvest'>): Output[] =>
  method.harvest.filter((output) => output.leaves === 'all_say_yes' && output.type !== 'map')

/** The step in which it is asked whether all can live with it. */
export const acceptanceOf = (method: Pick<Definition, 'steps'>, output: Output): Step | undefined =>
  method.steps.find((step) => step.kind === 'acceptance' && step.from?.some((key) => output.from.includes(key)))

/** The words of an output, step by step: each line is one that was put in, or a label of the method. */
export function outputWords(method: Definition, output: Output, lines: readonly ShownLine[]): string {
  const thing = thingIn(lines)
  return output.from
    .flatMap((key) => {
      const step = method.steps.find((one) => one.key === key)
      const own = lines.filter((line) => line.key === key)
      if (step === undefined || own.length === 0) return []
      if (step.kind === 'outline') return [branches(own)]
      const words = step.kind === 'grid' ? placedWords(step, own, thing) : own.map((line) => wordsOf(step, line, thing))
      return [columnsFirst(step, words, own).filter(Boolean).join('\n')]
    })
    .filter(Boolean)
    .join('\n\n')
    .slice(0, MOST_WORDS)
}

/** The same, one by one: what everybody says yes to as insights arrives as many. */
export const outputLines = (method: Definition, output: Output, lines: readonly ShownLine[]): string[] =>
  output.from.flatMap((key) => {
    const step = method.steps.find((one) => one.key === key)
    const own = lines.filter((line) => line.key === key)
    return step === undefined ? [] : own.map((line) => wordsOf(step, line, thingIn(lines))).filter(Boolean)
  })

/** What followed from a line stands under it, further in. */
function branches(lines: readonly ShownLine[], parent: string | null = null, depth = 0): string {
  const known = new Set(lines.map((line) => line.id))
  return lines
    .filter(({ value }) => {
      const of = (value as Value).parent
      // What it followed from may have been taken out.
      return parent === null ? !known.has(String(of)) : of === parent
    })
    .flatMap((line) => [
      `${'    '.repeat(depth)}${said((line.value as Value).text)}`,
      branches(lines, line.id, depth + 1),
    ])
    .filter(Boolean)
    .join('\n')
}

/** What is sorted stands under its column. */
function columnsFirst(step: Step, words: string[], lines: readonly ShownLine[]): string[] {
  if (step.kind !== 'sort') return words
  return step.settings.columns.flatMap(({ key, label }) => {
    const own = words.filter((_, at) => (lines[at]!.value as Value).column === key)
    return own.length === 0 ? [] : [label, ...own]
  })
}

const said = (value: unknown) => (typeof value === 'string' ? value.trim() : '')

/** What an earlier line says, for one that is about it. */
const thingIn = (lines: readonly ShownLine[]) => (id: unknown) => {
  const value = (lines.find((line) => line.id === id)?.value ?? {}) as Value
  const fields = Object.values((value.fields ?? {}) as Value)
  return [value.name, value.text, value.what, value.title, ...fields].map(said).find(Boolean) ?? ''
}

function wordsOf(step: Step, line: ShownLine, thing: (id: unknown) => string): string {
  const value = line.value as Value
  const fields = value.fields as Value | undefined
  if (fields !== undefined) {
    const asked = (step.settings as { fields?: { key: string; label: string }[] }).fields ?? []
    return asked
      .flatMap(({ key, label }) =>
        said(fields[key]) === '' ? [] : asked.length > 1 ? [label, said(fields[key])] : [said(fields[key])],
      )
      .join('\n')
  }
  return [value.title, value.text, value.what, value.name, value.words].map(said).find(Boolean) ?? thing(value.item)
}

type Grid = Extract<Step, { kind: 'grid' }>
const SURE = { low: 'not very sure', medium: 'fairly sure', high: 'sure' } as const

const gridOf = (method: Definition, output: Output): Grid | undefined =>
  output.type !== 'map'
    ? undefined
    : method.steps.find((one): one is Grid => one.kind === 'grid' && output.from.includes(one.key))

/** The step in which each placed, alone and without a name, what the map shows as they placed it together. */
export function aloneStepOf(method: Definition, output: Output): Step | undefined {
  const together = gridOf(method, output)
  return method.steps.find(
    (one) =>
      together !== undefined &&
      one.kind === 'grid' &&
      one.writes === 'each' &&
      one.key !== together.key &&
      isNameless(method, one) &&
      one.from?.join() === together.from?.join() &&
      JSON.stringify([one.settings.across, one.settings.up]) ===
        JSON.stringify([together.settings.across, together.settings.up]),
  )
}

/**
 * A map: each thing once, as it was placed last. Null: this output is none.
 * @param told of the step in which each placed them alone: the numbers that the room was told, by thing.
 */
export function shapeOf(method: Definition, output: Output, lines: readonly ShownLine[], told: Released): Shape | null {
  const step = gridOf(method, output)
  if (step === undefined) return null
  const thing = thingIn(lines)
  const approach = approachesIn(method, output, lines)
  const placed = new Map<string, Shape['things'][number]>()
  for (const { key, value: held } of lines) {
    const value = held as Value
    const name = thing(value.item)
    if (key !== step.key || name === '') continue
    const place = (at: unknown) => (typeof at === 'number' ? at : null)
    placed.set(name, {
      ...{ name, across: place(value.across), up: place(value.up), because: said(value.because) },
      ...{ sure: (value.sure ?? null) as Shape['things'][number]['sure'], split: value.split === true },
      approach: approach.get(name) ?? '',
      spread: told[String(value.item)]?.cells == null ? null : told[String(value.item)]!,
    })
  }
  const axis = ({ label, least, most, low, high }: Grid['settings']['across']) => ({ label, least, most, low, high })
  return {
    ...{ across: axis(step.settings.across), up: axis(step.settings.up) },
    things: [...placed.values()].toSorted((one, other) => one.name.localeCompare(other.name)),
  }
}

/** How we go about each, where the room sorted them by that: each thing with the words of the column it was put in last. */
function approachesIn(method: Definition, output: Output, lines: readonly ShownLine[]): Map<string, string> {
  const thing = thingIn(lines)
  return new Map(
    method.steps.flatMap((step) =>
      step.kind !== 'sort' || !output.from.includes(step.key)
        ? []
        : lines.flatMap(({ key, value: held }) => {
            const { item, column } = held as Value
            const label = step.settings.columns.find((one) => one.key === column)?.label
            const name = thing(item)
            return key !== step.key || label === undefined || name === '' ? [] : [[name, label] as const]
          }),
    ),
  )
}

/** The same in words, which is what keyboards, screen readers and paper get. */
function placedWords(step: Grid, lines: readonly ShownLine[], thing: (id: unknown) => string): string[] {
  const { across, up } = step.settings
  const at = (place: unknown, most: number) => (typeof place === 'number' ? `${place} of ${most}` : 'not known')
  return lines.map(({ value: held }) => {
    const value = held as Value
    const sure = SURE[value.sure as keyof typeof SURE]
    return [
      `${thing(value.item)}: ${across.label} ${at(value.across, across.most)}. ${up.label} ${at(value.up, up.most)}.`,
      value.split === true ? 'We do not agree on it.' : '',
      sure === undefined ? '' : `We are ${sure}.`,
      said(value.because),
    ]
      .filter(Boolean)
      .join(' ')
  })
}

/** What is said before anybody answers, so that accepting it is letting it go. */
export function standsSentence(method: Definition, step: Step, space: string): string {
  if (space === '') return ''
  if (step.kind === 'commit')
    return `What you put in here stays words. You can make it an action of ${space} under your name, if you belong there; nobody can do that for you.`
  if (acceptedIn(method).some((one) => aloneStepOf(method, one)?.key === step.key))
    return 'If the room keeps this as a map, how all of you placed them is kept on it: in numbers as they are told here, of five people or more, and never exactly.'
  const output = acceptedIn(method).find((one) => acceptanceOf(method, one)?.key === step.key)
  if (output === undefined) return ''
  if (output.type === 'map')
    return `What is accepted is kept as a map in a group of its own: people of ${space} who make this map, and nobody else. Nobody outside it can tell that it is there, and nobody of a body that is on it is let in.`
  if (output.type === 'decision')
    return `What is accepted is a decision of ${space}. Where somebody says “not yet” it stands there as “${output.title}” with that beside it; its words only as their author lets them go.`
  return `What is accepted stands in ${space} as “${output.title}”. “Not yet” is said beside it; its words only as their author lets them go.`
}
