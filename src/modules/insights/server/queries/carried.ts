import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { Carried, Carrier } from '#platform/http/module.ts'
import { sayWholeDay } from '#shared/day.ts'

/**
 * What stands under somebody's name in a space and is not done: actions without an outcome, and decisions they took.
 * From the standing chapter only, which every member reads; and under the policies of whoever reads this.
 */
export async function carriedBy(db: Db, of: Carrier): Promise<Carried[]> {
  const names = of.names.map((name) => name.trim().toLowerCase()).filter((name) => name !== '')
  const { rows: actions } = await sql<{ id: string; words: string; accountable: string; due: string | null }>`
    select a.id, a.words, a.accountable, a.due_on::text as due from action a
     where a.chapter_id = ${of.standing}::uuid and a.state = 'open'
       and (a.accountable_id = ${of.person}::uuid or lower(trim(a.accountable)) = any (${names}::text[]))
       and not exists (select from chain_link l join outcome o on o.id = l.to_id and o.space_id = l.space_id
                        where l.space_id = a.space_id and l.from_id = a.id)
       and not exists (select from dead_end d where d.space_id = a.space_id and d.item_id = a.id)
     order by a.due_on nulls last, a.id`.execute(db as never)
  const { rows: decisions } = await sql<{ id: string; words: string; taken_by: string; decided: string | null }>`
    select d.id, d.words, d.taken_by, d.decided_on::text as decided from decision d
     where d.chapter_id = ${of.standing}::uuid
       and exists (select from unnest(${names}::text[]) n where position(n in lower(d.taken_by)) > 0)
       and not exists (select from dead_end e where e.space_id = d.space_id and e.item_id = d.id)
     order by d.decided_on desc nulls last, d.id`.execute(db as never)
  return [
    ...actions.map((one) => ({
      sort: 'action' as const,
      words: one.words,
      about: [`Answered for by ${one.accountable}`, one.due === null ? '' : `due ${sayWholeDay(one.due)}`]
        .filter(Boolean)
        .join(', '),
      to: `/s/${of.address}/insights/${one.id}?kind=action`,
    })),
    ...decisions.map((one) => ({
      sort: 'decision' as const,
      words: one.words,
      about: [`Taken by ${one.taken_by}`, one.decided === null ? '' : `on ${sayWholeDay(one.decided)}`]
        .filter(Boolean)
        .join(' '),
      to: `/s/${of.address}/insights/${one.id}?kind=decision`,
    })),
  ]
}
