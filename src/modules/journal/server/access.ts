import { sql } from 'kysely'
import type { House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { wholeOf } from '../contract.ts'

/** Binds a ciphertext to its table, row, column, owner and version, so that none can be put in another's place. */
function bind(entry: string, owner: string, version: number): string {
  return `entry_version ${entry} cipher ${owner} ${version}`
}

/** What one version of an entry says, and how its writer felt, from 1 to 5, where they say so. */
export type Said = { words: string; tell: string } & Marks
export type Marks = { energy: number | null; hope: number | null }
export const NO_MARKS: Marks = { energy: null, hope: null }
// Neither part can hold it: the edge refuses NUL in whatever is typed.
const BETWEEN = '\0'

/** Encrypts one version of an entry under its owner's key. The marks take as much room when there are none. */
export function seal(house: House, owner: string, entry: string, version: number, said: Said): Promise<Buffer> {
  return house.keys.seal(
    owner,
    bind(entry, owner, version),
    [said.words, said.tell, `${said.energy ?? 0}${said.hope ?? 0}`].join(BETWEEN),
  )
}

/** Opens one version for its owner. Those from before there were marks have none. */
export async function unseal(
  house: House,
  owner: string,
  entry: string,
  version: number,
  cipher: Buffer,
): Promise<Said> {
  const [words = '', tell = '', marks = '00'] = (
    await house.keys.unseal(owner, bind(entry, owner, version), cipher)
  ).split(BETWEEN)
  return { words, tell, energy: Number(marks[0]) || null, hope: Number(marks[1]) || null }
}

/** Where the journal of whoever asks is: their own space and its present chapter. */
export async function journalOf(db: Db): Promise<{ space_id: string; chapter_id: string }> {
  const { rows } = await sql<{ space_id: string; chapter_id: string }>`select * from my_journal()`.execute(db as never)
  const [place] = rows
  if (place === undefined) throw new AppError('not_found')
  return place
}

/** One version of an entry as its owner reads it, or not_found. Row-level security decides whose it is. */
export async function wordsOf(db: Db, house: House, owner: string, id: string, version: number): Promise<string> {
  const row = await db
    .selectFrom('entry_version')
    .select('cipher')
    .where('entry_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return wholeOf(await unseal(house, owner, id, version, row.cipher))
}
