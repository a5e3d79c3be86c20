import type { Db } from '#platform/db/database.ts'

/** That some of what is in was on paper, in a sentence; empty where none was. */
export async function onPaper(db: Db, steps: readonly string[]): Promise<string> {
  if (steps.length === 0) return ''
  const rows = await db
    .selectFrom('paper_sheet as s')
    .leftJoin('person as p', 'p.id', 's.typed_by')
    .select('p.name')
    .where('s.step_id', 'in', steps)
    .execute()
  if (rows.length === 0) return ''
  const who = [...new Set(rows.map((row) => row.name ?? 'somebody who has left'))].toSorted()
  return `${rows.length === 1 ? '1 sheet' : `${rows.length} sheets`} typed in from paper by ${who.join(' and ')}.`
}
