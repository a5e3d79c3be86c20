import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { holdsOf, LEAST_NAMELESS } from '#modules/methods/contract/derived.ts'
import { KINDS } from '#modules/methods/contract/kinds.ts'
import { leastFor } from '#modules/rounds/server/index.ts'
import { bodyOf, fetchTicket, send, type Ticket } from '#modules/rounds/server/testing/index.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { crowdIn, done, guestIn, moveOn, nowOf, openGathering, putValue } from './testing.ts'

let place: TestPlace
let group: Place
let ruthId = ''
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
  ruthId = ruth.id
  guestHere = place.visitor()
})
afterAll(() => place.stop())

/** Puts something in as nobody, as a device does. */
async function putSealed(visitor: Visitor, round: string, value: unknown, mayGo: 'stays' | 'theme' | 'words') {
  const asked = await visitor.api.rounds.round({ round })
  const ticket = (await fetchTicket(asked, (input) => visitor.api.rounds.ticket(input) as never)) as Ticket
  return { asked, said: await send(place.url, round, bodyOf(ticket, asked.bytes, value, mayGo)) }
}

const SHARES = { answers: { task: 60, together: 30, learning: 10 } }

const typeIn = (visitor: Visitor, step: string, sheet: string, values: unknown[], more: object = {}) =>
  visitor.api.gatherings.putSheet({ step, sheet, values, ...more })

describe('a step in which nobody is named', () => {
  it('lies sealed until its reveal, and then nobody stands on it', async () => {
    const { room, code, items } = await openGathering(ruthHere!, group, [{ method: 'nine-whys' }])
    done(await guestHere!.api.gatherings.comeInAsGuest({ attempt: attempt(), code, name: 'Ama Mensah' }))
    await crowdIn(place, code, 6)
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const { activity } = await nowOf(ruthHere!, room)
    const at = (key: string) => activity!.steps.findIndex((step) => step.key === key)
    done((await moveOn(ruthHere!, room, 'step', { place: at('drafts') })) as never)
    const now = await nowOf(guestHere!, room)
    const { round, id } = now.activity!.step!
    expect(round).not.toBeNull()
    expect(now.room.reach).toContain('8 people in this room, no names')
    expect(now.room.reach).toContain('7 came without an account')
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
    const { room, code, items } = await openGathering(ruthHere!, group, [{ method: 'nine-whys' }])
    await crowdIn(place, code)
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const { activity } = await nowOf(ruthHere!, room)
    done(
      (await moveOn(ruthHere!, room, 'step', { place: activity!.steps.findIndex((step) => step.nameless) })) as never,
    )
    const { round, id } = (await nowOf(ruthHere!, room)).activity!.step!
    done((await moveOn(ruthHere!, room, 'end')) as never)
    expect((await ruthHere!.api.rounds.round({ round: round! })).state).toBe('dropped')
    expect((await ruthHere!.api.gatherings.lines({ step: id })).lines).toEqual([])
  })

  it('is asked of nobody where too few are there: it waits, is left out, or is done with names by whoever agrees', async () => {
    // What methods say on their pages, and are held to, is what is refused here.
    expect(LEAST_NAMELESS).toEqual({ words: leastFor('words'), numbers: leastFor('numbers') })
    const { room, code, items } = await openGathering(ruthHere!, group, [{ method: 'not-knowing' }])
    const [ama, leo] = [await guestIn(place, code, 'Ama', ''), await guestIn(place, code, 'Leo', '')]
    const begin = (few: 'named' | 'left_out' | null = null) =>
      ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]!, few })
    const refused = await begin()
    expect(refused).toMatchObject({ ok: false, reason: 'too_few' })
    expect(JSON.stringify(refused)).toContain('fewer than 8')
    // Nothing has begun, and nobody was let in for it.
    expect((await nowOf(ama!, room)).activity).toBeNull()
    done(await begin('left_out'))
    const left = (await nowOf(ama!, room)).activity!
    expect(left.steps.slice(0, left.step!.place).some((step) => step.nameless)).toBe(true)
    expect(left.steps[left.step!.place]).toMatchObject({ nameless: false })
    done((await moveOn(ruthHere!, room, 'end')) as never)
    done(await begin('named'))
    const now = await nowOf(ama!, room)
    const step = now.activity!.steps[now.activity!.step!.place]!
    expect(step).toMatchObject({ nameless: false, asksName: true, attribution: 'named', mayGo: [] })
    expect([now.activity!.step!.round, now.room.reach]).toEqual([null, expect.stringContaining('with names')])
    // Whoever has not agreed to their name puts nothing in by mistake.
    expect(await putValue(ama!, room, { text: 'I do not know' }, {}, false)).toMatchObject({ reason: 'with_name' })
    await putValue(ama!, room, { text: 'I do not know' }, { withName: true })
    expect((await nowOf(leo!, room)).lines).toEqual([])
    done((await moveOn(ruthHere!, room, 'show')) as never)
    expect((await nowOf(leo!, room)).lines).toMatchObject([{ by: 'Ama', value: { text: 'I do not know' } }])
    done((await moveOn(ruthHere!, room, 'end')) as never)
    // With enough there, nobody turns a step without names into one with them.
    await crowdIn(place, code, 5)
    done(await begin('named'))
    const many = (await nowOf(ama!, room)).activity!
    expect(many.steps[many.step!.place]).toMatchObject({ nameless: true, asksName: false })
    expect(many.step!.round).not.toBeNull()
    await expect(
      place.house.db.as(ruthId, (tx) => sql`select ask_with_names(${many.id}::uuid, ${many.step!.key})`.execute(tx)),
    ).rejects.toMatchObject({ code: 'TF001' })
    // And where somebody goes meanwhile it stays sealed, until they are back or it is given up.
    const round = many.step!.round!
    await putSealed(ama!, round, [{ text: 'Only among eight' }], 'words')
    done(await leo!.api.gatherings.leave({ attempt: attempt(), room }))
    for (const to of ['show', 'next'])
      expect(await moveOn(ruthHere!, room, to)).toMatchObject({ reason: 'too_few_now' })
    expect((await ruthHere!.api.rounds.round({ round })).state).toBe('open')
    done((await moveOn(ruthHere!, room, 'show', { few: 'left_out' })) as never)
    expect((await ruthHere!.api.rounds.round({ round })).state).toBe('dropped')
    expect((await nowOf(ama!, room)).lines).toEqual([])
    done((await moveOn(ruthHere!, room, 'end')) as never)
    // Asked with names instead, what lies sealed of it is thrown away: it never stands beside the same words with their author.
    const back = await guestIn(place, code, 'Leo', '')
    done(await begin())
    const again = (await nowOf(ama!, room)).activity!
    await putSealed(ama!, again.step!.round!, [{ text: 'The same words' }], 'words')
    done(await back.api.gatherings.leave({ attempt: attempt(), room }))
    await expect(
      place.house.db.as(ruthId, (tx) => sql`select ask_with_names(${again.id}::uuid, ${again.step!.key})`.execute(tx)),
    ).rejects.toMatchObject({ code: 'TF001' })
    const here = { place: again.step!.place }
    done((await moveOn(ruthHere!, room, 'step', { ...here, few: 'named' })) as never)
    expect((await ruthHere!.api.rounds.round({ round: again.step!.round! })).state).toBe('dropped')
    await putValue(ama!, room, { text: 'The same words' }, { withName: true })
    done((await moveOn(ruthHere!, room, 'show')) as never)
    expect((await nowOf(ama!, room)).lines).toMatchObject([{ by: 'Ama', value: { text: 'The same words' } }])
    done((await moveOn(ruthHere!, room, 'end')) as never)
    // And once enough are there it is without names again, whatever was chosen while they were not.
    done(await begin('named'))
    expect((await nowOf(ama!, room)).activity!.steps[here.place]).toMatchObject({ nameless: false, asksName: true })
    await guestIn(place, code, 'Mia', '')
    done((await moveOn(ruthHere!, room, 'step', here)) as never)
    const enough = (await nowOf(ama!, room)).activity!
    expect(enough.steps[here.place]).toMatchObject({
      nameless: true,
      asksName: false,
      mayGo: again.steps[here.place]!.mayGo,
    })
    expect(enough.step!.round).not.toBeNull()
    // It is not on any more once it is called off: whoever comes then comes in. While it lies sealed they wait at the door.
    const knock = async (name: string) =>
      done(await place.visitor().api.gatherings.comeInAsGuest({ attempt: attempt(), code, name })).came
    expect(await knock('Too late')).toBe('waiting')
    await place.house.db.as(ruthId, (tx) => sql`select drop_round(${enough.step!.round})`.execute(tx))
    expect(await knock('In time')).toBe('in')
    done((await moveOn(ruthHere!, room, 'end')) as never)
  })

  it('stays with names once somebody put in theirs, and is called numbers or words by nobody but its method', async () => {
    const { room, code, items } = await openGathering(ruthHere!, group, [{ method: 'not-knowing' }])
    const ama = await guestIn(place, code, 'Ama', '')
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]!, few: 'named' }))
    await putValue(ama, room, { text: 'With my name' }, { withName: true })
    await crowdIn(place, code)
    const at = { place: (await nowOf(ama, room)).activity!.step!.place }
    done((await moveOn(ruthHere!, room, 'step', at)) as never)
    const { activity } = await nowOf(ama, room)
    expect(activity!.steps[at.place]).toMatchObject({ nameless: false, asksName: true })
    expect(activity!.step!.round).toBeNull()
    // The database reads what a step holds from its definition, and reads it as the server does.
    const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[]
    const steps = kinds.flatMap((kind) => [undefined, 0, 280].map((because) => ({ kind, settings: { because } })))
    const { rows } = await place.cluster.inside(place.databaseName, (admin) =>
      admin.query(
        'select step_holds(s) as holds from jsonb_array_elements($1::jsonb) with ordinality x (s, n) order by n',
        [JSON.stringify(steps)],
      ),
    )
    expect(rows.map((row) => row.holds)).toEqual(steps.map((step) => holdsOf(step as never)))
  })

  it('is one asking: gone back to it is taken up again, and what was told of it is told once', async () => {
    const { room, code, items } = await openGathering(ruthHere!, group, [
      { method: 'attention' },
      { method: 'nine-whys' },
    ])
    const crowd = await crowdIn(place, code)
    const begin = (item: number, few: 'left_out' | null = null) =>
      ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[item]!, few })
    const go = (to: string, more: object = {}) => moveOn(ruthHere!, room, to, more)
    const on = async () => (await nowOf(ruthHere!, room)).activity!
    const answerAll = async (value: unknown) => {
      const { round } = (await on()).step!
      for (const visitor of crowd.slice(0, 5)) await putSealed(visitor, round!, [value], 'stays')
    }
    done(await begin(0))
    const { id: activity, step: first, steps } = await on()
    await answerAll(SHARES)
    // Left and gone back to before its reveal, it is the same round, of the same people, with what they put in.
    done((await go('next')) as never)
    done((await go('back')) as never)
    expect((await on()).step).toMatchObject({ id: first!.id, round: first!.round, in: 5, state: 'open' })
    done((await go('step', { place: 0 })) as never)
    expect((await on()).step!.id).toBe(first!.id)
    const another = (key: string) =>
      place.house.db.as(ruthId, (tx) =>
        sql`insert into activity_step (space_id, id, chapter_id, activity_id, place, key, turn, people, round_id)
          select space_id, gen_random_uuid(), chapter_id, activity_id, place, ${key}, 1, 1, gen_random_uuid() from activity_step where id = ${first!.id}`.execute(
          tx,
        ),
      )
    await expect(another('guess')).rejects.toMatchObject({ code: 'TF001' })
    done((await go('step', { place: steps.findIndex((step) => step.kind === 'reveal') })) as never)
    const told = (await ruthHere!.api.gatherings.lines({ step: first!.id })).numbers
    expect(told).toHaveLength(1)
    // Once told it is asked no more: not by going back, not begun anew, not with names, not by the database.
    expect(await go('step', { place: 0 })).toMatchObject({ ok: false, reason: 'told_once' })
    expect(await go('step', { place: 0, few: 'named' })).toMatchObject({ reason: 'told_once' })
    await expect(another('guess')).rejects.toMatchObject({ code: 'TF001' })
    done((await go('end')) as never)
    expect(await begin(0)).toMatchObject({ reason: 'told_once' })
    done(await begin(0, 'left_out'))
    expect(await on()).toMatchObject({ step: { key: 'wish' } })
    expect((await on()).id).not.toBe(activity)
    done((await go('end')) as never)
    // Whether all can live with a sentence is asked anew of a new sentence, and not of the same.
    done(await begin(1))
    const at = Object.fromEntries((await on()).steps.map((step, n) => [step.key, { place: n }]))
    const write = async (text: string) => {
      done((await go('step', at.statement)) as never)
      await putValue(ruthHere!, room, { text })
    }
    await write('We exist to listen')
    done((await go('step', at.accept)) as never)
    await answerAll({ answer: 'agree', words: '' })
    done((await go('next')) as never)
    expect(await go('back')).toMatchObject({ reason: 'told_once' })
    await write('We exist to listen, and to say what became of it')
    done((await go('step', at.accept)) as never)
    expect((await on()).step).toMatchObject({ key: 'accept', in: 0 })
  })

  it('tells nobody over days how many are in, and takes no paper that would tell', async () => {
    const { room, code, items } = await openGathering(ruthHere!, group, [{ method: 'not-knowing' }], {
      way: 'over_days',
    })
    const [ama] = await crowdIn(place, code)
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]!, few: null }))
    const { step } = (await nowOf(ama!, room)).activity!
    await putSealed(ama!, step!.round!, [{ text: 'On the second day' }], 'words')
    for (const visitor of [ama!, ruthHere!]) expect((await nowOf(visitor, room)).activity!.step!.in).toBeNull()
    expect(await typeIn(ruthHere!, step!.id, randomUUID(), [{ text: 'On paper' }])).toMatchObject({
      reason: 'not_counted',
    })
    done((await moveOn(ruthHere!, room, 'show')) as never)
    expect((await nowOf(ama!, room)).lines).toMatchObject([{ by: '', value: { text: 'On the second day' } }])
  })

  it('takes sheets of paper once enough are in on phones, and tells numbers that hold against whoever typed them', async () => {
    const { room, code, items } = await openGathering(ruthHere!, group, [{ method: 'opening-poll' }])
    const crowd = await crowdIn(place, code)
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const { id, round } = (await nowOf(ruthHere!, room)).activity!.step!
    const values = (know: number) => [{ answers: { know, say: 3 }, because: '' }]
    for (const [n, visitor] of crowd.entries()) {
      if (n === 6) break
      if (n === 5)
        expect(await typeIn(ruthHere!, id, randomUUID(), values(1))).toMatchObject({ reason: 'too_few_phones' })
      expect((await putSealed(visitor, round!, values(1 + (n % 5)), 'stays')).said).toMatchObject({ ok: true })
    }
    const sheet = randomUUID()
    for (const one of [sheet, sheet, randomUUID()]) done(await typeIn(ruthHere!, id, one, values(5)))
    expect(await typeIn(ruthHere!, id, randomUUID(), values(1), { whose: 'Ada' })).toMatchObject({ reason: 'no_names' })
    await expect(typeIn(ruthHere!, id, randomUUID(), values(9))).rejects.toMatchObject({ code: 'invalid' })
    expect(await ruthHere!.api.gatherings.takeSheetOut({ sheet })).toMatchObject({ reason: 'sealed' })
    expect(await nowOf(crowd[0]!, room)).toMatchObject({
      onPaper: '2 sheets typed in from paper by Ruth Adams.',
      activity: { step: { in: 8 } },
    })
    done((await moveOn(ruthHere!, room, 'show')) as never)
    const { lines, numbers } = await ruthHere!.api.gatherings.lines({ step: id })
    expect(lines).toEqual([])
    // Asked once, it is a number by itself.
    const trend = async (visitor: Visitor, of: string) =>
      visitor.api.gatherings.trend({ activity: (await nowOf(visitor, of)).activity!.id })
    expect(await trend(ruthHere!, room)).toEqual({ steps: [] })
    const again = await openGathering(ruthHere!, group, [{ method: 'opening-poll' }], { startsOn: '2026-09-10' })
    const others = await crowdIn(place, again.code)
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room: again.room, item: again.items[0]! }))
    const second = (await nowOf(ruthHere!, again.room)).activity!.step!.round!
    for (const visitor of others.slice(0, 5)) await putSealed(visitor, second, values(4), 'stays')
    // Nothing of it before its reveal; then, for who was in both rooms, what each was told, and nothing for who was in one.
    expect(await trend(ruthHere!, again.room)).toEqual({ steps: [] })
    done((await moveOn(ruthHere!, again.room, 'show')) as never)
    expect(await trend(ruthHere!, again.room)).toMatchObject({
      steps: [
        {
          key: 'ask',
          waves: [
            { on: '2026-03-12', told: { know: { answers: 8 } } },
            { on: '2026-09-10', told: { know: { answers: 5 } } },
          ],
        },
      ],
    })
    expect(await trend(others[0]!, again.room).catch(() => ({ steps: [] }))).toEqual({ steps: [] })
    await expect(
      crowd[0]!.api.gatherings.trend({ activity: (await nowOf(ruthHere!, again.room)).activity!.id }),
    ).rejects.toThrow()
    // Of eight, two typed: in bands so wide that taking off two and one's own still finds nobody.
    expect(numbers).toMatchObject([{ told: { know: { answers: 8, cells: { '5': { from: 0, to: 8 } } } } }])
  })
})
