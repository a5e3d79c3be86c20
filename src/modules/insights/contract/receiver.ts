import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'
import { SeatAnswer } from './traced.ts'

const made = answer({ id: Id })

/** What an outside reader is asked on the one page, over what the insight says: typed by whoever sends it. */
export const OnePage = z.strictObject({
  wanted: text(600).default(''),
  by_when: Day.nullable().default(null),
  options: text(1200).default(''),
  /** What became of the last one. */
  before: text(600).default(''),
})

/** Who needs to hear it, inside the space or outside, and what comes back. */
export const receiverContract = {
  /** A member who reads it anyway, by name: nothing crosses. */
  tell: oc
    .route({ method: 'POST', path: '/insights/tell', summary: 'Name a member who needs to hear an insight.' })
    .input(Attempt.extend({ insight: Id, member: Id, note: text(1000).default('') }))
    .output(made),
  acknowledge: oc
    .route({ method: 'POST', path: '/insights/acknowledge' })
    .input(Attempt.extend({ receiver: Id, answer: SeatAnswer, words: text(2000).default('') }))
    .output(made),
  /** Waits no longer: with the reason, in the place where it was asked. */
  closeReceiver: oc
    .route({ method: 'POST', path: '/insights/close-receiver' })
    .input(Attempt.extend({ receiver: Id, why: text(500, 1) }))
    .output(made),
  /** “We decided …”, written on the page of a link. */
  seatDecide: oc
    .route({ method: 'POST', path: '/insights/seat-decide' })
    .input(
      Attempt.extend({
        token: text(200, 1),
        device: z.string().max(200).default(''),
        words: text(1000, 1),
        decided_on: Day.nullable().default(null),
      }),
    )
    .output(z.object({ ok: z.literal(true) })),
}
