import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { bodyOf, fetchTicket, send, type Ticket } from '#modules/rounds/server/testing/index.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { done, moveOn, nowOf, openGathering } from './testing.ts'

let place: TestPlace
let group: Place
let [ruthHere, guestHere]: Visitor[] = []

const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
beforeAll(async () => {
  place = await startTestPlace()
  const ruth = await somebody(place.house, 'Ruth Adams')
  group = await space(place.house, ruth)
  await bringIn(place.house, group, [ruth], await somebody(place.house, 'Ben Hart'))
  ruthHere = visit(ruth)
  guestHere = place.visitor()
})
afterAll(() => place.stop())

/** Puts something in as nobody, as a device does. */
async function putSealed(visitor: Visitor, round: string, value: unknown, mayGo: 'stays' | 'theme' | 'words') {
  const asked = await visitor.api.rounds.round({ round })
  const ticket = (await fetchTicket(asked, (input) => visitor.api.rounds.ticket(input) as never)) as Ticket
  return { asked, said: await send(place.url, round, bodyOf(ticket, asked.bytes, value, mayGo)) }
}

const sheetId = randomUUID()
const typeIn = (visitor: Visitor, step: string, sheet: string, values: unknown[], more: object = {}) =>
  visitor.api.gatherings.putSheet({ step, sheet, values, ...more })

describe('a step in which nobody is named', () => {
  it('lies sealed until its reveal, and then nobody stands on it', async () => {
    const { room, code, items } = await openGathering(ruthHere!, group, [{ method: 'nine-whys' }])
    done(await guestHere!.api.gatherings.comeInAsGuest({ attempt: attempt(), code, name: 'Ama Mensah' }))
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const { activity } = await nowOf(ruthHere!, room)
    const at = (key: string) => activity!.steps.findIndex((step) => step.key === key)
    done((await moveOn(ruthHere!, room, 'step', { place: at('drafts') })) as never)
    const now = await nowOf(guestHere!, room)
    const { round, id } = now.activity!.step!
    expect(round).not.toBeNull()
    expect(now.room.reach).toContain('no names')
    expect(now.activity!.step!.in).toBe(0)
    const put = await putSealed(guestHere!, round!, [{ text: 'So that a family only has to tell it once' }], 'words')
    expect(put.said).toMatchObject({ ok: true })
    // One number is told in a live room, to everybody alike.
    for (const visitor of [ruthHere!, guestHere!]) expect((await nowOf(visitor, room)).activity!.step!.in).toBe(1)
    // Of a sheet of paper whoever typed it knows whose the other lines are, while so few are in: not even they may.
    const sheet = [{ text: 'From paper' }]
    expect(await typeIn(ruthHere!, id, randomUUID(), sheet)).toMatchObject({ ok: false, reason: 'too_few_phones' })
    await expect(typeIn(guestHere!, id, randomUUID(), sheet)).rejects.toThrow()
    // By the door for lines with names nothing comes in here.
    const named = await guestHere!.api.gatherings
      .put({ step: id, chapter: now.activity!.chapter, items: [] as never })
      .catch(() => null)
    expect(named).toBeNull()
    // Whoever comes now waits at the door: those who are asked are known from the opening on.
    const late = place.visitor()
    expect(done(await late.api.gatherings.comeInAsGuest({ attempt: attempt(), code, name: 'Late' })).came).toBe(
      'waiting',
    )
    expect((await ruthHere!.api.gatherings.lines({ step: id })).lines).toEqual([])
    done((await moveOn(ruthHere!, room, 'next')) as never)
    const { lines } = await guestHere!.api.gatherings.lines({ step: id })
    expect(lines).toMatchObject([
      { value: { text: 'So that a family only has to tell it once' }, by: '', mine: false, shown: true, mayGo: null },
    ])
    expect((await ruthHere!.api.gatherings.lines({ step: id })).lines).toMatchObject([{ by: '', mine: false }])
    expect((await nowOf(guestHere!, room)).room.reach).toContain('no names')
    expect((await guestHere!.api.rounds.round({ round: round! })).state).toBe('closed')
    // The step that works on it sees it, and whoever waited comes in with the next activity only.
    done((await moveOn(ruthHere!, room, 'next')) as never)
    expect((await nowOf(guestHere!, room)).lines.map((line) => line.key)).toContain('drafts')
    expect(await late.api.gatherings.now({ room })).toEqual({ waiting: 'next_activity' })
    done((await moveOn(ruthHere!, room, 'end')) as never)
  })

  it('is called off with an activity that ends before its reveal', async () => {
    const { room, items } = await openGathering(ruthHere!, group, [{ method: 'nine-whys' }])
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const { activity } = await nowOf(ruthHere!, room)
    done(
      (await moveOn(ruthHere!, room, 'step', { place: activity!.steps.findIndex((step) => step.nameless) })) as never,
    )
    const { round, id } = (await nowOf(ruthHere!, room)).activity!.step!
    // Where everybody writes on paper, sheets go into the round, and the same one twice is one.
    for (const sheet of [sheetId, sheetId]) done(await typeIn(ruthHere!, id, sheet, [{ text: 'From paper' }]))
    expect((await nowOf(ruthHere!, room)).activity!.step!.in).toBe(1)
    expect(await typeIn(ruthHere!, id, randomUUID(), [{ text: 'x' }], { whose: 'Ada' })).toMatchObject({
      reason: 'no_names',
    })
    expect(await ruthHere!.api.gatherings.takeSheetOut({ sheet: sheetId })).toMatchObject({ reason: 'sealed' })
    done((await moveOn(ruthHere!, room, 'end')) as never)
    expect((await ruthHere!.api.rounds.round({ round: round! })).state).toBe('dropped')
    expect((await ruthHere!.api.gatherings.lines({ step: id })).lines).toEqual([])
  })

  it('tells the numbers of a room that answered on paper alone', async () => {
    const { room, items } = await openGathering(ruthHere!, group, [{ method: 'opening-poll' }])
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const { id } = (await nowOf(ruthHere!, room)).activity!.step!
    for (const know of [1, 2, 2, 5, 5])
      done(await typeIn(ruthHere!, id, randomUUID(), [{ answers: { know, say: 3 }, because: '' }]))
    const wrong = typeIn(ruthHere!, id, randomUUID(), [{ answers: { know: 9, say: 3 }, because: '' }])
    await expect(wrong).rejects.toMatchObject({ code: 'invalid' })
    expect(await nowOf(ruthHere!, room)).toMatchObject({
      onPaper: '5 sheets typed in from paper by Ruth Adams.',
      activity: { step: { in: 5 } },
    })
    done((await moveOn(ruthHere!, room, 'show')) as never)
    const { lines, numbers } = await ruthHere!.api.gatherings.lines({ step: id })
    expect(lines).toEqual([])
    expect(numbers).toMatchObject([{ told: { know: { answers: 5 }, say: { answers: 5 } } }])
  })
})
