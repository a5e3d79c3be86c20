// Who sits with whom: pure, and the same for the same seed. It is told who is here and how groups were made before; whom
// somebody would rather not sit with it is never told. Of the seatings it proposes the database takes one that keeps that.

/** Somebody to be seated: where they come from and as what they are here. `organisation` is empty where none is known. */
export type Sitter = { id: string; organisation: string; class: string }
export type Seating = {
  people: readonly Sitter[]
  /** How many make a group: the least, the most, and the one that is aimed at. */
  size: { least: number; most: number; best: number }
  mix: 'organisations' | 'classes' | 'nobody'
  apartFunders: boolean
  /** Groups that were made before, whose people should meet others now. */
  before: readonly (readonly string[])[]
  seed: number
}

export const SIZES = {
  pairs: { least: 2, most: 3, best: 2 },
  trios: { least: 2, most: 4, best: 3 },
  fours: { least: 3, most: 6, best: 4 },
  tables: { least: 4, most: 8, best: 6 },
} as const

const FUNDED = new Set(['grantee', 'delivery_partner'])
const PAID_BY = 1_000_000
const AGAIN = 20
const SAME = 3
/** Work is bounded: of few people many seatings are proposed, of five hundred some. */
const WORK = 1500
const BY_CHANCE = { most: 1500, work: 12_000, people: 14 }
const VARIANTS = 30
const ROUNDS = 6

/** Chance that comes out the same for the same seed (mulberry32). */
function chance(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

function shuffled(n: number, below: (n: number) => number): number[] {
  const order = Array.from({ length: n }, (_, at) => at)
  for (let at = n - 1; at > 0; at--) {
    const other = below(at + 1)
    ;[order[at], order[other]] = [order[other]!, order[at]!]
  }
  return order
}

/** How large each group is: as near to the size aimed at as their number allows, and never more than one apart. */
export function sizesFor(n: number, { most, best }: Seating['size']): number[] {
  if (n === 0) return []
  // One over makes one of the groups larger and none smaller; where that is too large, there is one group more.
  const groups = Math.max(1, best === 2 ? Math.floor(n / 2) : Math.round(n / best), Math.ceil(n / most))
  return Array.from({ length: groups }, (_, at) => Math.floor(n / groups) + (at < n % groups ? 1 : 0))
}

/** What it costs that two sit together: pairs of people as a square, in the order of `people`. */
function costs({ people, mix, apartFunders, before }: Omit<Seating, 'size' | 'seed'>): Uint32Array {
  const n = people.length
  const cost = new Uint32Array(n * n)
  const place = new Map(people.map((one, at) => [one.id, at]))
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++) {
      const [one, other] = [people[a]!, people[b]!]
      let sum = 0
      if (apartFunders && paysFor(one, other)) sum += PAID_BY
      if (mix === 'organisations' && one.organisation !== '' && one.organisation === other.organisation) sum += SAME
      if (mix === 'classes' && one.class === other.class) sum += SAME
      cost[a * n + b] = cost[b * n + a] = sum
    }
  for (const group of before) {
    const here = group.flatMap((id) => place.get(id) ?? [])
    for (const a of here) for (const b of here) if (a !== b) cost[a * n + b]! += AGAIN
  }
  return cost
}

const paysFor = (one: Sitter, other: Sitter) =>
  (one.class === 'funder' && FUNDED.has(other.class)) || (other.class === 'funder' && FUNDED.has(one.class))

/** Swaps people for as long as that makes it better, and a bounded number of times. */
function improve(seats: Int32Array, groups: number[][], cost: Uint32Array): void {
  const n = seats.length
  // In a pair there is nobody else to talk to, so a fault weighs more there than at a table.
  const weight = groups.map((group) => 1 / Math.max(1, group.length - 1))
  const to = (who: number, group: number[]) => {
    let sum = 0
    for (const other of group) sum += cost[who * n + other]!
    return sum
  }
  const own = Float64Array.from(seats, (group, who) => to(who, groups[group]!))
  for (let round = 0; round < ROUNDS; round++) {
    let better = false
    for (let a = 0; a < n; a++) {
      const here = seats[a]!
      if (own[a] === 0) continue
      const toEach = groups.map((group) => to(a, group))
      let [best, gain] = [-1, 1e-9]
      for (let b = 0; b < n; b++) {
        const there = seats[b]!
        if (there === here) continue
        const between = cost[a * n + b]!
        const won =
          weight[here]! * (own[a]! - to(b, groups[here]!) + between) +
          weight[there]! * (own[b]! - toEach[there]! + between)
        if (won > gain) [best, gain] = [b, won]
      }
      if (best < 0) continue
      const there = seats[best]!
      groups[here]![groups[here]!.indexOf(a)] = best
      groups[there]![groups[there]!.indexOf(best)] = a
      ;[seats[a], seats[best]] = [there, here]
      for (const group of [here, there]) for (const who of groups[group]!) own[who] = to(who, groups[group]!)
      better = true
    }
    if (!better) break
  }
}

/**
 * Seatings of everybody exactly once, the best first, at least one. Whoever takes the first takes the best; the others
 * cost little more, and are there for whoever knows of something that this does not.
 */
export function proposeSeatings(asked: Seating): string[][][] {
  const n = asked.people.length
  if (n === 0) return []
  const below = chance(asked.seed)
  const sizes = sizesFor(n, asked.size)
  const cost = costs(asked)
  const apart = costs({ ...asked, mix: 'nobody', before: [] })
  const found = new Map<string, { groups: number[][]; cost: number }>()
  const propose = (order: number[], improvedBy: Uint32Array | null) => {
    const seats = new Int32Array(n)
    let from = 0
    const groups = sizes.map((size, group) => {
      const members = order.slice(from, from + size)
      from += size
      for (const one of members) seats[one] = group
      return members
    })
    if (improvedBy !== null) improve(seats, groups, improvedBy)
    found.set(keyOf(groups), { groups, cost: costOf(groups, cost) })
  }
  for (let at = Math.max(2, Math.min(40, Math.floor(WORK / n))); at > 0; at--) propose(shuffled(n, below), cost)
  // Of few people whatever is possible at all is among these; of many, the best is varied a little.
  if (n <= BY_CHANCE.people)
    for (let at = Math.min(BY_CHANCE.most, Math.floor(BY_CHANCE.work / n)); at > 0; at--)
      propose(shuffled(n, below), apart)
  const best = [...found.values()].reduce((one, other) => (other.cost < one.cost ? other : one)).groups.flat()
  for (let at = 0; at < VARIANTS; at++) {
    const order = [...best]
    for (let swap = 0; swap <= n / 25; swap++) {
      const [a, b] = [below(n), below(n)]
      ;[order[a], order[b]] = [order[b]!, order[a]!]
    }
    propose(order, null)
  }
  const seatings = [...found.values()].toSorted((one, other) => one.cost - other.cost)
  // Whoever pays is kept from who is paid before anything else is looked at.
  return seatings
    .filter((one) => one.cost < seatings[0]!.cost + PAID_BY / n)
    .map(({ groups }) => groups.map((group) => group.map((at) => asked.people[at]!.id)))
}

const keyOf = (groups: number[][]) =>
  groups
    .map((group) => group.toSorted((a, b) => a - b).join(','))
    .toSorted()
    .join(';')

function costOf(groups: number[][], cost: Uint32Array): number {
  const n = Math.sqrt(cost.length)
  let total = 0
  for (const group of groups)
    for (const a of group) for (const b of group) total += cost[a * n + b]! / Math.max(1, group.length - 1)
  return total
}

/** Joins groups that exist already, two into one; of an odd number one is made of three. */
export function joinSeatings(asked: Omit<Seating, 'size'>, earlier: readonly (readonly string[])[]): string[][][] {
  const known = new Map(asked.people.map((one) => [one.id, one]))
  const units = earlier
    .map((group) => group.filter((id) => known.has(id)))
    .filter((group) => group.length > 0)
    .map((group, at) => {
      const members = group.map((id) => known.get(id)!)
      return { id: String(at), members }
    })
  if (units.length === 0) return []
  // Two groups are as far from each other as those in them: seated as if each were one person of many hats.
  const people = units.map(({ id, members }) => ({
    id,
    organisation: members.map((one) => one.organisation).find((name) => name !== '') ?? '',
    class: members.find((one) => one.class === 'funder')?.class ?? members[0]!.class,
  }))
  const seatings = proposeSeatings({ ...asked, people, before: [], size: SIZES.pairs })
  return seatings.map((groups) =>
    groups.map((group) => group.flatMap((id) => earlier[Number(id)]!.filter((one) => known.has(one)))),
  )
}
