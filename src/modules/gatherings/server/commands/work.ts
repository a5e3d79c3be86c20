import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { AppError } from '#shared/errors.ts'
import type { Proof } from '../../contract/work.ts'

/** About a second on a cheap phone: one hash in so many begins with this many noughts. */
const BITS = 15
const [WRONG, SECONDS] = [50, 60]
const MOST_SET = 600

const keysOf = (from: string) => [`wrong code ${networkOf(from)}`, 'wrong code']

/** Counts a code that opened nothing: by its address, and for the whole place, since whoever guesses has many addresses. */
export function countWrong({ house, from }: Context): void {
  for (const key of keysOf(from)) house.limits.allow(key, WRONG, SECONDS)
}

/** Noughts at the beginning of a hash, in bits. */
function noughts(hash: Buffer): number {
  const first = hash.findIndex((byte) => byte !== 0)
  return first < 0 ? hash.length * 8 : first * 8 + Math.clz32(hash[first]!) - 24
}

/**
 * After too many wrong codes, looks at the next one only when a second's work was done for it: for this very code, once.
 * A hall that types its right code does the same small work, and is never kept out.
 */
export async function mustWork(context: Context, code: string, proof: Proof | null): Promise<void> {
  const { house, from } = context
  if (!keysOf(from).some((key) => house.limits.over(key, WRONG, SECONDS))) return
  const refused = new AppError(
    'too_many',
    'Many wrong codes were typed here just now, so this takes a moment longer. Try the code again; nothing is lost.',
  )
  if (proof === null) throw refused
  const challenge = Buffer.from(proof.challenge, 'base64url')
  const hash = createHash('sha256').update(`${proof.challenge}:${code}:${proof.nonce}`).digest()
  if (noughts(hash) < BITS) throw refused
  const { rows } = await house.db.as(null, (tx) =>
    sql<{ used: boolean }>`select use_work(${challenge}) as used`.execute(tx),
  )
  if (!rows[0]!.used) throw refused
}

/** A piece of work for one try of one code. */
export async function setWork({ house, from }: Context) {
  if (!house.limits.allow(`work ${networkOf(from)}`, MOST_SET, SECONDS)) throw new AppError('too_many')
  const challenge = randomBytes(16)
  await house.db.as(null, (tx) => sql`select set_work(${challenge})`.execute(tx))
  return { challenge: challenge.toString('base64url'), bits: BITS }
}
