import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text, Zone } from '#shared/schema.ts'
import { keepersContract } from './contract/keepers.ts'
import { programsContract } from './contract/programs.ts'
import { recoveryContract } from './contract/recovery.ts'
import { waysContract } from './contract/ways.ts'

export const PASSWORD_LEAST = 12
export const SIZE_BANDS = ['1-9', '10-49', '50-249', '250+'] as const
export const SECTORS = [
  'charity',
  'public',
  'education',
  'health',
  'housing',
  'faith',
  'business',
  'funder',
  'other',
] as const
export const PREFERS = ['words', 'pictures', 'sound'] as const
export const INVITATION_STATES = ['open', 'used', 'expired', 'withdrawn', 'unknown'] as const

/** Kept as it was typed; compared without regard to capitals. */
const Email = text(254, 3)
  .transform((value) => value.trim())
  .refine((value) => /^[^\s@]+@[^\s@]+$/.test(value), 'Write it like name@example.org.')
const NewPassword = text(200).refine(
  (value) => value.length >= PASSWORD_LEAST,
  `At least ${PASSWORD_LEAST} characters. A few words you will remember are good.`,
)
const Typed = text(200)
const Code = text(12)
const Token = text(200)
/** What the browser's own passkey interface gives; the library that checks it decides what in it is right. */
const FromBrowser = z.record(z.string(), z.unknown())

const nothing = z.strictObject({})

export const peopleContract = {
  ...keepersContract,
  ...programsContract,
  ...recoveryContract,
  /** What anybody at the door may know of this place. */
  place: oc
    .route({ method: 'GET', path: '/people/place' })
    .input(nothing)
    .output(
      z.object({
        name: z.string(),
        host: z.string(),
        setUp: z.boolean(),
        demonstration: z.boolean(),
        mail: z.boolean(),
        /** What time it is here, and whose days they are: in a demonstration it is not the time outside. */
        clock: z.date(),
        zone: z.string(),
      }),
    ),
  /** Who is signed in here, or null. A pen knows nothing but whose it is. */
  me: oc
    .route({ method: 'GET', path: '/people/me' })
    .input(nothing)
    .output(
      z
        .object({
          ...{ id: Id, name: z.string().nullable(), pronouns: z.string().nullable(), kind: z.enum(['full', 'pen']) },
          /** Whether their journal is open on this device, and so what they kept of it here. */
          journal: z.enum(['open', 'shut']),
        })
        .nullable(),
    ),
  /** Whether a set-up link still opens the form. */
  setUpLink: oc
    .route({ method: 'POST', path: '/people/set-up-link' })
    .input(z.strictObject({ token: Token }))
    .output(z.object({ opens: z.boolean() })),
  setUp: oc
    .route({ method: 'POST', path: '/people/set-up' })
    .input(
      Attempt.extend({
        token: Token,
        place: text(80, 1),
        host: text(300, 1),
        name: text(120, 1),
        email: Email,
        password: NewPassword,
        zone: Zone.optional(),
      }),
    )
    .output(answer({ id: Id })),
  /** Refusals: `wrong` (address or password, never which), `code` (a code is wanted, or it was not right). */
  signIn: oc
    .route({ method: 'POST', path: '/people/sign-in' })
    .input(Attempt.extend({ email: Email, password: Typed, code: Code.optional() }))
    .output(answer({ id: Id })),
  /** `pen` takes the pen off this device as well. */
  signOut: oc
    .route({ method: 'POST', path: '/people/sign-out' })
    .input(Attempt.extend({ pen: z.boolean().optional() }))
    .output(answer({})),
  /** What the holder of an invitation may know. The address it went to is not told: they are asked for it. */
  invitation: oc
    .route({ method: 'POST', path: '/people/invitation' })
    .input(z.strictObject({ token: Token }))
    .output(
      z.object({
        state: z.enum(INVITATION_STATES),
        space: z.string(),
        inviter: z.string(),
        name: z.string(),
        mine: z.boolean(),
      }),
    ),
  /** Signed in: the token alone. Otherwise with `account`. Refusals: the invitation's state, `email`, `account`. */
  accept: oc
    .route({ method: 'POST', path: '/people/accept' })
    .input(
      Attempt.extend({
        token: Token,
        account: z
          .strictObject({ name: text(120, 1), email: Email, password: NewPassword, zone: Zone.optional() })
          .optional(),
      }),
    )
    .output(answer({ id: Id })),

  profile: oc
    .route({ method: 'GET', path: '/people/profile' })
    .input(nothing)
    .output(
      z.object({
        name: z.string(),
        pronouns: z.string(),
        email: z.string(),
        accessNeeds: z.string(),
        learningStyle: z.string(),
        prefers: z.enum(PREFERS),
        zone: z.string().nullable(),
        code: z.enum(['off', 'begun', 'on']),
        proved: z.boolean(),
        pen: z.boolean(),
        passkeys: z.array(z.object({ id: z.string(), name: z.string(), made: Day })),
      }),
    ),
  saveProfile: oc
    .route({ method: 'POST', path: '/people/save-profile' })
    .input(
      Attempt.extend({
        name: text(120, 1),
        pronouns: text(40),
        accessNeeds: text(2000),
        learningStyle: text(2000),
        prefers: z.enum(PREFERS),
        zone: Zone.nullable(),
      }),
    )
    .output(answer({})),
  sessions: oc
    .route({ method: 'GET', path: '/people/sessions' })
    .input(nothing)
    .output(
      z.array(
        z.object({
          id: Id,
          device: z.string(),
          kind: z.enum(['full', 'pen']),
          here: z.boolean(),
          made: Day,
          seen: Day,
        }),
      ),
    ),
  endSession: oc
    .route({ method: 'POST', path: '/people/end-session' })
    .input(Attempt.extend({ session: Id }))
    .output(answer({})),
  endOtherSessions: oc
    .route({ method: 'POST', path: '/people/end-other-sessions' })
    .input(Attempt)
    .output(answer({ ended: z.number() })),
  changePassword: oc
    .route({ method: 'POST', path: '/people/change-password' })
    .input(Attempt.extend({ old: Typed, password: NewPassword }))
    .output(answer({ ended: z.number() })),
  /** The first password of whoever came without one. Refusal: `there`. Wants a fresh proof. */
  makePassword: oc
    .route({ method: 'POST', path: '/people/make-password' })
    .input(Attempt.extend({ password: NewPassword }))
    .output(answer({})),
  /** Shows again who is there; good for ten minutes. */
  prove: oc
    .route({ method: 'POST', path: '/people/prove' })
    .input(Attempt.extend({ password: Typed, code: Code.optional() }))
    .output(answer({})),
  beginCode: oc.route({ method: 'POST', path: '/people/begin-code' }).input(Attempt).output(answer({})),
  /** The secret to put into the phone, for as long as it has not been confirmed. */
  codeSetUp: oc
    .route({ method: 'GET', path: '/people/code-set-up' })
    .input(nothing)
    .output(z.object({ secret: z.string(), picture: z.string() })),
  confirmCode: oc
    .route({ method: 'POST', path: '/people/confirm-code' })
    .input(Attempt.extend({ code: Code }))
    .output(answer({})),
  stopCode: oc.route({ method: 'POST', path: '/people/stop-code' }).input(Attempt).output(answer({})),
  /** Everything the place holds of mine, module by module, decrypted for me. Wants a fresh proof. */
  everything: oc
    .route({ method: 'POST', path: '/people/everything' })
    .input(nothing)
    .output(z.record(z.string(), z.unknown())),
  /** Erases me, everywhere and for good. Wants a fresh proof. The key of my words is destroyed after the commit. */
  eraseMe: oc
    .route({ method: 'POST', path: '/people/erase-me' })
    .input(Attempt.extend({ sure: z.literal('erase me') }))
    .output(answer({})),
  /** Lets this device go on adding to the journal for ninety days, and do nothing else, after signing out. */
  makePen: oc.route({ method: 'POST', path: '/people/make-pen' }).input(Attempt).output(answer({})),

  passkeyAsk: oc.route({ method: 'POST', path: '/people/passkey-ask' }).input(nothing).output(FromBrowser),
  addPasskey: oc
    .route({ method: 'POST', path: '/people/add-passkey' })
    .input(Attempt.extend({ name: text(60, 1), response: FromBrowser }))
    .output(answer({})),
  removePasskey: oc
    .route({ method: 'POST', path: '/people/remove-passkey' })
    .input(Attempt.extend({ passkey: text(1400, 1) }))
    .output(answer({})),
  passkeyDoor: oc.route({ method: 'POST', path: '/people/passkey-door' }).input(nothing).output(FromBrowser),
  passkeySignIn: oc
    .route({ method: 'POST', path: '/people/passkey-sign-in' })
    .input(Attempt.extend({ response: FromBrowser }))
    .output(answer({ id: Id })),

  /** Organisations the reader may see: those in their spaces, and those they added. */
  organisations: oc
    .route({ method: 'GET', path: '/people/organisations' })
    .input(nothing)
    .output(
      z.array(
        z.object({
          id: Id,
          name: z.string(),
          orgId: z.string().nullable(),
          sizeBand: z.enum(SIZE_BANDS).nullable(),
          sector: z.enum(SECTORS).nullable(),
        }),
      ),
    ),
  addOrganisation: oc
    .route({ method: 'POST', path: '/people/add-organisation' })
    .input(
      Attempt.extend({
        name: text(200, 1),
        orgId: text(80)
          .refine(
            (value) => /^[A-Z0-9]+(-[A-Z0-9]+)*-[A-Za-z0-9./-]+$/.test(value),
            'Like GB-CHC-1234567: the register, then the number in it.',
          )
          .nullable(),
        sizeBand: z.enum(SIZE_BANDS).nullable(),
        sector: z.enum(SECTORS).nullable(),
      }),
    )
    .output(answer({ id: Id })),
  ...waysContract,
}
