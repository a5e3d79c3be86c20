import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { afterContract } from '../../contract/after.ts'
import { standingOf } from '../access.ts'

type Inputs = InferContractRouterInputs<typeof afterContract>
const NOT_HELD = refuse('not_held', 'It is not closed yet. Say this when it is over; what you wrote is still here.')

async function heldCall(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('gathering')
    .select(['id', 'space_id', 'chapter_id', 'room_id', 'held_on'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row
}

/** How it was. “With” holds only where at least two parties put something in. */
export async function sayAfter(tx: Tx, actor: Actor, input: Inputs['sayAfter']) {
  const call = await heldCall(tx, input.gathering)
  if (call.held_on === null) return NOT_HELD
  if (input.wasWith && (await partiesIn(tx, call.id)) < 2)
    return refuse(
      'one_party',
      'Learning with needs something from at least two parties, and only one put something in under its name. Say “for”, honestly; the rest is kept as you wrote it.',
    )
  const said = {
    ...{ mode_used: input.modeUsed, was_with: input.wasWith, rigour: input.rigour, limits: input.limits.trim() },
    said_by: actor.person,
  }
  const done =
    input.version === 0
      ? await tx
          .insertInto('gathering_after')
          .values({ space_id: call.space_id, gathering_id: call.id, chapter_id: call.chapter_id, ...said })
          .onConflict((on) => on.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await tx
          .updateTable('gathering_after')
          .set({ ...said, version: sql<number>`version + 1` })
          .where('gathering_id', '=', call.id)
          .where('version', '=', input.version)
          .returning('version')
          .executeTakeFirst()
  if (done === undefined)
    return refuse('conflict', 'Somebody said how it was while you were writing. Look at theirs, then say yours again.')
  await append(tx, { chapter: call.chapter_id, kind: 'gathering.looked_back', subject: call.id, actor: actor.person })
  return { ok: true as const }
}

async function partiesIn(tx: Tx, gathering: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select parties_in(${gathering}::uuid) as n`.execute(tx)
  return rows[0]!.n
}

/** Which methods one ran oneself, and with whom; said anew as a whole. Nobody says it of somebody else. */
export async function sayRan(tx: Tx, actor: Actor, input: Inputs['sayRan']) {
  const call = await heldCall(tx, input.gathering)
  if (call.held_on === null) return NOT_HELD
  await tx.deleteFrom('facilitated').where('gathering_id', '=', call.id).where('person_id', '=', actor.person).execute()
  const methods = [...new Set(input.methods.length === 0 ? [''] : input.methods)]
  for (const method_key of methods)
    await tx
      .insertInto('facilitated')
      .values({
        ...{ space_id: call.space_id, id: randomUUID(), chapter_id: call.chapter_id, gathering_id: call.id },
        ...{ person_id: actor.person, method_key, how: input.how },
      })
      .execute()
  await append(tx, { chapter: call.chapter_id, kind: 'gathering.looked_back', subject: call.id, actor: actor.person })
  return { ok: true as const }
}

/** What somebody who ran it learned, told to everybody who was there. Empty takes it out. */
export async function noteLearning(tx: Tx, actor: Actor, input: Inputs['noteLearning']) {
  const call = await heldCall(tx, input.gathering)
  const chapter = await standingOf(tx, call.room_id)
  const words = { learned: input.learned.trim(), differently: input.differently.trim() }
  const mine = { space_id: call.room_id, author_id: actor.person }
  if (words.learned === '' && words.differently === '') {
    await tx
      .deleteFrom('facilitator_note')
      .where('space_id', '=', mine.space_id)
      .where('author_id', '=', actor.person)
      .execute()
    return { ok: true as const }
  }
  await tx
    .insertInto('facilitator_note')
    .values({ ...mine, chapter_id: chapter, ...words })
    .onConflict((on) => on.columns(['space_id', 'author_id']).doUpdateSet(words))
    .execute()
  await append(tx, { chapter, kind: 'room.learned', subject: call.room_id, actor: actor.person })
  return { ok: true as const }
}
