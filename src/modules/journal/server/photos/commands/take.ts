import type { FastifyInstance } from 'fastify'
import type { House } from '#platform/access/context.ts'
import { asAnswer, once, whoIs } from '#platform/access/procedure.ts'
import { actorOf } from '#platform/access/session.ts'
import { takeBody, turnAway } from '#platform/http/body.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import { PhotoEntry } from '../../../contract.ts'
import { writeEntry } from '../../commands.ts'
import { named } from './keep.ts'
import { LIMITS } from './limits.ts'
import { shrink } from './shrink.ts'

/** What stands in front of the photo is one line: the longest entry, every character escaped, and room for the rest. */
const LONGEST_LINE = 200_000
const MOST = LIMITS.bytes + LONGEST_LINE
const PER_HOUR = 120
const OUT = {
  signed_out: refuse('signed_out', 'You are signed out. What you typed and the photo are kept on this device.'),
  too_large: refuse(
    'too_large',
    'This photo is larger than 25 MB, which is the most that is taken in. It is still on your device. Send a smaller copy of it.',
  ),
}

/**
 * `POST /journal/photos`: one line of JSON (an entry), a line break, and the photo as it is. It becomes one entry with
 * one photo, once for its attempt. A pen may come in here too. Closing the request ends the work, and nothing is kept.
 */
export function takePhotos(server: FastifyInstance, house: House): void {
  server.post('/journal/photos', { bodyLimit: MOST, config: { files: true } }, async (request, reply) => {
    const actor = await actorOf(house, request.headers)
    if (actor === null || actor.kind === 'program') return turnAway(request.raw, reply, 401, OUT.signed_out)
    if (!house.limits.allow(`photos ${actor.person}`, PER_HOUR, 3600))
      return turnAway(request.raw, reply, 429, refuse('too_many', new AppError('too_many').message))
    if (Number(request.headers['content-length'] ?? 0) > MOST) return turnAway(request.raw, reply, 413, OUT.too_large)
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
      house.wake.soon()
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
