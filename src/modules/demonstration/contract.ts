import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Id, text } from '#shared/schema.ts'

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
  /** For whoever tries the command line out: a token of somebody's, by their name, for all of theirs that a token may open. */
  token: oc
    .route({ method: 'POST', path: '/demonstration/token' })
    .input(Attempt.extend({ name: text(120, 1) }))
    .output(
      answer({
        token: z.string(),
        name: z.string(),
        spaces: z.array(z.object({ name: z.string(), address: z.string() })),
      }),
    ),
}
