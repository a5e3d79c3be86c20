import type { InferContractRouterInputs } from '@orpc/contract'
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { sql } from 'kysely'
import type { Actor, Context, House } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { requireProof } from '#platform/access/procedure.ts'
import type { Db, Tx } from '#platform/db/database.ts'
import { clock, monotonic } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { peopleContract } from '../../contract.ts'
import { beginTry } from '../access.ts'
import { tellOfWay } from '../queries/new-ways.ts'
import { ownWays } from '../queries/ways.ts'
import { enter } from './enter.ts'

type In = InferContractRouterInputs<typeof peopleContract>
type Kept = { person_id: string; public_key: Buffer; counter: number; transports: string[] }

// Ed25519, P-256 and RSA, which every device has at least one of. The library's own list tries what Node calls experimental.
const ALGORITHMS = [-8, -7, -257]
const GOOD_FOR_MS = 300_000
const UNKNOWN = 'This passkey does not open anything here. Sign in with your address and password.'
const waiting = new WeakMap<House, Map<string, { until: number; person: string | null }>>()

/** What was asked of a device is remembered for five minutes, here only, and can be answered once. */
function remember(house: House, challenge: string, person: string | null): void {
  const all = waiting.get(house) ?? new Map()
  waiting.set(house, all)
  const now = monotonic()
  for (const [old, { until }] of all) if (until < now || all.size > 10_000) all.delete(old)
  all.set(challenge, { until: now + GOOD_FOR_MS, person })
}

function answersOnce(house: House, person: string | null): (challenge: string) => boolean {
  return (challenge) => {
    const asked = waiting.get(house)?.get(challenge)
    waiting.get(house)?.delete(challenge)
    return asked !== undefined && asked.until >= monotonic() && asked.person === person
  }
}

function site(house: House): { rpID: string; origin: string } {
  const { hostname, origin } = new URL(house.settings.baseUrl)
  return { rpID: hostname, origin }
}

/** What a device is asked in order to make a passkey. Only right after showing who is there. */
export async function askForPasskey(db: Db, actor: Actor, _input: Record<string, never>, house: House) {
  requireProof(actor, await clock(db))
  const person = await db
    .selectFrom('person')
    .innerJoin('login', 'login.person_id', 'person.id')
    .select(['name', 'email'])
    .where('person.id', '=', actor.person)
    .executeTakeFirstOrThrow()
  const there = await db
    .selectFrom('passkey')
    .select(['id', 'transports'])
    .where('person_id', '=', actor.person)
    .execute()
  const options = await generateRegistrationOptions({
    rpName: 'Trefoil',
    rpID: site(house).rpID,
    userID: new TextEncoder().encode(actor.person),
    userName: person.email,
    userDisplayName: person.name,
    excludeCredentials: there,
    supportedAlgorithmIDs: ALGORITHMS,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  remember(house, options.challenge, actor.person)
  return options as unknown as Record<string, unknown>
}

/** After the commit. */
export function tellOfPasskey(answer: { ok: boolean }, actor: Actor, { house }: Context): void {
  if (answer.ok) tellOfWay(house, actor.person, 'a passkey')
}

export async function addPasskey(tx: Tx, actor: Actor, input: In['addPasskey'], house: House) {
  requireProof(actor, await clock(tx))
  const { rpID, origin } = site(house)
  const checked = await verifyRegistrationResponse({
    response: input.response as unknown as RegistrationResponseJSON,
    expectedChallenge: answersOnce(house, actor.person),
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => undefined)
  if (checked === undefined || !checked.verified)
    return refuse('unproved', 'The device did not finish making the passkey. Nothing was changed; try again.')
  const { id, publicKey, counter, transports } = checked.registrationInfo.credential
  await tx
    .insertInto('passkey')
    .values({
      id,
      person_id: actor.person,
      public_key: Buffer.from(publicKey),
      counter,
      transports: transports ?? [],
      name: input.name.trim(),
    })
    .execute()
  return { ok: true as const }
}

export async function removePasskey(tx: Tx, actor: Actor, { passkey }: In['removePasskey']) {
  requireProof(actor, await clock(tx))
  const own = await ownWays(tx, actor.person)
  if (own.passkeys === 1 && !own.password && (own.issuers.length === 0 || !own.passphrase))
    return refuse(
      'last',
      'Nothing else opens your journal or lets you in. Make another way first; then this one can go.',
    )
  const { numDeletedRows } = await tx
    .deleteFrom('passkey')
    .where('id', '=', passkey)
    .where('person_id', '=', actor.person)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new AppError('not_found')
  return { ok: true as const }
}

/** The same for everybody: it names no passkey, so it tells nothing about who has one. */
export async function passkeyDoor({ house, from }: Context) {
  beginTry(house, { [`passkey door ${networkOf(from)}`]: 300 })
  const options = await generateAuthenticationOptions({ rpID: site(house).rpID, userVerification: 'required' })
  remember(house, options.challenge, null)
  return options as unknown as Record<string, unknown>
}

/** A passkey that was unlocked on its device is both things at once: what one has, and what one knows or is. */
export async function passkeySignIn(context: Context, input: In['passkeySignIn']) {
  const { house } = context
  const tried = beginTry(house, { [`sign-in from ${networkOf(context.from)}`]: 20 })
  const response = input.response as unknown as AuthenticationResponseJSON
  const kept = await house.db.read(null, async (db) => {
    const { rows } = await sql<Kept>`select * from passkey_for(${String(response.id ?? '')})`.execute(db as never)
    return rows[0]
  })
  if (kept === undefined) return refuse('wrong', UNKNOWN)
  const { rpID, origin } = site(house)
  const checked = await verifyAuthenticationResponse({
    response,
    expectedChallenge: answersOnce(house, null),
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    credential: {
      id: response.id,
      publicKey: new Uint8Array(kept.public_key),
      counter: kept.counter,
      transports: kept.transports as AuthenticatorTransport[],
    },
  }).catch(() => undefined)
  if (checked === undefined || !checked.verified) return refuse('wrong', UNKNOWN)
  tried.forgive()
  const opened = await house.db.as(kept.person_id, async (tx) => {
    await tx
      .updateTable('passkey')
      .set({ counter: checked.authenticationInfo.newCounter })
      .where('id', '=', response.id)
      .execute()
    return enter(tx, context, kept.person_id)
  })
  await opened()
  return { ok: true as const, id: kept.person_id }
}
