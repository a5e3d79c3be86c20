import { z } from 'zod'
import { Id, Refusal, text } from '#shared/schema.ts'
import { count } from './traced.ts'

/** The space by its id or by its address: exactly one. */
export const Where = z.strictObject({ id: Id.optional(), address: text(200, 1).optional() })
/** An older version is answered with what stands there now, field by field, so that both texts can be laid side by side. */
export const revised = z.union([
  z.object({ ok: z.literal(true), id: Id, version: count }),
  Refusal.extend({
    theirs: z.object({ version: count, fields: z.record(z.string(), z.string()) }).optional(),
  }),
])
