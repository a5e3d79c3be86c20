import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor, House } from '#platform/access/context.ts'
import { asAnswer, requireProof, whoIs } from '#platform/access/procedure.ts'
import { nameOf, newCopy, writeCopy } from '#platform/copies/take.ts'
import type { Db } from '#platform/db/database.ts'
import { takeOver } from '#platform/http/body.ts'
import { answerProblem, callerOf, isProblem, PREFIX, problemOf } from '#platform/http/caller.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { here } from '../access.ts'

/** What is said there is somebody's own, or two people's, or ends with the day; each has its own way out. */
export const NO_COPY = ['person', 'pair', 'room', 'seat']
/** So many at once: each holds a connection for as long as it takes. */
const AT_ONCE = 2
const Asked = z.strictObject({ space: z.uuid() })

/** `GET /copies/take?space=…`: what the asker may read of a space, as one archive that is made while it is sent, and kept nowhere. */
export function takeCopyRoute(server: FastifyInstance, house: House): void {
  const busy = new Set<string>()
  for (const path of ['/copies/take', `${PREFIX}/spaces/copy`])
    server.get(path, async (request, reply) => {
      const actor = await callerOf(house, request, 'read')
      if (isProblem(actor)) return answerProblem(request, reply, actor)
      const asked = Asked.safeParse(request.query)
      if (!asked.success) return answerProblem(request, reply, problemOf('invalid', 'Say which space: ?space=ID.'))
      if (busy.size >= AT_ONCE || busy.has(actor.person))
        return answerProblem(
          request,
          reply,
          problemOf('too_many', 'Copies are being made just now. Wait until one is done, then take yours.'),
        )
      busy.add(actor.person)
      try {
        const { of, day } = await house.db.read(whoIs(actor), (db) => whatOf(db, actor, asked.data.space))
        await house.db.as(actor.person, (tx) => sql`select note_copy(${of.id}::uuid)`.execute(tx))
        const copy = newCopy()
        takeOver(reply)
        reply.raw.setHeader('content-type', 'application/zip')
        reply.raw.setHeader('content-disposition', `attachment; filename="${nameOf(of, day, copy)}"`)
        reply.raw.setHeader('content-security-policy', "sandbox; default-src 'none'")
        await house.db.snapshot(whoIs(actor), (db) =>
          writeCopy(db, house.files, house.gathered.open, of, copy, reply.raw),
        )
        return reply
      } catch (fault) {
        // What has begun to be sent is broken off, so that nobody takes half a copy for a whole one.
        if (reply.raw.headersSent) return reply.raw.destroy()
        if (reply.sent) {
          reply.raw.statusCode = 503
          return reply.raw.end()
        }
        const { code, status, message } = asAnswer(fault)
        return answerProblem(request, reply, { code, status, message })
      } finally {
        busy.delete(actor.person)
      }
    })
}

async function whatOf(db: Db, actor: Actor, space: string) {
  const place = await here(db, { id: space })
  const now = await clock(db)
  if (actor.token === undefined) requireProof(actor, now)
  if (NO_COPY.includes(place.kind))
    throw new AppError(
      'refused',
      'No copy is taken of a space like this. What is yours in it is in “Everything of mine”, on your page.',
    )
  const { name: taker } = await db
    .selectFrom('person')
    .select('name')
    .where('id', '=', actor.person)
    .executeTakeFirstOrThrow()
  const of = { id: place.id, name: place.name, kind: place.kind, zone: place.zone, taker }
  return { of, day: now.toLocaleDateString('sv-SE', { timeZone: place.zone }) }
}
