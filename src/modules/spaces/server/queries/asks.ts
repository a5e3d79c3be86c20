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
  const { rows: roles } = await sql<Row & { kind: string; role: string; me: boolean }>`
    select a.id, s.id as space, s.name as place, s.address, p.name, null as invitee, a.kind, a.role, m.person_id = ${person}::uuid as me
      from role_ask a join space s on s.id = a.space_id join membership m on m.id = a.membership_id join person p on p.id = m.person_id
     where a.settled_at is null and (a.kind <> 'passed' or m.person_id = ${person}::uuid)
       and not exists (select from role_answer r where r.ask_id = a.id and r.person_id = ${person}::uuid) order by a.id`.execute(
    db as never,
  )
  const { rows: leaderless } = await sql<Row>`
    select s.id, s.id as space, s.name as place, s.address, '' as name, null as invitee from space s
     where s.id = any ((select my_spaces())::uuid[]) and unmanaged(s.id)
       and not exists (select from role_ask a where a.space_id = s.id and a.kind = 'taken_on' and a.role = 'manager' and a.settled_at is null)
     order by s.id`.execute(db as never)
  const { rows: letters } = await sql<Row>`
    select l.id, s.id as space, s.name as place, s.address, l.title as name, null as invitee
      from my_letters() l join space s on s.id = l.space_id order by l.id`.execute(db as never)
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
    ...roles.map((row) => ({
      id: row.id,
      space: row.space,
      words: roleQuestion(row),
      why: row.me ? `In ${row.place}. You can say no.` : `In ${row.place}. Everybody there is asked the same.`,
      minutes: row.kind === 'residence' ? 3 : 1,
      verb: 'Look',
      to: `/s/${row.address}/people`,
    })),
    ...leaderless.map((row) => ({
      id: `unmanaged ${row.id}`,
      space: row.space,
      words: `Nobody manages ${row.place} now`,
      why: 'Any of you can take it on, when everybody says yes.',
      minutes: 1,
      verb: 'Look',
      to: `/s/${row.address}/people`,
    })),
    ...letters.map((row) => ({
      id: `letter ${row.id}`,
      space: row.space,
      words: `Something was sent to the post of ${row.name}`,
      why: `You hold it in ${row.place}. Whoever shares it with you is asked too; one answer is enough.`,
      minutes: 3,
      verb: 'Read',
      to: `/s/${row.address}/people#posts`,
    })),
  ]
}

function roleQuestion(row: { kind: string; role: string; me: boolean; name: string }): string {
  if (row.kind === 'residence')
    return row.me ? 'Will you be a researcher in residence?' : `May ${row.name} be a researcher in residence?`
  const role = row.role.replaceAll('_', ' ')
  return row.me ? `Will you take on being ${role}?` : `May ${row.name} take on being ${role}?`
}
