import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'
import { Anew, count, Linked, Nearness, Space } from './linked.ts'

export const AIM_KINDS = ['strategy', 'knowledge', 'capacity', 'influencing', 'other'] as const
const AimKind = z.enum(AIM_KINDS)
const AimFields = {
  kind: AimKind,
  words: text(500, 1),
  by_on: Day.nullable().default(null),
  /** Whose aim it is, in words. */
  whose: text(160).default(''),
}
const Aim = z.object({
  id: Id,
  kind: AimKind,
  words: z.string(),
  by_on: Day.nullable(),
  near: Nearness,
  whose: z.string(),
  made_on: Day,
  version: count,
  /** What was produced for it, as its reader may read it. */
  linked: z.array(Linked),
})

export const aimsContract = {
  aims: oc
    .route({ method: 'GET', path: '/insights/aims', summary: 'What a space is for, and what was produced for it.' })
    .input(Space)
    .output(z.array(Aim)),
  aim: oc
    .route({ method: 'GET', path: '/insights/aim', summary: 'One aim, and what was produced for it.' })
    .input(z.strictObject({ ...Space.shape, of: Id }))
    .output(z.object({ space: Id, aim: Aim })),
  setAim: oc
    .route({ method: 'POST', path: '/insights/set-aim', summary: 'Set an aim, where every member reads it.' })
    .input(Attempt.extend({ space: Id, chapter: Id, ...AimFields }))
    .output(answer({ id: Id })),
  editAim: oc
    .route({ method: 'POST', path: '/insights/edit-aim', summary: 'Say an aim anew.' })
    .input(Attempt.extend({ aim: Id, version: count, ...AimFields }))
    .output(Anew),
}
