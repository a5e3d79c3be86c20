import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'

/** Ends everything this person is in, and takes back what they offered others. The spaces live on without them. */
export async function forgetPerson(tx: Tx, person: string): Promise<void> {
  const open = await tx
    .selectFrom('membership')
    .select('id')
    .where('person_id', '=', person)
    .where('ends_at', 'is', null)
    .orderBy('id')
    .execute()
  for (const { id } of open) await sql`select end_membership(${id}::uuid, '')`.execute(tx)
  await tx
    .updateTable('invitation')
    .set({ withdrawn_at: await clock(tx) })
    .where('invited_by', '=', person)
    .where('confirmed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute()
}
