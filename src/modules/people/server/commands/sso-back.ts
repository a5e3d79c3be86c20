import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { authorizationCodeGrant } from 'openid-client'
import type { Context, House } from '#platform/access/context.ts'
import { actorOf } from '#platform/access/session.ts'
import { personAt } from '../queries/ways.ts'
import { invitationOf } from '../queries.ts'
import { enter, giveWaysIn, take } from './enter.ts'
import { backTo, configurationOf, type Flow, flowCookie, takeFlow } from './sso.ts'

type At = Pick<Context, 'house' | 'request' | 'reply'>
type Who = { issuer: string; subject: string; name: string }

/** Where an organisation's sign-in sends people back to. Whatever goes wrong, a page says so in words. */
export function ssoRoutes(server: FastifyInstance, house: House): void {
  server.get('/sso/back/:mark', async (request, reply) => {
    const here = new URL(request.url, house.settings.baseUrl)
    const at: At = { house, request: request.raw, reply: reply.raw }
    const to = await come(at, here).catch(() => '/sign-in?said=failed')
    return reply.code(303).header('cache-control', 'no-store').header('location', to).send()
  })
}

async function come(at: At, here: URL): Promise<string> {
  const { house } = at
  const flow = takeFlow(house, here.searchParams.get('state') ?? '', cookie(at))
  if (flow === undefined) return '/sign-in?said=stale'
  const wayBack = flow.purpose === 'add' ? '/me?said=' : '/sign-in?said='
  const provider = await configurationOf(house, flow.provider)
  if (provider === undefined) return `${wayBack}failed`
  const expected = new URL(backTo(house, provider.issuer))
  if (here.pathname !== expected.pathname) return `${wayBack}failed`
  expected.search = here.search
  const who = await authorizationCodeGrant(provider.configuration, expected, {
    pkceCodeVerifier: flow.verifier,
    expectedState: here.searchParams.get('state') ?? '',
    expectedNonce: flow.nonce,
    idTokenExpected: true,
  }).then(
    (tokens): Who | undefined => {
      const claims = tokens.claims()
      if (claims === undefined || claims.iss !== provider.issuer) return undefined
      return { issuer: claims.iss, subject: claims.sub, name: typeof claims.name === 'string' ? claims.name : '' }
    },
    () => undefined,
  )
  if (who === undefined) return `${wayBack}failed`
  return flow.purpose === 'add' ? add(at, flow, who) : goIn(at, flow, who)
}

function cookie({ house, request }: At): string {
  const name = `${flowCookie(house)}=`
  const parts = (request.headers.cookie ?? '').split(';').map((part) => part.trim())
  return parts.find((part) => part.startsWith(name))?.slice(name.length) ?? ''
}

function linked(house: House, { issuer, subject }: Who): Promise<string | null> {
  return house.db.read(null, async (db) => {
    const { rows } = await sql<{ id: string | null }>`select linked_person(${issuer}, ${subject}) as id`.execute(
      db as never,
    )
    return rows[0]?.id ?? null
  })
}

/** Known again by issuer and subject alone. Somebody unknown comes in by an invitation or not at all. */
async function goIn(at: At, flow: Flow, who: Who): Promise<string> {
  const { house } = at
  const person = await linked(house, who)
  if (person !== null) {
    const opened = await house.db.as(person, (tx) => enter(tx, at, person, false))
    await opened()
    return flow.token === undefined ? flow.to : `/join#${encodeURIComponent(flow.token)}`
  }
  if (flow.token === undefined) return '/sign-in?said=unknown'
  const token = flow.token
  const held = await invitationOf(house, token)
  if (held?.state !== 'open') return `/join#${encodeURIComponent(token)}`
  // An equal address makes nobody the same person: whoever has an account signs in to it and adds this themselves.
  if ((await personAt(house, held.email)) !== null) return '/sign-in?said=account'
  const id = randomUUID()
  const name = (held.name.trim() || who.name.trim() || 'Somebody new').slice(0, 120)
  const opened = await house.db.as(id, async (tx) => {
    await tx.insertInto('person').values({ id, name }).execute()
    await take(tx, token)
    await giveWaysIn(tx, id, { name, email: held.email, hash: null })
    await tx.insertInto('sign_in_link').values({ issuer: who.issuer, subject: who.subject, person_id: id }).execute()
    return enter(tx, at, id, false)
  })
  await opened()
  return `/join#${encodeURIComponent(token)}`
}

/** Only for whoever began it, in the same browser, and still signed in. */
async function add(at: At, flow: Flow, who: Who): Promise<string> {
  const { house, request } = at
  const actor = await actorOf(house, request.headers)
  if (actor?.kind !== 'full' || actor.person !== flow.person) return '/sign-in?said=failed'
  const there = await linked(house, who)
  if (there !== null) return there === actor.person ? '/me?said=added' : '/me?said=taken'
  return house.db
    .as(actor.person, (tx) =>
      tx
        .insertInto('sign_in_link')
        .values({ issuer: who.issuer, subject: who.subject, person_id: actor.person })
        .execute(),
    )
    .then(
      () => '/me?said=added',
      () => '/me?said=taken',
    )
}
