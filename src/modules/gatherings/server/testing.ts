// Gatherings to try things in, made through the doors everybody uses.
import { randomUUID } from 'node:crypto'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { bodyOf, fetchTicket, send, type Ticket } from '#modules/rounds/server/testing/index.ts'
import type { Visitor } from '../../../../seeds/visitor.ts'
import type { TestPlace } from '../../../../tests/support/place.ts'
import type { CallInput } from '../contract/call.ts'
import type { Now } from '../contract/state.ts'

/** What an answer of a command must be, in a test or a bench. */
export function done<T extends { ok: boolean }>(answer: T): Extract<T, { ok: true }> {
  if (!answer.ok) throw new Error(`Refused: ${JSON.stringify(answer)}`)
  return answer as Extract<T, { ok: true }>
}
const attempt = () => randomUUID()

/** A group of three that know each other, and a stranger to it, each with a browser of their own. */
export async function groupAndStranger(
  place: TestPlace,
): Promise<{ group: Place; ruthHere: Visitor; benHere: Visitor; cleoHere: Visitor; strangerHere: Visitor }> {
  const visit = (who: Somebody): Visitor => {
    const visitor = place.visitor()
    visitor.jar.set(...who.cookie)
    return visitor
  }
  const { house } = place
  const ruth = await somebody(house, 'Ruth Adams')
  const ben = await somebody(house, 'Ben Hart')
  const cleo = await somebody(house, 'Cleo Marsh')
  const stranger = await somebody(house, 'A stranger')
  const group = await space(house, ruth)
  await bringIn(house, group, [ruth], ben)
  await bringIn(house, group, [ruth, ben], cleo)
  return { group, ruthHere: visit(ruth), benHere: visit(ben), cleoHere: visit(cleo), strangerHere: visit(stranger) }
}

type Item =
  | { method: string; minutes?: number; short?: boolean; reading?: string | null }
  | { talk: string; minutes?: number }

/** A gathering with a run sheet and open doors: its room and its code. */
export async function openGathering(
  facilitator: Visitor,
  space: { id: string; address: string },
  items: Item[],
  call: Partial<CallInput> = {},
): Promise<{ id: string; room: string; code: string; items: string[] }> {
  const { api } = facilitator
  const { standing } = await api.spaces.here({ address: space.address })
  const planned = done(
    await api.gatherings.plan({
      ...{ attempt: attempt(), space: space.id, chapter: standing },
      call: { title: 'Thursday gathering', startsOn: '2026-03-12', startsAt: '14:00', ...call } as CallInput,
    }),
  )
  const made: string[] = []
  for (const item of items)
    made.push(
      done(
        await api.gatherings.addItem({
          ...{ attempt: attempt(), room: planned.room, minutes: item.minutes ?? 10 },
          ...('method' in item
            ? {
                sort: 'method',
                title: item.method,
                method: item.method,
                reading: item.reading ?? null,
                short: item.short ?? false,
              }
            : { sort: 'talk', title: item.talk }),
        } as never),
      ).id,
    )
  const { code } = done(await api.gatherings.openDoors({ attempt: attempt(), room: planned.room }))
  return { id: planned.id, room: planned.room, code, items: made }
}

/** What the room is doing, for somebody who is in it. */
export async function nowOf(visitor: Visitor, room: string): Promise<Now> {
  const now = await visitor.api.gatherings.now({ room })
  if ('waiting' in now) throw new Error('They wait at the door.')
  return now
}

/** Moves the activity that is on. */
export async function moveOn(facilitator: Visitor, room: string, to: string, more: object = {}) {
  const { activity } = await nowOf(facilitator, room)
  return facilitator.api.gatherings.move({
    ...{ attempt: attempt(), activity: activity!.id, version: activity!.version, to, ...more },
  } as never)
}

/** Somebody without an account, in the room by its code. */
export async function guestIn(place: { visitor(): Visitor }, code: string, name: string, organisation: string) {
  const visitor = place.visitor()
  done(
    await visitor.api.gatherings.comeInAsGuest({
      ...{ attempt: attempt(), code, name, organisation },
      class: 'community_member',
    }),
  )
  return visitor
}

/** So many more that a line without a name can hide among them and whoever runs it. */
export const crowdIn = (place: { visitor(): Visitor }, code: string, more = 7) =>
  Promise.all(Array.from({ length: more }, (_, at) => guestIn(place, code, `Guest ${at + 1}`, '')))

/** Moves to the step with this key. */
export async function goTo(facilitator: Visitor, room: string, key: string) {
  const { activity } = await nowOf(facilitator, room)
  const place = activity!.steps.findIndex((step) => step.key === key)
  done((await moveOn(facilitator, room, 'step', { place })) as never)
}

/** Puts something in to the step that is on, for whoever is to see it there. */
export async function putValue(visitor: Visitor, room: string, value: unknown, more: object = {}, mustGo = true) {
  const { activity, group } = await nowOf(visitor, room)
  const step = activity!.steps[activity!.step!.place]!
  const answer = await visitor.api.gatherings.put({
    ...{
      step: activity!.step!.id,
      chapter: ['pair', 'table'].includes(step.seenBy) ? group!.chapter : activity!.chapter,
    },
    ...{ items: [{ id: randomUUID(), value }], ...more },
  })
  return mustGo ? done(answer) : answer
}

/** Puts something in as nobody, as a device does. */
export async function putSealed(
  place: { url: string },
  visitor: Visitor,
  round: string,
  value: unknown,
  mayGo: 'stays' | 'theme' | 'words',
) {
  const asked = await visitor.api.rounds.round({ round })
  const ticket = (await fetchTicket(asked, (input) => visitor.api.rounds.ticket(input) as never)) as Ticket
  return { asked, said: await send(place.url, round, bodyOf(ticket, asked.bytes, value, mayGo)) }
}
