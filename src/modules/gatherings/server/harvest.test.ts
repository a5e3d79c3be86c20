import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { done, goTo, guestIn, moveOn, nowOf, openGathering, putValue } from './testing.ts'

let place: TestPlace
let group: Place
let ruth: Somebody
let [ruthHere, benHere, strangerHere]: Visitor[] = []

const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
const asAdmin = (statement: string, values: unknown[] = []) =>
  place.cluster.inside(place.databaseName, (admin) => admin.query(statement, values))
/** Lines of the calling space's library, as Ben reads them, whose words hold this. */
const landed = async (words: string) =>
  (await benHere!.api.library.evidence({ space: group.id })).items.filter((one) => one.words?.includes(words))
const harvestOf = (visitor: Visitor, room: string) => visitor.api.gatherings.harvest({ room })
const choose = (visitor: Visitor, line: string, goes: string, more: object = {}) =>
  visitor.api.gatherings.letGo({ attempt: attempt(), line, goes, ...more } as never)

/** A gathering in which two guests and a facilitator wrote lines, with their names on them, and which is closed. */
async function written(close = true) {
  const { id, room, code, items } = await openGathering(ruthHere!, group, [{ method: 'what-so-what-now-what' }])
  const [ama, leo] = [await guestIn(place, code, 'Ama Mensah', 'Riverside'), await guestIn(place, code, 'Leo', '')]
  done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
  await goTo(ruthHere!, room, 'what')
  const words = ['one', 'two', 'three'].map((n) => `The bus came late on day ${n} ${randomUUID()}`)
  for (const text of words) await putValue(ama, room, { text })
  await putValue(leo, room, { text: `Nobody told us ${randomUUID()}` })
  done((await moveOn(ruthHere!, room, 'end')) as never)
  if (close) done(await ruthHere!.api.gatherings.close({ attempt: attempt(), room }))
  return { id, room, code, ama, leo, words }
}
const lineOf = async (visitor: Visitor, room: string, words: string) =>
  (await harvestOf(visitor, room)).items.find((item) => item.words === words)!

beforeAll(async () => {
  place = await startTestPlace()
  ruth = await somebody(place.house, 'Ruth Adams')
  const ben = await somebody(place.house, 'Ben Hart')
  group = await space(place.house, ruth)
  await bringIn(place.house, group, [ruth], ben)
  ;[ruthHere, benHere] = [visit(ruth), visit(ben)]
  strangerHere = visit(await somebody(place.house, 'A stranger'))
})
afterAll(() => place.stop())

// Whole gatherings, with everybody in them.
describe('the harvest', { timeout: 60_000 }, () => {
  it('asks each for what is theirs from the close on, and silence stays', async () => {
    const { room, ama, leo, words } = await written(false)
    expect((await harvestOf(ama, room)).state).toBe('not_yet')
    const early = await lineOf(ama, room, words[0]!)
    expect(await choose(ama, early.id, 'name')).toMatchObject({ ok: false, reason: 'over' })
    done(await ruthHere!.api.gatherings.close({ attempt: attempt(), room }))
    // Whether learning is on the agenda is told of the rooms somebody was in, and of no other.
    const agenda = async (who: Visitor) =>
      (await who.api.today.agenda({ space: group.id })).said.map((one) => one.words)
    expect(await agenda(ruthHere!)).toContainEqual(expect.stringMatching(/^1 of 1 gathering you were at had a part/))
    expect(await agenda(benHere!)).not.toContainEqual(expect.stringMatching(/you were at/))
    const asked = await harvestOf(ama, room)
    expect(asked).toMatchObject({ state: 'open', title: 'Thursday gathering' })
    expect(asked.items.map((item) => item.words).toSorted()).toEqual(words.toSorted())
    expect(asked.items[0]).toMatchObject({ choices: ['stays', 'theme', 'words', 'name'], chose: null, state: 'stays' })
    // Of nobody else's: not their lines, not what they chose, not for whoever facilitates either.
    expect((await harvestOf(leo, room)).items.map((item) => item.words)).not.toContain(words[0])
    expect((await harvestOf(ruthHere!, room)).items).toEqual([])
    await expect(choose(leo, early.id, 'name')).rejects.toThrow()
    await expect(choose(ruthHere!, early.id, 'name')).rejects.toThrow()
    await expect(harvestOf(strangerHere!, room)).rejects.toThrow()
    await expect(harvestOf(benHere!, room)).rejects.toThrow()
    expect(await landed('The bus')).toEqual([])
  })

  it('brings words with a name at once, with where they came from, and takes them back as fast', async () => {
    const { room, ama, words } = await written()
    const line = await lineOf(ama, room, words[0]!)
    expect(done(await choose(ama, line.id, 'name')).state).toBe('went')
    const [there] = await landed(words[0]!)
    expect(there).toMatchObject({ whose: 'member', broughtIn: true })
    expect(there!.by).toContain('Ama Mensah')
    expect(there!.card.method).toContain('at Thursday gathering')
    expect(there!.card.dated).not.toBeNull()
    expect(await landed(words[1]!)).toEqual([])
    const [went] = (await harvestOf(ama, room)).where
    expect(done(await ama.api.gatherings.takeMineBack({ attempt: attempt(), id: went!.id })).copies).toBe(1)
    expect(await landed(words[0]!)).toEqual([])
    expect((await lineOf(ama, room, words[0]!)).state).toBe('taken_back')
    await expect(ruthHere!.api.gatherings.takeMineBack({ attempt: attempt(), id: went!.id })).rejects.toThrow()
  })

  it('asks whoever took part around it for what they wrote there, and lets that go alike', async () => {
    const { id, room, leo } = await written(false)
    done(await benHere!.api.gatherings.answerCall({ attempt: attempt(), gathering: id, answer: 'around', needs: '' }))
    done(await ruthHere!.api.gatherings.close({ attempt: attempt(), room }))
    done(await benHere!.api.gatherings.takePart({ attempt: attempt(), gathering: id }))
    const after = (await benHere!.api.gatherings.threads({ room })).threads.find((one) => one.part === 'after')!
    const [line, words] = [randomUUID(), `I was not there, and it is the same on our street ${randomUUID()}`]
    done(await benHere!.api.gatherings.putInThread({ id: line, chapter: after.chapter, words }))
    expect(await lineOf(benHere!, room, words)).toMatchObject({ step: 'After the day', chose: null, state: 'stays' })
    expect(await lineOf(ruthHere!, room, words)).toBeUndefined()
    for (const visitor of [ruthHere!, leo, strangerHere!]) await expect(choose(visitor, line, 'name')).rejects.toThrow()
    expect(done(await choose(benHere!, line, 'name')).state).toBe('went')
    const method = 'Written round it, “After the day”, at Thursday gathering'
    expect(await landed(words)).toMatchObject([{ by: expect.stringContaining('You, by consent'), card: { method } }])
    expect(done(await choose(benHere!, line, 'words')).state).toBe('tonight')
    expect(await landed(words)).toEqual([])
    expect(done(await choose(benHere!, line, 'stays')).state).toBe('taken_back')
    expect(await lineOf(benHere!, room, words)).toMatchObject({ chose: 'stays' })
  })

  it('brings what has no name with the next day, so that no hour says whose it is', async () => {
    const { room, ama, words } = await written()
    const [unnamed, theme] = [await lineOf(ama, room, words[0]!), await lineOf(ama, room, words[1]!)]
    expect(done(await choose(ama, unnamed.id, 'words')).state).toBe('tonight')
    expect(await choose(ama, theme.id, 'theme')).toMatchObject({ ok: false, reason: 'no_theme' })
    await expect(choose(ama, theme.id, 'theme', { words: words[1] })).rejects.toThrow(/theme/i)
    const said = `Buses are not to be relied on ${randomUUID()}`
    expect(done(await choose(ama, theme.id, 'theme', { words: said })).state).toBe('tonight')
    await asAdmin('select go_due()')
    expect(await landed(words[0]!)).toEqual([])
    await asAdmin('update crossing set not_before = not_before - 1 where not_before is not null')
    await asAdmin('select go_due()')
    const [there] = await landed(words[0]!)
    expect(there).toMatchObject({ whose: 'unnamed' })
    expect(there!.by).not.toContain('Ama')
    expect(await landed(said)).toHaveLength(1)
    expect((await lineOf(ama, room, words[0]!)).state).toBe('went')
    // Whoever reads it in the library learns nothing of whose it is, nor when it came but the day.
    const { rows } = await asAdmin('select speaker_id, author_id, made_at::text from evidence where words = $1', [
      words[0],
    ])
    expect(rows[0]).toMatchObject({ speaker_id: null, author_id: null })
    expect(rows[0].made_at).toContain('00:00:00')
    // Choosing again takes it back first.
    expect(done(await choose(ama, unnamed.id, 'stays')).state).toBe('stays')
    expect(await landed(words[0]!)).toEqual([])
  })

  it('lets what one wrote for several go when each has said yes, and tells nobody who did', async () => {
    const { room, code, items } = await openGathering(ruthHere!, group, [
      { method: 'one-two-four-all' },
      { method: 'what-so-what-now-what' },
    ])
    const people = await Promise.all(['A', 'B', 'C', 'D'].map((name) => guestIn(place, code, name, '')))
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    for (const key of ['pairs', 'fours', 'four']) await goTo(ruthHere!, room, key)
    const text = `What the four of us think ${randomUUID()}`
    const shared = `We are four and one device ${randomUUID()}`
    await putValue(people[0]!, room, { text })
    await putValue(people[1]!, room, { text: shared }, { forTable: true })
    // In a talk one takes notes for all: on the console, on a phone, and it is everybody's.
    const noted = `What stands out to all of us ${randomUUID()}`
    await goTo(ruthHere!, room, 'all')
    const talk = (await nowOf(people[2]!, room)).activity!
    expect(talk.steps[talk.step!.place]!.writes).toBe('one')
    await putValue(people[2]!, room, { text: noted })
    done((await moveOn(ruthHere!, room, 'end')) as never)
    const alone = `We sat at one device ${randomUUID()}`
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[1]! }))
    await goTo(ruthHere!, room, 'what')
    await putValue(people[1]!, room, { text: alone }, { forTable: true })
    done((await moveOn(ruthHere!, room, 'end')) as never)
    done(await ruthHere!.api.gatherings.close({ attempt: attempt(), room }))
    const note = await lineOf(people[2]!, room, noted)
    expect(note).toMatchObject({ shared: 'room', choices: ['stays', 'theme', 'words'] })
    expect(await choose(people[2]!, note.id, 'name')).toMatchObject({ reason: 'not_so' })
    const line = await lineOf(people[0]!, room, text)
    expect(line).toMatchObject({ shared: 'group', choices: ['stays', 'theme', 'words'] })
    expect(await choose(people[0]!, line.id, 'name')).toMatchObject({ reason: 'not_so' })
    expect(done(await choose(people[0]!, line.id, 'words')).state).toBe('asked')
    await asAdmin('update crossing set not_before = not_before - 1 where not_before is not null')
    for (const one of people.slice(1)) {
      expect(await landed(text)).toEqual([])
      const [asked] = (await harvestOf(one, room)).asked
      expect(asked).toMatchObject({ words: text, form: 'unnamed' })
      done(await one.api.gatherings.sayAsked({ attempt: attempt(), id: asked!.id, answer: 'goes' }))
    }
    expect(await landed(text)).toHaveLength(1)
    expect((await harvestOf(ruthHere!, room)).asked).toEqual([])
    // A table with one device says on it that each has said yes.
    const table = await lineOf(people[1]!, room, alone)
    expect(table.shared).toBe('table')
    expect(await choose(people[1]!, table.id, 'words')).toMatchObject({ reason: 'each' })
    expect(done(await choose(people[1]!, table.id, 'words', { allSaidYes: true })).state).toBe('tonight')
    // It says so for nobody who has a device: what was written for the four of them each of them is asked.
    const four = await lineOf(people[1]!, room, shared)
    expect(done(await choose(people[1]!, four.id, 'words', { allSaidYes: true })).state).toBe('asked')
    await asAdmin('update crossing set not_before = not_before - 1 where not_before is not null')
    await asAdmin('select go_due()')
    expect([await landed(alone), await landed(shared)]).toMatchObject([[{}], []])
    for (const one of people.filter((_, at) => at !== 1)) {
      expect(await landed(shared)).toEqual([])
      const asked = (await harvestOf(one, room)).asked.find((ask) => ask.words === shared)!
      done(await one.api.gatherings.sayAsked({ attempt: attempt(), id: asked.id, answer: 'goes' }))
    }
    expect(await landed(shared)).toHaveLength(1)
  })

  it('lets lines without a name go as was chosen while writing, at the close, and nobody can be asked', async () => {
    const { room, items } = await openGathering(ruthHere!, group, [{ method: 'what-so-what-now-what' }])
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    const { activity } = await nowOf(ruthHere!, room)
    const lines = Object.fromEntries(
      ['words', 'theme', 'stays'].map((goes) => [goes, `Said by nobody ${goes} ${randomUUID()}`]),
    )
    for (const [goes, text] of Object.entries(lines))
      await asAdmin(
        `insert into contribution (space_id, id, chapter_id, activity_id, step_id, value, attribution, seen_by, kept, may_go, shown)
         values ($1, gen_random_uuid(), $2, $3, $4, $5, 'anonymous', 'room', 'until_harvested', $6, true)`,
        [room, activity!.chapter, activity!.id, activity!.step!.id, JSON.stringify({ text }), goes],
      )
    done((await moveOn(ruthHere!, room, 'end')) as never)
    expect(await landed(lines.words!)).toEqual([])
    done(await ruthHere!.api.gatherings.close({ attempt: attempt(), room }))
    expect(await landed(lines.words!)).toHaveLength(1)
    expect(await landed(lines.stays!)).toEqual([])
    const { items: mine, themes, where } = await harvestOf(ruthHere!, room)
    expect([mine, where]).toEqual([[], []])
    expect(themes.map((one) => one.words)).toEqual([lines.theme])
    const named = (words: string) =>
      ruthHere!.api.gatherings.nameTheme({ attempt: attempt(), room, lines: [themes[0]!.id], words })
    await expect(named(lines.theme!)).rejects.toThrow(/theme/i)
    const theme = `People feel unheard ${randomUUID()}`
    done(await named(theme))
    expect(await landed(theme)).toHaveLength(1)
    expect(await landed(lines.theme!)).toEqual([])
  })

  it('keeps what stays for seven days, the room for twelve months, and then nothing', async () => {
    const { room, ama, leo, words } = await written()
    const line = await lineOf(ama, room, words[0]!)
    done(await choose(ama, line.id, 'name'))
    const [amaId, leoId] = [(await nowOf(ama, room)).me.id, (await nowOf(leo, room)).me.id]
    const { key } = done(await ama.api.gatherings.takeSlip({ room }))
    await asAdmin("update gathering_room set harvest_until = clock_now() - interval '1 minute' where space_id = $1", [
      room,
    ])
    expect(await choose(ama, line.id, 'words')).toMatchObject({ reason: 'over' })
    await asAdmin('select sweep_rooms()')
    expect((await harvestOf(ama, room)).items).toEqual([])
    expect(await landed(words[0]!)).toHaveLength(1)
    await asAdmin('update gathering_room set delete_on = (clock_now())::date where space_id = $1', [room])
    await asAdmin('select sweep_rooms()')
    const { rows } = await asAdmin('select id, name from person where id = any ($1)', [[amaId, leoId]])
    // Leo's row went with the room; Ama's words still stand, and are hers to take back by her slip.
    expect(rows).toEqual([{ id: amaId, name: 'Ama Mensah' }])
    const slip = await place.visitor().api.gatherings.slip({ key })
    expect(slip.harvest).toBeNull()
    expect(slip.where.map((one) => one.words)).toEqual([words[0]])
    done(await place.visitor().api.gatherings.slipTakeBack({ key, id: slip.where[0]!.id }))
    expect(await landed(words[0]!)).toEqual([])
    await asAdmin('select sweep_rooms()')
    expect((await asAdmin('select name from person where id = $1', [amaId])).rows).toEqual([{ name: 'A guest' }])
    expect((await asAdmin('select count(*)::integer as n from space where id = $1', [room])).rows[0].n).toBe(0)
  })
})

describe('a slip', () => {
  it('opens for its guest what is theirs, without an account, and for nobody else', async () => {
    const { id, room, ama, words } = await written()
    const first = done(await ama.api.gatherings.takeSlip({ room }))
    const { key } = done(await ama.api.gatherings.takeSlip({ room }))
    expect(await ruthHere!.api.gatherings.takeSlip({ room })).toMatchObject({ reason: 'account' })
    const away = place.visitor()
    await expect(away.api.gatherings.slip({ key: first.key })).rejects.toThrow(/opens nothing/)
    await expect(away.api.gatherings.slip({ key: randomUUID() })).rejects.toThrow(/opens nothing/)
    const slip = await away.api.gatherings.slip({ key })
    expect(slip).toMatchObject({ name: 'Ama Mensah', title: 'Thursday gathering', owed: '', paidOn: null })
    const line = slip.harvest!.items.find((item) => item.words === words[2])!
    expect(done(await away.api.gatherings.slipLetGo({ key, line: line.id, goes: 'name' })).state).toBe('went')
    expect(await landed(words[2]!)).toHaveLength(1)
    const person = (await nowOf(ama, room)).me.id
    const note = { attempt: attempt(), room, person, owed: '£25 and the bus', paidOn: '2026-03-20' }
    await expect(ama.api.gatherings.notePaid(note)).rejects.toThrow()
    done(await ruthHere!.api.gatherings.notePaid(note))
    expect(await away.api.gatherings.slip({ key })).toMatchObject({ owed: '£25 and the bus', paidOn: '2026-03-20' })
    expect((await ruthHere!.api.gatherings.owed({ room })).owed).toContainEqual({
      ...{ person, name: 'Ama Mensah', owed: '£25 and the bus', paidOn: '2026-03-20' },
    })
    await expect(benHere!.api.gatherings.owed({ room })).rejects.toThrow()
    // What came of it is told to guests too, by whoever called it and by nobody else.
    const { version } = await ruthHere!.api.gatherings.one({ id })
    const told = { attempt: attempt(), id, version, words: 'The bus stops at the door now' }
    await expect(benHere!.api.gatherings.keepShare(told)).rejects.toThrow()
    done(await ruthHere!.api.gatherings.keepShare(told))
    expect((await away.api.gatherings.slip({ key })).share).toMatchObject({ kept: 'The bus stops at the door now' })
    // Nobody reads the keys, and the slip opens no other door.
    await expect(away.api.gatherings.now({ room })).rejects.toThrow()
    const seen = await place.house.db
      .read(ruth.id, (db) => db.selectFrom('guest_slip').select('person_id').execute())
      .catch(() => [])
    expect(seen).toEqual([])
  })
})
