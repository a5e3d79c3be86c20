import { sql } from 'kysely'
import type { Actor, Context } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { hashToken } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { Shared } from '../../contract/share.ts'

type Telling = { id: string; version: number; words: string; how: string; said: { said: string; did: string }[] }

async function tellPromised(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select tell_promised(${id}::uuid) as n`.execute(tx)
  return rows[0]!.n
}

/** What the link in a letter opens. A wrong one and one that has ended answer the same. */
export async function readToldBack({ house, from }: Context, input: { key: string }) {
  const { rows } = await house.db.read(null, (db) =>
    sql<{
      told: (Shared & { title: string; on: string }) | null
    }>`select told_back(${hashToken(input.key)}) as told`.execute(db as never),
  )
  const told = rows[0]!.told
  if (told !== null) {
    const { title, on, ...share } = told
    return { title, on, share }
  }
  if (!house.limits.allow(`wrong slip ${networkOf(from)}`, 50, 60)) throw new AppError('too_many')
  throw new AppError('not_found')
}

/** Says what came of it to everybody who was promised to hear: members read it beside the call, guests on their slip. */
export async function keepShare(tx: Tx, actor: Actor, input: Telling) {
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
      ...{ share_kept: input.words.trim(), share_kept_how: input.how.trim(), share_said: JSON.stringify(input.said) },
      share_kept_on: sql<string>`coalesce(share_kept_on, (clock_now() at time zone zone)::date)`,
      version: call.version + 1,
    })
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new AppError('not_found')
  // The words may be said better later; the letters go once.
  const letters = call.share_kept_on === null ? await tellPromised(tx, input.id) : 0
  await append(tx, { chapter: call.chapter_id, kind: 'gathering.shared_back', subject: input.id, actor: actor.person })
  return { ok: true as const, letters }
}
