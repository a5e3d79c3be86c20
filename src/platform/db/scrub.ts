import type pg from 'pg'

/**
 * What was taken back or deleted is gone from every answer at once, and by the next night from the disk as well: the
 * tables it lay in are written anew without it, with their indexes, and the log that still tells of it is dropped.
 */
export type Scrubbed = {
  /** Tables that were written anew. */
  tables: string[]
  /** Tables that somebody was reading or writing all the while: the next try takes them up. */
  waiting: string[]
  /** What could not be done here, in sentences for whoever runs the place. */
  undone: string[]
}
type Counts = Record<string, number>

const TRIES = 3
const BETWEEN_TRIES_MS = 1_000
/** Nobody who writes waits for longer than this on a table that the scrub has not yet got. */
const LONGEST_WAIT = '2s'

/**
 * Makes every column that may hold words one of which no statistics are kept: they would keep whole values. Columns whose
 * values a constraint lists are not words. Run in the transaction of each migration, before anything can be analysed.
 */
export const QUIET_WORDS = `do $quiet$
declare one record;
begin
  for one in select c.oid::regclass as name, a.attname as part from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and a.atttypid = any ('{text,text[],jsonb,tsvector,bytea,varchar}'::regtype[]) and coalesce(a.attstattarget, -1) <> 0
        and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
                          and pg_get_constraintdef(k.oid) like '%= ANY (ARRAY[%')
  loop
    execute format('alter table %s alter column %I set statistics 0', one.name, one.part);
  end loop;
end $quiet$`

/**
 * Writes the touched tables of one database anew, as their owner. `dropLog` then drops the write-ahead log, which belongs
 * to the whole server; it says what it could not do. Safe to run twice, and by several processes: null when another is at it.
 */
export async function scrub(
  owner: pg.Client,
  dropLog: (statisticsToo: boolean) => Promise<string[]>,
  day: string,
  log: (line: object) => void,
): Promise<Scrubbed | null> {
  const { rows } = await owner.query<{ got: boolean }>(
    `select pg_try_advisory_lock(hashtextextended('night', 3)) as got`,
  )
  if (rows[0]?.got !== true) return null
  try {
    await owner.query(QUIET_WORDS)
    const counts = await countChanges(owner)
    const before = await lastCounts(owner)
    const isFirst = Object.keys(before).length === 0
    if (isFirst) await clearStatistics(owner)
    // Whatever is not known to be as it was is written anew: statistics start again at nothing after a crash.
    const left = new Set(Object.keys(counts).filter((table) => counts[table] !== before[table]))
    const tables: string[] = []
    for (let tries = 1; tries <= TRIES && left.size > 0; tries += 1) {
      if (tries > 1) await new Promise((done) => setTimeout(done, BETWEEN_TRIES_MS))
      for (const table of left) {
        const began = performance.now()
        if (!(await writeAnew(owner, table))) continue
        left.delete(table)
        tables.push(table)
        log({ scrub: table, ms: Math.round(performance.now() - began) })
      }
    }
    const waiting = [...left]
    const undone = tables.length > 0 ? await dropLog(isFirst) : []
    for (const table of waiting) counts[table] = before[table] ?? -1
    await remember(owner, day, counts)
    return { tables, waiting, undone }
  } finally {
    await owner.query(`select pg_advisory_unlock(hashtextextended('night', 3))`)
  }
}

/** How often rows of each table were changed or deleted; adding alone leaves nothing behind that anybody took back. */
async function countChanges(owner: pg.Client): Promise<Counts> {
  const { rows } = await owner.query<{ name: string; changes: string }>(
    `select relname as name, n_tup_upd + n_tup_del as changes from pg_stat_user_tables
      where schemaname = 'public' and relname not in ('night', 'migration') order by pg_relation_size(relid)`,
  )
  return Object.fromEntries(rows.map((row) => [row.name, Number(row.changes)]))
}

async function lastCounts(owner: pg.Client): Promise<Counts> {
  const { rows } = await owner.query<{ counts: Counts }>('select counts from night order by on_day desc limit 1')
  return rows[0]?.counts ?? {}
}

/** The last night that was kept, or null where there has been none. */
export async function lastNight(owner: pg.Client): Promise<string | null> {
  const { rows } = await owner.query<{ day: string }>('select max(on_day)::text as day from night')
  return rows[0]?.day ?? null
}

/** Notes what a night has done; an empty note means that the next one takes every table. */
export async function remember(owner: pg.Client, day: string, counts: Counts): Promise<void> {
  await owner.query(
    'insert into night (on_day, counts) values ($1, $2) on conflict (on_day) do update set counts = excluded.counts',
    [day, JSON.stringify(counts)],
  )
  await owner.query('delete from night where on_day < $1::date - 40', [day])
}

/** False when somebody holds the table, or still looks at it as it was: then the old rows would be copied along. */
async function writeAnew(owner: pg.Client, table: string): Promise<boolean> {
  let kept = 0
  const hear = (notice: { detail?: string }) => {
    // "12 dead row versions cannot be removed yet", in whatever language the server speaks.
    kept += Number(/\d+/.exec(notice.detail ?? '')?.[0] ?? 0)
  }
  owner.on('notice', hear as never)
  try {
    await owner.query(`set lock_timeout = '${LONGEST_WAIT}'`)
    await owner.query(`vacuum (full, verbose) ${owner.escapeIdentifier(table)}`)
    return kept === 0
  } catch (fault) {
    if ((fault as { code?: string }).code === '55P03') return false
    throw fault
  } finally {
    owner.off('notice', hear as never)
  }
}

/** Statistics of word columns that were gathered before these were made quiet. PostgreSQL 18 and later can. */
async function clearStatistics(owner: pg.Client): Promise<void> {
  const able = await owner.query(`select from pg_proc where proname = 'pg_clear_attribute_stats'`)
  if (able.rowCount === 0) return
  await owner.query(
    `select pg_clear_attribute_stats('public', c.relname::text, a.attname::text, false) from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attstattarget = 0`,
  )
}
