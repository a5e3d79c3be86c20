import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import { IN_NOW } from '#modules/spaces/server/index.ts'
import type { Actor, House } from '#platform/access/context.ts'
import { hashToken } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { invitationsContract } from '../../contract/invitations.ts'

type Inputs = InferContractRouterInputs<typeof invitationsContract>
const OVER = refuse('over', 'It is over or was called off, so nobody is asked to it any more.')

async function callToAsk(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('gathering')
    .select(['id', 'space_id', 'chapter_id', 'held_on', 'cancelled_on', sql<boolean>`i_call(id)`.as('mine')])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row
}

/** Asks people: everybody of the space, some of them, and others by name and mail. Whoever is asked already stays as they are. */
export async function askIn(tx: Tx, actor: Actor, input: Inputs['askIn'], house: House) {
  const call = await callToAsk(tx, input.gathering)
  if (!call.mine) throw new AppError('not_found')
  if (call.held_on !== null || call.cancelled_on !== null) return OVER
  const inside = await membersOf(tx, call.space_id)
  const wanted = input.everybody ? inside : inside.filter((one) => input.people?.includes(one.person_id))
  const base = {
    ...{ space_id: call.space_id, chapter_id: call.chapter_id, gathering_id: call.id, asked_by: actor.person },
  }
  const rows = [
    ...wanted.map((one) => ({
      ...base,
      id: randomUUID(),
      person_id: one.person_id,
      class: one.class,
      comes_as: 'member',
    })),
    ...(input.others ?? []).map((one) => ({
      ...{ ...base, id: randomUUID(), name: one.name.trim(), email: one.email?.trim() ?? '' },
      ...{ organisation: one.organisation?.trim() ?? '', class: one.class ?? 'community_member' },
      ...{ comes_as: one.comesAs ?? 'guest', until: one.until ?? null, for_series: one.forSeries ?? false },
    })),
  ]
  let asked = 0
  for (const row of rows) {
    const made = await tx
      .insertInto('invitee')
      .values(row)
      .onConflict((on) => on.columns(['gathering_id', 'person_id']).doNothing())
      .executeTakeFirst()
    asked += Number(made.numInsertedOrUpdatedRows ?? 0n)
  }
  const letters = house.mail.sends ? await postCall(tx, call.id, 'asks') : 0
  if (asked > 0)
    await append(tx, { chapter: call.chapter_id, kind: 'gathering.asked', subject: call.id, actor: actor.person })
  return { ok: true as const, asked, letters }
}

/** Puts the letters of a call in the post; those that tell of a change wait a little, so that three changes are one letter. */
export async function postCall(tx: Tx, gathering: string, says: 'asks' | 'changed' | 'off'): Promise<number> {
  const wait = says === 'changed' ? '5 minutes' : '0'
  const { rows } = await sql<{ n: number }>`
    select post_call(${gathering}::uuid, ${says}, null, ${wait}::interval) as n`.execute(tx)
  return rows[0]!.n
}

async function membersOf(tx: Tx, space: string) {
  return tx
    .selectFrom('membership as m')
    .select(['m.person_id', 'm.class'])
    .distinctOn('m.person_id')
    .where('m.space_id', '=', space)
    .where(IN_NOW)
    .orderBy('m.person_id')
    .orderBy('m.starts_at')
    .execute()
}

export async function askNoLonger(tx: Tx, _actor: Actor, input: Inputs['askNoLonger']) {
  await sql`select ask_no_longer(${input.invitee}::uuid)`.execute(tx)
  return { ok: true as const }
}

export async function makeCallLink(tx: Tx, _actor: Actor, input: Inputs['callLink']) {
  await sql`select call_link(${input.invitee}::uuid, ${hashToken(input.key)})`.execute(tx)
  return { ok: true as const }
}

/** Says whether one comes; who was not asked but reads the call may say so as well. What one needs is told to whoever calls. */
export async function answerCall(tx: Tx, actor: Actor, input: Inputs['answerCall']) {
  const call = await callToAsk(tx, input.gathering)
  if (call.held_on !== null || call.cancelled_on !== null)
    return refuse('over', 'It is over or was called off. There is nothing to answer any more.')
  const said = { answer: input.answer, answered_on: sql<string>`(clock_now())::date` }
  const [me] = (await membersOf(tx, call.space_id)).filter((one) => one.person_id === actor.person)
  const row = await tx
    .insertInto('invitee')
    .values({
      ...{ space_id: call.space_id, chapter_id: call.chapter_id, gathering_id: call.id, id: randomUUID() },
      ...{ person_id: actor.person, class: me?.class ?? 'observer', comes_as: 'member', asked_by: actor.person },
      ...said,
    })
    .onConflict((on) => on.columns(['gathering_id', 'person_id']).doUpdateSet(said))
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx.deleteFrom('access_need').where('invitee_id', '=', row.id).execute()
  const words = input.needs?.trim() ?? ''
  if (words !== '')
    await tx
      .insertInto('access_need')
      .values({ invitee_id: row.id, gathering_id: call.id, person_id: actor.person, words })
      .execute()
  await append(tx, { chapter: call.chapter_id, kind: 'gathering.answered', subject: call.id, actor: actor.person })
  return { ok: true as const }
}
