import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'

type Step = { old_id: string; new_id: string }
type Met = Step & { start: string }

/** The steps that lead back from these insights; and, where asked, those that lead on, each with the one it was found from. */
async function walk(db: Db, space: string, ids: string[], ahead: boolean): Promise<Met[]> {
  if (ids.length === 0) return []
  const way = (name: string, at: 'old_id' | 'new_id', next: 'old_id' | 'new_id') => sql`${sql.ref(name)} as (
      select s.${sql.ref(at)} as start, s.old_id, s.new_id from insight_succession s
       where s.space_id = ${space}::uuid and s.${sql.ref(at)} = any (${ids}::uuid[])
      union select w.start, s.old_id, s.new_id from insight_succession s join ${sql.ref(name)} w on s.${sql.ref(at)} = w.${sql.ref(next)}
       where s.space_id = ${space}::uuid)`
  const back = way('back', 'new_id', 'old_id')
  const { rows } = await (ahead
    ? sql<Met>`with recursive ${back}, ${way('ahead', 'old_id', 'new_id')}
        select start, old_id, new_id from back union select start, old_id, new_id from ahead`
    : sql<Met>`with recursive ${back} select start, old_id, new_id from back`
  ).execute(db as never)
  return rows
}

/** Everything that these insights followed and that followed them, and each step of it, as their reader may read it. */
export async function lineOf(db: Db, space: string, ids: string[]): Promise<{ ids: string[]; steps: Step[] }> {
  const found = await walk(db, space, ids, true)
  const steps = [...new Map(found.map((one) => [`${one.old_id} ${one.new_id}`, one])).values()]
  return { ids: [...new Set([...ids, ...steps.flatMap((one) => [one.old_id, one.new_id])])], steps }
}

/** For each of these insights, itself and all that it took the place of: whose views against are its own too. */
export async function withOlder(db: Db, space: string, ids: string[]): Promise<Map<string, string[]>> {
  const older = Map.groupBy(await walk(db, space, ids, false), (one) => one.start)
  return new Map(ids.map((id) => [id, [id, ...new Set((older.get(id) ?? []).map((one) => one.old_id))]]))
}

/** Which of these insights have been followed by another, and by which. */
export async function followedBy(db: Db, space: string, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('insight_succession')
    .select(['old_id', 'new_id'])
    .where('space_id', '=', space)
    .where('old_id', 'in', ids)
    .orderBy('made_at')
    .execute()
  return new Map(rows.map((row) => [row.old_id, row.new_id]))
}
