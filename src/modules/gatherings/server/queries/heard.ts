import { attributionOf, makesSomething } from '#modules/methods/contract/derived.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { facilitates } from '../access.ts'
import { definitionOf } from '../present/planned.ts'
import { peopleIn } from './people.ts'

/**
 * Who has been heard, from what was put in under a name and is shown to the reader. Where anything of the activity is
 * written without names nobody is counted: whoever wrote there would stand out by not standing here.
 */
export async function readHeard(db: Db, _actor: Actor, input: { activity: string }) {
  const activity = await db
    .selectFrom('activity')
    .select(['id', 'space_id', 'definition', 'with_names'])
    .where('id', '=', input.activity)
    .executeTakeFirst()
  if (activity === undefined || !(await facilitates(db, activity.space_id))) throw new AppError('not_found')
  const method = definitionOf(activity)
  const people = (await peopleIn(db, activity.space_id)).filter((one) => !one.facilitates)
  // A step that was to be without names stays one in this: to leave it is nobody's business.
  const named =
    activity.with_names.length === 0 &&
    method.steps.every((step) => !makesSomething(step) || attributionOf(method, step) === 'named')
  if (!named) return { people: people.length, heard: null, notYet: [] }
  const rows = await db
    .selectFrom('contribution')
    .select('author_id')
    .distinct()
    .where('activity_id', '=', activity.id)
    .where('shown', '=', true)
    .where('author_id', 'is not', null)
    .execute()
  const heard = new Set(rows.map((row) => row.author_id))
  const notYet = people.filter((one) => !heard.has(one.person))
  return {
    ...{ people: people.length, heard: people.length - notYet.length },
    notYet: notYet.map((one) => ({ id: one.person, name: one.name })),
  }
}
