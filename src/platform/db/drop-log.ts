import type pg from 'pg'

/**
 * Ends the segment of the write-ahead log that is being written and lets a checkpoint remove those before it; they are
 * removed and not used again, since `wal_recycle` is off. As the administrator of our own server; on somebody else's this
 * may not be allowed, or not be enough, and then the answer says so.
 */
export async function dropLog(admin: pg.Client): Promise<string[]> {
  const undone = [
    ...(await tried(admin, 'select pg_switch_wal()', 'move the log on (grant execute on function pg_switch_wal())')),
    ...(await tried(admin, 'checkpoint', 'order a checkpoint (grant pg_checkpoint)')),
  ]
  return [...undone, ...(await whatKeepsLog(admin))]
}

/** Writes the catalogue of statistics anew, in which cleared ones leave their values behind. */
export function dropStatistics(adminInside: pg.Client): Promise<string[]> {
  return tried(adminInside, 'vacuum (full) pg_catalog.pg_statistic', 'write the statistics anew')
}

async function tried(admin: pg.Client, statement: string, what: string): Promise<string[]> {
  try {
    await admin.query(statement)
    return []
  } catch (fault) {
    if ((fault as { code?: string }).code !== '42501') throw fault
    return [`The role in DATABASE_URL may not ${what}.`]
  }
}

/** Whatever else makes a server keep its write-ahead log, or hand it on, so that deleted words live on there. */
async function whatKeepsLog(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('wal_recycle', 'archive_mode', 'wal_keep_size')`,
  )
  const setting = new Map(rows.map((row) => [row.name, row.setting]))
  const kept: string[] = []
  if (setting.get('wal_recycle') === 'on')
    kept.push('wal_recycle is on: old segments of the log are used again, and until then hold what was deleted.')
  if (setting.get('archive_mode') !== 'off')
    kept.push('archive_mode is on: the archive holds what was deleted for as long as it is kept.')
  if (setting.get('wal_keep_size') !== '0')
    kept.push('wal_keep_size is not 0: so much of the log is kept, with what was deleted in it.')
  const slots = await admin.query('select from pg_replication_slots')
  if (slots.rowCount !== 0) kept.push('A replication slot keeps the log until its reader has taken it.')
  return kept
}
