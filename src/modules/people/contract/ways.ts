import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'

export const PASSPHRASE_LEAST = 16
const nothing = z.strictObject({})
const Token = text(200)
const Typed = text(200)
const Email = text(254, 3)
  .transform((value) => value.trim())
  .refine((value) => /^[^\s@]+@[^\s@]+$/.test(value), 'Write it like name@example.org.')
const Passphrase = text(200)
  .refine(
    (value) => value.trim().length >= PASSPHRASE_LEAST,
    `At least ${PASSPHRASE_LEAST} characters. Four or five words that nobody would guess are good.`,
  )
  .refine(
    (value) => new Set(value.toLowerCase()).size >= 8,
    'Too much of it is the same few letters. Take four or five different words.',
  )

/** Ways in besides password and passkey, the journal passphrase, and the settings of who runs the place. */
export const waysContract = {
  /** What opens this place besides a password and a passkey. */
  waysHere: oc
    .route({ method: 'GET', path: '/people/ways-here' })
    .input(nothing)
    .output(
      z.object({
        mailedLink: z.boolean(),
        organisations: z.array(z.object({ id: Id, words: z.string(), organisation: z.string() })),
      }),
    ),
  /** The same answer at once for every address; a link goes out afterwards, if there is anybody to send it to. */
  askForLink: oc
    .route({ method: 'POST', path: '/people/ask-for-link' })
    .input(Attempt.extend({ email: Email }))
    .output(answer({})),
  /** Signs in by a mailed link, once. The journal stays shut. */
  signInByLink: oc
    .route({ method: 'POST', path: '/people/sign-in-by-link' })
    .input(Attempt.extend({ token: Token }))
    .output(answer({ id: Id })),
  /** Where to go for an organisation's own sign-in: to come in, to join by an invitation, or to add it to one's ways in. */
  beginSso: oc
    .route({ method: 'POST', path: '/people/begin-sso' })
    .input(
      Attempt.extend({
        provider: Id,
        purpose: z.enum(['enter', 'join', 'add']),
        token: Token.optional(),
        to: text(500).optional(),
      }),
    )
    .output(answer({ address: z.string() })),
  removeSso: oc
    .route({ method: 'POST', path: '/people/remove-sso' })
    .input(Attempt.extend({ provider: Id }))
    .output(answer({})),
  /** How the reader comes in, what opens their journal, and whether they run this place. */
  waysIn: oc
    .route({ method: 'GET', path: '/people/ways-in' })
    .input(nothing)
    .output(
      z.object({
        email: z.string(),
        confirmed: z.boolean(),
        mail: z.boolean(),
        mailedLink: z.boolean(),
        password: z.boolean(),
        passphrase: z.boolean(),
        organisations: z.array(z.object({ id: Id, words: z.string(), organisation: z.string(), mine: z.boolean() })),
        /** `make`: nothing of theirs opens it yet. */
        journal: z.enum(['open', 'shut', 'make']),
        proved: z.boolean(),
        runs: z.boolean(),
      }),
    ),
  makePassphrase: oc
    .route({ method: 'POST', path: '/people/make-passphrase' })
    .input(Attempt.extend({ passphrase: Passphrase }))
    .output(answer({})),
  /** Shows by the journal passphrase who is there; good for ten minutes, and opens the journal on this device. */
  provePassphrase: oc
    .route({ method: 'POST', path: '/people/prove-passphrase' })
    .input(Attempt.extend({ passphrase: Typed }))
    .output(answer({})),
  /** `state`: `sent` where the place sends mail, and the address counts once the link there was opened; else `changed`. */
  changeEmail: oc
    .route({ method: 'POST', path: '/people/change-email' })
    .input(Attempt.extend({ email: Email }))
    .output(answer({ state: z.enum(['sent', 'changed']) })),
  confirmEmail: oc
    .route({ method: 'POST', path: '/people/confirm-email' })
    .input(Attempt.extend({ token: Token }))
    .output(answer({})),
  /** For who runs the place. */
  placeSettings: oc
    .route({ method: 'GET', path: '/people/place-settings' })
    .input(nothing)
    .output(
      z.object({
        mail: z.boolean(),
        mailedLinks: z.boolean(),
        back: z.string(),
        /** The newest good backup of the place: its day, whether it was restored to see, and whether it is fresh enough. */
        backup: z.object({
          on: Day.nullable(),
          checked: z.enum(['restored', 'whole']).nullable(),
          well: z.boolean(),
          failed: z.boolean(),
          nightly: z.boolean(),
        }),
        providers: z.array(
          z.object({ id: Id, issuer: z.string(), clientId: z.string(), words: z.string(), organisation: z.string() }),
        ),
      }),
    ),
  allowMailedLinks: oc
    .route({ method: 'POST', path: '/people/allow-mailed-links' })
    .input(Attempt.extend({ allowed: z.boolean() }))
    .output(answer({})),
  addProvider: oc
    .route({ method: 'POST', path: '/people/add-provider' })
    .input(
      Attempt.extend({
        issuer: text(300, 8),
        clientId: text(300, 1),
        clientSecret: text(500, 1),
        words: text(60, 1),
        organisation: text(200, 1),
      }),
    )
    .output(answer({ id: Id })),
  removeProvider: oc
    .route({ method: 'POST', path: '/people/remove-provider' })
    .input(Attempt.extend({ provider: Id }))
    .output(answer({})),
}
