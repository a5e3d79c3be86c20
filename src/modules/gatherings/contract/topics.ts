// What people would like to talk about at an informal meeting, and who is brought together by it.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Id, text } from '#shared/schema.ts'

const Of = z.strictObject({ gathering: Id })
export const MOST_TOPICS = 12
const MOST_TICKED = 3

export const topicsContract = {
  topics: oc
    .route({
      method: 'GET',
      path: '/gatherings/topics',
      summary: 'What is offered to talk about, what you ticked, and with whom you were brought together.',
    })
    .input(Of)
    .output(
      z.object({
        offered: z.array(z.object({ id: Id, words: z.string() })),
        mine: z.array(Id),
        /** With whom: told to those who were brought together, and to nobody else. */
        met: z.object({ topic: z.string(), people: z.array(z.string()) }).nullable(),
        /** The reader called it: they offer topics and bring people together. */
        calls: z.boolean(),
      }),
    ),
  offerTopics: oc
    .route({
      method: 'POST',
      path: '/gatherings/topics/offer',
      summary: 'Offer what can be talked about at an informal meeting, as whoever calls it.',
    })
    .input(Attempt.extend({ gathering: Id, topics: z.array(text(80, 1)).max(MOST_TOPICS) }))
    .output(answer({})),
  tickTopics: oc
    .route({
      method: 'POST',
      path: '/gatherings/topics/tick',
      summary: 'Say what you would like to talk about. Nobody reads it but whoever you are brought together with.',
    })
    .input(z.strictObject({ gathering: Id, topics: z.array(Id).max(MOST_TICKED) }))
    .output(answer({})),
  bringTogether: oc
    .route({
      method: 'POST',
      path: '/gatherings/topics/together',
      summary: 'Bring those together who ticked the same. They are told; nobody else is told whom or how many.',
    })
    .input(Attempt.extend({ gathering: Id }))
    .output(answer({})),
}
