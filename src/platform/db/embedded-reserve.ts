/** Sixty-four megabytes put aside, so that a server stopped by a full disk can be started once more to say so. */
import { randomFillSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'

const MEGABYTE = 1024 * 1024
const SIZE_MB = 64
/** A start writes at least one WAL segment of 16 MB and a checkpoint. */
const NEEDED_MB = 48
/** Enough that putting the reserve aside does not itself bring the shortage on. */
const PLENTY_MB = 512

export type Reserve = {
  /** Is there room for a start? Releases the reserve when there is not. */
  makeRoom(): Promise<boolean>
  /** Puts the reserve aside again, when there is plenty of room. */
  fill(): Promise<void>
}

/** The reserve of one data directory. `free` answers in bytes; it is a parameter so that a full disk can be tried. */
export function reserveIn(dataDir: string, log: (line: string) => void, free = freeBytes): Reserve {
  const file = join(dataDir, 'reserve')
  return {
    async makeRoom() {
      const room = (await free(dataDir)) / MEGABYTE
      if (room >= NEEDED_MB) return true
      if (existsSync(file)) {
        await rm(file)
        log(
          `the disk is nearly full (${Math.floor(room)} MB free); the reserve of ${SIZE_MB} MB is released, once. Make room.`,
        )
        return true
      }
      log(`the disk is full (${Math.floor(room)} MB free); the database waits for at least ${NEEDED_MB} MB`)
      return false
    },
    async fill() {
      if (existsSync(file) || (await free(dataDir)) / MEGABYTE < PLENTY_MB) return
      await writeBlocks(`${file}.new`)
      await rename(`${file}.new`, file)
    },
  }
}

/** Random, since a file system that compresses would keep zeros in no room at all. */
async function writeBlocks(path: string): Promise<void> {
  const block = randomFillSync(Buffer.alloc(MEGABYTE))
  const file = await open(path, 'w', 0o600)
  try {
    for (let written = 0; written < SIZE_MB; written += 1) await file.write(block)
  } finally {
    await file.close()
  }
}

async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path)
  return bavail * bsize
}
