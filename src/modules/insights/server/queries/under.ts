import type { InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import { dayOf } from '#shared/day.ts'
import type { insightsContract } from '../../contract.ts'
import type { Place } from '../access.ts'

type Traced = InferContractRouterOutputs<typeof insightsContract>['trace']

type Row = Omit<Traced['evidence'][number], 'insight' | 'bears' | 'taken_back' | 'by' | 'document' | 'made_on'> & {
  insight_id: string | null
  bears: string | null
  name: string | null
  said_by: string
  made_at: string
  document: string | null
  title: string | null
}

/**
 * What these insights rest on; and the one piece that was asked about, where nothing rests on it. By the ids of what is
 * under them, so that a library of any size is not walked through.
 */
export const evidenceAsked = (place: Place, insights: string[], asked?: string) => sql<Row>`
    select e.id, l.insight_id, l.bears, e.words, e.attribution, p.name, e.said_by, e.brought_on::text as brought_on, e.dated::text as dated, e.made_at,
           d.id as document, d.title
      from evidence e
      left join insight_evidence l on l.space_id = e.space_id and l.evidence_id = e.id and l.insight_id = any (${insights}::uuid[])
      left join person p on p.id = e.speaker_id left join document d on d.space_id = e.space_id and d.id = e.document_id
     where e.space_id = ${place.id}::uuid and (e.id = any (array(select x.evidence_id from insight_evidence x
             where x.space_id = ${place.id}::uuid and x.insight_id = any (${insights}::uuid[]))) or e.id = ${asked ?? null}::uuid)
     order by e.made_at, e.id`

export function toldEvidence(rows: Row[], place: Place): Traced['evidence'] {
  return rows.map((row) => ({
    id: row.id,
    insight: row.insight_id,
    bears: (row.bears ?? 'supports') as Traced['evidence'][number]['bears'],
    words: row.words,
    taken_back: row.words === null,
    attribution: row.attribution,
    by: speaker(row),
    brought_on: row.brought_on,
    dated: row.dated,
    made_on: dayOf(row.made_at, place.zone),
    document: row.document === null || row.title === null ? null : { id: row.document, title: row.title },
  }))
}

function speaker(row: Row): string | null {
  if (row.words === null) return null
  // Of a guest, and of whoever is not known here any more, the words carry the name that they let go with them.
  if (row.attribution === 'named') return row.name ?? (row.said_by || null)
  return row.attribution === 'role' ? row.said_by || null : null
}
