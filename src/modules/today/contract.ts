import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'
import { lettersContract } from './contract/letters.ts'

const AskItem = z.object({
  id: z.string(),
  /** Under which it is put aside. */
  key: z.string(),
  /** Where a letter leads to it on the page. */
  anchor: z.string(),
  space: Id.nullable(),
  words: z.string(),
  why: z.string(),
  minutes: z.number(),
  verb: z.string(),
  to: z.string(),
  due: Day.nullable(),
})
const Key = text(300, 1)

const Part = z.object({ text: z.string(), hit: z.boolean() })
const FoundItem = z.object({
  id: z.string(),
  /** The name of the space it is in; null for what lives in none that has a name. */
  space: z.string().nullable(),
  parts: z.array(Part),
  about: z.string(),
  to: z.string(),
})
const Weekly = z.object({ id: z.string(), words: z.string(), about: z.string(), late: z.boolean(), to: z.string() })

export const todayContract = {
  ...lettersContract,
  find: oc
    .route({
      method: 'GET',
      path: '/find',
      summary: 'Find anything its person may read, by its words: a few of each kind.',
    })
    .input(z.strictObject({ text: text(200, 1), space: Id.optional() }))
    .output(z.object({ groups: z.array(z.object({ kind: z.string(), items: z.array(FoundItem) })) })),
  /** What waits for me, at most five things of it and why these; or what waits for me in one space. */
  list: oc
    .route({ method: 'GET', path: '/today' })
    .input(z.strictObject({ space: Id.optional() }))
    .output(
      z.object({
        waiting: z.array(AskItem.extend({ because: z.string() })),
        more: z.number(),
        /** Put aside until a day; null: it is not mine. */
        aside: z.array(AskItem.extend({ until: Day.nullable() })),
      }),
    ),
  putAside: oc
    .route({ method: 'POST', path: '/today/put-aside' })
    .input(Attempt.extend({ ask: Key, until: z.union([z.enum(['tomorrow', 'next_week', 'not_mine']), Day]) }))
    .output(answer({ until: Day.nullable() })),
  bringBack: oc
    .route({ method: 'POST', path: '/today/bring-back' })
    .input(Attempt.extend({ ask: Key }))
    .output(answer({})),
  /** What I look at once a week, in each space where I hold a role that has such a look. */
  week: oc
    .route({ method: 'GET', path: '/today/week' })
    .input(z.strictObject({}))
    .output(
      z.object({
        spaces: z.array(
          z.object({
            id: Id,
            name: z.string(),
            address: z.string(),
            as: z.array(z.string()),
            parts: z.array(
              z.object({ kind: z.string(), title: z.string(), empty: z.string(), items: z.array(Weekly) }),
            ),
          }),
        ),
      }),
    ),
  /** Whether learning is still on the agenda of a space, as each of its modules says it. */
  agenda: oc
    .route({ method: 'GET', path: '/today/agenda' })
    .input(z.strictObject({ space: Id }))
    .output(z.object({ said: z.array(z.object({ words: z.string(), to: z.string() })) })),
}
