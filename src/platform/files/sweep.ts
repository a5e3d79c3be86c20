import pg from 'pg'
import { type FileStore, isFileName } from './store.ts'

/** Whoever uploads has this long to commit the row that names the file. */
const GRACE_HOURS = 24

/**
 * Removes files that no row names any more, and halves of files from uploads that were cut off. A file counts as named as
 * long as its id stands anywhere: in any table, in any column that can hold one, so that no module has to be remembered
 * here. Run by the owner of the tables. Returns how many were removed.
 */
export async function sweepFiles(owner: pg.Client, files: FileStore, hours = GRACE_HOURS): Promise<number> {
  const old = await files.olderThan(hours)
  const left = new Set(old.filter((name) => isFileName(name)))
  for (const column of await columnsThatName(owner)) {
    if (left.size === 0) break
    for (const id of await namedIn(owner, column, [...left])) left.delete(id)
  }
  // Nothing else lies in this folder; a name that is not an id was never finished.
  const gone = [...left, ...old.filter((name) => !isFileName(name))]
  for (const name of gone) await files.remove(name)
  return gone.length
}

type Column = { table: string; part: string; type: 'uuid' | 'uuid[]' | 'jsonb' }

/** Keys first: there the rows that name files are found by index, and mostly that is the end of it. */
async function columnsThatName(owner: pg.Client): Promise<Column[]> {
  const { rows } = await owner.query<Column>(
    `select c.relname as table, a.attname as part, format_type(a.atttypid, null) as type
       from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and a.atttypid = any ('{uuid,uuid[],jsonb}'::regtype[]) and c.relname not in ('event', 'attempt', 'night')
      order by (c.relname = 'file' and a.attname = 'id') desc,
               exists (select from pg_index i where i.indrelid = c.oid and i.indkey[0] = a.attnum) desc, c.reltuples, 1, 2`,
  )
  return rows
}

/** FORCE binds the owner too, so it is lifted for the look and set again in the same transaction. */
async function namedIn(owner: pg.Client, { table, part, type }: Column, ids: string[]): Promise<string[]> {
  const [from, column] = [pg.escapeIdentifier(table), pg.escapeIdentifier(part)]
  const look = {
    uuid: `select ${column}::text as id from ${from} where ${column} = any ($1::uuid[])`,
    'uuid[]': `select one::text as id from ${from}, unnest(${column}) one where one = any ($1::uuid[])`,
    jsonb: `select one as id from unnest($1::text[]) one where exists (select from ${from} where strpos(${column}::text, one) > 0)`,
  }[type]
  await owner.query(`begin; set local lock_timeout = '2s'`)
  try {
    const forced = await owner.query<{ on: boolean }>(
      'select relforcerowsecurity as on from pg_class where oid = $1::regclass',
      [from],
    )
    if (forced.rows[0]?.on) await owner.query(`alter table ${from} no force row level security`)
    const { rows } = await owner.query<{ id: string }>(look, [ids])
    if (forced.rows[0]?.on) await owner.query(`alter table ${from} force row level security`)
    await owner.query('commit')
    return rows.map((row) => row.id)
  } catch (fault) {
    await owner.query('rollback')
    throw fault
  }
}
