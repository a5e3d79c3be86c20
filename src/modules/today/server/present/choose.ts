import type { Asked } from '#platform/http/module.ts'
import { addDays, sayWeekday } from '#shared/day.ts'

/** Five things at most: more than that is not asked of anybody in one day. */
export const MOST = 5
/** Of what is due, so many from one part of the place while something of another part waits. */
const MOST_OF_ONE = 3
/** What is wanted within a week is due. */
const SOON_DAYS = 7

/** Under which name somebody puts it aside. */
export const keyOf = (ask: Asked) => `${ask.from} ${ask.id}`

type Chosen = { ask: Asked; because: string }

/**
 * What is due within a week first, by its day; then each part of the place in its turn, the shortest first. No part
 * crowds out another: of what is due it has three places at most while others wait.
 */
export function choose(waiting: readonly Asked[], today: string, most = MOST): Chosen[] {
  const soon = addDays(today, SOON_DAYS)
  const due = waiting
    .filter((ask) => ask.due != null && ask.due <= soon)
    .toSorted((one, other) => (one.due! < other.due! ? -1 : one.due! > other.due! ? 1 : one.minutes - other.minutes))
  const taken: Chosen[] = []
  const count = new Map<string, number>()
  for (const ask of due) {
    const before = count.get(ask.from) ?? 0
    if (taken.length >= most || before >= MOST_OF_ONE) continue
    count.set(ask.from, before + 1)
    taken.push({
      ask,
      because: `It is wanted ${ask.due! < today ? `since ${sayWeekday(ask.due!)}` : `by ${sayWeekday(ask.due!)}`}.`,
    })
  }
  const rest = waiting.filter((ask) => !taken.some((one) => one.ask === ask))
  const queues = [...Map.groupBy(rest, (ask) => ask.from).values()].map((queue) =>
    queue.toSorted((one, other) =>
      (one.due ?? '9') < (other.due ?? '9')
        ? -1
        : (one.due ?? '9') > (other.due ?? '9')
          ? 1
          : one.minutes - other.minutes,
    ),
  )
  for (let round = 0; taken.length < most && queues.some((queue) => queue.length > round); round++)
    for (const queue of queues) {
      const ask = queue[round]
      if (ask === undefined || taken.length >= most) continue
      const minutes = ask.minutes === 1 ? 'one minute' : `${ask.minutes} minutes`
      taken.push({
        ask,
        because: `No day is set for it. It takes ${minutes}, and it was the turn of its part of the place.`,
      })
    }
  return taken
}

/** The Monday after this day. */
export function nextMonday(day: string): string {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  return addDays(day, (8 - weekday) % 7 || 7)
}
