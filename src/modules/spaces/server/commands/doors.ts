import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import { hashToken } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { refuse } from '#shared/result.ts'
import type { spacesContract } from '../../contract.ts'
import { PRIVILEGED } from '../../contract.ts'
import { here } from '../access.ts'
import { templateOf } from '../present/templates.ts'
import { mayGive, pairIsFull } from '../queries/people.ts'
import { settleOrganisation } from './create.ts'

type Inputs = InferContractRouterInputs<typeof spacesContract>

const DAYS_OPEN = 7

/** Writes an invitation down. The secret of its link stays with whoever made it: here only its hash is kept. */
export async function invite(tx: Tx, actor: Actor, input: Inputs['invite'], house: House) {
  const space = await here(tx, input)
  if (space.kind === 'person' || space.kind === 'seat')
    return refuse('closed', 'Nobody can be invited here: it has one reader by its nature.')
  const charter = await tx.selectFrom('charter').select('template').where('space_id', '=', space.id).executeTakeFirst()
  const only = templateOf(charter?.template ?? '')?.only
  if (only !== undefined && !only.includes(input.class)) {
    return refuse('class', 'Only grantees can be invited here. Nothing was sent.')
  }
  if (space.kind === 'pair' && (await pairIsFull(tx, space.id))) {
    return refuse(
      'full',
      'This is a space between two, and two are in it or invited. Make another space for the three of you.',
    )
  }
  const roles = [...new Set(input.roles ?? [])]
  // The database refuses it too; here it is said in words.
  if (roles.some((role) => PRIVILEGED.some((one) => one === role)) && !(await mayGive(tx, space.id)))
    return refuse(
      'role',
      'Only a manager of this space can ask somebody in with a role that acts for others. Ask them in without it, or ask a manager. Nothing was sent.',
    )
  if (roles.includes('speaks_for_organisation') && input.organisation === undefined)
    return refuse('organisation', 'Say which organisation they speak for. Nothing was sent.')
  const organisation = input.organisation === undefined ? null : await settleOrganisation(tx, actor, input.organisation)
  const id = randomUUID()
  const now = await clock(tx)
  await tx
    .insertInto('invitation')
    .values({
      id,
      space_id: space.id,
      token_hash: hashToken(input.secret),
      name: input.name.trim(),
      email: input.email,
      class: input.class,
      roles,
      organisation_id: organisation,
      reason: input.reason ?? '',
      invited_by: actor.person,
      made_at: now,
      ends_at: new Date(now.getTime() + DAYS_OPEN * 86_400_000),
    })
    .execute()
  // The mail may fail: the inviter holds the link as well. It is not waited for, since nothing else rests on it.
  const me = await tx.selectFrom('person').select('name').where('id', '=', actor.person).executeTakeFirstOrThrow()
  if (house.mail.sends) void sendLink(house, me.name, space.name, input).catch(() => {})
  return { ok: true as const, id, mailed: house.mail.sends }
}

async function sendLink(house: House, from: string, space: string, input: Inputs['invite']): Promise<void> {
  const text = [
    `Hello ${input.name.trim()},`,
    `${from} invites you to ${space}.`,
    ...(input.reason ? [`They say: ${input.reason}`] : []),
    `This link works once, for ${DAYS_OPEN} days:`,
    `${house.settings.baseUrl}/join#${input.secret}`,
    `If you did not expect this, leave it: nothing happens. ${from} is asked whether it is really you before you see anything.`,
  ].join('\n\n')
  await house.mail.send({ to: input.email, subject: `${from} invites you to ${space}`, text })
}

/** The inviter has seen who took the invitation up, and says it is them. */
export async function confirmInvitation(tx: Tx, _actor: Actor, input: Inputs['confirm']) {
  const { rows } = await sql<{ id: string }>`select confirm_invitation(${input.invitation}::uuid) as id`.execute(tx)
  return { ok: true as const, membership: rows[0]!.id }
}

/** Takes an invitation back, whether or not somebody took it up: until it is confirmed it opens nothing. A manager takes back what somebody who left had sent. */
export async function takeBackInvitation(tx: Tx, _actor: Actor, input: Inputs['takeBack']) {
  const done = await tx
    .updateTable('invitation')
    .set({ withdrawn_at: await clock(tx) })
    .where('id', '=', input.invitation)
    .where('confirmed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where(sql<boolean>`space_id = any ((select my_spaces())::uuid[])`)
    .returning('id')
    .executeTakeFirst()
  if (done === undefined) await sql`select clear_invitation(${input.invitation}::uuid)`.execute(tx)
  return { ok: true as const, id: input.invitation }
}

/** Yes, let them in. */
export async function welcome(tx: Tx, _actor: Actor, input: Inputs['welcome']) {
  const { rows } = await sql<{ let_in: boolean }>`select welcome(${input.membership}::uuid) as let_in`.execute(tx)
  return { ok: true as const, in: rows[0]!.let_in }
}

/** Leaves, or ends another's membership: the database says who may. The last manager is first asked who takes it on. */
export async function endMembership(tx: Tx, _actor: Actor, input: Inputs['end']) {
  if (!input.anyway && (await isLastManager(tx, input.membership)))
    return refuse(
      'last_manager',
      'After this nobody would manage this space. Pass that on to somebody first, or go anyway: the others are told, and any of them can take it on.',
    )
  await sql`select end_membership(${input.membership}::uuid, ${input.reason ?? ''})`.execute(tx)
  return { ok: true as const, id: input.membership }
}

async function isLastManager(tx: Tx, membership: string): Promise<boolean> {
  const { rows } = await sql<{ last: boolean }>`
    select true as last from membership m where m.id = ${membership}::uuid and 'manager' = any (m.roles) and in_force(m)
       and exists (select from membership o where o.space_id = m.space_id and o.person_id <> m.person_id and in_force(o))
       and not exists (select from membership o where o.space_id = m.space_id and o.id <> m.id and 'manager' = any (o.roles) and in_force(o))`.execute(
    tx,
  )
  return rows.length > 0
}
