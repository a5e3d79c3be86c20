import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append, takingBack } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'

/**
 * Puts a dispute beside a piece of evidence, in the chapter of that evidence: read by those who read what it disputes.
 * Somebody among us, without a name: then no name is kept, and nothing tells a finer time than the day.
 */
export async function contest(
  tx: Tx,
  actor: Actor,
  input: { attempt: string; space: string; evidence: string; words: string; as: 'mine' | 'among_us' },
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
      id: named ? randomUUID() : idOf(input.attempt),
      chapter_id: evidence.chapter_id,
      evidence_id: input.evidence,
      words: input.words.trim(),
      author_id: named ? actor.person : null,
      ...(named ? {} : { made_at: today }),
    })
    .onConflict((twice) => twice.doNothing())
    .execute()
  // Without a name it is told to nobody that something came: an event between two of somebody's own would say whose it is.
  if (named)
    await append(tx, {
      chapter: evidence.chapter_id,
      kind: 'evidence.contested',
      subject: input.evidence,
      actor: actor.person,
    })
  return { ok: true as const }
}

/** The attempt of somebody without a name is kept nowhere; that it came before is seen by the id it makes, and by nothing else. */
function idOf(attempt: string): string {
  const hex = createHash('sha256').update(`contest ${attempt}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Whose attempt must not be kept beside what it made. */
export const withoutName = (input: { as: string }): boolean => input.as === 'among_us'

/** Takes the asker's own dispute back. Somebody else's, and one without a name, are answered as what never was. */
export async function takeBackContest(tx: Tx, actor: Actor, { space, id }: { space: string; id: string }) {
  await takingBack(tx)
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
