import type { client } from '#web/lib/client.ts'
import type { Item } from '../data.ts'

type Answer = Awaited<ReturnType<typeof client.gatherings.now>>
export type Now = Extract<Answer, { room: unknown }>
export type Activity = NonNullable<Now['activity']>
export type Planned = Activity['steps'][number]
export type StepState = NonNullable<Activity['step']>
export type Line = Now['lines'][number]
export type Moved = Extract<Awaited<ReturnType<typeof client.gatherings.move>>, { ok: true }>['moved']

const MINUTE = 60_000

/** How much of a step is left by the clock of the place, in milliseconds; in a pause it stands still. Null: it has no time. */
export function leftOf(activity: Pick<Activity, 'pausedAt' | 'step'>, now: number): number | null {
  const ends = activity.step?.endsAt
  return ends == null ? null : ends - (activity.pausedAt ?? now)
}

/** “2:40”, or “+0:15” when its time is over. */
export function clockWords(left: number): string {
  // What is left is rounded up and what is over rounded down, so that the two meet at nought.
  const seconds = Math.ceil(left / 1000)
  const whole = Math.abs(seconds)
  const words = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
  return seconds < 0 ? `+${words}` : words
}

/**
 * How late it is, in minutes, against what was planned: more than nought is behind. Counted from when the first thing was
 * begun; null before that.
 */
export function lateBy(agenda: readonly Item[], activity: Activity | null, now: number): number | null {
  const begun = agenda.flatMap((item) => item.begunAt ?? [])
  if (begun.length === 0) return null
  const done = agenda.filter((item) => item.state === 'done').reduce((sum, item) => sum + item.minutes, 0)
  return (now - Math.min(...begun)) / MINUTE - done - gone(agenda, activity, now)
}

/** How much of what is on should be over by now: the steps before, and of this one what was planned for it and is not left. */
function gone(agenda: readonly Item[], activity: Activity | null, now: number): number {
  if (activity === null || activity.step === null || activity.state === 'done') return 0
  const { step, steps } = activity
  const planned = steps.reduce((sum, one) => sum + one.minutes, 0)
  const before = steps.slice(0, step.place).reduce((sum, one) => sum + one.minutes, 0)
  const left = leftOf(activity, now)
  const own = steps[step.place]?.minutes ?? 0
  const at = before + (left === null ? own : Math.max(0, own - Math.max(0, left / MINUTE)))
  const item = agenda.find((one) => one.id === activity.item)
  return item === undefined || planned === 0 ? at : (at / planned) * item.minutes
}

export function lateWords(minutes: number | null): string {
  if (minutes === null) return ''
  const whole = Math.round(Math.abs(minutes))
  if (whole < 2) return 'on time'
  return `${whole} minutes ${minutes > 0 ? 'behind' : 'ahead'}`
}

/** What the next press does at a step: shows together, goes on, or ends the activity. */
export function nextAct(activity: Activity): 'show' | 'next' | 'end' {
  const { step, steps } = activity
  const planned = steps[step?.place ?? 0]
  const hidden = planned?.shown === 'at_reveal' || (planned?.shown === 'at_end' && step?.state === 'open')
  if (hidden && planned.makes) return 'show'
  return step !== null && step.place + 1 < steps.length ? 'next' : 'end'
}

export const GROUP_WORDS: Record<Planned['group'], string> = {
  solo: 'everyone alone',
  pairs: 'in pairs',
  trios: 'in threes',
  fours: 'in fours',
  tables: 'at tables',
  fishbowl: 'some talk, the others watch',
  all: 'all together',
}
