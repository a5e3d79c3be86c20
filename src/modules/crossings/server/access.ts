import type { House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'

/** Gives the words of one version of a source to the person they belong to, or throws not_found. */
type ReadWords = (db: Db, house: House, person: string, source: string, version: number) => Promise<string>

const readers = new Map<string, ReadWords>()

/**
 * A module whose words are encrypted says here how they are opened for their owner, since the database cannot compare
 * what it cannot read. Modules further down register; this one imports none of them.
 */
export function bringFrom(kind: 'entry', read: ReadWords): void {
  readers.set(kind, read)
}

/** The words of a sealed source; undefined where the database itself compares. */
export async function sealedWords(
  db: Db,
  house: House,
  person: string,
  from: { kind: string; source: string; version: number },
): Promise<string | undefined> {
  return readers.get(from.kind)?.(db, house, person, from.source, from.version)
}
