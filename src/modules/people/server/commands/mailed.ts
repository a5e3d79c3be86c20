import type { InferContractRouterInputs } from '@orpc/contract'
import type { Context, House } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { requireProof, signedOut } from '#platform/access/procedure.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { peopleContract } from '../../contract.ts'
import { beginTry } from '../access.ts'
import { mailsLinks, nameOfPlace, newLink, personAt, spendLink } from '../queries/ways.ts'
import { enter } from './enter.ts'

type In = InferContractRouterInputs<typeof peopleContract>
const done = { ok: true as const }
const SPENT = 'This link has been used, or its fifteen minutes are over. Ask for a new one.'

/** Answers before anything is looked up, so neither the answer nor its time tells whether the address is known. */
export async function askForLink({ house, from }: Context, { email }: In['askForLink']) {
  const account = email.trim().toLowerCase()
  if (!(await mailsLinks(house))) throw new AppError('not_found')
  beginTry(house, { [`link ${account}`]: 5, [`link from ${networkOf(from)}`]: 30 })
  setImmediate(() => void mailLink(house, account).catch(() => {}))
  return done
}

async function mailLink(house: House, account: string): Promise<void> {
  const person = await personAt(house, account)
  if (person === null) return
  const token = await house.db.as(person, (tx) => newLink(tx, person, 'sign-in', account))
  const place = await nameOfPlace(house)
  await house.mail.send({
    to: account,
    subject: `Sign in to ${place}`,
    text: [
      `Somebody, we hope you, asked to sign in to ${place} with this address.`,
      'Open this page within fifteen minutes and press the button on it. It works once.',
      `${house.settings.baseUrl}/mail-in#${token}`,
      'If it was not you, do nothing. Nobody has come in.',
    ].join('\n\n'),
  })
}

/** Signs in by a mailed link. It shows that somebody reads that post, and no more: the journal stays shut. */
export async function signInByLink(context: Context, { token }: In['signInByLink']) {
  const { house } = context
  const tried = beginTry(house, { [`link used from ${networkOf(context.from)}`]: 30 })
  const link = (await mailsLinks(house)) ? await spendLink(house, token, 'sign-in') : undefined
  if (link === undefined) return refuse('spent', SPENT)
  const { person_id: id } = link
  const opened = await house.db.as(id, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('login')
      .set({ verified_at: await clock(tx) })
      .where('person_id', '=', id)
      .where('email_key', '=', link.address.toLowerCase())
      .executeTakeFirst()
    // The address was changed since: this link went to the old one.
    return numUpdatedRows === 0n ? undefined : enter(tx, context, id, false)
  })
  if (opened === undefined) return refuse('spent', SPENT)
  tried.forgive()
  await opened()
  return { ...done, id }
}

/** With mail, an address counts once the link that went there was opened; without, it is changed and not confirmed. */
export async function changeEmail({ house, actor }: Context, { email }: In['changeEmail']) {
  if (actor?.kind !== 'full') throw signedOut()
  beginTry(house, { [`address ${actor.person}`]: 10 })
  const address = email.trim()
  const { before, token } = await house.db
    .as(actor.person, async (tx) => {
      requireProof(actor, await clock(tx))
      const login = await tx
        .selectFrom('login')
        .select('email')
        .where('person_id', '=', actor.person)
        .executeTakeFirstOrThrow()
      if (house.mail.sends) return { before: login.email, token: await newLink(tx, actor.person, 'address', address) }
      if (login.email !== address)
        await tx
          .updateTable('login')
          .set({ email: address, verified_at: null })
          .where('person_id', '=', actor.person)
          .execute()
      return { before: login.email, token: undefined }
    })
    .catch(taken)
  if (before === undefined) return refuse('email', TAKEN)
  if (token === undefined) return { ...done, state: 'changed' as const }
  const place = await nameOfPlace(house)
  await house.mail.send({
    to: address,
    subject: `Confirm your address for ${place}`,
    text: [
      `Somebody, we hope you, gave this address as theirs in ${place}.`,
      'Open this page within fifteen minutes and press the button on it. It works once.',
      `${house.settings.baseUrl}/new-address#${token}`,
      'If it was not you, do nothing. Nothing has been changed.',
    ].join('\n\n'),
  })
  if (before.toLowerCase() !== address.toLowerCase())
    await house.mail.send({
      to: before,
      subject: `Your address for ${place}`,
      text: [
        `Somebody, we hope you, asked to change the address you sign in with in ${place}. Until the new one is confirmed, this one stays.`,
        `If it was not you: sign in, change your password and end the other sessions at ${house.settings.baseUrl}/me`,
      ].join('\n\n'),
    })
  return { ...done, state: 'sent' as const }
}

const TAKEN = 'This address cannot be used here. Nothing was changed.'
function taken(fault: unknown): { before: undefined; token: undefined } {
  if ((fault as { code?: string }).code === '23505') return { before: undefined, token: undefined }
  throw fault
}

/** Whoever opens the link holds the new address; whose account it is stands in the link. */
export async function confirmEmail({ house, from }: Context, { token }: In['confirmEmail']) {
  const tried = beginTry(house, { [`address from ${networkOf(from)}`]: 30 })
  const link = await spendLink(house, token, 'address')
  if (link === undefined) return refuse('spent', SPENT)
  const changed = await house.db
    .as(link.person_id, async (tx) =>
      tx
        .updateTable('login')
        .set({ email: link.address, verified_at: await clock(tx) })
        .where('person_id', '=', link.person_id)
        .execute(),
    )
    .then(
      () => true,
      (fault) => taken(fault).before !== undefined,
    )
  if (!changed) return refuse('email', TAKEN)
  // What was asked for at the old address opens nothing any more.
  await house.db.as(link.person_id, (tx) =>
    tx.deleteFrom('mailed_link').where('person_id', '=', link.person_id).execute(),
  )
  tried.forgive()
  return done
}
