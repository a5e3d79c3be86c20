import { sql } from 'kysely'
import { IN_NOW } from '#modules/spaces/server/index.ts'
import type { Actor, Context, House } from '#platform/access/context.ts'
import { hashToken } from '#platform/access/session.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { Invited } from '../../contract/invitations.ts'
import { presentTold, type Told } from '../present/invitation.ts'

const yes = async (db: Db, query: ReturnType<typeof sql<{ yes: boolean }>>) =>
  (await query.execute(db as never)).rows[0]!.yes

/** Who is asked and who comes, for whoever reads the call; what they need, for whoever called it. */
export async function listInvited(db: Db, actor: Actor, input: { gathering: string }, house: House) {
  const call = await db
    .selectFrom('gathering')
    .select(['space_id', 'cancelled_on', 'held_on', sql<boolean>`i_convened(id)`.as('convened')])
    .where('id', '=', input.gathering)
    .executeTakeFirst()
  if (call === undefined) throw new AppError('not_found')
  const rows = await db
    .selectFrom('invitee as i')
    .leftJoin('person as p', 'p.id', 'i.person_id')
    .leftJoinLateral(
      (of) =>
        of
          .selectFrom('membership as m')
          .innerJoin('organisation as o', 'o.id', 'm.organisation_id')
          .select('o.name')
          .whereRef('m.space_id', '=', 'i.space_id')
          .whereRef('m.person_id', '=', 'i.person_id')
          .where(IN_NOW)
          .limit(1)
          .as('o'),
      (join) => join.onTrue(),
    )
    .select([
      ...(['i.id', 'i.person_id', 'i.name', 'i.organisation', 'i.comes_as', 'i.until', 'i.for_series'] as const),
      ...(['i.answer', 'i.letter', 'p.name as known', 'o.name as from'] as const),
    ])
    .where('i.gathering_id', '=', input.gathering)
    .where('i.withdrawn_on', 'is', null)
    .execute()
  const needs = await db
    .selectFrom('access_need as a')
    .innerJoin('invitee as i', 'i.id', 'a.invitee_id')
    .leftJoin('person as p', 'p.id', 'i.person_id')
    .select(['i.name', 'p.name as known', 'a.words', 'a.person_id'])
    .where('a.gathering_id', '=', input.gathering)
    .execute()
  const people = rows
    .map((row) => ({
      ...{ id: row.id, name: row.known ?? row.name, organisation: row.from ?? row.organisation, until: row.until },
      ...{ comesAs: row.comes_as, forSeries: row.for_series, answer: row.answer, letter: row.letter },
      mine: row.person_id === actor.person,
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en')) as Invited[]
  const asked = rows.flatMap((row) => row.person_id ?? [])
  return {
    people,
    others: await othersIn(db, call.space_id, asked),
    needs: call.convened ? needs.map((row) => ({ name: row.known ?? row.name, words: row.words })) : [],
    myNeeds: needs.find((row) => row.person_id === actor.person)?.words ?? '',
    can: {
      ask:
        call.cancelled_on === null &&
        call.held_on === null &&
        (await yes(db, sql<{ yes: boolean }>`select i_call(${input.gathering}::uuid) as yes`)),
    },
    mails: house.mail.sends,
  }
}

/** The people of the space that are not asked. */
async function othersIn(db: Db, space: string, asked: string[]) {
  const rows = await db
    .selectFrom('membership as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .leftJoin('organisation as o', 'o.id', 'm.organisation_id')
    .select(['m.person_id', 'p.name', 'o.name as from'])
    .distinctOn('m.person_id')
    .where('m.space_id', '=', space)
    .where(IN_NOW)
    .orderBy('m.person_id')
    .execute()
  return rows
    .filter((row) => !asked.includes(row.person_id))
    .map((row) => ({ id: row.person_id, name: row.name, organisation: row.from ?? '' }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
}

/** Everything its reader is asked to, the next one first: also in rooms of spaces they are not in. */
export async function toldTo(db: Db): Promise<Told[]> {
  const { rows } = await sql<{ told: Told }>`select told from my_invitations() told`.execute(db as never)
  // What I said I need comes back to me with it: each reads their own.
  const needs = await db
    .selectFrom('access_need')
    .select(['invitee_id', 'words'])
    .where('person_id', '=', sql<string>`me()`)
    .execute()
  const mine = (told: Told) => needs.find((one) => one.invitee_id === told.invitee)?.words ?? ''
  return rows
    .map(({ told }) => ({ ...told, needs: mine(told) }))
    .toSorted((one, other) => one.starts.localeCompare(other.starts))
}

export const listMyInvitations = async (db: Db) => ({ invitations: (await toldTo(db)).map(presentTold) })

const GONE = 'Nothing opens with this link any more. It may have ended, or lost a part on its way. Ask whoever sent it.'

/** What a link asks its holder to: whoever has it, signed in or not. */
export async function readInvitation({ house }: Context, input: { key: string }) {
  const { rows } = await house.db.read(null, (db) =>
    sql<{ told: Told | null; needs: string }>`
      select told_by_key(${hashToken(input.key)}) as told, needs_by_key(${hashToken(input.key)}) as needs`.execute(
      db as never,
    ),
  )
  if (rows[0]?.told == null) throw new AppError('not_found', GONE)
  return presentTold({ ...rows[0].told, needs: rows[0].needs })
}

/** Whether letters come, and since when the calendar has an address. The address itself is known to whoever made it. */
export async function readCalendar(db: Db, actor: Actor, _input: object, house: House) {
  const row = await db
    .selectFrom('calendar_choice')
    .select(['letters', 'feed_on'])
    .where('person_id', '=', actor.person)
    .executeTakeFirst()
  return { letters: row?.letters ?? true, feedSince: row?.feed_on ?? null, mails: house.mail.sends }
}
