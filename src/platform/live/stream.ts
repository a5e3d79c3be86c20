import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { House } from '#platform/access/context.ts'
import { actorOf } from '#platform/access/session.ts'
import type { Database } from '#platform/db/database.ts'

type Reader = { headers: FastifyRequest['headers']; write(frame: string): boolean; end(): void; chapters: Set<string> }

/**
 * Server-sent events. A frame says which chapter changed and in what, in ids every reader of the chapter may know,
 * without actor or hour; it is encoded once. Who may read which chapter is asked of the database again before frames
 * are handed out, so whoever has left hears nothing more.
 */
export function makeLive(house: House, live: Database) {
  const readers = new Set<Reader>()
  const reached = new Map<string, number>()
  let busy = false
  let again = false

  const chaptersOf = async (reader: Reader): Promise<Set<string> | null> => {
    const actor = await actorOf(house, reader.headers)
    if (actor === null || actor.kind !== 'full') return null
    const rows = await house.db.read(
      actor.person,
      async (db) => (await sql<{ id: string }>`select unnest(my_chapters()) as id`.execute(db as never)).rows,
    )
    return new Set(rows.map((row) => row.id))
  }

  async function look(): Promise<void> {
    if (busy) {
      again = true
      return
    }
    busy = true
    try {
      await refresh()
      for (const chapter of new Set([...readers].flatMap((reader) => [...reader.chapters]))) await fanOut(chapter)
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

  async function refresh(): Promise<void> {
    await Promise.all(
      [...readers].map(async (reader) => {
        const now = await chaptersOf(reader)
        if (now === null) {
          reader.write('event: ended\ndata: {}\n\n')
          reader.end()
          readers.delete(reader)
        } else {
          const changed = now.size !== reader.chapters.size || [...now].some((id) => !reader.chapters.has(id))
          reader.chapters = now
          if (changed) reader.write('event: changed\ndata: {}\n\n')
        }
      }),
    )
  }

  async function fanOut(chapter: string): Promise<void> {
    const events = await live.read(null, async (db) => {
      await sql`select set_config('app.chapter', ${chapter}, true)`.execute(db as never)
      const from = reached.get(chapter)
      if (from === undefined) {
        const top = await db
          .selectFrom('event')
          .select((eb) => eb.fn.max('number').as('top'))
          .where('chapter_id', '=', chapter)
          .executeTakeFirst()
        reached.set(chapter, Number(top?.top ?? 0))
        return []
      }
      return db
        .selectFrom('event')
        .select(['space_id', 'number', 'kind', 'subject'])
        .where('chapter_id', '=', chapter)
        .where('number', '>', from)
        .orderBy('number')
        .limit(500)
        .execute()
    })
    for (const event of events) {
      const frame = `data: ${JSON.stringify({ space: event.space_id, chapter, number: event.number, kind: event.kind, subject: event.subject })}\n\n`
      for (const reader of readers) if (reader.chapters.has(chapter)) reader.write(frame)
      reached.set(chapter, event.number)
    }
  }

  const unhook = house.wake.on(() => void look())
  const heartbeat = setInterval(() => {
    for (const reader of readers) reader.write(':\n\n')
  }, 20_000)
  heartbeat.unref()

  return {
    async open(request: FastifyRequest, reply: FastifyReply) {
      const reader: Reader = {
        headers: request.headers,
        chapters: new Set(),
        write: (frame) => reply.raw.write(frame),
        end: () => reply.raw.end(),
      }
      const chapters = await chaptersOf(reader)
      if (chapters === null) return reply.code(401).send({ code: 'signed_out' })
      reply.hijack()
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value)
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      request.raw.socket.setTimeout(0)
      reader.chapters = chapters
      readers.add(reader)
      for (const chapter of chapters) if (!reached.has(chapter)) await fanOut(chapter).catch(() => {})
      // Whoever comes back asks for everything afresh: a frame may have been missed meanwhile.
      reader.write('event: fresh\ndata: {}\n\n')
      request.raw.on('close', () => readers.delete(reader))
    },
    close() {
      unhook()
      clearInterval(heartbeat)
      for (const reader of readers) reader.end()
    },
  }
}
