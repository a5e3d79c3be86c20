import type { FastifyInstance } from 'fastify'
import { strToU8, zipSync } from 'fflate'
import { z } from 'zod'
import type { House } from '#platform/access/context.ts'
import { whoIs } from '#platform/access/procedure.ts'
import { actorOf } from '#platform/access/session.ts'
import { AppError } from '#shared/errors.ts'
import { packAsMarkdown, packAsPage } from '../present/pack.ts'
import { readHandover } from './handover.ts'

/** `GET /handover/:membership`: what somebody carries, as a page and as a text in one file. Absent and forbidden answer the same. */
export function packRoute(server: FastifyInstance, house: House): void {
  server.get<{ Params: { membership: string } }>('/handover/:membership', async (request, reply) => {
    const actor = await actorOf(house, request.headers)
    const membership = z.uuid().safeParse(request.params.membership)
    const pack =
      actor?.kind === 'full' && membership.success
        ? await house.db
            .read(whoIs(actor), (db) => readHandover(db, actor, { membership: membership.data }, house))
            .catch((fault) => {
              if (fault instanceof AppError && fault.code === 'not_found') return undefined
              throw fault
            })
        : undefined
    reply.headers({ 'cache-control': 'no-store', 'content-security-policy': "sandbox; default-src 'none'" })
    if (pack === undefined)
      return reply.code(404).send({ code: 'not_found', message: new AppError('not_found').message })
    const base = house.settings.baseUrl
    const file = zipSync({
      'hand-over.html': strToU8(packAsPage(pack, base)),
      'hand-over.md': strToU8(packAsMarkdown(pack, base)),
    })
    return reply
      .headers({ 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="hand-over.zip"' })
      .send(Buffer.from(file))
  })
}
