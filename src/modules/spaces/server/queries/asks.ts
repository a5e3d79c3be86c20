import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { Ask } from '#platform/http/module.ts'

type Row = { id: string; space: string; place: string; address: string; name: string; invitee: string | null }

/** People at the door: those I asked to come and must recognise, then those who are announced. */
export async function listAsks(db: Db, person: string): Promise<Ask[]> {
  const { rows: guests } = await sql<Row>`
    select i.id, s.id as space, s.name as place, s.address, coalesce(invitation_guest(i.id), i.name) as name, i.name as invitee
      from invitation i join space s on s.id = i.space_id
     where i.invited_by = ${person}::uuid and i.accepted_by is not null and i.confirmed_at is null and i.withdrawn_at is null
       and i.space_id = any ((select my_spaces())::uuid[])
     order by i.made_at, i.id`.execute(db as never)
  const { rows: arrivals } = await sql<Row>`
    select m.id, s.id as space, s.name as place, s.address, p.name, null as invitee
      from membership m join space s on s.id = m.space_id join person p on p.id = m.person_id
     where m.first_chapter is null and m.ends_at is null and m.person_id <> ${person}::uuid and m.space_id = any ((select my_spaces())::uuid[])
       and not exists (select from arrival_answer a where a.membership_id = m.id and a.person_id = ${person}::uuid)
     order by m.id`.execute(db as never)
  return [
    ...guests.map((row) => ({
      id: row.id,
      space: row.space,
      words: `Is this ${row.invitee}?`,
      why: `They made an account as ${row.name}, to come into ${row.place}.`,
      minutes: 1,
      verb: 'Look',
      to: `/s/${row.address}/people`,
    })),
    ...arrivals.map((row) => ({
      id: row.id,
      space: row.space,
      words: `${row.name} is about to come in`,
      why: `Into ${row.place}. You can say yes.`,
      minutes: 1,
      verb: 'Look',
      to: `/s/${row.address}/people`,
    })),
  ]
}
