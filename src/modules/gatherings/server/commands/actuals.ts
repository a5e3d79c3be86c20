import { sql } from 'kysely'
import { actualsTo } from '#modules/methods/contract/contribution.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import { roomToRun } from '../access.ts'
import { stepFor } from './put.ts'

/**
 * Says what was predicted, as it is: of all its questions, “don’t know yet” too. Until the reveal nobody else reads it; after
 * it everybody does, and a value that was told keeps what it said beside it.
 */
export async function sayActuals(tx: Tx, _actor: Actor, input: { step: string; values: Record<string, unknown> }) {
  const { row, step } = await stepFor(tx, input.step)
  await roomToRun(tx, row.space_id)
  if (step.kind !== 'predict') return refuse('no_guess', 'Nothing was predicted in this step.')
  const read = actualsTo(step.settings).safeParse(input.values)
  if (!read.success)
    throw new AppError('invalid', undefined, { values: 'Say a number for each, or leave it open for now.' })
  const { shown } = row
  for (const [question, value] of Object.entries(read.data as Record<string, number | 'unknown'>)) {
    if (value === 'unknown')
      await tx
        .deleteFrom('step_actual')
        .where('step_id', '=', row.id)
        .where('question', '=', question)
        .where('shown', '=', false)
        .execute()
    else
      await tx
        .insertInto('step_actual')
        .values({ space_id: row.space_id, step_id: row.id, chapter_id: row.chapter_id, question, value, shown })
        .onConflict((on) =>
          on.columns(['space_id', 'step_id', 'question']).doUpdateSet({
            value,
            shown,
            said_before: sql<
              number | null
            >`case when step_actual.shown and step_actual.value <> ${value} then step_actual.value
              else step_actual.said_before end`,
          }),
        )
        .execute()
  }
  if (shown) await append(tx, { chapter: row.chapter_id, kind: 'activity.moved', subject: row.activity, actor: null })
  return { ok: true as const }
}

/** With the guesses is told what it is. */
export async function showActuals(tx: Tx, step: string): Promise<void> {
  await tx
    .updateTable('step_actual')
    .set({ shown: true })
    .where('step_id', '=', step)
    .where('shown', '=', false)
    .execute()
}
