import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { SmallRoom } from '../../contract/state.ts'
import { definitionOf } from '../present/planned.ts'
import { peopleIn } from './people.ts'

/** Who sits with whom: said aloud in the room, so the same for everybody in the activity. */
export async function listGroups(db: Db, _actor: Actor, input: { activity: string }) {
  const activity = await db
    .selectFrom('activity')
    .select(['id', 'space_id', 'definition'])
    .where('id', '=', input.activity)
    .executeTakeFirst()
  if (activity === undefined) throw new AppError('not_found')
  const known = new Map(
    (await peopleIn(db, activity.space_id)).map(({ person, name, organisation }) => [
      person,
      { id: person, name, organisation },
    ]),
  )
  const { rows } = await sql<{ room: string; label: string; person: string }>`
    select * from who_sits(${input.activity}::uuid)`.execute(db as never)
  const named = (ids: readonly string[]) =>
    ids.flatMap((id) => known.get(id) ?? []).toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
  const groups = [...Map.groupBy(rows, (row) => row.room)].map(([id, seats]) => ({
    ...{ id, label: seats[0]!.label, people: named(seats.map((one) => one.person)) },
  }))
  const seated = new Set(rows.map((row) => row.person))
  const roles = await db
    .selectFrom('activity_role')
    .select(['role', 'person_id'])
    .where('activity_id', '=', activity.id)
    .execute()
  return {
    groups: groups.toSorted((one, other) => one.label.localeCompare(other.label, 'en', { numeric: true })),
    others: named([...known.keys()].filter((id) => !seated.has(id))),
    roles: definitionOf(activity).roles.map(({ key, title, does }) => ({
      ...{ role: key, title, does },
      people: named(roles.filter((one) => one.role === key).map((one) => one.person_id)),
    })),
  }
}

/** What I asked for myself: nobody else reads it. */
export async function myApart(db: Db, actor: Actor, input: { room: string }) {
  const rows = await db
    .selectFrom('apart_wish')
    .select(['not_with', 'sort'])
    .where('space_id', '=', input.room)
    .where('person_id', '=', actor.person)
    .execute()
  const of = (sort: string) => rows.filter((row) => row.sort === sort).map((row) => row.not_with)
  return { notWith: of('wish'), manages: of('manages') }
}

/** Those I sit with now: of the last groups that were made in this activity. */
export async function groupOf(db: Db, activity: string): Promise<Omit<SmallRoom, 'says'> | null> {
  const row = await db
    .selectFrom('small_room as r')
    .innerJoin('activity_step as s', 's.id', 'r.step_id')
    .innerJoin('chapter as c', 'c.space_id', 'r.id')
    .select(['r.id', 'r.label', 'c.id as chapter', 's.opened_at'])
    .where('s.activity_id', '=', activity)
    .where('r.ended_at', 'is', null)
    .where(
      sql<boolean>`exists (select from membership m where m.space_id = r.id and m.person_id = me() and m.last_chapter is null)`,
    )
    // Whoever came or went since began another chapter: what is put in now is theirs who sit there now.
    .orderBy('s.opened_at', 'desc')
    .orderBy('c.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const people = await peopleIn(db, row.id)
  return {
    ...{ id: row.id, chapter: row.chapter, label: row.label },
    people: people.map(({ person, name, organisation }) => ({ id: person, name, organisation })),
  }
}
