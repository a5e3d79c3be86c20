// What was promised to whoever came: what they will hear, how, by when; and whether it was kept.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'

const MOST_SAID = 8
/** You said, we did: in the words of whoever tells it. */
const Said = z.strictObject({ said: text(300, 1), did: text(300, 1) })
/** A promise and what became of it, as everybody is told it who was promised. */
export const Shared = z.object({
  what: z.string(),
  how: z.string(),
  by: Day.nullable(),
  keptOn: Day.nullable(),
  kept: z.string(),
  /** How it was told, beside here: at the next meeting, by a poster in the hall. */
  keptHow: z.string(),
  said: z.array(z.object({ said: z.string(), did: z.string() })),
  /** Its day has passed and nothing was told: those who were promised are told that too. */
  late: z.boolean(),
})
export type Shared = z.infer<typeof Shared>

export const shareContract = {
  keepShare: oc
    .route({
      method: 'POST',
      path: '/gatherings/share/keep',
      summary: 'Say what came of a gathering to everybody who was promised to hear it. Guests read it on their slip.',
    })
    .input(
      Attempt.extend({
        ...{ id: Id, version: z.int().min(1), words: text(500, 1) },
        ...{ how: text(300).default(''), said: z.array(Said).max(MOST_SAID).default([]) },
      }),
    )
    .output(answer({ letters: z.int() })),
  toldBack: oc
    .route({
      method: 'POST',
      path: '/gatherings/share/told',
      summary: 'What came of it, for whoever has the link of such a letter.',
    })
    .input(z.strictObject({ key: text(80, 20) }))
    .output(z.object({ title: z.string(), on: Day, share: Shared })),
  slipAddress: oc
    .route({
      method: 'POST',
      path: '/gatherings/slip/address',
      summary:
        'Leave an address for one letter that says what came of it, or take it back. It is forgotten once that has gone.',
    })
    .input(z.strictObject({ key: text(80, 20), email: z.union([z.email().max(254), z.literal('')]) }))
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
