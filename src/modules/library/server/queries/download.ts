import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { House } from '#platform/access/context.ts'
import { whoIs } from '#platform/access/procedure.ts'
import { actorOf } from '#platform/access/session.ts'
import { AppError } from '#shared/errors.ts'

/** `GET /files/:id`: a file as it was handed in, as an attachment that can run nothing. Absent and forbidden answer the same. */
export function downloadRoute(server: FastifyInstance, house: House): void {
  server.get<{ Params: { id: string } }>('/files/:id', async (request, reply) => {
    const actor = await actorOf(house, request.headers)
    const id = z.uuid().safeParse(request.params.id)
    const row =
      actor?.kind === 'full' && id.success
        ? await house.db.read(whoIs(actor), (db) =>
            db.selectFrom('file').where('id', '=', id.data).select(['id', 'name', 'wrapped_key']).executeTakeFirst(),
          )
        : undefined
    reply.headers({ 'cache-control': 'no-store', 'content-security-policy': "sandbox; default-src 'none'" })
    if (row === undefined)
      return reply.code(404).send({ code: 'not_found', message: new AppError('not_found').message })
    const bytes = await house.files.get(row.id, row.wrapped_key)
    return reply
      .headers({
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(row.name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
      })
      .send(bytes)
  })
}
