import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, Refusal, text } from '#shared/schema.ts'
import { PartiesOrNone } from './contract/consolidation.ts'
import { decisionContract, Taken } from './contract/decision.ts'
import { findingContract } from './contract/finding.ts'
import { inquiryContract } from './contract/inquiry.ts'
import { Address, lineContract, Post } from './contract/line.ts'
import { promisedContract } from './contract/promised.ts'
import { OnePage, receiverContract } from './contract/receiver.ts'
import { Accountable, Came, stepContract } from './contract/step.ts'
import {
  Bears,
  Confidence,
  count,
  FromKind,
  Kind,
  Listed,
  Loop,
  OutcomeState,
  SeatAnswer,
  StartedBy,
  TracedAction,
  TracedDecision,
  TracedEvidence,
  TracedFinding,
  TracedImplication,
  TracedInsight,
  TracedOutcome,
} from './contract/traced.ts'
import { Where } from './contract/where.ts'

const Token = text(200, 1)
const made = answer({ id: Id })

/** `inside`: the holder reads it anyway. `open`: those who read it are asked. The link comes with `went` only, and once. */
const sent = answer({
  id: Id,
  seat: Id,
  state: z.enum(['inside', 'went', 'open', 'stays']).default('open'),
  link: z.string().nullable().default(null),
  mailed: z.boolean().default(false),
})
/** Where the page of a seat was opened, so that an answer comes from nowhere else; only its hash is kept. */
const Device = z.string().max(200).default('')

/** What an insight says about itself, besides its sentence. */
const About = {
  scope: text(300).default(''),
  parties: PartiesOrNone.default(''),
  loop: Loop.default(''),
  confidence: Confidence.default('fairly'),
  change_mind: text(1000).default(''),
  sense_made_by: text(500).default(''),
  asked: z.number().int().min(0).max(1_000_000).nullable().default(null),
}

export const insightsContract = {
  ...promisedContract,
  write: oc
    .route({ method: 'POST', path: '/insights/write', summary: 'Write an insight on evidence.' })
    .input(
      Attempt.extend({
        space: Id,
        chapter: Id,
        words: text(1000, 1),
        evidence: z
          .array(z.strictObject({ id: Id, bears: Bears }))
          .min(1, 'Choose at least one piece of evidence.')
          .max(50),
        dissent: text(2000).default(''),
        /** Whose view that is: the writer's, with their name beside it, or somebody's among them, with none. */
        dissent_is: z.enum(['mine', 'among_us']).default('mine'),
        ...About,
      }),
    )
    .output(made),
  addDissent: oc
    .route({ method: 'POST', path: '/insights/add-dissent', summary: 'Add a view against an insight.' })
    .input(Attempt.extend({ insight: Id, words: text(2000, 1) }))
    .output(made),
  /** An older version is answered with what stands there now, so that both texts can be laid side by side. */
  edit: oc
    .route({ method: 'POST', path: '/insights/edit', summary: 'Say an insight anew.' })
    .input(Attempt.extend({ insight: Id, version: count, words: text(1000, 1), ...About }))
    .output(
      z.union([
        z.object({ ok: z.literal(true), id: Id, version: count }),
        Refusal.extend({
          theirs: z
            .object({
              words: z.string().nullable(),
              scope: z.string(),
              change_mind: z.string(),
              sense_made_by: z.string(),
              parties: PartiesOrNone,
              loop: Loop,
              confidence: Confidence,
              asked: count.nullable(),
              version: count,
            })
            .optional(),
        }),
      ]),
    ),
  list: oc
    .route({ method: 'GET', path: '/insights/list', summary: 'The insights of a space, newest first.' })
    .input(
      z.strictObject({
        ...Where.shape,
        cursor: z.string().max(300).optional(),
        /** Only those within one party, between two, across all; or those of which nobody said. */
        parties: PartiesOrNone.optional(),
      }),
    )
    .output(z.object({ items: z.array(Listed), next: z.string().nullable() })),
  trace: oc
    .route({
      method: 'GET',
      path: '/insights/trace',
      summary: 'Because of what, and so what: the chain of one insight.',
    })
    .input(z.strictObject({ ...Where.shape, kind: Kind, of: Id }))
    .output(
      z.object({
        space: Id,
        kind: Kind,
        of: Id,
        evidence: z.array(TracedEvidence),
        findings: z.array(TracedFinding),
        insights: z.array(TracedInsight),
        implications: z.array(TracedImplication),
        decisions: z.array(TracedDecision),
        actions: z.array(TracedAction),
        outcomes: z.array(TracedOutcome),
        links: z.array(z.object({ from: Id, to: Id })),
        stopped: z.array(z.object({ kind: FromKind, id: Id, reason: z.string(), on: Day, by: z.string().nullable() })),
        /** It rests on something that this reader does not read: "brought in from elsewhere", however much it is. */
        elsewhere: z.boolean(),
      }),
    ),
  /** Decisions and actions of a space, newest first: to choose one from. */
  standing: oc
    .route({ method: 'GET', path: '/insights/standing', summary: 'Decisions and actions of a space, newest first.' })
    .input(Where)
    .output(
      z.object({
        decisions: z.array(z.object({ id: Id, words: z.string(), decided_on: Day.nullable() })),
        actions: z.array(z.object({ id: Id, words: z.string(), due_on: Day.nullable() })),
      }),
    ),
  seats: oc
    .route({ method: 'GET', path: '/insights/seats', summary: 'The posts an insight may be sent to.' })
    .input(Where)
    .output(z.array(z.object({ id: Id, title: z.string(), holder: z.string() }))),
  /** `link` is in the first answer only; it is kept nowhere but as a hash. A later one comes from `link`. */
  send: oc
    .route({ method: 'POST', path: '/insights/send' })
    .input(
      Attempt.extend({
        insight: Id,
        seat: Post,
        note: text(1000).default(''),
        let_out: text(5000, 1),
        email: Address,
        /** As the one page: what is wanted of them stands above it. */
        page: OnePage.nullable().default(null),
      }),
    )
    .output(sent),
  /** Words of a piece of evidence to one seat: their speaker is asked too. */
  sendWords: oc
    .route({ method: 'POST', path: '/insights/send-words' })
    .input(
      Attempt.extend({
        evidence: Id,
        words: text(3900, 1),
        seat: Post,
        note: text(1000).default(''),
        email: Address,
      }),
    )
    .output(sent),
  ...lineContract,
  ...inquiryContract,
  /** Asks once more, at most once in seven days; a letter says that something waits, and nothing else. */
  remind: oc
    .route({ method: 'POST', path: '/insights/remind' })
    .input(Attempt.extend({ receiver: Id }))
    .output(answer({ id: Id, mailed: z.boolean().default(false) })),
  link: oc
    .route({ method: 'POST', path: '/insights/link' })
    .input(Attempt.extend({ receiver: Id }))
    .output(answer({ id: Id, link: z.string().nullable().default(null), mailed: z.boolean().default(false) })),
  seatPage: oc
    .route({ method: 'POST', path: '/insights/seat-page' })
    .input(z.strictObject({ token: Token, device: Device }))
    .output(
      z.object({
        title: z.string(),
        sent_on: Day,
        let_out: z.string(),
        taken_back: z.boolean(),
        note: z.string(),
        answer: SeatAnswer.nullable(),
        answer_words: z.string(),
        /** Only where it was opened first, and by nobody who sent it. */
        can_answer: z.boolean(),
        /** One person sent it, from what is theirs alone: only they read the answer. */
        from_one: z.boolean(),
      }),
    ),
  seatAnswer: oc
    .route({ method: 'POST', path: '/insights/seat-answer' })
    .input(Attempt.extend({ token: Token, device: Device, answer: SeatAnswer, words: text(2000).default('') }))
    .output(z.object({ ok: z.literal(true) })),
  decide: oc
    .route({ method: 'POST', path: '/insights/decide', summary: 'Write a decision down.' })
    .input(
      Attempt.extend({
        space: Id,
        chapter: Id,
        insights: z.array(Id).max(20).default([]),
        implications: z.array(Id).max(20).default([]),
        words: text(1000, 1),
        ...Taken,
      }),
    )
    .output(made),
  act: oc
    .route({ method: 'POST', path: '/insights/act', summary: 'Start an action.' })
    .input(
      Attempt.extend({
        space: Id,
        chapter: Id,
        decision: Id,
        words: text(1000, 1),
        ...Accountable,
        started_by: StartedBy.default('us'),
        delivered_by: text(300).default(''),
        starts_on: Day.nullable().default(null),
        due_on: Day.nullable().default(null),
      }),
    )
    .output(made),
  conclude: oc
    .route({ method: 'POST', path: '/insights/conclude', summary: 'Say what came of an action.' })
    .input(Attempt.extend({ space: Id, chapter: Id, action: Id, state: OutcomeState, ...Came }))
    .output(made),
  /** Ties what is there already: a decision to one more insight, an action to the decision that came of it. */
  join: oc
    .route({
      method: 'POST',
      path: '/insights/join',
      summary: 'Tie two things of a chain that are there already, in the order in which one follows from the other.',
    })
    .input(
      Attempt.extend({
        space: Id,
        from: z.strictObject({ kind: FromKind, id: Id }),
        to: z.strictObject({ kind: z.enum(['insight', 'implication', 'decision', 'action']), id: Id }),
      }),
    )
    .output(made),
  stop: oc
    .route({ method: 'POST', path: '/insights/stop', summary: 'End a line of thought, with the reason.' })
    .input(Attempt.extend({ space: Id, kind: FromKind, of: Id, reason: text(1000, 1) }))
    .output(made),
  lookedAgain: oc
    .route({ method: 'POST', path: '/insights/looked-again' })
    .input(Attempt.extend({ insight: Id }))
    .output(made),
  ...findingContract,
  ...decisionContract,
  ...stepContract,
  ...receiverContract,
  /** Waiting for others: what I sent to a seat that has not answered. */
  unheard: oc
    .route({ method: 'GET', path: '/insights/unheard', summary: 'What you sent to a post that has not answered.' })
    .input(z.strictObject({}))
    .output(
      z.array(
        z.object({
          id: Id,
          insight: Id.nullable(),
          words: z.string().nullable(),
          title: z.string(),
          sent_on: Day,
          address: z.string(),
          state: z.enum(['not_settled', 'sent']),
          can: z.object({ remind: z.boolean(), link: z.boolean() }),
        }),
      ),
    ),
}
