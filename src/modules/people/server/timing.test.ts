import { afterAll, beforeAll, expect, test } from 'vitest'
import { attempt } from '../../../../tests/support/place.ts'
import { type Founded, startFounded } from './testing.ts'

let at: Founded
beforeAll(async () => {
  at = await startFounded({ TRUST_PROXY: '127.0.0.1' })
})
afterAll(() => at.place.stop())

const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!

test('the time of signing in does not tell a known address from an unknown one', async () => {
  const took: Record<string, number[]> = { known: [], unknown: [] }
  const one = async (kind: string, email: string, n: number) => {
    const began = performance.now()
    await fetch(`${at.place.url}/rpc/people/signIn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.0.${n}.1` },
      body: JSON.stringify({ json: { attempt: attempt(), email, password: 'not this one at all' } }),
    }).then((answer) => answer.text())
    took[kind]!.push(performance.now() - began)
  }
  // Ten wrong tries are allowed for one address.
  for (let n = 0; n < 9; n++) {
    await one('known', 'maya@example.org', n)
    await one('unknown', `nobody${n}@example.org`, n)
  }
  const ratio = median(took.known!) / median(took.unknown!)
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(2)
})
