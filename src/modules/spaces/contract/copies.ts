import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'

/** The line-by-line answer of bringing a copy in; the last one says how it went. */
export type CopyLine =
  | { progress: [done: number, total: number] }
  | {
      ok: true
      came: Record<string, number>
      stayed: { kind: string; lines: number; why: string }[]
    }
  | { ok: false; reason: string; sentence: string }

/** Copies of a space: who took one, and what came in with one. The archives themselves go by routes of their own. */
export const copiesContract = {
  copies: oc
    .route({ method: 'GET', path: '/spaces/copies', summary: 'Who took a copy of a space, and which came in.' })
    .input(z.strictObject({ address: text(80, 1) }))
    .output(
      z.object({
        /** The newest first; `who` is null where they are not here to be named any more. */
        copies: z.array(
          z.object({
            id: z.uuid(),
            way: z.enum(['taken', 'brought_in']),
            who: z.string().nullable(),
            on: Day,
            ofSpace: z.string(),
            made: Day.nullable(),
            /** Brought in before such things were kept apart: what stands with the space of it, everybody reads. */
            early: z.boolean(),
            /** Mine, not deleted yet, and something was taken back here since. */
            stale: z.boolean(),
            mine: z.boolean(),
            gone: Day.nullable(),
          }),
        ),
        /** Whether a copy may be taken of a space like this, and whether one may be brought into this one now. */
        can: z.object({ take: z.boolean(), bring: z.boolean() }),
      }),
    ),
  /** What a copy said of things that came in with it: whose name stood under them there, and where they had been brought in from. */
  saidInCopy: oc
    .route({
      method: 'POST',
      path: '/spaces/said-in-copy',
      summary: 'Whose names stood under things in a copy that came in.',
    })
    .input(z.strictObject({ address: text(80, 1), ids: z.array(Id).max(300) }))
    .output(z.array(z.object({ id: Id, says: z.string() }))),
  /** I have deleted the copy I took. */
  copyGone: oc
    .route({ method: 'POST', path: '/spaces/copy-gone' })
    .input(Attempt.extend({ copy: Id }))
    .output(answer({})),
}
