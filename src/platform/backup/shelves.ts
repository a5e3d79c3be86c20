import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '#platform/log/log.ts'
import { writeWhole } from './apart.ts'
import { keepApart, SHELF, type Shelf, type Source } from './backup.ts'

/** Where backups of this place lie: noted with the first, so that the running place can keep up what is kept apart. */
const NOTE = 'shelves.json'
const LOOK_EVERY_MS = 5_000

export async function noteShelf(dataDir: string, shelf: Shelf): Promise<void> {
  const noted = await shelvesOf(dataDir)
  const [data, apart] = [await realpath(shelf.data), await realpath(shelf.apart)]
  const others = noted.filter((one) => one.apart !== apart)
  await mkdir(dataDir, { recursive: true })
  await writeWhole(join(dataDir, NOTE), Buffer.from(JSON.stringify([...others, { ...shelf, data, apart }])))
}

export async function shelvesOf(dataDir: string): Promise<Shelf[]> {
  const text = await readFile(join(dataDir, NOTE), 'utf8').catch(() => null)
  return text === null ? [] : (JSON.parse(text) as Shelf[])
}

type Watched = Pick<Source, 'inside' | 'keys' | 'secrets'> & {
  dataDir: string
  /** How far the notes of what was narrowed have come. */
  narrowed(): Promise<string>
  log: Log
}

/**
 * While the place runs: what is taken back, deleted or erased is noted on every shelf within seconds, and a key that was
 * destroyed goes from there. A shelf that cannot be reached is told of once, and brought up to date when it is back.
 */
export function keepShelves(watched: Watched): { stop(): Promise<void> } {
  const done = new Map<string, string>()
  const lost = new Set<string>()
  let busy: Promise<void> | null = null
  const look = () => {
    busy ??= keep()
      .catch((fault) => watched.log({ shelves: 'failed', fault: fault instanceof Error ? fault.name : 'unknown' }))
      .finally(() => {
        busy = null
      })
  }
  async function keep(): Promise<void> {
    const shelves = await shelvesOf(watched.dataDir)
    if (shelves.length === 0) return
    // A key is destroyed after its person's rows are gone, and may be there still when those are noted.
    const keys = createHash('sha256')
      .update((await readdir(watched.keys)).sort().join())
      .digest('hex')
    const at = `${await watched.narrowed()} ${keys}`
    for (const shelf of shelves) {
      if (done.get(shelf.apart) === at) continue
      try {
        // A disk that is not mounted leaves an empty folder: keys are not put into whatever stands there instead.
        await access(join(shelf.apart, SHELF))
        await keepApart(watched, shelf)
        done.set(shelf.apart, at)
        lost.delete(shelf.apart)
      } catch (fault) {
        if (lost.has(shelf.apart)) continue
        lost.add(shelf.apart)
        watched.log(
          { fault: (fault as { code?: string }).code ?? 'unknown' },
          'A backup cannot be reached: what is taken back or erased meanwhile is not noted there until it can be.',
        )
      }
    }
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await busy
      await keep().catch(() => {})
    },
  }
}
