import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** How much of what nobody asked for is let through, so that a proxy or a browser still takes the answer. */
const DRAIN = { bytes: 64 * 1024 * 1024, ms: 20_000 }
/** How long a body of an ordinary request may take. Files may take as long as the server waits at most. */
const ORDINARY = 30_000

/** The whole body, or null if it is more than `most`: then the rest is let through unread, up to a bound. */
export async function takeBody(from: IncomingMessage, most: number): Promise<Buffer | null> {
  const parts: Buffer[] = []
  let size = 0
  const whole = await flow(from, most + DRAIN.bytes, null, (part) => {
    size += part.length
    if (size <= most) parts.push(part)
    else parts.length = 0
  })
  return whole && size <= most ? Buffer.concat(parts) : null
}

/**
 * Answers that what is being sent is not wanted, after letting it through: an answer with the connection closed under
 * a body still on its way reaches a proxy as a broken connection, and people never see the sentence.
 */
export async function turnAway(from: IncomingMessage, reply: FastifyReply, status: number, answer: object) {
  const whole = await flow(from, DRAIN.bytes, DRAIN.ms, () => undefined)
  reply.code(status).header('cache-control', 'no-store')
  if (!whole) reply.header('connection', 'close')
  return reply.send(answer)
}

/** What an ordinary call may weigh: files come by routes of their own. */
export const MOST_IN_A_CALL = 1_048_576

/** Lets a handler write its answer itself: with the headers that every answer has, and kept by nobody on the way. */
export function takeOver(reply: FastifyReply): void {
  reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value)
  reply.raw.setHeader('cache-control', 'no-store')
}

/** Refuses a body that does not say how large it is, or is larger than a call may be. */
export function weigh({ headers }: FastifyRequest): void {
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > MOST_IN_A_CALL)
    throw Object.assign(new Error(), { code: '22001' })
}

/** Ends a request whose body drips, so that many of them cannot hold the place open. Not for routes that take files. */
export function hurry(from: IncomingMessage, within = ORDINARY): void {
  if (from.headers['transfer-encoding'] === undefined && Number(from.headers['content-length'] ?? 0) === 0) return
  const late = setTimeout(() => {
    if (!from.complete) from.destroy()
  }, within)
  late.unref()
  from.once('close', () => clearTimeout(late))
}

/** Hands over each part until the end: true. False past so many bytes or milliseconds. */
function flow(from: IncomingMessage, bytes: number, ms: number | null, take: (part: Buffer) => void): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let size = 0
    const settle = (whole: boolean) => {
      clearTimeout(late)
      from.off('data', onData)
      resolve(whole)
    }
    const late = ms === null ? undefined : setTimeout(() => settle(false), ms)
    const onData = (part: Buffer) => {
      take(part)
      size += part.length
      if (size > bytes) settle(false)
    }
    from.on('data', onData)
    from.once('end', () => settle(true))
    from.once('error', reject)
    from.once('close', () => {
      if (from.complete) settle(true)
      else reject(new Error('The request was broken off.'))
    })
    if (from.readableEnded) settle(true)
  })
}
