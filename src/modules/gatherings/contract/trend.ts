// The same question asked again: what was told before, beside what is told now.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Released } from '#modules/disclosure/contract.ts'
import { Day, Id } from '#shared/schema.ts'

/** What one gathering told of one step. `said`: what stands under names, where one wrote it down for all. */
export const Wave = z.object({
  gathering: Id,
  title: z.string(),
  on: Day,
  told: Released.nullable(),
  said: z.record(z.string(), z.number()).nullable(),
})
export type Wave = z.infer<typeof Wave>

export const trendContract = {
  trend: oc
    .route({
      method: 'GET',
      path: '/gatherings/trend',
      summary: 'What the same questions told in earlier gatherings that you were in, beside what they tell now.',
    })
    /** Of one activity, of all that were run in a gathering, or of all that were run in the gatherings of a space. */
    .input(
      z.union([z.strictObject({ activity: Id }), z.strictObject({ gathering: Id }), z.strictObject({ space: Id })]),
    )
    .output(
      z.object({
        steps: z.array(
          z.object({
            key: z.string(),
            title: z.string(),
            /** What the method is called in which it is asked. */
            method: z.string(),
            settings: z.record(z.string(), z.unknown()),
            waves: z.array(Wave),
          }),
        ),
      }),
    ),
}
