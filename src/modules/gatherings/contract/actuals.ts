// What was predicted, as it is.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Id } from '#shared/schema.ts'

/** Of one question of one step. `before`: what was told before it was changed. */
export const Actual = z.object({
  step: Id,
  key: z.string(),
  question: z.string(),
  value: z.number(),
  before: z.number().nullable(),
})
export type Actual = z.infer<typeof Actual>

export const actualsContract = {
  sayActuals: oc
    .route({
      method: 'POST',
      path: '/gatherings/actuals',
      summary:
        'Say what was predicted, as it is. It is told with the guesses, and a change afterwards says that it is one.',
    })
    .input(
      Attempt.extend({ step: Id, values: z.record(z.string().max(40), z.union([z.number(), z.literal('unknown')])) }),
    )
    .output(answer({})),
}
