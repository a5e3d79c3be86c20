// How a room stands after something was told of it. What cannot be told from a frame alone is asked for.
import type { Line, Moved, Now } from '#modules/gatherings/contract/state.ts'

export type ToldLine = Omit<Line, 'mine' | 'shown' | 'mayGo' | 'table'>

/** The activity as it stands now; null where its screen has to ask. */
export function withMoved(now: Now, moved: Moved): Now | null {
  const { activity } = now
  const { version, state, pausedAt, step } = moved
  if (activity === null || activity.id !== moved.activity) return null
  if (version < activity.version) return now
  // A table goes by itself: where the room is says nothing of it.
  if (activity.atTable) return null
  // Too few are here, and it is done with names: what the method says of it has changed with that.
  if (step?.round === null && activity.steps[step.place]?.nameless) return null
  const same = step !== null && activity.step?.id === step.id
  // Of what goes to whoever presents nobody is told how many are in, as of a sealed round.
  const counts = step?.round === null && activity.steps[step.place]?.seenBy !== 'presenter'
  const on = step === null ? null : { ...step, in: step.in ?? (same ? activity.step!.in : counts ? 0 : null) }
  return { ...now, activity: { ...activity, version, state, pausedAt, step: on } }
}

/** A line that is shown now, or stands otherwise than before. */
export function withLine(now: Now, line: ToldLine, own: boolean): Now {
  const before = now.lines.find((one) => one.id === line.id)
  const next: Line = {
    ...line,
    shown: true,
    mine: before?.mine ?? own,
    mayGo: before?.mayGo ?? null,
    table: before?.table ?? '',
  }
  return { ...now, lines: [...now.lines.filter((one) => one.id !== line.id), next] }
}

export const without = (now: Now, line: string): Now => ({ ...now, lines: now.lines.filter((one) => one.id !== line) })

/** How many are in, and of how many where that may have changed. */
export type Counted = { step: string; in: number; people?: number }

/** How many are in, of the step that is on. */
export function withCount(now: Now, { step, ...count }: Counted): Now {
  const { activity } = now
  const on = activity?.step
  if (!on || on.id !== step || (on.in === count.in && on.people === (count.people ?? on.people))) return now
  return { ...now, activity: { ...activity, step: { ...on, ...count } } }
}

/** The same as it is told each second; null where the room is at another step, so that its screen has to ask. */
export function withCountTold(now: Now, count: Counted): Now | null {
  // Where a table goes by itself the room is always at another.
  if (now.activity?.atTable) return now
  return now.activity?.step?.id === count.step ? withCount(now, count) : null
}

/** Of a sealed step the place does not say how many are in each time it is asked: what was told last still holds. */
export function withCountOf(before: Now | null, now: Now): Now {
  const [was, is] = [before?.activity?.step, now.activity?.step]
  if (!was || !is || was.id !== is.id || is.in !== null || was.in === null) return now
  return withCount(now, { step: is.id, in: was.in })
}
