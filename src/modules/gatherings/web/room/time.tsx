import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { type Activity, clockWords, leftOf } from './data.ts'
import { useClock } from './now.tsx'

/**
 * What is left of the step, by the clock of the place: the same on every screen in the room, after a reload too.
 * It is no alarm: when the time is over it says so, and goes on counting what is over.
 */
export function Time({ activity, className }: { activity: Activity; className: string | undefined }) {
  const left = leftOf(activity, useClock())
  if (activity.state === 'done') return null
  if (left === null) return <p className={className}>No time set</p>
  const paused = activity.pausedAt !== null
  return (
    <>
      <p className={className} data-over={left < 0 || undefined} data-paused={paused || undefined} aria-hidden="true">
        {clockWords(left)}
      </p>
      <VisuallyHidden>
        <span role="timer">{spoken(left, paused)}</span>
      </VisuallyHidden>
    </>
  )
}

/** Said to those who listen, and only when a minute has gone: a clock that speaks each second is heard as noise. */
function spoken(left: number, paused: boolean): string {
  const minutes = Math.ceil(left / 60_000)
  const words = left <= 0 ? 'The time is over' : minutes === 1 ? 'Less than a minute left' : `${minutes} minutes left`
  return paused ? `Paused. ${words}` : words
}
