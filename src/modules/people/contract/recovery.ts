import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'

const nothing = z.strictObject({})
const Secret = text(200, 1)
const Code = text(40, 1)
const NewPassword = text(200).refine(
  (value) => value.length >= 12,
  'At least 12 characters. A few words you will remember are good.',
)

/** The way back in: a printed code, or two who know the person. */
export const recoveryContract = {
  /** How many printed codes are left, and what is asked for in my name. */
  wayBack: oc
    .route({ method: 'GET', path: '/people/way-back' })
    .input(nothing)
    .output(
      z.object({
        left: z.number(),
        made: Day.nullable(),
        // `returned`: whoever asked is in; until the journal opens it can still be called off.
        asked: z.array(
          z.object({
            id: Id,
            made: Day,
            vouched: z.number(),
            from: z.iso.datetime().nullable(),
            returned: z.boolean(),
          }),
        ),
      }),
    ),
  /** Ten new codes; the old ones are dead. The only answer that holds them. Wants a fresh proof. */
  makeCodes: oc
    .route({ method: 'POST', path: '/people/make-codes' })
    .input(Attempt)
    .output(answer({ codes: z.array(z.string()) })),
  declineCodes: oc.route({ method: 'POST', path: '/people/decline-codes' }).input(Attempt).output(answer({})),
  cancelWayBack: oc
    .route({ method: 'POST', path: '/people/cancel-way-back' })
    .input(Attempt.extend({ request: Id }))
    .output(answer({})),
  /** Refusal: `wrong`, whichever of the two it was. */
  comeBackByCode: oc
    .route({ method: 'POST', path: '/people/come-back-by-code' })
    .input(Attempt.extend({ email: text(254, 3), code: Code, password: NewPassword }))
    .output(answer({ id: Id })),
  /** Answers the same whether anybody has this address. */
  askVouching: oc
    .route({ method: 'POST', path: '/people/ask-vouching' })
    .input(Attempt.extend({ email: text(254, 3) }))
    .output(answer({ secret: z.string(), code: z.string() })),
  vouching: oc
    .route({ method: 'POST', path: '/people/vouching' })
    .input(z.strictObject({ secret: Secret }))
    .output(
      z.object({
        state: z.enum(['asked', 'waiting', 'ready', 'over']),
        vouched: z.number(),
        from: z.iso.datetime().nullable(),
      }),
    ),
  comeBackVouched: oc
    .route({ method: 'POST', path: '/people/come-back-vouched' })
    .input(Attempt.extend({ secret: Secret, password: NewPassword }))
    .output(answer({ id: Id })),
  /** Who asks me to say that it is really them. */
  vouchingAsks: oc
    .route({ method: 'GET', path: '/people/vouching-asks' })
    .input(nothing)
    .output(z.array(z.object({ id: Id, name: z.string(), made: Day }))),
  /** Refusals: `code`, `organisation` (somebody from elsewhere is wanted), `payers` (not two who pay). */
  vouch: oc
    .route({ method: 'POST', path: '/people/vouch' })
    .input(Attempt.extend({ request: Id, code: Code }))
    .output(answer({})),
}
