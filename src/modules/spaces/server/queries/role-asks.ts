import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { Place } from '../access.ts'

type Residence = {
  from: string
  until: string
  leaves: boolean
  observe: string
  write: string
  publish: string
  bias: string
}
type Row = {
  id: string
  kind: 'passed' | 'taken_on' | 'residence'
  role: string
  membership: string
  person: string
  who: string
  asker: string
  by: string
  effect: Date | null
  answered: boolean
  manages: boolean
} & Residence

const residenceColumns = sql`a.from_day as from, a.until, a.leaves, a.observe, a.write_down as write, a.publish, a.bias`
const residenceOf = ({ from, until, leaves, observe, write, publish, bias }: Residence): Residence => ({
  from,
  until,
  leaves,
  observe,
  write,
  publish,
  bias,
})

/** Residences that hold now, by membership. What ends one is its day, compared at every read: there is no job to be late. */
export async function residencesOf(db: Db, space: Place): Promise<Map<string, Residence & { ask: string }>> {
  const { rows } = await sql<Residence & { membership: string; ask: string }>`
    select distinct on (a.membership_id) a.membership_id as membership, a.id as ask, ${residenceColumns}
      from role_ask a where a.space_id = ${space.id}::uuid and a.kind = 'residence' and a.outcome = 'taken' and a.ends_at > clock_now()
     order by a.membership_id, a.ends_at desc`.execute(db as never)
  return new Map(rows.map((row) => [row.membership, { ...residenceOf(row), ask: row.ask }]))
}

/** Roles that wait for yeses, each with what its reader can do about it. Of the answers they see their own. */
export async function listRoleAsks(db: Db, actor: Actor, space: Place) {
  const { rows } = await sql<Row>`
    select a.id, a.kind, a.role, a.membership_id as membership, m.person_id as person, p.name as who, a.asked_by as asker, b.name as by,
           case when isfinite(a.takes_effect_at) then a.takes_effect_at end as effect,
           exists (select from role_answer r where r.ask_id = a.id and r.person_id = me()) as answered,
           i_manage(a.space_id) as manages, ${residenceColumns}
      from role_ask a join membership m on m.id = a.membership_id join person p on p.id = m.person_id join person b on b.id = a.asked_by
     where a.space_id = ${space.id}::uuid and a.settled_at is null order by a.made_at, a.id`.execute(db as never)
  return rows.map((row) => {
    const me = row.person === actor.person
    return {
      id: row.id,
      kind: row.kind,
      role: row.role,
      membership: row.membership,
      who: row.who,
      by: row.by,
      takesEffect: row.effect,
      residence: row.kind === 'residence' ? residenceOf(row) : null,
      answered: row.answered,
      me,
      can: {
        answer: !row.answered && (row.kind !== 'passed' || me),
        withdraw: row.asker === actor.person || me || row.manages,
      },
    }
  })
}
