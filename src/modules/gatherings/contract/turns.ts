// Who speaks next in a round, who has been heard, and a word that goes to one person only.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id } from '#shared/schema.ts'

/** Everybody's place in a round, in its order: told to all alike. */
export const Turn = z.object({
  id: Id,
  name: z.string(),
  organisation: z.string(),
  /** `passed`: comes back once all the others have spoken. */
  state: z.enum(['now', 'waits', 'passed', 'spoke']),
})
export type Turn = z.infer<typeof Turn>

const Heard = { people: z.int(), heard: z.int() }

export const turnsContract = {
  turn: oc
    .route({
      method: 'POST',
      path: '/gatherings/turn',
      summary: 'Go on to the next speaker of a round, let somebody speak again, or pass for yourself.',
    })
    .input(Attempt.extend({ step: Id, person: Id, did: z.enum(['spoke', 'passed', 'again']) }))
    .output(answer({})),
  nudge: oc
    .route({
      method: 'POST',
      path: '/gatherings/nudge',
      summary: 'Tell one person privately that you would like to hear from them. Nobody else learns of it.',
    })
    .input(z.strictObject({ step: Id, person: Id }))
    .output(answer({})),
  voices: oc
    .route({
      method: 'GET',
      path: '/gatherings/voices',
      summary:
        'Who was heard in the gatherings that you facilitated, each and by the quarter: from what stands under a name.',
    })
    .input(z.strictObject({ space: Id }))
    .output(
      z.object({
        held: z.array(z.object({ id: Id, title: z.string(), on: Day, ...Heard, notHeard: z.array(z.string()) })),
        /** Those who were in more than one of them and in none of them were heard. */
        quarters: z.array(z.object({ quarter: z.string(), gatherings: z.int(), ...Heard, never: z.array(z.string()) })),
      }),
    ),
}
