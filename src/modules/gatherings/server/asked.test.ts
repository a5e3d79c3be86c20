import { randomUUID } from 'node:crypto'
/** Asked from outside and signed in: answered without a link, for one room and for a time. And what somebody leaves behind. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { listenAt } from '../../../../tests/support/ear.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import type { CallInput } from '../contract/call.ts'
import { gatherings } from './index.ts'
import { crowdIn, done, goTo, moveOn, nowOf, openGathering, putValue } from './testing.ts'

let place: TestPlace
let calling: Place
let [ruth, ben, zoe, yan, eve]: Somebody[] = []
let [ruthHere, benHere, zoeHere, yanHere, eveHere]: Visitor[] = []

const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
const asAdmin = (statement: string, values: unknown[] = []) =>
  place.cluster.inside(place.databaseName, (admin) => admin.query(statement, values))
const withAddress = async (name: string, verified = true) => {
  const who = await somebody(place.house, name)
  await place.house.db.as(who.id, (tx) =>
    tx
      .insertInto('login')
      .values({
        ...{ person_id: who.id, email: `${name.toLowerCase()}@example.org` },
        verified_at: verified ? sql<Date>`clock_now()` : null,
      })
      .execute(),
  )
  return who
}
const plan = async (call: Partial<CallInput> = {}) => {
  const { standing } = await ruthHere!.api.spaces.here({ address: calling.address })
  return done(
    await ruthHere!.api.gatherings.plan({
      ...{ attempt: attempt(), space: calling.id, chapter: standing },
      call: { title: 'An evening', startsOn: '2030-03-30', startsAt: '18:30', ...call } as CallInput,
    }),
  )
}

beforeAll(async () => {
  place = await startTestPlace()
  ;[ruth, ben, eve] = [
    await somebody(place.house, 'Ruth'),
    await somebody(place.house, 'Ben'),
    await somebody(place.house, 'Eve'),
  ]
  zoe = await withAddress('Zoe')
  yan = await withAddress('Yan', false)
  calling = await space(place.house, ruth)
  await bringIn(place.house, calling, [ruth], ben)
  ;[ruthHere, benHere, zoeHere, yanHere, eveHere] = [ruth, ben, zoe, yan, eve].map((who) => visit(who!))
})
afterAll(() => place.stop())

describe('whoever is asked from outside', () => {
  it('is known by an address that is proved to be theirs, and comes into one room for as long as it was said', async () => {
    const { id, room } = await plan()
    const other = await plan({ title: 'Another evening' })
    const others = ['Zoe', 'Yan'].map((name) => ({
      ...{ name, email: `${name}@Example.org`, organisation: '', class: 'academic' as const },
      ...{ comesAs: 'facilitator' as const, until: '2030-03-31', forSeries: false },
    }))
    done(await ruthHere!.api.gatherings.askIn({ attempt: attempt(), gathering: id, others }))
    const mine = async (visitor: Visitor) => (await visitor.api.gatherings.myInvitations({})).invitations
    const [asked] = await mine(zoeHere!)
    expect(asked).toMatchObject({ gathering: id, comesAs: 'facilitator', until: '2030-03-31', at: null, answer: null })
    // An address that nobody has proved is nobody's, and what one is not asked to is not there.
    for (const visitor of [yanHere!, eveHere!, benHere!]) {
      expect(await mine(visitor)).toEqual([])
      const invitee = asked!.invitee
      await expect(
        visitor.api.gatherings.answerAsked({ attempt: attempt(), invitee, answer: 'yes', needs: '' }),
      ).rejects.toThrow()
      await expect(visitor.api.gatherings.comeInAsked({ attempt: attempt(), invitee })).rejects.toThrow()
    }
    const invitee = asked!.invitee
    done(await zoeHere!.api.gatherings.answerAsked({ attempt: attempt(), invitee, answer: 'yes', needs: 'A ramp' }))
    const told = await ruthHere!.api.gatherings.invited({ gathering: id })
    expect(told.people.find((one) => one.name === 'Zoe')).toMatchObject({ answer: 'yes' })
    expect([told.needs, (await benHere!.api.gatherings.invited({ gathering: id })).needs]).toEqual([
      [{ name: 'Zoe', words: 'A ramp' }],
      [],
    ])
    // Before the doors open, since she runs it; and in nothing else of the space.
    expect(done(await zoeHere!.api.gatherings.comeInAsked({ attempt: attempt(), invitee }))).toMatchObject({
      room,
      came: 'in',
    })
    expect((await nowOf(zoeHere!, room)).me).toMatchObject({ facilitates: true, guest: false })
    for (const closed of [
      () => zoeHere!.api.gatherings.now({ room: other.room }),
      () => zoeHere!.api.gatherings.one({ id }),
      () => zoeHere!.api.spaces.here({ address: calling.address }),
    ])
      await expect(closed()).rejects.toThrow()
    const { rows } = await asAdmin(
      'select ends_at::date::text as until, roles from membership where space_id = $1 and person_id = $2',
      [...[room, zoe!.id]],
    )
    expect(rows).toEqual([{ until: expect.stringMatching(/^2030-(03-31|04-01)$/), roles: ['facilitator'] }])
    // Asked no longer, nothing of it is left.
    done(await ruthHere!.api.gatherings.askNoLonger({ attempt: attempt(), invitee }))
    expect(await mine(zoeHere!)).toEqual([])
    await expect(zoeHere!.api.gatherings.now({ room })).rejects.toThrow()
    await expect(zoeHere!.api.gatherings.comeInAsked({ attempt: attempt(), invitee })).rejects.toThrow()
  })

  it('is out of the pair as well when they are asked no longer in the middle of it, and hears nothing from then on', async () => {
    const { id, room, items } = await openGathering(ruthHere!, calling, [{ method: 'nine-whys' }])
    const asked = { name: 'Zoe', email: 'zoe@example.org', organisation: '', class: 'academic' as const, until: null }
    const others = [{ ...asked, comesAs: 'guest' as const, forSeries: false }]
    done(await ruthHere!.api.gatherings.askIn({ attempt: attempt(), gathering: id, others }))
    const { invitations } = await zoeHere!.api.gatherings.myInvitations({})
    const { invitee } = invitations.find((one) => one.gathering === id)!
    done(await zoeHere!.api.gatherings.comeInAsked({ attempt: attempt(), invitee }))
    done(await benHere!.api.gatherings.comeInFromAbove({ attempt: attempt(), id }))
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    for (const key of ['pairs', 'whys']) await goTo(ruthHere!, room, key)
    const [hers, his] = [(await nowOf(zoeHere!, room)).group!, (await nowOf(benHere!, room)).group!]
    expect(hers.id).toBe(his.id)
    const [ear, pair] = [listenAt(place.url, zoeHere!, { room }), listenAt(place.url, benHere!, { room })]
    await expect.poll(() => [ear, pair].every((one) => one.frames.length > 0)).toBe(true)
    done(await ruthHere!.api.gatherings.askNoLonger({ attempt: attempt(), invitee }))
    const heard = ear.told().length
    await putValue(benHere!, room, { about: 'Said when she was out', whys: ['So that it is seen'] })
    await expect.poll(() => pair.told().map((event) => event.kind)).toContain('contribution.put')
    await expect.poll(() => ear.frames.at(-1)!.event).toBe('changed')
    expect(ear.told()).toHaveLength(heard)
    for (const one of [ear, pair]) one.cut()
    const { rows } = await asAdmin(
      `select s.kind from membership m join space s on s.id = m.space_id
        where m.person_id = $1 and s.kind = 'room' and (m.ends_at is null or m.ends_at > clock_now())`,
      [zoe!.id],
    )
    expect(rows).toEqual([])
  })

  it('waits like everybody while a round without names is on, then runs it; and is kept out by any part of theirs', async () => {
    const { id, room, code, items } = await openGathering(
      ruthHere!,
      calling,
      [{ method: 'not-knowing' }, { talk: 'A talk' }, { talk: 'Another talk' }],
      {
        keptOut: ['funder', 'line_manager'],
        startsOn: '2030-03-30',
      },
    )
    await crowdIn(place, code)
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]!, few: null }))
    const asked = { name: 'Zoe', email: 'zoe@example.org', organisation: '', class: 'academic' as const, until: null }
    const others = [{ ...asked, comesAs: 'facilitator' as const, forSeries: false }]
    done(await ruthHere!.api.gatherings.askIn({ attempt: attempt(), gathering: id, others }))
    const { invitations } = await zoeHere!.api.gatherings.myInvitations({})
    const { invitee, managersOut } = invitations.find((one) => one.gathering === id)!
    const enter = (more = {}) => zoeHere!.api.gatherings.comeInAsked({ attempt: attempt(), invitee, ...more })
    // Whoever says they manage somebody in there stays outside, signed in or by the link.
    expect(managersOut).toBe(true)
    expect(await enter({ manages: true })).toMatchObject({ ok: false, reason: 'kept_out' })
    const key = randomUUID() + randomUUID()
    done(await ruthHere!.api.gatherings.callLink({ attempt: attempt(), invitee, key }))
    expect(await place.visitor().api.gatherings.comeInByInvitation({ key, manages: true })).toMatchObject({
      reason: 'kept_out',
    })
    const becomesFunder = () =>
      asAdmin(
        `insert into membership (id, space_id, person_id, class, roles, starts_at, first_chapter, reason_joined)
       values (gen_random_uuid(), $1, $2, 'funder', '{}', clock_now(), 1, '')`,
        [calling.id, zoe!.id],
      )
    const isNone = () =>
      asAdmin("delete from membership where space_id = $1 and person_id = $2 and class = 'funder'", [
        ...[calling.id, zoe!.id],
      ])
    await becomesFunder()
    expect(await enter()).toMatchObject({ ok: false, reason: 'kept_out' })
    await isNone()
    expect(done(await enter())).toMatchObject({ came: 'waiting' })
    expect(await zoeHere!.api.gatherings.now({ room })).toMatchObject({ waiting: 'next_activity' })
    // What somebody is elsewhere is asked once more at the moment that would let them in.
    await becomesFunder()
    done((await moveOn(ruthHere!, room, 'end')) as never)
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[1]!, few: null }))
    await expect(zoeHere!.api.gatherings.now({ room })).rejects.toThrow()
    await isNone()
    expect(done(await enter())).toMatchObject({ came: 'waiting' })
    done((await moveOn(ruthHere!, room, 'end')) as never)
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[2]!, few: null }))
    expect((await nowOf(zoeHere!, room)).me).toMatchObject({ facilitates: true })
    // Nothing of what was before is theirs.
    const { rows } = await asAdmin(
      `select m.first_chapter, c.number from membership m join gathering_room r on r.space_id = m.space_id
         join activity a on a.id = r.activity_id join chapter c on c.id = a.chapter_id where m.space_id = $1 and m.person_id = $2`,
      [room, zoe!.id],
    )
    expect(rows).toEqual([{ first_chapter: rows[0]!.number, number: expect.any(Number) }])
  })
})

describe('a link that lets in a guest', () => {
  it('lets in again who comes again; where they have gone and the room is full, no session is left behind', async () => {
    const { id, room } = await plan()
    done(await ruthHere!.api.gatherings.openDoors({ attempt: attempt(), room }))
    const others = [{ name: 'Ama', comesAs: 'guest' as const }]
    done(await ruthHere!.api.gatherings.askIn({ attempt: attempt(), gathering: id, others }))
    const { people } = await ruthHere!.api.gatherings.invited({ gathering: id })
    const key = randomUUID() + randomUUID()
    done(await ruthHere!.api.gatherings.callLink({ attempt: attempt(), invitee: people[0]!.id, key }))
    const comes = () => place.visitor().api.gatherings.comeInByInvitation({ key })
    for (let n = 0; n < 2; n += 1) done(await comes())
    const sessions = async () =>
      (
        await asAdmin('select count(*)::int as n from session s join guest g using (person_id) where g.space_id = $1', [
          room,
        ])
      ).rows[0]!.n
    expect(await sessions()).toBe(2)
    await asAdmin(
      'update membership m set ends_at = clock_now() from guest g where g.person_id = m.person_id and m.space_id = $1',
      [room],
    )
    await asAdmin('update gathering_room set most_people = 1 where space_id = $1', [room])
    expect(await comes()).toMatchObject({ ok: false, reason: 'full' })
    expect(await sessions()).toBe(2)
  })
})

describe('what goes on without somebody', () => {
  it('is what they called, promised and started, for whoever takes over and may read it', async () => {
    const { id } = await plan({ title: 'One to come' })
    const { id: held, room } = await plan({ title: 'One that was', shareWhat: 'A page', shareBy: '2030-05-01' })
    done(await ruthHere!.api.gatherings.startSeries({ attempt: attempt(), gathering: id, everyDays: 14 }))
    done(await ruthHere!.api.gatherings.openDoors({ attempt: attempt(), room }))
    done(await ruthHere!.api.gatherings.close({ attempt: attempt(), room }))
    const { standing } = await ruthHere!.api.spaces.here({ address: calling.address })
    const carrier = { space: calling.id, standing, address: calling.address, person: ruth!.id, names: ['Ruth'] }
    const carried = (who: Somebody) => place.house.db.read(who.id, (db) => gatherings.carried!(db, carrier))
    const words = (await carried(ben!)).map((one) => `${one.words}: ${one.about}`)
    expect(words).toEqual(
      expect.arrayContaining([
        'One to come: A gathering they called, on 30 March 2030',
        'A page: Promised to whoever came, by 1 May 2030',
        'One to come: A series they call the next of',
      ]),
    )
    expect((await carried(ben!)).find((one) => one.words === 'A page')!.to).toContain(held)
    expect(await carried(eve!)).toEqual([])
  })

  it('being in touch that is late is told to everybody in the space alike, and to nobody else', async () => {
    await asAdmin(
      `insert into space_rule (space_id, chapter_id, rule, value, since)
         select $1, c.id, 'cadence_days', '14', clock_now() - interval '40 days' from chapter c where c.space_id = $1 and c.number = 0`,
      [calling.id],
    )
    await asAdmin('update gathering set held_on = held_on - 40 where space_id = $1', [calling.id])
    const touch = async (visitor: Visitor) => (await visitor.api.gatherings.goingOn({ space: calling.id })).touch
    expect(await touch(benHere!)).toMatchObject({ late: true, everyDays: 14 })
    expect(await touch(benHere!)).toEqual(await touch(ruthHere!))
    await expect(touch(eveHere!)).rejects.toThrow()
    const today = new Date().toISOString().slice(0, 10)
    const week = await place.house.db.read(ben!.id, (db) =>
      gatherings.week!(db, { space: calling.id, address: calling.address, today, wants: ['stalled'] } as never),
    )
    expect(week.map((one) => one.words)).toContain('Being in touch')
  })
})
