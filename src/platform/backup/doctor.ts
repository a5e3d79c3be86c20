import { access, readdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import type { Settings } from '#platform/config/settings.ts'
import { PLACE } from '#platform/db/cluster.ts'
import { findDamage } from '#platform/db/soundness.ts'
import { isFresh, lastBackup, machineNow } from './noted.ts'
import { type Flags, reach } from './verbs.ts'

/** One thing that was looked at, in a sentence for whoever runs the machine. Never a word or a name of what people wrote. */
type Finding = { what: string; ok: boolean; says: string }

const LEAST_FREE = 2 * 1024 ** 3

/** Looks a place over, running or not, and changes nothing. */
export async function doctor({ settings, tell }: Flags): Promise<{ ok: boolean; findings: Finding[] }> {
  const { dataDir } = settings
  const findings: Finding[] = []
  const find = (what: string, ok: boolean, says: string) => {
    findings.push({ what, ok, says })
    tell(`${ok ? 'well  ' : 'LOOK  '} ${what}: ${says}`)
  }
  // To look for a database of its own would make one.
  const made = await readdir(dataDir).catch(() => [])
  if (settings.databaseUrl === undefined && made.length === 0) {
    find('the place', false, `there is none in ${dataDir}: is DATA_DIR right?`)
    return { ok: false, findings }
  }
  const cluster = await reach(settings)
  try {
    const { bavail, bsize } = await statfs(dataDir)
    const free = bavail * bsize
    find('room on the disk', free > LEAST_FREE, `${(free / 1024 ** 3).toFixed(1)} GB free`)
    if (!(await cluster.exists(PLACE))) {
      find('the place', false, 'there is none in this DATA_DIR yet')
      return { ok: false, findings }
    }
    await cluster.inside(PLACE, async (client) => {
      const { looked, damaged } = await findDamage(client)
      find(
        'the database',
        damaged.length === 0,
        damaged.length === 0 ? `${looked} tables and indexes read through` : `damaged: ${damaged.join(', ')}`,
      )
      const bare = await unforced(client)
      find(
        'who may read what',
        bare.length === 0,
        bare.length === 0 ? 'every table is bound by its rules' : `not bound: ${bare.join(', ')}`,
      )
      const keyless = await withoutKeys(client, join(dataDir, 'keys', PLACE))
      find(
        'keys of journals',
        keyless === 0,
        keyless === 0 ? 'every journal has its key' : `${keyless} journals have no key, and cannot be read`,
      )
      const lost = await withoutFiles(client, join(dataDir, 'files', PLACE))
      find(
        'files',
        lost === 0,
        lost === 0 ? 'every file that is named is there' : `${lost} files are named and not there`,
      )
    })
    const copied = await lastCopies(settings)
    find('backups', copied.ok, copied.says)
    return { ok: findings.every((one) => one.ok), findings }
  } finally {
    await cluster.stop()
  }
}

async function unforced(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not (relrowsecurity and relforcerowsecurity) and relname not in ('migration', 'night') order by 1`,
  )
  return rows.map((row) => row.name)
}

async function withoutKeys(client: pg.Client, folder: string): Promise<number> {
  const { rows } = await client.query<{ owner: string }>(
    `select distinct m.person_id::text as owner from entry e join space s on s.id = e.space_id and s.kind = 'person'
       join membership m on m.space_id = s.id and m.ends_at is null`,
  )
  const there = new Set(await readdir(folder).catch(() => []))
  return rows.filter((row) => !there.has(`${row.owner}.key`)).length
}

async function withoutFiles(client: pg.Client, folder: string): Promise<number> {
  const { rows } = await client.query<{ id: string }>('select id::text as id from file')
  const there = await Promise.all(
    rows.map((row) =>
      access(join(folder, row.id)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return there.filter((one) => !one).length
}

async function lastCopies({ dataDir, backupDir }: Settings): Promise<{ ok: boolean; says: string }> {
  const noted = await lastBackup(dataDir)
  const failed = noted.failed === null ? '' : `; the last try failed: ${noted.failed}`
  const nightly = backupDir === undefined ? '' : ', and one is made every night'
  if (noted.made === null)
    return {
      ok: false,
      says: `there is none yet: npm run trefoil -- backup DIR, or BACKUP_DIR for every night${failed}`,
    }
  const hours = Math.floor((machineNow() - Date.parse(noted.made)) / 3_600_000)
  const age = hours < 1 ? 'less than an hour' : hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`
  const good =
    noted.checked === 'restored'
      ? 'was restored to see that it is good'
      : 'is whole, and closed: only with its passphrase can it be restored to see that it is good'
  return {
    ok: isFresh(noted, machineNow()) && noted.failed === null,
    says: `the newest is ${age} old and ${good}${nightly}${failed}`,
  }
}
