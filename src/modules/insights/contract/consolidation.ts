import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, SpaceClass, text } from '#shared/schema.ts'
import { count, PARTIES, Space } from './linked.ts'
import { Confidence, Loop } from './traced.ts'

export const SCALES = ['person', 'organisation', 'partnership', 'system', 'landscape'] as const
const Scale = z.enum(SCALES)
export const SUCCESSIONS = ['merge', 'split', 'supersede'] as const
const How = z.enum(SUCCESSIONS)
/** Within one party, between two, across all, or not said. */
export const PartiesOrNone = z.enum(['', ...PARTIES])

const Succession = z.object({
  id: Id,
  words: z.string().nullable(),
  how: How,
  why: z.string(),
  by: z.string().nullable(),
  on: Day,
})
const New = z.strictObject({
  words: text(1000, 1),
  scope: text(300).default(''),
  parties: PartiesOrNone.default(''),
  loop: Loop.default(''),
  confidence: Confidence.default('fairly'),
  change_mind: text(1000).default(''),
  sense_made_by: text(500).default(''),
})

/** Every number in this contract is `open`: it counts what its reader may open one by one. */
export const consolidationContract = {
  /** What stands round one insight: whose it is, how far it has reached, what it followed, and how it came about. */
  around: oc
    .route({ method: 'GET', path: '/insights/around', summary: 'How an insight came about, and what took its place.' })
    .input(z.strictObject({ ...Space.shape, of: Id }))
    .output(
      z.object({
        parties: PartiesOrNone,
        scales: z.array(z.object({ scale: Scale, how: z.string(), by: z.string().nullable(), on: Day })),
        took_place_of: z.array(Succession),
        place_taken: z.array(Succession),
        provenance: z.object({
          /** Of lines under a name only: one without a name adds no class, so nobody is found by theirs. */
          classes: z.array(z.object({ class: SpaceClass, lines: count })),
          named_elsewhere: count,
          without_class: count,
          methods: z.array(z.string()),
          consent: z.array(
            z.object({ how: z.enum(['here', 'named', 'unnamed', 'theme', 'role', 'nobody']), lines: count }),
          ),
          taken_back: count,
          interpreted_by: z.string(),
          written_by: z.string().nullable(),
        }),
      }),
    ),
  /** Writes what takes the place of others. They stay as they were, to be read and pointed to. */
  consolidate: oc
    .route({ method: 'POST', path: '/insights/consolidate', summary: 'Merge, split or supersede insights.' })
    .input(
      Attempt.extend({
        space: Id,
        how: How,
        old: z.array(Id).min(1).max(10),
        made: z.array(New).min(1).max(5),
        why: text(1000).default(''),
      }),
    )
    .output(answer({ ids: z.array(Id) })),
  scale: oc
    .route({
      method: 'POST',
      path: '/insights/scale',
      summary: 'Say how far an insight has reached, and how that is known.',
    })
    .input(Attempt.extend({ insight: Id, scale: Scale, how: text(500, 1) }))
    .output(answer({ id: Id })),
  /** Counted among the insights that this reader reads. */
  overview: oc
    .route({
      method: 'GET',
      path: '/insights/overview',
      summary: 'Insights by whose they are, and how far they go over time.',
    })
    .input(Space)
    .output(
      z.object({
        parties: z.object({ within: count, between: count, across: count, unsaid: count }),
        quarters: z.array(z.object({ from: Day, single: count, double: count, triple: count, unsaid: count })),
      }),
    ),
}
