import { sayWholeWeekday } from '#shared/day.ts'
import type { Gathering } from '../../contract/call.ts'
import type { Said } from '../../contract/door.ts'

/** A day and a time as they are said: "Thursday 12 March 2026, 14:30". The zone stands beside it where it is not plain. */
export function whenInWords(startsOn: string, startsAt: string, zone: string): string {
  return `${sayWholeWeekday(startsOn)}, ${startsAt}${zone === 'Europe/London' ? '' : ` (${zone.replaceAll('_', ' ')})`}`
}

/** What is fixed at the door when it opens: nobody who comes in can be told otherwise afterwards. */
export function sayAtDoor(
  call: Pick<
    Gathering,
    'title' | 'purpose' | 'shareWhat' | 'shareHow' | 'shareBy' | 'paid' | 'startsOn' | 'startsAt' | 'zone'
  >,
  more: { space: string; convenedBy: string; role: string; agreed: string },
): Said {
  return {
    ...{ title: call.title, purpose: call.purpose, ...more, paid: call.paid },
    share: { what: call.shareWhat, how: call.shareHow, by: call.shareBy },
    when: whenInWords(call.startsOn, call.startsAt, call.zone),
  }
}
