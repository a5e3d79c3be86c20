// What the place tells a room as it happens. A screen that hears nothing asks by itself (room.ts), so nothing rests on this.
import type { Moved } from '#modules/gatherings/contract/state.ts'
import type { Counted, ToldLine } from './told.ts'

type Frame = { chapter: string; kind: string; subject: string; holds?: unknown }
export type Heard = {
  /** An activity has moved: what everybody is told of it. */
  moved(moved: Moved): void
  /** A line is shown to those in its chapter. */
  line(line: ToldLine): void
  /** A line was taken out. */
  out(line: string): void
  /** How many are in. */
  count(count: Counted): void
  /** Something else has changed: ask. */
  ask(): void
  /** Whether it is being told now. */
  telling(yes: boolean): void
}

const SILENT_MS = 40_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

/** What one event means for the screen. */
export function hear({ kind, subject, holds }: Frame, heard: Heard): void {
  if (kind === 'activity.moved' && holds) heard.moved(holds as Moved)
  else if (kind === 'contribution.put' && holds) heard.line(holds as ToldLine)
  else if (kind === 'contribution.out') heard.out(subject)
  else if (kind === 'step.shown' && holds) {
    const { lines, numbers } = holds as { lines: ToldLine[]; numbers: unknown }
    for (const line of lines) heard.line(line)
    if (numbers !== null) heard.ask()
  } else heard.ask()
}

/** Listens until it is stopped. After a cut the browser says itself how far it had come. */
export function listen(room: string, heard: Heard): () => void {
  if (!('EventSource' in window)) return () => undefined
  let stream: EventSource
  let pause = FIRST_PAUSE_MS
  let timer: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  const cut = () => {
    heard.telling(false)
    stream.close()
    clearTimeout(silence)
    clearTimeout(timer)
    timer = setTimeout(connect, pause * (0.5 + Math.random()))
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
  }
  /** A line that says nothing for so long is dead, whatever it says of itself, and one that never opened is too. */
  const watch = () => {
    clearTimeout(silence)
    silence = setTimeout(cut, SILENT_MS)
  }
  const alive = () => {
    pause = FIRST_PAUSE_MS
    heard.telling(true)
    watch()
  }
  const connect = () => {
    stream = new EventSource(`/live?room=${room}`)
    watch()
    stream.onopen = alive
    stream.onmessage = ({ data }: MessageEvent<string>) => {
      alive()
      for (const frame of JSON.parse(data) as Frame[]) hear(frame, heard)
    }
    stream.addEventListener('pulse', ({ data }: MessageEvent<string>) => {
      alive()
      heard.count((JSON.parse(data) as { holds: Counted }).holds)
    })
    stream.addEventListener('beat', alive)
    for (const kind of ['changed', 'fresh'])
      stream.addEventListener(kind, () => {
        alive()
        heard.ask()
      })
    stream.addEventListener('ended', () => {
      heard.ask()
      cut()
    })
    stream.onerror = () => {
      heard.telling(false)
      if (stream.readyState === EventSource.CLOSED) cut()
    }
  }
  connect()
  return () => {
    clearTimeout(timer)
    clearTimeout(silence)
    stream.close()
  }
}
