import { oc } from '@orpc/contract'
import { z } from 'zod'
import { text } from '#shared/schema.ts'
import { Definition, HELPS_TO, WAYS } from './contract/definition.ts'
import { Key } from './contract/settings.ts'

/** A number, also as the words of an address. */
const Count = (most: number) => z.coerce.number<number>().int().min(1).max(most)

/** A method as one card among many. */
const Card = z.object({
  ...{ key: Key, version: z.number(), title: z.string(), purpose: z.string() },
  helps_to: z.array(z.enum(HELPS_TO)),
  minutes: z.object({ planned: z.number(), least: z.number(), most: z.number() }),
  /** Of its short form, where it has one. */
  short_minutes: z.number().nullable(),
  days: z.object({ least: z.number(), most: z.number() }).nullable(),
  people: z.object({ least: z.number(), most: z.number() }),
  ways: z.array(z.enum(WAYS)),
  /** Whether something in it is written without names. */
  nameless: z.boolean(),
  /** Some tables can do it by themselves while others do something else. */
  at_tables: z.boolean(),
  series: z.object({ key: z.string(), title: z.string(), place: z.number() }).nullable(),
  /** Put here by whoever runs the place. `instead`: in the place of one that came with Trefoil. */
  ...{ own: z.boolean(), instead: z.boolean() },
})
/** A file that could not be read: told to whoever runs the place, and to nobody else. */
const LeftOut = z.object({ file: z.string(), line: z.number(), sentence: z.string() })

export const methodsContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/methods',
      summary: 'The methods that can be run here; each limit that is given leaves out what does not fit it.',
    })
    .input(
      z.strictObject({
        /** No longer than this, in the short form if there is one. */
        minutes: Count(1440).optional(),
        people: Count(2000).optional(),
        helps_to: z.enum(HELPS_TO).optional(),
        /** `without`: something in it is written without names. `with`: nothing is. */
        names: z.enum(['with', 'without']).optional(),
        way: z.enum(WAYS).optional(),
        text: text(200).optional(),
      }),
    )
    .output(z.object({ methods: z.array(Card), left_out: z.array(LeftOut) })),
  one: oc
    .route({
      method: 'GET',
      path: '/methods/one',
      summary: 'The whole definition of a method: its newest version, or the one that is named.',
    })
    .input(z.strictObject({ key: Key, version: Count(9999).optional() }))
    .output(
      z.object({
        method: Definition,
        /** Of what the definition says, however its file is set out: the same words, the same hash. */
        hash: z.string(),
        /** All that are here, the newest first. */
        versions: z.array(z.number()),
        own: z.boolean(),
        instead: z.boolean(),
      }),
    ),
}
