// The forms that lists of what was put in take. Each picture is drawn from one of them.
/** Of something that was said: the words, who said it (or nobody), and what stands beside it. */
export type Said = { id: string; text: string; by: string; beside: string[] }
export type Bar = { key: string; label: string; n: number }
/** How many gave which answer to one question. `others`: those who do not know. */
export type Spread = { key: string; label: string; bars: Bar[]; n: number; unknown: number }
export type Column = { key: string; label: string; says: string; items: Said[] }
/** Where one thing was put, by each who put it: `across` and `up` between 0 and 1. */
export type Placed = {
  id: string
  text: string
  spots: { across: number; up: number }[]
  unknown: number
  because: string[]
}
export type Axis = { label: string; low: string; high: string }
export type Band = { key: string; label: string; n: number; places: number[] }
export type Moment = Said & { when: string; lane: string | null; felt: number | null }
export type Branch = Said & { level: number; children: Branch[] }
/** One question with every guess, in their order, and what it is by now. */
export type Guessed = {
  key: string
  label: string
  unit: string
  least: number
  most: number
  guesses: number[]
  unknown: number
  /** What it is, once that is told; and what was told before it was changed. */
  actual: number | null
  before: number | null
}
export type Tapped = { bars: Bar[]; taps: { second: number; key: string }[]; seconds: number }
export type Doer = { key: string; label: string; now: Bar[]; should: Bar[] }

export type Shown =
  | { as: 'lines'; lines: Said[] }
  | { as: 'columns'; columns: Column[]; shape: 'columns' | 'quadrants' | 'map' }
  | { as: 'bars'; bars: Bar[]; words: Said[] }
  | { as: 'spreads'; spreads: Spread[]; words: Said[] }
  | { as: 'grid'; across: Axis; up: Axis; placed: Placed[] }
  | { as: 'bands'; bands: Band[]; words: Said[] }
  | { as: 'timeline'; moments: Moment[]; lanes: { key: string; label: string }[] }
  | { as: 'tree'; roots: Branch[] }
  | { as: 'guesses'; guessed: Guessed[]; words: Said[] }
  | { as: 'strip'; tapped: Tapped }
  | { as: 'doers'; doers: Doer[] }
