import { randomBytes, randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor, Context, House } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { requireProof, signedOut } from '#platform/access/procedure.ts'
import { hashToken, newToken } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { clock, myToday } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { peopleContract } from '../../contract.ts'
import { beginTry, hashPassword } from '../access.ts'
import { tellOfWay } from '../queries/new-ways.ts'
import { endOtherSessions } from './account.ts'
import { enter } from './enter.ts'

type In = InferContractRouterInputs<typeof peopleContract>
const done = { ok: true as const }
const HOW_MANY = 10
/** So long a journal stays shut for somebody who came back on the word of two others, unless they show more. */
const SHUT_FOR_MS = 14 * 86_400_000
// Letters and figures that nobody mistakes for one another, on paper or read out.
const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ23'

function newCode(groups: number): string {
  const signs = [...randomBytes(groups * 4)].map((byte) => SIGNS[byte % SIGNS.length])
  return Array.from({ length: groups }, (_, at) => signs.slice(at * 4, at * 4 + 4).join('')).join('-')
}
/** As it was meant: without gaps, and in capitals. */
const hashCode = (code: string) => hashToken(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))

/** Ten codes to print. They are in this answer and nowhere else; those from before are dead. */
export async function makeCodes({ house, actor }: Context) {
  if (actor === null || actor.kind !== 'full') throw signedOut()
  const codes = Array.from({ length: HOW_MANY }, () => newCode(4))
  await house.db.as(actor.person, async (tx) => {
    requireProof(actor, await clock(tx))
    await tx.deleteFrom('recovery_code').where('person_id', '=', actor.person).execute()
    const rows = codes.map((code) => ({ person_id: actor.person, code_hash: hashCode(code) }))
    await tx.insertInto('recovery_code').values(rows).execute()
  })
  tellOfWay(house, actor.person, 'ten printed codes')
  return { ok: true as const, codes }
}

/** They were offered once more, and are not wanted now. */
export async function declineCodes(tx: Tx, actor: Actor) {
  await tx
    .updateTable('profile')
    .set({ codes_declined_on: await myToday(tx) })
    .where('person_id', '=', actor.person)
    .execute()
  return done
}

/** Any device that is still signed in can say: that is not me. */
export async function cancelWayBack(tx: Tx, actor: Actor, { request }: In['cancelWayBack']) {
  const { numUpdatedRows } = await tx
    .updateTable('recovery_request')
    .set({ cancelled_at: await clock(tx) })
    .where('id', '=', request)
    .where('person_id', '=', actor.person)
    .where('cancelled_at', 'is', null)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) await undoReturn(tx, actor, request)
  return done
}

/** While a vouched return has not opened the journal yet, whoever reads the person's mail can still say it was not them. */
async function undoReturn(tx: Tx, actor: Actor, request: string): Promise<void> {
  const now = await clock(tx)
  const { numUpdatedRows } = await tx
    .updateTable('recovery_request')
    .set({ cancelled_at: now })
    .where('id', '=', request)
    .where('person_id', '=', actor.person)
    .where('cancelled_at', 'is', null)
    .where('done_at', '>', new Date(now.getTime() - SHUT_FOR_MS))
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new AppError('not_found')
  // The password that came of it opens nothing; whoever had it is out.
  await tx
    .updateTable('password')
    .set({ hash: await hashPassword(newToken()), journal_from: new Date(now.getTime() + 100 * 365 * 86_400_000) })
    .where('person_id', '=', actor.person)
    .where('journal_from', 'is not', null)
    .execute()
  await endOtherSessions(tx, actor)
}

/** In by a printed code: every other way in is reset, and every session is ended. */
export async function comeBackByCode(context: Context, input: In['comeBackByCode']) {
  const { house } = context
  const account = input.email.trim().toLowerCase()
  const tried = beginTry(house, {
    [`printed code ${account}`]: 10,
    [`printed code from ${networkOf(context.from)}`]: 20,
  })
  const hash = await hashPassword(input.password)
  const back = await house.db.as(null, async (tx) => {
    const { rows } = await sql<{
      id: string | null
    }>`select spend_recovery_code(${account}, ${hashCode(input.code)}) as id`.execute(tx)
    return begin(tx, context, rows[0]?.id ?? null, hash, null)
  })
  if (back === null)
    return refuse(
      'wrong',
      'The address or the code is not right, or the code was used before. What you typed is still here.',
    )
  tried.forgive()
  await back.opened()
  return { ok: true as const, id: back.id }
}

/** Asks for two to vouch. The answer, and what it costs, is the same whoever's address it is. */
export async function askVouching({ house, from }: Context, input: In['askVouching']) {
  const account = input.email.trim().toLowerCase()
  beginTry(house, { [`vouching ${account}`]: 20, [`vouching from ${networkOf(from)}`]: 10 }, 3600)
  const secret = newToken()
  const code = newCode(2)
  const asked = await house.db.as(null, async (tx) => {
    const { rows } = await sql<{ asked: boolean }>`
      select ask_recovery(${account}, ${randomUUID()}::uuid, ${hashToken(secret)}, ${hashCode(code)}) as asked`.execute(
      tx,
    )
    return rows[0]?.asked === true
  })
  // Whoever reads the address is told, so that they can call it off; not waited for, so the time taken tells nothing.
  if (asked)
    void house.mail
      .send({
        to: account,
        subject: 'Somebody asks to get back in as you',
        text: `Somebody said that you have lost every way into ${house.settings.baseUrl}, and asks two people who know you to confirm it.\n\nIf that is not you: sign in, open the page Me and choose "That is not me". Nothing happens before two people have said that it is you, and then for a day.`,
      })
      .catch(() => {})
  return { ok: true as const, secret, code }
}

/** A day after two have vouched. What was used before opens nothing any more. */
export async function comeBackVouched(context: Context, input: In['comeBackVouched']) {
  const { house } = context
  const tried = beginTry(house, { [`come back from ${networkOf(context.from)}`]: 20 })
  const hash = await hashPassword(input.password)
  const back = await house.db.as(null, async (tx) => {
    const { rows } = await sql<{ id: string | null }>`select finish_recovery(${hashToken(input.secret)}) as id`.execute(
      tx,
    )
    const person = rows[0]?.id ?? null
    const from = new Date((await clock(tx)).getTime() + SHUT_FOR_MS)
    return begin(tx, context, person, hash, from)
  })
  if (back === null)
    return refuse('early', 'This cannot be done yet, or not any more. Look again at what the page says.')
  tried.forgive()
  await back.opened()
  void tellOfReturn(house, back.id).catch(() => {})
  return { ok: true as const, id: back.id }
}

/** Where the place sends mail, whoever reads it learns that somebody is in, and how to put them out again. */
async function tellOfReturn(house: House, person: string): Promise<void> {
  const login = await house.db.read(person, (db) =>
    db.selectFrom('login').select('email').where('person_id', '=', person).executeTakeFirst(),
  )
  if (login === undefined || !house.mail.sends) return
  await house.mail.send({
    to: login.email,
    subject: 'Somebody got back in as you',
    text: `Two people who know you confirmed that it was you, and a new password was set at ${house.settings.baseUrl}. Your journal stays shut for fourteen days, or until your journal passphrase or a printed code is shown.\n\nIf that was not you: come in with a printed code, or by a link to this address, open the page Me and choose "That is not me". The new password then opens nothing.`,
  })
}

/**
 * Every way in is reset: a new password, and no passkeys, tokens or sessions from before. Runs as that person. A printed
 * code is theirs alone and opens the journal; the word of two others does not, until `journalFrom`.
 */
async function begin(tx: Tx, context: Context, person: string | null, hash: string, journalFrom: Date | null) {
  if (person === null) return null
  for (const table of ['session', 'passkey', 'api_token', 'sign_in_link', 'mailed_link'] as const)
    await tx.deleteFrom(table).where('person_id', '=', person).execute()
  const now = await clock(tx)
  // Whoever came by their organisation's sign-in had no password until now.
  const fresh = {
    ...{ hash, changed_at: now, journal_from: journalFrom },
    ...{ totp_cipher: null, totp_confirmed_at: null, totp_last_step: 0 },
  }
  await tx
    .insertInto('password')
    .values({ person_id: person, ...fresh })
    .onConflict((on) => on.column('person_id').doUpdateSet(fresh))
    .execute()
  await tx
    .updateTable('recovery_request')
    .set({ cancelled_at: now })
    .where('person_id', '=', person)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .execute()
  return { id: person, opened: await enter(tx, context, person) }
}

const SAID: Record<string, string> = {
  code: 'That is not the code they have before them. Let them read it out again, in person or on the phone with a voice you know.',
  organisation:
    'The other who said so is from the same organisation as you, and somebody from elsewhere could say it too. Ask them.',
  alone: 'The other who said so stands for no organisation either, and somebody of one could say it too. Ask them.',
  payers: 'Two who pay are not enough. Somebody else has to say it too.',
}

/** One of two who say: it is really them. Who may is decided in the database. */
export async function vouch(tx: Tx, _actor: Actor, input: In['vouch']) {
  const { rows } = await sql<{
    said: string
  }>`select vouch_for(${input.request}::uuid, ${hashCode(input.code)}) as said`.execute(tx)
  const said = rows[0]!.said
  return said === 'ok' ? done : refuse(said, SAID[said] ?? '')
}
