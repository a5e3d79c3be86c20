import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import { cursorOf, PART, placeIn } from '#platform/db/page.ts'

const MOST = 50
type Paged = { id: string; made_at: Date }

/** One page of a table of this space, newest first, as the reader's own policies show it; the cursor is opaque. */
export async function newest<T extends object>(
  db: Db,
  of: { table: string; columns: readonly string[]; space: string; cursor?: string | undefined },
): Promise<{ rows: (T & Paged)[]; next: string | null }> {
  const before = of.cursor === undefined ? null : placeIn(of.cursor, PART.instant, PART.id)
  const { rows } = await sql<T & Paged & { at: string }>`
    select id, made_at, made_at::text as at, ${sql.join(of.columns.map((column) => sql.ref(column)))} from ${sql.table(of.table)}
     where space_id = ${of.space}::uuid and (${before === null} or made_at < ${before?.[0] ?? null}::timestamptz
       or (made_at = ${before?.[0] ?? null}::timestamptz and id > ${before?.[1] ?? null}::uuid))
     order by made_at desc, id limit ${MOST + 1}`.execute(db as never)
  const page = rows.slice(0, MOST)
  const last = page.at(-1)
  return {
    rows: page,
    next: rows.length > MOST && last !== undefined ? cursorOf(last.at, last.id) : null,
  }
}

/** One row of it, or nothing. */
export async function oneOf<T extends object>(
  db: Db,
  of: { table: string; columns: readonly string[]; space: string; id: string },
): Promise<(T & Paged) | undefined> {
  const { rows } = await sql<T & Paged>`
    select id, made_at, ${sql.join(of.columns.map((column) => sql.ref(column)))} from ${sql.table(of.table)}
     where space_id = ${of.space}::uuid and id = ${of.id}::uuid`.execute(db as never)
  return rows[0]
}
