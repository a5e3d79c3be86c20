// Before and after a gathering: what those who cannot come put in all the same.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'

const ThreadLine = z.object({
  ...{ id: Id, words: z.string(), by: z.string(), on: Day, mine: z.boolean() },
  /** Its writer said that it may be shown in the room on the day, under their name. */
  forRoom: z.boolean(),
})
export const Thread = z.object({
  part: z.enum(['before', 'after']),
  chapter: Id,
  open: z.boolean(),
  /** The last day of the thread after; null where the opening of the doors ends it. */
  until: Day.nullable(),
  /** Others' lines come after one's own, or once the thread is closed. */
  hadMyTurn: z.boolean(),
  lines: z.array(ThreadLine),
  /** How many read it: those who are in the room, and those who take part before and after. */
  people: z.int(),
})
export type Thread = z.infer<typeof Thread>

export const threadsContract = {
  threads: oc
    .route({
      method: 'GET',
      path: '/gatherings/threads',
      summary: 'What was put in before and after, as far as its reader sees it.',
    })
    .input(z.strictObject({ room: Id }))
    .output(z.object({ title: z.string(), threads: z.array(Thread) })),
  takePart: oc
    .route({
      method: 'POST',
      path: '/gatherings/take-part',
      summary: 'Take part before and after, without being there.',
    })
    .input(Attempt.extend({ gathering: Id }))
    .output(answer({ room: Id })),
  takePartByInvitation: oc
    .route({
      method: 'POST',
      path: '/gatherings/take-part-by-invitation',
      summary: 'The same by a link, without an account.',
    })
    .input(z.strictObject({ key: text(200, 20) }))
    .output(answer({ room: Id })),
  putInThread: oc
    .route({
      method: 'POST',
      path: '/gatherings/threads/put',
      summary: 'Put something in before or after. The same id twice is one.',
    })
    .input(z.strictObject({ id: Id, chapter: Id, words: text(2000, 1), forRoom: z.boolean().default(false) }))
    .output(answer({ id: Id })),
  bringIn: oc
    .route({
      method: 'POST',
      path: '/gatherings/threads/bring-in',
      summary: 'Bring what was written before into the step that is on, where its writer said so.',
    })
    .input(Attempt.extend({ line: Id, step: Id }))
    .output(answer({ fresh: z.boolean() })),
  takeOutOfThread: oc
    .route({ method: 'POST', path: '/gatherings/threads/take-out', summary: 'Take out what you put in.' })
    .input(z.strictObject({ id: Id }))
    .output(answer({})),
}
