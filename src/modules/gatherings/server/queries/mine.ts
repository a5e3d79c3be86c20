import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'

/** What somebody called, what they put in with their name or their role on it, and what was put to them while they presented. Lines without a name are nobody's. */
export async function mineOfGatherings(db: Db, person: string): Promise<Record<string, unknown>> {
  const called = await db
    .selectFrom('gathering')
    .select(['title', 'purpose', 'starts_on', 'place', 'share_what', 'share_kept'])
    .where('convened_by', '=', person)
    .orderBy('starts_on')
    .execute()
  const lines = await db
    .selectFrom('contribution')
    .select(['on_day', 'value', 'attribution', 'seen_by', 'may_go'])
    .where((on) =>
      on.or([on('author_id', '=', person), on('presenter_id', '=', person), on(sql<boolean>`i_put(id)`, '=', true)]),
    )
    .orderBy('on_day')
    .orderBy('id')
    .execute()
  return { gatheringsCalled: called, putIn: lines }
}
