import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { PromisedAction } from '../../contract/promised.ts'

const promised = (db: Db) =>
  db
    .selectFrom('action_from as f')
    .innerJoin('action as a', (join) => join.onRef('a.space_id', '=', 'f.space_id').onRef('a.id', '=', 'f.action_id'))
    .select(['a.id', 'a.words', 'a.accountable', 'a.due_on', 'a.state', 'f.gathering_id'])
    .orderBy('a.due_on')
    .orderBy('a.id')

type Row = Awaited<ReturnType<ReturnType<typeof promised>['execute']>>[number]
const present = (row: Row): PromisedAction => ({
  ...{ id: row.id, words: row.words, accountable: row.accountable, due: row.due_on, gathering: row.gathering_id },
  state: row.state as PromisedAction['state'],
})

/** The actions that people took on at a gathering, the soonest first. */
export async function promisedAt(db: Db, _actor: Actor, input: { gathering: string }): Promise<PromisedAction[]> {
  return (await promised(db).where('f.gathering_id', '=', input.gathering).execute()).map(present)
}

/** What people took on the last time a method was run in a space, whatever became of it: each reports on it this time. */
export async function promisedLast(
  db: Db,
  _actor: Actor,
  input: { space: string; method: string; before: string },
): Promise<PromisedAction[]> {
  const last = await db
    .selectFrom('action_from as f')
    .innerJoin('action as a', (join) => join.onRef('a.space_id', '=', 'f.space_id').onRef('a.id', '=', 'f.action_id'))
    .select('f.gathering_id')
    .where('f.space_id', '=', input.space)
    .where('f.method_key', '=', input.method)
    .where('f.gathering_id', '!=', input.before)
    .orderBy('a.made_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last === undefined) return []
  const rows = await promised(db)
    .where('f.space_id', '=', input.space)
    .where('f.gathering_id', '=', last.gathering_id)
    .where('f.method_key', '=', input.method)
    .execute()
  return rows.map(present)
}
