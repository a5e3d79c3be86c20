import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { done, goTo, guestIn, moveOn, nowOf, openGathering, putValue } from './testing.ts'

let place: TestPlace
let group: Place
let ruthHere: Visitor

const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
/** A room in which a method has begun, with guests in it. */
async function roomWith(method: string, guests: number) {
  const { id, room, code, items } = await openGathering(ruthHere, group, [{ method }])
  const people = await Promise.all(
    Array.from({ length: guests }, async (_, at) => guestIn(place, code, `Guest ${at}`, `Organisation ${at % 3}`)),
  )
  done(await ruthHere.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
  return { id, room, code, people }
}
const groupsIn = async (visitor: Visitor, room: string) => {
  const { activity } = await nowOf(visitor, room)
  return visitor.api.gatherings.groups({ activity: activity!.id })
}
const idOf = async (visitor: Visitor, room: string) => (await nowOf(visitor, room)).me.id

beforeAll(async () => {
  place = await startTestPlace()
  const ruth = await somebody(place.house, 'Ruth Adams')
  const ben = await somebody(place.house, 'Ben Hart')
  group = await space(place.house, ruth)
  await bringIn(place.house, group, [ruth], ben)
  ruthHere = visit(ruth)
})
afterAll(() => place.stop())

describe('groups', () => {
  it('at tables let people sit where they are, say how they are to whoever facilitates, and tell what came table by table', async () => {
    const { room, people } = await roomWith('appreciative-inquiry', 6)
    const [one, two, three, four] = people
    await goTo(ruthHere, room, 'tables')
    const { id, version } = (await nowOf(ruthHere, room)).activity!
    const sit = (visitor: Visitor, table: number) =>
      visitor.api.gatherings.sitAt({ attempt: attempt(), activity: id, table })
    expect(await sit(one!, 7)).toMatchObject({ ok: false, reason: 'seated' })
    const own = (visitor: Visitor) =>
      visitor.api.gatherings.ownTables({ attempt: attempt(), activity: id, version, own: true })
    await expect(own(one!)).rejects.toThrow()
    done(await own(ruthHere))
    expect((await nowOf(one!, room)).group).toBeNull()
    for (const [visitor, table] of [
      [one!, 7],
      [two!, 7],
      [two!, 7],
      [three!, 12],
      [four!, 12],
      [four!, 7],
    ] as const)
      done(await sit(visitor, table))
    const seats = async () =>
      (await groupsIn(ruthHere, room)).groups.map((each) => [each.label, each.people.map((who) => who.name)])
    expect(await seats()).toEqual([
      ['Table 7', ['Guest 0', 'Guest 1', 'Guest 3']],
      ['Table 12', ['Guest 2']],
    ])
    const tables = async () => {
      const told = await ruthHere.api.gatherings.tables({ activity: id })
      return { ...told, tables: told.tables.map((each) => [each.label, each.people, each.says]) }
    }
    const say = (visitor: Visitor, says: 'working' | 'done' | 'help') =>
      visitor.api.gatherings.sayAtTable({ attempt: attempt(), activity: id, says })
    done(await say(two!, 'done'))
    done(await say(three!, 'help'))
    expect(await say(people[5]!, 'done')).toMatchObject({ ok: false, reason: 'no_table' })
    expect(await tables()).toEqual({
      own: true,
      tables: [
        ['Table 7', 3, 'done'],
        ['Table 12', 1, 'help'],
      ],
      standing: 2,
    })
    await expect(one!.api.gatherings.tables({ activity: id })).rejects.toThrow()
    expect([(await nowOf(one!, room)).group!.says, (await nowOf(three!, room)).group!.says]).toEqual(['done', 'help'])
    // Done holds for a step; that somebody is needed until it is said otherwise. Nobody else reads a sign.
    await goTo(ruthHere, room, 'core')
    expect((await tables()).tables).toEqual([
      ['Table 7', 3, 'working'],
      ['Table 12', 1, 'help'],
    ])
    const signs = (who: string) =>
      place.house.db.as(who, (tx) =>
        tx
          .selectFrom('table_sign')
          .select('says')
          .execute()
          .then((rows) => rows.length),
      )
    const ids = await Promise.all([ruthHere, one!, people[5]!].map((visitor) => idOf(visitor, room)))
    expect(await Promise.all(ids.map(signs))).toEqual([2, 1, 0])
    for (const visitor of [one!, three!]) await putValue(visitor, room, { text: 'It was the people' })
    done((await moveOn(ruthHere, room, 'next')) as never)
    const { lines } = await nowOf(two!, room)
    expect(
      lines
        .filter((line) => line.key === 'core')
        .map((line) => line.table)
        .toSorted(),
    ).toEqual(['Table 12', 'Table 7'])
    // Seated again, the numbers are gone.
    await goTo(ruthHere, room, 'tables')
    done(
      await ruthHere.api.gatherings.regroup({
        attempt: attempt(),
        activity: id,
        version: (await nowOf(ruthHere, room)).activity!.version,
      }),
    )
    expect((await seats()).flatMap(([, names]) => names)).toHaveLength(6)
  })

  it('seat everybody once, each in a room of their own that nobody else reads', async () => {
    const { room, people } = await roomWith('one-two-four-all', 5)
    await goTo(ruthHere, room, 'pairs')
    const { groups, others } = await groupsIn(people[0]!, room)
    expect(groups.map((one) => one.people.length).toSorted()).toEqual([2, 3])
    expect(groups.map((one) => one.label)).toEqual(['Pair 1', 'Pair 2'])
    // Whoever facilitates looks after all of them.
    expect(others.map((one) => one.name)).toEqual(['Ruth Adams'])
    const mine = (await nowOf(people[0]!, room)).group!
    expect(mine.people.map((one) => one.name)).toContain('Guest 0')
    expect((await nowOf(ruthHere, room)).group).toBeNull()
    await goTo(ruthHere, room, 'fours')
    const joined = await groupsIn(ruthHere, room)
    expect(joined.groups.map((one) => one.people.length)).toEqual([5])
    await goTo(ruthHere, room, 'four')
    const { activity, group: table } = await nowOf(people[1]!, room)
    const four = activity!.steps[activity!.step!.place]!
    done(
      await people[1]!.api.gatherings.put({
        ...{ step: activity!.step!.id, chapter: four.seenBy === 'room' ? activity!.chapter : table!.chapter },
        items: [{ id: randomUUID(), value: { text: 'What the four of us think' } }],
      }),
    )
  })

  it('keep apart whoever asked, and say so to nobody', async () => {
    const { room, people } = await roomWith('one-two-four-all', 4)
    const ids = await Promise.all(people.map((one) => idOf(one, room)))
    done(await people[0]!.api.gatherings.keepApart({ room, notWith: [ids[1]!, ids[2]!] }))
    expect(new Set((await people[0]!.api.gatherings.apart({ room })).notWith)).toEqual(new Set([ids[1], ids[2]]))
    expect(await people[1]!.api.gatherings.apart({ room })).toEqual({ notWith: [], manages: [] })
    await goTo(ruthHere, room, 'pairs')
    for (let again = 0; again < 3; again++) {
      const mine = (await nowOf(people[0]!, room)).group!
      expect(mine.people.map((one) => one.id)).toContain(ids[3])
      const { activity } = await nowOf(ruthHere, room)
      done(
        await ruthHere.api.gatherings.regroup({
          attempt: attempt(),
          activity: activity!.id,
          version: activity!.version,
        }),
      )
    }
    // By hand it is done, without a word on who asked for what.
    const { activity } = await nowOf(ruthHere, room)
    done(
      await ruthHere.api.gatherings.reseat({
        ...{ attempt: attempt(), activity: activity!.id, person: ids[3]!, other: ids[1]! },
      }),
    )
    expect((await nowOf(people[0]!, room)).group!.people.map((one) => one.id)).toContain(ids[1])
    // The web role reads nobody's wish but its own, and asks no function about one.
    const facilitator = await idOf(ruthHere, room)
    const seen = await place.house.db.read(facilitator, (db) =>
      sql<{ n: number }>`select count(*)::integer as n from apart_wish`.execute(db as never),
    )
    expect(seen.rows[0]!.n).toBe(0)
    await moveOn(ruthHere, room, 'end')
    done(await ruthHere.api.gatherings.close({ attempt: attempt(), room }))
    expect((await people[0]!.api.gatherings.apart({ room })).notWith).toEqual([])
  })

  it('give other partners the next time', async () => {
    const { room, people } = await roomWith('one-two-four-all', 6)
    await goTo(ruthHere, room, 'pairs')
    const met = new Set<string>()
    for (let round = 0; round < 3; round++) {
      const mine = (await nowOf(people[0]!, room)).group!
      for (const one of mine.people) met.add(one.name)
      const { activity } = await nowOf(ruthHere, room)
      const press = { activity: activity!.id, version: activity!.version }
      done(await ruthHere.api.gatherings.regroup({ attempt: attempt(), ...press }))
      expect(await ruthHere.api.gatherings.regroup({ attempt: attempt(), ...press })).toMatchObject({
        reason: 'moved_on',
      })
    }
    expect(met.size).toBe(4)
    await expect(
      people[0]!.api.gatherings.regroup({
        attempt: attempt(),
        activity: (await nowOf(ruthHere, room)).activity!.id,
        version: 1,
      }),
    ).rejects.toThrow()
  })

  it('take whoever comes late into the smallest, who reads from then on', async () => {
    const { room, code, people } = await roomWith('nine-whys', 3)
    await goTo(ruthHere, room, 'whys')
    const before = await nowOf(people[0]!, room)
    await putValue(people[0]!, room, { about: 'The bus', whys: ['Because of my mother'] })
    const late = await guestIn(place, code, 'Late', '')
    const { groups } = await groupsIn(ruthHere, room)
    expect(groups.flatMap((one) => one.people.map((person) => person.name))).toContain('Late')
    expect((await nowOf(late, room)).lines).toEqual([])
    const after = await nowOf(people[0]!, room)
    expect(after.group!.people.some((one) => one.name === 'Late')).toBe(true)
    // What was written for fewer people is not sent to more.
    expect(
      await people[0]!.api.gatherings.put({
        ...{ step: before.activity!.step!.id, chapter: before.group!.chapter },
        items: [{ id: randomUUID(), value: { about: '', whys: ['More'] } }],
      }),
    ).toMatchObject({ ok: false, reason: 'elsewhere' })
  })

  it('let one write down what the other says, as the other’s own', async () => {
    const { room, people } = await roomWith('nine-whys', 2)
    await goTo(ruthHere, room, 'whys')
    const said = await idOf(people[1]!, room)
    await putValue(people[0]!, room, { about: 'The bus', whys: ['Because of my mother'] }, { speaker: said })
    const theirs = (await nowOf(people[1]!, room)).lines
    expect(theirs.map((line) => [line.mine, line.by])).toEqual([[true, 'Guest 1']])
    await goTo(ruthHere, room, 'fours')
    // After it is over only the one interviewed has it; the hand that wrote it has nothing.
    expect((await nowOf(people[0]!, room)).lines).toEqual([])
    expect((await nowOf(people[1]!, room)).lines).toHaveLength(1)
    done(await people[1]!.api.gatherings.takeOut({ id: theirs[0]!.id }))
    expect((await nowOf(people[1]!, room)).lines).toEqual([])
  })
})

describe('roles', () => {
  it('write where a role writes, once somebody has taken it', async () => {
    const { room, people } = await roomWith('four-player', 5)
    await goTo(ruthHere, room, 'tally')
    const { activity } = await nowOf(people[0]!, room)
    const tap = { second: 3, button: 'move', speaker: 2 }
    done(await people[1]!.api.gatherings.takeRole({ attempt: attempt(), activity: activity!.id, role: 'observer' }))
    expect(await putValue(people[0]!, room, tap, {}, false)).toMatchObject({ reason: 'not_yours' })
    await putValue(people[1]!, room, tap)
    expect(
      await people[0]!.api.gatherings.takeRole({ attempt: attempt(), activity: activity!.id, role: 'presenter' }),
    ).toMatchObject({ reason: 'no_role' })
    await expect(
      people[0]!.api.gatherings.takeRole({
        ...{ attempt: attempt(), activity: activity!.id, role: 'observer', person: await idOf(people[2]!, room) },
      }),
    ).rejects.toThrow()
    await goTo(ruthHere, room, 'debrief')
    const spoke = async () =>
      (await people[1]!.api.gatherings.lines({ step: activity!.step!.id })).lines.map(
        (line) => (line.value as typeof tap).speaker,
      )
    expect(await spoke()).toEqual([2])
    // All but one say that it may be kept: it is forgotten.
    for (const one of [ruthHere, ...people.slice(1)])
      done(await one.api.gatherings.keepSpeakers({ activity: activity!.id, may: true }))
    await moveOn(ruthHere, room, 'next')
    expect(await spoke()).toEqual([null])
  })

  it('keep who spoke when everybody says so', async () => {
    const { room, people } = await roomWith('four-player', 2)
    await goTo(ruthHere, room, 'tally')
    const { activity } = await nowOf(people[0]!, room)
    await putValue(people[1]!, room, { second: 3, button: 'move', speaker: 2 })
    await goTo(ruthHere, room, 'debrief')
    for (const one of [ruthHere, ...people])
      done(await one.api.gatherings.keepSpeakers({ activity: activity!.id, may: true }))
    await moveOn(ruthHere, room, 'next')
    const { lines } = await people[1]!.api.gatherings.lines({ step: activity!.step!.id })
    expect(lines.map((line) => (line.value as { speaker: number }).speaker)).toEqual([2])
    // One of them thinks better of it: it is forgotten at once.
    done(await people[0]!.api.gatherings.keepSpeakers({ activity: activity!.id, may: false }))
    const after = await people[1]!.api.gatherings.lines({ step: activity!.step!.id })
    expect(after.lines.map((line) => (line.value as { speaker: number | null }).speaker)).toEqual([null])
  })
})
