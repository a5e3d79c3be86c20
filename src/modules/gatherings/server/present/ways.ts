import { Definition } from '#modules/methods/contract/definition.ts'
import { makesSomething, shownWhen } from '#modules/methods/contract/derived.ts'
import type { Step } from '#modules/methods/contract/step.ts'
import { stepsAtTable } from '../../contract/at-tables.ts'
import type { Way } from '../../contract/tables.ts'

/** Of several methods at once: finding a table, and being at it. What follows are the steps of each, done table by table. */
export const AT_TABLES = 1
const OWN_STEPS = 2

/** Whether what is put in to a step of a table is still to be shown together there. */
export function isHidden(method: Definition, step: Step, state: string): boolean {
  const shown = shownWhen(method, step)
  return makesSomething(step) && (shown === 'at_reveal' || (shown === 'at_end' && state === 'open'))
}

/**
 * Several methods as one that a room does at its tables, each table one of them by itself; null where they are too long
 * together. What a room would have accepted is at a table let go by all who sit there.
 */
export function manyWays(
  title: string,
  minutes: number,
  methods: readonly Definition[],
): { method: Definition; ways: Way[] } | null {
  const called = title.replace(/\s+/g, ' ').trim().slice(0, 60)
  const keyOf = (at: number) => (key: string) => `${'abcde'[at]}-${key}`
  const parts = methods.map((method, at) =>
    stepsAtTable(method).map((step) => ({
      ...{ ...step, key: keyOf(at)(step.key) },
      ...(step.from === undefined ? {} : { from: step.from.map(keyOf(at)) }),
    })),
  )
  const ways = methods.map(({ key, title: name }, at) => ({
    ...{ key, title: name, steps: parts[at]!.length },
    first: OWN_STEPS + parts.slice(0, at).reduce((sum, part) => sum + part.length, 0),
  }))
  const own = { seen_by: 'room', belongs_to: 'room', kept: 'until_step_ends', group: 'tables', minutes: 0 }
  const said = methods.map((method) => method.title).join('; ')
  const read = Definition.safeParse({
    ...{
      key: 'at-tables',
      version: 1,
      title: called,
      purpose: called,
      helps_to: [...new Set(methods.flatMap((one) => one.helps_to))].slice(0, 4),
    },
    ...{
      good_for: [called],
      not_for: [called],
      attribution: 'named',
      lead_in: { idea: said, case: said },
      variants: {},
    },
    minutes: { planned: Math.max(1, minutes), least: 1, most: 1440 },
    people: { least: 4, most: 2000, table: { least: 3, most: 12 } },
    steps: [
      { ...own, key: 'tables', title: 'Tables', kind: 'groups', prompt: 'Find your table.' },
      {
        ...{ ...own, key: 'at-tables', title: 'At your tables', kind: 'discuss', minutes: Math.min(480, minutes) },
        prompt: 'Each table goes through its own steps, on its own phones. Anybody there can go on for all of them.',
        cards: methods.map(({ title: name, purpose }, at) => ({ key: `way-${at}`, title: name, says: purpose })),
      },
      ...parts.flat(),
    ],
    harvest: methods
      .flatMap((method, at) =>
        method.harvest.map((output) => ({
          ...output,
          ...{ key: keyOf(at)(output.key), from: output.from.map(keyOf(at)) },
          leaves: output.leaves === 'each_author' ? 'each_author' : 'all_say_yes',
        })),
      )
      .slice(0, 8),
    credit: {
      originator: methods
        .map((one) => one.credit.originator)
        .join('; ')
        .slice(0, 200),
      licence: 'As each of them says',
      mark: 'B',
    },
  })
  return read.success ? { method: read.data, ways } : null
}
