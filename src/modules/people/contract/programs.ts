import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'

const named = z.object({ id: Id, name: z.string() })

/** Tokens for programs: for named spaces, shown once, ended at once. */
export const programsContract = {
  tokens: oc
    .route({ method: 'GET', path: '/people/tokens' })
    .input(z.strictObject({}))
    .output(
      z.object({
        tokens: z.array(
          z.object({
            id: Id,
            name: z.string(),
            may: z.enum(['read', 'write']),
            spaces: z.array(named),
            made: Day,
            seen: Day.nullable(),
            ends: Day,
          }),
        ),
        /** What a token may be made for. */
        spaces: z.array(named),
      }),
    ),
  /** The only answer that holds the token. Wants a fresh proof. */
  makeToken: oc
    .route({ method: 'POST', path: '/people/make-token' })
    .input(
      Attempt.extend({
        name: text(60, 1),
        may: z.enum(['read', 'write']),
        spaces: z.array(Id).min(1, 'Choose a space.').max(50),
        days: z.int().min(1).max(90),
      }),
    )
    .output(answer({ id: Id, token: z.string() })),
  endToken: oc
    .route({ method: 'POST', path: '/people/end-token' })
    .input(Attempt.extend({ token: Id }))
    .output(answer({})),
}
