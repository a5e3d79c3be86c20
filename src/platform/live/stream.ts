import type { FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '#platform/access/context.ts'
import { hashToken, tokenIn } from '#platform/access/session.ts'
import type { Database } from '#platform/db/database.ts'
import { monotonic } from '#platform/time.ts'
import { MOST_MISSED, makeChapters, type Told } from './chapters.ts'
import { makeCohorts, type Position, type Reader } from './cohorts.ts'
import type { Cursors } from './cursor.ts'
import { contentOf, frameOf } from './frame.ts'
import { keepPulse, type Pulse } from './pulse.ts'
import { chaptersOf, gatherRights, type Heard, type Listener, mayHear } from './rights.ts'
import type { Looked } from './wake.ts'

/** Everybody's right to hear is asked for again so often, and nothing is handed out by an answer older than that. */
const RIGHTS_EVERY_MS = 250
const RIGHTS_LAST_MS = 750
/** A browser that takes nothing any more is cut off; it comes back with its cursor. */
const MOST_WAITING = 1_048_576
const MOST_SILENT_MS = 30_000
const LOOKED_AFTER_MS = 5_000
const BEAT_MS = 15_000
/** What is new is read so long before somebody may be told of it, and not again and again until then. */
const READ_AHEAD_MS = 40
/** So many pages of one sign-in hear at once; one more, and the first of them is closed. */
const MOST_OF_ONE = 20
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The sessions that may hear, by their cookies. */
const LISTENING = ['full', 'guest'] as const

type Stream = Reader & {
  /** Says a last thing and ends; where something still waits to be taken, it is not sent any more. */
  end(last?: string): void
  waits(): boolean
  /** Looks whether it still takes what it is sent. */
  lookAfter(now: number): void
}
/** What it reads with, how it says how far a stream has come, and what the modules let every reader of a chapter know. */
type Means = {
  live: Database
  cursors: Cursors
  told: Told
  pulses: readonly Pulse[]
  narrows: ReadonlySet<string>
}

/**
 * Server-sent events. A frame says what happened in the chapters of a cohort since the one before, in what every reader of
 * them may know, without actor or hour; it is encoded once, and the same bytes go to everybody in the cohort. Its `id` lets a
 * browser that was cut off say how far it had come, and it is handed what it missed, once. Who may read which chapter is
 * asked of the database for everybody together, four times a second and before anything is handed out that comes after
 * somebody's leaving, so whoever has left hears nothing more.
 */
export function makeLive(house: House, { live, cursors, told, pulses, narrows }: Means) {
  const chapters = makeChapters(live, told, narrows)
  const cohorts = makeCohorts(chapters, cursors)
  const rightsOf = gatherRights(live)
  const streams = new Set<Stream>()
  let asked = Number.NEGATIVE_INFINITY
  let asking: Promise<void> = Promise.resolve()
  let busy = false
  let wanted: Looked | null = null
  let turn: NodeJS.Timeout | null = null
  let timer: NodeJS.Timeout | null = null
  let closed = false

  /** What is to be looked at before its time, or while something else is, comes together. */
  function lookAt(what: Looked): void {
    wanted = wanted === null ? what : wanted === 'all' || what === 'all' ? 'all' : new Set([...wanted, ...what])
    if (busy) return
    if (turn !== null) clearTimeout(turn)
    const wait = wanted === 'all' ? 0 : Math.max(0, cohorts.turnOf(wanted) - READ_AHEAD_MS)
    turn = wait === 0 ? null : setTimeout(() => void look(), wait)
    if (wait === 0) void look()
  }

  /** One look at a time. */
  async function look(): Promise<void> {
    const what = wanted
    wanted = null
    turn = null
    if (what === null) return
    busy = true
    try {
      const { found, more } = await chapters.news(what)
      cohorts.stir(found)
      if (chapters.held()) await askRights()
      else handOut()
      if (more.length > 0) lookAt(new Set(more))
    } catch {
      // The database is away for a moment: the next look, at most a second off, takes up where this one was.
    } finally {
      busy = false
      if (wanted !== null) setImmediate(() => lookAt(new Set()))
    }
  }

  /** `answered`: who may hear has just been said, however long the saying took. */
  function handOut(answered = false): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (chapters.held()) return
    if (!answered && monotonic() - asked > RIGHTS_LAST_MS) return
    const wait = cohorts.handOutDue()
    if (wait !== null) timer = setTimeout(() => handOut(), wait)
  }

  async function ask(): Promise<void> {
    const began = monotonic()
    chapters.hold(false)
    try {
      const everybody = [...streams].filter(cohorts.has)
      const heard = await mayHear(live, everybody)
      asked = began
      await Promise.all(everybody.filter(cohorts.has).map((stream) => settle(stream, heard.get(stream))))
      // Where the answer was long in coming, words may have been taken back that were read before it.
      await Promise.all([...cohorts.handed()].map(([id, number]) => chapters.cover(id, number)))
      handOut(true)
    } catch {
      // Without an answer nothing is handed out, and the question is asked again.
      chapters.hold(true)
    }
  }
  /** One question at a time, so that nobody is settled twice at once. */
  const askRights = () => {
    asking = asking.then(ask)
    return asking
  }
  async function keepAsking(): Promise<void> {
    const began = monotonic()
    await askRights()
    const took = monotonic() - began
    if (!closed) setTimeout(keepAsking, Math.max(RIGHTS_EVERY_MS - took, took)).unref()
  }

  /** What somebody may hear has been asked again: they go on, go elsewhere, or hear nothing more. */
  async function settle(stream: Stream, heard: Heard | undefined): Promise<void> {
    if (heard === undefined) {
      cohorts.leave(stream)
      stream.end('event: ended\ndata: {}\n\n')
    } else if (!cohorts.hears(stream, heard)) {
      const reached = cohorts.leave(stream)
      const ids = chaptersOf(heard)
      // What waits for somebody slow may be of a chapter that they read no longer.
      if (stream.waits()) return stream.end()
      try {
        await follow(ids)
        // What was there before they came in is not told as news: they are asked to fetch afresh instead.
        const position = ids.map((id) => reached.get(id) ?? null)
        if (streams.has(stream)) cohorts.join(stream, heard, position, { changed: true })
      } catch {
        stream.end()
      }
    }
  }

  /** Until each of them is followed; another may have let go of one meanwhile. */
  async function follow(ids: readonly string[]): Promise<void> {
    while (!ids.every(chapters.knows)) await chapters.follow(ids)
  }

  /** Where somebody who comes back goes on, or null where they have to ask for everything afresh. */
  async function resume(ids: string[], cursor: unknown): Promise<Position | null> {
    if (typeof cursor !== 'string' || cursor === '') return null
    const reached = cursors.read(ids, cursor)
    if (reached === null) return null
    const beyond = () => ids.some((id, at) => reached[at]! > chapters.top(id))
    // Another process may have come further than this one. Further than the place itself: it was put back from a copy.
    if (beyond()) cohorts.stir((await chapters.news(new Set(ids))).found)
    if (beyond()) return null
    const missed = ids.reduce((sum, id, at) => sum + chapters.top(id) - reached[at]!, 0)
    if (missed > MOST_MISSED) return null
    await Promise.all(ids.map((id, at) => chapters.cover(id, reached[at]!)))
    return reached
  }

  async function whoListens(request: FastifyRequest, room: string | null) {
    for (const kind of LISTENING) {
      const token = tokenIn(house, request.headers, kind)
      if (token === undefined) continue
      const listener = { session: hashToken(token), room }
      const heard = await rightsOf(listener)
      if (heard !== null) return { listener, heard }
    }
    return null
  }

  const gone = (stream: Stream) => {
    streams.delete(stream)
    cohorts.leave(stream)
  }
  const unhook = house.wake.on((what) => {
    if (what === 'all') chapters.tidy(cohorts.handed())
    lookAt(what)
  })
  const pulse = keepPulse(live, cohorts, pulses)
  let beats = 0
  const lookingAfter = setInterval(() => {
    const now = monotonic()
    for (const stream of streams) stream.lookAfter(now)
    beats += LOOKED_AFTER_MS
    if (beats % BEAT_MS !== 0) return
    const beat = frameOf('event: beat\ndata: {}\n\n')
    for (const stream of streams) stream.write(beat)
  }, LOOKED_AFTER_MS)
  lookingAfter.unref()
  setTimeout(keepAsking, RIGHTS_EVERY_MS).unref()

  return {
    async open(request: FastifyRequest, reply: FastifyReply) {
      const { after, room } = request.query as { after?: unknown; room?: unknown }
      if (room !== undefined && !(typeof room === 'string' && UUID.test(room)))
        return reply.code(404).send({ code: 'not_found' })
      const who = await whoListens(request, room ?? null)
      if (who === null) return reply.code(401).send({ code: 'signed_out' })
      const { heard, listener } = who
      const ids = chaptersOf(heard)
      await follow(ids)
      const position = await resume(ids, request.headers['last-event-id'] ?? after)
      await follow(ids)
      reply.hijack()
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value)
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      request.raw.socket.setTimeout(0)
      reply.raw.flushHeaders()
      const stream = makeStream(listener, request, reply)
      const same = [...streams].filter((one) => one.session.equals(stream.session))
      for (const oldest of same.slice(0, Math.max(0, same.length + 1 - MOST_OF_ONE))) {
        gone(oldest)
        oldest.end()
      }
      streams.add(stream)
      reply.raw.on('close', () => gone(stream))
      if (reply.raw.destroyed) return gone(stream)
      // Not all at once after a cut, whoever listens.
      cohorts.join(stream, heard, position, { before: `retry: ${1000 + Math.floor(Math.random() * 1500)}\n\n` })
    },
    close() {
      closed = true
      unhook()
      pulse.stop()
      clearInterval(lookingAfter)
      for (const one of [timer, turn]) if (one !== null) clearTimeout(one)
      for (const stream of streams) stream.end()
    },
  }
}
export type Live = ReturnType<typeof makeLive>

function makeStream(listener: Listener, { raw: asked }: FastifyRequest, { raw }: FastifyReply): Stream {
  const inChunks = asked.httpVersion === '1.1'
  let silentSince = monotonic()
  let taken = 0
  const waits = () => raw.writableLength > 0
  return {
    ...listener,
    waits,
    write(frame) {
      if (raw.writableLength > MOST_WAITING) raw.destroy()
      else if (inChunks && raw.socket?.writable === true) raw.socket.write(frame)
      else raw.write(contentOf(frame))
    },
    end: (last) => (waits() ? raw.destroy() : raw.end(last)),
    lookAfter(now) {
      const { socket } = raw
      if (socket === null) return
      const has = socket.bytesWritten - socket.writableLength
      if (!waits() || has > taken) silentSince = now
      else if (now - silentSince > MOST_SILENT_MS) raw.destroy()
      taken = has
    },
  }
}
