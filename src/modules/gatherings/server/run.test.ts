import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { done, goTo, guestIn, moveOn, nowOf, openGathering, putValue } from './testing.ts'

let place: TestPlace
let group: Place
let ruth: Somebody
let ben: Somebody
let [ruthHere, benHere, guestHere, strangerHere]: Visitor[] = []

const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}

beforeAll(async () => {
  place = await startTestPlace()
  ruth = await somebody(place.house, 'Ruth Adams')
  ben = await somebody(place.house, 'Ben Hart')
  group = await space(place.house, ruth)
  await bringIn(place.house, group, [ruth], ben)
  ;[ruthHere, benHere] = [visit(ruth), visit(ben)]
  strangerHere = visit(await somebody(place.house, 'A stranger'))
  guestHere = place.visitor()
})
afterAll(() => place.stop())

const TALK = { sort: 'talk' as const, title: 'Late', minutes: 5 }
const put = async (visitor: Visitor, room: string, value: unknown, id = randomUUID()) => {
  const { activity, group: table } = await nowOf(visitor, room)
  const step = activity!.steps[activity!.step!.place]!
  return visitor.api.gatherings.put({
    step: activity!.step!.id,
    chapter: ['pair', 'table'].includes(step.seenBy) ? table!.chapter : activity!.chapter,
    items: [{ id, value }],
  })
}

const classOf = async (room: string, name: string) =>
  (await ruthHere!.api.gatherings.people({ room })).people.find((one) => one.name === name)?.class

describe('a gathering', () => {
  it('is told to the space that calls, and its room to whoever is in it', async () => {
    const { id, room, code } = await openGathering(ruthHere!, group, [{ method: 'two-minute-capture' }])
    const read = await benHere!.api.gatherings.one({ id })
    expect(read.title).toBe('Thursday gathering')
    expect(read.room).toBeNull()
    // A zone that is none would break every list in which it stands.
    const { standing } = await ruthHere!.api.spaces.here({ address: group.address })
    const call = { title: 'Elsewhere', startsOn: '2026-03-12', startsAt: '14:30' }
    const plan = (zone: string) =>
      ruthHere!.api.gatherings.plan({
        ...{ attempt: attempt(), space: group.id, chapter: standing, call: { ...call, zone } as never },
      })
    for (const zone of ['Atlantis', '+02:00']) await expect(plan(zone)).rejects.toMatchObject({ code: 'invalid' })
    done(await plan('Asia/Kolkata'))
    await expect(benHere!.api.gatherings.now({ room })).rejects.toThrow()
    await expect(strangerHere!.api.gatherings.one({ id })).rejects.toThrow()
    expect((await strangerHere!.api.gatherings.list({ space: group.id })).coming).toEqual([])
    const door = await place.visitor().api.gatherings.door({ code: code.toUpperCase().replaceAll('-', '  ') })
    expect(door.said.title).toBe('Thursday gathering')
    await expect(place.visitor().api.gatherings.door({ code: 'abandon-ability-000' })).rejects.toThrow(/opens no door/)
  })

  it('lets a guest in by the code, to this room and to nothing else', async () => {
    const { room, code, items } = await openGathering(ruthHere!, group, [
      { talk: 'Welcome' },
      { method: 'two-minute-capture' },
    ])
    const came = done(
      await guestHere!.api.gatherings.comeInAsGuest({
        attempt: attempt(),
        code,
        name: 'Ama Mensah',
        organisation: 'Riverside',
      }),
    )
    expect(came).toMatchObject({ room, came: 'in' })
    const now = await nowOf(guestHere!, room)
    expect(now.me).toMatchObject({ name: 'Ama Mensah', guest: true, facilitates: false })
    expect(now.room.reach).toContain('2 people')
    const { people } = await ruthHere!.api.gatherings.people({ room })
    expect(people.map((one) => [one.name, one.organisation])).toContainEqual(['Ama Mensah', 'Riverside'])
    // Nothing else of the place is open to a guest, not even what is their own elsewhere.
    await expect(guestHere!.api.spaces.list({})).rejects.toThrow()
    await expect(guestHere!.api.gatherings.list({ space: group.id })).rejects.toThrow()
    await expect(guestHere!.api.journal.write({ attempt: attempt(), words: 'x' } as never)).rejects.toThrow()
    await expect(guestHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! })).rejects.toThrow()
    expect(await guestHere!.api.people.me({})).toBeNull()
  })

  it('knows a guest again who asks once more because the answer was lost, and nobody else by it', async () => {
    const { room, code } = await openGathering(ruthHere!, group, [{ method: 'two-minute-capture' }])
    const ama = { attempt: attempt(), code, name: 'Ama Mensah', organisation: 'Riverside', class: 'grantee' as const }
    const cameIn = async (who: Partial<typeof ama>) => {
      const visitor = place.visitor()
      done(await visitor.api.gatherings.comeInAsGuest({ ...ama, ...who }))
      return { visitor, id: (await nowOf(visitor, room)).me.id }
    }
    const both = await Promise.all([cameIn({}), cameIn({})])
    const again = await cameIn({ name: ' Ama Mensah ' })
    expect(new Set([...both, again].map((one) => one.id)).size).toBe(1)
    // Each of these is somebody else: another name with the same id, and the same name with another.
    const others = await Promise.all([cameIn({ name: 'Ama' }), cameIn({ attempt: attempt() })])
    expect(new Set([again, ...others].map((one) => one.id)).size).toBe(3)
    expect((await ruthHere!.api.gatherings.people({ room })).people).toHaveLength(4)
    expect((await nowOf(both[0]!.visitor, room)).me.name).toBe('Ama Mensah')
    const other = await openGathering(ruthHere!, group, [])
    done(await place.visitor().api.gatherings.comeInAsGuest({ ...ama, code: other.code }))
    expect((await ruthHere!.api.gatherings.people({ room: other.room })).people).toHaveLength(2)
  })

  it('shows nothing before its reveal, and then everything at once', async () => {
    const { id: call, room, code, items } = await openGathering(ruthHere!, group, [{ method: 'what-so-what-now-what' }])
    done(await benHere!.api.gatherings.comeInFromAbove({ attempt: attempt(), id: call }))
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const { activity } = await nowOf(benHere!, room)
    const write = activity!.steps.findIndex((step) => step.kind === 'write' && step.shown !== 'never' && !step.nameless)
    expect(write).toBeGreaterThanOrEqual(0)
    done((await moveOn(ruthHere!, room, 'step', { place: write })) as never)
    const id = randomUUID()
    const shape = activity!.steps[write]!.settings as { fields?: { key: string }[] }
    const value =
      shape.fields === undefined
        ? { text: 'A line' }
        : { fields: Object.fromEntries(shape.fields.map((one) => [one.key, 'A line'])) }
    done(await put(benHere!, room, value, id))
    done(await put(benHere!, room, value, id))
    expect((await nowOf(benHere!, room)).lines.map((line) => [line.id, line.mine])).toEqual([[id, true]])
    const before = await nowOf(ruthHere!, room)
    expect(before.lines).toEqual([])
    // Whoever runs it is not waited for, and not counted where they answer: nobody is told “all” while somebody is writing.
    expect(before.activity!.step).toMatchObject({ in: 1, people: 1 })
    const ruths = randomUUID()
    done(await put(ruthHere!, room, value, ruths))
    expect((await nowOf(benHere!, room)).activity!.step).toMatchObject({ in: 1, people: 1 })
    done(await ruthHere!.api.gatherings.takeOut({ id: ruths }))
    // Who comes is waited for from now on, and to the end: whoever goes is told by neither number, with a line left behind or without.
    const as = { attempt: attempt(), code, name: 'Bo', class: (await classOf(room, 'Ben Hart'))! }
    const bo = place.visitor()
    expect(done(await bo.api.gatherings.comeInAsGuest(as)).came).toBe('in')
    expect((await nowOf(benHere!, room)).activity!.step).toMatchObject({ in: 1, people: 2 })
    const di = place.visitor()
    done(await di.api.gatherings.comeInAsGuest({ ...as, attempt: attempt(), name: 'Di' }))
    done(await put(bo, room, value))
    const [boId, diId] = [(await nowOf(bo, room)).me.id, (await nowOf(di, room)).me.id]
    for (const going of [bo, di]) {
      expect((await nowOf(benHere!, room)).activity!.step).toMatchObject({ in: 2, people: 3 })
      done(await going.api.gatherings.leave({ attempt: attempt(), room }))
    }
    expect((await nowOf(benHere!, room)).activity!.step).toMatchObject({ in: 2, people: 3 })
    // Nor by whoever erases themselves: their line is gone at once, and how many are in does not tell that there was one.
    const step = before.activity!.step!.id
    const asAdmin = (statement: string) =>
      place.cluster.inside(place.databaseName, (admin) => admin.query(statement, [step]))
    const linesIn = async () => (await asAdmin('select from contribution where step_id = $1')).rowCount
    expect(await linesIn()).toBe(2)
    for (const id of [boId, diId]) await place.house.db.as(id, (tx) => place.house.gathered.forget(tx, id))
    expect(await linesIn()).toBe(1)
    expect((await nowOf(benHere!, room)).activity!.step).toMatchObject({ in: 2, people: 3 })
    const { title, kept } = activity!.steps[write]!
    const keeps = await ruthHere!.api.gatherings.keeps({ room })
    expect(keeps).toContainEqual({ activity: activity!.title, step: title, kept })
    expect(keeps.map((one) => one.step)).not.toContain(activity!.steps.at(-1)!.title)
    await expect(benHere!.api.gatherings.keeps({ room })).rejects.toMatchObject({ code: 'not_found' })
    // A sheet of paper is one more that is in, says that it was one, and is not under the hand that typed it.
    const sheet = randomUUID()
    const typeIn = (visitor: Visitor, id: string) =>
      visitor.api.gatherings.putSheet({ step, sheet: id, whose: 'Ada', values: [value], mayGo: 'words' })
    await expect(typeIn(benHere!, randomUUID())).rejects.toMatchObject({ code: 'not_found' })
    const mistyped = randomUUID()
    for (const one of [sheet, sheet, mistyped]) done(await typeIn(ruthHere!, one))
    expect((await nowOf(benHere!, room)).activity!.step!.in).toBe(4)
    const takeOut = benHere!.api.gatherings.takeSheetOut({ sheet: mistyped })
    await expect(takeOut).rejects.toMatchObject({ code: 'not_found' })
    expect((await nowOf(benHere!, room)).activity!.step!.in).toBe(4)
    done(await ruthHere!.api.gatherings.takeSheetOut({ sheet: mistyped }))
    expect(await nowOf(benHere!, room)).toMatchObject({
      onPaper: '1 sheet typed in from paper by Ruth Adams.',
      activity: { step: { in: 3 } },
    })
    expect((await nowOf(ruthHere!, room)).lines).toEqual([])
    done((await moveOn(ruthHere!, room, 'next')) as never)
    // Once the lines can be counted, that number would tell it after all.
    expect((await asAdmin('select came, asked from counted_in($1)')).rows).toEqual([{ came: null, asked: 4 }])
    const after = await ruthHere!.api.gatherings.lines({ step: before.activity!.step!.id })
    expect(after.lines.find((line) => line.id === id)).toMatchObject({ by: 'Ben Hart' })
    expect(after.lines.find((line) => line.by.startsWith('Ada'))).toMatchObject({ by: 'Ada, on paper', mine: false })
    // Ada was not asked here: whatever was ticked beside her name, her words stay in the room.
    const { rows: goes } = await place.cluster.inside(place.databaseName, (admin) =>
      admin.query(
        `select c.may_go from contribution c join activity a on a.id = c.activity_id where a.space_id = $1 and c.said_as = 'Ada, on paper'`,
        [room],
      ),
    )
    expect(goes).toEqual([{ may_go: 'stays' }])
    expect(await typeIn(ruthHere!, randomUUID())).toMatchObject({ ok: false, reason: 'stale' })
  })

  it('tells what was predicted with the guesses and not before, and says so where it is changed afterwards', async () => {
    const { room, code, items } = await openGathering(ruthHere!, group, [{ method: 'prototype-test' }])
    const ama = await guestIn(place, code, 'Ama', '')
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    await goTo(ruthHere!, room, 'guess')
    const step = (await nowOf(ama, room)).activity!.step!.id
    await putValue(ama, room, { answers: { manage: 3, minutes: 20 }, because: '' })
    const say = (visitor: Visitor, values: object) =>
      visitor.api.gatherings.sayActuals({ attempt: attempt(), step, values } as never)
    await expect(say(ama, { manage: 1, minutes: 1 })).rejects.toThrow()
    await expect(say(ruthHere!, { manage: 1 })).rejects.toMatchObject({ code: 'invalid' })
    done(await say(ruthHere!, { manage: 7, minutes: 'unknown' }))
    done(await say(ruthHere!, { manage: 6, minutes: 'unknown' }))
    const told = async (visitor: Visitor) =>
      (await nowOf(visitor, room)).actuals.map(({ question, value, before: was }) => [question, value, was])
    // Not told yet, a correction is none.
    expect([await told(ama), await told(ruthHere!)]).toEqual([[], [['manage', 6, null]]])
    done((await moveOn(ruthHere!, room, 'show')) as never)
    expect(await told(ama)).toEqual([['manage', 6, null]])
    done(await say(ruthHere!, { manage: 4, minutes: 31 }))
    for (const visitor of [ama, ruthHere!])
      expect(await told(visitor)).toEqual([
        ['manage', 4, 6],
        ['minutes', 31, null],
      ])
  })

  it('moves on once for two who press at the same time, and only for whoever facilitates', async () => {
    const { room, items } = await openGathering(ruthHere!, group, [{ method: 'what-so-what-now-what' }])
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const { activity } = await nowOf(ruthHere!, room)
    const press = () =>
      ruthHere!.api.gatherings.move({
        attempt: attempt(),
        activity: activity!.id,
        version: activity!.version,
        to: 'next',
      })
    const both = await Promise.all([press(), press()])
    expect(both.map((one) => one.ok).toSorted()).toEqual([false, true])
    expect((await nowOf(ruthHere!, room)).activity!.step!.place).toBe(1)
    await expect(
      benHere!.api.gatherings.move({ attempt: attempt(), activity: activity!.id, version: 2, to: 'next' }),
    ).rejects.toThrow()
    // Once it is closed nothing in it changes, and whoever would change it is told so; nobody else is told that it is there.
    const step = (await nowOf(ruthHere!, room)).activity!.step!.id
    done((await moveOn(ruthHere!, room, 'end')) as never)
    done(await ruthHere!.api.gatherings.close({ attempt: attempt(), room }))
    const late = ({ api: { gatherings } }: Visitor) => [
      gatherings.addItem({ attempt: attempt(), room, ...TALK }),
      gatherings.changeItem({ attempt: attempt(), item: items[0]!, version: 1, ...TALK }),
      gatherings.moveItem({ attempt: attempt(), item: items[0]!, before: null }),
      gatherings.removeItem({ attempt: attempt(), item: items[0]! }),
      gatherings.begin({ attempt: attempt(), room, item: items[0]! }),
      gatherings.openDoors({ attempt: attempt(), room }),
      gatherings.putSheet({ step, sheet: randomUUID(), whose: '', values: [{ text: 'Late' }], mayGo: 'stays' }),
      gatherings.move({ attempt: attempt(), activity: activity!.id, version: 9, to: 'next' }),
    ]
    for (const answer of await Promise.all(late(ruthHere!)))
      expect(answer).toMatchObject({ ok: false, reason: 'closed' })
    for (const answer of await Promise.allSettled(late(strangerHere!)))
      expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } })
    expect((await ruthHere!.api.gatherings.agenda({ room })).items).toHaveLength(1)
  })

  it('goes on from the device of whoever runs it too, and of nobody else', async () => {
    const { id, room, code, items } = await openGathering(ruthHere!, group, [{ method: 'what-so-what-now-what' }])
    done(await benHere!.api.gatherings.comeInFromAbove({ attempt: attempt(), id }))
    const other = place.visitor()
    done(await other.api.gatherings.comeInAsGuest({ attempt: attempt(), code, name: 'Bo' }))
    const { people } = await ruthHere!.api.gatherings.people({ room })
    const idOf = (name: string) => people.find((one) => one.name === name)!.person
    const letRun = (visitor: Visitor, name: string) =>
      visitor.api.gatherings.runWith({ attempt: attempt(), room, person: idOf(name) })
    await expect(letRun(benHere!, 'Ben Hart')).rejects.toThrow()
    expect(await letRun(ruthHere!, 'Bo')).toMatchObject({ ok: false, reason: 'guest' })
    done(await letRun(ruthHere!, 'Ben Hart'))
    done(await letRun(ruthHere!, 'Ben Hart'))
    done(await benHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    done((await moveOn(benHere!, room, 'next')) as never)
    expect((await nowOf(ruthHere!, room)).activity!.step!.place).toBe(1)
    // In the space that called it Ben runs nothing by it.
    await expect(
      benHere!.api.gatherings.cancel({
        attempt: attempt(),
        id: (await ruthHere!.api.gatherings.list({ space: group.id })).coming.find((one) => one.room?.id !== room)!.id,
        because: '',
      }),
    ).rejects.toThrow()
  })
})
