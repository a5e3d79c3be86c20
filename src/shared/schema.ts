import { z } from 'zod'

/** Text as people type it: NUL and lone surrogates are refused at the edge, everything else is kept as it is. */
export function text(most: number, least = 0) {
  return z
    .string()
    .refine((value) => !value.includes('\0') && value.isWellFormed(), 'Some characters in this cannot be kept.')
    .refine((value) => value.trim().length >= least, least === 1 ? 'This is needed.' : `At least ${least} characters.`)
    .refine((value) => value.length <= most, `At most ${most} characters.`)
}
export const Id = z.uuid()
export const Day = z.iso.date()
/** A time zone by its name, as the database knows it too. */
export const Zone = text(60, 1).refine(isZone, 'This is not a time zone we know.')
function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone })
    return /^[A-Za-z]/.test(zone)
  } catch {
    return false
  }
}
/** Every mutation carries the id of its attempt, made before the typing began; a repeat is answered as the first was. */
export const Attempt = z.strictObject({ attempt: Id })
export const Refusal = z.object({ ok: z.literal(false), reason: z.string(), sentence: z.string() })
/** The answer of a mutation: what was made, or why not. */
export function answer<T extends z.ZodRawShape>(shape: T) {
  return z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), ...shape }), Refusal])
}
export const CLASSES = [
  'funder',
  'public_body',
  'grantee',
  'delivery_partner',
  'learning_partner',
  'evaluator',
  'academic',
  'community_member',
  'observer',
] as const
export const SpaceClass = z.enum(CLASSES)
