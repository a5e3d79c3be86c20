import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Id } from '#shared/schema.ts'

export const AskItem = z.object({
  id: z.string(),
  space: Id.nullable(),
  words: z.string(),
  why: z.string(),
  minutes: z.number(),
  verb: z.string(),
  to: z.string(),
})
export const todayContract = {
  /** What waits for me, at most five things of it, or what waits for me in one space. */
  list: oc
    .route({ method: 'GET', path: '/today' })
    .input(z.strictObject({ space: Id.optional() }))
    .output(z.object({ waiting: z.array(AskItem), more: z.number() })),
}
