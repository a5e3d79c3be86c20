import type { Invitation } from '../../contract/invitations.ts'
import type { Shared } from '../../contract/share.ts'
import { whenInWords } from './said.ts'

/** A call as the database tells it to whoever is asked, and to nobody else: days as days, instants as ISO 8601. */
export type Told = {
  invitee: string
  gathering: string
  name: string
  comes_as: Invitation['comesAs']
  until: string | null
  answer: Invitation['answer']
  space: string
  space_name: string
  space_address: string
  unlisted: boolean
  title: string
  purpose: string
  kind: Invitation['kind']
  way: Invitation['way']
  starts_on: string
  starts_at: string
  zone: string
  minutes: number
  ends_on: string | null
  place: string
  link: string
  share_what: string
  share_how: string
  share_by: string | null
  paid: string
  role: string
  agreed: string
  convener: string
  number: number
  cancelled_because: string
  is_off: boolean
  held_on: string | null
  starts: string
  ends: string
  room: string
  kept_out: string[]
  room_state: 'planned' | 'open' | 'closed'
  told_at: string
  /** Where it is told to its own holder, and not in a letter. */
  share?: Shared
  needs?: string
}

const stateOf = (told: Told): Invitation['state'] =>
  told.is_off
    ? 'off'
    : told.held_on !== null || told.room_state === 'closed'
      ? 'over'
      : told.room_state === 'open'
        ? 'open'
        : 'coming'

/** What stands on the page behind the link: everything that is said before the first question. */
export const presentTold = (told: Told): Invitation => ({
  ...{ invitee: told.invitee, gathering: told.gathering, name: told.name, comesAs: told.comes_as, until: told.until },
  ...{ answer: told.answer, kind: told.kind, way: told.way, startsOn: told.starts_on, startsAt: told.starts_at },
  ...{ zone: told.zone, minutes: told.minutes, endsOn: told.ends_on, place: told.place, link: told.link },
  said: {
    ...{ title: told.title, purpose: told.purpose, space: told.space_name, convenedBy: told.convener, paid: told.paid },
    ...{ role: told.role, agreed: told.agreed, when: whenInWords(told.starts_on, told.starts_at, told.zone) },
    share: { what: told.share_what, how: told.share_how, by: told.share_by },
  },
  share: told.share!,
  needs: told.needs ?? '',
  ...{ state: stateOf(told), because: told.is_off ? told.cancelled_because : '' },
  managersOut: told.kept_out.includes('line_manager'),
  at: told.comes_as === 'member' ? `/s/${told.space_address}/gatherings/${told.gathering}` : null,
})
