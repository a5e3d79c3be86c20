import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor, Context, House } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { hashToken } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { myToday } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { todayContract } from '../../contract.ts'

type In = InferContractRouterInputs<typeof todayContract>
type Out = InferContractRouterOutputs<typeof todayContract>

/** Whether and when somebody is told by mail what waits. Refused where this place sends no mail: it would promise what cannot be. */
export async function saveLetters(
  tx: Tx,
  actor: Actor,
  input: In['saveLetters'],
  house: House,
): Promise<Out['saveLetters']> {
  if (input.how !== 'none' && !house.mail.sends)
    return refuse('no_mail', 'This place sends no mail, so nothing was changed. What waits stands on Today.')
  const how = input.how === 'none' ? null : input.how
  const choice = {
    ...{ how, weekday: input.weekday, quiet_days: [...new Set(input.quietDays)].sort() },
    ...{ quiet_from: input.quietFrom, quiet_until: input.quietUntil },
  }
  await tx
    .insertInto('digest_choice')
    .values({ person_id: actor.person, ...choice })
    .onConflict((on) => on.column('person_id').doUpdateSet(choice))
    .execute()
  return { ok: true }
}

/** Whoever holds a letter stops the letters with it; it opens nothing, and says nothing of whose it was. */
export async function stopLetters({ house, from }: Context, { token }: In['stopLetters']): Promise<Out['stopLetters']> {
  if (!house.limits.allow(`letters ${networkOf(from)}`, 60, 600)) throw new AppError('too_many')
  const { rows } = await house.db.as(null, (tx) =>
    sql<{ stopped: boolean }>`select stop_digests(${hashToken(token)}) as stopped`.execute(tx),
  )
  return rows[0]?.stopped === true
    ? { ok: true }
    : refuse(
        'unknown',
        'This link is older than ninety days, or not whole. Use the one in a newer letter, or sign in and choose under Me.',
      )
}
/** Keeps the day, and the day before it on which they looked; never the hour. */
export async function noteLook(tx: Tx, actor: Actor): Promise<Out['looked']> {
  const day = await myToday(tx)
  await sql`insert into last_look (person_id, day, before) values (${actor.person}::uuid, ${day}::date, ${day}::date)
    on conflict (person_id) do update set before = last_look.day, day = excluded.day where last_look.day < excluded.day`.execute(
    tx,
  )
  return { ok: true }
}
