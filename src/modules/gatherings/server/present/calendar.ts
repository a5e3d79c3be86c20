import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { LookDay } from '#modules/library/server/index.ts'
import type { Told } from './invitation.ts'

/** What a calendar outside may hold of a call: a title only where the space may be known of at all. */
export const titleOutside = (told: Told): string => (told.unlisted ? 'A gathering' : told.title)

/** Where a signed-in reader finds it: an address names the space, so one that may not be known of has none. */
const readAt = (told: Told): string =>
  told.comes_as === 'member' && !told.unlisted
    ? `/s/${told.space_address}/gatherings/${told.gathering}`
    : '/me/calendar'

type Of = 'feed' | { method: 'REQUEST' | 'CANCEL'; to: { name: string; email: string }; from: string; link: string }

/**
 * Calls as iCalendar (RFC 5545). Times are instants, made of the local time and its zone on the day it is written, so that
 * they are right on both sides of a clock change; SEQUENCE is the version of the call. A calendar outside is read by whoever
 * keeps it, so it holds neither the purpose nor the link of a call, and of a space that is unlisted no name and no place. A day
 * on which a space looks at something again is a whole day.
 */
export function calendarOf(calls: readonly Told[], baseUrl: string, of: Of, looks: readonly LookDay[] = []): string {
  const calendar = ical({ prodId: { company: 'Trefoil', product: 'Gatherings', language: 'EN' }, name: 'Gatherings' })
  const { host } = new URL(baseUrl)
  if (of !== 'feed') calendar.method(ICalCalendarMethod[of.method])
  for (const told of calls) {
    const off = of === 'feed' ? told.is_off : of.method === 'CANCEL'
    const event = calendar.createEvent({
      ...{
        id: `${told.gathering}@${host}`,
        sequence: off ? told.number : told.number - 1,
        summary: titleOutside(told),
      },
      ...{ start: new Date(told.starts), end: new Date(told.ends), stamp: new Date(told.told_at) },
      status: off ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      ...(told.unlisted || told.place === '' ? {} : { location: told.place }),
      ...(of === 'feed' ? { url: baseUrl + readAt(told) } : {}),
    })
    if (of === 'feed') continue
    event.organizer({ name: told.unlisted ? 'Trefoil' : told.convener || 'Trefoil', email: of.from })
    event.createAttendee({ name: of.to.name, email: of.to.email, rsvp: false })
    if (!off) event.url(of.link)
  }
  for (const look of looks)
    calendar.createEvent({
      ...{ id: `look-${look.id}@${host}`, sequence: look.version - 1, stamp: new Date(look.made_at) },
      ...{ start: new Date(look.on), allDay: true },
      summary: look.unlisted ? 'Something to look at again' : `Look again: ${look.title}`,
      url: baseUrl + (look.unlisted ? '/today' : `/s/${look.address}/evidence/artefacts/${look.id}`),
    })
  return calendar.toString()
}
