import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { House } from '#platform/access/context.ts'
import { whoIs } from '#platform/access/procedure.ts'
import { actorOf } from '#platform/access/session.ts'
import type { Database } from '#platform/db/database.ts'
import { monotonic } from '#platform/time.ts'
import { type Reached, readCursor, writeCursor } from './cursor.ts'

type Reader = {
  headers: FastifyRequest['headers']
  person: string
  session: string
  /** The chapters they may read, each with the number of the last event that was handed to them. */
  reached: Reached
  write(frame: string): void
  end(): void
}
type Event = { space_id: string; number: number; kind: string; subject: string }

/** Whoever missed more than this asks for everything afresh. */
const MOST_REPLAYED = 500
/** Everybody's right to hear is asked for again at least so often, and always before a frame is handed to them. */
const CHECK_EVERY_MS = 250
/** A browser that takes nothing any more is cut off; it comes back with its cursor. */
const MOST_WAITING = 1_048_576
/** So many pages of one sign-in hear at once; one more, and the first of them is closed. */
const MOST_OF_ONE = 20

/**
 * Server-sent events. A frame says which chapter changed and in what, in ids every reader of the chapter may know,
 * without actor or hour; it is encoded once. Its `id` lets a browser that was cut off say how far it had come, and it is
 * handed what it missed, once. Who may read which chapter is asked of the database again before frames are handed out, so
 * whoever has left hears nothing more.
 */
export function makeLive(house: House, live: Database) {
  const readers = new Set<Reader>()
  let checked = Number.NEGATIVE_INFINITY
  let busy = false
  let again = false
  let soon: NodeJS.Timeout | null = null
  const lookSoon = () => {
    soon = null
    void look()
  }

  async function look(): Promise<void> {
    if (busy) {
      again = true
      return
    }
    busy = true
    try {
      await handOut()
    } catch {
      // The database is away for a moment: the next look, at most a second off, takes up where this one was.
    } finally {
      busy = false
      if (again) {
        again = false
        setImmediate(look)
      }
    }
  }

  async function handOut(): Promise<void> {
    const tops = await topsOf(new Set([...readers].flatMap((reader) => [...reader.reached.keys()])))
    const hasNews = (reader: Reader) =>
      [...reader.reached].some(([chapter, number]) => (tops.get(chapter) ?? 0) > number)
    const everybody = monotonic() - checked >= CHECK_EVERY_MS
    if (everybody) checked = monotonic()
    else soon ??= setTimeout(lookSoon, CHECK_EVERY_MS)
    await Promise.all([...readers].filter((reader) => everybody || hasNews(reader)).map(checkAgain))
    for (const [chapter, top] of tops) await fanOut(chapter, top)
  }

  /** How far each of these chapters has come. */
  async function topsOf(chapters: Iterable<string>): Promise<Reached> {
    const asked = [...chapters]
    if (asked.length === 0) return new Map()
    const { rows } = await live.read(null, (db) =>
      sql<{ chapter_id: string; top: number }>`select * from chapter_tops(${asked}::uuid[])`.execute(db as never),
    )
    return new Map(rows.map((row) => [row.chapter_id, Number(row.top)]))
  }

  /** Whom this stream is for and what they may read, as of now. */
  async function standing(
    headers: Reader['headers'],
  ): Promise<{ person: string; session: string; chapters: Set<string> } | null> {
    const actor = await actorOf(house, headers)
    if (actor === null || actor.kind !== 'full') return null
    // A session that has proved nothing hears nothing of the journal, not even that something was written there.
    const { rows } = await house.db.read(whoIs(actor), (db) =>
      sql<{ id: string }>`select c.id from chapter c join space s on s.id = c.space_id
        where c.id = any (my_chapters()) and not (journal_shut() and s.kind = 'person')`.execute(db as never),
    )
    return { person: actor.person, session: actor.session, chapters: new Set(rows.map((row) => row.id)) }
  }

  async function checkAgain(reader: Reader): Promise<void> {
    const now = await standing(reader.headers)
    if (now === null || now.person !== reader.person) {
      reader.write('event: ended\ndata: {}\n\n')
      reader.end()
      readers.delete(reader)
      return
    }
    const before = reader.reached
    const fresh = [...now.chapters].filter((chapter) => !before.has(chapter))
    if (fresh.length === 0 && now.chapters.size === before.size) return
    // What was there before they came in is not told as news: they are asked to fetch afresh instead.
    const tops = await topsOf(fresh)
    reader.reached = new Map([...now.chapters].map((id) => [id, before.get(id) ?? tops.get(id) ?? 0]))
    reader.write(frame(reader, 'event: changed\ndata: {}'))
  }

  async function fanOut(chapter: string, top: number): Promise<void> {
    const behind = [...readers].filter((reader) => (reader.reached.get(chapter) ?? top) < top)
    if (behind.length === 0) return
    const from = Math.min(...behind.map((reader) => reader.reached.get(chapter)!))
    for (const event of await eventsOf(chapter, from)) {
      const data = `data: ${JSON.stringify({ space: event.space_id, chapter, number: event.number, kind: event.kind, subject: event.subject })}`
      for (const reader of behind) {
        if (!readers.has(reader) || (reader.reached.get(chapter) ?? event.number) >= event.number) continue
        reader.reached.set(chapter, event.number)
        reader.write(frame(reader, data))
      }
    }
  }

  function eventsOf(chapter: string, from: number): Promise<Event[]> {
    return live.read(null, async (db) => {
      await sql`select set_config('app.chapter', ${chapter}, true)`.execute(db as never)
      return db
        .selectFrom('event')
        .select(['space_id', 'number', 'kind', 'subject'])
        .where('chapter_id', '=', chapter)
        .where('number', '>', from)
        .orderBy('number')
        .limit(MOST_REPLAYED)
        .execute()
    })
  }

  /** Where somebody who comes back goes on, or null where they have to ask for everything afresh. */
  function resume(person: string, tops: Reached, cursor: unknown): Reached | null {
    if (typeof cursor !== 'string' || cursor === '') return null
    const reached = readCursor(person, new Set(tops.keys()), cursor)
    if (reached === null) return null
    let missed = 0
    for (const [chapter, number] of reached) {
      // Further than the place itself is: it was put back from a copy meanwhile.
      if (number > tops.get(chapter)!) return null
      missed += tops.get(chapter)! - number
    }
    return missed > MOST_REPLAYED ? null : reached
  }

  const unhook = house.wake.on(() => void look())
  const heartbeat = setInterval(() => {
    for (const reader of readers) reader.write(':\n\n')
  }, 20_000)
  heartbeat.unref()

  return {
    async open(request: FastifyRequest, reply: FastifyReply) {
      const now = await standing(request.headers)
      if (now === null) return reply.code(401).send({ code: 'signed_out' })
      const tops = await topsOf(now.chapters)
      const { after } = request.query as { after?: unknown }
      const resumed = resume(now.person, tops, request.headers['last-event-id'] ?? after)
      reply.hijack()
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value)
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      request.raw.socket.setTimeout(0)
      const reader: Reader = {
        headers: request.headers,
        person: now.person,
        session: now.session,
        reached: resumed ?? tops,
        write(frame) {
          if (reply.raw.writableLength > MOST_WAITING) reply.raw.destroy()
          else reply.raw.write(frame)
        },
        end: () => reply.raw.end(),
      }
      const same = [...readers].filter((one) => one.session === now.session)
      for (const oldest of same.slice(0, Math.max(0, same.length + 1 - MOST_OF_ONE))) {
        readers.delete(oldest)
        oldest.end()
      }
      readers.add(reader)
      reply.raw.on('close', () => readers.delete(reader))
      if (reply.raw.destroyed) readers.delete(reader)
      // Whoever cannot be told what they missed asks for everything afresh.
      reader.write(resumed === null ? frame(reader, 'retry: 1000\nevent: fresh\ndata: {}') : 'retry: 1000\n\n')
      void look()
    },
    close() {
      unhook()
      clearInterval(heartbeat)
      if (soon !== null) clearTimeout(soon)
      for (const reader of readers) reader.end()
    },
  }
}

/** With where the reader then stands: what a browser that is cut off comes back with. */
function frame(reader: Reader, lines: string): string {
  return `id: ${writeCursor(reader.person, reader.reached)}\n${lines}\n\n`
}
