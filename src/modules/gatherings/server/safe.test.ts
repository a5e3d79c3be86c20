import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { orderOf } from './present/turns.ts'
import { crowdIn, done, goTo, guestIn, moveOn, nowOf, openGathering, putValue } from './testing.ts'

let place: TestPlace
let group: Place
let ruthHere: Visitor
let benHere: Visitor
let benId = ''

beforeAll(async () => {
  place = await startTestPlace()
  const ruth: Somebody = await somebody(place.house, 'Ruth Adams')
  group = await space(place.house, ruth)
  ruthHere = place.visitor()
  ruthHere.jar.set(...ruth.cookie)
  const ben = await somebody(place.house, 'Ben Hart')
  await bringIn(place.house, group, [ruth], ben)
  benId = ben.id
  benHere = place.visitor()
  benHere.jar.set(...ben.cookie)
})
afterAll(() => place.stop())

/** All that somebody is told of a room, but what time it is. */
const told = async (visitor: Visitor, room: string) => ({ ...(await nowOf(visitor, room)), now: 0 })
const countEvents = () =>
  place.cluster.inside(place.databaseName, async (admin) =>
    Number((await admin.query('select count(*)::int as n from event')).rows[0].n),
  )

describe('a safe space', () => {
  it('keeps out whom its call or a method on its run sheet keeps out, and says so at the door and beside the call', async () => {
    const { id, code } = await openGathering(ruthHere, group, [{ method: 'action-learning-set' }], {
      keptOut: ['observer'],
    } as never)
    const door = await place.visitor().api.gatherings.door({ code })
    expect(door.keptOut).toEqual(expect.arrayContaining(['observer', 'funder', 'line_manager']))
    expect(door.door).toBe('let_in')
    expect((await ruthHere.api.gatherings.one({ id })).keptOut.toSorted()).toEqual(door.keptOut.toSorted())
    const come = (more: object) =>
      place.visitor().api.gatherings.comeInAsGuest({ attempt: attempt(), code, name: 'Ama', ...more } as never)
    expect(await come({ class: 'funder' })).toMatchObject({ ok: false, reason: 'kept_out' })
    expect(await come({ class: 'observer' })).toMatchObject({ reason: 'kept_out' })
    // Whoever says they manage somebody here stays outside; it is kept nowhere that they said so.
    expect(await come({ manages: true })).toMatchObject({ reason: 'kept_out' })
    expect(await come({})).toMatchObject({ ok: true, came: 'waiting' })
    // The same of a member of the space that called it.
    const fromAbove = (manages: boolean) => benHere.api.gatherings.comeInFromAbove({ attempt: attempt(), id, manages })
    expect(await fromAbove(true)).toMatchObject({ reason: 'kept_out' })
    expect(await fromAbove(false)).toMatchObject({ ok: true, came: 'waiting' })
  })

  it('is opened by those who are in it, and not by whoever takes part before and after', async () => {
    const { room, code, items } = await openGathering(ruthHere, group, [{ method: 'what-so-what-now-what' }], {
      door: 'let_in',
    })
    const around = (person: string) =>
      place.cluster.inside(place.databaseName, (admin) =>
        admin.query(
          `insert into membership (id, space_id, person_id, class, roles, starts_at, first_chapter, last_chapter, reason_joined)
           values (gen_random_uuid(), $1, $2, 'funder', '{}', clock_now(), 1, 1, 'Takes part before and after')`,
          [room, person],
        ),
      )
    await around(benId)
    done(await ruthHere.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const pays = place.visitor()
    const who = { attempt: attempt(), code, name: 'Fay', class: 'funder' as const }
    expect(done(await pays.api.gatherings.comeInAsGuest(who)).came).toBe('waiting')
    const [fay] = (await ruthHere.api.gatherings.people({ room })).atDoor
    const letIn = (visitor: Visitor) => visitor.api.gatherings.letIn({ attempt: attempt(), room, person: fay!.person })
    await expect(letIn(benHere)).rejects.toMatchObject({ code: 'not_found' })
    expect((await nowOf(ruthHere, room)).room.reach).toContain('The funder is not here.')
    // Of whoever pays nobody is in the room, so she comes in with the next activity.
    expect(done(await letIn(ruthHere)).came).toBe('waiting')
    expect(await pays.api.gatherings.now({ room })).toEqual({ waiting: 'next_activity' })
    // Whoever belongs to the space comes by the code as what they are there, whatever they say at the door.
    const paid = (set: string) =>
      place.cluster.inside(place.databaseName, (admin) =>
        admin.query(`update membership set class = $3 where space_id = $1 and person_id = $2`, [group.id, benId, set]),
      )
    const other = await openGathering(ruthHere, group, [{ talk: 'A talk' }])
    await paid('funder')
    done(await benHere.api.gatherings.comeIn({ attempt: attempt(), code: other.code, class: 'academic' }))
    const ben = (await ruthHere.api.gatherings.people({ room: other.room })).people.find((one) => one.person === benId)
    expect(ben).toMatchObject({ class: 'funder' })
    expect((await nowOf(ruthHere, other.room)).room.reach).toContain('The funder is here.')
    await paid('grantee')
  })

  it('asks nobody whom they manage where that keeps nobody out', async () => {
    const { code } = await openGathering(ruthHere, group, [{ method: 'two-minute-capture' }])
    const came = await place
      .visitor()
      .api.gatherings.comeInAsGuest({ attempt: attempt(), code, name: 'Ama', manages: true })
    expect(came).toMatchObject({ ok: true, came: 'in' })
    // The same device says the same again after its answer was lost; where it is not let in any more, no session is made.
    const said = { attempt: attempt(), code, name: 'Bo' }
    done(await place.visitor().api.gatherings.comeInAsGuest(said))
    const inside = (query: string) => place.cluster.inside(place.databaseName, (admin) => admin.query(query))
    const bo = (await inside(`select id from person where name = 'Bo' order by id limit 1`)).rows[0].id
    const sessions = async () =>
      (await inside(`select count(*)::int as n from session where person_id = '${bo}'`)).rows[0].n
    done(await place.visitor().api.gatherings.comeInAsGuest(said))
    expect(await sessions()).toBe(2)
    await inside(`update membership set ends_at = clock_now() where person_id = '${bo}'`)
    await inside(
      `update gathering_room r set most_people = 1 from membership m where m.person_id = '${bo}' and r.space_id = m.space_id`,
    )
    expect(await place.visitor().api.gatherings.comeInAsGuest(said)).toMatchObject({ reason: 'full' })
    expect(await sessions()).toBe(2)
  })

  it('knows a payer by every part of theirs in the same partnership, and by the organisation they stand for', async () => {
    const [fay, gil, hal, ida] = await Promise.all(
      ['Fay', 'Gil', 'Hal', 'Ida'].map((name) => somebody(place.house, name)),
    )
    const above = await space(place.house, fay!, 'partnership')
    await bringIn(place.house, above, [fay!], gil!)
    const [away, apart] = [await space(place.house, hal!), await space(place.house, ida!)]
    const inside = (query: string, values: unknown[] = []) =>
      place.cluster.inside(place.databaseName, (admin) => admin.query(query, values))
    await inside('update space set parent_id = $1 where id = $2', [above.id, group.id])
    await inside(
      `insert into charter (space_id, chapter_id, purpose, template, anchor, intensity, payer)
         select space_id, id, '', 'group', 'project', 'standard', 'The Council and Bridgewell Trust' from chapter where space_id = $1 and number = 0`,
      [above.id],
    )
    await inside("update membership set class = 'funder' where space_id = $1 and person_id = $2", [above.id, fay!.id])
    // Whoever pays for something else altogether does not pay here.
    await inside("update membership set class = 'funder' where space_id = $1 and person_id = $2", [apart.id, ida!.id])
    const { rows } = await inside(
      "insert into organisation (id, name, made_by) values (gen_random_uuid(), 'Bridgewell trust', $1) returning id",
      [hal!.id],
    )
    await inside('update membership set organisation_id = $1 where space_id = $2', [rows[0].id, away.id])
    const visitors = [fay!, gil!, hal!, ida!].map((who) => {
      const visitor = place.visitor()
      visitor.jar.set(...who.cookie)
      return visitor
    })
    const come = (visitor: Visitor, code: string) =>
      visitor.api.gatherings.comeIn({ attempt: attempt(), code, class: 'community_member' })
    const shut = await openGathering(ruthHere, group, [{ talk: 'A talk' }], { keptOut: ['funder'] })
    const answers = await Promise.all(visitors.map((visitor) => come(visitor, shut.code)))
    expect(answers.map((one) => (one.ok ? one.came : one.reason))).toEqual(['kept_out', 'in', 'kept_out', 'in'])
    // Where they may come, they come as whoever pays, and it is said.
    for (const payer of [visitors[0]!, visitors[2]!]) {
      const open = await openGathering(ruthHere, group, [{ talk: 'A talk' }])
      done(await come(visitors[1]!, open.code))
      expect((await nowOf(ruthHere, open.room)).room.reach).toContain('The funder is not here.')
      done(await come(payer, open.code))
      expect((await nowOf(ruthHere, open.room)).room.reach).toContain('The funder is here.')
      const { people } = await ruthHere.api.gatherings.people({ room: open.room })
      expect(people.map((one) => one.class).toSorted()).toEqual(['community_member', 'funder', 'grantee'])
      // Of whoever came by a name they typed the place knows nothing.
      const other = await openGathering(ruthHere, group, [{ talk: 'A talk' }])
      await guestIn(place, other.code, 'Leo', '')
      expect((await nowOf(ruthHere, other.room)).room.reach).toContain('Nobody here has said that they pay.')
    }
    // So is a payer known where what leaves a room is read.
    const { room, items } = await openGathering(ruthHere, group, [{ method: 'nine-whys' }])
    done(await ruthHere.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const goesTo = async () => (await nowOf(ruthHere, room)).activity!.goesTo
    expect(await goesTo()).toContain('Nobody reads')
    const stands = (of: unknown) => inside('update membership set organisation_id=$1 where person_id=$2', [of, benId])
    await stands(rows[0].id)
    expect(await goesTo()).toContain('A funder reads')
    await stands(null)
    await inside('update space set parent_id = null where id = $1', [group.id])
  })
})

describe('who has been heard', () => {
  it('is counted where every name stands, for whoever facilitates', async () => {
    const { room, code, items } = await openGathering(ruthHere, group, [{ method: 'what-so-what-now-what' }])
    const [ama, leo] = [await guestIn(place, code, 'Ama Mensah', ''), await guestIn(place, code, 'Leo', '')]
    done(await ruthHere.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    await goTo(ruthHere, room, 'what')
    await putValue(ama, room, { text: 'A line' })
    const activity = (await nowOf(ruthHere, room)).activity!.id
    const heard = () => ruthHere.api.gatherings.heard({ activity })
    // Before it is shown nobody is told who wrote.
    expect(await heard()).toMatchObject({ people: 2, heard: 0 })
    done((await moveOn(ruthHere, room, 'next')) as never)
    const now = await heard()
    expect(now).toMatchObject({ people: 2, heard: 1 })
    expect(now.notYet.map((one) => one.name)).toEqual(['Leo'])
    await expect(leo.api.gatherings.heard({ activity })).rejects.toThrow()
    // A word to Leo is Leo's: once a step, and nobody else learns of it, whoever runs it with Ruth neither.
    const step = (await nowOf(ruthHere, room)).activity!.step!.id
    const ask = (visitor: Visitor, person: string) => visitor.api.gatherings.nudge({ step, person })
    const leoId = now.notYet[0]!.id
    await expect(ask(ama, leoId)).rejects.toThrow()
    const [before, events] = [await told(ama, room), await countEvents()]
    // What each may hear is what decides whether their stream is told to ask again.
    const hears = (who: string) =>
      place.cluster.inside(place.databaseName, async (admin) => {
        const { rows } = await admin.query(
          'select h.chapters from session s cross join lateral may_hear(array[s.token_hash], array[$1::uuid]) h where s.person_id = $2',
          [room, who],
        )
        return rows[0].chapters as string
      })
    const amaId = (await nowOf(ama, room)).me.id
    const [heardByAma, heardByLeo] = [await hears(amaId), await hears(leoId)]
    for (const _ of [1, 2]) done(await ask(ruthHere, leoId))
    expect(await hears(leoId)).toBe(`${heardByLeo} #${step}`)
    expect(await hears(amaId)).toBe(heardByAma)
    expect((await nowOf(leo, room)).askedBy).toBe('Ruth Adams')
    expect(await told(ama, room)).toEqual(before)
    expect(await countEvents()).toBe(events)
    expect((await nowOf(ruthHere, room)).askedBy).toBeNull()
    expect((await heard()).notYet).toMatchObject([{ name: 'Leo', asked: true }])
    done((await moveOn(ruthHere, room, 'next')) as never)
    expect((await nowOf(leo, room)).askedBy).toBeNull()
    expect(await hears(leoId)).not.toContain('#')
    expect((await heard()).notYet).toMatchObject([{ name: 'Leo', asked: false }])
    // Over time: for whoever facilitated it, and for nobody else.
    const voices = (visitor: Visitor) => visitor.api.gatherings.voices({ space: group.id })
    expect(await voices(ruthHere)).toMatchObject({
      held: [{ title: 'Thursday gathering', people: 2, heard: 1, notHeard: ['Leo'] }],
      quarters: [{ quarter: '2026, January to March', gatherings: 1, people: 2, heard: 1, never: [] }],
    })
    expect(await voices(benHere)).toEqual({ held: [], quarters: [] })
  })

  it('is not counted where something is written without names', async () => {
    const { room, code, items } = await openGathering(ruthHere, group, [{ method: 'attention' }])
    await crowdIn(place, code, 4)
    done(await ruthHere.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const activity = (await nowOf(ruthHere, room)).activity!.id
    expect(await ruthHere.api.gatherings.heard({ activity })).toEqual({ people: 4, heard: null, notYet: [] })
    // No word goes to one person there.
    const step = (await nowOf(ruthHere, room)).activity!.step!.id
    const { people } = await ruthHere.api.gatherings.people({ room })
    const person = people.find((one) => one.guest)!.person
    await expect(ruthHere.api.gatherings.nudge({ step, person })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a round with an order', () => {
  it('lets small organisations begin and whoever pays come last, by who is here and nothing else', () => {
    const one = (person: string, organisation: string, size: string | null = null, as = 'grantee') => ({
      ...{ person, organisation, size, name: person, class: as },
    })
    const people = [
      one('payer', 'A trust', '1-9', 'funder'),
      one('council', 'The council', '250+'),
      one('two', 'Riverside', '1-9'),
      one('three', 'Riverside', '1-9'),
      one('clinic', 'A clinic', '1-9'),
      one('unknown', 'A club'),
      one('resident', '', null, 'community_member'),
    ]
    const [first, second, ...rest] = orderOf(people, 'small_organisations_first', () => 0)
    expect([first, second]).toEqual(['resident', 'clinic'])
    expect(rest.slice(0, 2).toSorted()).toEqual(['three', 'two'])
    expect(rest.slice(2)).toEqual(['unknown', 'council', 'payer'])
    const lots = [0.9, 0.1]
    expect(orderOf(people.slice(2, 4), 'small_organisations_first', () => lots.pop()!)).toEqual(['two', 'three'])
  })

  it('tells everybody who speaks now and next, goes on by its facilitator, and lets each pass and come back', async () => {
    const { room, code, items } = await openGathering(ruthHere, group, [{ method: 'power-conversation' }])
    const crowd = await crowdIn(place, code)
    for (const { person } of (await ruthHere.api.gatherings.people({ room })).atDoor)
      await ruthHere.api.gatherings.letIn({ attempt: attempt(), room, person })
    done(await ruthHere.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    await goTo(ruthHere, room, 'round')
    const turns = async (visitor = ruthHere) => (await nowOf(visitor, room)).turns!
    const step = (await nowOf(ruthHere, room)).activity!.step!.id
    const did = (visitor: Visitor, person: string, what: 'spoke' | 'passed' | 'again') =>
      visitor.api.gatherings.turn({ attempt: attempt(), step, person, did: what })
    const before = await turns()
    expect(before).toHaveLength(7)
    expect(await turns(crowd[3])).toEqual(before)
    const [first, second] = before
    expect([first!.state, second!.state]).toEqual(['now', 'waits'])
    const mine = async (visitor: Visitor) => (await nowOf(visitor, room)).me.id
    const whose = async (id: string) => {
      for (const visitor of crowd) if ((await mine(visitor)) === id) return visitor
      throw new Error('Nobody')
    }
    await expect(did(await whose(second!.id), first!.id, 'spoke')).rejects.toThrow()
    await expect(did(await whose(second!.id), second!.id, 'spoke')).rejects.toThrow()
    done(await did(await whose(first!.id), first!.id, 'passed'))
    expect((await turns())[0]).toMatchObject({ id: second!.id, state: 'now' })
    expect((await turns()).at(-1)).toMatchObject({ id: first!.id, state: 'passed' })
    for (const { id } of before.slice(1)) done(await did(ruthHere, id, 'spoke'))
    expect((await turns()).find((one) => one.state === 'now')!.id).toBe(first!.id)
    done(await did(ruthHere, first!.id, 'spoke'))
    expect((await turns()).every((one) => one.state === 'spoke')).toBe(true)
    done(await did(ruthHere, second!.id, 'again'))
    expect((await turns())[0]).toMatchObject({ id: second!.id, state: 'now' })
  })
})
