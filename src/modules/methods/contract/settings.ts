// What each kind of step can be set to. The file of a method says it under `settings`; what it leaves out is filled in here.
import { z } from 'zod'
import { text } from '#shared/schema.ts'

/** How a method, a step, a role or a choice is called in a file: never renamed once it is used. */
export const Key = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, 'small letters, digits and hyphens, 2 to 40 of them, beginning with a letter')
/** One line of words: no line break in it. */
export const line = (most: number) =>
  text(most, 1).refine((value) => !/[\r\n]/.test(value.trim()), 'one line, without a line break')
export const whole = (least: number, most: number) =>
  z
    .int('a whole number')
    .min(least, `at least ${least.toLocaleString('en-GB')}`)
    .max(most, `at most ${most.toLocaleString('en-GB')}`)
export const listOf = <T extends z.ZodType>(one: T, least: number, most: number) =>
  z.array(one).min(least, `at least ${least} of them`).max(most, `at most ${most} of them`)

const Labelled = z.strictObject({ key: Key, label: line(120), says: line(300).optional() })
const Field = z.strictObject({ key: Key, label: line(160), most_length: whole(20, 2000).default(500) })
const Scale = z.strictObject({ least: whole(0, 10), most: whole(1, 100), low: line(80), high: line(80) })
const Axis = Scale.extend({ label: line(160) })
const Length = whole(20, 2000)

/** A question with a scale of the step, or with answers of its own. */
const Question = z.strictObject({
  key: Key,
  label: line(300),
  options: listOf(Labelled, 2, 9).optional(),
  several: z.boolean().default(false),
})
const Guess = z.strictObject({
  key: Key,
  label: line(300),
  unit: line(40),
  least: z.number().min(-1e9).max(1e9),
  most: z.number().min(-1e9).max(1e9),
})

export const SETTINGS = {
  write: z.strictObject({
    /** How many lines each may put in. */
    lines: whole(1, 20).default(1),
    most_length: Length.default(280),
    /** Instead of one line, these; at least one of them is filled. */
    fields: listOf(Field, 1, 8).optional(),
    /** A number beside the words, as how urgent it is. */
    score: Scale.extend({ label: line(120) }).optional(),
    /** What is put in is a question: of one that reads like advice that is said, and it may go in. */
    questions_only: z.boolean().default(false),
  }),
  ask_deeper: z.strictObject({
    question: line(200),
    deepest: whole(1, 12).default(9),
    most_length: Length.default(280),
    /** Half of the time for each of the two. */
    swap: z.boolean().default(true),
    /** So long before the end it is said quietly, to both. */
    quiet_seconds: whole(0, 300).default(60),
  }),
  groups: z.strictObject({
    mix: z.enum(['organisations', 'classes', 'nobody']).default('organisations'),
    /** Who is kept apart, besides whoever asked to be. */
    apart: z
      .array(z.enum(['funder_and_funded', 'manager_and_managed']))
      .max(2)
      .default([]),
    /** Whether earlier groups go on together: two pairs make a four. */
    join: z.boolean().default(false),
  }),
  reveal: z.strictObject({
    show: z.enum(['lines', 'counts', 'spread', 'picture']).default('lines'),
  }),
  cluster: z.strictObject({ most: whole(2, 20).default(9), name_length: whole(20, 160).default(80) }),
  grid: z.strictObject({
    across: Axis,
    up: Axis,
    because: whole(0, 500).default(280),
    /** A place may be told how sure one is of it. */
    sure: z.boolean().default(false),
  }),
  bands: z.strictObject({
    bands: listOf(Labelled, 2, 6),
    /** In more than one at a time. */
    several: z.boolean().default(true),
    because: whole(0, 500).default(280),
  }),
  tally: z.strictObject({
    buttons: listOf(Labelled, 2, 6),
    /** Whether the hand that tallies may note who spoke. */
    speakers: z.enum(['nobody', 'if_wanted']).default('nobody'),
    /** The step after which speakers are dropped, unless all say that they stay. */
    speakers_until: Key.optional(),
    /** Each taps only for themselves. */
    only_own: z.boolean().default(false),
    most_seconds: whole(60, 14_400).default(3600),
  }),
  sort: z.strictObject({
    columns: listOf(Labelled, 2, 9),
    shape: z.enum(['columns', 'quadrants']).default('columns'),
    /** New lines may be written into a column, besides what is brought from an earlier step. */
    write: z.boolean().default(true),
    lines: whole(1, 20).default(5),
    most_length: Length.default(280),
  }),
  dot_vote: z.strictObject({ dots: whole(1, 20).default(3), most_on_one: whole(1, 20).default(1) }),
  rate: z.strictObject({
    questions: listOf(Question, 1, 24).optional(),
    /** Instead of questions: each thing of the earlier step is asked about. */
    each_item: z.boolean().default(false),
    scale: Scale.optional(),
    options: listOf(Labelled, 2, 9).optional(),
    /** The answers are shares of one whole, and add up to this. */
    adds_up_to: whole(2, 100).optional(),
    because: whole(0, 500).default(0),
  }),
  predict: z.strictObject({ questions: listOf(Guess, 1, 8), because: whole(0, 500).default(280) }),
  timeline: z.strictObject({
    unit: z.enum(['year', 'month', 'day', 'time']).default('month'),
    lanes: listOf(Labelled, 2, 6).optional(),
    /** How it felt, from −2 to 2. */
    felt: z.boolean().default(false),
    lines: whole(1, 20).default(5),
    most_length: Length.default(280),
  }),
  outline: z.strictObject({
    levels: listOf(line(80), 2, 6),
    tags: listOf(Labelled, 2, 12).optional(),
    /** Whether it did good, harm, or cannot be told yet. */
    sign: z.boolean().default(false),
    most_length: Length.default(280),
  }),
  function_grid: z.strictObject({ functions: listOf(Labelled, 2, 30) }),
  acceptance: z.strictObject({ most_length: Length.default(500) }),
  round: z.strictObject({
    order: z.enum(['as_they_sit', 'small_organisations_first', 'residents_first']).default('as_they_sit'),
    seconds_each: whole(10, 600).default(60),
    notes: z.enum(['nobody', 'one', 'each']).default('nobody'),
    most_length: Length.default(280),
  }),
  discuss: z.strictObject({
    notes: z.enum(['nobody', 'one', 'each']).default('nobody'),
    lines: whole(1, 40).default(10),
    most_length: Length.default(280),
    /** What is put in is a question: of one that reads like advice that is said, and it may go in. */
    questions_only: z.boolean().default(false),
  }),
  commit: z.strictObject({
    most: whole(1, 10).default(3),
    /** By when at the latest, in days; left out, any day. */
    within_days: whole(1, 400).optional(),
    /** Also: how will you know, and who will ask you. */
    follow: z.boolean().default(false),
    most_length: Length.default(280),
  }),
  story: z.strictObject({
    parts: listOf(Field, 1, 8),
    title_length: whole(20, 160).default(120),
  }),
} as const

export type Kind = keyof typeof SETTINGS
export const KIND_KEYS = Object.keys(SETTINGS) as [Kind, ...Kind[]]
export type SettingsOf<K extends Kind> = z.output<(typeof SETTINGS)[K]>
