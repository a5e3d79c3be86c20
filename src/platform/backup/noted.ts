import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from './apart.ts'

/** What the last backup was: noted in the place itself, so that its doctor and its keepers know without looking for the disk. */
export type Noted = {
  /** When the newest good one was made; null where there is none. */
  made: string | null
  /** `restored` beside the place and compared row for row; `whole` where it is closed and nobody gave the passphrase. */
  checked: 'restored' | 'whole' | null
  /** Why the last try failed, if it did. */
  failed: string | null
}
const NOTE = 'backed-up.json'
/** A day, and the time that one takes. */
const OLD_AFTER_MS = 26 * 3_600_000

export async function lastBackup(dataDir: string): Promise<Noted> {
  const text = await readFile(join(dataDir, NOTE), 'utf8').catch(() => null)
  return text === null ? { made: null, checked: null, failed: null } : (JSON.parse(text) as Noted)
}

export async function noteBackup(dataDir: string, told: Partial<Noted>): Promise<void> {
  const note = { ...(await lastBackup(dataDir)), failed: null, ...told }
  await writeWhole(join(dataDir, NOTE), Buffer.from(JSON.stringify(note)))
}

/** Whether a verified backup is younger than a day. `now` is the machine's time, by which archives are named. */
export const isFresh = ({ made }: Noted, now: number): boolean =>
  made !== null && now - Date.parse(made) <= OLD_AFTER_MS
export const machineNow = (): number => performance.timeOrigin + performance.now()
