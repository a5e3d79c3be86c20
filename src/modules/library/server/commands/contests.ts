import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'

/**
 * Puts a dispute beside a piece of evidence, in the chapter of that evidence: read by those who read what it disputes.
 * Somebody among us, without a name: then no name is kept, and nothing tells a finer time than the day.
 */
export async function contest(
  tx: Tx,
  actor: Actor,
  input: { space: string; evidence: string; words: string; as: 'mine' | 'among_us' },
) {
  const evidence = await tx
    .selectFrom('evidence')
    .where('space_id', '=', input.space)
    .where('id', '=', input.evidence)
    .select(['chapter_id', 'words'])
    .executeTakeFirst()
  if (evidence === undefined) throw new AppError('not_found')
  if (evidence.words === null)
    return refuse(
      'taken_back',
      'The words you dispute have been taken back, so there is nothing to stand beside. What you typed is still here.',
    )
  const named = input.as === 'mine'
  const today = sql<Date>`date_trunc('day', clock_now(), (select zone from space where id = ${input.space}::uuid))`
  await tx
    .insertInto('contest')
    .values({
      space_id: input.space,
      id: randomUUID(),
      chapter_id: evidence.chapter_id,
      evidence_id: input.evidence,
      words: input.words.trim(),
      author_id: named ? actor.person : null,
      ...(named ? {} : { made_at: today }),
    })
    .execute()
  await sql`select append_event(${evidence.chapter_id}::uuid, 'evidence.contested', ${input.evidence}::uuid, ${named ? actor.person : null}::uuid, ${today})`.execute(
    tx,
  )
  return { ok: true as const }
}

/** Takes the asker's own dispute back. Somebody else's, and one without a name, are answered as what never was. */
export async function takeBackContest(tx: Tx, actor: Actor, { space, id }: { space: string; id: string }) {
  const gone = await tx
    .deleteFrom('contest')
    .where('space_id', '=', space)
    .where('id', '=', id)
    .where('author_id', '=', actor.person)
    .returning(['chapter_id', 'evidence_id'])
    .executeTakeFirst()
  if (gone === undefined) throw new AppError('not_found')
  await append(tx, {
    chapter: gone.chapter_id,
    kind: 'evidence.contest_taken_back',
    subject: gone.evidence_id,
    actor: actor.person,
  })
  return { ok: true as const, id }
}
