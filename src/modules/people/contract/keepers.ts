import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'

const nothing = z.strictObject({})
const Email = text(254, 3)
  .transform((value) => value.trim())
  .refine((value) => /^[^\s@]+@[^\s@]+$/.test(value), 'Write it like name@example.org.')

/** Who runs the place, and how that is handed on. */
export const keepersContract = {
  /** For who runs the place: who else does, and who is asked. */
  keepers: oc
    .route({ method: 'GET', path: '/people/keepers' })
    .input(nothing)
    .output(
      z.object({
        keepers: z.array(z.object({ id: Id, name: z.string(), me: z.boolean() })),
        asked: z.array(z.object({ id: Id, address: z.string(), by: z.string(), until: Day })),
      }),
    ),
  /** Answers the same whether anybody has this address. Refusals: `yours`, `many`. Wants a fresh proof. */
  askKeeper: oc
    .route({ method: 'POST', path: '/people/ask-keeper' })
    .input(Attempt.extend({ email: Email }))
    .output(answer({})),
  /** Wants a fresh proof. */
  callOffKeeper: oc
    .route({ method: 'POST', path: '/people/call-off-keeper' })
    .input(Attempt.extend({ asking: Id }))
    .output(answer({})),
  /** Who asks me to run the place as well. */
  keeperAsks: oc
    .route({ method: 'GET', path: '/people/keeper-asks' })
    .input(nothing)
    .output(z.array(z.object({ id: Id, by: z.string(), until: Day }))),
  /** A yes wants a fresh proof. */
  answerKeeper: oc
    .route({ method: 'POST', path: '/people/answer-keeper' })
    .input(Attempt.extend({ asking: Id, yes: z.boolean() }))
    .output(answer({})),
  /** Refusal: `last`. Wants a fresh proof. */
  stepDown: oc.route({ method: 'POST', path: '/people/step-down' }).input(Attempt).output(answer({})),
}
