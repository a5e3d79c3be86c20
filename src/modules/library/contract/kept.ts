// What a room accepted, as it stands in a library: where a version came from, what stood against it, and who put their name to it.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Cells } from '#modules/disclosure/contract.ts'
import { Attempt, answer, Day, Id } from '#shared/schema.ts'

const Axis = z.object({ label: z.string(), least: z.int(), most: z.int(), low: z.string(), high: z.string() })
/** A map: each thing with its place; null where it is not known. */
export const Shape = z.object({
  across: Axis,
  up: Axis,
  things: z.array(
    z.object({
      name: z.string(),
      across: z.number().nullable(),
      up: z.number().nullable(),
      sure: z.enum(['low', 'medium', 'high']).nullable(),
      split: z.boolean(),
      because: z.string(),
      /** How those who made it go about it, in their method's words; empty where they said nothing. */
      approach: z.string().default(''),
      /** Disclosed: how each of them placed it alone, in bands by the parts of the two scales (`1…2 5`); null where it was not told. */
      spread: Cells.nullable().default(null),
    }),
  ),
})
export type Shape = z.infer<typeof Shape>

/** Of one version that a room kept. */
export const KeptVersion = z.object({
  document: Id,
  gathering: Id,
  title: z.string(),
  method: z.string(),
  step: z.string(),
  on: Day,
  stands: z.boolean(),
  /** Disclosed: how many agreed, as it may be told; null where fewer than five answered. */
  told: Cells.nullable(),
  against: z.enum(['none', 'some', 'untold']),
  shape: Shape.nullable(),
  /** What its authors let go of what they said with their answer. */
  beside: z.array(z.object({ evidence: Id, words: z.string(), by: z.string(), against: z.boolean() })),
})
export type KeptVersion = z.infer<typeof KeptVersion>

/** Who says that they made a version. Open: each put their own name there. */
export const Hands = z.object({
  document: Id,
  hands: z.array(z.object({ name: z.string(), signedOn: Day.nullable(), mine: z.boolean() })),
  /** Whether I may put my name to it. */
  may: z.boolean(),
})
export type Hands = z.infer<typeof Hands>

export const keptContract = {
  /** What came of a gathering in the spaces its reader is in. */
  keptFrom: oc
    .route({
      method: 'GET',
      path: '/library/kept-from',
      summary: 'What was kept of a gathering, as its reader may see it.',
    })
    .input(z.strictObject({ gathering: Id }))
    .output(
      z.array(
        z.object({
          ...{
            artefact: Id,
            document: Id,
            title: z.string(),
            words: z.string(),
            space: z.string(),
            address: z.string(),
          },
          ...{ stands: z.boolean(), against: z.enum(['none', 'some', 'untold']) },
        }),
      ),
    ),
  signVersion: oc
    .route({
      method: 'POST',
      path: '/library/sign-version',
      summary: 'Put your name to a version you helped to make, or take it off; sign it, or take that back.',
    })
    .input(Attempt.extend({ document: Id, named: z.boolean(), signed: z.boolean() }))
    .output(answer({})),
}
