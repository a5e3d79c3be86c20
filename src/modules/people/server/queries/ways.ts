import { sql } from 'kysely'
import type { Actor, Context, House } from '#platform/access/context.ts'
import { hashToken, newToken } from '#platform/access/session.ts'
import { isFresh, lastBackup, machineNow } from '#platform/backup/noted.ts'
import type { Db, Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { presentProviders } from '../present.ts'

type Nothing = Record<string, never>
type Door = { id: string; issuer: string; words: string; organisation: string }
const GOOD_FOR_MS = 900_000

/** The organisations whose own sign-in opens this place. */
async function doorsOf(db: Db): Promise<Door[]> {
  const { rows } = await sql<Door>`select * from sign_in_doors()`.execute(db as never)
  return rows
}

/** Whether links are mailed for signing in: the place sends mail, and whoever runs it allows it. */
export function mailsLinks(house: House): Promise<boolean> {
  return house.db.read(null, async (db) => {
    const row = await db.selectFrom('installation').select('mailed_links').executeTakeFirstOrThrow()
    return row.mailed_links && house.mail.sends
  })
}

export async function readWaysHere({ house }: Context) {
  const doors = await house.db.read(null, doorsOf)
  return {
    mailedLink: await mailsLinks(house),
    organisations: doors.map(({ id, words, organisation }) => ({ id, words, organisation })),
  }
}

/** What of a person's own opens their journal, and what lets them in. */
export async function ownWays(db: Db, person: string) {
  const one = async (table: 'password' | 'passphrase' | 'place_keeper') =>
    (await db.selectFrom(table).select('person_id').where('person_id', '=', person).executeTakeFirst()) !== undefined
  const passkeys = await db.selectFrom('passkey').select('id').where('person_id', '=', person).execute()
  const links = await db.selectFrom('sign_in_link').select('issuer').where('person_id', '=', person).execute()
  return {
    password: await one('password'),
    passphrase: await one('passphrase'),
    runs: await one('place_keeper'),
    passkeys: passkeys.length,
    issuers: links.map(({ issuer }) => issuer),
  }
}

export async function readWaysIn(db: Db, actor: Actor, _input: Nothing, house: House) {
  const own = await ownWays(db, actor.person)
  const login = await db
    .selectFrom('login')
    .select(['email', 'verified_at'])
    .where('person_id', '=', actor.person)
    .executeTakeFirstOrThrow(() => new AppError('not_found'))
  const { mailed_links: allowed } = await db.selectFrom('installation').select('mailed_links').executeTakeFirstOrThrow()
  const now = await clock(db)
  const doors = await doorsOf(db)
  const mine = own.password || own.passphrase || own.passkeys > 0
  return {
    email: login.email,
    confirmed: login.verified_at !== null,
    mail: house.mail.sends,
    mailedLink: house.mail.sends && allowed,
    password: own.password,
    passphrase: own.passphrase,
    organisations: doors.map(({ issuer, ...door }) => ({ ...door, mine: own.issuers.includes(issuer) })),
    journal: actor.provedAt !== null ? ('open' as const) : mine ? ('shut' as const) : ('make' as const),
    proved: actor.provedAt !== null && now.getTime() - actor.provedAt.getTime() <= 540_000,
    runs: own.runs,
  }
}

/** The settings of the place. For anybody else they are not there. */
export async function readPlaceSettings(db: Db, actor: Actor, _input: Nothing, house: House) {
  await onlyKeeper(db, actor)
  const { mailed_links: allowed } = await db.selectFrom('installation').select('mailed_links').executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('sign_in_provider')
    .select(['id', 'issuer', 'client_id', 'words', 'organisation'])
    .orderBy('words')
    .execute()
  return {
    mail: house.mail.sends,
    mailedLinks: allowed,
    back: `${house.settings.baseUrl}/sso/back/`,
    backup: await backupOf(house),
    providers: presentProviders(rows),
  }
}

/** What who runs the place must know of its backups: no folder and no reason, which stand in the doctor's answer on the machine. */
async function backupOf({ settings }: House) {
  const noted = await lastBackup(settings.dataDir)
  return {
    on: noted.made?.slice(0, 10) ?? null,
    ...{ checked: noted.checked, well: isFresh(noted, machineNow()) && noted.failed === null },
    ...{ failed: noted.failed !== null, nightly: settings.backupDir !== undefined },
  }
}

/** Asks the database whether this row is there; what is done to the settings is bound to it there as well. */
export async function onlyKeeper(db: Db, actor: Actor): Promise<void> {
  const row = await db
    .selectFrom('place_keeper')
    .select('person_id')
    .where('person_id', '=', actor.person)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
}

export async function personAt(house: House, address: string): Promise<string | null> {
  return house.db.read(null, async (db) => {
    const { rows } = await sql<{ id: string | null }>`select person_at(${address.trim()}) as id`.execute(db as never)
    return rows[0]?.id ?? null
  })
}

/** A fresh link of this person, of which only the hash is kept. Those of theirs that are over go. */
export async function newLink(
  tx: Tx,
  person: string,
  purpose: 'sign-in' | 'address',
  address: string,
): Promise<string> {
  const now = await clock(tx)
  const token = newToken()
  await tx.deleteFrom('mailed_link').where('person_id', '=', person).where('ends_at', '<=', now).execute()
  await tx
    .insertInto('mailed_link')
    .values({
      hash: hashToken(token),
      person_id: person,
      purpose,
      address,
      ends_at: new Date(now.getTime() + GOOD_FOR_MS),
    })
    .execute()
  return token
}

/** Spends a link for what it was made for, once: whose it is and where it went. */
export async function spendLink(house: House, token: string, purpose: 'sign-in' | 'address') {
  return house.db.as(null, async (tx) => {
    const { rows } = await sql<{
      person_id: string
      address: string
    }>`select * from spend_mailed_link(${hashToken(token)}, ${purpose})`.execute(tx)
    return rows[0]
  })
}

export async function nameOfPlace(house: House): Promise<string> {
  const row = await house.db.read(null, (db) => db.selectFrom('installation').select('name').executeTakeFirstOrThrow())
  return row.name
}
