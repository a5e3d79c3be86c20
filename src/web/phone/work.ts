// The door under attack asks for a second's work before it looks at a code; this does it, and nobody is asked anything.
import { type Answer, call } from './call.ts'
import { readCode } from './code.ts'

type Set = { challenge: string; bits: number }
const AT_ONCE = 64

/** Whether a hash begins with so many bits of nought. */
function begins(hash: Uint8Array, bits: number): boolean {
  for (let at = 0; at < bits; at++) if ((hash[at >> 3]! >> (7 - (at & 7))) & 1) return false
  return true
}

export async function solve({ challenge, bits }: Set, code: string): Promise<string> {
  const text = new TextEncoder()
  for (let from = 0; ; from += AT_ONCE) {
    const hashes = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, at) =>
        crypto.subtle.digest('SHA-256', text.encode(`${challenge}:${code}:${from + at}`)),
      ),
    )
    const found = hashes.findIndex((hash) => begins(new Uint8Array(hash), bits))
    if (found >= 0) return String(from + found)
  }
}

/** Calls a door; where it asks for work, does it and calls once more. Without the means to (plain http), the first answer stands. */
export async function atDoor<T>(path: string, input: { code: string }): Promise<Answer<T>> {
  const first = await call<T>(path, input)
  if (first.ok || first.code !== 'too_many' || !crypto.subtle) return first
  const set = await call<Set>('gatherings/doorWork', {})
  if (!set.ok) return first
  const nonce = await solve(set.data, readCode(input.code))
  return call<T>(path, { ...input, proof: { challenge: set.data.challenge, nonce } })
}
