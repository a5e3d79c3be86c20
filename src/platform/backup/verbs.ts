import { readFile, realpath } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Settings } from '#platform/config/settings.ts'
import { CHECK, type Cluster, openCluster, PLACE } from '#platform/db/cluster.ts'
import { DataDirectoryInUse } from '#platform/db/embedded.ts'
import { PORT, runFolder, SUPERUSER } from '#platform/db/embedded-files.ts'
import { sayWholeDay } from '#shared/day.ts'
import { archivesIn, backUp, isWhole, letGo, lockOf, openShelf, SHELF } from './backup.ts'
import { noteBackup } from './noted.ts'
import { narrowAgain, readNarrowings, refill, takeBelongings } from './restore.ts'
import { openLock } from './sealing.ts'
import { noteShelf } from './shelves.ts'

/** What a verb of the command line is given. `tell` says how far it is. */
export type Flags = {
  folder: string
  settings: Settings
  apart: string | undefined
  archive: string | undefined
  keep: number
  passphrase: string | null
  tell: (line: string) => void
}

/** Copies the place into a folder, restores the copy beside it to see that it is good, and lets go of what is too old. */
export type Backup = Awaited<ReturnType<typeof makeBackup>>
export async function backup(flags: Flags): Promise<Backup> {
  try {
    return await makeBackup(flags)
  } catch (fault) {
    // The place's doctor and its keepers are told; where there is no place, there is nobody to tell.
    await noteBackup(flags.settings.dataDir, { failed: fault instanceof Error ? fault.message : String(fault) }).catch(
      () => {},
    )
    throw fault
  }
}

async function makeBackup({ folder, settings, apart, keep, passphrase, tell }: Flags) {
  if (!Number.isInteger(keep) || keep < 1) throw new Error('--keep takes a number of days, one or more.')
  const cluster = await reach(settings)
  try {
    if (!(await cluster.exists(PLACE))) throw new Error('There is no place here yet: nothing to copy.')
    const shelf = await openShelf(folder, apart ?? join(folder, 'apart'), passphrase)
    await noteShelf(settings.dataDir, shelf)
    const keysBeside = shelf.recipient === null && !relative(folder, shelf.apart).startsWith('..')
    if (keysBeside)
      tell(
        'Nothing in this folder is closed, and the keys lie in it too: whoever takes it reads all of it, journals as well. Put --apart on another disk, or make a new one with TREFOIL_PASSPHRASE.',
      )
    const now = new Date(performance.timeOrigin + performance.now())
    const began = performance.now()
    const done = await backUp(
      {
        inside: (run) => cluster.inside(PLACE, run),
        keys: join(settings.dataDir, 'keys', PLACE),
        files: join(settings.dataDir, 'files', PLACE),
        secrets: join(settings.dataDir, 'secrets'),
        now,
      },
      shelf,
    )
    tell(`Copied ${done.rows} rows of ${done.tables} tables. Now it is restored beside the place, to be sure.`)
    const copied = performance.now()
    const key = await keyOf(shelf.apart, passphrase, shelf.recipient !== null)
    if (key !== 'shut') {
      await cluster.drop(CHECK)
      try {
        await refill(cluster, CHECK, join(folder, 'data', done.archive), key, PLACE)
      } finally {
        await cluster.drop(CHECK)
      }
    }
    // Closed, and nobody gave the passphrase: then that it lies there as it was written is all that can be told.
    if (!(await isWhole(folder, done.archive)))
      throw new Error(`The archive ${done.archive} is not what was written. Look at the disk it lies on.`)
    const gone = await letGo(shelf, now, keep)
    await noteBackup(settings.dataDir, { made: now.toISOString(), checked: key === 'shut' ? 'whole' : 'restored' })
    return {
      ...done,
      ...{ closed: shelf.recipient !== null, keysBeside },
      ...{ whole: true, checked: key !== 'shut' },
      letGo: gone.length,
      ...{ copyMs: Math.round(copied - began), checkMs: Math.round(performance.now() - copied) },
    }
  } finally {
    await cluster.stop()
  }
}

/** Puts an archive into a data directory that holds no place yet, narrowed by all that was taken back since. */
export async function restore({ folder, settings, apart, archive, passphrase, tell }: Flags): Promise<object> {
  const side = apart ?? join(folder, 'apart')
  const archives = await archivesIn(folder)
  const name = archive ?? archives.at(-1)
  if (name === undefined || !archives.includes(name))
    throw new Error(`There is no archive${archive === undefined ? '' : ` ${archive}`} in ${join(folder, 'data')}.`)
  const shelf = await readFile(join(side, SHELF), 'utf8').catch(() => null)
  if (shelf === null)
    throw new Error(
      `The keys of this backup are not in ${side}. Nothing was restored. Say where they lie with --apart.`,
    )
  const { recipient } = JSON.parse(shelf) as { recipient: string | null }
  const key = await keyOf(side, passphrase, recipient !== null)
  if (key === 'shut') throw new Error('This backup is closed. Give its passphrase in TREFOIL_PASSPHRASE.')
  if (!(await isWhole(folder, name)))
    throw new Error(`The archive ${name} is damaged. Nothing was restored. Say another with --archive.`)
  const cluster = await openCluster({ dataDir: settings.dataDir, databaseUrl: settings.databaseUrl })
  try {
    if (await cluster.exists(PLACE))
      throw new Error(`There is a place in ${settings.dataDir} already, and nothing is put over it.`)
    tell(`Restoring ${name}.`)
    const manifest = await refill(cluster, PLACE, join(folder, 'data', name), key)
    try {
      await cluster.place(PLACE, { demonstration: false })
      const narrowed = await cluster.inside(PLACE, async (client) =>
        narrowAgain(client, manifest.narrowed, await readNarrowings(side, key)),
      )
      const took = await takeBelongings(
        { data: folder, apart: side },
        name,
        { dataDir: settings.dataDir, name: PLACE },
        key,
      )
      return {
        ...{ archive: name, made: manifest.made, tables: manifest.tables.length, narrowed, ...took },
        back: `Wordings, roles and passwords are those of ${sayWholeDay(manifest.made.slice(0, 10))}: whoever was given or lost a role since has to be told. Everybody signs in anew, and tokens of programs are made anew.`,
      }
    } catch (fault) {
      await cluster.drop(PLACE)
      throw fault
    }
  } finally {
    await cluster.stop()
  }
}

/** The place's database: started if nothing runs, or asked over its own socket while it does. */
export async function reach(settings: Settings): Promise<Cluster> {
  const { dataDir, databaseUrl } = settings
  try {
    return await openCluster({ dataDir, databaseUrl })
  } catch (fault) {
    if (!(fault instanceof DataDirectoryInUse)) throw fault
    const home = await realpath(dataDir)
    const password = (await readFile(join(home, 'secrets', 'superuser'), 'utf8')).trim()
    const socket = encodeURIComponent(join(await runFolder(home), 's'))
    const url = `postgres://${SUPERUSER}:${encodeURIComponent(password)}@localhost:${PORT}/postgres?host=${socket}`
    return openCluster({ dataDir, databaseUrl: url })
  }
}

/** The key of a closed backup; null where it is open, `shut` where the passphrase is missing. Throws where it is wrong. */
async function keyOf(apart: string, passphrase: string | null, closed: boolean): Promise<string | null | 'shut'> {
  if (!closed) return null
  if (passphrase === null) return 'shut'
  const key = await openLock(await lockOf(apart), passphrase)
  if (key === null) throw new Error('That is not the passphrase of this backup.')
  return key
}
