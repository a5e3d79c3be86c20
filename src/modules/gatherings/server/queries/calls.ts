import { sql } from 'kysely'
import { rulesOf } from '#modules/spaces/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { Gathering } from '../../contract/call.ts'

/** Calls as they are read, each with its room where the reader is in it. */
const calls = (db: Db) =>
  db
    .selectFrom('gathering as g')
    .innerJoin('space as s', 's.id', 'g.space_id')
    .leftJoin('person as p', 'p.id', 'g.convened_by')
    .leftJoin('gathering_room as r', 'r.space_id', 'g.room_id')
    .leftJoin('space as at', 'at.id', 'r.space_id')
    .select([
      ...(['g.id', 'g.space_id', 'g.chapter_id', 'g.version', 'g.kind', 'g.title', 'g.purpose', 'g.way'] as const),
      ...(['g.starts_on', 'g.starts_at', 'g.zone', 'g.minutes', 'g.ends_on', 'g.place', 'g.link'] as const),
      ...(['g.mode_meant', 'g.learning', 'g.kept_out', 'g.door', 'g.share_what', 'g.share_how', 'g.share_by'] as const),
      ...(['g.share_kept_on', 'g.share_kept', 'g.paid', 'g.about_kind', 'g.about_id', 'g.convened_by'] as const),
      ...(['g.cancelled_on', 'g.cancelled_because', 'g.held_on', 'g.room_id'] as const),
      ...([
        's.name as space_name',
        's.address as space_address',
        'p.name as convener',
        'at.address',
        'r.opened_at',
        'r.closed_at',
      ] as const),
      ...(['g.share_kept_how', 'g.share_said'] as const),
      sql<boolean>`g.share_what <> '' and g.share_kept_on is null and g.cancelled_on is null
        and coalesce(g.share_by < (clock_now() at time zone g.zone)::date, false)`.as('late'),
      sql<boolean>`r.space_id is not null`.as('in_room'),
      sql<boolean>`i_facilitate(g.room_id)`.as('runs'),
      sql<boolean>`i_manage(g.space_id)`.as('manages'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof calls>['execute']>>[number]

function present(row: Row, actor: Actor): Gathering {
  const over = row.cancelled_on !== null || row.held_on !== null
  return {
    ...{ id: row.id, space: row.space_id, chapter: row.chapter_id, version: row.version },
    ...{ kind: row.kind, title: row.title, purpose: row.purpose, way: row.way, startsOn: row.starts_on },
    ...{ startsAt: row.starts_at, zone: row.zone, minutes: row.minutes, endsOn: row.ends_on },
    ...{ place: row.place, link: row.link, modeMeant: row.mode_meant, learning: row.learning },
    ...{ keptOut: row.kept_out, door: row.door, paid: row.paid },
    ...{ shareWhat: row.share_what, shareHow: row.share_how, shareBy: row.share_by },
    about: row.about_kind === null || row.about_id === null ? null : { kind: row.about_kind, id: row.about_id },
    convenedBy: row.convened_by === null || row.convener === null ? null : { id: row.convened_by, name: row.convener },
    ...{ shareKeptOn: row.share_kept_on, shareKept: row.share_kept, heldOn: row.held_on },
    ...{ shareKeptHow: row.share_kept_how, shareSaid: row.share_said as Gathering['shareSaid'], shareLate: row.late },
    cancelled: row.cancelled_on === null ? null : { on: row.cancelled_on, because: row.cancelled_because },
    room: row.in_room
      ? {
          ...{ id: row.room_id, address: row.address ?? '' },
          state: row.closed_at !== null ? 'closed' : row.opened_at !== null ? 'open' : 'planned',
        }
      : null,
    can: {
      change: !over && (row.convened_by === actor.person || row.manages || row.runs),
      comeIn: !over,
      run: row.runs && row.cancelled_on === null,
    },
  } as Gathering
}

/** The gatherings of a space: those to come, the next one first; then those that were, the latest first. */
export async function listGatherings(db: Db, actor: Actor, input: { space: string }) {
  const rows = await calls(db)
    .where('g.space_id', '=', input.space)
    .orderBy('g.starts_on')
    .orderBy('g.starts_at')
    .orderBy('g.id')
    .execute()
  const all = rows.map((row) => present(row, actor))
  const over = (one: Gathering) => one.heldOn !== null || one.cancelled !== null
  return { coming: all.filter((one) => !over(one)), past: all.filter(over).toReversed() }
}

const NEXT = 3

/** The next ones that are to come, in every space the reader is in or in one of them. A day that has passed is over here. */
export async function comingGatherings(db: Db, actor: Actor, input: { space?: string | undefined }) {
  const rows = await calls(db)
    .where('g.cancelled_on', 'is', null)
    .where('g.held_on', 'is', null)
    .where(sql<boolean>`coalesce(g.ends_on, g.starts_on) >= (clock_now() at time zone g.zone)::date`)
    .$if(input.space !== undefined, (of) => of.where('g.space_id', '=', input.space!))
    .orderBy('g.starts_on')
    .orderBy('g.starts_at')
    .orderBy('g.id')
    .limit(NEXT)
    .execute()
  return rows.map((row) => ({
    ...present(row, actor),
    ...{ spaceName: row.space_name, spaceAddress: row.space_address },
  }))
}

export async function readGathering(db: Db, actor: Actor, input: { id: string }): Promise<Gathering> {
  const row = await calls(db).where('g.id', '=', input.id).executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return present(row, actor)
}

/** A call with what its door will say of the space: who calls, in which role, and what was agreed about challenge. */
export async function callOf(db: Db, id: string) {
  const row = await calls(db).where('g.id', '=', id).executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  const call = present(row, { person: '', session: '', kind: 'full', provedAt: null })
  const { roleClause, challenge } = await rulesOf(db, row.space_id)
  return { call, said: { space: row.space_name, convenedBy: row.convener ?? '', role: roleClause, agreed: challenge } }
}
