// Days as people read them. A day is written `2026-10-21` everywhere else; which day is today is said by the zone of a space
// or of a person, and never by UTC.

const spelt = (parts: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' })
  return (day: string) => format.format(new Date(`${day}T12:00:00Z`)).replace(',', '')
}
const inYear = spelt({ day: 'numeric', month: 'long' })

/** “22 October 2026”: for what is printed, and kept. */
export const sayWholeDay = spelt({ day: 'numeric', month: 'long', year: 'numeric' })
/** “Wednesday 21 October”: for a day that is near. */
export const sayWeekday = spelt({ weekday: 'long', day: 'numeric', month: 'long' })
/** “Wednesday 21 October 2026”. */
export const sayWholeWeekday = spelt({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
/** “October 2026”, of a day or of a month. */
export const sayMonth = (day: string): string => month(`${day.slice(0, 7)}-15`)
const month = spelt({ month: 'long', year: 'numeric' })

/** “22 October”, with its year when that is not this one. */
export const sayDay = (day: string, today: string): string =>
  day.slice(0, 4) === today.slice(0, 4) ? inYear(day) : sayWholeDay(day)

/** The day so many days on, or back. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The same day so many months on, or the last of a month that has no such day. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

/** One for each zone: making one takes as long as a statement. */
const calendars = new Map<string, Intl.DateTimeFormat>()

/** The day of an instant where that zone is. */
export function dayOf(at: Date | string, zone: string): string {
  const calendar = calendars.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone })
  calendars.set(zone, calendar)
  return calendar.format(typeof at === 'string' ? new Date(at) : at)
}
