// One step of a method: what is asked, of whom, for how long, and the three things that every step says of what is put in:
// who sees it, whose it is, and for how long it is kept.
import { z } from 'zod'
import { text } from '#shared/schema.ts'
import { Key, KIND_KEYS, type Kind, line, listOf, SETTINGS, whole } from './settings.ts'

export const GROUPS = ['solo', 'pairs', 'trios', 'fours', 'tables', 'fishbowl', 'all'] as const
/** The least people that such a group needs. */
export const GROUP_LEAST: Record<(typeof GROUPS)[number], number> = {
  ...{ solo: 1, pairs: 2, trios: 3, fours: 4, tables: 3, fishbowl: 3, all: 1 },
}
export const ATTRIBUTIONS = ['named', 'role', 'anonymous'] as const
export const SEEN_BY = ['self', 'pair', 'table', 'presenter', 'facilitator', 'room'] as const
export const BELONGS_TO = ['speaker', 'pair', 'presenter', 'room'] as const
export const KEPT = ['until_step_ends', 'until_close', 'until_harvested', 'as_owner_wants'] as const
/** Where a line without a name may go, chosen while it is written. */
export const MAY_GO = ['stays', 'theme', 'words'] as const
/** Where a name never stands: chosen while writing. Staying is always among the choices. */
const MayGo = listOf(z.enum(MAY_GO), 1, 3)

const Days = z.strictObject({ least: whole(1, 400), most: whole(1, 400) })
const Card = z.strictObject({ key: Key, title: line(80), says: text(500, 1) })

const common = {
  key: Key,
  title: line(60),
  /** The one question on everybody's phone. */
  prompt: text(600, 1),
  /** What whoever runs it can say. */
  say: text(900, 1).optional(),
  cards: listOf(Card, 1, 12).optional(),
  minutes: whole(0, 480),
  /** How long it stays open, where it is done over days; the minutes are then those that it takes somebody. */
  days: Days.optional(),
  group: z.enum(GROUPS),
  /** Left out, that of the method. */
  attribution: z.enum(ATTRIBUTIONS).optional(),
  may_go: MayGo.optional(),
  seen_by: z.enum(SEEN_BY),
  belongs_to: z.enum(BELONGS_TO),
  kept: z.enum(KEPT),
  /** The earlier steps whose things it works on. */
  from: z
    .union([Key, listOf(Key, 1, 6)])
    .transform((from) => (typeof from === 'string' ? [from] : from))
    .optional(),
  /** Who puts something in: each, one for the group, or those with a role. */
  writes: z.union([z.enum(['each', 'one']), Key]).default('each'),
  /** The repeat it is part of. */
  repeat: Key.optional(),
  optional: z.boolean().default(false),
}

/** What is left out of the settings is filled in, also where all of them are. */
const settingsOf = <K extends Kind>(kind: K) =>
  (SETTINGS[kind] as z.ZodType).prefault({}) as unknown as z.ZodPrefault<(typeof SETTINGS)[K]>
const stepOf = <K extends Kind>(kind: K) =>
  z.strictObject({ ...common, kind: z.literal(kind), settings: settingsOf(kind) })

type StepSchemas = { [K in Kind]: ReturnType<typeof stepOf<K>> }
const STEPS = Object.fromEntries(KIND_KEYS.map((kind) => [kind, stepOf(kind)])) as unknown as StepSchemas

export const Step = z.discriminatedUnion(
  'kind',
  Object.values(STEPS) as unknown as [StepSchemas['write'], ...StepSchemas[Kind][]],
)
export type Step = z.output<typeof Step>
