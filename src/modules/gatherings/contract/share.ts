// What was promised to whoever came: what they will hear, how, by when; and whether it was kept.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Id, text } from '#shared/schema.ts'

export const shareContract = {
  keepShare: oc
    .route({
      method: 'POST',
      path: '/gatherings/share/keep',
      summary: 'Say what came of a gathering to everybody who was promised to hear it. Guests read it on their slip.',
    })
    .input(Attempt.extend({ id: Id, version: z.int().min(1), words: text(500, 1) }))
    .output(answer({})),
  /** Of those who are in: how many have been heard, from what was put in with a name. Of an activity in which nobody is named, nothing. */
  heard: oc
    .route({
      method: 'GET',
      path: '/gatherings/heard',
      summary: 'How many of those in the room have been heard in an activity where names stand.',
    })
    .input(z.strictObject({ activity: Id }))
    .output(
      z.object({
        people: z.int(),
        /** Null where something is written without names: nobody is counted then. */
        heard: z.int().nullable(),
        /** Who has not been heard yet, for whoever facilitates and only where every name stands: a word to one of them is theirs to say. */
        notYet: z.array(
          z.object({ id: Id, name: z.string(), /** I asked them in the step that is on. */ asked: z.boolean() }),
        ),
      }),
    ),
}
