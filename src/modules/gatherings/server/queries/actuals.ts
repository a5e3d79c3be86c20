import type { Db } from '#platform/db/database.ts'
import type { Actual } from '../../contract/actuals.ts'

/** What was predicted, as it is, of these steps: once it is shown, and before that for whoever facilitates. */
export async function actualsOf(db: Db, steps: readonly { id: string; key: string }[]): Promise<Actual[]> {
  if (steps.length === 0) return []
  const keys = new Map(steps.map((step) => [step.id, step.key]))
  const rows = await db
    .selectFrom('step_actual')
    .select(['step_id', 'question', 'value', 'said_before'])
    .where('step_id', 'in', [...keys.keys()])
    .orderBy('question')
    .execute()
  return rows.map((row) => ({
    ...{ step: row.step_id, key: keys.get(row.step_id)!, question: row.question },
    ...{ value: row.value, before: row.said_before },
  }))
}
