import type { ServerResponse } from 'node:http'
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { type AnyRouter, onError } from '@orpc/server'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { House } from '#platform/access/context.ts'
import { asAnswer, forPrograms, refusedInput, signedOut } from '#platform/access/procedure.ts'
import { programOf } from '#platform/access/session.ts'
import { apiPage, type Document, PAGE_POLICY, type Schema } from './api-page.ts'
import { takeOver, weigh } from './body.ts'
import { PREFIX } from './caller.ts'
import { AGAIN_AFTER, type Problem, spellProblem } from './problem.ts'

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
        if (!result.matched) return result
        const refusal = refusalIn(result.response.body)
        if (refusal !== null) throw Object.assign(new Error('refused'), { problem: refusal })
        if (result.response.status < 400) return result
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
  let written: Promise<Document> | undefined
  const document = () => {
    written ??= describe(open, house)
    return written
  }
  server.get(`${PREFIX}/openapi.json`, document)
  for (const path of [PREFIX, `${PREFIX}/`, '/api', '/api/'])
    server.get(path, async (_request, reply) =>
      reply
        .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY })
        .send(apiPage(await document())),
    )
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

/** What a command says no to is a value for the web client, and a problem for a program: with its reason, and what stands there now. */
function refusalIn(body: unknown): Problem | null {
  const { ok, reason, sentence, ...more } = (body ?? {}) as { ok?: unknown; reason?: string; sentence?: string }
  if (ok !== false || reason === undefined) return null
  const conflict = reason === 'conflict'
  return {
    ...{ code: conflict ? 'conflict' : 'refused', status: conflict ? 409 : 422, message: sentence ?? '' },
    more: { reason, ...(Object.keys(more).length > 0 ? { now: more } : {}) },
  }
}

function say(raw: ServerResponse, problem: Problem): void {
  raw.statusCode = problem.status
  raw.setHeader('content-type', 'application/problem+json')
  if (problem.status === 503) raw.setHeader('retry-after', AGAIN_AFTER)
  if (problem.status === 401) raw.setHeader('www-authenticate', 'Bearer')
  raw.end(JSON.stringify(spellProblem(problem)))
}

/** The document of what programs may call, made from the contract that the procedures are checked against. */
async function describe(open: AnyRouter, house: House): Promise<Document> {
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
            reason: { type: 'string' },
            now: { type: 'object' },
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
  const needs = new Map(
    Object.entries(open as Record<string, Record<string, object>>).flatMap(([module, procedures]) =>
      Object.entries(procedures).map(([name, procedure]) => [`${module}.${name}`, forPrograms(procedure)]),
    ),
  )
  // What is no procedure, a file that comes or goes, is described beside its route.
  const document = {
    ...made,
    openapi: '3.1.0',
    paths: { ...made.paths, ...house.gathered.paths },
  } as unknown as Document
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path)) {
      // Several values of one name are told apart from one by the brackets.
      for (const one of operation.parameters ?? [])
        if (one.in === 'query' && one.schema?.type === 'array') one.name = `${one.name}[]`
      operation['x-token'] ??= needs.get(operation.operationId ?? '') ?? 'read'
      operation.responses = { ...operation.responses, default: problem }
      for (const { schema } of Object.values(operation.responses['200']?.content ?? {})) withoutRefusals(schema)
    }
  return document
}

/** A refusal is a problem here, so no answer that went well is one. */
function withoutRefusals(schema: Schema | undefined): void {
  for (const way of ['anyOf', 'oneOf'] as const) {
    const kept = schema?.[way]?.filter((one) => one.properties?.ok?.const !== false)
    if (schema !== undefined && kept !== undefined && kept.length > 0) schema[way] = kept
  }
}
