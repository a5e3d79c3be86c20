// What is wrong between fields that may each be right.
import type { Definition } from '../../contract/definition.ts'
import { makesSomething, revealOf, shortForm } from '../../contract/derived.ts'
import { KINDS } from '../../contract/kinds.ts'
import type { Step } from '../../contract/step.ts'
import { GROUP_LEAST } from '../../contract/step.ts'
import { checkChoices } from './check-choices.ts'
import { checkKeeping } from './check-keeping.ts'
import { checkMinutes } from './check-minutes.ts'
import type { Fault } from './problem.ts'

export function check(method: Definition): Fault[] {
  return [
    ...twice(method.steps, ['steps'], 'step'),
    ...twice(method.roles, ['roles'], 'role'),
    ...twice(method.repeats, ['repeats'], 'repeat'),
    ...twice(method.harvest, ['harvest'], 'output'),
    ...twice(method.readings ?? [], ['readings'], 'reading'),
    ...method.steps.flatMap((step, at) => [
      ...checkFrom(method, step, at),
      ...checkGroup(method, step, at),
      ...checkWriter(method, step, at),
      ...checkKeeping(method, step, at),
    ]),
    ...checkMinutes(method),
    ...checkChoices(method),
    ...checkShort(method),
  ]
}

/** The short form is run as well: what is left of the steps has to be as sound as the whole. */
function checkShort(method: Definition): Fault[] {
  const short = shortForm(method)
  if (short === null) return []
  const path = ['variants', 'short']
  const foreign = Object.keys(method.variants.short!.steps).filter(
    (key) => !method.steps.some((one) => one.key === key),
  )
  if (foreign.length > 0 || short.steps.length === 0)
    return foreign.map((key) => ({ path: [...path, 'steps', key], sentence: `there is no step called “${key}”` }))
  return check(short).map((fault) => {
    const step = fault.path[0] === 'steps' ? short.steps[Number(fault.path[1])] : undefined
    return {
      path: step === undefined ? [...path, 'minutes'] : [...path, 'steps', step.key],
      sentence: `in the short form${step === undefined ? '' : `, at “${step.key}”`}: ${fault.sentence}`,
    }
  })
}

export const earlier = (method: Definition, at: number, key: string) =>
  method.steps.slice(0, at).find((step) => step.key === key)

function twice(list: readonly { key: string }[], path: string[], what: string): Fault[] {
  const seen = new Set<string>()
  return list.flatMap(({ key }, at) => {
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    return [
      {
        path: [...path, at, 'key'],
        sentence: `there is another ${what} called “${key}” before this: give it a name of its own`,
      },
    ]
  })
}

/** A step works on what earlier ones made, once it is there to be seen, and shows it to nobody who has not seen it. */
function checkFrom(method: Definition, step: Step, at: number): Fault[] {
  const path = ['steps', at, 'from']
  if (step.from === undefined) {
    const needs = KINDS[step.kind].works_on === 'must' || (step.kind === 'rate' && step.settings.each_item)
    if (!needs) return []
    const sentence =
      step.kind === 'reveal'
        ? 'there is nothing to show here: say which earlier step it reveals (from)'
        : `this step works on nothing: say which earlier step’s things (from)`
    return [{ path, sentence }]
  }
  return step.from.flatMap((key) => {
    const source = earlier(method, at, key)
    if (source === undefined)
      return [
        method.steps.some((one) => one.key === key)
          ? { path, sentence: `“${key}” comes later: a step works on earlier ones only` }
          : { path, sentence: `there is no step called “${key}”` },
      ]
    return checkSource(method, step, source, at).map((sentence) => ({ path, sentence }))
  })
}

function checkSource(method: Definition, step: Step, source: Step, at: number): string[] {
  const { key } = source
  if (source.optional && !step.optional)
    return [
      `“${key}” may be left out (optional), and then there is nothing here to work on: let this step be optional too`,
    ]
  if (!makesSomething(source)) return [`“${key}” leaves nothing to work on`]
  if (source.kept === 'until_step_ends')
    return [`“${key}” is gone when it ends (kept: until_step_ends), so nothing can work on it later`]
  if (!seenAlso(source, step))
    return [`this would show to “${step.seen_by}” what “${key}” shows to “${source.seen_by}” only`]
  const shown = revealOf(method, key)
  if (step.kind === 'reveal') return shown === step.key ? [] : [`“${key}” was revealed before, by “${shown}”`]
  const revealed = method.steps.findIndex((one) => one.key === shown)
  return revealed > at && step.seen_by !== 'self'
    ? [`“${key}” is not revealed until “${shown}”: put this step after it`]
    : []
}

/** Whether everybody who sees this step has been let see what it works on. */
const seenAlso = (source: Step, step: Step) =>
  source.seen_by === 'room' ||
  source.seen_by === step.seen_by ||
  step.seen_by === 'self' ||
  (source.seen_by === 'table' && step.seen_by === 'pair')

/** Small groups are made before they meet, and are as large as there are people. */
function checkGroup(method: Definition, step: Step, at: number): Fault[] {
  const { group, kind } = step
  const path = ['steps', at, 'group']
  const small = group === 'pairs' || group === 'trios' || group === 'fours' || group === 'tables'
  const least = group === 'tables' ? (method.people.table?.least ?? GROUP_LEAST.tables) : GROUP_LEAST[group]
  if (group === 'tables' && method.people.table === undefined)
    return [
      {
        path: ['people'],
        sentence: 'there are tables, and nobody knows how large: say so (people: table: least, most)',
      },
    ]
  if (method.people.least < least)
    return [
      {
        path,
        sentence: `“${group}” needs at least ${least} people, and this method begins with ${method.people.least}`,
      },
    ]
  if (kind === 'groups')
    return small ? [] : [{ path, sentence: 'a step of kind groups puts people into pairs, trios, fours or tables' }]
  const made = method.steps.slice(0, at).findLast((one) => one.kind === 'groups')
  return small && made?.group !== group
    ? [{ path, sentence: `nobody has been put into ${group} yet: put a step of kind groups before this` }]
    : []
}

function checkWriter(method: Definition, step: Step, at: number): Fault[] {
  const { writes } = step
  if (writes === 'each' || writes === 'one') return []
  const path = ['steps', at, 'writes']
  const role = method.roles.find((one) => one.key === writes)
  if (role === undefined)
    return [{ path, sentence: `there is no role called “${writes}”: say each, one, or the key of a role` }]
  const may = step.kind === 'tally' ? 'tally' : 'write'
  return role.may.includes(may)
    ? []
    : [{ path, sentence: `“${writes}” may not ${may}: add it to what the role may do` }]
}
