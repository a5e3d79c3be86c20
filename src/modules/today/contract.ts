import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Id, text } from '#shared/schema.ts'

export const AskItem = z.object({
  id: z.string(),
  space: Id.nullable(),
  words: z.string(),
  why: z.string(),
  minutes: z.number(),
  verb: z.string(),
  to: z.string(),
})
const Part = z.object({ text: z.string(), hit: z.boolean() })
const FoundItem = z.object({
  id: z.string(),
  /** The name of the space it is in; null for what lives in none that has a name. */
  space: z.string().nullable(),
  parts: z.array(Part),
  about: z.string(),
  to: z.string(),
})

export const todayContract = {
  find: oc
    .route({
      method: 'GET',
      path: '/find',
      summary: 'Find anything its person may read, by its words: a few of each kind.',
    })
    .input(z.strictObject({ text: text(200, 1), space: Id.optional() }))
    .output(z.object({ groups: z.array(z.object({ kind: z.string(), items: z.array(FoundItem) })) })),
  /** What waits for me, at most five things of it, or what waits for me in one space. */
  list: oc
    .route({ method: 'GET', path: '/today' })
    .input(z.strictObject({ space: Id.optional() }))
    .output(z.object({ waiting: z.array(AskItem), more: z.number() })),
}
