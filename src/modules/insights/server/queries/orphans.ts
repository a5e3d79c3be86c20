import { type RawBuilder, sql } from 'kysely'
import { IN_NOW } from '#modules/spaces/server/index.ts'
import type { Db } from '#platform/db/database.ts'
import type { Ask } from '#platform/http/module.ts'
import { inNow } from '../access.ts'
import { waitsForIn } from './receivers.ts'

/** For how long an insight may stand alone before its writer is asked what is to come of it. */
export const ALONE_DAYS = 30
type Row = { id: string; space_id: string; address: string; words: string }

const present = (person: RawBuilder<unknown>) => inNow(sql`i.space_id`, person)
const waits = waitsForIn(sql`i.space_id`)

/**
 * Whoever looks after what a space learns: its learning coordinators and its learning partners; where it has neither, its managers.
 */
const mine = (person: string) => sql`(
  with now as (select m.person_id, m.roles, m.class = 'learning_partner' or 'learning_coordinator' = any (m.roles) as learning
      from membership m where m.space_id = i.space_id and ${IN_NOW})
  select exists (select from now where person_id = ${person}::uuid
    and (learning or ('manager' = any (roles) and not exists (select from now n where n.learning)))))`

/** A receiver who may still hear it: has answered that it is understood, or waits within the time the space gives, and is in. */
const heardOrMay = sql`exists (select from receiver r where r.space_id = i.space_id and r.insight_id = i.id and r.closed_at is null and r.let_out <> ''
  and (exists (select from acknowledgement a where a.space_id = r.space_id and a.receiver_id = r.id and a.answer = 'understood')
    or ((r.person_id is null or ${present(sql`r.person_id`)})
      and greatest(r.sent_at, r.reminded_at) > clock_now() - make_interval(days => case when ${present(sql`r.sent_by`)} then 2 else 1 end * ${waits}))))`

/**
 * An insight that would die quietly while its writer is away: nothing came of it, and nobody who is in is named to hear it.
 * Its writer is asked first; so long after that the space waits for an answer, or at once where its writer has left, it is
 * asked of whoever looks after what the space learns, as far as they read it.
 */
export async function orphans(db: Db, person: string): Promise<Ask[]> {
  const { rows } = await sql<Row>`
    select i.id, i.space_id, s.address, i.words from insight i join space s on s.id = i.space_id
     where i.words is not null and i.author_id is distinct from ${person}::uuid and s.kind not in ('person', 'pair', 'seat') and s.closed_at is null
       and not exists (select from chain_link l where l.space_id = i.space_id and l.from_id = i.id)
       and not exists (select from dead_end e where e.space_id = i.space_id and e.item_id = i.id)
       and not exists (select from sending g where g.space_id = i.space_id and g.insight_id = i.id and g.state = 'open')
       and i.made_at <= clock_now() - make_interval(days => ${ALONE_DAYS} + case when ${present(sql`i.author_id`)} then ${waits} else 0 end)
       and not ${heardOrMay} and ${mine(person)}
     order by i.made_at, i.id limit 5`.execute(db as never)
  return rows.map((row) => ({
    id: `orphan ${row.id}`,
    space: row.space_id,
    words: row.words,
    why: 'Nothing has come of this, and nobody who is here is named to hear it. You look after what is learned here: go on from it, or say why it stops.',
    minutes: 3,
    verb: 'Go on from it',
    to: `/s/${row.address}/insights/${row.id}`,
  }))
}
