// What goes on from one gathering to the next: series, being in touch in between, and the dates of the looks back.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'
import { MODES } from './call.ts'

export const CONTACT_WAYS = ['call', 'visit', 'message', 'meeting'] as const
const done = answer({})

export const Series = z.object({
  id: Id,
  title: z.string(),
  purpose: z.string(),
  everyDays: z.int(),
  /** The last one held, and the next one called. */
  lastOn: Day.nullable(),
  next: z.object({ id: Id, on: Day }).nullable(),
  /** When the next is due, by its rhythm. Null once it has ended. */
  dueOn: Day.nullable(),
  /** None is called, and it is due. */
  lapsed: z.boolean(),
  /** It waits for the reader, who started it, among what waits for them; so nothing else need say so. */
  asked: z.boolean(),
  ended: z.object({ on: Day, because: z.string() }).nullable(),
  can: z.object({ change: z.boolean() }),
})
export type Series = z.infer<typeof Series>

export const Contact = z.object({
  id: Id,
  on: Day,
  way: z.enum(CONTACT_WAYS),
  mode: z.enum(MODES).nullable(),
  words: z.string(),
  by: z.string(),
  mine: z.boolean(),
})

export const seriesContract = {
  goingOn: oc
    .route({
      method: 'GET',
      path: '/gatherings/going-on',
      summary: 'The series of a space, how long ago people were in touch, and when it looks back.',
    })
    .input(z.strictObject({ space: Id }))
    .output(
      z.object({
        series: z.array(Series),
        /** As agreed; `late` is told to everybody in the space alike. Null: nothing was agreed. */
        touch: z.object({ everyDays: z.int(), lastOn: Day.nullable(), dueOn: Day, late: z.boolean() }).nullable(),
        contacts: z.array(Contact),
        /** The day a manager entered as the one on which the agreement was accepted: nothing here checks it. */
        agreedOn: Day.nullable(),
        /** The next four six-monthly looks of a partnership, from that day. */
        looks: z.array(Day),
      }),
    ),
  startSeries: oc
    .route({ method: 'POST', path: '/gatherings/series/start', summary: 'Make a gathering the first of a series.' })
    .input(Attempt.extend({ gathering: Id, everyDays: z.int().min(1).max(400), purpose: text(1000).default('') }))
    .output(answer({ id: Id })),
  planNext: oc
    .route({
      method: 'POST',
      path: '/gatherings/series/next',
      summary: 'Call the next of a series: same hour, same run sheet, the same people.',
    })
    .input(
      Attempt.extend({
        series: Id,
        startsOn: Day.nullable().default(null),
        purpose: text(1000).nullable().default(null),
      }),
    )
    .output(answer({ id: Id, room: Id })),
  endSeries: oc
    .route({ method: 'POST', path: '/gatherings/series/end', summary: 'End a series, and say why.' })
    .input(Attempt.extend({ series: Id, because: text(500) }))
    .output(done),
  noteContact: oc
    .route({ method: 'POST', path: '/gatherings/contact/note', summary: 'Note that people were in touch.' })
    .input(
      Attempt.extend({
        ...{ space: Id, on: Day, way: z.enum(CONTACT_WAYS) },
        ...{ mode: z.enum(MODES).nullable().default(null), words: text(300).default('') },
      }),
    )
    .output(answer({ id: Id })),
  takeOutContact: oc
    .route({ method: 'POST', path: '/gatherings/contact/take-out', summary: 'Take out what you noted.' })
    .input(Attempt.extend({ id: Id }))
    .output(done),
}
