/** How far the place's clock is from this device's, in milliseconds, and the zone that decides its days. */
let ahead = 0
let zone: string | undefined

/** What the place said of its clock, and when this device heard it. In a demonstration the two are months apart. */
export function keepClock(place: { clock: Date; zone: string }, heardAt: number): void {
  ahead = place.clock.getTime() - heardAt
  zone = place.zone
}

/** Now, by the place's clock. */
export function placeNow(): Date {
  return new Date(Date.now() + ahead)
}

/** Today where the place is, as a date field writes it: `2026-10-21`. No screen asks the device's own calendar. */
export function today(): string {
  return placeNow().toLocaleDateString('sv-SE', { timeZone: zone })
}

const inYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })
const withYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** “22 October”, with its year when that is not this one. */
export function dayWords(day: string): string {
  return (day.startsWith(today().slice(0, 5)) ? inYear : withYear).format(new Date(`${day}T00:00:00Z`))
}

const whole = new Intl.DateTimeFormat('en-GB', {
  ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
})

/** “Wednesday 21 October 2026”. */
export function dayWithWeekday(day: string): string {
  return whole.format(new Date(`${day}T00:00:00Z`)).replace(',', '')
}
