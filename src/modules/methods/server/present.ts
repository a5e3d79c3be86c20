import { type Definition, WAYS } from '../contract/definition.ts'
import { isNameless, unfitForTables } from '../contract/derived.ts'
import type { Shelved } from './queries/shelf.ts'

/** Whether something in it is put in without a name. */
const nameless = (method: Definition) => method.steps.some((step) => isNameless(method, step))

/** A method as a card. */
export function toCard({ method, own, instead }: Shelved) {
  const { key, version, title, purpose, helps_to, minutes, people, variants, series, days } = method
  return {
    ...{ key, version, title, purpose, helps_to, minutes, own, instead },
    people: { least: people.least, most: people.most },
    short_minutes: variants.short?.minutes ?? null,
    days: days ?? null,
    ways: WAYS.filter((way) => variants[way] !== undefined),
    nameless: nameless(method),
    at_tables: unfitForTables(method) === null,
    series: series ?? null,
  }
}
