// Sheets of paper that are typed in for those who wrote them, by whoever facilitates.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { MAY_GO } from '#modules/methods/contract/step.ts'
import { answer, Id, text } from '#shared/schema.ts'

export const paperContract = {
  putSheet: oc
    .route({
      method: 'POST',
      path: '/gatherings/sheets/put',
      summary: 'Type in one sheet of paper, as whoever facilitates. It is counted once, and says that it was on paper.',
    })
    .input(
      z.strictObject({
        step: Id,
        /** Made on the device: the same one twice is one sheet. */
        sheet: Id,
        /** Whose pair or table it comes from, where the step is theirs. */
        group: Id.nullable().default(null),
        /** The name that stands on the sheet, if one does; never in a step without names. */
        whose: text(100).default(''),
        /** As its writer ticked on it; where nothing is ticked it stays. */
        mayGo: z.enum(MAY_GO).default('stays'),
        values: z.array(z.unknown()).min(1).max(200),
      }),
    )
    .output(answer({})),
  takeSheetOut: oc
    .route({
      method: 'POST',
      path: '/gatherings/sheets/take-out',
      summary: 'Take a sheet out again that you typed in.',
    })
    .input(z.strictObject({ sheet: Id }))
    .output(answer({})),
}
