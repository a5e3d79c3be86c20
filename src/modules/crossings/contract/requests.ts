import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'

// Somebody who works across groups asks them for what they learned. They request, and take nothing.

const Which = z.strictObject({ address: text(200, 1) })
const Brought = z.object({ id: Id, words: z.string(), on: Day })

export const requestsContract = {
  /** The page of a learning coordinator: the listed groups right under the space, what they asked of them, and what was brought since. */
  across: oc
    .route({ method: 'POST', path: '/crossings/across' })
    .input(Which.extend({ cursor: z.string().max(200).nullish() }))
    .output(
      z.object({
        /** An unlisted space asks nobody: that would tell of it. */
        mayAsk: z.boolean(),
        groups: z.array(z.object({ id: Id, name: z.string() })),
        sent: z.array(
          z.object({
            id: Id,
            group: z.string(),
            words: z.string(),
            by: Day,
            on: Day,
            open: z.boolean(),
            /** Only what says itself that it answers this. Nothing here tells of anything else. */
            answers: z.array(Brought),
          }),
        ),
        /** Everything that came into this space from elsewhere, newest first; from where is told of none. */
        brought: z.array(Brought),
        next: z.string().nullable(),
      }),
    ),
  sendRequest: oc
    .route({ method: 'POST', path: '/crossings/send-request' })
    .input(Attempt.extend({ address: text(200, 1), group: Id, words: text(500, 1), by: Day }))
    .output(answer({ id: Id })),
  takeBackRequest: oc
    .route({ method: 'POST', path: '/crossings/take-back-request' })
    .input(Attempt.extend({ id: Id }))
    .output(answer({ id: Id })),
  /** What a group was asked, for its members: who asks, from where, by when. */
  askedHere: oc
    .route({ method: 'POST', path: '/crossings/asked-here' })
    .input(Which)
    .output(
      z.array(
        z.object({
          id: Id,
          words: z.string(),
          asker: z.string(),
          from: z.string(),
          by: Day,
          on: Day,
          /** I do not want to see it any more. Nobody else knows. */
          hidden: z.boolean(),
        }),
      ),
    ),
  hideRequest: oc
    .route({ method: 'POST', path: '/crossings/hide-request' })
    .input(Attempt.extend({ id: Id, hidden: z.boolean() }))
    .output(answer({ id: Id })),
  /** The open request that a piece of evidence could answer by going there, or null. */
  answerable: oc
    .route({ method: 'POST', path: '/crossings/answerable' })
    .input(z.strictObject({ evidence: Id, target: Id }))
    .output(z.object({ id: Id, words: z.string(), asker: z.string(), from: z.string() }).nullable()),
}
