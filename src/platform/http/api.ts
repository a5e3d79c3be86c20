import type { ServerResponse } from 'node:http'
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { type AnyRouter, onError } from '@orpc/server'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { House } from '#platform/access/context.ts'
import { asAnswer, forPrograms, refusedInput, signedOut } from '#platform/access/procedure.ts'
import { programOf } from '#platform/access/session.ts'
import { takeOver, weigh } from './body.ts'
import { PREFIX } from './caller.ts'
import { type Problem, spellProblem } from './problem.ts'

/** What programs may call, and nothing else: every module's procedures that carry the mark. */
function marked(router: AnyRouter): AnyRouter {
  return Object.fromEntries(
    Object.entries(router as Record<string, Record<string, object>>).flatMap(([module, procedures]) => {
      const open = Object.entries(procedures).filter(([, procedure]) => forPrograms(procedure) !== undefined)
      return open.length === 0 ? [] : [[module, Object.fromEntries(open)]]
    }),
  ) as AnyRouter
}

/**
 * The place for programs: a token in the Authorization header, never a cookie, so no page of another site can borrow
 * anybody's right. What is not marked for programs is not here at all.
 */
export function addApi(server: FastifyInstance, house: House, router: AnyRouter): void {
  const open = marked(router)
  const handler = new OpenAPIHandler(open as never, {
    clientInterceptors: [onError(refusedInput)],
    rootInterceptors: [
      async ({ next }) => {
        const result = await next()
        if (!result.matched || result.response.status < 400) return result
        const said = result.response.body as { code?: string; message?: string; data?: { fields?: object } }
        throw Object.assign(new Error('refused'), {
          problem: {
            ...{ code: said.code ?? 'fault', status: result.response.status, message: said.message ?? '' },
            fields: said.data?.fields as Problem['fields'],
          },
        })
      },
    ],
  })
  let written: Promise<unknown> | undefined
  server.get(`${PREFIX}/openapi.json`, async () => {
    written ??= describe(open, house)
    return written
  })
  server.all(`${PREFIX}/*`, async (request, reply) => {
    takeOver(reply)
    try {
      weigh(request)
      const actor = await programOf(house, request.headers)
      if (actor === null) throw signedOut()
      const context = { house, actor, request: request.raw, reply: reply.raw, from: request.ip }
      const { matched } = await handler.handle(request.raw, reply.raw, { prefix: PREFIX, context } as never)
      if (!matched) say(reply.raw, { code: 'not_found', status: 404, message: 'No such operation for programs.' })
    } catch (fault) {
      const problem = (fault as { problem?: Problem }).problem
      if (problem !== undefined) return say(reply.raw, problem)
      const { code, status, message, data } = asAnswer(fault)
      say(reply.raw, { code, status, message, fields: (data as { fields?: Problem['fields'] } | undefined)?.fields })
    }
  })
}

function say(raw: ServerResponse, problem: Problem): void {
  raw.statusCode = problem.status
  raw.setHeader('content-type', 'application/problem+json')
  if (problem.status === 401) raw.setHeader('www-authenticate', 'Bearer')
  raw.end(JSON.stringify(spellProblem(problem)))
}

/** The document of what programs may call, made from the contract that the procedures are checked against. */
async function describe(open: AnyRouter, house: House): Promise<unknown> {
  const generator = new OpenAPIGenerator({
    schemaConverters: [
      {
        condition: (schema) => schema?.['~standard'].vendor === 'zod',
        convert: (schema, { strategy }) => {
          const json = z.toJSONSchema(schema as unknown as z.ZodType, { io: strategy, unrepresentable: 'any' })
          delete json.$schema
          return [!(schema as unknown as z.ZodType).safeParse(undefined).success, json as never]
        },
      },
    ],
  })
  const made = await generator.generate(open as never, {
    info: {
      title: 'Trefoil for programs',
      version: '1',
      description:
        'Every call needs a token made on the page Me, for named spaces and ninety days at the most. It sees what its person sees in those spaces, and never a journal.',
    },
    servers: [{ url: `${house.settings.baseUrl}${PREFIX}` }],
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'detail'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            errors: {
              type: 'array',
              items: { type: 'object', properties: { field: { type: 'string' }, detail: { type: 'string' } } },
            },
          },
        },
      },
    },
  })
  const problem = {
    description: 'What went wrong, and what to do',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
  for (const path of Object.values(made.paths ?? {}))
    for (const operation of [path?.get, path?.post])
      if (operation !== undefined) operation.responses = { ...operation.responses, default: problem }
  return { ...made, openapi: '3.1.0' }
}
