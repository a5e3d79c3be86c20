import { sql } from 'kysely'
import type { Database, Db } from '#platform/db/database.ts'
import { monotonic } from '#platform/time.ts'
import type { Looked } from './wake.ts'

/**
 * What of an event every reader of its chapter may know, by kind of event: read as role `live`, which sees one chapter and
 * of it what its policies let through. Nothing for a subject means that its readers ask for it themselves.
 */
export type Told = Record<string, (db: Db, chapter: string, subjects: string[]) => Promise<Map<string, unknown>>>
type Event = { space_id: string; number: number; kind: string; subject: string }
/** `text` is what stands in a frame; `bare`, where that holds more than that something happened, is the same without it. */
type Kept = { number: number; subject: string; text: string; bare: string | null; readAt: number; narrows: boolean }
/** A chapter that is listened to: how far it has come, and its last events as they stand in frames, all after `from`. */
type Chapter = { top: number; from: number; kept: Kept[]; neededAt: number }

/** Whoever missed more than this asks for everything afresh. */
export const MOST_MISSED = 500
/** Words are handed out only as they stand: what was read longer ago is read again, since it may have been taken back. */
const WORDS_LAST_MS = 500
/** Whoever listened may be on their way back. */
const FOLLOWED_ON_MS = 5_000

/** The chapters that somebody listens to here, and what happened in them. `narrows`: the kinds after which somebody may read less. */
export function makeChapters(live: Database, told: Told, narrows: ReadonlySet<string> = new Set()) {
  const chapters = new Map<string, Chapter>()
  let held = false

  /** How far each of these has come, in one question. */
  async function topsOf(ids: string[]): Promise<Map<string, number>> {
    if (ids.length === 0) return new Map()
    const { rows } = await sql<{
      chapter_id: string
      top: number
    }>`select * from chapter_tops(${ids}::uuid[])`.execute(live.kysely)
    return new Map(rows.map((row) => [row.chapter_id, Number(row.top)]))
  }

  function read(id: string, after: number): Promise<Kept[]> {
    const readAt = monotonic()
    return live.read({ chapter: id }, async (db) => {
      const events = await db
        .selectFrom('event')
        .select(['space_id', 'number', 'kind', 'subject'])
        .where('chapter_id', '=', id)
        .where('number', '>', after)
        .orderBy('number')
        .limit(MOST_MISSED)
        .execute()
      const holds = await holdsOf(db, id, events)
      return events.map(({ space_id: space, number, kind, subject }) => {
        const bare = { space, chapter: id, number, kind, subject }
        const more = holds.get(`${kind} ${subject}`)
        return {
          ...{ number, subject, readAt, narrows: narrows.has(kind) },
          text: JSON.stringify({ ...bare, holds: more }),
          bare: more === undefined ? null : JSON.stringify(bare),
        }
      })
    })
  }

  async function holdsOf(db: Db, chapter: string, events: Event[]): Promise<Map<string, unknown>> {
    const holds = new Map<string, unknown>()
    try {
      for (const [kind, some] of Map.groupBy(events, (event) => event.kind)) {
        const subjects = [...new Set(some.map((event) => event.subject))]
        for (const [subject, what] of (await told[kind]?.(db, chapter, subjects)) ?? [])
          holds.set(`${kind} ${subject}`, what)
      }
    } catch {
      // That something happened is told all the same; its readers ask for what.
      return new Map()
    }
    return holds
  }

  return {
    knows: (id: string) => chapters.has(id),
    top: (id: string) => chapters.get(id)!.top,

    /** Begins to follow those that nobody has listened to yet. */
    async follow(ids: readonly string[]): Promise<void> {
      const tops = await topsOf(ids.filter((id) => !chapters.has(id)))
      const neededAt = monotonic()
      for (const [id, top] of tops) if (!chapters.has(id)) chapters.set(id, { top, from: top, kept: [], neededAt })
    },

    /** Lets go of what nobody listens to any more, and of what everybody has been handed. */
    tidy(needed: ReadonlyMap<string, number>): void {
      const now = monotonic()
      for (const [id, chapter] of chapters) {
        if (needed.has(id)) chapter.neededAt = now
        else if (now - chapter.neededAt > FOLLOWED_ON_MS) chapters.delete(id)
        const handed = needed.get(id) ?? chapter.top
        const gone = chapter.kept.findLast((event) => event.number <= handed && event.readAt < now - WORDS_LAST_MS)
        if (gone === undefined) continue
        chapter.kept = chapter.kept.filter((event) => event.number > gone.number)
        chapter.from = gone.number
      }
    },

    /** Reads what is new, in the chapters named or in all, and says in which there was something, and in which there may be more. */
    async news(what: Looked): Promise<{ found: string[]; more: string[] }> {
      const tops = what === 'all' ? await topsOf([...chapters.keys()]) : null
      const ids = [...(tops?.keys() ?? what)].filter((id) => {
        const chapter = chapters.get(id)
        return chapter !== undefined && (tops === null || tops.get(id)! > chapter.top)
      })
      const found = await Promise.all(
        ids.map(async (id) => {
          const events = await read(id, chapters.get(id)!.top)
          const chapter = chapters.get(id)
          for (const event of events) {
            if (chapter === undefined || event.number <= chapter.top) continue
            chapter.kept.push(event)
            chapter.top = event.number
            held ||= event.narrows
          }
          return events.length
        }),
      )
      return { found: ids.filter((_, at) => found[at]! > 0), more: ids.filter((_, at) => found[at]! >= MOST_MISSED) }
    },

    /** Whether somebody may read less than when that was last asked for: nothing is handed out until it is asked again. */
    held: () => held,
    hold(yes: boolean): void {
      held = yes
    },

    /** Sees to it that everything after `number` can be handed out, as it stands now. */
    async cover(id: string, number: number): Promise<void> {
      const old = monotonic() - WORDS_LAST_MS
      const fresh = (chapter: Chapter) => !chapter.kept.some((event) => event.number > number && event.readAt < old)
      const before = chapters.get(id)
      if (before === undefined || number >= before.top || (number >= before.from && fresh(before))) return
      const events = await read(id, number)
      const chapter = chapters.get(id)
      if (chapter === undefined) return
      // What was committed meanwhile is news, and handed out as such to everybody.
      const again = events.filter((event) => event.number <= chapter.top)
      const last = again.at(-1)?.number ?? number
      chapter.kept = [...again, ...chapter.kept.filter((event) => event.number > last)]
      chapter.from = number
    },

    /** The events after one number up to another, as they stand in a frame; null where they are not kept. */
    between(id: string, after: number, upTo: number): string[] | null {
      if (after >= upTo) return []
      const chapter = chapters.get(id)
      if (chapter === undefined || after < chapter.from) return null
      // Of what was taken out since, nothing is held any more, however lately it was read.
      const last = new Map(chapter.kept.map((event) => [event.subject, event.bare]))
      return chapter.kept
        .filter((event) => event.number > after && event.number <= upTo)
        .map(({ subject, text, bare }) => (last.get(subject) === null && bare !== null ? bare : text))
    },
  }
}
export type Chapters = ReturnType<typeof makeChapters>
