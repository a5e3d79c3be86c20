import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { looksAhead } from '#modules/library/server/index.ts'
import type { House } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { hashToken } from '#platform/access/session.ts'
import { calendarOf } from '../present/calendar.ts'
import { toldTo } from './invitations.ts'

/**
 * `GET /calendar/:secret`: the gatherings somebody is asked to and has not said no to, and the days on which their spaces look at
 * something again, for the calendar they keep elsewhere.
 * An address that was taken away answers as one that never was.
 */
export function feedRoute(server: FastifyInstance, house: House): void {
  server.get<{ Params: { secret: string } }>('/calendar/:secret', async (request, reply) => {
    if (!house.limits.allow(`calendar ${networkOf(request.ip)}`, 300, 600)) return reply.code(429).send('')
    const secret = request.params.secret.replace(/\.ics$/, '')
    const person = await house.db.read(null, async (db) => {
      const { rows } = await sql<{ person: string | null }>`select feed_person(${hashToken(secret)}) as person`.execute(
        db as never,
      )
      return rows[0]?.person ?? null
    })
    if (person === null) return reply.code(404).type('text/plain').send('Nothing is at this address.')
    const { told, looks } = await house.db.read({ shut: person }, async (db) => ({
      told: await toldTo(db),
      looks: await looksAhead(db),
    }))
    const calls = told.filter(({ answer }) => answer !== 'no')
    return reply.type('text/calendar; charset=utf-8').send(calendarOf(calls, house.settings.baseUrl, 'feed', looks))
  })
}
