import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, text } from '#shared/schema.ts'

const Address = text(200, 1)
/** Who takes out a document that somebody else brought in: nobody, the managers, or the managers and the facilitators. */
export const DOCUMENTS_OUT = ['bringer', 'managers', 'facilitators'] as const
const DocumentsOut = z.enum(DOCUMENTS_OUT)
const ReceiverDays = z.int().min(1).max(180)

export const rulesContract = {
  /** What this space has agreed on how it works, read by every member; `next`: set, and holds from a day on. */
  rules: oc
    .route({ method: 'GET', path: '/spaces/rules', summary: 'The rules of a space that its managers set.' })
    .input(z.strictObject({ address: Address }))
    .output(
      z.object({
        receiverDays: z.int(),
        documentsOut: DocumentsOut,
        next: z.object({ documentsOut: DocumentsOut, from: Day }).nullable(),
        can: z.object({ change: z.boolean() }),
      }),
    ),
  setRules: oc
    .route({ method: 'POST', path: '/spaces/setRules' })
    .input(
      Attempt.extend({
        address: Address,
        receiverDays: ReceiverDays.optional(),
        documentsOut: DocumentsOut.optional(),
      }),
    )
    .output(answer({})),
}
