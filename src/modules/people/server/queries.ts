import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import QRCode from 'qrcode'
import type { Actor, Context, House } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { requireProof } from '#platform/access/procedure.ts'
import { hashToken } from '#platform/access/session.ts'
import type { Db } from '#platform/db/database.ts'
import { clock, myZone } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import type { peopleContract } from '../contract.ts'
import { beginTry, codeOf } from './access.ts'
import { presentInvitation, presentOrganisation, presentProfile, presentSession } from './present.ts'

type In = InferContractRouterInputs<typeof peopleContract>
type Nothing = Record<string, never>
type Login = {
  person_id: string
  hash: string
  totp_cipher: Buffer | null
  totp_confirmed_at: Date | null
  totp_last_step: number
}
export type Held = {
  id: string
  space_name: string
  inviter: string
  name: string
  email: string
  state: 'open' | 'used' | 'expired' | 'withdrawn'
  accepted_by: string | null
}

/** The way in that belongs to an address, asked of the database before anybody is signed in. */
export function loginFor(house: House, email: string): Promise<Login | undefined> {
  return house.db.read(null, async (db) => {
    const { rows } = await sql<Login>`select * from login_for(${email.trim()})`.execute(db as never)
    return rows[0]
  })
}

/** The invitation this secret opens. */
export function invitationOf(house: House, token: string): Promise<Held | undefined> {
  return house.db.read(null, async (db) => {
    const { rows } = await sql<Held>`select * from invitation_for(${hashToken(token)})`.execute(db as never)
    return rows[0]
  })
}

export function readPlace({ house }: Context) {
  return house.db.read(null, async (db) => {
    const row = await db
      .selectFrom('installation')
      .select(['name', 'host_sentence', 'set_up_at', 'demonstration', 'zone'])
      .executeTakeFirstOrThrow()
    return {
      name: row.name,
      host: row.host_sentence,
      setUp: row.set_up_at !== null || row.demonstration,
      demonstration: row.demonstration,
      mail: house.mail.sends,
      clock: await clock(db),
      zone: row.zone,
    }
  })
}

/** Whether a set-up link still opens its form, so that nobody fills it in for nothing. Guessing is limited. */
export async function readSetUpLink({ house, from }: Context, { token }: In['setUpLink']) {
  const tried = beginTry(house, { [`set-up link ${networkOf(from)}`]: 60 })
  const opens = await house.db.read(null, async (db) => {
    const { rows } = await sql<{ opens: boolean }>`select setup_opens(${hashToken(token)}) as opens`.execute(
      db as never,
    )
    return rows[0]?.opens === true
  })
  if (opens) tried.forgive()
  return { opens }
}

export async function readMe({ house, actor }: Context) {
  if (actor === null || actor.kind === 'program' || actor.kind === 'guest') return null
  if (actor.kind === 'pen')
    return { id: actor.person, name: null, pronouns: null, kind: actor.kind, journal: 'shut' as const }
  const row = await house.db.read(actor.person, (db) =>
    db.selectFrom('person').select(['name', 'pronouns']).where('id', '=', actor.person).executeTakeFirstOrThrow(),
  )
  const journal = actor.provedAt === null ? ('shut' as const) : ('open' as const)
  return { id: actor.person, name: row.name, pronouns: row.pronouns, kind: actor.kind, journal }
}

export async function readInvitation({ house, actor, from }: Context, { token }: In['invitation']) {
  const tried = beginTry(house, { [`invitation from ${networkOf(from)}`]: 60 })
  const held = await invitationOf(house, token)
  if (held !== undefined) tried.forgive()
  return presentInvitation(held, actor?.kind === 'full' ? actor.person : null)
}

export async function readProfile(db: Db, actor: Actor) {
  const row = await db
    .selectFrom('person')
    .innerJoin('login', 'login.person_id', 'person.id')
    .innerJoin('profile', 'profile.person_id', 'person.id')
    .leftJoin('password', 'password.person_id', 'person.id')
    .select([
      'person.name',
      'person.pronouns',
      'login.email',
      'profile.access_needs',
      'profile.learning_style',
      'profile.prefers',
      'profile.zone',
      'password.totp_confirmed_at',
      'password.totp_cipher',
    ])
    .where('person.id', '=', actor.person)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  const passkeys = await db
    .selectFrom('passkey')
    .select(['id', 'name', 'made_at'])
    .where('person_id', '=', actor.person)
    .orderBy('made_at')
    .execute()
  const pens = await db
    .selectFrom('session')
    .select('id')
    .where('person_id', '=', actor.person)
    .where('kind', '=', 'pen')
    .execute()
  const now = await clock(db)
  const proved = actor.provedAt !== null && now.getTime() - actor.provedAt.getTime() <= 540_000
  return presentProfile(row, passkeys, { proved, pen: pens.length > 0, zone: await myZone(db) })
}

export async function listSessions(db: Db, actor: Actor) {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'device', 'kind', 'made_at', 'seen_at'])
    .where('person_id', '=', actor.person)
    .where('ends_at', '>', await clock(db))
    .orderBy('seen_at', 'desc')
    .execute()
  const zone = await myZone(db)
  return rows.map((row) => presentSession(row, actor.session, zone))
}

/** The secret is shown to nobody but whoever has just proved who they are, and never again once it is confirmed. */
export async function readCodeSetUp(db: Db, actor: Actor, _input: Nothing, house: House) {
  requireProof(actor, await clock(db))
  const row = await db
    .selectFrom('password')
    .innerJoin('login', 'login.person_id', 'password.person_id')
    .select(['totp_cipher', 'email'])
    .where('password.person_id', '=', actor.person)
    .where('totp_confirmed_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined || row.totp_cipher === null) throw new AppError('not_found')
  const code = codeOf(house, actor.person, row.totp_cipher, row.email)
  const svg = await QRCode.toString(code.toString(), { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  return { secret: code.secret.base32, picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` }
}

export async function listOrganisations(db: Db) {
  const rows = await db
    .selectFrom('organisation')
    .select(['id', 'name', 'org_id', 'size_band', 'sector'])
    .orderBy('name')
    .execute()
  return rows.map(presentOrganisation)
}

/** What every module holds of the person who asks, and of nobody else. */
export async function takeEverything(db: Db, actor: Actor, _input: Nothing, house: House) {
  requireProof(actor, await clock(db))
  return house.gathered.mine(db, actor.person)
}

/** The people module's part of "everything of mine". */
export async function everything(db: Db, person: string): Promise<Record<string, unknown>> {
  const one = { person, session: person, kind: 'full', provedAt: null } as const
  const { proved: _proved, pen: _pen, ...profile } = await readProfile(db, one)
  const sessions = await listSessions(db, one)
  const organisations = await db
    .selectFrom('organisation')
    .select(['id', 'name', 'org_id', 'size_band', 'sector'])
    .where('made_by', '=', person)
    .execute()
  return {
    profile,
    sessions: sessions.map(({ here: _here, ...session }) => session),
    organisations: organisations.map(presentOrganisation),
  }
}
