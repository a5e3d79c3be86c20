import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'
import { ActionState, count, StartedBy, Strength, TracedDecision } from './traced.ts'
import { revised, Where } from './where.ts'

const made = answer({ id: Id })
/** How a decision was taken, and on what: asked of everybody who writes one down. */
export const Taken = {
  reasons: text(2000).default(''),
  decided_on: Day.nullable().default(null),
  taken_by: text(300).default(''),
  not_heard: text(500).default(''),
  strength: Strength.default(''),
  missing: text(500).default(''),
  dissent: text(1000).default(''),
  /** An honest answer. */
  no_learning: z.boolean().default(false),
  started_by: StartedBy.default('us'),
}
/** What is known of one that is to come. */
const ToCome = {
  decide_by: Day.nullable().default(null),
  paper_by: Day.nullable().default(null),
  meeting: Id.nullable().default(null),
  format: text(300).default(''),
  options: text(2000).default(''),
  owner: Id.nullable().default(null),
}
const Hour = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'Write it like 14:30.')
const Listed = TracedDecision.extend({
  used: z.array(z.object({ id: Id, words: z.string().nullable() })),
  stopped: z.string().nullable(),
})
export const Route = z.object({
  id: Id,
  name: z.string(),
  format: z.string(),
  paper_days: count.nullable(),
  how: z.string(),
  version: count,
  meetings: z.array(z.object({ id: Id, meets_on: Day, at_time: z.string().nullable(), paper_by: Day.nullable() })),
})
const aboutRoute = {
  name: text(160, 1),
  format: text(300).default(''),
  paper_days: z.int().min(0).max(365).nullable().default(null),
  how: text(500).default(''),
}

/** Decisions to come and taken, and the ways to a committee. */
export const decisionContract = {
  decisions: oc
    .route({
      method: 'GET',
      path: '/insights/decisions',
      summary: 'Decisions to come, by their day; or those that were taken, newest first.',
    })
    .input(
      z.strictObject({
        ...Where.shape,
        which: z.enum(['to_come', 'taken']).default('to_come'),
        cursor: z.string().max(300).optional(),
      }),
    )
    .output(z.object({ items: z.array(Listed), next: z.string().nullable() })),
  plan: oc
    .route({ method: 'POST', path: '/insights/plan', summary: 'Write a decision to come into the calendar.' })
    .input(
      Attempt.extend({
        space: Id,
        chapter: Id,
        words: text(1000, 1),
        insights: z.array(Id).max(20).default([]),
        implications: z.array(Id).max(20).default([]),
        started_by: StartedBy.default('us'),
        ...ToCome,
      }),
    )
    .output(made),
  /** Also how one that was to come becomes one that was taken: with its day. */
  editDecision: oc
    .route({
      method: 'POST',
      path: '/insights/edit-decision',
      summary: 'Say a decision anew, or that it was taken.',
    })
    .input(Attempt.extend({ decision: Id, version: count, words: text(1000, 1), ...Taken, ...ToCome }))
    .output(revised),
  /** Insights, and what they mean, whose words are near to a decision's, and which it does not rest on yet. */
  couldInform: oc
    .route({
      method: 'GET',
      path: '/insights/could-inform',
      summary: 'Insights, and what they mean, that could inform a decision to come.',
    })
    .input(z.strictObject({ decision: Id, words: text(200).default('') }))
    .output(z.array(z.object({ kind: z.enum(['insight', 'implication']), id: Id, words: z.string(), made_on: Day }))),
  routes: oc
    .route({
      method: 'GET',
      path: '/insights/routes',
      summary: 'The ways to a committee that a space knows, with their meetings to come.',
    })
    .input(Where)
    .output(z.array(Route)),
  addRoute: oc
    .route({ method: 'POST', path: '/insights/add-route', summary: 'Keep a way to a committee.' })
    .input(Attempt.extend({ space: Id, chapter: Id, ...aboutRoute }))
    .output(made),
  editRoute: oc
    .route({ method: 'POST', path: '/insights/edit-route', summary: 'Change a way to a committee, or end it.' })
    .input(Attempt.extend({ route: Id, version: count, ...aboutRoute, ended: z.boolean().default(false) }))
    .output(revised),
  addMeeting: oc
    .route({ method: 'POST', path: '/insights/add-meeting', summary: 'Keep the day of a meeting of a committee.' })
    .input(
      Attempt.extend({
        route: Id,
        meets_on: Day,
        at_time: Hour.nullable().default(null),
        paper_by: Day.nullable().default(null),
      }),
    )
    .output(made),
  callOffMeeting: oc
    .route({ method: 'POST', path: '/insights/call-off-meeting', summary: 'A meeting does not take place.' })
    .input(Attempt.extend({ meeting: Id }))
    .output(made),
  /** From what was learned to what was done of it: each insight with its age where nothing came of it yet. */
  ledger: oc
    .route({
      method: 'GET',
      path: '/insights/ledger',
      summary: 'From what was learned to what was done: insight, decision, action, and how it ended.',
    })
    .input(z.strictObject({ ...Where.shape, cursor: z.string().max(300).optional() }))
    .output(
      z.object({
        items: z.array(
          z.object({
            id: Id,
            words: z.string().nullable(),
            made_on: Day,
            /** Days for which nobody has answered it with a decision or a reason; null once somebody has. */
            unanswered_days: count.nullable(),
            stopped: z.string().nullable(),
            decisions: z.array(
              z.object({
                id: Id,
                words: z.string(),
                decided_on: Day.nullable(),
                to_come: z.boolean(),
                stopped: z.string().nullable(),
                actions: z.array(
                  z.object({
                    id: Id,
                    words: z.string(),
                    accountable: z.string(),
                    state: ActionState,
                    reason: z.string(),
                  }),
                ),
              }),
            ),
          }),
        ),
        next: z.string().nullable(),
        /** Who started what was decided and done, year by year. */
        started: z.array(z.object({ year: z.int(), us: count, funder: count, event: count })),
      }),
    ),
}
