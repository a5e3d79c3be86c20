// What one contribution to a step is: bounded, and as narrow as the step's settings make it.
import { z } from 'zod'
import { Day, Id, text } from '#shared/schema.ts'
import type { Kind, SettingsOf } from './settings.ts'

const words = (most: number) => text(most, 1)
const perhaps = (most: number) => text(most).default('')
const keysOf = (list: readonly { key: string }[]) => z.enum(list.map((one) => one.key) as [string, ...string[]])
const between = ({ least, most }: { least: number; most: number }) => z.int().min(least).max(most)
/** “Don't know” is an answer. */
const orUnknown = <T extends z.ZodType>(value: T) => z.union([value, z.literal('unknown')])

const fieldsOf = (fields: readonly { key: string; most_length: number }[]) =>
  z
    .strictObject(Object.fromEntries(fields.map((one) => [one.key, perhaps(one.most_length)])))
    .refine((said) => Object.values(said).some((value) => value.trim() !== ''), 'Fill in at least one of these.')

type Makers = { [K in Kind]: (settings: SettingsOf<K>) => z.ZodType }

const WHEN = { year: /^\d{4}$/, month: /^\d{4}-(0[1-9]|1[0-2])$/, day: null, time: /^([01]\d|2[0-3]):[0-5]\d$/ }

const MAKERS: Makers = {
  write: ({ most_length, fields, score }) =>
    z.strictObject({
      ...(fields === undefined ? { text: words(most_length) } : { fields: fieldsOf(fields) }),
      ...(score === undefined ? {} : { score: orUnknown(between(score)) }),
    }),
  ask_deeper: ({ deepest, most_length }) =>
    z.strictObject({ about: perhaps(most_length), whys: z.array(words(most_length)).min(1).max(deepest) }),
  /** With whom not: said privately, read by the allocator alone, and forgotten at the close. */
  groups: () => z.strictObject({ not_with: z.array(Id).max(5) }),
  reveal: () => z.strictObject({}),
  cluster: ({ name_length }) => z.strictObject({ name: words(name_length), items: z.array(Id).min(1).max(500) }),
  grid: ({ across, up, because, sure }) =>
    z.strictObject({
      ...{ item: Id, across: orUnknown(between(across)), up: orUnknown(between(up)), because: perhaps(because) },
      ...(sure ? { sure: z.enum(['low', 'medium', 'high']), split: z.boolean() } : {}),
    }),
  bands: ({ bands, several, because }) =>
    z.strictObject({
      places: z
        .partialRecord(keysOf(bands), z.int().min(0).max(100))
        .refine((said) => several || Object.keys(said).length <= 1, 'Only one of them.'),
      because: perhaps(because),
    }),
  tally: ({ buttons, speakers, most_seconds }) =>
    z.strictObject({
      ...{ second: z.int().min(0).max(most_seconds), button: keysOf(buttons) },
      ...(speakers === 'nobody' ? {} : { speaker: z.int().min(1).max(60).nullable() }),
    }),
  sort: ({ columns, most_length, write }) =>
    z
      .strictObject({ column: keysOf(columns), text: perhaps(write ? most_length : 0), item: Id.nullable() })
      .refine(
        (said) => (said.item === null) !== (said.text.trim() === ''),
        'A line, or a thing from before: one of them.',
      ),
  dot_vote: ({ dots, most_on_one }) =>
    z.strictObject({
      dots: z
        .record(Id, z.int().min(1).max(most_on_one))
        .refine((said) => Object.values(said).reduce((sum, n) => sum + n, 0) <= dots, `At most ${dots} dots.`),
    }),
  rate: (settings) => z.strictObject({ answers: answersOf(settings), because: perhaps(settings.because) }),
  predict: ({ questions, because }) =>
    z.strictObject({
      answers: z.strictObject(
        Object.fromEntries(questions.map((one) => [one.key, orUnknown(z.number().min(one.least).max(one.most))])),
      ),
      because: perhaps(because),
    }),
  timeline: ({ unit, lanes, felt, most_length }) =>
    z.strictObject({
      ...{ when: WHEN[unit] === null ? Day : z.string().regex(WHEN[unit]), text: words(most_length) },
      ...(lanes === undefined ? {} : { lane: keysOf(lanes) }),
      ...(felt ? { felt: z.int().min(-2).max(2).nullable() } : {}),
    }),
  outline: ({ levels, tags, sign, most_length }) =>
    z.strictObject({
      ...{ text: words(most_length), parent: Id.nullable(), level: z.int().min(1).max(levels.length) },
      ...(tags === undefined ? {} : { tags: z.array(keysOf(tags)).max(tags.length) }),
      ...(sign ? { sign: z.enum(['good', 'harm', 'unknown']) } : {}),
    }),
  function_grid: ({ functions }) => {
    const who = z.union([z.enum(['me', 'nobody', 'unknown']), z.strictObject({ who: words(80) })])
    return z.strictObject({
      marks: z.partialRecord(keysOf(functions), z.strictObject({ now: who, should: who })),
    })
  },
  acceptance: ({ most_length }) =>
    z.strictObject({ answer: z.enum(['agree', 'live_with', 'not_yet']), words: perhaps(most_length) }),
  round: ({ most_length }) => z.strictObject({ text: words(most_length) }),
  discuss: ({ most_length }) => z.strictObject({ text: words(most_length) }),
  commit: ({ most_length, follow }) =>
    z.strictObject({
      ...{ what: words(most_length), who: words(120), by: Day.nullable() },
      ...(follow ? { known_by: perhaps(most_length), asked_by: perhaps(120) } : {}),
    }),
  story: ({ parts, title_length }) =>
    z.strictObject({
      ...{ title: words(title_length), parts: fieldsOf(parts) },
      may_go: z.enum(['stays', 'theme', 'words', 'name']),
      /** Could somebody else in it be recognised? */
      others: z.boolean(),
    }),
}

function answersOf({ questions, each_item, scale, options, adds_up_to }: SettingsOf<'rate'>): z.ZodType {
  const usual = options !== undefined ? keysOf(options) : scale === undefined ? z.never() : between(scale)
  if (each_item) return z.record(Id, orUnknown(usual))
  if (adds_up_to !== undefined)
    return z
      .strictObject(Object.fromEntries((questions ?? []).map((one) => [one.key, z.int().min(0).max(adds_up_to)])))
      .refine((said) => Object.values(said).reduce((sum, n) => sum + n, 0) === adds_up_to, `Add up to ${adds_up_to}.`)
  const one = (question: NonNullable<typeof questions>[number]) => {
    const answer = question.options === undefined ? usual : keysOf(question.options)
    return question.several ? z.array(answer).max(9) : orUnknown(answer)
  }
  return z.strictObject(Object.fromEntries((questions ?? []).map((question) => [question.key, one(question)])))
}

const made = new WeakMap<object, z.ZodType>()
/**
 * The shape of one contribution to a step, from its kind and its settings: what the server checks and what a form asks for.
 * Steps whose contributions are nothing (a reveal) take an empty one. It is made once for a step, however many put something in.
 */
export function contributionTo<K extends Kind>(step: { kind: K; settings: SettingsOf<K> }): z.ZodType {
  const known = made.get(step)
  if (known !== undefined) return known
  const shape = MAKERS[step.kind](step.settings)
  made.set(step, shape)
  return shape
}

/** What was predicted as it is: put in, before it is revealed, by whoever runs the step. */
export function actualsTo({ questions }: SettingsOf<'predict'>): z.ZodType {
  return z.strictObject(Object.fromEntries(questions.map(({ key }) => [key, orUnknown(z.number().min(-1e9).max(1e9))])))
}
