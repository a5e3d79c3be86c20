import { createHash, randomBytes } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import {
  allowInsecureRequests,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { Actor, Context, House } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { requireProof, signedOut } from '#platform/access/procedure.ts'
import { isLoopback } from '#platform/config/settings.ts'
import type { Tx } from '#platform/db/database.ts'
import { clock, monotonic } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { peopleContract } from '../../contract.ts'
import { beginTry } from '../access.ts'
import { ownWays } from '../queries/ways.ts'

type In = InferContractRouterInputs<typeof peopleContract>
type Provider = { issuer: string; client_id: string; secret_cipher: Buffer }
export type Flow = {
  until: number
  browser: string
  provider: string
  verifier: string
  nonce: string
  purpose: 'enter' | 'join' | 'add'
  token: string | undefined
  to: string
  person: string | null
}
const GOOD_FOR_MS = 600_000
const flows = new WeakMap<House, Map<string, Flow>>()
const known = new Map<string, { issuer: string; configuration: Configuration; until: number }>()

export const bindSecret = (provider: string) => `sign_in_provider secret_cipher ${provider}`
export const forgetProvider = (provider: string) => known.delete(provider)

/** Every organisation has an address of its own to send people back to, so that an answer of one cannot pass for another's. */
export function backTo(house: House, issuer: string): string {
  const mark = createHash('sha256').update(issuer.replace(/\/+$/, '')).digest('hex').slice(0, 12)
  return `${house.settings.baseUrl}/sso/back/${mark}`
}

/** `__Host-` needs https; on this machine's own http the plain name is used. */
export function flowCookie(house: House): string {
  return house.settings.baseUrl.startsWith('https:') ? '__Host-trefoil-sso' : 'trefoil-sso'
}

/** Asks the issuer for its endpoints; a sentence where it cannot be used. */
export async function discover(
  house: House,
  issuer: string,
  clientId: string,
  secret: string,
): Promise<Configuration | string> {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  // For trying it out, everything on one machine. A place that others reach asks nobody over an open line.
  const here = url !== undefined && isLoopback(url.hostname) && isLoopback(new URL(house.settings.baseUrl).hostname)
  const right = url?.protocol === 'https:' || (url?.protocol === 'http:' && here)
  if (url === undefined || !right || url.username !== '' || url.search !== '' || url.hash !== '')
    return 'The address must begin with https:// and name the organisation’s sign-in, with nothing after a ? or #.'
  try {
    return await discovery(url, clientId, secret, undefined, {
      timeout: 10,
      execute: [enableNonRepudiationChecks, ...(url.protocol === 'http:' ? [allowInsecureRequests] : [])],
    })
  } catch {
    return 'Nothing there answers as a sign-in we can use. Compare the address with the one the organisation gave you; it is often called “issuer”. Nothing was kept.'
  }
}

/** What is known of an organisation's sign-in, asked again every hour. */
export async function configurationOf(house: House, id: string) {
  const provider = await house.db.read(null, async (db) => {
    const { rows } = await sql<Provider>`select * from sign_in_provider_for(${id}::uuid)`.execute(db as never)
    return rows[0]
  })
  // Asked of the database every time, so that one that was removed is gone at once.
  if (provider === undefined) return undefined
  const there = known.get(id)
  if (there !== undefined && there.until > monotonic()) return there
  const secret = house.keys.unwrap(bindSecret(id), provider.secret_cipher).toString()
  const configuration = await discover(house, provider.issuer, provider.client_id, secret)
  if (typeof configuration === 'string' || configuration.serverMetadata().issuer !== provider.issuer) return undefined
  const fresh = { issuer: provider.issuer, configuration, until: monotonic() + 3_600_000 }
  known.set(id, fresh)
  return fresh
}

function inside(house: House, to: string | undefined): string {
  const { origin } = new URL(house.settings.baseUrl)
  const at = to?.startsWith('/') && URL.canParse(to, origin) ? new URL(to, origin) : undefined
  return at?.origin === origin ? `${at.pathname}${at.search}${at.hash}` : '/today'
}

/** Code with PKCE, state and nonce, kept here for ten minutes and bound to this browser by a cookie. */
export async function beginSso(context: Context, input: In['beginSso']) {
  const { house, actor, reply } = context
  beginTry(house, { [`sso from ${networkOf(context.from)}`]: 300 })
  if (input.purpose === 'add') {
    if (actor?.kind !== 'full') throw signedOut()
    requireProof(actor, await house.db.read(actor.person, clock))
  }
  const provider = await configurationOf(house, input.provider)
  if (provider === undefined)
    return refuse(
      'provider',
      'Your organisation’s sign-in does not answer. Try again in a moment, or come in another way.',
    )
  const state = randomState()
  const browser = randomBytes(32).toString('base64url')
  const flow: Flow = {
    until: monotonic() + GOOD_FOR_MS,
    browser: createHash('sha256').update(browser).digest('hex'),
    provider: input.provider,
    verifier: randomPKCECodeVerifier(),
    nonce: randomNonce(),
    purpose: input.purpose,
    token: input.token,
    to: inside(house, input.to),
    person: input.purpose === 'add' ? (actor?.person ?? null) : null,
  }
  const all = flows.get(house) ?? new Map<string, Flow>()
  flows.set(house, all)
  for (const [old, { until }] of all) if (until < monotonic() || all.size > 10_000) all.delete(old)
  all.set(state, flow)
  const secure = house.settings.baseUrl.startsWith('https:') ? '; Secure' : ''
  reply.appendHeader(
    'set-cookie',
    `${flowCookie(house)}=${browser}; Path=/; HttpOnly; SameSite=Lax; Max-Age=600${secure}`,
  )
  const address = buildAuthorizationUrl(provider.configuration, {
    redirect_uri: backTo(house, provider.issuer),
    scope: 'openid profile',
    state,
    nonce: flow.nonce,
    code_challenge: await calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
  })
  return { ok: true as const, address: address.href }
}

/** The flow this state belongs to, once, and only in the browser that began it. */
export function takeFlow(house: House, state: string, browser: string): Flow | undefined {
  const flow = flows.get(house)?.get(state)
  if (flow === undefined || flow.browser !== createHash('sha256').update(browser).digest('hex')) return undefined
  flows.get(house)?.delete(state)
  return flow.until >= monotonic() ? flow : undefined
}

/** Takes an organisation's sign-in off one's ways in; never the last of them. */
export async function removeSso(tx: Tx, actor: Actor, { provider }: In['removeSso']) {
  requireProof(actor, await clock(tx))
  const { rows } = await sql<{ id: string; issuer: string }>`select id, issuer from sign_in_doors()`.execute(tx)
  const issuer = rows.find(({ id }) => id === provider)?.issuer
  const own = await ownWays(tx, actor.person)
  if (issuer === undefined || !own.issuers.includes(issuer)) throw new AppError('not_found')
  if (!own.password && own.passkeys === 0 && own.issuers.length === 1)
    return refuse('last', 'This is your only way in. Make a passkey first; then this one can go.')
  await tx.deleteFrom('sign_in_link').where('issuer', '=', issuer).where('person_id', '=', actor.person).execute()
  return { ok: true as const }
}
