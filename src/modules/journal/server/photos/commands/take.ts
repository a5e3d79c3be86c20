import type { FastifyInstance } from 'fastify'
import type { House } from '#platform/access/context.ts'
import { asAnswer, once, whoIs } from '#platform/access/procedure.ts'
import { actorOf } from '#platform/access/session.ts'
import { takeBody, turnAway } from '#platform/http/body.ts'
import { LIMITS } from '#platform/pictures/limits.ts'
import { shrink } from '#platform/pictures/shrink.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import { PhotoEntry } from '../../../contract.ts'
import { writeEntry } from '../../commands.ts'
import { named } from './keep.ts'

/** What stands in front of the photo is one line: the longest entry, every character escaped, and room for the rest. */
const LONGEST_LINE = 200_000
const MOST = LIMITS.bytes + LONGEST_LINE
const PER_HOUR = 120
/** A photo under way is held whole in memory: so many of one person, and of all, at once. */
const UNDER_WAY = { each: 2, all: 8 }
const OUT = {
  busy: refuse(
    'too_many',
    'Other photos are still being made smaller. This one is still on your device; send it again in a minute.',
  ),
  signed_out: refuse('signed_out', 'You are signed out. What you typed and the photo are kept on this device.'),
  too_large: refuse(
    'too_large',
    'This photo is larger than 25 MB, which is the most that is taken in. It is still on your device. Send a smaller copy of it.',
  ),
}

const underWay = new Map<string, number>()
/** Takes a place for one photo, before anything of it is read; null where none is free. */
function begin(person: string): (() => void) | null {
  const own = underWay.get(person) ?? 0
  const all = [...underWay.values()].reduce((sum, one) => sum + one, 0)
  if (own >= UNDER_WAY.each || all >= UNDER_WAY.all) return null
  underWay.set(person, own + 1)
  return () => {
    const left = (underWay.get(person) ?? 1) - 1
    if (left > 0) underWay.set(person, left)
    else underWay.delete(person)
  }
}

/**
 * `POST /journal/photos`: one line of JSON (an entry), a line break, and the photo as it is. It becomes one entry with
 * one photo, once for its attempt. A pen may come in here too. Closing the request ends the work, and nothing is kept.
 */
export function takePhotos(server: FastifyInstance, house: House): void {
  server.post('/journal/photos', { bodyLimit: MOST, config: { files: true } }, async (request, reply) => {
    const actor = await actorOf(house, request.headers)
    if (actor?.kind !== 'full' && actor?.kind !== 'pen') return turnAway(request.raw, reply, 401, OUT.signed_out)
    if (!house.limits.allow(`photos ${actor.person}`, PER_HOUR, 3600))
      return turnAway(request.raw, reply, 429, refuse('too_many', new AppError('too_many').message))
    if (Number(request.headers['content-length'] ?? 0) > MOST) return turnAway(request.raw, reply, 413, OUT.too_large)
    const ended = begin(actor.person)
    if (ended === null) return turnAway(request.raw, reply, 429, OUT.busy)
    // However it ends, its place is free again.
    reply.raw.once('close', ended)
    const gone = new AbortController()
    reply.raw.on('close', () => {
      if (!reply.raw.writableFinished) gone.abort()
    })
    reply.header('cache-control', 'no-store')
    const body = await takeBody(request.raw, MOST)
    if (body === null) return reply.code(413).send(OUT.too_large)
    const entry = PhotoEntry.safeParse(lineOf(body))
    if (!entry.success) return reply.code(400).send(refuse('invalid', new AppError('invalid').message))
    const { said, ...input } = entry.data
    if (input.writer && input.writer !== actor.person) return reply.code(401).send(OUT.signed_out)
    const shrunk = await shrink(body.subarray(body.indexOf(10) + 1), gone.signal)
    if (!shrunk.ok) return reply.code(422).send(shrunk)
    const photos = named(house, [{ ...shrunk.photo, said }])
    let kept = false
    try {
      const answer = await house.db.as(whoIs(actor), (tx) =>
        once(tx, actor, '/journal/photos', input, () => {
          if (gone.signal.aborted) throw new AppError('refused')
          kept = true
          return writeEntry(tx, actor, { ...input, photos: photos.own }, house)
        }),
      )
      // A repeat is answered as the first was, and its own copy is nobody's.
      if (!kept) await photos.undo()
      return answer
    } catch (fault) {
      await photos.undo()
      const answer = asAnswer(fault)
      return reply.code(answer.status).send(refuse(answer.code, answer.message))
    }
  })
}

function lineOf(body: Buffer): unknown {
  const end = body.indexOf(10)
  if (end < 0 || end > LONGEST_LINE) return null
  try {
    return JSON.parse(body.subarray(0, end).toString())
  } catch {
    return null
  }
}
