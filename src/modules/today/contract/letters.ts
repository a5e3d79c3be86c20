import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, text } from '#shared/schema.ts'

const HOWS = ['none', 'daily', 'weekly'] as const
const Weekday = z.int().min(1).max(7)
const Hour = z.int().min(0).max(23)
/** When somebody is told by mail. Days of the week from Monday, 1; hours in their own zone, and quiet before `quietUntil`. */
const Choice = {
  how: z.enum(HOWS),
  weekday: Weekday,
  quietDays: z.array(Weekday).max(6, 'Leave one day on which a letter may come.'),
  quietFrom: Hour,
  quietUntil: Hour,
}

const Thing = z.object({ key: z.string(), words: z.string(), what: z.string(), to: z.string(), day: Day })

export const lettersContract = {
  letters: oc
    .route({ method: 'GET', path: '/today/letters' })
    .input(z.strictObject({}))
    .output(
      z.object({
        /** Whether this place sends mail at all, and whether it may write to the address. */
        sends: z.boolean(),
        address: z.string(),
        confirmed: z.boolean(),
        zone: z.string(),
        last: Day.nullable(),
        ...Choice,
      }),
    ),
  saveLetters: oc
    .route({ method: 'POST', path: '/today/save-letters' })
    .input(Attempt.extend(Choice))
    .output(answer({})),
  /** From a letter, without signing in: stops the letters and does nothing else. */
  stopLetters: oc
    .route({ method: 'POST', path: '/today/stop-letters' })
    .input(Attempt.extend({ token: text(200, 1) }))
    .output(answer({})),
  /** What others did in my spaces since I was last here, newest first. */
  changes: oc
    .route({ method: 'GET', path: '/today/changes' })
    .input(z.strictObject({}))
    .output(
      z.object({
        since: Day.nullable(),
        spaces: z.array(z.object({ name: z.string(), address: z.string(), things: z.array(Thing), more: z.boolean() })),
      }),
    ),
  /** I have been here today: what comes next is measured from this day. */
  looked: oc.route({ method: 'POST', path: '/today/looked' }).input(Attempt).output(answer({})),
}
