// Several methods at once: each table goes through its own, by its own clock.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Id, text } from '#shared/schema.ts'
import { Planned, StepState } from './state.ts'

export const TABLE_MOVES = ['begin', 'show', 'next', 'back', 'pause', 'resume', 'extend'] as const

export const waysContract = {
  tableGoes: oc
    .route({
      method: 'POST',
      path: '/gatherings/tables/go',
      summary:
        'A table begins, shows together, goes on or back, stops its clock or gets a minute more: by anybody who sits there, or by whoever facilitates, who names it. It names the step it was at.',
    })
    .input(
      Attempt.extend({
        ...{ activity: Id, step: Id.nullable(), to: z.enum(TABLE_MOVES) },
        /** Null: the one where I sit. */
        table: Id.nullable().default(null),
      }),
    )
    .output(answer({})),
  giveWay: oc
    .route({
      method: 'POST',
      path: '/gatherings/tables/way',
      summary: 'Give a table another of the methods that are done at once; it begins at the first step.',
    })
    .input(Attempt.extend({ activity: Id, table: Id, way: text(40, 1) }))
    .output(answer({})),
  tableStep: oc
    .route({
      method: 'GET',
      path: '/gatherings/tables/step',
      summary:
        'What a table is asked just now, for whoever facilitates and types in its paper; nothing of what was put in.',
    })
    .input(z.strictObject({ activity: Id, table: Id }))
    .output(z.object({ step: Planned, state: StepState })),
}
