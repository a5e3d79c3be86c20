import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { lifeContract } from '../../contract/life.ts'
import { here, type Place } from '../access.ts'
import { todayIn } from '../present/days.ts'

type Inputs = InferContractRouterInputs<typeof lifeContract>

/** Keeps one organisation as a partner of the space, from a day on. */
export async function keepPartner(
  tx: Tx,
  actor: Actor,
  space: Pick<Place, 'id' | 'standing'>,
  organisation: string,
  from?: string,
  reason = '',
) {
  const id = randomUUID()
  await tx
    .insertInto('space_partner')
    .values({
      id,
      space_id: space.id,
      chapter_id: space.standing,
      organisation_id: organisation,
      from_day: from ?? (await todayIn(tx, space.id)),
      reason_joined: reason.trim(),
      added_by: actor.person,
    })
    .execute()
  return id
}

export async function addPartner(tx: Tx, actor: Actor, input: Inputs['addPartner']) {
  const space = await here(tx, input)
  const known = await tx
    .selectFrom('organisation')
    .select('id')
    .where(sql<boolean>`lower(name) = lower(${input.name.trim()})`)
    .orderBy('id')
    .executeTakeFirst()
  const organisation = known?.id ?? (await writeDown(tx, actor, input.name))
  const already = await tx
    .selectFrom('space_partner')
    .select('id')
    .where('space_id', '=', space.id)
    .where('organisation_id', '=', organisation)
    .where('to_day', 'is', null)
    .executeTakeFirst()
  if (already !== undefined) return refuse('already', 'They are a partner here already.')
  const id = await keepPartner(tx, actor, space, organisation, input.from, input.reason)
  await append(tx, { chapter: space.standing, kind: 'partner.joined', subject: id, actor: actor.person })
  return { ok: true as const, id }
}

/** A partner leaves: what it was stays in the memory. */
export async function endPartner(tx: Tx, actor: Actor, input: Inputs['endPartner']) {
  const row = await tx
    .updateTable('space_partner')
    .set({
      to_day: sql<string>`greatest(coalesce(${input.to ?? null}::date, (clock_now() at time zone (select zone from space where id = space_id))::date), from_day)`,
      reason_left: (input.reason ?? '').trim(),
    })
    .where('id', '=', input.partner)
    .where('to_day', 'is', null)
    .returning(['id', 'chapter_id'])
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  await append(tx, { chapter: row.chapter_id, kind: 'partner.left', subject: row.id, actor: actor.person })
  return { ok: true as const, id: row.id }
}

async function writeDown(tx: Tx, actor: Actor, name: string): Promise<string> {
  const id = randomUUID()
  await tx.insertInto('organisation').values({ id, name: name.trim(), made_by: actor.person }).execute()
  return id
}
