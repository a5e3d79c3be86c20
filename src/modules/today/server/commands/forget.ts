import type { Tx } from '#platform/db/database.ts'

/** What is kept of a person here is theirs alone, and goes with them. */
export async function forgetPerson(tx: Tx, person: string): Promise<void> {
  for (const table of ['ask_aside', 'digest', 'digest_choice', 'last_look'] as const)
    await tx.deleteFrom(table).where('person_id', '=', person).execute()
}
