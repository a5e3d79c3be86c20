import { daysBetween } from '../present.ts'

const SOON_DAYS = 14

/** Whether a day has passed, or comes within two weeks, as days are counted in the space. */
export function nearness(day: string | null, today: string): 'near' | 'past' | null {
  if (day === null) return null
  if (day < today) return 'past'
  return daysBetween(today, day) <= SOON_DAYS ? 'near' : null
}

/** A day so many weeks after another. */
export function weeksAfter(day: string, weeks: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + weeks * 7 * 86_400_000).toISOString().slice(0, 10)
}
