import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import { asked, byLanguage, partsOf, passage } from '#platform/db/finding.ts'
import type { Found, Looking } from '#platform/http/module.ts'
import { INDEXED } from '../commands/documents.ts'

type Row = { kind: 'evidence' | 'document'; id: string; space: string; title: string; marked: string }

/**
 * Evidence and documents of several spaces, by their words: the search of each space answers ids and ranks, and the best
 * of a kind are then read, and marked, under the reader's own policies.
 */
export async function findAnywhere(db: Db, looking: Looking): Promise<Found[]> {
  const rows: Row[] = []
  for (const [language, spaces] of byLanguage(looking.spaces)) {
    const ids = spaces.map((space) => space.id)
    const { rows: here } = await sql<Row>`
      with found as materialized (
        select f.kind, f.id, f.rank, row_number() over (partition by f.kind order by f.rank desc, f.id) as place
          from unnest(${ids}::uuid[]) s (id), lateral find_library(s.id, ${asked(looking.typed, language)}, ${looking.most * 2}) f)
      select kind, id, space, title, marked from (
        select f.kind, f.id, f.rank, e.space_id as space, '' as title, ${passage(sql`e.words`, looking.typed, language)} as marked
          from found f join evidence e on e.id = f.id where f.kind = 'evidence' and f.place <= ${looking.most} and e.words is not null
        union all
        select f.kind, f.id, f.rank, d.space_id, d.title, ${passage(sql`left(d.text, ${INDEXED})`, looking.typed, language)}
          from found f join document d on d.id = f.id where f.kind = 'document' and f.place <= ${looking.most}) r
       order by rank desc, id`.execute(db as never)
    rows.push(...here)
  }
  const within = new Map(looking.spaces.map((space) => [space.id, space]))
  return (['document', 'evidence'] as const).flatMap((kind) =>
    rows
      .filter((row) => row.kind === kind)
      .slice(0, looking.most)
      .map(({ id, space, title, marked }) => ({
        ...{ kind, id, space, about: title, parts: partsOf(marked) },
        to: `/s/${within.get(space)!.address}/evidence${kind === 'document' ? `/d/${id}` : `#${id}`}`,
      })),
  )
}
