// What somebody says they will do: an action by their own yes, and nobody else's.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Place } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { done, goTo, groupAndStranger, guestIn, openGathering, putValue } from './testing.ts'

let place: TestPlace
let group: Place
let [ruthHere, benHere, cleoHere, strangerHere]: Visitor[] = []

const outputsOf = (visitor: Visitor, room: string) => visitor.api.gatherings.outputs({ room })
beforeAll(async () => {
  place = await startTestPlace()
  ;({ group, ruthHere, benHere, cleoHere, strangerHere } = await groupAndStranger(place))
})
afterAll(() => place.stop())

describe('what somebody says they will do', { timeout: 60_000 }, () => {
  it('becomes an action by their own yes, of a member, and is taken back like all that crossed', async () => {
    const { id, room, code, items } = await openGathering(ruthHere!, group, [{ method: 'maxims' }])
    done(await benHere!.api.gatherings.comeIn({ attempt: attempt(), code }))
    const ama = await guestIn(place, code, 'Ama', 'Riverside')
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const { activity } = (await ruthHere!.api.gatherings.now({ room })) as {
      activity: { steps: { key: string; kind: string; stands: string }[] }
    }
    const step = activity.steps.find((one) => one.kind === 'commit')!
    expect(step.stands).toContain('make it an action')
    await goTo(ruthHere!, room, step.key)
    const of = (words: string) => `${words} ${randomUUID()}`
    const [mine, theirs, other] = [of('Ring the housing team'), of('Bring the forms'), of('Ask the ward')]
    const by = '2026-04-01'
    await putValue(benHere!, room, { what: mine, who: 'Ben Hart', by })
    await putValue(benHere!, room, { what: other, who: 'Ben Hart', by: null })
    await putValue(ama, room, { what: theirs, who: 'Ama', by: null })
    const said = async (visitor: Visitor) => (await outputsOf(visitor, room)).promised
    const lineOf = async (what: string) => (await said(ruthHere!)).find((one) => one.what === what)!
    // Each sees their own; whoever facilitates what the room was shown; nobody of the space anything.
    expect((await said(ama)).map((one) => one.what)).toEqual([theirs])
    expect((await said(benHere!)).map((one) => one.what).toSorted()).toEqual([mine, other].toSorted())
    await expect(outputsOf(cleoHere!, room)).rejects.toThrow()
    const make = async (visitor: Visitor, what: string) =>
      visitor.api.gatherings.makeAction({ attempt: attempt(), line: (await lineOf(what)).id })
    const there = () => cleoHere!.api.insights.promisedAt({ gathering: id })
    expect(await make(ruthHere!, theirs)).toMatchObject({ ok: false, reason: 'guest' })
    await expect(make(ama, theirs)).rejects.toThrow()
    await expect(make(ama, mine)).rejects.toThrow()
    await expect(make(strangerHere!, mine)).rejects.toThrow()
    await expect(make(cleoHere!, mine)).rejects.toThrow()
    // Pressed by somebody else, its person is asked: nothing goes under their name without them.
    expect(done(await make(ruthHere!, mine)).state).toBe('asked')
    expect(done(await make(ruthHere!, mine)).state).toBe('asked')
    expect(await there()).toEqual([])
    expect((await lineOf(mine)).state).toBe('asked')
    expect(done(await make(benHere!, mine)).state).toBe('went')
    expect(done(await make(benHere!, mine)).state).toBe('went')
    const [action] = await there()
    expect(await there()).toEqual([
      { id: action!.id, words: mine, accountable: 'Ben Hart', due: by, state: 'open', gathering: id },
    ])
    expect(await strangerHere!.api.insights.promisedAt({ gathering: id })).toEqual([])
    const traced = await cleoHere!.api.insights.standing({ id: group.id })
    expect(JSON.stringify(traced)).toContain(mine)
    expect(done(await make(benHere!, other)).state).toBe('went')
    // The next time, this is what each reports on.
    const last = (visitor: Visitor, before: string) =>
      visitor.api.insights.promisedLast({ space: group.id, method: 'maxims', before })
    expect((await last(ruthHere!, randomUUID())).map((one) => one.words).toSorted()).toEqual([mine, other].toSorted())
    expect(await last(ruthHere!, id)).toEqual([])
    expect(await last(strangerHere!, randomUUID())).toEqual([])
    // Taken back by its person, it goes; by nobody else.
    const { crossings } = await benHere!.api.crossings.mine({})
    const crossing = crossings.find((one) => one.words === mine)!
    await expect(ruthHere!.api.crossings.takeBack({ attempt: attempt(), id: crossing.id } as never)).rejects.toThrow()
    done((await benHere!.api.crossings.takeBack({ attempt: attempt(), id: crossing.id } as never)) as never)
    expect((await there()).map((one) => one.words)).toEqual([other])
  })

  it('stays words in a pause', async () => {
    const { room, items } = await openGathering(ruthHere!, group, [{ method: 'maxims' }])
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const { activity } = (await ruthHere!.api.gatherings.now({ room })) as {
      activity: { steps: { key: string; kind: string }[] }
    }
    await goTo(ruthHere!, room, activity.steps.find((one) => one.kind === 'commit')!.key)
    await putValue(ruthHere!, room, { what: 'Look up', who: 'Ruth', by: null })
    await place.cluster.inside(place.databaseName, (admin) =>
      admin.query("update gathering set kind = 'pause' where room_id = $1", [room]),
    )
    const [said] = (await outputsOf(ruthHere!, room)).promised
    expect(said).toMatchObject({ stays: 'no_tasks' })
    expect(await ruthHere!.api.gatherings.makeAction({ attempt: attempt(), line: said!.id })).toMatchObject({
      ok: false,
      reason: 'no_tasks',
    })
  })
})
