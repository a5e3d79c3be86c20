import type { InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { insightsContract } from '../../contract.ts'
import type { Place } from '../access.ts'
import { dayOf } from '../present.ts'

type Traced = InferContractRouterOutputs<typeof insightsContract>['trace']

/** What these insights rest on; and the one piece that was asked about, where nothing rests on it. */
export async function evidenceUnder(
  db: Db,
  place: Place,
  insights: string[],
  asked?: string,
): Promise<Traced['evidence']> {
  if (insights.length === 0 && asked === undefined) return []
  const rows = await db
    .selectFrom('evidence as e')
    .leftJoin('insight_evidence as l', (on) =>
      on
        .onRef('l.space_id', '=', 'e.space_id')
        .onRef('l.evidence_id', '=', 'e.id')
        .on(sql<boolean>`l.insight_id = any (${insights}::uuid[])`),
    )
    .leftJoin('person as p', 'p.id', 'e.speaker_id')
    .leftJoin('document as d', (on) => on.onRef('d.space_id', '=', 'e.space_id').onRef('d.id', '=', 'e.document_id'))
    .select([
      'e.id',
      'l.insight_id',
      'l.bears',
      'e.words',
      'e.attribution',
      'p.name',
      'e.said_by',
      'e.brought_on',
      'e.dated',
      'e.made_at',
      'd.id as document',
      'd.title',
    ])
    .where('e.space_id', '=', place.id)
    // By the ids of what is under them, so that a library of any size is not walked through.
    .where(
      sql<boolean>`(e.id = any (array(select x.evidence_id from insight_evidence x
        where x.space_id = ${place.id}::uuid and x.insight_id = any (${insights}::uuid[]))) or e.id = ${asked ?? null}::uuid)`,
    )
    .orderBy('e.made_at')
    .orderBy('e.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    insight: row.insight_id,
    bears: (row.bears ?? 'supports') as Traced['evidence'][number]['bears'],
    words: row.words,
    taken_back: row.words === null,
    attribution: row.attribution,
    by:
      row.words === null
        ? null
        : row.attribution === 'named'
          ? row.name
          : row.attribution === 'role'
            ? row.said_by || null
            : null,
    brought_on: row.brought_on,
    dated: row.dated,
    made_on: dayOf(row.made_at, place.zone),
    document: row.document === null || row.title === null ? null : { id: row.document, title: row.title },
  }))
}
