import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { guestIn, openGathering } from './testing.ts'

let place: TestPlace
let group: Place
let ruthHere: Visitor

/** As a phone does it, and as anybody may who reads what is asked. */
function solve({ challenge, bits }: { challenge: string; bits: number }, code: string): string {
  for (let nonce = 0; ; nonce++) {
    const hash = createHash('sha256').update(`${challenge}:${code}:${nonce}`).digest('hex')
    if (BigInt(`0x${hash}`) >> BigInt(256 - bits) === 0n) return String(nonce)
  }
}

beforeAll(async () => {
  place = await startTestPlace()
  const ruth: Somebody = await somebody(place.house, 'Ruth Adams')
  group = await space(place.house, ruth)
  ruthHere = place.visitor()
  ruthHere.jar.set(...ruth.cookie)
})
afterAll(() => place.stop())

it('lets a hall in by one address, and asks for a second of work only after many wrong codes', async () => {
  const { code, room } = await openGathering(ruthHere, group, [])
  for (let at = 0; at < 60; at++) await guestIn(place, code, `Guest ${at}`, '')
  expect((await ruthHere.api.gatherings.people({ room })).people).toHaveLength(61)
  const { api } = place.visitor()
  for (let at = 0; at < 50; at++)
    await expect(api.gatherings.door({ code: `abandon-ability-${at}` })).rejects.toThrow(/opens no door/)
  // From now on neither a right nor a wrong code is looked at without it.
  await expect(api.gatherings.door({ code })).rejects.toThrow(/Many wrong codes/)
  await expect(api.gatherings.door({ code: 'abandon-ability-999' })).rejects.toThrow(/Many wrong codes/)
  const set = await api.gatherings.doorWork({})
  const proof = { challenge: set.challenge, nonce: solve(set, code) }
  // Done for one code, it is good for no other; done once, it is used up.
  await expect(api.gatherings.door({ code: 'abandon-ability-998', proof })).rejects.toThrow(/Many wrong codes/)
  expect((await api.gatherings.door({ code, proof })).room).toBe(room)
  await expect(api.gatherings.door({ code, proof })).rejects.toThrow(/Many wrong codes/)
  const unset = { challenge: 'A'.repeat(22), bits: set.bits }
  const forged = { challenge: unset.challenge, nonce: solve(unset, code) }
  await expect(api.gatherings.door({ code, proof: forged })).rejects.toThrow(/Many wrong codes/)
  // Who is in already is not asked for anything.
  expect((await ruthHere.api.gatherings.people({ room })).people).toHaveLength(61)
})
