import type { Turn } from '../../contract/turns.ts'

export type Speaker = {
  person: string
  name: string
  class: string
  organisation: string
  /** How many people work where they come from, as far as that is known. */
  size: string | null
}
type Taken = { person_id: string; place: number; state: string }
type Order = 'small_organisations_first' | 'residents_first'

const SIZES = ['1-9', '10-49', '50-249', '250+']
/** An organisation of which nobody knows how large it is stands between the small and the large. */
const UNKNOWN_SIZE = 1.5

/**
 * Who speaks in which order: whoever comes from no organisation, then from small ones; among those of one size, from the one
 * that fewer here come from; then by lot. Residents first puts them before all that, and whoever pays always speaks last.
 * From who is here, and nothing they said.
 * @param lot a number of chance for each, between 0 and 1.
 */
export function orderOf(people: readonly Speaker[], order: Order, lot: () => number): string[] {
  const here = Map.groupBy(people, (one) => one.organisation)
  const rank = (one: Speaker): number[] => [
    one.class === 'funder' ? 1 : 0,
    order === 'residents_first' && one.class !== 'community_member' ? 1 : 0,
    one.organisation === '' ? -1 : one.size === null ? UNKNOWN_SIZE : SIZES.indexOf(one.size),
    one.organisation === '' ? 0 : here.get(one.organisation)!.length,
    lot(),
  ]
  return people
    .map((one) => ({ id: one.person, rank: rank(one) }))
    .toSorted((one, other) => {
      const at = one.rank.findIndex((n, place) => n !== other.rank[place])
      return at === -1 ? 0 : one.rank[at]! - other.rank[at]!
    })
    .map((one) => one.id)
}

/** The order as it stands: who speaks now and who comes next. Whoever came late is last; whoever went is not in it. */
export function presentTurns(people: readonly Speaker[], taken: readonly Taken[]): Turn[] {
  const places = new Map(taken.map((one) => [one.person_id, one]))
  const last = Math.max(...taken.map((one) => one.place)) + 1
  const all = people
    .map((one) => ({
      ...one,
      place: places.get(one.person)?.place ?? last,
      state: places.get(one.person)?.state ?? 'waits',
    }))
    .toSorted((one, other) => one.place - other.place || one.name.localeCompare(other.name, 'en'))
  const now = all.find((one) => one.state === 'waits') ?? all.find((one) => one.state === 'passed')
  return all.map((one) => ({
    ...{ id: one.person, name: one.name, organisation: one.organisation },
    state: one === now ? 'now' : (one.state as Turn['state']),
  }))
}
