// Who is touched by it and not asked: offered from what the space knows of itself, with why not in words.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Id, text } from '#shared/schema.ts'

export const affectedContract = {
  affected: oc
    .route({
      method: 'GET',
      path: '/gatherings/affected',
      summary: 'Who is touched by it and is not asked, and why not.',
    })
    .input(z.strictObject({ gathering: Id }))
    .output(
      z.object({
        /**
         * Partner bodies of whom nobody is asked, posts that things are sent to, people of the space, whom somebody named, and who is
         * on a map that the reader keeps with others: that alone is told to nobody else.
         */
        people: z.array(
          z.object({
            name: z.string(),
            sort: z.enum(['partner', 'post', 'member', 'named', 'mapped']),
            why: z.object({ id: Id, words: z.string(), by: z.string() }).nullable(),
          }),
        ),
      }),
    ),
  sayNotAsked: oc
    .route({
      method: 'POST',
      path: '/gatherings/affected/why',
      summary: 'Say why somebody who is touched by it is not asked.',
    })
    .input(Attempt.extend({ gathering: Id, name: text(200, 1), why: text(500, 1) }))
    .output(answer({})),
  takeBackNotAsked: oc
    .route({ method: 'POST', path: '/gatherings/affected/take-back', summary: 'Take such a reason back.' })
    .input(Attempt.extend({ id: Id }))
    .output(answer({})),
}
