import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'

/**
 * Takes back what this person offered others and wrote down for whoever follows them, then ends everything they are in. In this order: an invitation can be
 * taken back only from inside, and one from a space they left before opens nothing, since nobody can confirm it.
 */
export async function forgetPerson(tx: Tx, person: string): Promise<void> {
  // What they told of what happened is theirs and goes with them, also from where they left.
  await sql`select forget_told()`.execute(tx)
  await tx
    .updateTable('invitation')
    .set({ withdrawn_at: await clock(tx) })
    .where('invited_by', '=', person)
    .where('confirmed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where(sql<boolean>`space_id = any ((select my_spaces())::uuid[])`)
    .execute()
  await sql`select forget_handovers(), forget_copies()`.execute(tx)
  const open = await tx
    .selectFrom('membership')
    .select('id')
    .where('person_id', '=', person)
    .where(sql<boolean>`ends_at is null or ends_at > clock_now()`)
    .orderBy('id')
    .execute()
  for (const { id } of open) await sql`select end_membership(${id}::uuid, '')`.execute(tx)
}
