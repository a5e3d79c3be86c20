import type { Database, Db } from '#platform/db/database.ts'
import type { Cohorts } from './cohorts.ts'
import { frameOf } from './frame.ts'

/** What is shown of a chapter's moment to everybody in it alike, such as how many are in; nothing that says who. */
export type Pulse = (db: Db, chapters: string[]) => Promise<{ chapter: string; holds: unknown }[]>

const EVERY_MS = 1000
/** Every frame of it has this size, so that its size tells nothing; what does not fit is not sent. */
const BYTES = 512

/**
 * Sends each second what the modules say of the chapters that are listened to in a room, whether it changed or not. It is
 * asked for half a second before, so that a frame leaves at its time however long the asking took, and tells by no delay
 * that somebody was just writing.
 */
export function keepPulse(live: Database, cohorts: Cohorts, pulses: readonly Pulse[]) {
  let frames = new Map<string, string>()
  let later: NodeJS.Timeout | null = null

  async function ask(): Promise<void> {
    const chapters = [...new Set(cohorts.inRooms().flatMap((cohort) => cohort.chapters))]
    if (chapters.length === 0) return
    try {
      const next = new Map<string, string>()
      await live.read(null, async (db) => {
        for (const pulse of pulses)
          for (const { chapter, holds } of await pulse(db, chapters)) {
            const frame = framed(chapter, holds)
            if (frame !== null) next.set(chapter, frame)
          }
      })
      frames = next
    } catch {
      // The database is away for a moment: what was shown stays.
    }
  }
  function send(): void {
    for (const { chapters, readers } of cohorts.inRooms()) {
      const parts = chapters.flatMap((chapter) => frames.get(chapter) ?? [])
      if (parts.length === 0) continue
      const frame = frameOf(parts.join(''))
      for (const reader of readers) reader.write(frame)
    }
  }
  const beat = setInterval(() => {
    send()
    later = setTimeout(() => void ask(), EVERY_MS / 2)
  }, EVERY_MS)
  beat.unref()
  return {
    stop() {
      clearInterval(beat)
      if (later !== null) clearTimeout(later)
    },
  }
}

function framed(chapter: string, holds: unknown): string | null {
  const text = `event: pulse\ndata: ${JSON.stringify({ chapter, holds })}`
  // Blanks after the data are part of it, and nothing to whoever reads it as JSON.
  const room = BYTES - Buffer.byteLength(text) - 2
  return room < 0 ? null : `${text}${' '.repeat(room)}\n\n`
}
