// What of what was put in goes at the close and what stays: by the steps of the methods that were run, and never by who put in.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { KEPT } from '#modules/methods/contract/step.ts'
import { Id } from '#shared/schema.ts'

/** One step of a method that was run, by its title, and for how long it keeps what was put in. */
const Kept = z.object({ activity: z.string(), step: z.string(), kept: z.enum(KEPT) })

export const keepsContract = {
  keeps: oc
    .route({
      method: 'GET',
      path: '/gatherings/keeps',
      summary: 'For how long what was put in is kept, step by step: for whoever facilitates, before they close.',
    })
    .input(z.strictObject({ room: Id }))
    .output(z.array(Kept)),
}
