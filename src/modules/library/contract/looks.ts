// The day on which a space looks again at something it made.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id } from '#shared/schema.ts'

/** A day to look at something again. Open: whoever reads the thing reads its day. */
export const LookAgain = z.object({ id: Id, title: z.string(), on: Day, due: z.boolean() })
export type LookAgain = z.infer<typeof LookAgain>

export const looksContract = {
  looksAgain: oc
    .route({
      method: 'GET',
      path: '/library/looks-again',
      summary: 'What a space said it would look at again, and when; the soonest first.',
    })
    .input(z.strictObject({ space: Id }))
    .output(z.array(LookAgain)),
  lookAgain: oc
    .route({
      method: 'POST',
      path: '/library/look-again',
      summary: 'Say on which day the space looks at it again, or that it does not.',
    })
    .input(Attempt.extend({ space: Id, id: Id, version: z.int().min(1), on: Day.nullable() }))
    .output(answer({ version: z.int() })),
}
