import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'

/** Stands where the name of an organisation was left out. */
export const LEFT_OUT = '[an organisation]'

/** The organisations the reader knows of, as their names are spelled. */
export async function knownNames(db: Db): Promise<string[]> {
  const { rows } = await sql<{ spelled: string }>`select distinct spelled from known_names()`.execute(db)
  return rows.map((row) => row.spelled)
}

/** The same words without those names. The database does the same with the words it can read. */
export function withoutNames(words: string, names: readonly string[]): string {
  return [...names]
    .sort((a, b) => b.length - a.length)
    .reduce((text, name) => {
      const exact = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${exact}(?![\\p{L}\\p{N}])`, 'giu'), LEFT_OUT)
    }, words)
}

function plain(words: string): string[] {
  const bare = words
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
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

/** Which organisations some words name, the words without them, and whether they are mine: asked before anything is proposed. */
export async function names(
  db: Db,
  actor: Actor,
  input: { words: string; kind?: 'entry' | 'evidence' | undefined; source?: string | null | undefined },
): Promise<{ organisations: { id: string; name: string }[]; without: string; mine: boolean }> {
  const organisations = await db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any (names_in(${input.words}))`)
    .orderBy('name')
    .orderBy('id')
    .execute()
  const without = organisations.length === 0 ? input.words : withoutNames(input.words, await knownNames(db))
  return { organisations, without, mine: input.kind !== 'evidence' || (await saidByMe(db, actor, input.source)) }
}

/** Also where it came in without a name: that is told to its speaker and to nobody else. */
async function saidByMe(db: Db, actor: Actor, source: string | null | undefined): Promise<boolean> {
  if (!source) return false
  const row = await db
    .selectFrom('evidence')
    .select(['speaker_id', sql<boolean>`coalesce(i_said(crossing_id), false)`.as('brought')])
    .where('id', '=', source)
    .executeTakeFirst()
  return row !== undefined && (row.speaker_id === actor.person || row.brought)
}
