import { oc } from '@orpc/contract'
import { z } from 'zod'
import { SECTORS, SIZE_BANDS } from '#modules/people/contract.ts'
import { Attempt, answer, Id, SpaceClass, text } from '#shared/schema.ts'
import { belongingContract } from './contract/belonging.ts'
import { copiesContract } from './contract/copies.ts'
import { Closed, lifeContract } from './contract/life.ts'
import { GivenRoles } from './contract/members.ts'
import { memoryContract } from './contract/memory.ts'
import { rulesContract } from './contract/rules.ts'
import { termsContract } from './contract/terms.ts'

export { CONSTITUENCIES, FUNCTIONS } from './contract/belonging.ts'
export { PRIVILEGED, type Role } from './contract/members.ts'

export const KINDS = [
  'person',
  'pair',
  'room',
  'group',
  'organisation',
  'partnership',
  'seat',
  'region',
  'nation',
  'commons',
] as const
export const SpaceKind = z.enum(KINDS)
export const ANCHORS = ['funder', 'organisation', 'project', 'network', 'cause_area', 'place'] as const
export const Anchor = z.enum(ANCHORS)
export const PHASES = ['exploring', 'forming', 'active', 'embedding', 'ending'] as const
export const Phase = z.enum(PHASES)
export const INTENSITIES = ['light_touch', 'standard', 'full'] as const
export const Intensity = z.enum(INTENSITIES)

const Address = text(200, 1)
/** A space is asked for by its address, or by its id. What is not there and what is not yours answer the same. */
const Which = z.strictObject({ address: Address })
const Version = z.int().min(1)

/** An organisation that is known already, or a new one. */
const NewOrganisation = z.strictObject({
  name: text(200, 1),
  orgId: z
    .string()
    .regex(/^[A-Z0-9]+(-[A-Z0-9]+)*-[A-Za-z0-9./-]+$/, 'Write it like GB-CHC-1234567.')
    .optional(),
  sizeBand: z.enum(SIZE_BANDS).optional(),
  sector: z.enum(SECTORS).optional(),
})
const Organisation = z.union([z.strictObject({ id: Id }), NewOrganisation])

/** Who sees what is written here, in words. `sentence` is for what is said; `standing` for decisions, actions and what is agreed. */
const Reach = z.object({
  person: z.enum(['first', 'second', 'third']),
  sentence: z.string(),
  /** The sentence in two: who is in, and who is not. */
  who: z.string(),
  more: z.string(),
  standing: z.string(),
})
const Charter = z.object({
  purpose: z.string(),
  priorities: z.array(z.string()),
  anchor: Anchor,
  phase: Phase,
  intensity: Intensity,
  template: z.string(),
  payer: z.string(),
  vocabulary: z.record(z.string(), z.string()),
  version: Version,
})
export const Here = z.object({
  id: Id,
  name: z.string(),
  address: z.string(),
  kind: SpaceKind,
  unlisted: z.boolean(),
  zone: z.string(),
  /** Where what is said now lands, and where what the space holds and owes stands. */
  chapter: Id,
  standing: Id,
  reach: Reach,
  charter: Charter.nullable(),
  can: z.object({
    invite: z.boolean(),
    manage: z.boolean(),
    /** Is the learning coordinator here: asks the groups under it for what they learned. */
    coordinate: z.boolean(),
  }),
  tabs: z.array(z.string()),
  /** How many are in: an open number, since each of them may see who. */
  people: z.int(),
  closed: Closed,
  /** Things stand here that came in with a copy, and the reader reads them. */
  copied: z.boolean(),
  /** What things are called here: the installation's words, and over them the space's own. Level names among them. */
  words: z.record(z.string(), z.string()),
})
const ListedSpace = z.object({
  id: Id,
  name: z.string(),
  address: z.string(),
  kind: SpaceKind,
  depth: z.int(),
  unlisted: z.boolean(),
  parent: Id.nullable(),
  member: z.boolean(),
})
const Template = z.object({
  key: z.string(),
  name: z.string(),
  says: z.string(),
  kind: SpaceKind,
  anchor: Anchor,
  intensity: Intensity,
  unlisted: z.boolean(),
  tabs: z.array(z.string()),
})

export const spacesContract = {
  ...belongingContract,
  ...termsContract,
  /** My spaces as a tree, and the listed names next to them (`member: false`). Journals and seats' inboxes are not in it. */
  list: oc
    .route({
      method: 'POST',
      path: '/spaces/list',
      summary: 'The spaces you are in, as a tree, with those beside them that are listed.',
    })
    .input(z.strictObject({}))
    .output(z.array(ListedSpace)),
  /** Where I took an invitation up and am not in yet. `announced`: its members were told; else its inviter is asked first. */
  doors: oc
    .route({ method: 'GET', path: '/spaces/doors' })
    .input(z.strictObject({}))
    .output(
      z.array(
        z.object({
          id: Id,
          space: z.string(),
          inviter: z.string().nullable(),
          announced: z.boolean(),
          /** Null where everybody has to say yes first. */
          opens: z.date().nullable(),
          zone: z.string(),
        }),
      ),
    ),
  /** What every page of a space needs first: who sees this, what it is for, where what is written goes. */
  here: oc
    .route({
      method: 'POST',
      path: '/spaces/here',
      summary: 'One space: what it is for, who sees what is written in it, and its chapter.',
    })
    .input(Which)
    .output(Here),
  templates: oc
    .route({ method: 'POST', path: '/spaces/templates' })
    .input(z.strictObject({}))
    .output(z.array(Template)),
  /** Organisations I may name: those of my spaces, and those I wrote down. */
  organisations: oc
    .route({ method: 'POST', path: '/spaces/organisations', summary: 'The organisations you may name.' })
    .input(z.strictObject({}))
    .output(z.array(z.object({ id: Id, name: z.string() }))),
  create: oc
    .route({ method: 'POST', path: '/spaces/create' })
    .input(
      Attempt.extend({
        template: z.string().max(60),
        name: text(120, 1),
        parent: Id.optional(),
        purpose: text(2000).default(''),
        anchor: Anchor.optional(),
        intensity: Intensity.optional(),
        payer: text(300).default(''),
        priorities: z.array(text(300, 1)).max(5).default([]),
        unlisted: z.boolean().optional(),
        class: SpaceClass,
        roles: GivenRoles.default([]),
        organisation: Organisation.optional(),
        partners: z.array(NewOrganisation).max(40).default([]),
      }),
    )
    .output(answer({ id: Id, address: z.string() })),
  /** What the space is for and how it works. A version that has moved on is refused as `conflict`; read `here` again and show both. */
  settle: oc
    .route({ method: 'POST', path: '/spaces/settle' })
    .input(
      Attempt.extend({
        address: Address,
        version: Version,
        name: text(120, 1).optional(),
        purpose: text(2000).optional(),
        priorities: z.array(text(300, 1)).max(5).optional(),
        phase: Phase.optional(),
        /** Why we are somewhere else now: it stands in the memory. */
        reason: text(500).optional(),
        intensity: Intensity.optional(),
        anchor: Anchor.optional(),
        payer: text(300).optional(),
        vocabulary: z.record(z.string().max(60), text(60)).optional(),
      }),
    )
    .output(answer({ version: Version })),
  /** The secret of the one-time link is made by the inviter's device and kept by nobody: only its hash is. The link is `/join#secret`. */
  invite: oc
    .route({ method: 'POST', path: '/spaces/invite' })
    .input(
      Attempt.extend({
        address: Address,
        secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
        name: text(120, 1),
        email: z.email().max(254),
        class: SpaceClass,
        roles: GivenRoles.default([]),
        organisation: Organisation.optional(),
        reason: text(500).default(''),
      }),
    )
    .output(answer({ id: Id, mailed: z.boolean() })),
  /** The inviter says: yes, that is who I meant. It is announced then, or takes effect at once where the rules let it. */
  confirm: oc
    .route({ method: 'POST', path: '/spaces/confirm' })
    .input(Attempt.extend({ invitation: Id }))
    .output(answer({ membership: Id })),
  takeBack: oc
    .route({ method: 'POST', path: '/spaces/take-back' })
    .input(Attempt.extend({ invitation: Id }))
    .output(answer({ id: Id })),
  /** Yes, let them in. `in` is true when that was the last yes needed. */
  welcome: oc
    .route({ method: 'POST', path: '/spaces/welcome' })
    .input(Attempt.extend({ membership: Id }))
    .output(answer({ in: z.boolean() })),
  ...lifeContract,
  ...copiesContract,
  ...memoryContract,
  ...rulesContract,
}
