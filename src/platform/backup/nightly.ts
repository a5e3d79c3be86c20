import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Settings } from '#platform/config/settings.ts'
import type { Log } from '#platform/log/log.ts'
import { lastBackup, machineNow } from './noted.ts'

const CLI = fileURLToPath(new URL('../../cli.ts', import.meta.url))
/** Two in the morning, where the place is: before the night's clearing away. */
const HOUR = 2
const LOOK_EVERY_MS = 60_000
/** A place that has none yet makes its first soon after it has begun. */
const FIRST_AFTER_MS = 5_000
const AGAIN_AFTER_MS = 3_600_000
/** Less than a day, so that a clock that is put forward skips no night. */
const DUE_AFTER_MS = 22 * 3_600_000

type Nightly = {
  settings: Settings
  /** The hour where the place is. */
  hour(): Promise<number>
  log: Log
}

/**
 * Makes a backup of the running place once a night, by the same verb as by hand and in a process of its own, so that
 * nobody waits for it. One that fails is tried again after an hour, and noted for the doctor and the keepers.
 */
export function keepBackups({ settings, hour, log }: Nightly): { stop(): Promise<void> } {
  let child: ReturnType<typeof spawn> | null = null
  let busy: Promise<void> | null = null
  let notBefore = 0
  async function look(): Promise<void> {
    const { made } = await lastBackup(settings.dataDir)
    const age = made === null ? Number.POSITIVE_INFINITY : machineNow() - Date.parse(made)
    if (age < DUE_AFTER_MS || performance.now() < notBefore) return
    if (made !== null && (await hour()) < HOUR) return
    notBefore = performance.now() + AGAIN_AFTER_MS
    const code = await run()
    log({ backup: code === 0 ? 'made' : 'failed' })
  }
  function run(): Promise<number | null> {
    const { backupDir, backupApart, dataDir, databaseUrl } = settings
    const args = ['backup', backupDir!, ...(backupApart === undefined ? [] : ['--apart', backupApart]), '--json']
    child = spawn(process.execPath, [CLI, ...args], {
      env: { ...process.env, DATA_DIR: dataDir, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) },
      stdio: 'ignore',
    })
    return new Promise((done) => {
      child!.on('error', () => done(null))
      child!.on('close', (code) => {
        child = null
        done(code)
      })
    })
  }
  const begin = () => {
    busy ??= look()
      .catch(() => log({ backup: 'failed' }))
      .finally(() => {
        busy = null
      })
  }
  const [first, timer] = [setTimeout(begin, FIRST_AFTER_MS), setInterval(begin, LOOK_EVERY_MS)]
  first.unref()
  timer.unref()
  return {
    async stop() {
      clearTimeout(first)
      clearInterval(timer)
      // What is cut off leaves no archive: it is one only when it is whole.
      child?.kill('SIGTERM')
      await busy
    },
  }
}
