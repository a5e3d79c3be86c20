// A ticket that nobody can tell from another: RSABSSA-SHA384-PSS-Deterministic of RFC 9474, the part of whoever asks for one.
// The browser's own cryptography does the hashing and the verifying; what it cannot do, the blinding, is these few sums.
import { SECRET_BYTES, SIGNATURE_BYTES } from '../../contract/put.ts'

type Bytes = Uint8Array<ArrayBuffer>
/** What must be kept from before it is asked for until it is answered. */
export type Blinded = { message: Bytes; blinded: Bytes; inverse: Bytes }

const HASH_BYTES = 48
const EXPONENT = 65537
const PSS = { name: 'RSA-PSS', saltLength: HASH_BYTES }

/** Makes a message of chance and hides it: what comes of this is all that the place is shown. */
export async function blind(modulus: Bytes): Promise<Blinded> {
  const n = numberOf(modulus)
  const message = chance(SECRET_BYTES)
  const m = numberOf(await encode(message))
  if (inverseOf(m, n) === null) throw new Error('This key is no key.')
  for (;;) {
    const r = numberOf(chance(SIGNATURE_BYTES))
    const inverse = r >= n ? null : inverseOf(r, n)
    if (inverse === null) continue
    return { message, blinded: bytesOf((m * power(r, n)) % n), inverse: bytesOf(inverse) }
  }
}

/** Takes the hiding off what was signed. Throws where what comes of it is no signature: then it is no ticket. */
export async function unblind(modulus: Bytes, { message, inverse }: Blinded, signed: Bytes): Promise<Bytes> {
  const n = numberOf(modulus)
  const signature = bytesOf((numberOf(signed) * numberOf(inverse)) % n)
  const jwk = { kty: 'RSA', n: toText(modulus), e: 'AQAB', alg: 'PS384', ext: true }
  const key = await crypto.subtle.importKey('jwk', jwk, { name: PSS.name, hash: 'SHA-384' }, false, ['verify'])
  if (!(await crypto.subtle.verify(PSS, key, signature, message))) throw new Error('This is no ticket.')
  return signature
}

export const chance = (size: number): Bytes => crypto.getRandomValues(new Uint8Array(size))
export const fromText = (text: string): Bytes =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
export const toText = (bytes: Bytes): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** EMSA-PSS-ENCODE of RFC 8017, 9.1.1, for a modulus of 2048 bits, with a salt as long as the hash. */
async function encode(message: Bytes): Promise<Bytes> {
  const salt = chance(HASH_BYTES)
  const hash = await sha384(new Uint8Array(8), await sha384(message), salt)
  const block = new Uint8Array(SIGNATURE_BYTES)
  const masked = SIGNATURE_BYTES - HASH_BYTES - 1
  block[masked - HASH_BYTES - 1] = 1
  block.set(salt, masked - HASH_BYTES)
  // MGF1: the hash, hashed again with a count, is laid over it.
  for (let count = 0; count * HASH_BYTES < masked; count++)
    for (const [at, byte] of (await sha384(hash, Uint8Array.of(0, 0, 0, count))).entries())
      if (count * HASH_BYTES + at < masked) block[count * HASH_BYTES + at]! ^= byte
  // One bit less than the modulus has.
  block[0]! &= 0x7f
  block.set(hash, masked)
  block[SIGNATURE_BYTES - 1] = 0xbc
  return block
}

async function sha384(...parts: Bytes[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-384', await new Blob(parts).arrayBuffer()))
}

const numberOf = (bytes: Bytes): bigint =>
  BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
const bytesOf = (number: bigint): Bytes =>
  Uint8Array.from(
    number
      .toString(16)
      .padStart(2 * SIGNATURE_BYTES, '0')
      .match(/../g)!,
    (pair) => Number.parseInt(pair, 16),
  )

/** To the power of 65537: squared sixteen times, and once more itself. */
function power(base: bigint, n: bigint): bigint {
  let product = base
  for (let bits = EXPONENT; bits > 1; bits >>= 1) product = (product * product) % n
  return (product * base) % n
}

/** The inverse modulo n (extended Euclid), or null where there is none. */
function inverseOf(a: bigint, n: bigint): bigint | null {
  let [r, next, s, after] = [n, a, 0n, 1n]
  while (next !== 0n) {
    const times = r / next
    ;[r, next, s, after] = [next, r - times * next, after, s - times * after]
  }
  return r === 1n ? (s + n) % n : null
}
