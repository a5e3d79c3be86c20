// What the file of a method holds. It is a contract: modules that run methods, programs, and whoever writes one rely on it,
// so fields are only added, and none is renamed.
import { z } from 'zod'
import { CLASSES, text } from '#shared/schema.ts'
import { Key, line, listOf, whole } from './settings.ts'
import { ATTRIBUTIONS, Step } from './step.ts'

/** What somebody who looks for a method wants to do. */
export const HELPS_TO = [
  ...['begin_and_end', 'find_purpose', 'see_who_matters', 'work_together', 'share_power', 'make_sense'],
  ...['look_back', 'hear_stories', 'decide', 'try_out', 'go_through_change', 'plan_learning', 'learn_from_each_other'],
] as const
export const WAYS = ['live', 'hybrid', 'over_days', 'phone', 'paper', 'alone'] as const
export const MAY = ['run', 'write', 'ask', 'present', 'tally', 'keep_time', 'choose', 'watch'] as const
export const OUTPUTS = [
  ...['purpose', 'norm', 'map', 'commitments', 'insights', 'statement', 'lessons', 'stories', 'questions', 'plan'],
  ...['outcomes', 'themes', 'numbers', 'actions', 'prototype', 'agreement', 'decision'],
] as const
/**
 * How an output leaves: each for their own words, as chosen while writing, as the room accepts it, when all say yes to what
 * one wrote down for several, or as its presenter wants and the set allows.
 */
export const LEAVES = [
  'each_author',
  'chosen_while_writing',
  'room_accepts',
  'all_say_yes',
  'presenter_with_the_set',
] as const
export const KEPT_OUT = [...CLASSES, 'line_manager', 'mapped_body'] as const
/** B and I want checking with somebody who has run it. */
export const MARKS = ['F', 'B', 'I'] as const
export const PER = ['presenter', 'person', 'story', 'idea', 'item', 'table'] as const

const Span = (most: number) => z.strictObject({ least: whole(1, most), most: whole(1, most) })
const Sentences = listOf(line(240), 1, 8)

const Role = z.strictObject({
  key: Key,
  title: line(60),
  does: line(300),
  may: listOf(z.enum(MAY), 1, MAY.length),
})
const Repeat = z.strictObject({
  key: Key,
  per: z.enum(PER),
  /** How often in the minutes that are planned. */
  planned: whole(1, 20),
  least: whole(1, 20),
  most: whole(1, 40),
})
/** Another way to read a method: what stands here takes the place of what the step says. One is chosen before it begins. */
const Reading = z.strictObject({
  key: Key,
  title: line(80),
  says: line(300),
  steps: z.record(
    Key,
    z.strictObject({ prompt: text(600, 1).optional(), settings: z.record(z.string(), z.unknown()).optional() }),
  ),
})
const Output = z.strictObject({
  key: Key,
  type: z.enum(OUTPUTS),
  title: line(120),
  from: listOf(Key, 1, 8),
  leaves: z.enum(LEAVES),
})
const Short = z.strictObject({
  says: line(300),
  minutes: whole(1, 240),
  /** The steps that stay, with their minutes. */
  steps: z.record(Key, whole(0, 240)),
})
const Variants = z.strictObject({
  ...(Object.fromEntries(WAYS.map((way) => [way, text(400, 1).optional()])) as Record<
    (typeof WAYS)[number],
    z.ZodOptional<z.ZodString>
  >),
  short: Short.optional(),
})
const Credit = z.strictObject({
  originator: line(200),
  link: z
    .url({ protocol: /^https$/, error: 'an address that begins with https://' })
    .max(300)
    .optional(),
  licence: line(240),
  mark: z.enum(MARKS),
})

export const Definition = z.strictObject({
  key: Key,
  version: whole(1, 9999),
  title: line(80),
  purpose: line(200),
  helps_to: listOf(z.enum(HELPS_TO), 1, 4),
  good_for: Sentences,
  not_for: Sentences,
  minutes: z.strictObject({ planned: whole(1, 1440), least: whole(1, 1440), most: whole(1, 1440) }),
  days: Span(800).optional(),
  people: z.strictObject({ least: whole(1, 2000), most: whole(1, 2000), table: Span(12).optional() }),
  roles: z.array(Role).max(8, 'at most 8 of them').default([]),
  materials: z.array(line(200)).max(12, 'at most 12 of them').default([]),
  attribution: z.enum(ATTRIBUTIONS),
  /** One for who thinks in ideas, one for who thinks in cases: every method has both. */
  lead_in: z.strictObject({ idea: text(700, 1), case: text(900, 1) }),
  repeats: z.array(Repeat).max(4, 'at most 4 of them').default([]),
  steps: listOf(Step, 1, 40),
  readings: listOf(Reading, 2, 4).optional(),
  harvest: z.array(Output).max(8, 'at most 8 of them').default([]),
  variants: Variants,
  again: z.strictObject({ days: Span(400), says: line(200) }).optional(),
  safe_space: z
    .strictObject({
      not_in_room: z.array(z.enum(KEPT_OUT)).max(KEPT_OUT.length).default([]),
      /** Whether a code opens the room, or leads to its door, where each is let in by name. */
      door: z.enum(['code', 'let_in']).default('code'),
      because: line(300),
    })
    .optional(),
  /** Which ways of a learning partner it suits. */
  modes: listOf(z.enum(['mirror', 'mentor', 'midwife']), 1, 3).optional(),
  /** Methods that belong together, in their order. */
  series: z.strictObject({ key: Key, title: line(80), place: whole(1, 20) }).optional(),
  credit: Credit,
})
export type Definition = z.output<typeof Definition>
