import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { House } from '#platform/access/context.ts'
import { whoIs } from '#platform/access/procedure.ts'
import { answerProblem, callerOf, isProblem, PREFIX, problemOf } from '#platform/http/caller.ts'

/** `GET /files/:id`: a file as it was handed in, as an attachment that can run nothing. Absent and forbidden answer the same. */
export function downloadRoute(server: FastifyInstance, house: House): void {
  for (const path of ['/files/:id', `${PREFIX}/files/:id`]) downloadAt(server, house, path)
}

function downloadAt(server: FastifyInstance, house: House, path: string): void {
  server.get<{ Params: { id: string } }>(path, async (request, reply) => {
    const actor = await callerOf(house, request, 'read')
    // To the web client, who is not signed in and what is not there are answered the same; a program is told of its token.
    const program = path !== '/files/:id'
    if (isProblem(actor) && program) return answerProblem(request, reply, actor)
    const id = z.uuid().safeParse(request.params.id)
    const row =
      !isProblem(actor) && id.success
        ? await house.db.read(whoIs(actor), (db) =>
            db.selectFrom('file').where('id', '=', id.data).select(['id', 'name', 'wrapped_key']).executeTakeFirst(),
          )
        : undefined
    reply.headers({ 'cache-control': 'no-store', 'content-security-policy': "sandbox; default-src 'none'" })
    if (row === undefined) return answerProblem(request, reply, problemOf('not_found'))
    const bytes = await house.files.get(row.id, row.wrapped_key)
    return reply
      .headers({
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(row.name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
      })
      .send(bytes)
  })
}
