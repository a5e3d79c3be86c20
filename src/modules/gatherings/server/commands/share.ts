import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'

/** Says what came of it to everybody who was promised to hear: members read it beside the call, guests on their slip. */
export async function keepShare(tx: Tx, actor: Actor, input: { id: string; version: number; words: string }) {
  const call = await tx
    .selectFrom('gathering')
    .select(['chapter_id', 'version', 'held_on', 'share_kept_on'])
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (call === undefined) throw new AppError('not_found')
  if (call.held_on === null)
    return refuse('not_held', 'It has not been held yet, so nothing has come of it. Your words are still here.')
  if (call.version !== input.version) throw new AppError('conflict')
  const { numUpdatedRows } = await tx
    .updateTable('gathering')
    .set({
      share_kept: input.words.trim(),
      share_kept_on: sql<string>`coalesce(share_kept_on, (clock_now() at time zone zone)::date)`,
      version: call.version + 1,
    })
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new AppError('not_found')
  await append(tx, { chapter: call.chapter_id, kind: 'gathering.shared_back', subject: input.id, actor: actor.person })
  return { ok: true as const }
}
