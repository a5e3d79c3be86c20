import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { Contest } from '../../contract.ts'

/** The disputes beside each of these pieces of evidence, oldest first: never a count instead of the words. */
export async function contestsOf(
  db: Db,
  reader: string,
  space: string,
  evidence: readonly string[],
): Promise<Map<string, Contest[]>> {
  const rows = await db
    .selectFrom('contest as k')
    .innerJoin('space as s', 's.id', 'k.space_id')
    .leftJoin('person as p', 'p.id', 'k.author_id')
    .where('k.space_id', '=', space)
    .where('k.evidence_id', 'in', [...evidence])
    .select(['k.id', 'k.evidence_id', 'k.words', 'k.author_id', 'p.name'])
    .select(sql<string>`(k.made_at at time zone s.zone)::date`.as('on'))
    .orderBy('on')
    .orderBy('k.id')
    .execute()
  const of = new Map<string, Contest[]>()
  for (const row of rows) {
    const mine = row.author_id === reader
    const by = row.author_id === null ? null : mine ? 'You' : (row.name ?? 'Somebody who is no longer here')
    const one = { id: row.id, words: row.words, by, on: row.on, can: { takeBack: mine } }
    of.set(row.evidence_id, [...(of.get(row.evidence_id) ?? []), one])
  }
  return of
}

/** The same as a list, for where evidence is shown by another module. */
export async function listContests(db: Db, actor: Actor, input: { space: string; evidence: string[] }) {
  if (input.evidence.length === 0) return []
  const of = await contestsOf(db, actor.person, input.space, input.evidence)
  return [...of].flatMap(([evidence, contests]) => contests.map((one) => ({ ...one, evidence })))
}
