import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Band, LEAST_ANSWERS } from '../contract.ts'
import { type Asked, bandOf, bandWidth, tell, UNKNOWN } from './present.ts'

const OPTIONS = ['a', 'b', 'c', 'd', 'e']
const choice = (counts: readonly number[]): Asked => ({
  kind: 'choice',
  options: OPTIONS.slice(0, counts.length),
  answers: counts.flatMap((count, at) => Array<string>(count).fill(OPTIONS[at]!)),
})
/** What is told, as whoever looks at it reads it. */
const seen = (asked: Asked) => JSON.stringify(tell(asked).cells)

/** Every way in which n answers can fall on so many options. */
function* ways(n: number, options: number, most = n): Generator<number[]> {
  if (options === 1) {
    if (n <= most) yield [n]
    return
  }
  for (let first = 0; first <= Math.min(n, most); first += 1)
    for (const rest of ways(n - first, options - 1, most)) yield [first, ...rest]
}

type Show = (counts: number[]) => string
/**
 * The attacker knows how many answered and their own answer, and tries everything that could be behind what is shown.
 * Found is whatever then holds in every case: an option that none of the others chose, or all of them did.
 */
function found(n: number, options: number, show: Show): string[] {
  const behind = Map.groupBy([...ways(n, options)], show)
  const all: string[] = []
  for (const [shown, cases] of behind)
    for (const own of [null, ...Array(options).keys()]) {
      const others = cases
        .filter((counts) => own === null || counts[own]! > 0)
        .map((counts) => counts.map((count, at) => count - (at === own ? 1 : 0)))
      if (others.length === 0) continue
      const people = own === null ? n : n - 1
      for (let at = 0; at < options; at += 1) {
        if (others.every((counts) => counts[at] === 0)) all.push(`${shown}: nobody chose ${at}, says ${own}`)
        if (others.every((counts) => counts[at] === people)) all.push(`${shown}: all chose ${at}, says ${own}`)
      }
    }
  return all
}

describe('a choice', () => {
  const rooms = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14].flatMap((n) => [2, 3, 4].map((options) => [n, options] as const))
  test.each(rooms)('of %i people and %i answers: nobody’s answer is found, not by subtraction either', (n, options) => {
    expect(found(n, options, (counts) => seen(choice(counts)))).toEqual([])
  })

  test.each([
    [8, 2, 2],
    [9, 3, 3],
    [11, 2, 5],
    [12, 3, 4],
  ])(
    'of %i people and %i answers, of which one person typed in %i from paper: nobody else’s is found',
    (n, options, typed) => {
      const lost = (show: Show) => {
        const all: string[] = []
        for (const cases of Map.groupBy([...ways(n, options)], show).values())
          for (const known of ways(typed + 1, options)) {
            const others = cases
              .map((counts) => counts.map((count, at) => count - known[at]!))
              .filter((counts) => counts.every((count) => count >= 0))
            for (let at = 0; at < options && others.length > 0; at += 1)
              if ([0, n - typed - 1].some((all) => others.every((counts) => counts[at] === all)))
                all.push(`${known} ${at}`)
          }
        return all
      }
      expect(lost((counts) => JSON.stringify(tell(choice(counts), typed).cells))).toEqual([])
      expect(lost((counts) => seen(choice(counts))).length).toBeGreaterThan(0)
      expect(tell(choice([LEAST_ANSWERS - 1, typed]), typed)).toEqual({ answers: null, cells: null })
    },
  )

  test('the attacker is none to be laughed at: exact counts, counts with their ends masked, and bands of five are all broken', () => {
    const masked = (count: number, n: number) => (count < 3 ? 'few' : count > n - 3 ? 'nearly all' : `${count}`)
    const exact: Show = (counts) => counts.join()
    const ends: Show = (counts) => counts.map((count) => masked(count, 10)).join()
    const fives: Show = (counts) => counts.map((count) => Math.floor(count / 5)).join()
    for (const show of [exact, ends, fives]) expect(found(10, 3, show).length).toBeGreaterThan(0)
  })

  test('in rooms of any size what follows from the sum is no more than what is told', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 2, maxLength: 9 }), (counts) => {
        const n = counts.reduce((sum, count) => sum + count, 0)
        fc.pre(n >= LEAST_ANSWERS)
        const bands = counts.map((count) => bandOf(count, bandWidth([{ total: n, own: 1 }]), n))
        for (const own of counts.flatMap((count, at) => (count > 0 ? [at] : []))) {
          const others = bands.map(({ from, to }, at) => ({
            from: Math.max(0, from - (at === own ? 1 : 0)),
            to: at === own ? to - 1 : Math.min(to, n - 1),
          }))
          for (let at = 0; at < others.length; at += 1) {
            const rest = others.filter((_, other) => other !== at)
            const least = Math.max(others[at]!.from, n - 1 - rest.reduce((sum, band) => sum + band.to, 0))
            const most = Math.min(others[at]!.to, n - 1 - rest.reduce((sum, band) => sum + band.from, 0))
            expect(most).toBeGreaterThan(0)
            expect(least).toBeLessThan(n - 1)
          }
        }
      }),
      { numRuns: 2000 },
    )
  })
})

test('dots: nobody’s are found, whoever takes their own off', () => {
  for (const [n, things, dots, most] of [
    [5, 2, 2, 2],
    [5, 3, 2, 1],
    [6, 3, 2, 2],
    [6, 4, 3, 1],
    [8, 3, 3, 2],
    [8, 4, 1, 1],
    [7, 3, 3, 3],
  ] as const) {
    const width = bandWidth([
      { total: n * dots, own: dots },
      { total: n * most, own: most },
    ])
    const behind = Map.groupBy([...ways(n * dots, things, n * most)], (totals) =>
      totals.map((total) => bandOf(total, width, n * most).from).join(),
    )
    for (const cases of behind.values())
      for (const own of ways(dots, things, most)) {
        const others = cases
          .map((totals) => totals.map((total, at) => total - own[at]!))
          .filter((totals) => totals.every((total) => total >= 0 && total <= (n - 1) * most))
        if (others.length === 0) continue
        for (let at = 0; at < things && width <= n * most; at += 1) {
          expect(others.some((totals) => totals[at]! > 0)).toBe(true)
          expect(others.some((totals) => totals[at]! < (n - 1) * most)).toBe(true)
        }
      }
  }
})

test('what is told contains what is so, of every kind, and the width says nothing of the answers', () => {
  const answers = <T>(one: fc.Arbitrary<T>) => fc.array(fc.option(one), { minLength: 0, maxLength: 40 })
  const range = { least: 0, most: 10 }
  const point = fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constant(UNKNOWN as typeof UNKNOWN))
  const kinds: fc.Arbitrary<Asked>[] = [
    answers(fc.constantFrom(...OPTIONS)).map((a) => ({ kind: 'choice', options: OPTIONS, answers: a })),
    answers(fc.subarray(OPTIONS)).map((a) => ({ kind: 'several', options: OPTIONS, answers: a })),
    answers(point).map((a) => ({ kind: 'scale', range, answers: a })),
    answers(fc.record({ across: point, up: point })).map((a) => ({
      kind: 'grid',
      across: range,
      up: range,
      answers: a,
    })),
    answers(fc.dictionary(fc.constantFrom('x', 'y'), fc.integer({ min: 1, max: 2 }))).map((a) => ({
      ...{ kind: 'dots', things: ['x', 'y', 'z'], dots: 4, most: 2, answers: a },
    })),
  ]
  fc.assert(
    fc.property(fc.oneof(...kinds), (asked) => {
      const n = asked.answers.filter((one) => one !== null).length
      const told = tell(asked)
      if (n < LEAST_ANSWERS) {
        expect(told).toEqual({ answers: null, cells: null })
        return
      }
      expect(told.answers).toBe(n)
      if (told.cells === null) return
      const bands = Object.values(told.cells)
      for (const { from, to } of bands) expect(to - from).toBeGreaterThanOrEqual(2)
      // All ends lie on the one ladder that the number of answers makes.
      if (asked.kind !== 'dots')
        expect(bands.filter(({ from }) => from % bandWidth([{ total: n, own: 1 }]) !== 0)).toEqual([])
      if (asked.kind !== 'choice') return
      for (const option of OPTIONS) {
        const count = asked.answers.filter((one) => one === option).length
        const { from, to } = told.cells[option] as Band
        expect(from <= count && count <= to).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

test('unanimity is never told, and a word is said only where it is true', () => {
  for (let n = LEAST_ANSWERS; n <= 60; n += 1) {
    const told = tell(choice([n, 0])).cells!
    expect(told.a).toEqual(tell(choice([n - 1, 1])).cells!.a)
    expect(told.b).toEqual(tell(choice([n - 2, 2])).cells!.b)
    if (told.a!.says === 'nearly_all') expect(told.a!.from / n).toBeGreaterThanOrEqual(0.75)
    if (told.b!.says === 'very_few') expect(told.b!.to / n).toBeLessThanOrEqual(0.25)
  }
  expect(tell(choice([8, 0])).cells).toEqual({
    a: { from: 6, to: 8, says: 'nearly_all' },
    b: { from: 0, to: 2, says: 'very_few' },
  })
})

test('scales are told by the point, wide ranges and planes by their parts, and “unknown” is an answer', () => {
  const scale = (range: { least: number; most: number }, answers: (number | typeof UNKNOWN | null)[]) =>
    tell({ kind: 'scale', range, answers })
  const five = scale({ least: 1, most: 5 }, [1, 2, 2, 3, UNKNOWN, 5, null, 5])
  expect(Object.keys(five.cells!)).toEqual(['1', '2', '3', '4', '5', UNKNOWN])
  expect(five.answers).toBe(7)
  expect(Object.keys(scale({ least: 0, most: 100 }, [0, 20, 40, 60, 100]).cells!)).toEqual([
    '0…20',
    '21…40',
    '41…60',
    '61…80',
    '81…100',
    UNKNOWN,
  ])
  const plane = { kind: 'grid' as const, across: { least: 1, most: 5 }, up: { least: 1, most: 3 } }
  const placed = tell({ ...plane, answers: Array(5).fill({ across: 5, up: 1 }) })
  expect(Object.keys(placed.cells!)).toHaveLength(10)
  expect(placed.cells!['5 1']).toMatchObject({ from: 3 })
  expect(() => scale({ least: 1, most: 5 }, [1, 2, 3, 4, 6])).toThrow('outside')
  expect(() => tell({ kind: 'choice', options: ['a', 'b'], answers: ['a', 'a', 'a', 'a', 'c'] })).toThrow('none')
})
