import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, CLASSES, Day, text } from '#shared/schema.ts'

// How a space has agreed to meet. Whoever calls a gathering reads it here; an agreement's clause sets it.

export const ATTRIBUTIONS = ['named', 'role', 'anonymous'] as const
/** Who may be kept out of a room: those of a class, or whoever manages somebody who is in it. */
export const KEPT_OUT = [...CLASSES, 'line_manager'] as const
const Address = text(200, 1)

const rules = {
  /** What the learning partner is here and is not. On top of every invitation. */
  roleClause: text(1000),
  /** That people may challenge, and how. Said again at the start. */
  challenge: text(500),
  /** How people are named where nobody says otherwise; null: nothing was agreed. */
  attribution: z.enum(ATTRIBUTIONS).nullable(),
  /** In touch at least once in so many days; null: nothing was agreed. */
  cadenceDays: z.int().min(1).max(366).nullable(),
  /** Who is not in the room where this space meets. Empty: nobody is kept out. */
  keptOut: z.array(z.enum(KEPT_OUT)).max(KEPT_OUT.length),
  /** The day its agreement was accepted; from it come the dates of its six-monthly looks. Null: not yet. */
  agreedOn: Day.nullable(),
}
export const Rules = z.object({
  ...rules,
  /** Counts what was said so far, so that two do not say it over each other. */
  version: z.int(),
  /** The last day on which any of it was said anew; null: nothing ever was. */
  since: Day.nullable(),
  mayChange: z.boolean(),
})
export type Rules = z.infer<typeof Rules>

export const rulesContract = {
  rules: oc
    .route({ method: 'POST', path: '/spaces/rules', summary: 'How this space has agreed to meet.' })
    .input(z.strictObject({ address: Address }))
    .output(Rules),
  sayRules: oc
    .route({ method: 'POST', path: '/spaces/say-rules', summary: 'Say anew how this space meets.' })
    .input(Attempt.extend({ address: Address, version: z.int().min(0), ...rules }))
    .output(answer({ version: z.int() })),
}
