import { releasedOf } from '#modules/disclosure/server/index.ts'
import type { Step } from '#modules/methods/contract/step.ts'
import type { Db } from '#platform/db/database.ts'
import { refuse } from '#shared/result.ts'

export const NO_SENTENCE = refuse(
  'no_sentence',
  'There is nothing yet that could be accepted: no sentence was written. Nothing was sent, and what you typed is still on this device. Whoever runs it can go back and have it written.',
)

/**
 * Whether an acceptance has nothing to accept: of the steps it asks about nothing is shown, neither words nor numbers.
 * @param small the table whose own step it is, where tables go by themselves.
 */
export async function lacksSentence(
  db: Db,
  { activity, small = null }: { activity: string; small?: string | null },
  step: Pick<Step, 'kind' | 'from'>,
): Promise<boolean> {
  if (step.kind !== 'acceptance') return false
  const rows = await db
    .selectFrom('activity_step')
    .select((of) => [
      'id',
      of
        .exists(
          of
            .selectFrom('contribution as c')
            .select('c.id')
            .whereRef('c.step_id', '=', 'activity_step.id')
            .where('c.shown', '=', true),
        )
        .as('said'),
    ])
    .where('activity_id', '=', activity)
    .where('key', 'in', step.from ?? [])
    .where('small_id', 'is not distinct from', small)
    .execute()
  if (rows.some((row) => row.said)) return false
  const told = await releasedOf(
    db,
    rows.map((row) => row.id),
  )
  return told.size === 0
}
