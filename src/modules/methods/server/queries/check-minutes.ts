import type { Definition } from '../../contract/definition.ts'
import { timesOf } from '../../contract/derived.ts'
import type { Step } from '../../contract/step.ts'
import type { Fault } from './problem.ts'

/** A run sheet that does not add up is found out in front of people. */
export function checkMinutes(method: Definition): Fault[] {
  const { planned, least, most } = method.minutes
  const sum = (steps: Step[]) => steps.reduce((total, step) => total + step.minutes * timesOf(method, step), 0)
  const all = sum(method.steps)
  const needed = sum(method.steps.filter((step) => !step.optional))
  const faults: Fault[] = method.steps.flatMap((step, at) =>
    step.minutes === 0 && step.kind !== 'groups' && step.kind !== 'reveal'
      ? [{ path: ['steps', at, 'minutes'], sentence: 'this step takes no time: only groups and reveal may' }]
      : [],
  )
  if (needed !== planned)
    faults.push({
      path: ['minutes', 'planned'],
      sentence: `the steps take ${needed} minutes${method.repeats.length > 0 ? ', repeats included' : ''}, and ${planned} are planned`,
    })
  if (least > planned || planned > most)
    faults.push({ path: ['minutes'], sentence: `${planned} planned minutes do not lie between ${least} and ${most}` })
  if (all > most)
    faults.push({
      path: ['minutes', 'most'],
      sentence: `with what is optional the steps take ${all} minutes, and ${most} are the most`,
    })
  return [...faults, ...checkDays(method)]
}

function checkDays({ days, steps }: Definition): Fault[] {
  const open = steps.flatMap((step) => step.days ?? [])
  const bad = steps.flatMap((step, at) =>
    step.days !== undefined && step.days.least > step.days.most
      ? [{ path: ['steps', at, 'days'], sentence: 'the least days are more than the most' }]
      : [],
  )
  if (open.length === 0 && days === undefined) return bad
  if (days === undefined)
    return [
      ...bad,
      { path: ['days'], sentence: 'there are steps over days: say how many days in all (days: least, most)' },
    ]
  const sum = (of: 'least' | 'most') => open.reduce((total, one) => total + one[of], 0)
  if (sum('least') === days.least && sum('most') === days.most) return bad
  return [
    ...bad,
    {
      path: ['days'],
      sentence: `the steps are open for ${sum('least')} to ${sum('most')} days, and ${days.least} to ${days.most} are said here`,
    },
  ]
}
