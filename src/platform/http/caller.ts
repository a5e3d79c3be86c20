import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor, House } from '#platform/access/context.ts'
import { actorOf, programOf } from '#platform/access/session.ts'
import { AppError, ERRORS, type ErrorCode } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import { type Problem, spellProblem } from './problem.ts'

/** Where programs come in. */
export const PREFIX = '/api/v1'
/** The addresses of a route that is no procedure: one for the web client, and one for programs where it has one. */
export type Paths = { web: string; programs: string }

/** How it is answered: in the form for programs under their address, in the web client's own elsewhere. */
const forPrograms = (request: FastifyRequest): boolean => request.url.startsWith(`${PREFIX}/`)
/** A token counts alone: no cookie beside it, and under the address for programs none instead of it. */
const byToken = (request: FastifyRequest): boolean =>
  forPrograms(request) || request.headers.authorization !== undefined

/** Who calls a route: whoever the cookie or, under the address for programs, the token says. Or why nobody. */
export async function callerOf(
  house: House,
  request: FastifyRequest,
  needs: 'read' | 'write',
): Promise<Actor | Problem> {
  if (!byToken(request)) {
    const actor = await actorOf(house, request.headers)
    if (actor?.kind === 'full') return actor
    return {
      code: 'signed_out',
      status: 401,
      message: 'You are signed out. Nothing was changed. Sign in, then try again.',
    }
  }
  const actor = await programOf(house, request.headers)
  if (actor === null) return { code: 'signed_out', status: 401, message: '' }
  if (needs === 'write' && actor.token?.may !== 'write')
    return { code: 'read_only', status: 403, message: 'This token may read and not write. Nothing was changed.' }
  return actor
}
export const isProblem = (caller: Actor | Problem): caller is Problem => 'status' in caller

export const problemOf = (code: ErrorCode, message?: string): Problem => ({
  ...{ code, status: ERRORS[code].status },
  message: message ?? new AppError(code).message,
})

/** Answers that it was not done: to a program as a problem of RFC 9457, to the web client in its own form. */
export function answerProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  reply.code(problem.status).header('cache-control', 'no-store')
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  if (!forPrograms(request)) return reply.send({ code: problem.code, message: problem.message })
  return reply.header('content-type', 'application/problem+json').send(JSON.stringify(spellProblem(problem)))
}

/** The same for a body that is let through unread first. */
export const turnedAway = (request: FastifyRequest, problem: Problem): object =>
  forPrograms(request) ? spellProblem(problem) : refuse(problem.code, problem.message)
