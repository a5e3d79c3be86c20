import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { FUNCTIONS } from '../../contract.ts'
import { here } from '../access.ts'
import { residencesOf } from './role-asks.ts'
import { tiesOf } from './shared.ts'

type Row = {
  id: string
  space: string
  person: string
  name: string
  organisation: string | null
  organisationId: string | null
  roles: string[]
  shares: string | null
  since: string | null
  left: string | null
}

/**
 * What somebody carries in a space, for whoever takes it over: read under the policies of whoever asks, from what stands
 * in the space. A journal has no part in it, and neither has what was said in a chapter its reader was not in.
 */
export async function readHandover(db: Db, actor: Actor, input: { membership: string }, house: House) {
  const { rows } = await sql<Row>`
    select m.id, m.space_id as space, p.id as person, p.name, o.name as organisation, m.organisation_id as "organisationId", m.roles,
           q.name as shares,
           case when isfinite(m.starts_at) then to_char(m.starts_at at time zone s.zone, 'YYYY-MM-DD') end as since,
           case when m.ends_at <= clock_now() then to_char(m.ends_at at time zone s.zone, 'YYYY-MM-DD') end as left
      from membership m join space s on s.id = m.space_id join person p on p.id = m.person_id left join organisation o on o.id = m.organisation_id
      left join membership n on n.id = m.shares_with left join person q on q.id = n.person_id
     where m.id = ${input.membership}::uuid and m.first_chapter is not null
       and m.space_id = any ((select my_spaces())::uuid[])`.execute(db as never)
  const row = rows[0]
  if (row === undefined) throw new AppError('not_found')
  const space = await here(db, { id: row.space })
  const seats = await seatsOf(db, row)
  const residence = (await residencesOf(db, space)).has(row.id)
  const note = await db
    .selectFrom('handover_note')
    .select([
      'under_way',
      'who_knows',
      'version',
      sql<string>`to_char(written_at at time zone ${space.zone}, 'YYYY-MM-DD')`.as('on'),
    ])
    .where('membership_id', '=', row.id)
    .executeTakeFirst()
  return {
    space: space.name,
    who: row.name,
    me: row.person === actor.person,
    organisation: row.organisation,
    since: row.since!,
    left: row.left,
    roles: residence ? [...row.roles, 'researcher_in_residence'] : row.roles,
    sharesWith: row.shares,
    seats,
    loads: row.organisationId === null ? [] : await loadsOf(db, space.id, row.organisationId),
    ties: await tiesOf(db, space, row.id),
    carried: await house.gathered.carried(db, {
      space: space.id,
      standing: space.standing,
      address: space.address,
      person: row.person,
      names: [row.name, ...(row.shares === null ? [] : [row.shares]), ...seats.map((seat) => seat.title)],
    }),
    note:
      note === undefined
        ? null
        : { underWay: note.under_way, whoKnows: note.who_knows, version: note.version, on: note.on },
  }
}

/** The posts they hold, or held until they left, and with whom. */
async function seatsOf(db: Db, row: Row) {
  const { rows } = await sql<{ title: string; with: string | null }>`
    select s.title, (select string_agg(p.name, ', ' order by p.name) from seat_holder k join membership n on n.id = k.membership_id
                       join person p on p.id = n.person_id where k.seat_id = s.id and k.until is null and n.person_id <> ${row.person}::uuid) as with
      from seat_holder h join seat s on s.id = h.seat_id
      join membership m on m.id = h.membership_id
     where m.id = ${row.id}::uuid and (h.until is null or h.until >= m.ends_at) group by s.id, s.title order by s.title`.execute(
    db as never,
  )
  return rows
}

/** What their organisation carries here now. */
async function loadsOf(db: Db, space: string, organisation: string) {
  const { rows } = await sql<{ function: (typeof FUNCTIONS)[number]; resource: string; until: string | null }>`
    select l.carries as function, l.with_what as resource, l.until from shared_load l
     where l.space_id = ${space}::uuid and l.organisation_id = ${organisation}::uuid and l.replaced_at is null
       and (l.until is null or l.until >= (clock_now())::date) order by l.carries, l.id`.execute(db as never)
  return rows
}
