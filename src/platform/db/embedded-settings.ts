/** How the embedded server is set, and which of it nobody may change. */
import { totalmem } from 'node:os'
import type { Client } from 'pg'

/** What "saved" rests on. Off, and an acknowledged line could vanish. */
const DURABLE = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' }

/** Nobody's words and nobody's parameters in the log. A failed constraint would otherwise log its whole row. */
export const SILENT = {
  log_statement: 'none',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

/** Recycled WAL segments would keep what was deleted from the tables. */
const FIXED: Record<string, string> = {
  ...DURABLE,
  ...SILENT,
  wal_recycle: 'off',
  listen_addresses: '',
  logging_collector: 'off',
}
/** Set by the supervisor itself. */
const OURS = ['port', 'unix_socket_directories', 'unix_socket_permissions', 'data_directory', 'hba_file']
const MB = 1024 ** 2
/** What this machine, or the container we are in, has; whichever is less. */
const memoryMB = Math.round(Math.min(totalmem(), process.constrainedMemory() || Infinity) / MB)
const within = (least: number, wished: number, most: number) =>
  `${Math.round(Math.max(least, Math.min(wished, most)))}MB`

const USUAL: Record<string, string> = {
  max_connections: '60',
  // An eighth of the memory, since we are not alone here (PostgreSQL's manual advises a quarter where it is). What is not
  // needed is not taken. Below that, a large place fetches its pages from the system again and again.
  shared_buffers: within(128, memoryMB / 8, 2048),
  // What it may suppose of the system's own cache; no memory of ours.
  effective_cache_size: within(256, memoryMB / 2, 65_536),
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
}

/** All settings for the command line, where they outrank every file. Throws on one that may not be changed. */
export function decideSettings(wished: Record<string, string> = {}): Record<string, string> {
  for (const [name, value] of Object.entries(wished)) {
    const key = name.toLowerCase()
    if (!/^[a-z_][a-z0-9_.]*$/.test(key)) throw new Error(`"${name}" is not the name of a setting.`)
    if (OURS.includes(key) || (key in FIXED && value !== FIXED[key])) {
      throw new Error(`The database refuses ${key} = ${value}: what people save, or what stays private, rests on it.`)
    }
  }
  return { ...USUAL, ...wished, ...FIXED }
}

/** Names each setting that would let a saved line vanish or a private one reach the log. Usable on any PostgreSQL. */
export async function findWeakSettings(client: Client): Promise<string[]> {
  const wanted: Record<string, string> = { ...DURABLE, ...SILENT }
  const { rows } = await client.query<{ name: string; setting: string }>(
    'select name, setting from pg_settings where name = any($1) order by name',
    [Object.keys(wanted)],
  )
  const weak = rows.filter((row) => row.setting !== wanted[row.name]).map((row) => `${row.name} = ${row.setting}`)
  // A role or a database may have its own, which outrank even the command line in its sessions.
  const own = await client.query<{ setting: string }>('select unnest(setconfig) as setting from pg_db_role_setting')
  for (const { setting } of own.rows) {
    const [name, value] = setting.split('=') as [string, string]
    if (name in wanted && wanted[name] !== value) weak.push(`${name} = ${value} (for a role or database)`)
  }
  return weak
}
