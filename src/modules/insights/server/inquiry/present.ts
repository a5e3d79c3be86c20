import { addDays } from '#shared/day.ts'
import { daysBetween } from '../present.ts'

const SOON_DAYS = 14

/** Whether a day has passed, or comes within two weeks, as days are counted in the space. */
export function nearness(day: string | null, today: string): 'near' | 'past' | null {
  if (day === null) return null
  if (day < today) return 'past'
  return daysBetween(today, day) <= SOON_DAYS ? 'near' : null
}

/** A day so many weeks after another. */
export const weeksAfter = (day: string, weeks: number): string => addDays(day, weeks * 7)
