// What a schema finds wrong, in words that say what to do.
import type { z } from 'zod'
import { KIND_KEYS } from '../../contract/settings.ts'
import { BELONGS_TO, GROUPS, KEPT, SEEN_BY } from '../../contract/step.ts'
import type { Fault } from './problem.ts'

const list = (words: readonly unknown[]) => words.join(', ')

/** What a file that leaves a field out is told, where the field's name does not say enough. */
const MISSING: Record<string, string> = {
  seen_by: `this step says nothing about who sees it (seen_by): say one of ${list(SEEN_BY)}`,
  belongs_to: `this step says nothing about whose it is (belongs_to): say one of ${list(BELONGS_TO)}`,
  kept: `this step says nothing about how long it is kept (kept): say one of ${list(KEPT)}`,
  kind: `this step does not say what it is (kind): say one of ${list(KIND_KEYS)}`,
  group: `this step does not say in what group it is done (group): say one of ${list(GROUPS)}`,
  minutes: 'there are no minutes here: say how long it takes',
  prompt: 'this step asks nothing (prompt): write the question that everybody sees',
  lead_in: 'there is no lead-in: write one by idea and one by case (lead_in: idea, case)',
  idea: 'there is no lead-in by idea (lead_in: idea)',
  case: 'there is no lead-in by case (lead_in: case)',
  steps: 'there are no steps: a method has at least one',
  credit: 'there is no credit: say whose method it is, under what licence, and how well you know it (credit)',
  version: 'there is no version: begin with 1, and count up when you change it',
  key: 'there is no key here: a short name in small letters that is never changed',
}

const SORTS: Record<string, string> = {
  ...{ string: 'words', int: 'a whole number', number: 'a number', boolean: 'yes or no (true or false)' },
  ...{ array: 'a list', object: 'fields, one to a line', record: 'fields, one to a line' },
}

const named = (path: readonly PropertyKey[]) => {
  const name = path.findLast((part) => typeof part === 'string')
  return name === undefined ? 'this file' : String(name)
}

/** One finding of the schema as faults: a list of unknown fields is one for each. */
export function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  const { path } = issue
  const name = named(path)
  const say = (sentence: string): Fault[] => [{ path, sentence }]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        sentence: `there is no field “${short(key)}” here: take it out, or see whether it is spelt as in the guide`,
      }))
    case 'invalid_type':
      if (issue.input === undefined || missing(issue)) return say(MISSING[name] ?? `“${name}” is missing here`)
      return say(`“${name}” has to be ${SORTS[issue.expected] ?? issue.expected}`)
    case 'invalid_value':
      if (missing(issue)) return say(MISSING[name] ?? `“${name}” is missing here: say one of ${list(issue.values)}`)
      return say(`“${name}” has to be one of ${list(issue.values)}`)
    case 'invalid_union':
      if (issue.discriminator !== undefined) return kindOf(issue, path)
      return say(
        missing(issue)
          ? (MISSING[name] ?? `“${name}” is missing here`)
          : `“${name}” is not in a form that is known here`,
      )
    case 'invalid_key':
      return say(`“${short(String(path.at(-1)))}” cannot be a name here: ${reason(issue.issues[0]?.message)}`)
    case 'too_big':
    case 'too_small':
    case 'invalid_format':
    case 'custom':
    case 'not_multiple_of':
    case 'invalid_element':
      return say(`“${name}”: ${reason(issue.message)}`)
  }
}

/** The step has no kind, or one that nobody knows. */
function kindOf(issue: z.core.$ZodIssue, path: PropertyKey[]): Fault[] {
  const given = (issue.input as { kind?: unknown } | undefined)?.kind
  if (given === undefined) return [{ path: path.slice(0, -1), sentence: MISSING.kind! }]
  return [
    { path, sentence: `there is no step of this kind (“${short(String(given))}”): the kinds are ${list(KIND_KEYS)}` },
  ]
}

const missing = (issue: z.core.$ZodIssue) => 'input' in issue && issue.input === undefined
const reason = (message = '') => `${message.charAt(0).toLowerCase()}${message.slice(1)}`.replace(/\.$/, '')
/** What stood in the file may be of any length, and holds anything. */
export const short = (words: string) => {
  const plain = words.replace(/[\p{C}\s]+/gu, ' ').trim()
  return plain.length > 40 ? `${plain.slice(0, 40)}…` : plain
}
