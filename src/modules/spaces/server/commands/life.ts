import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append, takingBack } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { lifeContract } from '../../contract/life.ts'
import { here } from '../access.ts'
import { todayIn } from '../present/days.ts'

type Inputs = InferContractRouterInputs<typeof lifeContract>

/** Who decides, who is told, whom to ring: any member may name them, and everybody sees who did. */
export async function nameLimits(tx: Tx, actor: Actor, input: Inputs['nameLimits']) {
  const space = await here(tx, input)
  const said = { decides: input.decides.trim(), told: input.told.trim(), safeguarding: input.safeguarding.trim() }
  const done =
    input.version === 0
      ? await tx
          .insertInto('space_limits')
          .values({ space_id: space.id, chapter_id: space.standing, ...said })
          .onConflict((conflict) => conflict.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await tx
          .updateTable('space_limits')
          .set({ ...said, version: sql<number>`version + 1` })
          .where('space_id', '=', space.id)
          .where('version', '=', input.version)
          .returning('version')
          .executeTakeFirst()
  if (done === undefined)
    return refuse('conflict', 'Somebody named them while you were writing. Both are kept: choose, or join them.')
  await append(tx, { chapter: space.standing, kind: 'limits.named', subject: space.id, actor: actor.person })
  return { ok: true as const, version: done.version }
}

/** One step of a good end: done, by whom and when; or not done after all. */
export async function tickEnding(tx: Tx, actor: Actor, input: Inputs['tickEnding']) {
  const space = await here(tx, input)
  await tx.deleteFrom('ending_step').where('space_id', '=', space.id).where('step', '=', input.step).execute()
  if (input.done) {
    await tx
      .insertInto('ending_step')
      .values({
        space_id: space.id,
        chapter_id: space.standing,
        step: input.step,
        note: (input.note ?? '').trim(),
        done_by: actor.person,
      })
      .execute()
  }
  const kind = input.done ? 'ending.done' : 'ending.undone'
  await append(tx, { chapter: space.standing, kind, subject: space.id, actor: actor.person })
  return { ok: true as const, step: input.step }
}

/** Something that changed how things went, on its own day. It lands in the chapter that stood above the input. */
export async function addTurningPoint(tx: Tx, actor: Actor, input: Inputs['addTurningPoint']) {
  const space = await here(tx, input)
  if (input.day > (await todayIn(tx, space.id)))
    throw new AppError('invalid', undefined, { day: 'Choose a day that has been.' })
  const id = randomUUID()
  await tx
    .insertInto('turning_point')
    .values({
      id,
      space_id: space.id,
      chapter_id: input.chapter,
      on_day: input.day,
      words: input.words.trim(),
      author_id: actor.person,
    })
    .execute()
  await append(tx, { chapter: input.chapter, kind: 'turning_point.written', subject: id, actor: actor.person })
  return { ok: true as const, id }
}

export async function takeOutTurningPoint(tx: Tx, actor: Actor, input: Inputs['takeOutTurningPoint']) {
  await takingBack(tx)
  const row = await tx
    .deleteFrom('turning_point')
    .where('id', '=', input.id)
    .returning(['id', 'chapter_id'])
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  await append(tx, { chapter: row.chapter_id, kind: 'turning_point.taken_out', subject: row.id, actor: actor.person })
  return { ok: true as const, id: row.id }
}
