import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import { here, IN_NOW } from '#modules/spaces/server/index.ts'
import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { todayContract } from '../../contract.ts'
import { weekFor } from '../present/roles.ts'

type In = InferContractRouterInputs<typeof todayContract>
type Out = InferContractRouterOutputs<typeof todayContract>
type Row = {
  id: string
  name: string
  address: string
  zone: string
  today: string
  roles: string[]
  classes: string[]
}

/** So many of each part: five minutes a week, not an afternoon. */
const MOST = 5

/** What the reader looks at once a week, in each space where they hold a role that has such a look. */
export async function readWeek(db: Db, actor: Actor, _input: In['week'], house: House): Promise<Out['week']> {
  const { rows } = await sql<Row>`
    select s.id, s.name, s.address, s.zone, to_char(clock_now() at time zone s.zone, 'YYYY-MM-DD') as today,
           array_agg(distinct m.class) as classes,
           array(select distinct r from membership n, unnest(n.roles) r where n.space_id = s.id and n.person_id = ${actor.person}::uuid
                    and n.first_chapter is not null and n.starts_at <= clock_now() and (n.ends_at is null or n.ends_at > clock_now())) as roles
      from membership m join space s on s.id = m.space_id
     where m.person_id = ${actor.person}::uuid and s.kind not in ('person', 'pair', 'seat', 'room') and s.closed_at is null
       and m.space_id = any ((select my_spaces())::uuid[])
       and ${IN_NOW}
     group by s.id order by s.name, s.id`.execute(db as never)
  const spaces = []
  for (const { id, name, address, zone, today, roles, classes } of rows) {
    const { as, parts } = weekFor(new Set([...roles, ...classes]))
    if (parts.length === 0) continue
    const things = await house.gathered.week(db, {
      space: id,
      address,
      zone,
      today,
      wants: parts.map((part) => part.kind),
    })
    spaces.push({
      ...{ id, name, address, as },
      parts: parts.map((part) => ({
        ...part,
        items: things
          .filter((one) => one.kind === part.kind)
          .slice(0, MOST)
          .map(({ kind: _, ...one }) => one),
      })),
    })
  }
  return { spaces }
}

/** Whether learning is still on the agenda of a space: what its modules say, each with its figures. */
export async function readAgenda(db: Db, _actor: Actor, input: In['agenda'], house: House): Promise<Out['agenda']> {
  const place = await here(db, { id: input.space })
  const { rows } = await sql<{
    today: string
  }>`select to_char(clock_now() at time zone ${place.zone}, 'YYYY-MM-DD') as today`.execute(db as never)
  const said = await house.gathered.week(db, {
    ...{ space: place.id, address: place.address, zone: place.zone, today: rows[0]!.today },
    wants: ['agenda'],
  })
  return { said: said.filter((one) => one.kind === 'agenda').map(({ words, to }) => ({ words, to })) }
}
