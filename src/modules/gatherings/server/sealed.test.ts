import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { LEAST_NAMELESS } from '#modules/methods/contract/derived.ts'
import { leastFor } from '#modules/rounds/server/index.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { crowdIn, done, guestIn, moveOn, nowOf, openGathering, putSealed, putValue } from './testing.ts'

let place: TestPlace
let group: Place
let ruthId = ''
let [ruthHere, guestHere, memberHere, strangerHere]: Visitor[] = []

const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
beforeAll(async () => {
  place = await startTestPlace()
  const ruth = await somebody(place.house, 'Ruth Adams')
  group = await space(place.house, ruth)
  const ben = await somebody(place.house, 'Ben Hart')
  await bringIn(place.house, group, [ruth], ben)
  ;[ruthHere, memberHere] = [visit(ruth), visit(ben)]
  ruthId = ruth.id
  guestHere = place.visitor()
  strangerHere = visit(await somebody(place.house, 'A stranger'))
})
afterAll(() => place.stop())

const typeIn = (visitor: Visitor, step: string, sheet: string, values: unknown[], more: object = {}) =>
  visitor.api.gatherings.putSheet({ step, sheet, values, ...more })

describe('a step in which nobody is named', () => {
  it('lies sealed until its reveal, and then nobody stands on it', async () => {
    const { room, code, items } = await openGathering(ruthHere!, group, [{ method: 'nine-whys' }])
    done(await guestHere!.api.gatherings.comeInAsGuest({ attempt: attempt(), code, name: 'Ama Mensah' }))
    const crowd = await crowdIn(place, code, 6)
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
    const put = await putSealed(
      place,
      guestHere!,
      round!,
      [{ text: 'So that a family only has to tell it once' }],
      'words',
    )
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
    // Everybody is asked, whoever runs it too; a pass is in like every other.
    const line = [{ text: 'Because somebody has to' }]
    for (const [n, visitor] of crowd.entries()) await putSealed(place, visitor, round!, n < 4 ? line : null, 'stays')
    expect((await nowOf(ruthHere!, room)).activity!.step).toMatchObject({ in: 7, people: 8 })
    done((await moveOn(ruthHere!, room, 'next')) as never)
    const { lines } = await guestHere!.api.gatherings.lines({ step: id })
    expect(lines).toHaveLength(5)
    expect(lines.find((one) => (one.value as { text: string }).text.startsWith('So that'))).toMatchObject({
      value: { text: 'So that a family only has to tell it once' },
      by: '',
      mine: false,
      shown: true,
      mayGo: null,
    })
    for (const one of (await ruthHere!.api.gatherings.lines({ step: id })).lines)
      expect(one).toMatchObject({ by: '', mine: false })
    expect((await nowOf(guestHere!, room)).room.reach).toContain('no names')
    expect((await guestHere!.api.rounds.round({ round: round! })).state).toBe('closed')
    // The step that works on it sees it, and whoever waited comes in with the next activity only.
    done((await moveOn(ruthHere!, room, 'next')) as never)
    expect((await nowOf(guestHere!, room)).lines.map((line) => line.key)).toContain('drafts')
    expect(await late.api.gatherings.now({ room })).toEqual({ waiting: 'next_activity' })
    done((await moveOn(ruthHere!, room, 'end')) as never)
  })

  it('is called off with an activity that ends before its reveal, and where fewer than five answered', async () => {
    const { room, code, items } = await openGathering(ruthHere!, group, [{ method: 'nine-whys' }])
    const crowd = await crowdIn(place, code)
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const { activity } = await nowOf(ruthHere!, room)
    done(
      (await moveOn(ruthHere!, room, 'step', { place: activity!.steps.findIndex((step) => step.nameless) })) as never,
    )
    const { round, id } = (await nowOf(ruthHere!, room)).activity!.step!
    done((await moveOn(ruthHere!, room, 'end')) as never)
    expect((await ruthHere!.api.rounds.round({ round: round! })).state).toBe('dropped')
    expect((await ruthHere!.api.gatherings.lines({ step: id })).lines).toEqual([])
    // Of eight three pass, and say so afterwards: what four wrote would be known as theirs, so nobody reads it, and it can be asked again.
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const ask = async (answers: number) => {
      const drafts = { place: activity!.steps.findIndex((step) => step.key === 'drafts') }
      done((await moveOn(ruthHere!, room, 'step', drafts)) as never)
      const { step } = (await nowOf(ruthHere!, room)).activity!
      for (const [n, visitor] of crowd.entries())
        await putSealed(place, visitor, step!.round!, n < answers ? [{ text: `Line ${n}` }] : null, 'words')
      expect((await nowOf(ruthHere!, room)).activity!.step!.in).toBe(7)
      done((await moveOn(ruthHere!, room, 'show')) as never)
      return { ...(await ruthHere!.api.gatherings.lines({ step: step!.id })), round: step!.round! }
    }
    const few = await ask(4)
    expect(few).toMatchObject({ lines: [], numbers: [] })
    expect((await crowd[0]!.api.rounds.round({ round: few.round })).state).toBe('dropped')
    expect((await ask(5)).lines).toHaveLength(5)
    done((await moveOn(ruthHere!, room, 'end')) as never)
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
    await putSealed(place, ama!, round, [{ text: 'Only among eight' }], 'words')
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
    await putSealed(place, ama!, again.step!.round!, [{ text: 'The same words' }], 'words')
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

  it('tells nobody over days how many are in, and takes no paper that would tell', async () => {
    const { room, code, items } = await openGathering(ruthHere!, group, [{ method: 'not-knowing' }], {
      way: 'over_days',
    })
    const crowd = await crowdIn(place, code)
    const [ama] = crowd
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]!, few: null }))
    const { step } = (await nowOf(ama!, room)).activity!
    for (const visitor of crowd.slice(0, 5))
      await putSealed(place, visitor, step!.round!, [{ text: 'On the second day' }], 'words')
    for (const visitor of [ama!, ruthHere!]) expect((await nowOf(visitor, room)).activity!.step!.in).toBeNull()
    expect(await typeIn(ruthHere!, step!.id, randomUUID(), [{ text: 'On paper' }])).toMatchObject({
      reason: 'not_counted',
    })
    done((await moveOn(ruthHere!, room, 'show')) as never)
    const line = { by: '', value: { text: 'On the second day' } }
    expect((await nowOf(ama!, room)).lines).toMatchObject([line, line, line, line, line])
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
      expect((await putSealed(place, visitor, round!, values(1 + (n % 5)), 'stays')).said).toMatchObject({ ok: true })
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
    for (const visitor of others.slice(0, 5)) await putSealed(place, visitor, second, values(4), 'stays')
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
    // On its page the same; and nothing for a member of the space who was in neither room.
    const page = (visitor: Visitor) => visitor.api.gatherings.trend({ gathering: again.id })
    expect((await page(ruthHere!)).steps).toMatchObject([{ key: 'ask', waves: [{}, {}] }])
    expect(await page(memberHere!)).toEqual({ steps: [] })
    // And in the memory of the space, for whoever was in both; its other members and strangers find that there is nothing.
    const memory = (visitor: Visitor, space = group.id) => visitor.api.gatherings.trend({ space })
    expect((await memory(ruthHere!)).steps).toMatchObject([{ key: 'ask', method: 'Opening poll', waves: [{}, {}] }])
    for (const visitor of [memberHere!, strangerHere!]) expect(await memory(visitor)).toEqual({ steps: [] })
    expect(await memory(ruthHere!, randomUUID())).toEqual({ steps: [] })
    await expect(
      crowd[0]!.api.gatherings.trend({ activity: (await nowOf(ruthHere!, again.room)).activity!.id }),
    ).rejects.toThrow()
    // Of eight, two typed: in bands so wide that taking off two and one's own still finds nobody.
    expect(numbers).toMatchObject([{ told: { know: { answers: 8, cells: { '5': { from: 0, to: 8 } } } } }])
  })
})
