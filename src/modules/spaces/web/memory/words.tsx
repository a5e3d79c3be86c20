import type { z } from 'zod'
import { sayMonth } from '#shared/day.ts'
import { dayWords } from '#web/lib/day.ts'
import type { Lane, PRECISE, SORTS } from '../../contract/memory.ts'

export type LaneName = z.infer<typeof Lane>
export type Sort = (typeof SORTS)[number]
export type Precise = (typeof PRECISE)[number]

/** The lanes of the timeline, in the order in which they are drawn. */
export const LANE_WORDS: Record<LaneName, string> = {
  decisions: 'Decisions',
  learning: 'What we learned',
  people: 'People in and out',
  plans: 'Purpose and plans',
  turning: 'Turning points',
  context: 'Round us',
  strategy: 'The strategy',
}
export const LANE_ORDER = Object.keys(LANE_WORDS) as LaneName[]

export const SORT_WORDS: Record<Sort, string> = {
  policy_change: 'A change of policy or law',
  crisis: 'A crisis',
  new_body: 'A new body',
  staff_loss: 'People left their posts',
  other: 'Something else',
}

/** When something was, as precisely as people know it. */
export function whenWords({ from, to, precise }: { from: string; to: string; precise: Precise }): string {
  if (precise === 'month') return sayMonth(from)
  return from === to ? dayWords(from) : `${dayWords(from)} to ${dayWords(to)}`
}

/** The same day a year before; the last of February for a 29th. */
export function yearBefore(day: string): string {
  const before = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`
  return before.endsWith('-02-29') ? `${before.slice(0, 8)}28` : before
}

/** The last day of a month, as a date field of months writes it. */
export function endOf(month: string): string {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year!, number!, 0)).toISOString().slice(0, 10)
}
