import type { Db } from '#platform/db/database.ts'

/** Where this person is and was a member, and whom they invited: their part of "everything of mine". */
export async function listMine(db: Db, person: string): Promise<Record<string, unknown>> {
  const memberships = await db
    .selectFrom('membership as m')
    .leftJoin('space as s', 's.id', 'm.space_id')
    .select(['s.name as space', 'm.class', 'm.roles', 'm.starts_at', 'm.ends_at', 'm.reason_joined', 'm.reason_left'])
    .where('m.person_id', '=', person)
    .orderBy('m.starts_at')
    .execute()
  const invitations = await db
    .selectFrom('invitation')
    .select(['name', 'email', 'class', 'reason', 'made_at'])
    .where('invited_by', '=', person)
    .orderBy('made_at')
    .execute()
  const handovers = await db
    .selectFrom('handover_note as h')
    .innerJoin('membership as m', 'm.id', 'h.membership_id')
    .select(['h.under_way', 'h.who_knows', 'h.written_at'])
    .where('m.person_id', '=', person)
    .orderBy('h.written_at')
    .execute()
  const askedOf = await db
    .selectFrom('role_ask as a')
    .innerJoin('membership as m', 'm.id', 'a.membership_id')
    .select([
      'a.kind',
      'a.role',
      'a.until',
      'a.observe',
      'a.write_down',
      'a.publish',
      'a.bias',
      'a.made_at',
      'a.outcome',
    ])
    .where('m.person_id', '=', person)
    .orderBy('a.made_at')
    .execute()
  const turningPoints = await db
    .selectFrom('turning_point')
    .select(['on_day', 'words', 'made_at'])
    .where('author_id', '=', person)
    .orderBy('on_day')
    .execute()
  const context = await db
    .selectFrom('context_event')
    .select(['from_day', 'to_day', 'sort', 'words', 'says_who', 'made_at'])
    .where('author_id', '=', person)
    .orderBy('from_day')
    .execute()
  const strategies = await db
    .selectFrom('parent_strategy')
    .select(['name', 'whose', 'says', 'from_day', 'to_day', 'said_at'])
    .where('said_by', '=', person)
    .orderBy('said_at')
    .execute()
  const endings = await db
    .selectFrom('closing')
    .select(['way', 'reason', 'proposed_at'])
    .where('proposed_by', '=', person)
    .orderBy('proposed_at')
    .execute()
  const copies = await db
    .selectFrom('space_copy as k')
    .leftJoin('space as s', 's.id', 'k.space_id')
    .select(['s.name as space', 'k.way', 'k.of_space', 'k.on_day'])
    .where('k.person_id', '=', person)
    .orderBy('k.on_day')
    .execute()
  return { memberships, invitations, handovers, roles: askedOf, turningPoints, context, strategies, endings, copies }
}
