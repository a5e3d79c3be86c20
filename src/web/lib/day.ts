import { sayDay } from '#shared/day.ts'

/** How far the place's clock is from this device's, in milliseconds, and the zone that decides its days. */
let ahead = 0
let zone: string | undefined

/** What the place said of its clock, and when this device heard it. In a demonstration the two are months apart. */
export function keepClock(place: { clock: Date; zone: string }, heardAt: number): void {
  ahead = place.clock.getTime() - heardAt
  zone = place.zone
}

/** Today where the place is, as a date field writes it: `2026-10-21`. No screen asks the device's own calendar. */
export function today(): string {
  return new Date(Date.now() + ahead).toLocaleDateString('sv-SE', { timeZone: zone })
}

/** “22 October”, with its year when that is not this one. */
export const dayWords = (day: string): string => sayDay(day, today())
