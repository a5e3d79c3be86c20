import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, Id } from '#shared/schema.ts'

/** Registered in a demonstration and nowhere else. */
export const demonstrationContract = {
  people: oc
    .route({ method: 'GET', path: '/demonstration/people' })
    .input(z.strictObject({}))
    .output(z.array(z.object({ id: Id, name: z.string(), from: z.string() }))),
  look: oc
    .route({ method: 'POST', path: '/demonstration/look' })
    .input(Attempt.extend({ person: Id }))
    .output(z.object({ ok: z.literal(true) })),
}
