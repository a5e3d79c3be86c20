// The gatherings to come in all the spaces somebody is in: what Today and the first page of a space say of them.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Id } from '#shared/schema.ts'
import { Gathering } from './call.ts'

export const comingContract = {
  coming: oc
    .route({
      method: 'GET',
      path: '/gatherings/coming',
      summary: 'The next gatherings that are called where I am, soonest first, or of one space.',
    })
    .input(z.strictObject({ space: Id.optional() }))
    .output(z.array(Gathering.extend({ spaceName: z.string(), spaceAddress: z.string() })).max(3)),
}
