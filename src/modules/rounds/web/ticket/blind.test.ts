import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { beforeAll, expect, test } from 'vitest'
import { blind, fromText, toText, unblind } from './data.ts'

/** By another hand: the same protocol, as RFC 9474 has it. */
const theirs = RSABSSA.SHA384.PSS.Deterministic()
let keys: CryptoKeyPair
let modulus: Uint8Array<ArrayBuffer>
beforeAll(async () => {
  keys = (await theirs.generateKey({
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
  })) as unknown as CryptoKeyPair
  modulus = fromText((await crypto.subtle.exportKey('jwk', keys.publicKey)).n!)
})
/** The bare private sum: what OpenSSL does on the server, and what their signing does in seconds. */
async function sign(blinded: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const number = (bytes: Uint8Array) =>
    BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
  const { n, d } = await crypto.subtle.exportKey('jwk', keys.privateKey)
  const of = number(fromText(n!))
  let [product, square] = [1n, number(blinded)]
  for (let bits = number(fromText(d!)); bits > 0n; bits >>= 1n) {
    if (bits & 1n) product = (product * square) % of
    square = (square * square) % of
  }
  return Uint8Array.from(product.toString(16).padStart(512, '0').match(/../g)!, (pair) => Number.parseInt(pair, 16))
}

test('what is signed blindly is a signature of what was hidden, for others too', async () => {
  for (let times = 0; times < 4; times += 1) {
    const hidden = await blind(modulus)
    expect([hidden.message.length, hidden.blinded.length]).toEqual([32, 256])
    const signature = await unblind(modulus, hidden, await sign(hidden.blinded))
    expect(await theirs.verify(keys.publicKey as never, signature, hidden.message)).toBe(true)
    expect(await theirs.verify(keys.publicKey as never, signature, new Uint8Array(32))).toBe(false)
  }
})

test('the same message is never shown the same, and nothing of the signature is in what was shown', async () => {
  const [one, other] = [await blind(modulus), await blind(modulus)]
  expect(toText(one.blinded)).not.toBe(toText(other.blinded))
  expect(toText(await unblind(modulus, one, await sign(one.blinded)))).not.toBe(toText(await sign(one.blinded)))
})

test('what is no signature, or one of something else, is not taken for a ticket', async () => {
  const [one, other] = [await blind(modulus), await blind(modulus)]
  await expect(unblind(modulus, one, await sign(other.blinded))).rejects.toThrow('no ticket')
  await expect(unblind(modulus, one, new Uint8Array(256).fill(3))).rejects.toThrow('no ticket')
})
