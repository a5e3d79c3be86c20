import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { here, IN_NOW } from '../access.ts'
import { dayIn } from '../present/days.ts'

type Where = { address: string }

/** Whether a space is closed, and until when it is read. */
export async function closedOf(db: Db, space: string, zone: string) {
  const row = await db
    .selectFrom('space')
    .select([dayIn('closed_at', zone).as('since'), dayIn('ends_at', zone).as('until')])
    .where('id', '=', space)
    .where('closed_at', 'is not', null)
    .executeTakeFirst()
  return row === undefined ? null : { since: row.since!, until: row.until! }
}

/** How the ending of a space stands: what is asked, who decides it, and what lives on without it. */
export async function showClosing(db: Db, actor: Actor, input: Where) {
  const space = await here(db, input)
  const row = await db
    .selectFrom('closing as c')
    .leftJoin('person as p', 'p.id', 'c.proposed_by')
    .leftJoin('closing_answer as a', (join) =>
      join.onRef('a.closing_id', '=', 'c.id').on('a.person_id', '=', actor.person),
    )
    .leftJoin('space as s', 's.id', 'c.successor_id')
    .select(['c.id', 'c.way', 'c.then_way', 'c.months', 'c.reason', 'c.agreed_at', 'c.takes_effect_at', 'a.answer'])
    .select(['p.name as by', 's.name as successor', 's.address as successor_at'])
    .select([
      dayIn('c.proposed_at', space.zone).as('since'),
      dayIn('c.lapses_at', space.zone).as('by_day'),
      sql<boolean>`s.id = any ((select my_spaces())::uuid[])`.as('knows_successor'),
    ])
    .where('c.space_id', '=', space.id)
    .where((is) => is.or([is('c.outcome', 'is', null), is('c.outcome', '=', 'closed')]))
    .orderBy('c.proposed_at', 'desc')
    .executeTakeFirst()
  const closed = await closedOf(db, space.id, space.zone)
  const spaces = await db
    .selectFrom('space')
    .select(['id', 'name', 'address', 'parent_id', sql<boolean>`id = any ((select my_spaces())::uuid[])`.as('mine')])
    .where('kind', 'not in', ['person', 'seat', 'room'])
    .where('id', '!=', space.id)
    .where('closed_at', 'is', null)
    .orderBy('name')
    .execute()
  return {
    closing:
      row === undefined
        ? null
        : {
            id: row.id,
            way: row.way as 'read',
            after: row.then_way as 'read',
            months: row.months,
            reason: row.reason,
            by: row.by,
            since: row.since!,
            state: row.agreed_at === null ? ('asked' as const) : ('agreed' as const),
            mine: row.answer as 'yes' | 'no' | null,
            livesUnlessBy: row.by_day!,
            takesEffect: row.takes_effect_at,
            // Only whoever is in both is shown where it went on.
            successor: row.knows_successor ? { name: row.successor!, address: row.successor_at! } : null,
          },
    closed,
    decides: await whoDecides(db, space.id),
    may: closed === null && !['person', 'seat', 'room', 'commons'].includes(space.kind),
    under: spaces.filter((one) => one.parent_id === space.id).map(({ name, address }) => ({ name, address })),
    others: spaces.filter((one) => one.mine).map(({ id, name }) => ({ id, name })),
  }
}

async function whoDecides(db: Db, space: string): Promise<'alone' | 'everybody' | 'majority'> {
  const { rows } = await sql<{ people: number; rule: string | null }>`
    select (select count(distinct m.person_id)::int from membership m where m.space_id = ${space}::uuid and ${IN_NOW}) as people,
           (select r.value #>> '{}' from space_rule r where r.space_id = ${space}::uuid and r.rule = 'group_consent'
             order by r.since desc limit 1) as rule`.execute(db as never)
  if (rows[0]!.people === 1) return 'alone'
  return rows[0]!.rule === 'majority' ? 'majority' : 'everybody'
}

/** Columns that say where and by whom a row is kept, and nothing that anybody wrote. */
const INNER = ['space_id', 'chapter_id', 'author_id', 'tsv', 'version', 'speaker_id', 'crossing_id']

/**
 * Everything in this space that its reader wrote or said, table by table. The tables are asked of the catalogue, so that a
 * part of the place that is made later is in the record too; what may be read of them is decided by the database as ever.
 */
export async function myRecord(db: Db, actor: Actor, input: Where) {
  const space = await here(db, input)
  const { rows: tables } = await sql<{ name: string; speaker: boolean }>`
    select c.relname as name, count(*) filter (where a.attname = 'speaker_id') > 0 as speaker
      from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_table_privilege(c.oid, 'select')
     group by c.relname having count(*) filter (where a.attname in ('space_id', 'chapter_id', 'author_id')) = 3
     order by c.relname`.execute(db as never)
  const parts: Record<string, unknown[]> = {}
  for (const { name, speaker } of tables) {
    const { rows } = await sql<{ row: unknown }>`
      select to_jsonb(t) - ${INNER}::text[] as row from ${sql.table(name)} t
       where t.space_id = ${space.id}::uuid and (t.author_id = ${actor.person}::uuid ${speaker ? sql`or t.speaker_id = ${actor.person}::uuid` : sql``})`.execute(
      db as never,
    )
    if (rows.length > 0) parts[name] = rows.map((one) => one.row)
  }
  return { space: space.name, parts }
}
