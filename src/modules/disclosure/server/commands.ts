import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/database.ts'
import { Released } from '../contract.ts'
import { type Asked, tell } from './present.ts'

type Of = { space: string; chapter: string; about: string }

/**
 * Tells the numbers of something that is closed, once: for everybody who reads the chapter alike, and the same for ever,
 * whatever is changed, withdrawn or asked again later. `about` is the caller's own thing, as a step or a round; `asked` are
 * its questions with what was answered, which is not kept; `typed` how many of these one person typed in from paper. As somebody who reads the chapter, or as a job of the place.
 */
export async function released(
  tx: Tx,
  { space, chapter, about, asked, typed = 0 }: Of & { asked: Readonly<Record<string, Asked>>; typed?: number },
): Promise<Released> {
  const told: Released = Object.fromEntries(Object.entries(asked).map(([key, one]) => [key, tell(one, typed)]))
  const { rows } = await sql<{ numbers: unknown }>`
    select note_released(${space}, ${chapter}, ${about}, ${JSON.stringify(told)}) as numbers`.execute(tx)
  return Released.parse(rows[0]!.numbers ?? {})
}

/** What was told of these, for whoever reads where it was told; what was not is left out. */
export async function releasedOf(db: Db, abouts: readonly string[]): Promise<Map<string, Released>> {
  const rows = await db.selectFrom('disclosed').select(['about', 'numbers']).where('about', 'in', abouts).execute()
  return new Map(rows.map((row) => [row.about, Released.parse(row.numbers)]))
}
