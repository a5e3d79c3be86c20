import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { todayIn } from '#modules/spaces/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { insightsContract } from '../../contract.ts'
import { chapterFor, itemOf } from '../access.ts'
import { sensibleDays, stillToCome } from './link.ts'
import { revise } from './revise.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>

/**
 * What an evaluation found, with the day by which we make sense of it. One that comes from a report stands where the report
 * stands: words of an earlier chapter come into a later one by a crossing only.
 */
export async function writeFinding(tx: Tx, actor: Actor, input: In['writeFinding']): Promise<Out['writeFinding']> {
  await chapterFor(tx, input.space, input.chapter, false)
  await sensibleDays(tx, { sense_by: input.sense_by, comments_by: input.comments_by })
  stillToCome(await todayIn(tx, input.space), { sense_by: input.sense_by, comments_by: input.comments_by })
  const chapter = await placeOf(tx, input)
  const id = randomUUID()
  const at = { space_id: input.space, chapter_id: chapter }
  await tx
    .insertInto('finding')
    .values({
      ...at,
      id,
      ...findingFields(input),
      document_id: input.document ?? null,
      starts: input.starts ?? null,
      ends: input.ends ?? null,
      author_id: actor.person,
    })
    .execute()
  if (input.comments_by)
    await tx
      .insertInto('finding_round')
      .values({ ...at, id: randomUUID(), finding_id: id, comments_by: input.comments_by, author_id: actor.person })
      .execute()
  await append(tx, { chapter, kind: 'finding.written', subject: id, actor: actor.person })
  return { ok: true, id }
}

/** The chapter of the report, if it is from one; and a place in it is a place in its text. */
async function placeOf(tx: Tx, input: In['writeFinding']): Promise<string> {
  const { document, starts, ends } = input
  const marked = starts != null || ends != null
  if (!document) {
    if (marked) throw new AppError('invalid', undefined, { document: 'Which report are these words from?' })
    return input.chapter
  }
  const report = await tx
    .selectFrom('document')
    .select((e) => ['chapter_id', e.fn<number>('length', ['text']).as('length')])
    .where('space_id', '=', input.space)
    .where('id', '=', document)
    .executeTakeFirst()
  if (report === undefined) throw new AppError('not_found')
  if (marked && (starts == null || ends == null || ends <= starts || ends > report.length * 2))
    throw new AppError('invalid', undefined, { ends: 'Mark the words in the report once more.' })
  return report.chapter_id
}

type About = Pick<
  In['writeFinding'],
  'words' | 'kind' | 'method' | 'confidence' | 'asked' | 'commissioned_by' | 'done_by' | 'edited_by' | 'sense_by'
>
const findingFields = (input: About) => ({
  words: input.words.trim(),
  kind: input.kind,
  method: input.method?.trim() ?? '',
  confidence: input.confidence ?? 'fairly',
  asked: input.asked ?? null,
  commissioned_by: input.commissioned_by?.trim() ?? '',
  done_by: input.done_by?.trim() ?? '',
  edited_by: input.edited_by?.trim() ?? '',
  sense_by: input.sense_by,
})

/** Says a finding anew. Its day may be moved, and then to one that is to come. */
export async function editFinding(tx: Tx, actor: Actor, input: In['editFinding']): Promise<Out['editFinding']> {
  const at = await itemOf(tx, 'finding', input.finding)
  await sensibleDays(tx, { sense_by: input.sense_by })
  const before = await tx
    .selectFrom('finding')
    .select('sense_by')
    .where('space_id', '=', at.space_id)
    .where('id', '=', at.id)
    .executeTakeFirstOrThrow()
  if (before.sense_by !== input.sense_by) stillToCome(await todayIn(tx, at.space_id), { sense_by: input.sense_by })
  const answer = await revise(tx, 'finding', at, input.version, findingFields(input))
  if (answer.ok)
    await append(tx, { chapter: at.chapter_id, kind: 'finding.edited', subject: at.id, actor: actor.person })
  return answer
}

/** Asks everybody who reads a finding to comment by a day. They have no veto; what changed is told afterwards. */
export async function openRound(tx: Tx, actor: Actor, input: In['openRound']): Promise<Out['openRound']> {
  const at = await itemOf(tx, 'finding', input.finding)
  await sensibleDays(tx, { comments_by: input.comments_by })
  stillToCome(await todayIn(tx, at.space_id), { comments_by: input.comments_by })
  const open = await tx
    .selectFrom('finding_round')
    .select('id')
    .where('space_id', '=', at.space_id)
    .where('finding_id', '=', at.id)
    .where('closed_on', 'is', null)
    .executeTakeFirst()
  if (open !== undefined)
    return refuse('open', 'A round of comments is open already. Say what changed after it, then open another.')
  const id = randomUUID()
  await tx
    .insertInto('finding_round')
    .values({
      space_id: at.space_id,
      chapter_id: at.chapter_id,
      id,
      finding_id: at.id,
      comments_by: input.comments_by,
      author_id: actor.person,
    })
    .execute()
  await append(tx, { chapter: at.chapter_id, kind: 'finding.comments_asked', subject: at.id, actor: actor.person })
  return { ok: true, id }
}

/** A comment under its writer's name, until the day the round says. */
export async function commentFinding(
  tx: Tx,
  actor: Actor,
  input: In['commentFinding'],
): Promise<Out['commentFinding']> {
  const at = await itemOf(tx, 'finding_round', input.round)
  const round = await roundOf(tx, at)
  if (round.closed_on !== null || round.comments_by < (await todayIn(tx, at.space_id)))
    return refuse(
      'over',
      'The time for comments is over. What you typed is still here: write a view against what is made of it.',
    )
  const id = randomUUID()
  await tx
    .insertInto('finding_comment')
    .values({
      space_id: at.space_id,
      chapter_id: at.chapter_id,
      id,
      round_id: at.id,
      words: input.words.trim(),
      author_id: actor.person,
    })
    .execute()
  await append(tx, {
    chapter: at.chapter_id,
    kind: 'finding.commented',
    subject: round.finding_id,
    actor: actor.person,
  })
  return { ok: true, id }
}

/** Ends a round by telling what changed after it: “nothing” is told too. */
export async function closeRound(tx: Tx, actor: Actor, input: In['closeRound']): Promise<Out['closeRound']> {
  const at = await itemOf(tx, 'finding_round', input.round)
  const round = await roundOf(tx, at)
  if (round.closed_on !== null) return refuse('closed', 'Somebody has said already what changed. Nothing was changed.')
  await tx
    .updateTable('finding_round')
    .set({ changed: input.changed.trim(), closed_on: await todayIn(tx, at.space_id) })
    .where('space_id', '=', at.space_id)
    .where('id', '=', at.id)
    .execute()
  await append(tx, {
    chapter: at.chapter_id,
    kind: 'finding.comments_closed',
    subject: round.finding_id,
    actor: actor.person,
  })
  return { ok: true, id: at.id }
}

const roundOf = (tx: Tx, at: { space_id: string; id: string }) =>
  tx
    .selectFrom('finding_round')
    .select(['finding_id', 'comments_by', 'closed_on'])
    .where('space_id', '=', at.space_id)
    .where('id', '=', at.id)
    .executeTakeFirstOrThrow()
