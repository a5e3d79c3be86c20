import { existsSync } from 'node:fs'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import { type AnyRouter, ORPCError, onError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/node'
import fastify, { type FastifyInstance } from 'fastify'
import type { House } from '#platform/access/context.ts'
import { asAnswer, refusedInput } from '#platform/access/procedure.ts'
import { actorOf } from '#platform/access/session.ts'
import { meaningOf, nameOf } from '#platform/db/faults.ts'
import type { Live } from '#platform/live/stream.ts'
import { AppError, ERRORS } from '#shared/errors.ts'
import { addApi } from './api.ts'
import { hurry, MOST_IN_A_CALL, takeOver, weigh } from './body.ts'
import { AGAIN_AFTER } from './problem.ts'

const WEB = fileURLToPath(new URL('../../../dist/web/', import.meta.url))
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** The one HTTP server: procedures, the live stream, the web client, and whether the place is alive and ready. */
export function makeServer(
  house: House,
  live: Live,
  router: AnyRouter,
  routes: ((server: FastifyInstance, house: House) => void)[],
  log: (line: object) => void,
): FastifyInstance {
  const server = fastify({
    bodyLimit: MOST_IN_A_CALL,
    // As long as a photo or a document may take on a slow line; every other body is hurried below.
    requestTimeout: 120_000,
    http: { headersTimeout: 30_000 },
    trustProxy: house.settings.trustProxy ?? false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  })
  /** What went wrong on our side is known by its name only: nothing of what was asked or said is in the log. */
  const noted = (fault: unknown) => {
    if (fault instanceof ORPCError && fault.status >= 500) log({ fault: nameOf(fault.cause ?? fault), as: fault.code })
  }
  const rpc = new RPCHandler(router as never, {
    clientInterceptors: [onError(refusedInput), onError(noted)],
    rootInterceptors: [
      async ({ next }) => {
        const result = await next()
        if (result.matched && result.response.status === 503) result.response.headers['retry-after'] = AGAIN_AFTER
        return result
      },
    ],
  })
  const own = new URL(house.settings.baseUrl)

  server.addHook('onRequest', async (request, reply) => {
    if ((request.routeOptions.config as { files?: boolean }).files !== true) hurry(request.raw)
    reply.headers({
      // Kept by nobody on the way, nor by a shared machine; only the client's own files say otherwise.
      'cache-control': 'no-store',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
    })
    if (own.protocol === 'https:') reply.header('strict-transport-security', 'max-age=31536000')
    if (request.url === '/healthz' || request.url === '/readyz') return
    // A passkey cannot be bound to an IP address, so a browser that came by one is sent to the name.
    if (own.hostname === 'localhost' && /^(127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(request.headers.host ?? ''))
      return reply.redirect(`${own.origin}${request.url}`, 308)
    // A name that is not ours was pointed at us by somebody else.
    if (request.headers.host !== own.host)
      return reply.code(421).send({ code: 'refused', message: 'This place does not answer to that name.' })
    if (!['GET', 'HEAD', 'OPTIONS'].includes(request.method) && !sameOrigin(request.headers, own))
      return reply.code(403).send({ code: 'refused', message: 'This came from another site, so it was not done.' })
  })
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    if (route.startsWith('/rpc') || route.startsWith('/api'))
      log({ route, status: reply.statusCode, ms: bucket(reply.elapsedTime) })
  })
  server.addContentTypeParser('*', (_request, _payload, done) => done(null))
  server.removeContentTypeParser('application/json')
  server.addContentTypeParser('application/json', (_request, _payload, done) => done(null))

  server.setErrorHandler((fault, _request, reply) => {
    const status = (fault as { statusCode?: number }).statusCode
    const meaning = status !== undefined && status < 500 ? new AppError('invalid') : meaningOf(fault)
    if (meaning.code === 'unavailable') reply.header('retry-after', AGAIN_AFTER)
    return reply
      .code(status !== undefined && status < 500 ? status : ERRORS[meaning.code].status)
      .send({ code: meaning.code, message: meaning.message })
  })
  server.get('/healthz', async () => ({ ok: true }))
  server.get('/readyz', async (_request, reply) => {
    const ready = await house.db
      .read(null, async (db) => (await db.selectFrom('installation').select('name').execute()).length === 1)
      .catch(() => false)
    return reply.code(ready ? 200 : 503).send({ ok: ready })
  })
  server.all('/rpc/*', async (request, reply) => {
    takeOver(reply)
    try {
      weigh(request)
      const context = {
        house,
        actor: await actorOf(house, request.headers),
        request: request.raw,
        reply: reply.raw,
        from: request.ip,
      }
      const { matched } = await rpc.handle(request.raw, reply.raw, { prefix: '/rpc', context } as never)
      if (!matched) answerMissing(reply.raw)
    } catch (fault) {
      const answer = asAnswer(fault)
      noted(answer)
      reply.raw.statusCode = answer.status
      if (answer.status === 503) reply.raw.setHeader('retry-after', AGAIN_AFTER)
      reply.raw.setHeader('content-type', 'application/json')
      // In the form of every other answer, so that its sentence is read.
      reply.raw.end(JSON.stringify({ json: answer.toJSON() }))
    }
  })
  addApi(server, house, router)
  // Who asks for its head only would hold a stream that nobody reads.
  server.get('/live', { exposeHeadRoute: false }, (request, reply) => live.open(request, reply))
  for (const add of routes) add(server, house)
  if (existsSync(WEB)) {
    server.register(fastifyStatic, {
      root: WEB,
      wildcard: false,
      globIgnore: ['**/*.{br,gz}'],
      preCompressed: true,
      maxAge: '1y',
      immutable: true,
      // Only what is under assets never changes under its name.
      setHeaders: (reply, path) => {
        if (!path.startsWith(join(WEB, 'assets'))) reply.header('cache-control', 'no-cache')
      },
    })
    server.setNotFoundHandler((request, reply) =>
      request.method === 'GET' && !request.url.startsWith('/assets/')
        ? reply.header('cache-control', 'no-cache').sendFile(pageAt(request.url), { maxAge: 0, immutable: false })
        : reply.code(404).send({ code: 'not_found' }),
    )
  }
  server.addHook('preClose', async () => live.close())
  return server
}

/** Under /in stands a small page of its own; every other address is the client’s. */
const pageAt = (url: string): string => (/^\/(in|slip)(\/|\?|$)/.test(url) ? 'in.html' : 'index.html')

function answerMissing(raw: ServerResponse): void {
  raw.statusCode = 404
  raw.setHeader('content-type', 'application/json')
  raw.end(JSON.stringify({ code: 'not_found' }))
}

/** Forged requests come from other origins; browsers say so themselves, and the Origin decides where they do not. */
function sameOrigin(headers: IncomingHttpHeaders, own: URL): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return headers.origin === undefined || headers.origin === own.origin
}

/** Durations are logged in wide steps, so that the log does not time what a person read. */
function bucket(ms: number): string {
  return ms < 50 ? '<50' : ms < 250 ? '<250' : ms < 1000 ? '<1000' : '>=1000'
}
