import { constants, createHash, createPrivateKey, privateDecrypt } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { type Refusal, refuse } from '#shared/result.ts'
import { secretOf } from '../access.ts'

const REFUSED: Record<string, Refusal> = {
  other: refuse(
    'other',
    'Your ticket for this round was fetched on another device, or in another browser. Answer there; nothing was changed.',
  ),
  not_asked: refuse(
    'not_asked',
    'This round was opened before you came in, so there is no ticket for you in it. The next one asks you too.',
  ),
  closed: refuse('closed', 'This round has closed, so there are no more tickets for it. Open the page again.'),
  dropped: refuse('dropped', 'This round was called off. Nobody has read what was put in.'),
}

/**
 * Signs a blinded message, once for each on the roster: what comes of it on their device is a ticket that nobody can tell
 * from another. That it was fetched is known until the close; whether it was used, and for what, is not.
 */
export async function takeTicket(
  tx: Tx,
  _actor: Actor,
  { round, blinded }: { round: string; blinded: string },
  house: House,
): Promise<{ ok: true; signature: string } | Refusal> {
  const message = Buffer.from(blinded, 'base64url')
  const { rows } = await sql<{ said: string }>`
    select take_ticket(${round}, ${createHash('sha256').update(message).digest()}) as said`.execute(tx)
  const said = rows[0]!.said
  if (said !== 'yes') return REFUSED[said]!
  const secret = await secretOf(house, round)
  if (secret === null) return REFUSED.dropped!
  return { ok: true, signature: signBlinded(secret.sign, message).toString('base64url') }
}

/** RSASP1 of RFC 8017: the bare private operation. OpenSSL refuses a message that is not below the modulus. */
function signBlinded(key: string, message: Buffer): Buffer {
  const privateKey = createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' })
  try {
    return privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, message)
  } catch {
    throw new AppError('invalid')
  }
}
