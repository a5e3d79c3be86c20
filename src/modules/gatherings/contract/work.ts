// Work at the door: asked for only after many wrong codes, a second of a cheap phone's time, and never a puzzle.
import { oc } from '@orpc/contract'
import { z } from 'zod'

/**
 * `nonce` is what makes the SHA-256 of `challenge:code:nonce` begin with so many bits of nought, where the code is in its one
 * form: small letters and digits, a hyphen between its parts.
 */
export const Proof = z.strictObject({ challenge: z.string().min(20).max(40), nonce: z.string().min(1).max(40) })
export type Proof = z.infer<typeof Proof>

export const workContract = {
  doorWork: oc
    .route({
      method: 'POST',
      path: '/gatherings/door/work',
      summary: 'Work to do for one try of a code, when a door has answered that too many were wrong.',
    })
    .input(z.strictObject({}))
    .output(z.object({ challenge: z.string(), bits: z.int() })),
}
