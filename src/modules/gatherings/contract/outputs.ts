// What a room made together and accepted, as something that stands; and what somebody said they would do, as an action.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { OUTPUTS } from '#modules/methods/contract/definition.ts'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'

/** Whether somebody said “not yet”. `untold`: nobody was named, and no number that may be told says it. */
export const Against = z.enum(['none', 'some', 'untold'])

/** What may be kept now, for whoever facilitates. */
export const Ready = z.object({
  activity: Id,
  method: z.string(),
  key: z.string(),
  type: z.enum(OUTPUTS),
  title: z.string(),
  words: z.string(),
  against: Against,
  /** Kept before, in another form: keeping it again takes that back first. */
  again: z.boolean(),
  /** Everybody who was there is asked, and it stands once each has said yes. */
  everybody: z.boolean(),
  /** Of a map: groups I am in that have this map already. */
  groups: z.array(z.object({ id: Id, name: z.string(), people: z.int() })),
  /** After how many days its method is come back to; null where it does not say. */
  againAfter: z.int().nullable(),
})
export type Ready = z.infer<typeof Ready>

/** What was kept, for everybody who was in the activity. Of a map its words are with its group alone. */
export const Kept = z.object({
  id: Id,
  activity: Id,
  key: z.string(),
  type: z.enum(OUTPUTS),
  title: z.string(),
  words: z.string(),
  /** The space it stands in; null for a map, whose group is known to those in it alone. */
  to: z.string().nullable(),
  on: Day,
  /** The day on which it is looked at again, as it was said when it was kept. */
  lookOn: Day.nullable(),
  stands: z.boolean(),
  against: Against,
  /** Everybody who was there is asked. */
  everybody: z.boolean(),
  /** `not_settled`: an organisation that it names is asked, or everybody who was there. */
  state: z.enum(['not_settled', 'went', 'stays', 'taken_back']),
  /** Whether I put my name to it, and whether I signed. */
  named: z.boolean(),
  signed: z.boolean(),
  can: z.object({ takeBack: z.boolean(), name: z.boolean() }),
})
export type Kept = z.infer<typeof Kept>

/** What somebody said they would do. Mine; and, for whoever facilitates, what the whole room was shown. */
export const Promised = z.object({
  id: Id,
  what: z.string(),
  who: z.string(),
  by: Day.nullable(),
  mine: z.boolean(),
  /** `asked`: its person is asked to say that it is an action of theirs. */
  state: z.enum(['said', 'asked', 'went']),
  /** Why it stays words: nothing is taken on in such a gathering, or its person is not a member of the space that called. */
  stays: z.enum(['no_tasks', 'guest']).nullable(),
})
export type Promised = z.infer<typeof Promised>

const Outputs = z.object({ to: z.string(), ready: z.array(Ready), kept: z.array(Kept), promised: z.array(Promised) })
const Hand = z.strictObject({ id: Id, named: z.boolean(), signed: z.boolean() })
const withSlip = { key: text(80, 20) }

export const outputsContract = {
  outputs: oc
    .route({
      method: 'GET',
      path: '/gatherings/outputs',
      summary: 'What a room made: what may be kept, what was kept, and what people said they would do.',
    })
    .input(z.strictObject({ room: Id }))
    .output(Outputs),
  keepOutput: oc
    .route({
      method: 'POST',
      path: '/gatherings/outputs/keep',
      summary: 'Keep what the room accepted: a version that stands, or a draft where somebody said “not yet”.',
    })
    .input(
      Attempt.extend({
        activity: Id,
        key: text(60),
        /** It stands with what was said against it. Where nobody said “not yet” it stands anyway. */
        stands: z.boolean().default(false),
        /** Without the names of organisations. */
        bare: z.boolean().default(false),
        /** Of a map: go on with the one of this group. Null: those who are here, in a group of their own. */
        group: Id.nullable().default(null),
        /** The day on which the space looks at it again, where it stands as a version. */
        lookOn: Day.nullable().default(null),
      }),
    )
    .output(answer({ id: Id, state: z.enum(['went', 'not_settled']) })),
  takeOutputBack: oc
    .route({ method: 'POST', path: '/gatherings/outputs/take-back', summary: 'Take back what was kept of a room.' })
    .input(Attempt.extend({ id: Id }))
    .output(answer({ copies: z.int() })),
  signOutput: oc
    .route({
      method: 'POST',
      path: '/gatherings/outputs/sign',
      summary: 'Put your name to what was kept, or take it off; sign it, or take that back.',
    })
    .input(Hand)
    .output(answer({})),
  slipOutputs: oc
    .route({ method: 'POST', path: '/gatherings/slip/outputs', summary: 'What was kept of a room, with a slip.' })
    .input(z.strictObject(withSlip))
    .output(Outputs),
  slipSign: oc
    .route({ method: 'POST', path: '/gatherings/slip/sign', summary: 'The same hand, with a slip.' })
    .input(Hand.extend(withSlip))
    .output(answer({})),
  makeAction: oc
    .route({
      method: 'POST',
      path: '/gatherings/outputs/action',
      summary:
        'Make what you said you would do an action of the space that called; or, facilitating, ask its person to.',
    })
    .input(Attempt.extend({ line: Id }))
    .output(answer({ state: z.enum(['went', 'asked']) })),
}
