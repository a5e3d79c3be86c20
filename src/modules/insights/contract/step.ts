import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'
import { ActionState, count, OutcomeState, StartedBy } from './traced.ts'
import { revised } from './where.ts'

const made = answer({ id: Id })
/** What is said of an outcome besides how it stands. */
export const Came = {
  words: text(1000).default(''),
  says_who: text(300).default(''),
  for_whom: text(300).default(''),
  happened_on: Day.nullable().default(null),
  shown_by: text(1000).default(''),
  contribution: text(1000).default(''),
  intended: z.boolean().default(true),
  look_again_on: Day.nullable().default(null),
}
/** One person answers for it: a member, or somebody by name. */
export const Accountable = { accountable: text(160).default(''), member: Id.nullable().default(null) }

/** The steps between an insight and what came of it. */
export const stepContract = {
  imply: oc
    .route({
      method: 'POST',
      path: '/insights/imply',
      summary: 'Say what an insight or a finding means, and for whom.',
    })
    .input(
      Attempt.extend({
        from: z.strictObject({ kind: z.enum(['insight', 'finding']), id: Id }),
        words: text(1000, 1),
        for_whom: text(300).default(''),
      }),
    )
    .output(made),
  editImplication: oc
    .route({ method: 'POST', path: '/insights/edit-implication', summary: 'Say anew what it means.' })
    .input(Attempt.extend({ implication: Id, version: count, words: text(1000, 1), for_whom: text(300).default('') }))
    .output(revised),
  editAction: oc
    .route({ method: 'POST', path: '/insights/edit-action', summary: 'Say an action anew.' })
    .input(
      Attempt.extend({
        action: Id,
        version: count,
        words: text(1000, 1),
        started_by: StartedBy.default('us'),
        delivered_by: text(300).default(''),
        starts_on: Day.nullable().default(null),
        due_on: Day.nullable().default(null),
      }),
    )
    .output(revised),
  setAction: oc
    .route({
      method: 'POST',
      path: '/insights/set-action',
      summary: 'Say that an action is done, was changed or was dropped; the last two with a reason.',
    })
    .input(Attempt.extend({ action: Id, version: count, state: ActionState, reason: text(500).default('') }))
    .output(revised),
  handOn: oc
    .route({ method: 'POST', path: '/insights/hand-on', summary: 'Hand an action on to one other person.' })
    .input(Attempt.extend({ action: Id, ...Accountable, note: text(300).default('') }))
    .output(made),
  answerHanding: oc
    .route({
      method: 'POST',
      path: '/insights/answer-handing',
      summary: 'Take on an action that was handed to you, or give it back.',
    })
    .input(Attempt.extend({ handing: Id, answer: z.enum(['accepted', 'declined']) }))
    .output(made),
  editOutcome: oc
    .route({ method: 'POST', path: '/insights/edit-outcome', summary: 'Say anew what came of it.' })
    .input(Attempt.extend({ outcome: Id, version: count, state: OutcomeState, ...Came }))
    .output(revised),
}
