// One of several methods that are done at once, as a table does it by itself.
import type { Definition } from '#modules/methods/contract/definition.ts'
import { attributionOf, writesOf } from '#modules/methods/contract/derived.ts'
import type { Step } from '#modules/methods/contract/step.ts'

type Method = Pick<Definition, 'steps' | 'attribution'>

/** Its steps, each seen at that table and nowhere else; the table is there already, so none of them makes groups. */
export const stepsAtTable = (method: Method): Step[] =>
  method.steps.filter((step) => step.kind !== 'groups').map((step) => atTable(method, step))

function atTable(method: Method, step: Step): Step {
  const writes = writesOf(step) === 'each' ? 'each' : 'one'
  const { days: _, may_go: __, ...kept } = step
  return {
    ...kept,
    ...{ attribution: attributionOf(method, step), writes, optional: false },
    group: step.group === 'solo' ? 'solo' : 'tables',
    seen_by: step.seen_by === 'self' ? 'self' : 'table',
    belongs_to: step.belongs_to === 'speaker' || writes === 'each' ? 'speaker' : 'pair',
    ...(step.kind === 'round' ? { settings: { ...step.settings, order: 'as_they_sit' } } : {}),
  } as Step
}
