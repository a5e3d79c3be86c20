// How it was: in which mode, how rigorous, who ran it, and what they learned themselves; and the same over time.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'
import { MODES } from './call.ts'

/** `light`: a conversation, noted. `partial`: some of the method was left out. `full`: as the method says. */
export const RIGOUR = ['light', 'partial', 'full'] as const
/** Without the learning partner, alone or together; or with them. */
export const HOW_RUN = ['alone', 'together', 'with_learning_partner'] as const
const done = answer({})
const said = {
  modeUsed: z.enum(MODES),
  /** With, and not for: at least two parties put something in. */
  wasWith: z.boolean(),
  rigour: z.enum(RIGOUR),
  /** What it can't show, in words. */
  limits: text(1000),
}

export const afterContract = {
  after: oc
    .route({ method: 'GET', path: '/gatherings/after', summary: 'How a gathering was, as far as its reader may know.' })
    .input(z.strictObject({ gathering: Id }))
    .output(
      z.object({
        modeMeant: z.enum(MODES).nullable(),
        said: z.object({ ...said, version: z.int() }).nullable(),
        ran: z.array(
          z.object({ name: z.string(), method: z.string().nullable(), how: z.enum(HOW_RUN), mine: z.boolean() }),
        ),
        /** For whoever was in the room. */
        notes: z.array(z.object({ by: z.string(), learned: z.string(), differently: z.string(), mine: z.boolean() })),
        /** What was run, for whoever ran it. */
        methods: z.array(z.object({ key: z.string(), title: z.string() })),
        can: z.object({ say: z.boolean(), ran: z.boolean() }),
      }),
    ),
  sayAfter: oc
    .route({
      method: 'POST',
      path: '/gatherings/after',
      summary: 'Say how it was: the mode, with or for, how rigorous, and what it cannot show.',
    })
    .input(Attempt.extend({ gathering: Id, version: z.int().min(0), ...said }))
    .output(done),
  sayRan: oc
    .route({ method: 'POST', path: '/gatherings/after/ran', summary: 'Say which methods you ran, and with whom.' })
    .input(Attempt.extend({ gathering: Id, methods: z.array(text(60, 1)).max(40), how: z.enum(HOW_RUN) }))
    .output(done),
  noteLearning: oc
    .route({
      method: 'POST',
      path: '/gatherings/after/learned',
      summary: 'Say what you who ran it learned, to everybody who was there.',
    })
    .input(Attempt.extend({ gathering: Id, learned: text(1000), differently: text(1000) }))
    .output(done),
  balance: oc
    .route({
      method: 'GET',
      path: '/gatherings/balance',
      summary: 'Over time: the modes meant and used, learning for and with, and who can run what.',
    })
    .input(z.strictObject({ space: Id }))
    .output(
      z.object({
        held: z.array(
          z.object({
            ...{ id: Id, title: z.string(), on: Day, meant: z.enum(MODES).nullable(), used: z.enum(MODES).nullable() },
            ...{
              learning: z.enum(['for', 'with']),
              wasWith: z.boolean().nullable(),
              rigour: z.enum(RIGOUR).nullable(),
            },
          }),
        ),
        contacts: z.array(z.object({ on: Day, mode: z.enum(MODES).nullable() })),
        /** Of those of which it was said. */
        share: z.object({ with: z.int(), said: z.int() }),
        /** Who ran a method without the learning partner, by name. In the order of the alphabet: it ranks nobody. */
        canRun: z.array(z.object({ method: z.string(), alone: z.array(z.string()), together: z.array(z.string()) })),
      }),
    ),
}
