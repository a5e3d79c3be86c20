import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { insightsContract } from '../../contract.ts'
import { chapterFor, itemOf } from '../access.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>

/** Writes an insight with what it rests on. Nothing stands without evidence, and only on what its writer may read. */
export async function writeInsight(tx: Tx, actor: Actor, input: In['write']): Promise<Out['write']> {
  await chapterFor(tx, input.space, input.chapter, false)
  const chosen = new Map(input.evidence.map((one) => [one.id, one.bears]))
  // A foreign key would also find what the writer cannot read, and so tell of it: ask under their own policies.
  const readable = await tx
    .selectFrom('evidence')
    .select('id')
    .where('space_id', '=', input.space)
    .where('id', 'in', [...chosen.keys()])
    .execute()
  if (readable.length < chosen.size) throw new AppError('not_found')
  // That a sentence which has the words of its evidence quotes it, and has none from before its readers came, the
  // database sees to, under the lock that a taking back waits for.
  const id = randomUUID()
  const at = { space_id: input.space, chapter_id: input.chapter }
  await tx
    .insertInto('insight')
    .values({
      ...at,
      id,
      words: input.words.trim(),
      scope: input.scope?.trim() ?? '',
      parties: input.parties ?? '',
      loop: input.loop ?? '',
      confidence: input.confidence ?? 'fairly',
      change_mind: input.change_mind?.trim() ?? '',
      sense_made_by: input.sense_made_by?.trim() ?? '',
      asked: input.asked ?? null,
      author_id: actor.person,
    })
    .execute()
  await tx
    .insertInto('insight_evidence')
    .values([...chosen].map(([evidence, bears]) => ({ ...at, insight_id: id, evidence_id: evidence, bears })))
    .execute()
  const against = input.dissent?.trim() ?? ''
  if (against !== '')
    await tx
      .insertInto('dissent')
      .values({
        ...at,
        id: randomUUID(),
        insight_id: id,
        words: against,
        // Who only wrote it down does not stand for it, and nobody is named for words they have not said here.
        author_id: input.dissent_is === 'among_us' ? null : actor.person,
      })
      .execute()
  await append(tx, { chapter: input.chapter, kind: 'insight.written', subject: id, actor: actor.person })
  return { ok: true, id }
}

/** A view against, kept beside the insight, in the insight's own chapter: read by those who read the insight. */
export async function addDissent(tx: Tx, actor: Actor, input: In['addDissent']): Promise<Out['addDissent']> {
  const insight = await itemOf(tx, 'insight', input.insight)
  const id = randomUUID()
  await tx
    .insertInto('dissent')
    .values({
      space_id: insight.space_id,
      chapter_id: insight.chapter_id,
      id,
      insight_id: insight.id,
      words: input.words.trim(),
      author_id: actor.person,
    })
    .execute()
  await append(tx, { chapter: insight.chapter_id, kind: 'insight.disputed', subject: insight.id, actor: actor.person })
  return { ok: true, id }
}

type Theirs = NonNullable<Extract<Out['edit'], { ok: false }>['theirs']>

/** Says it anew. What was written on an older text is not lost and not put over the newer one: both are answered. */
export async function editInsight(tx: Tx, actor: Actor, input: In['edit']): Promise<Out['edit']> {
  const insight = await itemOf(tx, 'insight', input.insight)
  await sql`select hold_evidence(${insight.id}::uuid)`.execute(tx)
  const changed = await tx
    .updateTable('insight')
    .set({
      words: input.words.trim(),
      scope: input.scope?.trim() ?? '',
      parties: input.parties ?? '',
      loop: input.loop ?? '',
      confidence: input.confidence ?? 'fairly',
      change_mind: input.change_mind?.trim() ?? '',
      sense_made_by: input.sense_made_by?.trim() ?? '',
      asked: input.asked ?? null,
      version: input.version + 1,
    })
    .where('space_id', '=', insight.space_id)
    .where('id', '=', insight.id)
    .where('version', '=', input.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) {
    const theirs = await tx
      .selectFrom('insight')
      .select(['words', 'scope', 'change_mind', 'sense_made_by', 'parties', 'loop', 'confidence', 'asked', 'version'])
      .$castTo<Theirs>()
      .where('space_id', '=', insight.space_id)
      .where('id', '=', insight.id)
      .executeTakeFirstOrThrow()
    return { ...refuse('conflict', new AppError('conflict').message), theirs }
  }
  await closeLooks(tx, insight)
  await append(tx, { chapter: insight.chapter_id, kind: 'insight.edited', subject: insight.id, actor: actor.person })
  return { ok: true, id: insight.id, version: input.version + 1 }
}

/** Keeps it as it is after another look. A hidden sentence cannot be kept: it quoted what was taken back. */
export async function lookedAgain(tx: Tx, actor: Actor, input: In['lookedAgain']): Promise<Out['lookedAgain']> {
  const insight = await itemOf(tx, 'insight', input.insight)
  const { words } = await tx
    .selectFrom('insight')
    .select('words')
    .where('space_id', '=', insight.space_id)
    .where('id', '=', insight.id)
    .executeTakeFirstOrThrow()
  if (words === null)
    return refuse(
      'hidden',
      'Its sentence is hidden, because it quoted words that were taken back. Say it anew in your own words, or stop it here.',
    )
  if ((await closeLooks(tx, insight)) === 0n)
    return refuse('looked', 'Nobody has asked for another look at this, or somebody has looked already.')
  await append(tx, {
    chapter: insight.chapter_id,
    kind: 'insight.looked_again',
    subject: insight.id,
    actor: actor.person,
  })
  return { ok: true, id: insight.id }
}

async function closeLooks(tx: Tx, insight: { space_id: string; id: string }): Promise<bigint> {
  const closed = await tx
    .updateTable('look_again')
    .set({ looked_at: await clock(tx) })
    .where('space_id', '=', insight.space_id)
    .where('insight_id', '=', insight.id)
    .where('looked_at', 'is', null)
    .executeTakeFirst()
  return closed.numUpdatedRows
}
