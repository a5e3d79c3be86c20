import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { facilitates } from '../access.ts'
import { peopleIn } from './people.ts'

/**
 * Who has been heard, from what was put in under a name and is shown to the reader, and from turns that were taken aloud.
 * Where anything of the activity is written without names nobody is counted: whoever wrote there would stand out by not
 * standing here.
 */
export async function readHeard(db: Db, actor: Actor, input: { activity: string }) {
  const activity = await db
    .selectFrom('activity')
    .select(['id', 'space_id', 'step_id', sql<boolean>`every_name_stands(id)`.as('named')])
    .where('id', '=', input.activity)
    .executeTakeFirst()
  if (activity === undefined || !(await facilitates(db, activity.space_id))) throw new AppError('not_found')
  const people = (await peopleIn(db, activity.space_id)).filter((one) => !one.facilitates)
  if (!activity.named) return { people: people.length, heard: null, notYet: [] }
  const [wrote, spoke, asked] = [
    await db
      .selectFrom('contribution')
      .select('author_id as person')
      .distinct()
      .where('activity_id', '=', activity.id)
      .where('shown', '=', true)
      .where('author_id', 'is not', null)
      .execute(),
    await db
      .selectFrom('round_turn as t')
      .innerJoin('activity_step as s', 's.id', 't.step_id')
      .select('t.person_id as person')
      .where('s.activity_id', '=', activity.id)
      .where('t.state', '=', 'spoke')
      .execute(),
    await db
      .selectFrom('nudge')
      .select('person_id')
      .where('step_id', '=', activity.step_id)
      .where('from_id', '=', actor.person)
      .execute(),
  ]
  const heard = new Set([...wrote, ...spoke].map((row) => row.person))
  const notYet = people.filter((one) => !heard.has(one.person))
  return {
    ...{ people: people.length, heard: people.length - notYet.length },
    notYet: notYet.map((one) => ({
      ...{ id: one.person, name: one.name },
      asked: asked.some((row) => row.person_id === one.person),
    })),
  }
}
