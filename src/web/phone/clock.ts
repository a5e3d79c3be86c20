// What time it is at the place, and how much of a step is left. A phone's own clock may be minutes off.

type Heard = { offset: number; took: number; at: number }
/** A clock drifts, so what was heard long ago counts no more. */
const GOOD_FOR_MS = 600_000

export type Clock = {
  /** The place said that it was `there`; we had asked at `sent` and heard it at `got`, by the phone's own clock. */
  heard(there: number, sent: number, got: number): void
  /** The time there now. */
  now(): number
}

export function makeClock(own: () => number = Date.now): Clock {
  let best: Heard | null = null
  return {
    heard(there, sent, got) {
      const took = Math.max(0, got - sent)
      // The quicker the answer, the less of it is guesswork.
      if (best !== null && took > best.took && got - best.at < GOOD_FOR_MS) return
      best = { offset: there + took / 2 - got, took, at: got }
    },
    now: () => own() + (best?.offset ?? 0),
  }
}

/** How many whole seconds of a step are left; null where it has no end. While it is paused its time stands still. */
export function secondsLeft(endsAt: number | null, pausedAt: number | null, now: number): number | null {
  return endsAt === null ? null : Math.ceil((endsAt - (pausedAt ?? now)) / 1000)
}

const NEARLY_UP = 20
const minutes = (n: number) => (n === 1 ? '1 minute' : `${n} minutes`)

/** What is left in words: it never says that a line is cut off, since none is. */
export function leftInWords(left: number | null, paused: boolean): string {
  if (left === null) return paused ? 'Paused.' : ''
  if (paused) return 'Paused. The time stands still.'
  if (left <= 0) return 'Time is up. Finish your line: it goes in until the room goes on.'
  if (left <= NEARLY_UP) return 'Time’s nearly up. Finish your line.'
  if (left < 60) return `${left} seconds left`
  const rest = left % 60
  return `${minutes(Math.floor(left / 60))}${rest === 0 ? '' : ` ${rest}`} left`
}

/** A day in words. */
export const dayIn = (iso: string): string =>
  new Date(`${iso}T12:00:00Z`).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
