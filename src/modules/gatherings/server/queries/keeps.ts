import { makesSomething } from '#modules/methods/contract/derived.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { roomToRun } from '../access.ts'
import { keptMethodOf } from '../present/planned.ts'

/** The steps that were begun in a room and take something in, in the order in which they were begun. Nothing says whether anybody put in. */
export async function readKeeps(db: Db, _actor: Actor, input: { room: string }) {
  await roomToRun(db, input.room)
  const rows = await db
    .selectFrom('activity_step as s')
    .innerJoin('activity as a', 'a.id', 's.activity_id')
    .where('s.space_id', '=', input.room)
    .select(['a.id', 'a.title', 'a.with_names', 's.key'])
    .orderBy('s.opened_at')
    .execute()
  const found = new Map<string, { activity: string; step: string; kept: Kept }>()
  for (const row of rows) {
    const step = (await keptMethodOf(db, row)).steps.find((one) => one.key === row.key)
    if (step !== undefined && makesSomething(step))
      found.set(`${row.title} ${step.key}`, { activity: row.title, step: step.title, kept: step.kept })
  }
  return [...found.values()]
}
type Kept = Awaited<ReturnType<typeof keptMethodOf>>['steps'][number]['kept']
