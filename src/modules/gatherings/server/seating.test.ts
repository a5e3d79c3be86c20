import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinSeatings, proposeSeatings, type Seating, SIZES, type Sitter, sizesFor } from './commands/seating.ts'

const CLASSES = ['funder', 'grantee', 'delivery_partner', 'public_body', 'community_member'] as const
const people = (n: number, of: (at: number) => Partial<Sitter> = () => ({})): Sitter[] =>
  Array.from({ length: n }, (_, at) => ({
    id: `p${at}`,
    organisation: `o${at % 5}`,
    class: 'community_member',
    ...of(at),
  }))
const asked = (more: Partial<Seating>): Seating => ({
  ...{ people: [], size: SIZES.pairs, mix: 'organisations', apartFunders: false, before: [], seed: 1 },
  ...more,
})
const best = (more: Partial<Seating>) => proposeSeatings(asked(more))[0]!
const togetherIn = (groups: string[][], one: string, other: string) =>
  groups.some((group) => group.includes(one) && group.includes(other))

const anyRoom = fc.record({
  n: fc.integer({ min: 2, max: 60 }),
  size: fc.constantFrom(...Object.values(SIZES)),
  mix: fc.constantFrom('organisations', 'classes', 'nobody'),
  seed: fc.integer(),
  classes: fc.array(fc.constantFrom(...CLASSES), { minLength: 60, maxLength: 60 }),
})

describe('who sits with whom', () => {
  it('seats everybody exactly once, in groups of the right size, and the same way for the same seed', () => {
    fc.assert(
      fc.property(anyRoom, ({ n, size, mix, seed, classes }) => {
        const room = asked({
          people: people(n, (at) => ({ class: classes[at]! })),
          size,
          mix,
          seed,
          apartFunders: true,
        } as never)
        const seatings = proposeSeatings(room)
        expect(proposeSeatings(room)).toEqual(seatings)
        for (const groups of seatings) {
          expect(groups.flat().toSorted()).toEqual(room.people.map((one) => one.id).toSorted())
          const sizes = groups.map((group) => group.length)
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
          expect(Math.max(...sizes)).toBeLessThanOrEqual(size.most)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('makes one three of an odd number, never a one', () => {
    for (let n = 2; n <= 500; n++) {
      const sizes = sizesFor(n, SIZES.pairs)
      expect(sizes.filter((size) => size === 3)).toHaveLength(n % 2)
      expect(sizes.every((size) => size === 2 || size === 3)).toBe(true)
      if (n >= 4) for (const size of sizesFor(n, SIZES.tables)) expect(size).toBeGreaterThanOrEqual(4)
    }
  })

  it('keeps who pays from who is paid, wherever they can be kept apart', () => {
    fc.assert(
      fc.property(
        // A seating that does it is made first, so that there is one.
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 2 })), { minLength: 2, maxLength: 20 }),
        fc.constantFrom(SIZES.pairs, SIZES.trios, SIZES.fours),
        fc.integer(),
        (groups, size, seed) => {
          const classes = groups.flatMap(([pays, others]) =>
            Array.from({ length: size.best }, (_, at) =>
              at < others ? 'community_member' : pays ? 'funder' : 'grantee',
            ),
          )
          const room = people(classes.length, (at) => ({ class: classes[at]! }))
          const seated = best({ people: room, size, seed, apartFunders: true })
          const is = new Map(room.map((one) => [one.id, one.class]))
          for (const group of seated) {
            const here = group.map((id) => is.get(id))
            expect(here.includes('funder') && here.includes('grantee')).toBe(false)
          }
        },
      ),
      { numRuns: 80 },
    )
  })

  it('mixes organisations where there are enough of them', () => {
    for (const n of [6, 15, 40]) {
      const room = people(n, (at) => ({ organisation: at % 2 === 0 ? 'A' : at % 4 === 1 ? 'B' : 'C' }))
      const of = new Map(room.map((one) => [one.id, one.organisation]))
      const same = best({ people: room }).filter((group) => new Set(group.map((id) => of.get(id))).size === 1)
      expect(same).toEqual([])
    }
  })

  it('gives everybody other partners each time, until they have met', () => {
    const room = people(10, () => ({ organisation: '' }))
    const before: string[][] = []
    const met = new Map<string, number>()
    for (let round = 0; round < 9; round++) {
      const groups = best({ people: room, before, seed: round })
      before.push(...groups)
      for (const [one, other] of groups) {
        const pair = [one, other].toSorted().join(' ')
        met.set(pair, (met.get(pair) ?? 0) + 1)
      }
    }
    // Nine rounds of ten: everybody with everybody once would be perfect; nobody meets anybody three times, few twice.
    expect(Math.max(...met.values())).toBeLessThanOrEqual(2)
    expect(met.size).toBeGreaterThanOrEqual(38)
  })

  it('proposes enough seatings of a few people that whatever is left is among them', () => {
    const every = proposeSeatings(asked({ people: people(6), mix: 'nobody' }))
    expect(every).toHaveLength(15)
    expect(every.some((groups) => !togetherIn(groups, 'p0', 'p1') && !togetherIn(groups, 'p0', 'p2'))).toBe(true)
  })

  it('joins two pairs into a four, and three where one is left over', () => {
    const pairs = [
      ['p0', 'p1'],
      ['p2', 'p3'],
      ['p4', 'p5'],
      ['p6', 'p7'],
      ['p8', 'p9'],
    ]
    for (const joined of joinSeatings(asked({ people: people(10) }), pairs)) {
      expect(joined.map((group) => group.length).toSorted()).toEqual([4, 6])
      for (const [one, other] of pairs) expect(togetherIn(joined, one!, other!)).toBe(true)
    }
  })

  it('seats five hundred well under a second', () => {
    const room = people(500, (at) => ({ organisation: `o${at % 3}`, class: CLASSES[at % 5]! }))
    // Of the processor's time: the machine may be busy with other things.
    const begun = process.cpuUsage()
    proposeSeatings(asked({ people: room, size: SIZES.tables, apartFunders: true }))
    proposeSeatings(asked({ people: room, size: SIZES.pairs, apartFunders: true }))
    expect(process.cpuUsage(begun).user / 1000).toBeLessThan(1500)
  })
})
