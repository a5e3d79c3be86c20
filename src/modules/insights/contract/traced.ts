import { z } from 'zod'
import { Day, Id } from '#shared/schema.ts'

export const CHAIN_KINDS = ['insight', 'decision', 'action', 'outcome'] as const
export const BEARINGS = ['supports', 'quotes', 'against'] as const
export const LOOPS = ['single', 'double', 'triple'] as const
export const CONFIDENCES = ['barely', 'fairly', 'very'] as const
export const SEAT_ANSWERS = ['understood', 'not_mine', 'need_to_ask'] as const
export const OUTCOME_STATES = ['too_early', 'agreed', 'partly_agreed', 'not_agreed', 'dont_know'] as const
export const STARTED_BY = ['us', 'funder', 'event'] as const
/** The kinds that something may follow from, and that may be stopped. */
export const FROM_KINDS = ['insight', 'decision', 'action'] as const

export const Kind = z.enum(CHAIN_KINDS)
export const FromKind = z.enum(FROM_KINDS)
export const Bears = z.enum(BEARINGS)
export const Loop = z.enum(LOOPS)
export const Confidence = z.enum(CONFIDENCES)
export const SeatAnswer = z.enum(SEAT_ANSWERS)
export const OutcomeState = z.enum(OUTCOME_STATES)
export const StartedBy = z.enum(STARTED_BY)
export const count = z.number().int().min(0)

const Dissent = z.object({ id: Id, words: z.string(), by: z.string().nullable(), made_on: Day })
const Receiver = z.object({
  id: Id,
  seat: Id,
  title: z.string(),
  holder: z.string(),
  note: z.string(),
  sent_on: Day,
  heard_in_days: count.nullable(),
  link_open: z.boolean(),
  /** Whoever said it took it back: nothing of it can be read any more by this link. */
  taken_back: z.boolean(),
  /** Nothing crossed where the holder reads it anyway: then there is no link to make. */
  crossed: z.boolean(),
  /** The crossing that whoever was asked may take back; null for everybody else. */
  take_back: Id.nullable(),
  answers: z.array(z.object({ answer: SeatAnswer, words: z.string(), on: Day })),
})
/** Every number in this contract is `open`: it counts what its reader may open one by one. */
export const Listed = z.object({
  id: Id,
  words: z.string().nullable(),
  made_on: Day,
  confidence: Confidence,
  loop: Loop,
  scope: z.string(),
  version: count,
  mine: z.boolean(),
  evidence: z.object({ supports: count, quotes: count, against: count }),
  dissent: z.array(Dissent),
  receivers: z.array(z.object({ id: Id, title: z.string(), answer: SeatAnswer.nullable() })),
  decided: z.boolean(),
  stopped: z.string().nullable(),
  wants_another_look: z.boolean(),
})
export const TracedEvidence = z.object({
  id: Id,
  insight: Id,
  bears: Bears,
  words: z.string().nullable(),
  taken_back: z.boolean(),
  attribution: z.string(),
  by: z.string().nullable(),
  brought_on: Day.nullable(),
  dated: Day.nullable(),
  made_on: Day,
  document: z.object({ id: Id, title: z.string() }).nullable(),
})
export const TracedInsight = z.object({
  id: Id,
  words: z.string().nullable(),
  scope: z.string(),
  loop: Loop,
  confidence: Confidence,
  change_mind: z.string(),
  sense_made_by: z.string(),
  asked: count.nullable(),
  made_on: Day,
  by: z.string().nullable(),
  version: count,
  dissent: z.array(Dissent),
  receivers: z.array(Receiver),
  /** Asked to go to a seat and not gone: never who was asked, nor who has answered. */
  sendings: z.array(
    z.object({
      id: Id,
      title: z.string(),
      asked_on: Day,
      state: z.enum(['not_settled', 'stays']),
      take_back: Id.nullable(),
    }),
  ),
  wants_another_look: z.boolean(),
  /** What a seat would be shown if it were sent now; null while its sentence is hidden. */
  let_out: z.string().nullable(),
})
export const TracedDecision = z.object({
  id: Id,
  words: z.string(),
  reasons: z.string(),
  decided_on: Day.nullable(),
  taken_by: z.string(),
  not_heard: z.string(),
  made_on: Day,
  version: count,
})
export const TracedAction = z.object({
  id: Id,
  words: z.string(),
  accountable: z.string(),
  started_by: StartedBy,
  delivered_by: z.string(),
  starts_on: Day.nullable(),
  due_on: Day.nullable(),
  made_on: Day,
  version: count,
})
export const TracedOutcome = z.object({
  id: Id,
  words: z.string(),
  state: OutcomeState,
  says_who: z.string(),
  intended: z.boolean(),
  look_again_on: Day.nullable(),
  made_on: Day,
  version: count,
})
