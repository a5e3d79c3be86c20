import { constants, createHash, createPublicKey, randomBytes, randomUUID, verify } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { takeBody } from '#platform/http/body.ts'
import { monotonic } from '#platform/time.ts'
import { ANSWER_BYTES, MOST_BYTES, PUT, putBytes, SECRET_BYTES } from '../../contract/put.ts'
import { Line, type PutAnswer } from '../../contract.ts'
import { checkOf, type Sealed, type Secret, seal, secretOf } from '../access.ts'

const KEPT = 'What you typed is still here:'
/** One sentence each: what happened, what is safe, what to do. */
const SAID = {
  in: 'You are in. You can change it, or take it out, on this device until the reveal.',
  spent:
    'You are in already; you can change it until the reveal, in the browser you sent it from. Nothing was changed by this one.',
  closed: 'This round has closed, so nothing more goes in. What was put in is on the page; open it again.',
  dropped: `This round was called off, and nobody has read what was put in. ${KEPT} it can go in when you are asked again.`,
  no_ticket: `Your ticket is not good for this round, so nothing was put in. ${KEPT} open the page again, then send it.`,
  too_large: `This is longer than a line here may be, so nothing was put in. ${KEPT} make it shorter, then send it.`,
  not_whole: `This did not arrive whole, so nothing was put in. ${KEPT} send it again.`,
  no_answer: `This is no answer to what is asked, so nothing was put in. ${KEPT} open the page again, then send it.`,
  unavailable: `We cannot reach what we need just now, so nothing was put in. ${KEPT} try again in a moment.`,
} as const
type Reason = keyof typeof SAID

/** A line takes a little longer to look at than a pass. No answer comes sooner than this, so that no clock tells them apart. */
const ANSWERED_AFTER_MS = 25

/** A key and an id of no round: where there is nothing to verify or to write, as much is done as where there is. */
const NO_ROUND = '00000000-0000-4000-8000-000000000000'
const noKey = Buffer.alloc(PUT.edit - PUT.signature, 0xc3).fill(0xff, 255)
const noSecret = { seal: randomBytes(32).toString('base64') }

/**
 * `POST /rounds/:id`: puts a line, or a pass, into a round; or puts another in its place, which is also how one is taken
 * out. It looks at no cookie and writes no log: what is sent says that whoever sends it may, and not who it is. Every body
 * sent to one round is of one size and every answer anywhere is, with one status.
 */
export function takeLines(server: FastifyInstance, house: House): void {
  server.post<{ Params: { id: string } }>(
    '/rounds/:id',
    { bodyLimit: putBytes(MOST_BYTES) },
    async (request, reply) => {
      const body = await takeBody(request.raw, putBytes(MOST_BYTES))
      const answered = monotonic() + ANSWERED_AFTER_MS
      const id = z.uuid().safeParse(request.params.id).data ?? NO_ROUND
      const reason = await putIn(house, id, body).catch((): Reason => 'unavailable')
      await pause(answered - monotonic())
      return answer(reply, reason)
    },
  )
}

function answer(reply: FastifyReply, reason: Reason): FastifyReply {
  const said: PutAnswer = { ok: reason === 'in', reason, sentence: SAID[reason] }
  const bytes = Buffer.alloc(ANSWER_BYTES, ' ')
  bytes.write(JSON.stringify(said))
  return reply.code(200).header('content-type', 'application/json').send(bytes)
}

/**
 * Seals a line that another hand than its writer's brings to the place: typed in from paper (`typed`), or said by somebody who
 * was made up. It takes no ticket, and no key of anybody's changes it; what `once` says is put in once. Whose it is and whether they may is for the caller to
 * say. Answers null, or why nothing was put in.
 */
export async function sealFor(
  tx: Tx,
  house: House,
  id: string,
  given: Line & { typed: boolean },
  once: string = randomUUID(),
): Promise<string | null> {
  const secret = await secretOf(house, id)
  if (secret === null) return SAID.dropped
  const { typed, ...line } = given
  const answered = checked(secret, line)
  const whole = answered === null ? 'no_answer' : padded(secret, typed ? { ...answered, typed } : answered)
  if (typeof whole === 'string') return SAID[whole]
  const ticket = sha256(Buffer.from(`${secret.seal} ${once}`))
  const { rows } = await sql<{ said: Reason }>`
    select put_sealed(${id}, ${ticket}, ${randomBytes(SECRET_BYTES)}, ${seal(secret.seal, id, ticket, whole)}) as said`.execute(
    tx,
  )
  return rows[0]!.said === 'in' ? null : SAID[rows[0]!.said]
}

async function putIn(house: House, id: string, body: Buffer | null): Promise<Reason> {
  // In this order: keys go after the commit that closes a round, so one without them has ended, or lost them.
  const secret = await secretOf(house, id)
  const door = await house.db.read(null, async (db) => {
    const { rows } = await sql<{ public_key: Buffer; state: string }>`select * from round_door(${id})`.execute(
      db as never,
    )
    return rows[0]
  })
  const whole = body !== null && body.length >= PUT.line
  const sent = whole ? body : Buffer.alloc(PUT.line)
  const message = sent.subarray(PUT.message, PUT.message + SECRET_BYTES)
  const good = isTicket(door?.public_key ?? noKey, message, sent.subarray(PUT.signature, PUT.edit))
  const line = good ? lineOf(secret, sent) : 'not_whole'
  const refused = typeof line === 'string'
  const spent = sha256(message)
  const cipher = seal((secret ?? noSecret).seal, id, spent, refused ? Buffer.alloc(secret?.bytes ?? 64) : line)
  const state = await house.db.as(null, async (tx) => {
    const to = refused ? NO_ROUND : id
    const { rows } = await sql<{ said: string }>`
      select put_sealed(${to}, ${spent}, ${sha256(sent.subarray(PUT.edit, PUT.length))}, ${cipher}) as said`.execute(tx)
    return rows[0]!.said
  })
  if (body === null) return 'too_large'
  if (!whole) return 'not_whole'
  if (!good) return 'no_ticket'
  if (door?.state === 'closed' || door?.state === 'dropped') return door.state
  // It is open, and its file is gone: after a restore, until the place has noticed.
  if (secret === null) return 'dropped'
  return refused ? line : (state as 'in' | 'spent' | 'closed' | 'dropped')
}

/** RSASSA-PSS-VERIFY of RFC 8017, as RFC 9474 asks it of whoever takes a ticket. */
function isTicket(modulus: Buffer, message: Buffer, signature: Buffer): boolean {
  const jwk = { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' }
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  return verify('sha384', message, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }, signature)
}

/** The line as it is sealed (four bytes of length, the line, noughts), or why it is none. */
function lineOf(secret: Secret | null, sent: Buffer): Buffer | Reason {
  if (secret === null || sent.length > putBytes(secret.bytes)) return 'too_large'
  if (sent.length < putBytes(secret.bytes)) return 'not_whole'
  const length = sent.readUInt32BE(PUT.length)
  if (length > secret.bytes) return 'not_whole'
  const read = readLine(sent.subarray(PUT.line, PUT.line + length))
  if (read === null) return 'not_whole'
  const line = checked(secret, read)
  return line === null ? 'no_answer' : padded(secret, line)
}

/** Four bytes of length, the line, noughts: every line of a round weighs the same. */
function padded(secret: Secret, line: Sealed): Buffer | 'too_large' {
  const kept = Buffer.from(JSON.stringify(line))
  if (kept.length > secret.bytes) return 'too_large'
  const whole = Buffer.alloc(4 + secret.bytes)
  whole.writeUInt32BE(kept.length)
  kept.copy(whole, 4)
  return whole
}

/** What the module that asked makes of it, or null where it is no answer. A pass always is one. */
function checked({ kind, shape, mayGo }: Secret, line: Line): Line | null {
  if (line.value === null) return { value: null, mayGo: 'stays' }
  const said = checkOf(kind)(shape).safeParse(line.value)
  return said.success && mayGo.includes(line.mayGo) ? { ...line, value: said.data as Line['value'] } : null
}

/** Null where it is no line: not UTF-8, not JSON, not of its form, or with characters in it that no table takes. */
function readLine(bytes: Buffer): Line | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const line = Line.parse(JSON.parse(text))
    // One line that a table refuses would keep all of them from being opened. JSON.stringify escapes what stands alone.
    return /\\u0000|\\ud[89a-f]/i.test(JSON.stringify(line).replaceAll('\\\\', '')) ? null : line
  } catch {
    return null
  }
}

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest()
