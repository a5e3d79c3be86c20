import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, text } from '#shared/schema.ts'

const Address = text(200, 1)
/** Who takes out a document that somebody else brought in: nobody, the managers, or the managers and the facilitators. */
export const DOCUMENTS_OUT = ['bringer', 'managers', 'facilitators'] as const
const DocumentsOut = z.enum(DOCUMENTS_OUT)
const ReceiverDays = z.int().min(1).max(180)

export const termsContract = {
  /** How long it waits for an answer and who takes documents out, read by every member; `next`: set, and holds from a day on. */
  terms: oc
    .route({
      method: 'GET',
      path: '/spaces/terms',
      summary: 'How long this space waits for an answer, and who takes documents out of it.',
    })
    .input(z.strictObject({ address: Address }))
    .output(
      z.object({
        receiverDays: z.int(),
        documentsOut: DocumentsOut,
        next: z.object({ documentsOut: DocumentsOut, from: Day }).nullable(),
        can: z.object({ change: z.boolean() }),
      }),
    ),
  setTerms: oc
    .route({ method: 'POST', path: '/spaces/setTerms' })
    .input(
      Attempt.extend({
        address: Address,
        receiverDays: ReceiverDays.optional(),
        documentsOut: DocumentsOut.optional(),
      }),
    )
    .output(answer({})),
}
