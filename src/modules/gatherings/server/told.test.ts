import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { listenAt } from '../../../../tests/support/ear.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { done, goTo, moveOn, nowOf, openGathering, putValue } from './testing.ts'

let place: TestPlace
let group: Place
let [ruth, ben, eve]: Visitor[] = []
let people: Somebody[]

async function visit(who: Somebody): Promise<Visitor> {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
beforeAll(async () => {
  place = await startTestPlace()
  const [one, two, three] = [
    await somebody(place.house, 'Ruth Adams'),
    await somebody(place.house, 'Ben Hart'),
    await somebody(place.house, 'Eve Cole'),
  ]
  people = [one, two, three]
  group = await space(place.house, one)
  await bringIn(place.house, group, [one], two)
  await bringIn(place.house, group, [one, two], three)
  ;[ruth, ben, eve] = [await visit(one), await visit(two), await visit(three)]
})
afterAll(() => place.stop())

describe('what a room hears of a line', () => {
  it('is the line as everybody in it sees it, once it is shown, and nothing before or outside', async () => {
    const { id: call, room, items } = await openGathering(ruth!, group, [{ method: 'before-action-review' }])
    done(await ben!.api.gatherings.comeInFromAbove({ attempt: attempt(), id: call }))
    done(await ruth!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const { activity } = await nowOf(ben!, room)
    const aloud = activity!.steps.findIndex((step) => step.kind === 'discuss')
    const alone = activity!.steps.findIndex((step) => step.shown === 'at_end' || step.shown === 'at_reveal')
    const put = async (visitor: Visitor, words: string) => {
      const now = await nowOf(visitor, room)
      const step = now.activity!.steps[now.activity!.step!.place]!
      const { fields } = step.settings as { fields?: { key: string }[] }
      const value =
        fields === undefined ? { text: words } : { fields: Object.fromEntries(fields.map(({ key }) => [key, words])) }
      const id = randomUUID()
      done(
        await visitor.api.gatherings.put({
          step: now.activity!.step!.id,
          chapter: now.activity!.chapter,
          items: [{ id, value }],
        }),
      )
      return id
    }
    done((await moveOn(ruth!, room, 'step', { place: alone })) as never)
    const [inRoom, outside, whole] = [
      listenAt(place.url, ruth!, { room }),
      listenAt(place.url, eve!, { room }),
      listenAt(place.url, eve!),
    ]
    await expect.poll(() => [inRoom, outside, whole].every((ear) => ear.frames.length > 0)).toBe(true)
    await put(ben!, 'Not shown yet')
    await pause(200)
    done((await moveOn(ruth!, room, 'step', { place: aloud })) as never)
    const id = await put(ben!, 'Said to all')
    const line = () => inRoom.told().find((event) => event.kind === 'contribution.put')
    await expect.poll(line).toBeDefined()
    expect(line()!.holds).toMatchObject({ id, by: 'Ben Hart', forTable: false, version: 1 })
    expect(JSON.stringify(line()!.holds)).toContain('Said to all')
    // Taken out again at once, it is handed to nobody who comes back from before it, however lately it was read.
    const before = inRoom.frames.findLast((frame) => !frame.text.includes(id))!.id
    const back = () => listenAt(place.url, ruth!, { room, cursor: before })
    const kept = back()
    await expect.poll(() => kept.told().length).toBeGreaterThan(0)
    expect(JSON.stringify(kept.told())).toContain('Said to all')
    await ben!.api.gatherings.takeOut({ id })
    await expect.poll(() => kept.told().map((event) => event.kind)).toContain('contribution.out')
    const late = back()
    await expect.poll(() => late.told().map((event) => event.kind)).toContain('contribution.out')
    expect(JSON.stringify(late.frames)).not.toContain('Said to all')
    // And where it is long in coming who may hear, what was read before is read again before it is handed out.
    const slow = await put(ben!, 'Said before the wait')
    const from = (await nowOf(ben!, room)).activity!.chapter
    await expect.poll(() => JSON.stringify(inRoom.told())).toContain('Said before the wait')
    const { length } = inRoom.frames
    await place.cluster.inside(place.databaseName, async (admin) => {
      await admin.query('begin; lock table session in access exclusive mode')
      await pause(1_000)
      await place.house.db.as(people[1]!.id, (tx) =>
        sql`select append_event(${from}::uuid, 'contribution.put', ${slow}::uuid, null, clock_now())`.execute(tx),
      )
      await pause(600)
      await place.house.db.as(people[1]!.id, (tx) => tx.deleteFrom('contribution').where('id', '=', slow).execute())
      await admin.query('commit')
    })
    const again = () => inRoom.frames.slice(length).flatMap((frame) => frame.told)
    await expect.poll(() => again().map((event) => event.kind)).toContain('contribution.put')
    expect(JSON.stringify(again())).not.toContain('Said before the wait')
    for (const ear of [inRoom, outside, whole, kept, late]) ear.cut()
    const words = (ear: typeof inRoom) => ear.frames.map((frame) => frame.text).join('\n')
    expect(words(inRoom)).not.toContain('Not shown yet')
    // Whose it is, and where they let it go, is told to nobody.
    expect(Object.keys(line()!.holds as object).toSorted()).toEqual(
      ['by', 'forTable', 'id', 'key', 'step', 'value', 'version'].toSorted(),
    )
    for (const ear of [outside, whole]) {
      expect(words(ear)).not.toContain('Said to all')
      expect(ear.told().filter((event) => event.space === room)).toEqual([])
    }
  })

  it('is for nobody but whoever presents where it is theirs alone, not even that it was put', async () => {
    const { id: call, room, items } = await openGathering(ruth!, group, [{ method: 'action-learning-set' }])
    for (const who of [ben!, eve!]) done(await who.api.gatherings.comeInFromAbove({ attempt: attempt(), id: call }))
    for (const { id: person } of people.slice(1))
      done(await ruth!.api.gatherings.letIn({ attempt: attempt(), room, person }))
    done(await ruth!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    done((await moveOn(ruth!, room, 'presenter', { presenter: people[1]!.id })) as never)
    await goTo(ruth!, room, 'ask')
    const ears = [ruth!, ben!, eve!].map((who) => listenAt(place.url, who, { room }))
    const [runs, presents, asks] = ears as [(typeof ears)[0], (typeof ears)[0], (typeof ears)[0]]
    await expect.poll(() => ears.every((ear) => ear.frames.length > 0)).toBe(true)
    await pause(100)
    const heard = (ear: typeof runs) => ear.frames.filter(({ event }) => event !== 'pulse' && event !== 'beat')
    const before = ears.map((ear) => heard(ear).length)
    const line = done(await putValue(eve!, room, { text: 'What would you lose if he came?' }))
    await expect.poll(() => heard(presents).at(-1)!.event).toBe('changed')
    // The one number that everybody is told would say it too: so here it is told to nobody.
    const { step } = (await nowOf(ruth!, room)).activity!
    for (const who of [ruth!, ben!, eve!]) expect((await nowOf(who, room)).activity!.step!.in).toBeNull()
    const { rows } = await place.cluster.inside(place.databaseName, (admin) =>
      admin.query('select came from counts_told(array(select chapter_id from activity_step where id = $1))', [
        step!.id,
      ]),
    )
    expect(rows).toEqual([])
    const told = heard(presents).length
    await eve!.api.gatherings.takeOut({ id: line.lines[0]! })
    await expect.poll(() => heard(presents).length).toBeGreaterThan(told)
    expect([runs, asks].map((ear) => heard(ear).length)).toEqual([before[0], before[2]])
    for (const ear of ears) ear.cut()
  })
})
