import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id } from '#shared/schema.ts'

/**
 * What goes with a document, as far as the reader reads it: each number counts things that they may open one by one, and is shown
 * to nobody who may not.
 */
const Going = z.object({
  excerpts: z.int(),
  /** Of those: kept by somebody else, and said to be a member's own words. */
  ofOthers: z.int(),
  members: z.array(z.string()),
  contests: z.int(),
  insights: z.int(),
  /** What stays: other versions of it, and other documents here with the very same text. */
  versions: z.int(),
  same: z.array(z.object({ id: Id, title: z.string() })),
  /** Whoever takes it out brought it in; else who did, where that is somebody who is known. */
  mine: z.boolean(),
  by: z.string(),
})

/** That a document was here: its kind, the first day of the month in which it went, and whether whoever brought it in took it out. */
export const DocumentGone = z.object({ id: Id, kind: z.string(), month: Day, byBringer: z.boolean() })

export const takingOutContract = {
  goingWith: oc
    .route({ method: 'GET', path: '/library/goingWith' })
    .input(z.strictObject({ space: Id, document: Id }))
    .output(Going),
  /** Its text, its file, what it is found by and the words of its excerpts leave the space, for everybody and for good. */
  takeOutDocument: oc
    .route({ method: 'POST', path: '/library/takeOutDocument' })
    .input(Attempt.extend({ space: Id, document: Id }))
    .output(answer({ id: Id, file: Id.nullable() })),
  documentsGone: oc
    .route({ method: 'GET', path: '/library/documents-gone', summary: 'Documents that were taken out of a space.' })
    .input(z.strictObject({ space: Id, id: Id.optional() }))
    .output(z.array(DocumentGone)),
}
