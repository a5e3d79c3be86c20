import type { Db } from '#platform/db/database.ts'
import type { Built } from '#platform/http/module.ts'

/** The insights that rest on these pieces of evidence, as far as the reader may see them: never a count instead of them. */
export async function builtOn(db: Db, on: { space: string; evidence: string[] }): Promise<Built[]> {
  const rows = await db
    .selectFrom('insight_evidence as l')
    .innerJoin('insight as i', (join) => join.onRef('i.space_id', '=', 'l.space_id').onRef('i.id', '=', 'l.insight_id'))
    .innerJoin('space as s', 's.id', 'i.space_id')
    .where('l.space_id', '=', on.space)
    .where('l.evidence_id', 'in', on.evidence)
    .select(['l.evidence_id', 'i.id', 'i.words', 's.address'])
    .orderBy('i.made_at')
    .orderBy('i.id')
    .execute()
  return rows.map((row) => ({
    evidence: row.evidence_id,
    sort: 'insight',
    words: row.words ?? 'Hidden until its curators look again.',
    to: `/s/${row.address}/insights/${row.id}`,
  }))
}
