import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'
import { Confidence, count, FindingKind, Kind, TracedFinding } from './traced.ts'
import { revised, Where } from './where.ts'

const made = answer({ id: Id })
/** What a finding says about itself, besides its sentence. */
const AboutFinding = {
  kind: FindingKind,
  method: text(300).default(''),
  confidence: Confidence.default('fairly'),
  asked: z.number().int().min(0).max(1_000_000).nullable().default(null),
  commissioned_by: text(300).default(''),
  done_by: text(300).default(''),
  edited_by: text(300).default(''),
  sense_by: Day,
}
const Round = z.object({
  id: Id,
  comments_by: Day,
  changed: z.string(),
  closed_on: Day.nullable(),
  /** Members may still comment. */
  open: z.boolean(),
  comments: z.array(z.object({ id: Id, words: z.string(), by: z.string().nullable(), on: Day })),
})
/** A finding where it is listed: with what members said of it, and what was made of it. */
export const ListedFinding = TracedFinding.extend({
  mine: z.boolean(),
  rounds: z.array(Round),
  became: z.array(z.object({ kind: Kind, id: Id, words: z.string().nullable() })),
  no_action: z.string().nullable(),
  overdue: z.boolean(),
})

/** Findings, kept apart from insights: what an evaluation found, and what became of each. */
export const findingContract = {
  findings: oc
    .route({
      method: 'GET',
      path: '/insights/findings',
      summary:
        'Findings of a space: those that wait, by the day by which we make sense of them; or those that have ended.',
    })
    .input(
      z.strictObject({
        ...Where.shape,
        which: z.enum(['waiting', 'ended']).default('waiting'),
        document: Id.optional(),
        cursor: z.string().max(300).optional(),
      }),
    )
    .output(
      z.object({
        items: z.array(ListedFinding),
        next: z.string().nullable(),
        /** How many of all that the reader reads: of the report, where one was named. */
        waiting: count,
        ended: count,
      }),
    ),
  writeFinding: oc
    .route({ method: 'POST', path: '/insights/write-finding', summary: 'Write down what an evaluation found.' })
    .input(
      Attempt.extend({
        space: Id,
        chapter: Id,
        words: text(2000, 1),
        ...AboutFinding,
        document: Id.nullable().default(null),
        /** Where in the report it stands, in UTF-16 units of its text. */
        starts: z.int().min(0).nullable().default(null),
        ends: z.int().min(1).nullable().default(null),
        comments_by: Day.nullable().default(null),
      }),
    )
    .output(made),
  editFinding: oc
    .route({ method: 'POST', path: '/insights/edit-finding', summary: 'Say a finding anew.' })
    .input(Attempt.extend({ finding: Id, version: count, words: text(2000, 1), ...AboutFinding }))
    .output(revised),
  openRound: oc
    .route({
      method: 'POST',
      path: '/insights/open-round',
      summary: 'Ask the members to comment on a finding by a day.',
    })
    .input(Attempt.extend({ finding: Id, comments_by: Day }))
    .output(made),
  commentFinding: oc
    .route({ method: 'POST', path: '/insights/comment-finding', summary: 'Comment on a finding.' })
    .input(Attempt.extend({ round: Id, words: text(2000, 1) }))
    .output(made),
  closeRound: oc
    .route({ method: 'POST', path: '/insights/close-round', summary: 'Say what changed after the comments.' })
    .input(Attempt.extend({ round: Id, changed: text(1000, 1) }))
    .output(made),
}
