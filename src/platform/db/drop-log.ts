import type pg from 'pg'

/**
 * Ends the segment of the write-ahead log that is being written and lets a checkpoint remove those before it; they are
 * removed and not used again, since `wal_recycle` is off. As the administrator of our own server; on somebody else's this
 * may not be allowed, or not be enough, and then the answer says so.
 */
export async function dropLog(admin: pg.Client, statisticsToo: boolean): Promise<string[]> {
  const undone: string[] = []
  const tried = (what: string, statement: string) =>
    admin.query(statement).catch((fault: { code?: string }) => {
      if (fault.code !== '42501') throw fault
      undone.push(what)
    })
  if (statisticsToo)
    await tried('The statistics cannot be written anew by this role.', 'vacuum (full) pg_catalog.pg_statistic')
  await tried(
    'The log cannot be moved on by this role (grant execute on function pg_switch_wal()).',
    'select pg_switch_wal()',
  )
  await tried('A checkpoint is not allowed to this role (grant pg_checkpoint).', 'checkpoint')
  return [...undone, ...(await whatKeepsLog(admin))]
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
