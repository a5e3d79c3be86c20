import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import type { CallInput } from '../contract/call.ts'
import { looksFrom } from './queries/series.ts'
import { done, nowOf, openGathering } from './testing.ts'

let place: TestPlace
let group: Place
let [ruth, ben, mary]: Somebody[] = []
let [ruthHere, benHere, maryHere, strangerHere]: Visitor[] = []

const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
const plan = async (call: Partial<CallInput> = {}) => {
  const { standing } = await ruthHere!.api.spaces.here({ address: group.address })
  const given = { title: 'Thursday gathering', startsOn: '2030-03-12', startsAt: '14:00', ...call } as CallInput
  return done(
    await ruthHere!.api.gatherings.plan({ attempt: attempt(), space: group.id, chapter: standing, call: given }),
  )
}
const item = (room: string, more: object) =>
  ruthHere!.api.gatherings.addItem({
    attempt: attempt(),
    room,
    sort: 'talk',
    title: 'Welcome',
    minutes: 10,
    ...more,
  } as never)
const asOwner = (statement: string) => place.cluster.inside(place.databaseName, (admin) => admin.query(statement))
const isNotThere = { code: 'not_found' }

beforeAll(async () => {
  place = await startTestPlace()
  ;[ruth, ben, mary] = [
    await somebody(place.house, 'Ruth Adams'),
    await somebody(place.house, 'Ben Hart'),
    await somebody(place.house, 'Mary Poole'),
  ]
  group = await space(place.house, ruth, 'partnership')
  await bringIn(place.house, group, [ruth], ben)
  await bringIn(place.house, group, [ruth, ben], mary)
  ;[ruthHere, benHere, maryHere] = [visit(ruth), visit(ben), visit(mary)]
  strangerHere = visit(await somebody(place.house, 'A stranger'))
}, 120_000)
afterAll(() => place.stop())

describe('whoever cannot come', () => {
  it('takes part before and after, after their own turn sees the others’, and reads nothing in between', async () => {
    const { id, room } = await plan()
    done(await ruthHere!.api.gatherings.askIn({ attempt: attempt(), gathering: id, everybody: true }))
    const part = (who: Visitor) => who.api.gatherings.takePart({ attempt: attempt(), gathering: id })
    expect(await part(benHere!)).toMatchObject({ ok: false, reason: 'not_yours' })
    await expect(part(strangerHere!)).rejects.toMatchObject(isNotThere)
    for (const who of [benHere!, maryHere!]) {
      done(await who.api.gatherings.answerCall({ attempt: attempt(), gathering: id, answer: 'around' }))
      done(await part(who))
    }
    const threads = async (who: Visitor) => (await who.api.gatherings.threads({ room })).threads
    const [before] = await threads(benHere!)
    expect(before).toMatchObject({ part: 'before', open: true, hadMyTurn: false, lines: [] })
    const put = (who: Visitor, words: string, chapter = before!.chapter, line = randomUUID()) =>
      who.api.gatherings.putInThread({ id: line, chapter, words })
    done(await put(benHere!, 'Qben before'))
    // Mary has not had her turn: not a word of Ben's, not that there is one.
    expect((await threads(maryHere!))[0]).toMatchObject({ hadMyTurn: false, lines: [] })
    const twice = randomUUID()
    for (let again = 0; again < 2; again++) done(await put(maryHere!, 'Qmary before', before!.chapter, twice))
    expect((await threads(maryHere!))[0]!.lines.map((line) => line.by).toSorted()).toEqual(['Ben Hart', 'Mary Poole'])
    await expect(strangerHere!.api.gatherings.threads({ room })).rejects.toMatchObject(isNotThere)
    // On the day: the thread before closes, and what is put in between is for those who are there.
    done(await item(room, { sort: 'method', title: 'Capture', method: 'two-minute-capture' }))
    done(await ruthHere!.api.gatherings.openDoors({ attempt: attempt(), room }))
    expect(await put(benHere!, 'Too late')).toMatchObject({ ok: false, reason: 'closed' })
    expect((await threads(ruthHere!))[0]!.lines).toHaveLength(2)
    const now = await nowOf(ruthHere!, room)
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: now.agenda[0]!.id }))
    const { activity } = await nowOf(ruthHere!, room)
    await expect(benHere!.api.gatherings.lines({ step: activity!.step!.id })).rejects.toMatchObject(isNotThere)
    await expect(benHere!.api.gatherings.now({ room })).rejects.toMatchObject(isNotThere)
    expect((await threads(benHere!)).map((one) => one.part)).toEqual(['before'])
    done(
      await ruthHere!.api.gatherings.move({
        attempt: attempt(),
        activity: activity!.id,
        version: activity!.version,
        to: 'end',
      }),
    )
    done(await ruthHere!.api.gatherings.close({ attempt: attempt(), room }))
    const [, after] = await threads(benHere!)
    expect(after).toMatchObject({ part: 'after', open: true, hadMyTurn: false })
    done(await put(ruthHere!, 'Qruth after', after!.chapter))
    expect((await threads(benHere!))[1]!.lines).toEqual([])
    done(await put(benHere!, 'Qben after', after!.chapter))
    expect((await threads(benHere!))[1]!.lines).toHaveLength(2)
    const { rows } = await asOwner(
      `select m.first_chapter = m.last_chapter as one from membership m where m.space_id = '${room}' and m.person_id = '${ben!.id}'`,
    )
    expect(rows).toEqual([{ one: true }, { one: true }])
  }, 60_000)
})

describe('a series', () => {
  it('calls its next by one press with run sheet and people, tells when it lapses, and ends', async () => {
    const { id, room } = await plan({ title: 'Qseries', startsOn: '2026-03-12', purpose: 'The first purpose' })
    done(await item(room, { note: 'Bring tea' }))
    done(await ruthHere!.api.gatherings.askIn({ attempt: attempt(), gathering: id, people: [ben!.id] }))
    const outside = { name: 'Fay Cole', comesAs: 'facilitator' as const, forSeries: true, until: '2100-01-01' }
    done(
      await ruthHere!.api.gatherings.askIn({
        attempt: attempt(),
        gathering: id,
        others: [outside, { name: 'Only Once' }],
      }),
    )
    await expect(
      benHere!.api.gatherings.startSeries({ attempt: attempt(), gathering: id, everyDays: 14 }),
    ).rejects.toMatchObject(isNotThere)
    const { id: series } = done(
      await ruthHere!.api.gatherings.startSeries({ attempt: attempt(), gathering: id, everyDays: 14 }),
    )
    await asOwner(`update gathering set held_on = starts_on where id = '${id}'`)
    const goingOn = async () =>
      (await benHere!.api.gatherings.goingOn({ space: group.id })).series.find((one) => one.id === series)!
    expect(await goingOn()).toMatchObject({
      lapsed: true,
      asked: false,
      lastOn: '2026-03-12',
      dueOn: '2026-03-26',
      next: null,
      can: { change: false },
    })
    const asks = async (who: Visitor) =>
      (await who.api.today.list({})).waiting.filter((one) => one.words === 'Qseries' && one.verb === 'Call the next')
    expect([await asks(ruthHere!), await asks(benHere!)].map((one) => one.length)).toEqual([1, 0])
    await expect(benHere!.api.gatherings.planNext({ attempt: attempt(), series })).rejects.toMatchObject(isNotThere)
    const next = done(
      await ruthHere!.api.gatherings.planNext({ attempt: attempt(), series, purpose: 'The second purpose' }),
    )
    const call = await ruthHere!.api.gatherings.one({ id: next.id })
    expect(call).toMatchObject({ title: 'Qseries', purpose: 'The second purpose', startsAt: '14:00', heldOn: null })
    const days = (Date.parse(call.startsOn) - Date.parse('2026-03-12')) / 86_400_000
    expect(days % 14).toBe(0)
    expect((await ruthHere!.api.gatherings.agenda({ room: next.room })).items).toMatchObject([
      { title: 'Welcome', note: 'Bring tea' },
    ])
    const { people } = await ruthHere!.api.gatherings.invited({ gathering: next.id })
    expect(people.map((one) => [one.name, one.answer])).toEqual([
      ['Ben Hart', null],
      ['Fay Cole', null],
      ['Ruth Adams', 'yes'],
    ])
    expect(await goingOn()).toMatchObject({ lapsed: false, next: { id: next.id } })
    expect(await asks(ruthHere!)).toEqual([])
    done(await ruthHere!.api.gatherings.endSeries({ attempt: attempt(), series, because: 'It did its work.' }))
    expect(await goingOn()).toMatchObject({ ended: { because: 'It did its work.' }, dueOn: null })
    await expect(strangerHere!.api.gatherings.goingOn({ space: group.id })).rejects.toMatchObject(isNotThere)
  }, 60_000)

  it('is beside being in touch, which is told to everybody alike, and the dates of the looks back', async () => {
    const rules = {
      roleClause: '',
      challenge: '',
      attribution: null,
      cadenceDays: 14,
      keptOut: [] as never[],
      agreedOn: '2026-08-31',
    }
    done(await ruthHere!.api.spaces.sayRules({ attempt: attempt(), address: group.address, version: 0, ...rules }))
    await asOwner(`update gathering set held_on = '2026-01-02' where space_id = '${group.id}' and held_on is not null`)
    const read = (who: Visitor) => who.api.gatherings.goingOn({ space: group.id })
    for (const who of [ruthHere!, benHere!])
      expect((await read(who)).touch).toMatchObject({ everyDays: 14, late: true })
    const { rows } = await asOwner(`select (clock_now() at time zone 'Europe/London')::date::text as today`)
    const today = rows[0].today as string
    const note = (on: string) =>
      benHere!.api.gatherings.noteContact({ attempt: attempt(), space: group.id, on, way: 'call', mode: 'mentor' })
    await expect(note('2100-01-01')).rejects.toMatchObject({ code: 'invalid' })
    const { id } = done(await note(today))
    expect((await read(ruthHere!)).touch).toMatchObject({ lastOn: today, late: false })
    expect((await read(ruthHere!)).contacts).toMatchObject([{ by: 'Ben Hart', mine: false }])
    await expect(ruthHere!.api.gatherings.takeOutContact({ attempt: attempt(), id })).rejects.toMatchObject(isNotThere)
    done(await benHere!.api.gatherings.takeOutContact({ attempt: attempt(), id }))
    expect((await read(ruthHere!)).looks).toHaveLength(4)
    expect(looksFrom('2026-08-31', '2026-09-01')).toEqual(['2027-02-28', '2027-08-31', '2028-02-29', '2028-08-31'])
  })
})

describe('a kind of gathering', () => {
  it('keeps tasks and length out of a pause, and a run sheet out of an informal meeting', async () => {
    const pause = await plan({ kind: 'pause' })
    const refused = (room: string, more: object) => item(room, more)
    expect(await refused(pause.room, { sort: 'method', title: 'AAR', method: 'after-action-review' })).toMatchObject({
      reason: 'pause',
    })
    expect(await refused(pause.room, { minutes: 61 })).toMatchObject({ reason: 'pause_long' })
    done(await item(pause.room, { minutes: 40 }))
    expect(await refused(pause.room, { minutes: 30 })).toMatchObject({ reason: 'pause_long' })
    const informal = await plan({ kind: 'informal' })
    expect(await refused(informal.room, {})).toMatchObject({ reason: 'informal' })
    const usual = await plan()
    done((await item(usual.room, { sort: 'method', title: 'AAR', method: 'after-action-review' })) as never)
  })

  it('runs over days by itself: a step ends on its day, and nothing is shown before', async () => {
    const { room, items } = await openGathering(ruthHere!, group, [{ method: 'what-so-what-now-what' }], {
      way: 'over_days',
      kind: 'over_days',
    })
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const place0 = async () => (await nowOf(ruthHere!, room)).activity!.step!.place
    expect(await place0()).toBe(0)
    await asOwner(`update activity_step set ends_at = clock_now() - interval '1 second' where space_id = '${room}'`)
    await place.tick()
    expect(await place0()).toBe(1)
    await place.tick()
    expect(await place0()).toBe(1)
  })
})

describe('afterwards', () => {
  it('says how it was, honestly, by who ran it; and what they learned to who was there', async () => {
    const { id, room } = await openGathering(ruthHere!, group, [{ method: 'two-minute-capture' }], {
      title: 'Qheld',
      modeMeant: 'mentor',
    })
    done(await benHere!.api.gatherings.comeInFromAbove({ attempt: attempt(), id }))
    const said = { modeUsed: 'mirror' as const, wasWith: false, rigour: 'partial' as const, limits: 'Two people only.' }
    const say = (who: Visitor, more: object = {}) =>
      who.api.gatherings.sayAfter({ attempt: attempt(), gathering: id, version: 0, ...said, ...more })
    expect(await say(ruthHere!)).toMatchObject({ reason: 'not_held' })
    done(await ruthHere!.api.gatherings.close({ attempt: attempt(), room }))
    expect(await say(ruthHere!, { wasWith: true })).toMatchObject({ reason: 'one_party' })
    await expect(say(benHere!)).rejects.toThrow()
    done(await say(ruthHere!))
    done(
      await ruthHere!.api.gatherings.sayRan({
        attempt: attempt(),
        gathering: id,
        methods: ['two-minute-capture'],
        how: 'alone',
      }),
    )
    await expect(
      benHere!.api.gatherings.sayRan({ attempt: attempt(), gathering: id, methods: [], how: 'alone' }),
    ).rejects.toThrow()
    done(
      await ruthHere!.api.gatherings.noteLearning({
        attempt: attempt(),
        gathering: id,
        learned: 'Qlearned',
        differently: '',
      }),
    )
    const read = (who: Visitor) => who.api.gatherings.after({ gathering: id })
    expect(await read(benHere!)).toMatchObject({
      said: { modeUsed: 'mirror', limits: 'Two people only.' },
      notes: [{ learned: 'Qlearned' }],
      can: { say: false, ran: false },
    })
    // Mary reads the call and was not in the room: what they learned there is not for her.
    expect(await read(maryHere!)).toMatchObject({ ran: [{ name: 'Ruth Adams', how: 'alone' }], notes: [] })
    await expect(read(strangerHere!)).rejects.toMatchObject(isNotThere)
    const balance = await maryHere!.api.gatherings.balance({ space: group.id })
    expect(balance.held).toContainEqual(
      expect.objectContaining({ title: 'Qheld', meant: 'mentor', used: 'mirror', wasWith: false }),
    )
    expect(balance.canRun).toEqual([{ method: 'two-minute-capture', alone: ['Ruth Adams'], together: [] }])
    expect(balance.share).toEqual({ with: 0, said: 1 })
    expect((await strangerHere!.api.gatherings.balance({ space: group.id })).held).toEqual([])
    const found = await maryHere!.api.today.find({ text: 'Qheld' } as never)
    expect(JSON.stringify(found)).toContain(id)
    expect(JSON.stringify(await strangerHere!.api.today.find({ text: 'Qheld' } as never))).not.toContain(id)
  })

  it('offers who is touched and not asked, and keeps why, for everybody who reads the call', async () => {
    const { id } = await plan()
    const affected = async (who: Visitor) => (await who.api.gatherings.affected({ gathering: id })).people
    expect((await affected(benHere!)).map((one) => one.name)).toEqual(['Ben Hart', 'Mary Poole'])
    const why = (who: Visitor, name: string) =>
      who.api.gatherings.sayNotAsked({ attempt: attempt(), gathering: id, name, why: 'Asked next time.' })
    await expect(why(benHere!, 'The ward')).rejects.toThrow()
    done(await why(ruthHere!, 'The ward'))
    done(await why(ruthHere!, 'Mary Poole'))
    expect(
      (await affected(maryHere!)).filter((one) => one.why !== null).map((one) => [one.name, one.why!.words]),
    ).toEqual([
      ['Mary Poole', 'Asked next time.'],
      ['The ward', 'Asked next time.'],
    ])
    await expect(affected(strangerHere!)).rejects.toMatchObject(isNotThere)
  })
})
