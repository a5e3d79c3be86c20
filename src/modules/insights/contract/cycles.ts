import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'
import { Anew, Cursor, count, Linked, Nearness, Space, STEPS } from './linked.ts'

const Step = z.enum(STEPS)
export const RESULTS = ['worked', 'partly', 'did_not_work', 'too_early'] as const
const Result = z.enum(RESULTS)
const made = answer({ id: Id })

const CycleFields = {
  words: text(500, 1),
  /** The developmental evaluation whose log of adaptations this cycle is. */
  evaluation: text(200).default(''),
  pace: z.enum(['quick', 'slow']).default('quick'),
  weeks: z.number().int().min(1).max(104).default(6),
  starts_on: Day,
}
const ExperimentFields = {
  words: text(1000, 1),
  /** What is small enough to fail safely. */
  safe: text(500, 1),
  risk_agreed_by: text(160).default(''),
  risk_agreed_on: Day.nullable().default(null),
  appetite: text(300).default(''),
  starts_on: Day,
  stops_on: Day,
  stop_sign: text(500).default(''),
}
const Cycle = z.object({
  id: Id,
  words: z.string(),
  evaluation: z.string(),
  pace: z.enum(['quick', 'slow']),
  weeks: count,
  starts_on: Day,
  due_on: Day,
  ended_on: Day.nullable(),
  near: Nearness,
  at_step: Step,
  steps: z.array(z.object({ step: Step, words: z.string(), done_on: Day, by: z.string().nullable() })),
  linked: z.array(Linked),
  made_on: Day,
  by: z.string().nullable(),
  version: count,
})
const Experiment = z.object({
  id: Id,
  words: z.string(),
  safe: z.string(),
  risk_agreed_by: z.string(),
  risk_agreed_on: Day.nullable(),
  appetite: z.string(),
  starts_on: Day,
  stops_on: Day,
  stop_sign: z.string(),
  ended_on: Day.nullable(),
  result: Result.nullable(),
  came: z.string(),
  tell_others: z.string(),
  near: Nearness,
  linked: z.array(Linked),
  made_on: Day,
  by: z.string().nullable(),
  version: count,
})

export const cyclesContract = {
  cycles: oc
    .route({ method: 'GET', path: '/insights/cycles', summary: 'The learning cycles of a space, newest first.' })
    .input(z.strictObject({ ...Space.shape, cursor: Cursor }))
    .output(z.object({ items: z.array(Cycle), next: z.string().nullable() })),
  cycle: oc
    .route({ method: 'GET', path: '/insights/cycle', summary: 'One learning cycle, and those within it.' })
    .input(z.strictObject({ ...Space.shape, of: Id }))
    .output(z.object({ space: Id, cycle: Cycle, within: z.array(Cycle) })),
  startCycle: oc
    .route({ method: 'POST', path: '/insights/start-cycle', summary: 'Begin a learning cycle.' })
    .input(
      Attempt.extend({
        ...{ space: Id, chapter: Id, ...CycleFields },
        question: Id.nullable().default(null),
        part_of: Id.nullable().default(null),
      }),
    )
    .output(made),
  editCycle: oc
    .route({ method: 'POST', path: '/insights/edit-cycle', summary: 'Say a learning cycle anew.' })
    .input(Attempt.extend({ cycle: Id, version: count, ...CycleFields }))
    .output(Anew),
  /** One step on, with what shows that the step it leaves was done; or back to any earlier one. */
  moveCycle: oc
    .route({ method: 'POST', path: '/insights/move-cycle', summary: 'Move a learning cycle on, or back.' })
    .input(
      Attempt.extend({
        ...{ cycle: Id, version: count, to: z.enum([...STEPS, 'ended']) },
        shows: text(1000).default(''),
        done_on: Day.nullable().default(null),
      }),
    )
    .output(Anew),
  experiments: oc
    .route({ method: 'GET', path: '/insights/experiments', summary: 'What a space tries out, newest first.' })
    .input(z.strictObject({ ...Space.shape, cursor: Cursor }))
    .output(z.object({ items: z.array(Experiment), next: z.string().nullable() })),
  tryOut: oc
    .route({ method: 'POST', path: '/insights/try-out', summary: 'Begin an experiment.' })
    .input(
      Attempt.extend({
        ...{ space: Id, chapter: Id, ...ExperimentFields },
        assumption: Id.nullable().default(null),
        cycle: Id.nullable().default(null),
      }),
    )
    .output(made),
  editExperiment: oc
    .route({ method: 'POST', path: '/insights/edit-experiment', summary: 'Say an experiment anew.' })
    .input(Attempt.extend({ experiment: Id, version: count, ...ExperimentFields }))
    .output(Anew),
  /** That it did not work is a result, and so is what to tell others of it. */
  endExperiment: oc
    .route({ method: 'POST', path: '/insights/end-experiment', summary: 'Say what came of an experiment.' })
    .input(
      Attempt.extend({
        ...{ experiment: Id, version: count, result: Result },
        came: text(1000).default(''),
        tell_others: text(1000).default(''),
        ended_on: Day.nullable().default(null),
      }),
    )
    .output(Anew),
}
