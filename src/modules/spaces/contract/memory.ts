import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'

// What a space remembers: what happened, what happened round it, the strategy it is part of, and what it said of itself before.

const Address = text(200, 1)
const Which = z.strictObject({ address: Address })

/** What the timeline is read by. */
export const LANES = ['decisions', 'learning', 'people', 'plans', 'turning', 'context', 'strategy'] as const
export const Lane = z.enum(LANES)
export const SORTS = ['policy_change', 'crisis', 'new_body', 'staff_loss', 'other'] as const
/** How precisely people know when it was. */
export const PRECISE = ['day', 'month', 'period'] as const

const Happening = z.object({
  key: z.string(),
  kind: z.string(),
  lane: Lane.nullable(),
  day: Day,
  /** The last day, of what went on for longer than one. */
  until: Day.nullable(),
  who: z.string().nullable(),
  about: z.string().nullable(),
  /** What was said with it: a decision, a turning point's words, the reason for a phase, what the space said of itself before. */
  words: z.string().nullable(),
  /** What was written then is there no more: taken out, taken back or hidden. */
  gone: z.boolean(),
  /** Where to read on. */
  to: z.string().nullable(),
  /** My own turning point, or what I noted of what happened round us, which I may take out. */
  mine: Id.nullable(),
})
const ContextEvent = z.object({
  id: Id,
  sort: z.enum(SORTS),
  words: z.string(),
  from: Day,
  to: Day,
  precise: z.enum(PRECISE),
  saysWho: z.string(),
  by: z.string().nullable(),
  mine: z.boolean(),
})
const Milestone = z.object({ id: Id, on: Day, words: z.string() })
const Strategy = z.object({
  version: z.int(),
  name: z.string(),
  whose: z.string(),
  says: z.string(),
  from: Day,
  to: Day.nullable(),
  tied: z.boolean(),
  by: z.string().nullable(),
  since: Day,
  milestones: z.array(Milestone),
})
const Purpose = z.object({
  version: z.int(),
  purpose: z.string(),
  priorities: z.array(z.string()),
  payer: z.string(),
  /** From when on it said so; who said it then. */
  since: Day,
  by: z.string().nullable(),
})

export const memoryContract = {
  /** What happened here, newest first, by day and never by hour. */
  memory: oc
    .route({ method: 'POST', path: '/spaces/memory', summary: 'What happened in a space, newest first.' })
    .input(
      z.strictObject({
        address: Address,
        cursor: z.string().max(200).nullish(),
        most: z.int().min(1).max(100).default(40),
        /** Only what mattered: people in and out, phases, versions, decisions, insights, outcomes, gatherings, turning points. */
        turning: z.boolean().default(false),
        lane: Lane.optional(),
        /** Nothing later than this day. */
        until: Day.optional(),
      }),
    )
    .output(z.object({ happened: z.array(Happening), next: z.string().nullable() })),
  /** The same at a glance: how much stands in each month, and what lies across it. */
  timeline: oc
    .route({ method: 'POST', path: '/spaces/timeline', summary: 'The timeline of a space, month by month.' })
    .input(Which)
    .output(
      z.object({
        today: Day,
        /** An open number: whoever sees it may read everything that is counted. */
        months: z.array(z.object({ month: z.string(), lane: Lane, n: z.int() })),
        context: z.array(ContextEvent),
        strategy: Strategy.nullable(),
      }),
    ),
  /** What happened round us: laid over every picture of how something changed here. */
  contextEvents: oc
    .route({ method: 'POST', path: '/spaces/context-events', summary: 'What happened round a space, by day.' })
    .input(Which)
    .output(z.array(ContextEvent)),
  /** It is said in the chapter that stood above the input. */
  noteContext: oc
    .route({ method: 'POST', path: '/spaces/note-context', summary: 'Note something that happened round a space.' })
    .input(
      Attempt.extend({
        address: Address,
        chapter: Id,
        sort: z.enum(SORTS),
        words: text(500, 1),
        from: Day,
        /** Of a period only: its last day. */
        to: Day.optional(),
        precise: z.enum(PRECISE).default('day'),
        saysWho: text(200).default(''),
      }),
    )
    .output(answer({ id: Id })),
  takeOutContext: oc
    .route({ method: 'POST', path: '/spaces/take-out-context' })
    .input(Attempt.extend({ id: Id }))
    .output(answer({ id: Id })),
  strategy: oc
    .route({ method: 'POST', path: '/spaces/strategy', summary: 'The strategy a space is part of.' })
    .input(Which)
    .output(z.object({ version: z.int(), now: Strategy.nullable(), versions: z.array(Strategy) })),
  /** The strategy we are part of, said anew as a whole. Nothing is read from whoever wrote it. */
  tieStrategy: oc
    .route({ method: 'POST', path: '/spaces/tie-strategy' })
    .input(
      Attempt.extend({
        address: Address,
        version: z.int().min(0),
        name: text(200, 1),
        whose: text(200).default(''),
        says: text(1000).default(''),
        from: Day,
        to: Day.nullish(),
        milestones: z
          .array(z.strictObject({ on: Day, words: text(300, 1) }))
          .max(40)
          .default([]),
      }),
    )
    .output(answer({ version: z.int() })),
  untieStrategy: oc
    .route({ method: 'POST', path: '/spaces/untie-strategy' })
    .input(Attempt.extend({ address: Address, version: z.int().min(1) }))
    .output(answer({ version: z.int() })),
  /** “What were we saying about this a year ago?”: everything but evidence and documents, which the library finds. */
  recall: oc
    .route({ method: 'POST', path: '/spaces/recall', summary: 'Search the memory of a space, between two days.' })
    .input(z.strictObject({ address: Address, words: text(200, 1), from: Day.optional(), to: Day.optional() }))
    .output(
      z.array(
        z.object({
          kind: z.string(),
          id: Id,
          parts: z.array(z.object({ text: z.string(), hit: z.boolean() })),
          to: z.string(),
          on: Day.nullable(),
        }),
      ),
    ),
  /** What the space said of itself, version by version, the first one first. */
  versions: oc
    .route({ method: 'POST', path: '/spaces/versions', summary: 'What a space said of itself, version by version.' })
    .input(Which)
    .output(z.array(Purpose)),
}
