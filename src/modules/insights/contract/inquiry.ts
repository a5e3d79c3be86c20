import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'
import { aimsContract } from './aims.ts'
import { consolidationContract } from './consolidation.ts'
import { cyclesContract } from './cycles.ts'
import {
  Anew,
  Change,
  Cursor,
  count,
  Linked,
  LinkFrom,
  LinkRole,
  LinkTo,
  Nearness,
  Parties,
  Person,
  Space,
} from './linked.ts'

export const QUESTION_STATES = ['draft', 'active', 'answered', 'not_answerable', 'parked'] as const
export const ASSUMPTION_STATES = ['held', 'tested', 'changed'] as const
const QuestionState = z.enum(QUESTION_STATES)
const AssumptionState = z.enum(ASSUMPTION_STATES)
const made = answer({ id: Id })

const QuestionFields = {
  words: text(500, 1),
  why: text(1000).default(''),
  known: text(2000).default(''),
  /** The decision it should inform, in words; one that stands here already is tied to it. */
  informs: text(500).default(''),
  by_on: Day.nullable().default(null),
  whose: Parties.default('across'),
  owner: Id.nullable().default(null),
  facilitator: Id.nullable().default(null),
}
const AssumptionFields = { words: text(500, 1), holder: text(160, 1) }

/** Every number in this contract is `open`: it counts what its reader may open one by one. */
const Question = z.object({
  id: Id,
  words: z.string(),
  why: z.string(),
  known: z.string(),
  informs: z.string(),
  by_on: Day.nullable(),
  whose: Parties,
  owner: Person.nullable(),
  facilitator: Person.nullable(),
  state: QuestionState,
  state_reason: z.string(),
  near: Nearness,
  made_on: Day,
  by: z.string().nullable(),
  version: count,
  linked: z.array(Linked),
})
const Assumption = z.object({
  id: Id,
  words: z.string(),
  holder: z.string(),
  state: AssumptionState,
  made_on: Day,
  by: z.string().nullable(),
  version: count,
  linked: z.array(Linked),
  history: z.array(Change),
})

export const inquiryContract = {
  ...aimsContract,
  ...consolidationContract,
  ...cyclesContract,
  questions: oc
    .route({ method: 'GET', path: '/insights/questions', summary: 'The learning questions of a space, newest first.' })
    .input(z.strictObject({ ...Space.shape, cursor: Cursor }))
    .output(z.object({ items: z.array(Question), next: z.string().nullable() })),
  question: oc
    .route({ method: 'GET', path: '/insights/question', summary: 'One learning question, and what hangs on it.' })
    .input(z.strictObject({ ...Space.shape, of: Id }))
    .output(z.object({ space: Id, question: Question, history: z.array(Change) })),
  askQuestion: oc
    .route({ method: 'POST', path: '/insights/ask-question', summary: 'Ask a learning question.' })
    .input(
      Attempt.extend({
        space: Id,
        chapter: Id,
        ...QuestionFields,
        /** Worked on from now: then both who owns it and who facilitates it are named. */
        active: z.boolean().default(false),
        part_of: Id.nullable().default(null),
      }),
    )
    .output(made),
  editQuestion: oc
    .route({ method: 'POST', path: '/insights/edit-question', summary: 'Say a learning question anew.' })
    .input(Attempt.extend({ question: Id, version: count, ...QuestionFields }))
    .output(Anew),
  settleQuestion: oc
    .route({ method: 'POST', path: '/insights/settle-question', summary: 'Say how far a learning question has come.' })
    .input(Attempt.extend({ question: Id, version: count, state: QuestionState, reason: text(1000).default('') }))
    .output(Anew),
  assumptions: oc
    .route({
      method: 'GET',
      path: '/insights/assumptions',
      summary: 'What people of a space take for granted, newest first.',
    })
    .input(z.strictObject({ ...Space.shape, cursor: Cursor }))
    .output(z.object({ items: z.array(Assumption), next: z.string().nullable() })),
  writeAssumption: oc
    .route({ method: 'POST', path: '/insights/write-assumption', summary: 'Write an assumption down.' })
    .input(Attempt.extend({ space: Id, chapter: Id, ...AssumptionFields }))
    .output(made),
  editAssumption: oc
    .route({ method: 'POST', path: '/insights/edit-assumption', summary: 'Say an assumption anew.' })
    .input(Attempt.extend({ assumption: Id, version: count, ...AssumptionFields }))
    .output(Anew),
  settleAssumption: oc
    .route({
      method: 'POST',
      path: '/insights/settle-assumption',
      summary: 'Say whether an assumption is held, tested or changed.',
    })
    .input(Attempt.extend({ assumption: Id, version: count, state: AssumptionState, reason: text(1000, 1) }))
    .output(Anew),
  tie: oc
    .route({
      method: 'POST',
      path: '/insights/tie',
      summary: 'Tie a thing to a question, an assumption, a cycle or an aim.',
    })
    .input(
      Attempt.extend({
        space: Id,
        from: z.strictObject({ kind: LinkFrom, id: Id }),
        to: z.strictObject({ kind: LinkTo, id: Id }),
        role: LinkRole,
      }),
    )
    .output(made),
  untie: oc
    .route({ method: 'POST', path: '/insights/untie', summary: 'Take such a tie away again.' })
    .input(Attempt.extend({ space: Id, from: Id, to: Id, role: LinkRole }))
    .output(made),
  /** Things of one kind to choose from, newest first, with the typed words in them. */
  choices: oc
    .route({ method: 'GET', path: '/insights/choices', summary: 'Things of a space to tie, by kind and words.' })
    .input(
      z.strictObject({
        space: Id,
        kind: z.enum([...LinkFrom.options, 'assumption', 'aim']),
        words: text(200).default(''),
      }),
    )
    .output(z.array(z.object({ id: Id, words: z.string() }))),
}
