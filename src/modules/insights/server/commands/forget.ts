import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'

/** Takes the erased person's id off everything along the chain, from evidence to outcome; the words are the space's. */
export async function forgetAuthorship(tx: Tx): Promise<void> {
  await sql`select forget_my_letters()`.execute(tx)
  await sql`select forget_authorship()`.execute(tx)
  await sql`select forget_inquiry()`.execute(tx)
}
