// When to ask again, where nothing is told.
const USUAL_MS = 3_000
const HIDDEN_MS = 20_000
const STREAMING_MS = 15_000
const LONGEST_MS = 30_000

/** When to ask again: never all phones of a hall in the same moment, and the less the longer nothing was heard. */
export function nextAsk(of: { failures: number; hidden: boolean; streaming: boolean }, random: () => number): number {
  const usual = of.hidden ? HIDDEN_MS : of.streaming ? STREAMING_MS : USUAL_MS
  const base = of.failures === 0 ? usual : Math.min(Math.max(usual, 1_000 * 2 ** of.failures), LONGEST_MS)
  return Math.round(base * (0.7 + 0.6 * random()))
}
