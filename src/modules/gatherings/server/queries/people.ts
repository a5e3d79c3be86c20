import { sql } from 'kysely'
import { IN_NOW } from '#modules/spaces/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { CLASSES } from '#shared/schema.ts'

type SpaceClass = (typeof CLASSES)[number]

/** Everybody in a room as its members see them: once each, with where they come from. */
export async function peopleIn(db: Db, room: string) {
  const rows = await db
    .selectFrom('membership as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .leftJoin('organisation as o', 'o.id', 'm.organisation_id')
    .leftJoin('guest as g', (join) =>
      join.onRef('g.person_id', '=', 'm.person_id').onRef('g.space_id', '=', 'm.space_id'),
    )
    .select([
      ...(['m.person_id', 'p.name', 'm.class', 'm.roles', 'o.name as organisation', 'o.size_band'] as const),
      ...(['g.organisation as from_where', 'm.organisation_id'] as const),
      sql<boolean>`g.person_id is not null`.as('guest'),
    ])
    .distinctOn('m.person_id')
    .where('m.space_id', '=', room)
    .where(IN_NOW)
    .where('m.last_chapter', 'is', null)
    .orderBy('m.person_id')
    .orderBy('m.starts_at')
    .execute()
  return rows.map((row) => ({
    ...{ person: row.person_id, name: row.name, class: row.class as SpaceClass, guest: row.guest },
    organisation: row.organisation ?? row.from_where ?? '',
    facilitates: row.roles.includes('facilitator'),
    size: row.size_band,
  }))
}

export async function listPeople(db: Db, _actor: Actor, input: { room: string }) {
  const people = await peopleIn(db, input.room)
  if (people.length === 0) throw new AppError('not_found')
  const waits = await db
    .selectFrom('door_wait')
    .select(['person_id', 'name', 'organisation', 'class', 'waits_for'])
    .where('space_id', '=', input.room)
    .orderBy('name')
    .execute()
  return {
    people: people.toSorted((one, other) => one.name.localeCompare(other.name, 'en')),
    atDoor: waits.map((row) => ({
      ...{ person: row.person_id, name: row.name, organisation: row.organisation },
      ...{ class: row.class as SpaceClass, waitsFor: row.waits_for as 'yes' | 'next_activity' },
    })),
  }
}
