import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'

/** Says on which day it is looked at again; null: on none. Whoever reads it may, as with all else that is said of it. */
export async function setLook(
  tx: Tx,
  actor: Actor,
  input: { space: string; id: string; version: number; on: string | null },
) {
  const row = await tx
    .selectFrom('artefact as a')
    .innerJoin('space as s', 's.id', 'a.space_id')
    .select(['a.chapter_id', sql<string>`((clock_now() at time zone s.zone)::date)::text`.as('today')])
    .where('a.space_id', '=', input.space)
    .where('a.id', '=', input.id)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  if (input.on !== null && input.on <= row.today)
    return refuse('past', 'That day is not to come any more. Choose a later one, or none. Nothing was changed.')
  const changed = await tx
    .updateTable('artefact')
    .set({ look_on: input.on, version: input.version + 1 })
    .where('space_id', '=', input.space)
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw new AppError('conflict')
  await append(tx, { chapter: row.chapter_id, kind: 'artefact.edited', subject: input.id, actor: actor.person })
  return { ok: true as const, version: input.version + 1 }
}
