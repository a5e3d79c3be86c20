/** One person alone in a group of a real place, who opens rounds and is asked in them: what a device is tried on. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { playersOf } from '#modules/spaces/server/testing.ts'
import { startTestPlace } from '../../../../../tests/support/place.ts'
import { checkLine, closeRound, openRound, roundState } from '../index.ts'
import { fillUp } from './index.ts'

export async function startScene() {
  checkLine('device', () => z.string())
  const place = await startTestPlace()
  const { someone, make } = playersOf(place)
  const ada = await someone('Ada')
  const { id: space, address } = await make(ada, 'group', { name: 'Group' })
  const { chapter } = await ada.api.spaces.here({ address })
  await fillUp(place, space)
  const { house } = place
  return {
    url: place.url,
    stop: () => place.stop(),
    async begin() {
      const id = randomUUID()
      const asked = {
        id,
        space,
        chapter,
        kind: 'device',
        about: randomUUID(),
        shape: {},
        holds: 'words' as const,
        bytes: 512,
      }
      await house.db.as(ada.id, (tx) => openRound(tx, house, { ...asked, mayGo: ['stays', 'theme'], live: true }))
      return {
        round: await ada.api.rounds.round({ round: id }),
        ask: (input: { attempt: string; round: string; blinded: string }) => ada.api.rounds.ticket(input),
      }
    },
    inNow: async (round: string) => (await house.db.read(ada.id, (db) => roundState(db, [round])))[0]!.in,
    reveal: (round: string) => house.db.as(ada.id, (tx) => closeRound(tx, house, round)),
  }
}
