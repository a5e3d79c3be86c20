// The door of a room: what stands at it, and how one comes in.
import { z } from 'zod'
import { KEPT_OUT } from '#modules/spaces/contract/rules.ts'
import { CLASSES, Day, Id, text } from '#shared/schema.ts'

/** As it is typed: case, accents, spaces and hyphens do not matter. */
export const Code = text(80, 1)

/** What is said at the door before the first question. Fixed when the doors open. */
export const Said = z.object({
  title: z.string(),
  purpose: z.string(),
  space: z.string(),
  convenedBy: z.string(),
  share: z.object({ what: z.string(), how: z.string(), by: Day.nullable() }),
  paid: z.string(),
  /** The role of the learning partner and what was agreed on challenge, as the rules of the space say. Empty: nothing was. */
  role: z.string(),
  agreed: z.string(),
  /** A day, a time and a zone, as they are told. */
  when: z.string(),
})
export type Said = z.infer<typeof Said>

export const Door = z.object({
  room: Id,
  said: Said,
  door: z.enum(['code', 'let_in']),
  keptOut: z.array(z.enum(KEPT_OUT)),
  full: z.boolean(),
  /** Who is asking: signed in, a guest of this room already, or nobody yet. */
  me: z.object({ name: z.string(), guest: z.boolean() }).nullable(),
})
export type Door = z.infer<typeof Door>

export const CameIn = z.enum(['in', 'waiting'])
/** “I manage somebody who may be in this room”: asked where line managers are kept out, and kept nowhere. */
export const Manages = z.boolean().default(false)
/** How a guest says who they are. A table that shares one device says so. */
export const GuestInput = {
  name: text(120, 1),
  organisation: text(200).default(''),
  class: z.enum(CLASSES).default('community_member'),
  manages: Manages,
}

/** Somebody in the room, or at its door. */
export const InRoom = z.object({
  person: Id,
  name: z.string(),
  organisation: z.string(),
  class: z.enum(CLASSES),
  facilitates: z.boolean(),
  guest: z.boolean(),
})
export type InRoom = z.infer<typeof InRoom>
export const AtDoor = z.object({
  person: Id,
  name: z.string(),
  organisation: z.string(),
  class: z.enum(CLASSES),
  waitsFor: z.enum(['yes', 'next_activity']),
})
