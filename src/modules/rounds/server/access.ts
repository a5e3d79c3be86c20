import { createCipheriv, createDecipheriv, generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { House } from '#platform/access/context.ts'
import { Line, MayGo } from '../contract.ts'

type Check = (shape: unknown) => z.ZodType
const checks = new Map<string, Check>()

/**
 * Says how the lines of a kind of round are checked before they are sealed; `shape` is what was frozen at the opening.
 * Modules further down register; this one imports none of them. What it refuses is not put in. A pass is not checked.
 */
export function checkLine(kind: string, check: Check): void {
  checks.set(kind, check)
}
/** Throws where no module has said how lines of this kind are checked. */
export function checkOf(kind: string): Check {
  const check = checks.get(kind)
  if (check === undefined) throw new Error(`Nobody has said how a line of a ${kind} is checked.`)
  return check
}

/**
 * What the place holds of a round while it is open, in one small file of the key store and nowhere else: by what tickets
 * are signed, by what lines are sealed, and what a line is checked by, so that whoever puts one in need not be known.
 */
const Secret = z.strictObject({
  sign: z.string(),
  seal: z.string(),
  kind: z.string(),
  shape: z.json(),
  bytes: z.int(),
  mayGo: z.array(MayGo),
})
export type Secret = z.infer<typeof Secret>

/** A line as it lies sealed: whether it was typed in from paper is known at the reveal, and no sooner. */
export const Sealed = Line.extend({ typed: z.literal(true).optional() })
export type Sealed = z.infer<typeof Sealed>

/** Makes the keys of a round and puts them on the disk. Answers the modulus by which its tickets can be verified. */
export async function makeKeys(
  house: House,
  round: string,
  asked: Pick<Secret, 'kind' | 'shape' | 'bytes' | 'mayGo'>,
): Promise<Buffer> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const sign = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
  const secret: Secret = { sign, seal: randomBytes(32).toString('base64'), ...asked }
  await house.keys.passing.keep(round, Buffer.from(JSON.stringify(secret)))
  return Buffer.from(publicKey.export({ format: 'jwk' }).n!, 'base64url')
}

/** Null where it is over, or where the file is gone. */
export async function secretOf(house: House, round: string): Promise<Secret | null> {
  const bytes = await house.keys.passing.read(round)
  return bytes === null ? null : Secret.parse(JSON.parse(bytes.toString()))
}

/** A ciphertext belongs to one ticket of one round. */
const bind = (round: string, ticket: Buffer) => Buffer.from(`round ${round} ${ticket.toString('hex')}`)

/** Seals a line of one size; the size of what comes out is one size as well. */
export function seal(key: string, round: string, ticket: Buffer, line: Buffer): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64'), iv).setAAD(bind(round, ticket))
  return Buffer.concat([iv, cipher.update(line), cipher.final(), cipher.getAuthTag()])
}

export function unseal(key: string, round: string, ticket: Buffer, sealed: Buffer): Buffer {
  const cut = sealed.length - 16
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), sealed.subarray(0, 12))
  decipher.setAAD(bind(round, ticket)).setAuthTag(sealed.subarray(cut))
  return Buffer.concat([decipher.update(sealed.subarray(12, cut)), decipher.final()])
}
