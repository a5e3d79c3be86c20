import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'

const WRITTEN = {
  questions: 'learning_question',
  assumptions: 'assumption',
  changes: 'inquiry_change',
  experiments: 'experiment',
  cycles: 'learning_cycle',
  cycleSteps: 'cycle_step',
  aims: 'aim',
  ties: 'inquiry_link',
  scales: 'insight_scale',
  successions: 'insight_succession',
} as const

/** What this person wrote down of what a space wants to find out, wherever they still read it, and what they hold. */
export async function inquiryMine(db: Db, person: string): Promise<Record<string, unknown>> {
  const parts: Record<string, unknown> = {}
  for (const [part, table] of Object.entries(WRITTEN)) {
    const { rows } = await sql<{ tsv?: string }>`
      select * from ${sql.table(table)} where author_id = ${person}::uuid order by made_at`.execute(db as never)
    // What the search keeps of a row says nothing that its words do not.
    parts[part] = rows.map(({ tsv: _, ...row }) => row)
  }
  const { rows: held } = await sql<{ tsv: string }>`
    select * from learning_question where ${person}::uuid in (owner_id, facilitator_id) order by made_at`.execute(
    db as never,
  )
  return { ...parts, questionsHeld: held.map(({ tsv: _, ...row }) => row) }
}
