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

/** Stands where the name of an organisation was left out. */
export const LEFT_OUT = '[an organisation]'

/** The same words without those names. The database does the same with the words it can read. */
export function withoutNames(words: string, names: readonly string[]): string {
  return [...names]
    .sort((a, b) => b.length - a.length)
    .reduce((text, name) => {
      const exact = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${exact}(?![\\p{L}\\p{N}])`, 'giu'), LEFT_OUT)
    }, words)
}

/** Letters of other scripts that look like ours, and what they look like: the same pairs as in the database. */
const DRESSED = 'авеһіјкӏмнорѕтухсԁαεικνορτυχ'
const BARE = 'abehijklmhopstyxcdaeikvoptux'

function plain(words: string): string[] {
  const bare = words
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase()
    .replace(/\p{L}/gu, (letter) => BARE[[...DRESSED].indexOf(letter)] ?? letter)
  return bare.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

/** Six words on end of what was said, or the whole of something short: that is no theme. */
export function repeats(theme: string, said: string): boolean {
  const words = plain(said)
  const own = ` ${plain(theme).join(' ')} `
  if (words.length < 3) return own === ` ${words.join(' ')} `
  const run = Math.min(6, words.length)
  return words.some((_, at) => at + run <= words.length && own.includes(` ${words.slice(at, at + run).join(' ')} `))
}
