/** One frame of the live stream, as it came: what a browser calls a message event. */
export type Message = { event: string; id: string; data: string }
/** What a stream is held with, so that a browser and a test hold it alike. */
export type Means = {
  /** Opens it, from after the frame with this id on. `lost`: it is gone and does not come back by itself. */
  open(after: string, hear: (message: Message) => void, lost: () => void): { close(): void }
  /** Does something so many milliseconds later, unless it is called off. */
  later(run: () => void, ms: number): () => void
  /** A number from 0 up to 1, drawn by lot. */
  lot(): number
  /** Where another has come to that heard the same stream. */
  cursor?: string
}

const FIRST_TRIES = 4
const SPREAD_MS = 2_750
const LONGEST_MS = 30_000
/** The place says something at least every fifteen seconds; a line that is silent for longer is cut, whatever it says of itself. */
const SILENT_MS = 40_000

/**
 * How long to wait before trying again: a moment drawn by lot, so that a hall that was cut off does not come back all at
 * once. After some tries the place is being started anew, or away, and the pauses grow.
 */
export function pauseBefore(tries: number, lot: number): number {
  const spread = Math.min(LONGEST_MS, SPREAD_MS * 2 ** Math.max(0, tries - FIRST_TRIES))
  return 50 + Math.floor(lot * spread)
}

/** Holds a stream until it is let go, through every cut, and goes on where it was. Gives the way to let it go. */
export function holdStream(means: Means, hear: (message: Message) => void): () => void {
  let cursor = means.cursor ?? ''
  let tries = 0
  let callOff = () => {}
  let source: { close(): void } | null = null
  let ended = false

  const open = () => {
    let lost = false
    const loseIt = () => {
      if (lost || ended) return
      lost = true
      source?.close()
      callOff()
      callOff = means.later(open, pauseBefore(tries, means.lot()))
      tries += 1
    }
    const watch = () => {
      callOff()
      callOff = means.later(loseIt, SILENT_MS)
    }
    watch()
    source = means.open(
      cursor,
      (message) => {
        if (lost) return
        tries = 0
        watch()
        if (message.id !== '') cursor = message.id
        hear(message)
      },
      loseIt,
    )
  }
  open()
  return () => {
    ended = true
    callOff()
    source?.close()
  }
}
