import { monotonic } from '#platform/time.ts'
import type { Chapters } from './chapters.ts'
import type { Cursors, Reached } from './cursor.ts'
import { type Frame, frameOf } from './frame.ts'
import { chaptersOf, type Heard, type Listener } from './rights.ts'

/** One open stream. `write` takes what is the same for everybody who gets it. */
export type Reader = Listener & { write(frame: Frame): void }
/** Readers who may hear the same of what they asked for: what happens is written down once for all of them. */
type Cohort = {
  key: string
  room: string | null
  chapters: string[]
  reached: Reached
  readers: Set<Reader>
  /** When it may be handed something again. */
  next: number
}
/** Where somebody goes on: a number for each chapter, or null for a chapter they come new to. */
export type Position = (number | null)[]

/**
 * Above so many a screen is told at most ten times a second; everything of that while is in the one frame. Below, what comes
 * thick is told as seldom, and what comes now and then at once: no screen shows more, and the process is left to take it in.
 */
const MANY = 200
/** A little more than a tenth of a second, so that in no second somebody is told more than ten times. */
const PAUSE_MS = { aLine: 10, most: 110 }
const pauseAfter = (readers: number, lines: number): number =>
  readers > MANY ? PAUSE_MS.most : Math.min(PAUSE_MS.most, lines * PAUSE_MS.aLine)

/** What happened, as the text of one frame; where it cannot be told any more, that everything is to be fetched afresh. */
const textOf = (id: string, lines: string[] | null): string =>
  lines === null ? `${id}event: fresh\ndata: {}\n\n` : `${id}data: [${lines.join(',')}]\n\n`

/** Who hears what together, and handing it out to them. Everything here happens at once: nothing changes in between. */
export function makeCohorts(chapters: Chapters, cursors: Cursors) {
  const cohorts = new Map<string, Cohort>()
  const places = new Map<Reader, Cohort>()
  const following = new Map<string, Set<Cohort>>()
  const due = new Set<Cohort>()

  const keyOf = (room: string | null, heard: Heard) => `${room ?? ''} ${heard}`

  function cohortOf(room: string | null, heard: Heard): Cohort {
    const key = keyOf(room, heard)
    const there = cohorts.get(key)
    if (there !== undefined) return there
    const ids = chaptersOf(heard)
    const made = { key, room, chapters: ids, reached: ids.map(chapters.top), readers: new Set<Reader>(), next: 0 }
    cohorts.set(key, made)
    for (const id of ids) {
      if (!following.has(id)) following.set(id, new Set())
      following.get(id)!.add(made)
    }
    return made
  }

  /** What happened between two points, as lines of one frame; null where it cannot be told any more. */
  function linesBetween(ids: string[], from: Reached, upTo: Reached): string[] | null {
    const parts = ids.map((id, at) => chapters.between(id, from[at]!, upTo[at]!))
    return parts.includes(null) ? null : (parts as string[][]).flat()
  }

  function handOut(cohort: Cohort): void {
    const tops = cohort.chapters.map(chapters.top)
    const lines = linesBetween(cohort.chapters, cohort.reached, tops)
    cohort.reached = tops
    if (lines?.length === 0) return
    const began = monotonic()
    const frame = frameOf(textOf(`id: ${cursors.write(cohort.chapters, tops)}\n`, lines))
    for (const reader of cohort.readers) reader.write(frame)
    const ended = monotonic()
    // Never more than half of the time, however long it takes.
    cohort.next = Math.max(began + pauseAfter(cohort.readers.size, lines?.length ?? 1), ended + (ended - began))
  }

  return {
    /** Those who listen to a room, and to nothing else. */
    inRooms: () => cohorts.values().filter((cohort) => cohort.room !== null),
    has: (reader: Reader) => places.has(reader),
    hears: (reader: Reader, heard: Heard) => cohorts.get(keyOf(reader.room, heard)) === places.get(reader),

    /**
     * Takes somebody in where they hear what they may. From their position on they get what they missed; without one, or
     * where it cannot be told any more, they are told to fetch afresh. `before`: what is said first, whatever follows.
     */
    join(reader: Reader, heard: Heard, position: Position | null, said: { before?: string; changed?: boolean }): void {
      const cohort = cohortOf(reader.room, heard)
      const from = position?.map((number, at) => number ?? cohort.reached[at]!) ?? null
      if (from?.some((number, at) => number > cohort.reached[at]!)) handOut(cohort)
      const missed = from === null ? null : linesBetween(cohort.chapters, from, cohort.reached)
      const id = `id: ${cursors.write(cohort.chapters, cohort.reached)}\n`
      const parts = [
        said.before ?? '',
        missed === null || missed.length > 0 ? textOf(id, missed) : '',
        said.changed === true ? `${id}event: changed\ndata: {}\n\n` : '',
      ]
      reader.write(frameOf(parts.join('')))
      cohort.readers.add(reader)
      places.set(reader, cohort)
    },

    /** Takes somebody out, and says how far they had come in each chapter. */
    leave(reader: Reader): Map<string, number> {
      const cohort = places.get(reader)
      places.delete(reader)
      if (cohort === undefined) return new Map()
      cohort.readers.delete(reader)
      if (cohort.readers.size === 0) {
        cohorts.delete(cohort.key)
        due.delete(cohort)
        for (const id of cohort.chapters) {
          following.get(id)!.delete(cohort)
          if (following.get(id)!.size === 0) following.delete(id)
        }
      }
      return new Map(cohort.chapters.map((id, at) => [id, cohort.reached[at]!]))
    },

    /** In these chapters there is something new. */
    stir(ids: readonly string[]): void {
      for (const id of ids) for (const cohort of following.get(id) ?? []) due.add(cohort)
    },

    /** In how many milliseconds somebody may next be handed something of these chapters. */
    turnOf(ids: Iterable<string>): number {
      const turns = [...ids].flatMap((id) => [...(following.get(id) ?? [])].map((cohort) => cohort.next))
      return turns.length === 0 ? 0 : Math.max(0, Math.min(...turns) - monotonic())
    },

    /** Hands out what is due to all whose turn it is, and says in how many milliseconds the next one's is. */
    handOutDue(): number | null {
      const now = monotonic()
      let next: number | null = null
      for (const cohort of due) {
        if (cohort.next > now) next = Math.min(next ?? Number.POSITIVE_INFINITY, cohort.next - now)
        else {
          due.delete(cohort)
          handOut(cohort)
        }
      }
      return next
    },

    /** The chapters that are listened to, each with the last number that all of its readers have been handed. */
    handed(): Map<string, number> {
      const numbers = new Map<string, number>()
      for (const cohort of cohorts.values())
        cohort.chapters.forEach((id, at) => {
          numbers.set(id, Math.min(numbers.get(id) ?? Number.POSITIVE_INFINITY, cohort.reached[at]!))
        })
      return numbers
    },
  }
}
export type Cohorts = ReturnType<typeof makeCohorts>
