import { z } from 'zod'
import { Day, Id, SpaceClass } from '#shared/schema.ts'

const ROLES = [
  'manager',
  'facilitator',
  'administrator',
  'treasurer',
  'learning_coordinator',
  'researcher_in_residence',
  'speaks_for_organisation',
  'chair',
] as const
export const Role = z.enum(ROLES)
/** A researcher in residence is never simply made one: the members are asked, with an end date and an observation protocol. */
const GivenRole = z.enum(ROLES).exclude(['researcher_in_residence'])
export const GivenRoles = z.array(GivenRole).max(ROLES.length)
/** Roles that let somebody act for others: given by a manager, or by everybody's yes, and never by oneself. The database holds the same list. */
export const PRIVILEGED = [
  'manager',
  'facilitator',
  'administrator',
  'treasurer',
  'speaks_for_organisation',
  'chair',
] as const

/** What a researcher in residence may observe, write down and publish, and where they stand themselves. */
const Protocol = z.object({ observe: z.string(), write: z.string(), publish: z.string(), bias: z.string() })
const Residence = Protocol.extend({ from: Day, until: Day, leaves: z.boolean() })

export const Member = z.object({
  id: Id,
  person: Id,
  name: z.string(),
  organisation: z.string().nullable(),
  class: SpaceClass,
  roles: z.array(z.string()),
  since: Day,
  /** Named here until this day only; null for as long as they stay. */
  until: Day.nullable(),
  sharesWith: z.string().nullable(),
  /** Where somebody is a researcher in residence now: what was agreed, and the ask it came from. */
  residence: Residence.extend({ ask: Id }).nullable(),
  me: z.boolean(),
  can: z.object({ end: z.boolean(), setRoles: z.boolean() }),
})
export const Arrival = z.object({
  id: Id,
  name: z.string(),
  organisation: z.string().nullable(),
  class: SpaceClass,
  roles: z.array(z.string()),
  reason: z.string(),
  broughtBy: z.string().nullable(),
  /** From where they will read what was said; `since` is a day, and stands in `readsSince`. */
  reads: z.enum(['beginning', 'since', 'arrival']),
  readsSince: Day.nullable(),
  /** When it takes effect although nobody answers; null where every member must say yes. */
  takesEffect: z.date().nullable(),
  welcomed: z.boolean(),
  can: z.object({ welcome: z.boolean(), end: z.boolean() }),
})
export const Invitation = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  class: SpaceClass,
  roles: z.array(z.string()),
  organisation: z.string().nullable(),
  made: Day,
  ends: Day,
  state: z.enum(['open', 'accepted', 'expired']),
  /** The name of the account that took it up: shown to the inviter, who says whether it is them. */
  guest: z.string().nullable(),
})
/** An invitation whose inviter has left: it opens nothing, and a manager takes it back. */
export const Orphan = z.object({ id: Id, name: z.string(), class: SpaceClass, made: Day })
/** A role that waits for yeses: passed on to somebody, taken on by somebody, or a residence. */
export const RoleAsk = z.object({
  id: Id,
  kind: z.enum(['passed', 'taken_on', 'residence']),
  role: z.string(),
  membership: Id,
  who: z.string(),
  by: z.string(),
  /** When it takes effect although not everybody has answered; null where it waits for every yes. */
  takesEffect: z.date().nullable(),
  residence: Residence.nullable(),
  /** My own yes; nobody sees another's. */
  answered: z.boolean(),
  me: z.boolean(),
  can: z.object({ answer: z.boolean(), withdraw: z.boolean() }),
})
/** Several of the three jobs that a space rests on, in one pair of hands or one organisation. */
export const RestsOnOne = z.object({
  who: z.string(),
  sort: z.enum(['person', 'organisation']),
  roles: z.array(z.string()),
})
