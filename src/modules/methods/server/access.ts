import type { Db } from '#platform/db/database.ts'

/** Whether somebody runs the place: read under their own policies, where only their own row is. A program never is. */
export async function isKeeper(db: Db, person: string): Promise<boolean> {
  const row = await db.selectFrom('place_keeper').select('person_id').where('person_id', '=', person).executeTakeFirst()
  return row !== undefined
}
