import type { Moved, StepState } from '../../contract/state.ts'

type StepRow = {
  id: string
  key: string
  place: number
  turn: number
  state: string
  opened_at: Date
  ends_at: Date | null
  round_id: string | null
  presenter_id: string | null
  people: number
}
/** How many are in, where that is told, and of how many. */
export type Count = { in: number | null; people: number }
type ActivityRow = { id: string; chapter_id: string; version: number; state: string; paused_at: Date | null }

/** A step as everybody who reads its chapter is told of it. */
export const presentStep = (row: StepRow, presenter: string | null, count: Count | null): StepState => ({
  ...{ id: row.id, key: row.key, place: row.place, turn: row.turn, state: row.state as StepState['state'] },
  ...{ openedAt: row.opened_at.getTime(), endsAt: row.ends_at?.getTime() ?? null, round: row.round_id },
  presenter: row.presenter_id === null ? null : { id: row.presenter_id, name: presenter ?? '' },
  ...(count ?? { people: row.people, in: null }),
})

export const presentMoved = (activity: ActivityRow, step: StepState | null, now: Date): Moved => ({
  ...{ activity: activity.id, chapter: activity.chapter_id, version: activity.version },
  state: activity.state as Moved['state'],
  ...{ pausedAt: activity.paused_at?.getTime() ?? null, step, now: now.getTime() },
})
