import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { CONSTITUENCIES, FUNCTIONS } from '../../contract.ts'
import { here, type Place } from '../access.ts'

type Function = (typeof FUNCTIONS)[number]
type As = (typeof CONSTITUENCIES)[number]
type LoadRow = {
  id: string
  thread: string
  function: Function
  organisation: string
  organisationId: string
  from: string
  until: string | null
  resource: string
  by: string | null
  changed: string | null
}

/** Which organisation carries what, and who works with whom: what every member of the space reads. */
export async function listShared(db: Db, _actor: Actor, input: { address: string }) {
  const space = await here(db, input)
  return { loads: await loadsOf(db, space), ties: await tiesOf(db, space) }
}

/** What holds now, each with what was said of it before. An organisation nobody may name any more reads as one. */
async function loadsOf(db: Db, space: Place) {
  const { rows } = await sql<LoadRow>`
    select l.id, l.thread, l.carries as function, coalesce(o.name, 'an organisation') as organisation, l.organisation_id as "organisationId",
           l.from_day as from, l.until, l.with_what as resource, p.name as by,
           to_char(l.replaced_at at time zone ${space.zone}, 'YYYY-MM-DD') as changed
      from shared_load l left join organisation o on o.id = l.organisation_id left join person p on p.id = l.said_by
     where l.space_id = ${space.id}::uuid order by l.carries, l.from_day, l.replaced_at desc nulls first, l.id`.execute(
    db as never,
  )
  const before = Map.groupBy(
    rows.filter((row) => row.changed !== null),
    (row) => row.thread,
  )
  return rows
    .filter((row) => row.changed === null)
    .map(({ thread, changed: _, ...row }) => ({
      ...row,
      before: (before.get(thread) ?? []).map(({ organisation, from, until, resource, changed }) => ({
        organisation,
        from,
        until,
        resource,
        changed: changed!,
      })),
    }))
}

/** Who works with whom. With a membership: only those in which that person is one side. */
export async function tiesOf(db: Db, space: Place, membership?: string) {
  const { rows } = await sql<{
    id: string
    one: string
    oneAs: As
    other: string
    otherAs: As
    client: string
    pace: string
    outputs: string
  }>`
    select t.id, coalesce(p1.name, o1.name, 'somebody') as one, t.one_as as "oneAs", coalesce(p2.name, o2.name, 'somebody') as other,
           t.other_as as "otherAs", t.client, t.pace, t.outputs
      from working_tie t
      left join membership m1 on m1.id = t.one_membership left join person p1 on p1.id = m1.person_id left join organisation o1 on o1.id = t.one_organisation
      left join membership m2 on m2.id = t.other_membership left join person p2 on p2.id = m2.person_id left join organisation o2 on o2.id = t.other_organisation
     where t.space_id = ${space.id}::uuid and t.replaced_at is null
       and (${membership ?? null}::uuid is null or ${membership ?? null}::uuid in (t.one_membership, t.other_membership))
     order by one, other, t.id`.execute(db as never)
  return rows.map(({ one, oneAs, other, otherAs, ...row }) => ({
    ...row,
    one: { name: one, as: oneAs },
    other: { name: other, as: otherAs },
  }))
}
