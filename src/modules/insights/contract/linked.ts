import { z } from 'zod'
import { Day, Id, Refusal, text } from '#shared/schema.ts'

/** What can be tied to a question, an assumption, a cycle or an aim. */
export const LINK_FROM = [
  'question',
  'evidence',
  'finding',
  'insight',
  'implication',
  'decision',
  'action',
  'outcome',
  'artefact',
  'experiment',
  'cycle',
] as const
export const LINK_TO = ['question', 'assumption', 'cycle', 'aim', 'decision'] as const
export const STEPS = ['question', 'try', 'data', 'sense', 'decision'] as const
export const LINK_ROLES = [
  'part_of',
  'bears',
  'for',
  'against',
  'tests',
  'asks',
  'tried_in',
  'informs',
  'made_for',
  ...STEPS,
] as const
/** Within one party, between two, or across all of them. */
export const PARTIES = ['within', 'between', 'across'] as const
export const LinkFrom = z.enum(LINK_FROM)
export const LinkTo = z.enum(LINK_TO)
export const LinkRole = z.enum(LINK_ROLES)
export const Parties = z.enum(PARTIES)

/** One thing at the other end of a link. Its words are null where they were taken back or are hidden. */
export const Linked = z.object({
  kind: z.enum([...LINK_FROM, 'assumption', 'aim']),
  id: Id,
  words: z.string().nullable(),
  role: LinkRole,
  /** Which way it runs: this thing is what the link comes from, or what it leads to. */
  end: z.enum(['from', 'to']),
  on: Day,
})
export const Person = z.object({
  id: Id,
  name: z.string().nullable(),
  /** Still in the space. */
  here: z.boolean(),
})
export const Change = z.object({
  was: z.string(),
  becomes: z.string(),
  why: z.string(),
  by: z.string().nullable(),
  on: Day,
})
/** A day to come: near (two weeks), past, or neither. Decided in the space's own zone. */
export const Nearness = z.enum(['near', 'past']).nullable()
/** An older version is answered with what stands there now, so that both texts can be laid side by side. */
export const Anew = z.union([
  z.object({ ok: z.literal(true), id: Id, version: z.int() }),
  Refusal.extend({ theirs: z.object({ version: z.int(), words: z.string() }).optional() }),
])
/** A space by its id or by its address: exactly one. */
export const Space = z.strictObject({ id: Id.optional(), address: text(200, 1).optional() })
export const Cursor = z.string().max(300).optional()
export const count = z.number().int().min(0)
