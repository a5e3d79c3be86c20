// Rehearsing: one who facilitates runs the whole of it alone, in a room that nobody else ever learns of.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Id } from '#shared/schema.ts'

const InRehearsal = Attempt.extend({ room: Id })

export const rehearseContract = {
  rehearse: oc
    .route({
      method: 'POST',
      path: '/gatherings/rehearse',
      summary: 'A throw-away room with the same run sheet and invented people in it.',
    })
    .input(InRehearsal)
    .output(answer({ room: Id })),
  rehearseOthers: oc
    .route({
      method: 'POST',
      path: '/gatherings/rehearse/others',
      summary: 'The invented people put something in to the step that is on, each once.',
    })
    .input(InRehearsal)
    .output(answer({ put: z.int() })),
  endRehearsal: oc
    .route({
      method: 'POST',
      path: '/gatherings/rehearse/end',
      summary: 'Ends a rehearsal: its room is deleted with everything in it.',
    })
    .input(InRehearsal)
    .output(answer({})),
}
