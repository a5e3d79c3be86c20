import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor, Context, House } from '#platform/access/context.ts'
import { requireProof, signedOut } from '#platform/access/procedure.ts'
import { openSession, renewToken, setCookie, tokenIn } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { peopleContract } from '../../contract.ts'
import { beginTry, deviceOf, hashPassword, newCodeSecret, opensJournal, passwordFits, spendCode } from '../access.ts'
import { tellOfWay } from '../queries/new-ways.ts'

type In = InferContractRouterInputs<typeof peopleContract>
const done = { ok: true as const }
const WAITS =
  'Two people said that it is you, and that opens no journal for fourteen days. Your journal passphrase or a printed code opens it now.'
const WRONG = 'That is not the password you sign in with. Nothing was changed.'

export async function saveProfile(tx: Tx, actor: Actor, input: In['saveProfile']) {
  await tx
    .updateTable('person')
    .set({ name: input.name.trim(), pronouns: input.pronouns.trim() })
    .where('id', '=', actor.person)
    .execute()
  await tx
    .updateTable('profile')
    .set({
      access_needs: input.accessNeeds,
      learning_style: input.learningStyle,
      prefers: input.prefers,
      zone: input.zone,
    })
    .where('person_id', '=', actor.person)
    .execute()
  return done
}

export async function endSession(tx: Tx, actor: Actor, { session }: In['endSession']) {
  const { numDeletedRows } = await tx
    .deleteFrom('session')
    .where('id', '=', session)
    .where('person_id', '=', actor.person)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new AppError('not_found')
  return done
}

export async function endOtherSessions(tx: Tx, actor: Actor) {
  // A link on its way in a mail is somebody signed in elsewhere, too: it goes with them.
  await tx.deleteFrom('mailed_link').where('person_id', '=', actor.person).execute()
  const { numDeletedRows } = await tx
    .deleteFrom('session')
    .where('person_id', '=', actor.person)
    .where('id', '!=', actor.session)
    .executeTakeFirst()
  return { ok: true as const, ended: Number(numDeletedRows) }
}

/** A new password ends every other session, every pen, every printed code and every token of a program: whoever knew the old one is out at once. */
export async function changePassword(tx: Tx, actor: Actor, input: In['changePassword'], house: House) {
  const tried = beginTry(house, { [`password ${actor.person}`]: 10 })
  const own = await ownPassword(tx, actor)
  if (!(await passwordFits(own.hash, input.old))) return refuse('wrong', WRONG)
  tried.forgive()
  const hash = await hashPassword(input.password)
  await tx
    .updateTable('password')
    .set({ hash, changed_at: await clock(tx) })
    .where('person_id', '=', actor.person)
    .execute()
  // Whoever had the old password for a while may have made themselves these: they outlive no change of it.
  for (const table of ['recovery_code', 'api_token'] as const)
    await tx.deleteFrom(table).where('person_id', '=', actor.person).execute()
  return endOtherSessions(tx, actor)
}

/** Whoever came by their organisation or a passkey may have a password as well; what proves them now is what they have. */
export async function makePassword(tx: Tx, actor: Actor, { password }: In['makePassword']) {
  requireProof(actor, await clock(tx))
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('password')
    .values({ person_id: actor.person, hash: await hashPassword(password), changed_at: await clock(tx) })
    .onConflict((there) => there.column('person_id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 0n
    ? refuse('there', 'You have a password already. Change it by writing the one you have now.')
    : done
}

/** After the commit. */
export function tellOfPassword(answer: { ok: boolean }, actor: Actor, { house }: Context): void {
  if (answer.ok) tellOfWay(house, actor.person, 'a password')
}

/** Shows again who is there: the password, and the code where one is asked for at sign-in. */
export async function prove(tx: Tx, actor: Actor, input: In['prove'], house: House) {
  const tried = beginTry(house, { [`password ${actor.person}`]: 10 })
  const own = await ownPassword(tx, actor)
  if (!(await passwordFits(own.hash, input.password))) return refuse('wrong', WRONG)
  if (!(await opensJournal(tx, actor.person))) {
    tried.forgive()
    return refuse('waits', WAITS)
  }
  if (
    own.totp_confirmed_at !== null &&
    own.totp_cipher !== null &&
    !(await spendCode(tx, house, actor.person, own.totp_cipher, input.code ?? ''))
  ) {
    return refuse('code', 'That code is not right, or was used before. Wait for the next one; each works once.')
  }
  tried.forgive()
  await markProved(tx, actor)
  return done
}

/** They have shown who they are, now, in this session. */
export async function markProved(tx: Tx, actor: Actor): Promise<void> {
  await tx
    .updateTable('session')
    .set({ proved_at: await clock(tx) })
    .where('id', '=', actor.session)
    .execute()
}

/** Whoever showed who they are goes on with a new token: one that was copied before opens nothing any more. */
export async function renewSession(answer: { ok: boolean }, actor: Actor, { house, request, reply }: Context) {
  const token = tokenIn(house, request.headers, 'full')
  if (!answer.ok || token === undefined) return
  const next = await house.db.as(actor.person, (tx) => renewToken(tx, actor.session, token))
  if (next !== null) setCookie(house, reply, 'full', next)
}

/** Makes a fresh secret for codes. Nothing is asked for at sign-in until a code from it has been confirmed. */
export async function beginCode(tx: Tx, actor: Actor, _input: In['beginCode'], house: House) {
  requireProof(actor, await clock(tx))
  const { numUpdatedRows } = await tx
    .updateTable('password')
    .set({ totp_cipher: newCodeSecret(house, actor.person), totp_last_step: 0 })
    .where('person_id', '=', actor.person)
    .where('totp_confirmed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 0n
    ? refuse('on', 'Codes are in use already. Stop them first, if you have a new phone.')
    : done
}

export async function confirmCode(tx: Tx, actor: Actor, { code }: In['confirmCode'], house: House) {
  const tried = beginTry(house, { [`password ${actor.person}`]: 10 })
  const own = await ownPassword(tx, actor)
  if (own.totp_cipher === null || own.totp_confirmed_at !== null) throw new AppError('not_found')
  if (!(await spendCode(tx, house, actor.person, own.totp_cipher, code))) {
    return refuse(
      'code',
      'That code is not right. Wait for the next one and write it as it stands; the clock of the phone must be right.',
    )
  }
  tried.forgive()
  await tx
    .updateTable('password')
    .set({ totp_confirmed_at: await clock(tx) })
    .where('person_id', '=', actor.person)
    .execute()
  return done
}

export async function stopCode(tx: Tx, actor: Actor) {
  requireProof(actor, await clock(tx))
  await tx
    .updateTable('password')
    .set({ totp_cipher: null, totp_confirmed_at: null })
    .where('person_id', '=', actor.person)
    .execute()
  return done
}

/** A second, smaller session on this device: it may add to the journal for ninety days and do nothing else. */
export async function makePen(context: Context) {
  const { actor, house, request, reply } = context
  if (actor === null || actor.kind !== 'full') throw signedOut()
  // A pen writes into the journal: whoever may not open it makes none.
  if (actor.provedAt === null) throw new AppError('refused', 'Open your journal on this device first.')
  const token = await house.db.as(actor.person, (tx) =>
    openSession(tx, actor.person, 'pen', deviceOf(request.headers['user-agent'])),
  )
  setCookie(house, reply, 'pen', token)
  return done
}

/** Takes everything of a person that is theirs alone. Their row stays, without a name, since rows of others point to it. */
export async function forget(tx: Tx, person: string): Promise<void> {
  for (const table of [
    ...(['recovery_wrong', 'recovery_vouch', 'recovery_request', 'recovery_code', 'api_token'] as const),
    ...(['session', 'passkey', 'login', 'password', 'profile', 'passphrase'] as const),
    ...(['sign_in_link', 'mailed_link', 'place_keeper'] as const),
  ]) {
    await tx.deleteFrom(table).where('person_id', '=', person).execute()
  }
  await sql`select forget_keeper_asks()`.execute(tx)
  await sql`select forget_traces()`.execute(tx)
  await tx.updateTable('person').set({ name: 'Somebody who has left', pronouns: '' }).where('id', '=', person).execute()
}

function ownPassword(tx: Tx, actor: Actor) {
  return tx
    .selectFrom('password')
    .select(['hash', 'totp_cipher', 'totp_confirmed_at'])
    .where('person_id', '=', actor.person)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new AppError('not_found'))
}
