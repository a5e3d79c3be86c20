// Many people at tables: who sits where they are, and how the tables are.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Id } from '#shared/schema.ts'

export const TABLE_SAYS = ['working', 'done', 'help'] as const
export const MOST_TABLES = 300

/** One of several methods that are done at once: `first` is where in the definition its steps begin. */
export const Way = z.object({ key: z.string(), title: z.string(), first: z.int(), steps: z.int() })
export type Way = z.infer<typeof Way>
export const MOST_BESIDE = 4

export const tablesContract = {
  tables: oc
    .route({
      method: 'GET',
      path: '/gatherings/tables',
      summary: 'How the tables are, as each says of itself: for whoever facilitates.',
    })
    .input(z.strictObject({ activity: Id }))
    .output(
      z.object({
        own: z.boolean(),
        tables: z.array(
          z.object({
            ...{ id: Id, label: z.string(), people: z.int(), says: z.enum(TABLE_SAYS) },
            /** Where each does its own: the key of its method, the title of its step and which of how many; null where it has not begun, or is through. */
            way: z.string().nullable(),
            step: z
              .object({
                ...{ id: Id, title: z.string(), at: z.int(), of: z.int(), endsAt: z.number().nullable() },
                /** Since when it has a pause of its own. */
                pausedAt: z.number().nullable(),
                /** What is put in is still to be shown together, at that table. */
                hides: z.boolean(),
                /** Something is written in it, and could be typed in from paper. */
                makes: z.boolean(),
              })
              .nullable(),
          }),
        ),
        /** In the room and at no table. */
        standing: z.int(),
      }),
    ),
  ownTables: oc
    .route({
      method: 'POST',
      path: '/gatherings/tables/own',
      summary: 'Let people sit where they are, each saying the number of their table; or have them seated.',
    })
    .input(Attempt.extend({ activity: Id, version: z.int().min(1), own: z.boolean() }))
    .output(answer({})),
  sitAt: oc
    .route({ method: 'POST', path: '/gatherings/tables/sit', summary: 'Say at which table you sit.' })
    .input(Attempt.extend({ activity: Id, table: z.int().min(1).max(MOST_TABLES) }))
    .output(answer({})),
  sayAtTable: oc
    .route({
      method: 'POST',
      path: '/gatherings/tables/say',
      summary: 'Say that your table works, is done, or needs somebody.',
    })
    .input(Attempt.extend({ activity: Id, says: z.enum(TABLE_SAYS) }))
    .output(answer({})),
}
