import { z } from 'zod'
import { Day, Id } from '#shared/schema.ts'

/** Where a chain may be followed from, in the order in which one thing follows from another. */
export const CHAIN_KINDS = ['evidence', 'finding', 'insight', 'implication', 'decision', 'action', 'outcome'] as const
export const BEARINGS = ['supports', 'quotes', 'against'] as const
/** How far an insight goes; empty is what nobody has said. */
export const LOOPS = ['', 'single', 'double', 'triple'] as const
export const CONFIDENCES = ['barely', 'fairly', 'very'] as const
export const SEAT_ANSWERS = ['understood', 'not_mine', 'need_to_ask'] as const
export const OUTCOME_STATES = ['too_early', 'agreed', 'partly_agreed', 'not_agreed', 'dont_know'] as const
export const STARTED_BY = ['us', 'funder', 'event'] as const
export const ACTION_STATES = ['open', 'done', 'changed', 'dropped'] as const
export const STRENGTHS = ['', 'weak', 'fair', 'strong'] as const
export const FINDING_KINDS = ['formative', 'developmental', 'participatory', 'summative'] as const
/** The kinds that may be stopped, with a reason. */
export const FROM_KINDS = ['finding', 'insight', 'implication', 'decision', 'action', 'outcome'] as const

export const Kind = z.enum(CHAIN_KINDS)
export const FromKind = z.enum(FROM_KINDS)
export const Bears = z.enum(BEARINGS)
export const Loop = z.enum(LOOPS)
export const Confidence = z.enum(CONFIDENCES)
export const SeatAnswer = z.enum(SEAT_ANSWERS)
export const OutcomeState = z.enum(OUTCOME_STATES)
export const StartedBy = z.enum(STARTED_BY)
export const ActionState = z.enum(ACTION_STATES)
export const Strength = z.enum(STRENGTHS)
export const FindingKind = z.enum(FINDING_KINDS)
export const count = z.number().int().min(0)

const Dissent = z.object({
  id: Id,
  words: z.string(),
  by: z.string().nullable(),
  made_on: Day,
  /** It was said of an insight whose place this one took. */
  carried: z.boolean(),
})
const Receiver = z.object({
  id: Id,
  /** A post, or a member who is named in place of one. */
  seat: Id.nullable(),
  person: Id.nullable(),
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
  /** A member who is not in any more, or a post that nobody inside holds any more. */
  has_left: z.boolean(),
  /** Not answered for as many days as the space waits: it is back with its sender. */
  returned: z.boolean(),
  closed: z.object({ on: Day, why: z.string() }).nullable(),
  can: z.object({ answer: z.boolean(), close: z.boolean(), ask_again: z.boolean() }),
})
/** Every number in this contract is `open`: it counts what its reader may open one by one. */
export const Listed = z.object({
  id: Id,
  words: z.string().nullable(),
  made_on: Day,
  confidence: Confidence,
  loop: Loop,
  scope: z.string(),
  parties: z.enum(['', 'within', 'between', 'across']),
  /** What took its place, where something did. */
  place_taken: Id.nullable(),
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
  /** Null where the chain was asked for from this piece, and nothing rests on it. */
  insight: Id.nullable(),
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
export const TracedFinding = z.object({
  id: Id,
  words: z.string(),
  kind: FindingKind,
  method: z.string(),
  confidence: Confidence,
  asked: count.nullable(),
  commissioned_by: z.string(),
  done_by: z.string(),
  edited_by: z.string(),
  sense_by: Day,
  made_on: Day,
  by: z.string().nullable(),
  version: count,
  document: z.object({ id: Id, title: z.string() }).nullable(),
  /** The words of the report it was made of, read in the report each time. */
  excerpt: z.string().nullable(),
})
export const TracedInsight = z.object({
  id: Id,
  words: z.string().nullable(),
  scope: z.string(),
  parties: z.enum(['', 'within', 'between', 'across']),
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
export const TracedImplication = z.object({
  id: Id,
  words: z.string(),
  /** Empty: for us. */
  for_whom: z.string(),
  made_on: Day,
  by: z.string().nullable(),
  version: count,
})
/** What is said of a decision, to come or taken. */
const decisionWords = {
  words: z.string(),
  reasons: z.string(),
  taken_by: z.string(),
  not_heard: z.string(),
  wanted: z.string(),
  options: z.string(),
  missing: z.string(),
  dissent: z.string(),
  format: z.string(),
}
export const TracedDecision = z.object({
  id: Id,
  ...decisionWords,
  decided_on: Day.nullable(),
  decide_by: Day.nullable(),
  paper_by: Day.nullable(),
  strength: Strength,
  no_learning: z.boolean(),
  started_by: StartedBy,
  meeting: z
    .object({ id: Id, route: Id, name: z.string(), at_time: z.string().nullable(), off: z.boolean() })
    .nullable(),
  owner: z.object({ id: Id, name: z.string(), has_left: z.boolean() }).nullable(),
  /** Taken elsewhere, and answered back from there. */
  elsewhere: z.boolean(),
  /** To come, or taken. */
  to_come: z.boolean(),
  made_on: Day,
  version: count,
})
const Handing = z.object({
  id: Id,
  by: z.string(),
  to: z.string(),
  note: z.string(),
  on: Day,
  answer: z.enum(['accepted', 'declined']).nullable(),
  answered_on: Day.nullable(),
  can: z.object({ answer: z.boolean() }),
})
export const TracedAction = z.object({
  id: Id,
  words: z.string(),
  accountable: z.string(),
  accountable_id: Id.nullable(),
  started_by: StartedBy,
  delivered_by: z.string(),
  starts_on: Day.nullable(),
  due_on: Day.nullable(),
  state: ActionState,
  state_reason: z.string(),
  state_on: Day.nullable(),
  /** From whom to whom, in order. */
  handed: z.array(Handing),
  /** The gathering at which somebody said that they would do it; null where it began otherwise. */
  gathering: Id.nullable(),
  /** Why nobody can be sure who answers for it. */
  unclear: z.enum(['not_accepted', 'declined', 'has_left']).nullable(),
  made_on: Day,
  version: count,
})
export const TracedOutcome = z.object({
  id: Id,
  words: z.string(),
  state: OutcomeState,
  says_who: z.string(),
  for_whom: z.string(),
  happened_on: Day.nullable(),
  shown_by: z.string(),
  contribution: z.string(),
  intended: z.boolean(),
  look_again_on: Day.nullable(),
  made_on: Day,
  version: count,
})
