import { z } from 'zod'

/** Fewer answers than these are not counted for anybody. Never below 3. */
export const LEAST_ANSWERS = 5

/**
 * How many, as it may be told: at least `from` and at most `to`. `says` where that can be said in a word that is true: it is
 * never more than that, so nobody learns that all agreed, or that nobody did.
 */
export const Band = z.strictObject({ from: z.int(), to: z.int(), says: z.enum(['very_few', 'nearly_all']).nullable() })
export type Band = z.infer<typeof Band>

/**
 * One question: how many answered it, and of its answers how many gave which. Both null where fewer than five answered; the
 * cells alone where no band would say anything.
 */
export const Cells = z.strictObject({ answers: z.int().nullable(), cells: z.record(z.string(), Band).nullable() })
export type Cells = z.infer<typeof Cells>

/** What is told of one closed round: each of its questions (or things) by its key. */
export const Released = z.record(z.string(), Cells)
export type Released = z.infer<typeof Released>
