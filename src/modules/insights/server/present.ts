import { asOnePage, type PageParts } from '../contract/page.ts'

/** What is shown of a view against to somebody outside: that there is one. Its own words stay where they were said. */
const AGAINST = 'There is a view against this, kept where it was said.'

const SURE = { barely: 'barely', fairly: 'fairly', very: 'very' } as const
export type Sure = keyof typeof SURE

/** Whole days between two days as they are written. */
export function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000))
}

type Sayable = { words: string | null; scope: string; confidence: string; asked: number | null; change_mind: string }

/**
 * Exactly what the holder of a seat would see of an insight: its sentence and what it says about itself. No evidence
 * goes along, since its words are their speakers'; that there is a view against always does.
 */
export function letOut(insight: Sayable, against: number, page?: PageParts | null): string | null {
  if (insight.words === null) return null
  const sure = `We are ${SURE[insight.confidence as Sure]} sure${insight.asked === null ? '' : `: ${insight.asked} people asked`}.`
  const said = [
    insight.words,
    insight.scope && `Where it holds: ${insight.scope}`,
    sure,
    insight.change_mind && `What would change our mind: ${insight.change_mind}`,
    against > 0 && AGAINST,
  ]
    .filter(Boolean)
    .join('\n')
  return asOnePage(said, page)
}

/** Groups rows by one of their columns, keeping their order. */
export function by<T, K extends string>(rows: T[], key: (row: T) => K): (key: K) => T[] {
  const groups = Map.groupBy(rows, key)
  return (wanted) => groups.get(wanted) ?? []
}
