// Going out of a room, by oneself and at any time.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Id } from '#shared/schema.ts'

export const leavingContract = {
  leave: oc
    .route({
      method: 'POST',
      path: '/gatherings/leave',
      summary: 'Leave a room, or go away from its door. What you put in stays there. A guest is signed out.',
    })
    .input(z.strictObject({ ...Attempt.shape, room: Id }))
    .output(answer({})),
}
