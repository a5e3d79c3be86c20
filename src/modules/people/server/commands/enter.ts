import { randomBytes, randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Context, House } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { hashToken, openSession, setCookie, tokenIn } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { peopleContract } from '../../contract.ts'
import { beginTry, deviceOf, hashPassword, opensJournal, passwordFits, spendCode } from '../access.ts'
import { invitationOf, loginFor } from '../queries.ts'

type In = InferContractRouterInputs<typeof peopleContract>
type Account = { name: string; email: string; hash: string | null; zone?: string | undefined }

const SPENT = {
  used: 'This invitation has been used. If that was you, sign in; if not, tell whoever invited you.',
  expired: 'This invitation was good for seven days, and they are over. Ask whoever sent it for a new one.',
  withdrawn: 'This invitation was taken back. Ask whoever sent it.',
  unknown: 'We do not know this invitation. Look whether the whole link was copied, or ask for a new one.',
} as const

/** Makes a person with their way in and their own space. Runs as that person, so it can make nobody else. */
export async function makeAccount(tx: Tx, id: string, account: Account): Promise<void> {
  await tx.insertInto('person').values({ id, name: account.name.trim() }).execute()
  await giveWaysIn(tx, id, account)
}

export async function giveWaysIn(tx: Tx, id: string, account: Account): Promise<void> {
  await tx.insertInto('login').values({ person_id: id, email: account.email.trim() }).execute()
  // Somebody who comes by their organisation's sign-in has no password here.
  if (account.hash !== null) await tx.insertInto('password').values({ person_id: id, hash: account.hash }).execute()
  await tx
    .insertInto('profile')
    .values({ person_id: id, zone: account.zone ?? null })
    .execute()
  const { zone } = await tx.selectFrom('installation').select('zone').executeTakeFirstOrThrow()
  await sql`select found_space(${randomUUID()}::uuid, null, 'person', 'My journal', ${randomBytes(12).toString('hex')}, true,
    ${account.zone ?? zone}, 'observer', '{}', null, '{}'::jsonb, null)`.execute(tx)
}

/** Opens a session on this device; one that was open here before is ended, so that no token outlives a sign-in. */
export async function enter(
  tx: Tx,
  context: Pick<Context, 'house' | 'request' | 'reply'>,
  person: string,
  proved = true,
): Promise<() => Promise<void>> {
  const before = tokenIn(context.house, context.request.headers, 'full')
  const device = deviceOf(context.request.headers['user-agent'])
  const token = await openSession(tx, person, 'full', device, proved && (await opensJournal(tx, person)))
  return async () => {
    if (before !== undefined) await endByToken(context.house, before)
    setCookie(context.house, context.reply, 'full', token)
  }
}

/** Ends the session this token opens, whoever's it is: holding it, the newest or the one before, is the right to end it. */
async function endByToken(house: House, token: string): Promise<void> {
  const held = await house.db.as(null, async (tx) => {
    const { rows } = await sql<{ session_id: string; person_id: string }>`
      select session_id, person_id from session_for(${hashToken(token)})`.execute(tx)
    return rows[0]
  })
  if (held !== undefined)
    await house.db.as(held.person_id, (tx) => tx.deleteFrom('session').where('id', '=', held.session_id).execute())
}

/** Names the place and makes its first person, once, for whoever holds the link that was printed where it was started. */
export async function setUp(context: Context, input: In['setUp']) {
  const { house } = context
  beginTry(house, { [`set-up ${networkOf(context.from)}`]: 20 })
  const hash = await hashPassword(input.password)
  const id = randomUUID()
  const opened = await house.db.as(id, async (tx) => {
    await sql`select name_place(${input.place.trim()}, ${input.host.trim()})`.execute(tx)
    const { rows } = await sql<{ done: boolean }>`select finish_setup(${hashToken(input.token)}) as done`.execute(tx)
    if (rows[0]?.done !== true)
      throw new AppError(
        'refused',
        'This link is not good any more: the place has been set up, or was started again since. The newest link stands where Trefoil was started.',
      )
    await makeAccount(tx, id, { ...input, hash })
    await sql`select keep_place()`.execute(tx)
    return enter(tx, context, id)
  })
  await opened()
  return { ok: true as const, id }
}

/** Equal work and an equal answer whether the address is known or not; limited per account and per network. */
export async function signIn(context: Context, input: In['signIn']) {
  const { house } = context
  const account = input.email.trim().toLowerCase()
  const tried = beginTry(house, { [`sign-in ${account}`]: 10, [`sign-in from ${networkOf(context.from)}`]: 20 })
  const login = await loginFor(house, account)
  if (!(await passwordFits(login?.hash, input.password)) || login === undefined) {
    return refuse('wrong', 'The address or the password is not right. What you typed is still here.')
  }
  const { person_id: id, totp_cipher: cipher, totp_confirmed_at: confirmed } = login
  if (confirmed !== null && cipher !== null) {
    const code = input.code ?? ''
    if (code.trim() === '') {
      tried.forgive()
      return refuse('code', 'Now the six numbers that your phone shows.')
    }
    if (!(await house.db.as(id, (tx) => spendCode(tx, house, id, cipher, code)))) {
      return refuse('code', 'That code is not right, or was used before. Wait for the next one; each works once.')
    }
  }
  tried.forgive()
  const opened = await house.db.as(id, (tx) => enter(tx, context, id))
  await opened()
  return { ok: true as const, id }
}

/** Ends the session on this device. The pen stays, so that the journal can still be added to, unless it is to go too. */
export async function signOut(context: Context, input: In['signOut']) {
  const { house, request, reply } = context
  for (const kind of input.pen ? (['full', 'pen'] as const) : (['full'] as const)) {
    const token = tokenIn(house, request.headers, kind)
    if (token === undefined) continue
    await endByToken(house, token)
    setCookie(house, reply, kind, null)
  }
  return { ok: true as const }
}

/** Takes an invitation, once. Whoever invited then says that it is the right person; until then nothing can be read. */
export async function accept(context: Context, input: In['accept']) {
  const { house, actor } = context
  beginTry(house, { [`join ${networkOf(context.from)}`]: 200, [`join ${hashToken(input.token).toString('hex')}`]: 30 })
  const held = await invitationOf(house, input.token)
  const state = held?.state ?? 'unknown'
  if (held === undefined || state !== 'open') return refuse(state, SPENT[state as keyof typeof SPENT])
  if (actor?.kind === 'full') {
    const own = await house.db.read(actor.person, (db) =>
      db
        .selectFrom('invitation')
        .select('name')
        .where('id', '=', held.id)
        .where('invited_by', '=', actor.person)
        .executeTakeFirst(),
    )
    if (own !== undefined)
      return refuse('own', `This is the invitation you wrote. Send its link to ${own.name}; it is still good.`)
    await house.db.as(actor.person, (tx) => take(tx, input.token))
    return { ok: true as const, id: held.id }
  }
  const { account } = input
  if (account === undefined) return refuse('account', 'Sign in, or make an account here.')
  if (account.email.trim().toLowerCase() !== held.email.trim().toLowerCase()) {
    return refuse(
      'email',
      'The invitation went to another address. Use the one it was sent to, or ask for it to be sent to this one.',
    )
  }
  if ((await loginFor(house, account.email)) !== undefined) {
    return refuse(
      'account',
      'There is an account with this address here already. Sign in with it; the invitation waits for you.',
    )
  }
  const hash = await hashPassword(account.password)
  const id = randomUUID()
  const opened = await house.db.as(id, async (tx) => {
    // The person first, then the invitation: of many at once, one takes it and the others leave nothing behind.
    await tx.insertInto('person').values({ id, name: account.name.trim() }).execute()
    await take(tx, input.token)
    await giveWaysIn(tx, id, { ...account, hash })
    return enter(tx, context, id)
  })
  await opened()
  return { ok: true as const, id: held.id }
}

/** Takes an invitation inside the taker's transaction. */
export async function take(tx: Tx, token: string): Promise<void> {
  const { rows } = await sql<{ id: string | null }>`select accept_invitation(${hashToken(token)}) as id`.execute(tx)
  if (rows[0]?.id == null) throw new AppError('refused', SPENT.used)
}
