// The call to a gathering, as the members of the space that calls read it.
import { z } from 'zod'
import { KEPT_OUT } from '#modules/spaces/contract/rules.ts'
import { Day, Id, text, Zone } from '#shared/schema.ts'

export const GATHERING_KINDS = ['gathering', 'pause', 'informal', 'large', 'over_days'] as const
export const WAYS = ['in_person', 'online', 'hybrid', 'over_days'] as const
export const MODES = ['mirror', 'mentor', 'midwife'] as const
export const ABOUT_KINDS = ['insight', 'learning_question', 'decision', 'finding'] as const
/** Local time, as a clock on the wall shows it. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time like 14:30.')

const called = {
  kind: z.enum(GATHERING_KINDS),
  title: text(160, 1),
  purpose: text(1000),
  way: z.enum(WAYS),
  /** The day and the time there, and in which zone. */
  startsOn: Day,
  startsAt: ClockTime,
  zone: Zone,
  minutes: z.int().min(1).max(1440),
  /** Where it runs over days, the last of them. */
  endsOn: Day.nullable(),
  place: text(300),
  link: text(2000),
  modeMeant: z.enum(MODES).nullable(),
  learning: z.enum(['for', 'with']),
  keptOut: z.array(z.enum(KEPT_OUT)).max(KEPT_OUT.length),
  /** `code`: whoever has it comes in. `let_in`: it leads to the door, where somebody in the room lets each in by name. */
  door: z.enum(['code', 'let_in']),
  /** What comes back to whoever comes: what they will hear, how, and by when. */
  shareWhat: text(500),
  shareHow: text(300),
  shareBy: Day.nullable(),
  /** What is paid for coming, and how. */
  paid: text(500),
}
/** What its convener writes; everything but title, day and time has a usual value. */
export const CallInput = z.strictObject({
  ...called,
  kind: called.kind.default('gathering'),
  purpose: called.purpose.default(''),
  way: called.way.default('in_person'),
  zone: called.zone.optional(),
  minutes: called.minutes.default(90),
  endsOn: called.endsOn.default(null),
  place: called.place.default(''),
  link: called.link.default(''),
  modeMeant: called.modeMeant.default(null),
  learning: called.learning.default('with'),
  keptOut: called.keptOut.default([]),
  door: called.door.default('code'),
  shareWhat: called.shareWhat.default(''),
  shareHow: called.shareHow.default(''),
  shareBy: called.shareBy.default(null),
  paid: called.paid.default(''),
  about: z
    .strictObject({ kind: z.enum(ABOUT_KINDS), id: Id })
    .nullable()
    .default(null),
})
export type CallInput = z.output<typeof CallInput>

export const Gathering = z.object({
  id: Id,
  space: Id,
  chapter: Id,
  version: z.int(),
  ...called,
  about: z.object({ kind: z.enum(ABOUT_KINDS), id: Id }).nullable(),
  convenedBy: z.object({ id: Id, name: z.string() }).nullable(),
  shareKeptOn: Day.nullable(),
  shareKept: z.string(),
  shareKeptHow: z.string(),
  shareSaid: z.array(z.object({ said: z.string(), did: z.string() })),
  /** What was promised is late. */
  shareLate: z.boolean(),
  cancelled: z.object({ on: Day, because: z.string() }).nullable(),
  /** The day it was closed. */
  heldOn: Day.nullable(),
  /**
   * The room, for whoever is in it; null for everybody else, who learn of it no more than that it will be.
   * `open`: its doors are.
   */
  room: z.object({ id: Id, address: z.string(), state: z.enum(['planned', 'open', 'closed']) }).nullable(),
  can: z.object({ change: z.boolean(), comeIn: z.boolean(), run: z.boolean() }),
})
export type Gathering = z.infer<typeof Gathering>
