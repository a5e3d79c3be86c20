import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#platform/db/database.ts'

/** How far a stream has come: the number of the last event handed out, for each of its chapters in their order. */
export type Reached = number[]
export type Cursors = {
  write(chapters: readonly string[], reached: Reached): string
  /** Null where it is of other chapters, or not ours: then everything is asked for afresh. */
  read(chapters: readonly string[], cursor: string): Reached | null
}

/**
 * Where a stream stands, as the `id` of a frame: one number per chapter, sealed over the chapters and over nobody's name, so
 * that it is the same for everybody who reads them. There is no number in it but those of chapters its readers may read,
 * and it means nothing to anybody else. Nobody makes one up.
 */
export async function makeCursors(secret: Buffer, live: Database): Promise<Cursors> {
  // A place that was put back from a copy counts on from an earlier number: what was sealed before is then void. Its tables
  // are other tables, and its database was started since.
  const { rows } = await sql<{ here: string }>`
    select concat_ws(' ', pg_postmaster_start_time(), current_database(), 'event'::regclass::oid) as here`.execute(
    live.kysely,
  )
  const key = createHmac('sha256', secret).update(rows[0]!.here).digest()
  const seal = (chapters: readonly string[], numbers: string[]): string =>
    createHmac('sha256', key)
      .update([...chapters, ...numbers].join(' '))
      .digest('base64url')
      .slice(0, 22)
  return {
    write(chapters, reached) {
      const numbers = reached.map((number) => number.toString(36))
      return [seal(chapters, numbers), ...numbers].join('.')
    },
    read(chapters, cursor) {
      const [found, ...numbers] = cursor.split('.')
      if (numbers.length !== chapters.length || found !== seal(chapters, numbers)) return null
      if (!numbers.every((number) => /^[0-9a-z]{1,11}$/.test(number))) return null
      return numbers.map((number) => Number.parseInt(number, 36))
    },
  }
}
