// Actions that somebody took on in a gathering: what came of it, and what was said the last time.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Day, Id, text } from '#shared/schema.ts'
import { ActionState } from './traced.ts'

export const PromisedAction = z.object({
  id: Id,
  words: z.string(),
  accountable: z.string(),
  due: Day.nullable(),
  state: ActionState,
  gathering: Id,
})
export type PromisedAction = z.infer<typeof PromisedAction>

export const promisedContract = {
  promisedAt: oc
    .route({ method: 'GET', path: '/insights/promised-at', summary: 'The actions that people took on at a gathering.' })
    .input(z.strictObject({ gathering: Id }))
    .output(z.array(PromisedAction)),
  promisedLast: oc
    .route({
      method: 'GET',
      path: '/insights/promised-last',
      summary: 'What people took on the last time this method was run in a space, before this gathering.',
    })
    .input(z.strictObject({ space: Id, method: text(60), before: Id }))
    .output(z.array(PromisedAction)),
}
