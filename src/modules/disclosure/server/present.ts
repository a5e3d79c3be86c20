// Numbers from what people answered without their names, told so that nobody's answer can be found in them. Pure: what comes in
// is forgotten, what goes out may be shown to everybody in the room.
//
// How. A release is for the whole room, once. Each count is told as one of the bands 0…g−1, g…2g−1, and so on, all of one width
// g. It depends on how many answered and on nothing that they answered, so the width itself tells nothing (Wong et al.,
// Minimality attack in privacy preserving data publishing, VLDB 2007). What is left is subtraction: the counts add up to a total
// that everybody knows, n. All lower ends are multiples of g, so they add up to a multiple of g; with n mod g = r there are
// always at least r answers of which nobody can say in which band they lie. So a count of nought can never be told from one
// of r (r < g), nor a count of all from all but r. Whoever looks knows their own answer, and may take it off: so r ≥ 2, and no
// option is ever known to be that of none, or of all, of the others. (Intervals, and what follows from their sums: Hundepool et
// al., Statistical Disclosure Control, Wiley 2012, chapter 4.)
import { type Band, type Cells, LEAST_ANSWERS } from '../contract.ts'

/** What is not known: an answer like others. */
export const UNKNOWN = 'unknown'
/** Ranges of more values than these are told in so many equal parts. */
const MOST_POINTS = 11
const PARTS = 5
/** Of a plane each side is told in three parts. */
const SIDE = 3

export type Range = { least: number; most: number }
/** One question with its answers; null where somebody gave none. */
export type Asked =
  /** One of the options each. */
  | { kind: 'choice'; options: readonly string[]; answers: readonly (string | null)[] }
  /** Any number of the options each: every option is told for itself. */
  | { kind: 'several'; options: readonly string[]; answers: readonly (readonly string[] | null)[] }
  /** A number each, or that they do not know: told by the point, or of a wide range by the part of it. */
  | { kind: 'scale'; range: Range; answers: readonly (number | typeof UNKNOWN | null)[] }
  /** A place on a plane each: told by ninths, as `1…2 5` (across, then up). */
  | { kind: 'grid'; across: Range; up: Range; answers: readonly (Place | null)[] }
  /** So many dots each, at most so many on one thing: told are the dots of each thing. */
  | { kind: 'dots'; things: readonly string[]; dots: number; most: number; answers: readonly (Dots | null)[] }
type Place = { across: number | typeof UNKNOWN; up: number | typeof UNKNOWN }
type Dots = Readonly<Record<string, number>>

const HIDDEN: Cells = { answers: null, cells: null }

/**
 * What may be told of one question. Throws where an answer is none of it: that is a fault of the caller.
 * @param typed how many of the answers one person knows besides their own, because they typed them in from paper: they can
 * take all of these off, so the bands are as much wider, and of the others there must be five as well.
 */
export function tell(asked: Asked, typed = 0): Cells {
  if (asked.kind === 'several') return tellSeveral(asked, typed)
  if (asked.kind === 'dots') return tellDots(asked, typed)
  const { options, chosen } = asOptions(asked)
  const given = chosen.filter((one) => one !== null)
  if (given.length - typed < LEAST_ANSWERS || options.length < 2) return HIDDEN
  const width = bandWidth([{ total: given.length, own: 1 + typed }])
  return { answers: given.length, cells: banded(countOf(options, given), width, given.length) }
}

/**
 * The width of all bands: the least g that leaves, of each total that is known, one more than anybody's own part of it that
 * cannot be placed. Of 5 answers it is 3, of 8 it is 3, of 100 it is 6. Where there is none, what it gives holds everything.
 */
export function bandWidth(totals: readonly { total: number; own: number }[]): number {
  const most = Math.max(...totals.map(({ total }) => total))
  const least = Math.min(...totals.map(({ own }) => own))
  for (let width = least + 2; width <= most; width += 1)
    if (totals.every(({ total, own }) => total % width > own)) return width
  return most + 1
}

/** The band of a count, of at most `most`. */
export function bandOf(count: number, width: number, most: number): Band {
  const from = Math.floor(count / width) * width
  const to = Math.min(from + width - 1, most)
  const says = to === most && from >= 0.75 * most ? 'nearly_all' : from === 0 && to <= 0.25 * most ? 'very_few' : null
  return { from, to, says }
}

const banded = (counts: Map<string, number>, width: number, most: number) =>
  Object.fromEntries([...counts].map(([key, count]) => [key, bandOf(count, width, most)]))

/** Each option is a question of yes or no: no total binds one to another. */
function tellSeveral({ options, answers }: Extract<Asked, { kind: 'several' }>, typed: number): Cells {
  const given = answers.filter((one) => one !== null)
  if (given.length - typed < LEAST_ANSWERS) return HIDDEN
  const all = given.flatMap((one) => [...new Set(one)])
  return {
    answers: given.length,
    cells: banded(countOf(options, all), bandWidth([{ total: given.length, own: 1 + typed }]), given.length),
  }
}

/** Whoever looks takes off all their own dots, and of one thing as many as may lie on it: the bands are as much wider. */
function tellDots({ things, dots, most, answers }: Extract<Asked, { kind: 'dots' }>, typed: number): Cells {
  const given = answers.filter((one) => one !== null)
  if (given.length - typed < LEAST_ANSWERS) return HIDDEN
  const counts = new Map(things.map((thing) => [thing, 0]))
  for (const vote of given)
    for (const [thing, put] of Object.entries(vote)) counts.set(known(things, thing), counts.get(thing)! + put)
  const each = Math.min(most, dots)
  const [all, onOne] = [given.length * dots, given.length * each]
  const width = bandWidth([
    { total: all, own: dots * (1 + typed) },
    { total: onOne, own: each * (1 + typed) },
  ])
  return { answers: given.length, cells: width > onOne ? null : banded(counts, width, onOne) }
}

function asOptions(asked: Exclude<Asked, { kind: 'several' | 'dots' }>): {
  options: readonly string[]
  chosen: readonly (string | null)[]
} {
  if (asked.kind === 'choice') return { options: asked.options, chosen: asked.answers }
  if (asked.kind === 'scale') {
    const { names, nameOf } = partsOf(asked.range, MOST_POINTS, PARTS)
    return { options: [...names, UNKNOWN], chosen: asked.answers.map((one) => (one === null ? null : nameOf(one))) }
  }
  const [across, up] = [partsOf(asked.across, SIDE, SIDE), partsOf(asked.up, SIDE, SIDE)]
  const place = (one: Place) => {
    const [x, y] = [across.nameOf(one.across), up.nameOf(one.up)]
    return x === UNKNOWN || y === UNKNOWN ? UNKNOWN : `${x} ${y}`
  }
  return {
    options: [...across.names.flatMap((x) => up.names.map((y) => `${x} ${y}`)), UNKNOWN],
    chosen: asked.answers.map((one) => (one === null ? null : place(one))),
  }
}

/** The points of a range where they are few whole numbers; else its parts, as equal as can be, named from where to where. */
function partsOf({ least, most }: Range, points: number, parts: number) {
  const whole = Number.isInteger(least) && Number.isInteger(most)
  const count = whole && most - least < points ? most - least + 1 : parts
  // Of whole numbers a part begins at one.
  const starts = Array.from({ length: count + 1 }, (_, at) => {
    const exact = least + (at * (most - least + (whole ? 1 : 0))) / count
    return whole ? Math.ceil(exact - 1e-9) : exact
  })
  const names = Array.from({ length: count }, (_, at) => {
    const [from, to] = [starts[at]!, whole ? starts[at + 1]! - 1 : starts[at + 1]!]
    return from === to ? `${from}` : `${from}…${to}`
  })
  return {
    names,
    nameOf: (value: number | typeof UNKNOWN): string => {
      if (value === UNKNOWN) return UNKNOWN
      if (!(value >= least && value <= most)) throw new Error('This answer lies outside of what was asked.')
      return names[starts.findLastIndex((start, at) => at < count && start <= value)]!
    },
  }
}

function countOf(options: readonly string[], chosen: readonly string[]): Map<string, number> {
  const counts = new Map(options.map((option) => [option, 0]))
  for (const one of chosen) counts.set(known(options, one), counts.get(one)! + 1)
  return counts
}

function known(options: readonly string[], one: string): string {
  if (!options.includes(one)) throw new Error('This answer is none of what was asked.')
  return one
}
