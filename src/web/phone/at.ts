// Where one is in a room: the step that is on, with all that is seen of it.
import type { Line, Now, Planned, StepState } from '#modules/gatherings/contract/state.ts'
import type { Me } from './keep.ts'
import type { Entry } from './outbox.ts'
import type { Room } from './room.ts'

export type At = {
  room: Room
  now: Now
  me: Me
  step: Planned
  on: StepState
  /** Where in the method: the same also when the room goes back to it. */
  place: string
  /** Of this step. */
  lines: Line[]
  /** Of those it works on. */
  items: Line[]
  /** Not in yet. */
  waiting: Entry[]
  /** More of it is being asked for: of what is not there nothing can be said yet. */
  due: boolean
}

export const placeOf = (activity: { id: string }, key: string, turn: number): string => `${activity.id}/${key}/${turn}`

/** Whose eyes stand above the input: those of the activity, or of those one sits with; null where they are not known yet. */
export function chapterOf({ step, now }: Pick<At, 'step' | 'now'>): string | null {
  if (step.seenBy === 'pair' || step.seenBy === 'table') return now.group?.chapter ?? null
  return now.activity!.chapter
}

/** Null where no step is on. */
export function atOf(room: Room): At | null {
  const { now, me } = room.state
  const on = now?.activity?.step ?? null
  if (now === null || me === null || now.activity === null || on === null || now.activity.state === 'done') return null
  const step = now.activity.steps[on.place]!
  const place = placeOf(now.activity, step.key, on.turn)
  return {
    ...{ room, now, me, step, on, place },
    lines: now.lines.filter((line) => line.key === step.key && (step.repeat === null || line.step === on.id)),
    items: now.lines.filter((line) => step.from.includes(line.key) && (line.shown || line.mine)),
    waiting: room.outbox.all().filter((entry) => entry.place === place),
    due: room.state.due,
  }
}
