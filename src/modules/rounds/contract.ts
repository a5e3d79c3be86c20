import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Id } from '#shared/schema.ts'

/** Where a line may go, chosen while it is written: it stays, its theme may go, or these words without a name. */
export const MayGo = z.enum(['stays', 'theme', 'words'])
export type MayGo = z.infer<typeof MayGo>
export const RoundState = z.enum(['open', 'closed', 'dropped'])
export type RoundState = z.infer<typeof RoundState>

/** 256 bytes, without padding. */
const Signature = z.string().regex(/^[A-Za-z0-9_-]{342}$/, 'This is not 256 bytes in base64url.')

/** A line as it is sealed: null is a pass. */
export const Line = z.strictObject({ value: z.json(), mayGo: MayGo })
export type Line = z.infer<typeof Line>

/** What came of putting something in. */
export const PutAnswer = z.object({ ok: z.boolean(), reason: z.string(), sentence: z.string() })
export type PutAnswer = z.infer<typeof PutAnswer>

const Round = z.object({
  id: Id,
  space: Id,
  chapter: Id,
  kind: z.string(),
  /** What it was opened for, in the module that opened it. */
  about: Id,
  /** What is asked, as it was frozen at the opening. */
  shape: z.json(),
  /** The most a line may weigh here, and the size each is filled up to. */
  bytes: z.int(),
  mayGo: z.array(MayGo),
  live: z.boolean(),
  state: RoundState,
  /** How many were asked, frozen at the opening. */
  people: z.int(),
  /** How many are in: in a live room while it is open, elsewhere only once it is closed. */
  in: z.int().nullable(),
  /** The modulus of the key by which tickets are signed; its exponent is 65537. */
  key: z.string(),
  /** I am asked: there is a ticket for me. False for whoever came in later, and once it is over. */
  asksMe: z.boolean(),
  /** Who is asked, while it is open, in no order. Never who has answered: nobody knows that. */
  roster: z.array(z.object({ id: Id, name: z.string() })),
})
export type Round = z.infer<typeof Round>

export const roundsContract = {
  round: oc
    .route({ method: 'POST', path: '/rounds/round' })
    .input(z.strictObject({ round: Id }))
    .output(Round),
  /**
   * One ticket for each on the roster, fetched whether or not they will answer. The same blinded message again is answered
   * the same again, so a lost reply loses nothing; another one is refused.
   */
  ticket: oc
    .route({ method: 'POST', path: '/rounds/ticket' })
    .input(Attempt.extend({ round: Id, blinded: Signature }))
    .output(answer({ signature: Signature })),
}
