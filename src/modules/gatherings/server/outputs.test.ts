// What a room accepts and leaves as itself: who may keep it, what stands with it, and what nobody else learns.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { bodyOf, fetchTicket, send, type Ticket } from '#modules/rounds/server/testing/index.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import type { Ready } from '../contract/outputs.ts'
import { done, goTo, guestIn, moveOn, nowOf, openGathering, putValue } from './testing.ts'

let place: TestPlace
let group: Place
let ruth: Somebody
let [ruthHere, benHere, cleoHere, strangerHere]: Visitor[] = []

const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
const outputsOf = (visitor: Visitor, room: string) => visitor.api.gatherings.outputs({ room })
const keep = (visitor: Visitor, one: Pick<Ready, 'activity' | 'key'>, more: object = {}) =>
  visitor.api.gatherings.keepOutput({ attempt: attempt(), activity: one.activity, key: one.key, ...more })
const artefactOf = async (visitor: Visitor, title: string, of = group.id) => {
  const found = (await visitor.api.library.artefacts({ space: of })).items.find((one) => one.title === title)
  return found === undefined ? null : visitor.api.library.artefact({ space: of, id: found.id })
}
const textOf = async (visitor: Visitor, document: string, of = group.id) =>
  (await visitor.api.library.document({ space: of, id: document })).text

beforeAll(async () => {
  place = await startTestPlace()
  ruth = await somebody(place.house, 'Ruth Adams')
  const [ben, cleo] = [await somebody(place.house, 'Ben Hart'), await somebody(place.house, 'Cleo Marsh')]
  group = await space(place.house, ruth)
  await bringIn(place.house, group, [ruth], ben)
  await bringIn(place.house, group, [ruth, ben], cleo)
  ;[ruthHere, benHere, cleoHere] = [visit(ruth), visit(ben), visit(cleo)]
  strangerHere = visit(await somebody(place.house, 'A stranger'))
})
afterAll(() => place.stop())

const NORM = 'One thing we do in every meeting'

/** Four-player observation with Ben, Cleo staying away, and two guests: its norm, and each one's answer to it. */
async function normed(norm: string, answers: { ben: string; ama: string; leo: string }, words = 'It costs us time') {
  const { id, room, code, items } = await openGathering(ruthHere!, group, [{ method: 'four-player' }])
  done(await benHere!.api.gatherings.comeIn({ attempt: attempt(), code }))
  const [ama, leo] = [await guestIn(place, code, 'Ama', 'Riverside'), await guestIn(place, code, 'Leo', '')]
  done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
  await goTo(ruthHere!, room, 'norm')
  await putValue(ruthHere!, room, { text: norm })
  await goTo(ruthHere!, room, 'accept')
  const said = { ben: benHere!, ama, leo }
  for (const [who, answer] of Object.entries(answers))
    await putValue(said[who as 'ben'], room, { answer, words: answer === 'not_yet' ? `${words} ${norm}` : '' })
  return { id, room, ama, leo }
}

// Whole gatherings, with everybody in them.
describe('what a room accepts', { timeout: 60_000 }, () => {
  it('stands in the space that called, by a press of whoever facilitates, and of nobody else', async () => {
    const norm = `We ask for one reason not to ${randomUUID()}`
    const { id, room, ama } = await normed(norm, { ben: 'agree', ama: 'live_with', leo: 'agree' })
    const said = (await ruthHere!.api.gatherings.now({ room })) as {
      activity: { steps: { key: string; stands: string }[] }
    }
    expect(said.activity.steps.find((one) => one.key === 'accept')!.stands).toContain(NORM)
    expect((await outputsOf(ruthHere!, room)).ready).toEqual([])
    done((await moveOn(ruthHere!, room, 'end')) as never)
    const [ready] = (await outputsOf(ruthHere!, room)).ready
    expect(ready).toMatchObject({ key: 'norm', type: 'norm', title: NORM, words: norm, against: 'none', again: false })
    for (const visitor of [benHere!, ama]) {
      expect((await outputsOf(visitor, room)).ready).toEqual([])
      await expect(keep(visitor, ready!)).rejects.toThrow()
    }
    for (const visitor of [cleoHere!, strangerHere!]) {
      await expect(outputsOf(visitor, room)).rejects.toThrow()
      await expect(keep(visitor, ready!)).rejects.toThrow()
    }
    await expect(keep(ruthHere!, { ...ready!, key: 'nothing' })).rejects.toThrow()
    expect(await artefactOf(cleoHere!, NORM)).toBeNull()
    expect(done(await keep(ruthHere!, ready!, { lookOn: '2099-06-05' })).state).toBe('went')
    const there = (await artefactOf(cleoHere!, NORM))!
    expect(there).toMatchObject({ sort: 'statement', stands: true, by: 'a room', can: { stand: false } })
    expect(there.lookOn).toBe('2099-06-05')
    expect(await textOf(cleoHere!, there.versions[0]!.id)).toBe(norm)
    expect(there.versions[0]!.by).toBe('the room')
    // Three answered, so no number is told, and nobody of the space learns who was there.
    const how = {
      gathering: id,
      method: 'Four-player observation',
      stands: true,
      told: null,
      against: 'none',
      beside: [],
    }
    expect(there.kept).toEqual([expect.objectContaining(how)])
    expect(JSON.stringify(there)).not.toMatch(/Ama|Leo/)
    expect(await artefactOf(strangerHere!, NORM)).toBeNull()
    expect(await cleoHere!.api.library.keptFrom({ gathering: id })).toMatchObject([
      { title: NORM, words: norm, stands: true },
    ])
    expect(await strangerHere!.api.library.keptFrom({ gathering: id })).toEqual([])
    // Whoever was in the room reads what was kept of it, guests as well.
    const [kept] = (await outputsOf(ama, room)).kept
    expect(kept).toMatchObject({ words: norm, state: 'went', stands: true, can: { takeBack: false, name: true } })
    const back = (visitor: Visitor) => visitor.api.gatherings.takeOutputBack({ attempt: attempt(), id: kept!.id })
    for (const visitor of [ama, benHere!, cleoHere!, strangerHere!]) await expect(back(visitor)).rejects.toThrow()
    expect(done(await back(ruthHere!)).copies).toBe(1)
    expect(await artefactOf(cleoHere!, NORM)).toBeNull()
    expect((await outputsOf(ama, room)).kept[0]).toMatchObject({ state: 'taken_back', can: { name: false } })
  })

  it('is a draft where somebody said not yet, keeps what they let go beside it, and comes again as the next version', async () => {
    const first = `We end on time ${randomUUID()}`
    const one = await normed(first, { ben: 'agree', ama: 'agree', leo: 'agree' })
    done((await moveOn(ruthHere!, one.room, 'end')) as never)
    done(await keep(ruthHere!, (await outputsOf(ruthHere!, one.room)).ready[0]!))
    const second = `We end five minutes early ${randomUUID()}`
    const two = await normed(second, { ben: 'not_yet', ama: 'agree', leo: 'not_yet' })
    done((await moveOn(ruthHere!, two.room, 'end')) as never)
    const [ready] = (await outputsOf(ruthHere!, two.room)).ready
    expect(ready!.against).toBe('some')
    done(await keep(ruthHere!, ready!))
    const draft = (await artefactOf(cleoHere!, NORM))!
    expect(draft.versions).toHaveLength(2)
    expect(draft.kept.map((version) => [version.stands, version.against])).toEqual(
      expect.arrayContaining([
        [true, 'none'],
        [false, 'some'],
      ]),
    )
    // With the dissent said, whoever facilitates lets it stand: the draft goes, and the version stands.
    const [again] = (await outputsOf(ruthHere!, two.room)).ready
    expect(again!.again).toBe(true)
    done(await keep(ruthHere!, again!, { stands: true }))
    const stands = (await artefactOf(cleoHere!, NORM))!
    expect(stands.versions).toHaveLength(2)
    const newest = stands.versions.at(-1)!.id
    const dissent = async () => {
      const now = (await artefactOf(cleoHere!, NORM))!
      return now.kept.find((version) => version.document === newest)!.beside
    }
    expect(await textOf(cleoHere!, newest)).toBe(second)
    // Until their authors say so, nothing of what they said goes anywhere; and then as they say, under a name or without.
    expect(await dissent()).toEqual([])
    expect(JSON.stringify(stands)).not.toContain('It costs us time')
    done(await ruthHere!.api.gatherings.close({ attempt: attempt(), room: two.room }))
    // What was kept stands already, so whoever wrote it is not asked where it may go; until it is taken back.
    const offered = async (at: { room: string }) =>
      (await ruthHere!.api.gatherings.harvest(at)).items.map((item) => item.words)
    expect((await offered({ room: two.room })).join()).not.toContain(second)
    const lineOf = async (visitor: Visitor) =>
      (await visitor.api.gatherings.harvest({ room: two.room })).items.find((item) => item.words.includes('costs us'))!
    const letGo = async (visitor: Visitor, goes: string) =>
      done(await visitor.api.gatherings.letGo({ attempt: attempt(), line: (await lineOf(visitor)).id, goes } as never))
    await letGo(benHere!, 'name')
    expect(await dissent()).toEqual([
      expect.objectContaining({ against: true, by: expect.stringContaining('Ben Hart') }),
    ])
    await letGo(two.leo, 'words')
    expect(await dissent()).toHaveLength(1)
    await place.cluster.inside(place.databaseName, async (admin) => {
      await admin.query('update crossing set not_before = not_before - 1 where not_before is not null')
      await admin.query('select go_due()')
    })
    const both = await dissent()
    expect(both).toHaveLength(2)
    expect(JSON.stringify(both)).not.toContain('Leo')
    // What one takes back goes from beside it as from everywhere.
    await letGo(benHere!, 'stays')
    expect(await dissent()).toHaveLength(1)
    // The first version keeps nothing of the second's.
    expect((await artefactOf(cleoHere!, NORM))!.kept.find((version) => version.document !== newest)!.beside).toEqual([])
    // Where the first of them is taken back, the line goes on with the next.
    const [before] = (await outputsOf(ruthHere!, one.room)).kept
    expect((await offered({ room: one.room })).join()).not.toContain(first)
    done(await ruthHere!.api.gatherings.takeOutputBack({ attempt: attempt(), id: before!.id }))
    expect((await offered({ room: one.room })).join()).toContain(first)
    const three = await normed(`We end when we are done ${randomUUID()}`, { ben: 'agree', ama: 'agree', leo: 'agree' })
    done((await moveOn(ruthHere!, three.room, 'end')) as never)
    done(await keep(ruthHere!, (await outputsOf(ruthHere!, three.room)).ready[0]!))
    const line = (await artefactOf(cleoHere!, NORM))!
    expect(line.versions.map((version) => version.id)[0]).toBe(newest)
    expect(line.versions).toHaveLength(2)
  })

  it('asks an organisation that it names, and lets what was kept before stand until then', async () => {
    await place.cluster.inside(place.databaseName, (admin) =>
      admin.query("insert into organisation (id, name, made_by) values (gen_random_uuid(), 'Bridgewell Trust', $1)", [
        ruth.id,
      ]),
    )
    const norm = `We ask Bridgewell Trust first ${randomUUID()}`
    const { id, room } = await normed(norm, { ben: 'not_yet', ama: 'agree', leo: 'agree' })
    done((await moveOn(ruthHere!, room, 'end')) as never)
    const [ready] = (await outputsOf(ruthHere!, room)).ready
    expect(await keep(ruthHere!, ready!)).toMatchObject({ ok: false, reason: 'name' })
    expect(await cleoHere!.api.library.keptFrom({ gathering: id })).toEqual([])
    done(await keep(ruthHere!, ready!, { bare: true }))
    const there = () => cleoHere!.api.library.keptFrom({ gathering: id })
    expect(await there()).toMatchObject([
      { words: norm.replace('Bridgewell Trust', '[an organisation]'), stands: false },
    ])
    const [again] = (await outputsOf(ruthHere!, room)).ready
    expect(await keep(ruthHere!, again!, { stands: true })).toMatchObject({ ok: false, reason: 'name' })
    expect(await there()).toMatchObject([{ stands: false }])
    // Whoever left the room takes their own name off all the same; nobody puts one there from outside.
    const [kept] = (await outputsOf(benHere!, room)).kept
    done(await benHere!.api.gatherings.signOutput({ id: kept!.id, named: true, signed: true }))
    await benHere!.api.gatherings.leave({ attempt: attempt(), room })
    const { document } = (await there())[0]!
    const hand = (visitor: Visitor, named: boolean) =>
      visitor.api.library.signVersion({ attempt: attempt(), document, named, signed: named })
    done(await hand(benHere!, false))
    await expect(hand(benHere!, true)).rejects.toThrow()
    await expect(hand(cleoHere!, true)).rejects.toThrow()
  })

  it('tells of a round without names no more than its numbers may, and beside it what was let go while writing', async () => {
    const { room, code, items } = await openGathering(ruthHere!, group, [{ method: 'nine-whys' }])
    const guests = await Promise.all([...'ABCDEFGH'].map((name) => guestIn(place, code, name, '')))
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    await goTo(ruthHere!, room, 'statement')
    const purpose = `So that nobody goes home to an empty house ${randomUUID()}`
    await putValue(ruthHere!, room, { text: purpose })
    await goTo(ruthHere!, room, 'accept')
    const round = (await nowOf(ruthHere!, room)).activity!.step!.round!
    const [goes, stays] = [`Whose house is it ${randomUUID()}`, `I would rather not say ${randomUUID()}`]
    for (const [at, guest] of guests.entries()) {
      const asked = await guest.api.rounds.round({ round })
      const ticket = (await fetchTicket(asked, (input) => guest.api.rounds.ticket(input) as never)) as Ticket
      const said = { answer: at === 0 ? 'not_yet' : 'agree', words: [goes, stays][at] ?? '' }
      done((await send(place.url, round, bodyOf(ticket, asked.bytes, [said], at === 0 ? 'words' : 'stays'))) as never)
    }
    await goTo(ruthHere!, room, 'accepted')
    const one = (await outputsOf(ruthHere!, room)).ready.find((output) => output.key === 'purpose')!
    // One of eight said not yet: no number tells it, so neither does this, and whoever facilitates decides.
    expect(one).toMatchObject({ words: purpose, against: 'untold' })
    done(await keep(ruthHere!, one))
    const read = async () => (await artefactOf(cleoHere!, one.title))!
    expect(await read()).toMatchObject({ stands: false, kept: [{ stands: false, against: 'untold', beside: [] }] })
    expect((await read()).kept[0]!.told).toMatchObject({ answers: 8 })
    done((await moveOn(ruthHere!, room, 'end')) as never)
    done(await ruthHere!.api.gatherings.close({ attempt: attempt(), room }))
    const { kept } = await read()
    expect(kept[0]!.beside).toEqual([expect.objectContaining({ words: goes, against: false })])
    expect(JSON.stringify(kept)).not.toContain(stays)
  })

  it('bears the names of those who say that they made it, each by their own hand, and a newer version bears none', async () => {
    const norm = `We begin with a story ${randomUUID()}`
    const { room, ama } = await normed(norm, { ben: 'agree', ama: 'agree', leo: 'agree' })
    done((await moveOn(ruthHere!, room, 'end')) as never)
    done(await keep(ruthHere!, (await outputsOf(ruthHere!, room)).ready[0]!))
    const [kept] = (await outputsOf(ama, room)).kept
    const hand = (visitor: Visitor, named: boolean, signed: boolean) =>
      visitor.api.gatherings.signOutput({ id: kept!.id, named, signed })
    done(await hand(ama, true, false))
    done(await hand(benHere!, true, true))
    // With a slip the same, without an account; and nothing with a wrong one.
    const { key } = done(await ama.api.gatherings.takeSlip({ room }))
    const away = place.visitor()
    expect((await away.api.gatherings.slipOutputs({ key })).kept).toMatchObject([
      { id: kept!.id, named: true, signed: false },
    ])
    done(await away.api.gatherings.slipSign({ key, id: kept!.id, named: true, signed: false }))
    const wrong = randomUUID()
    await expect(away.api.gatherings.slipOutputs({ key: wrong })).rejects.toThrow(/opens nothing/)
    await expect(
      away.api.gatherings.slipSign({ key: wrong, id: kept!.id, named: true, signed: true }),
    ).rejects.toThrow()
    const newest = async () => {
      const there = (await artefactOf(cleoHere!, NORM))!
      return there.hands.find((one) => one.document === there.versions.at(-1)!.id)!
    }
    expect(await newest()).toMatchObject({
      may: false,
      hands: [
        { name: 'Ama', signedOn: null, mine: false },
        { name: 'Ben Hart', signedOn: expect.any(String), mine: false },
      ],
    })
    // Cleo was not in the room; nobody puts a name there for her, nor she hers.
    const { document } = await newest()
    await expect(hand(cleoHere!, true, true)).rejects.toThrow()
    for (const visitor of [cleoHere!, strangerHere!])
      await expect(
        visitor.api.library.signVersion({ attempt: attempt(), document, named: true, signed: true }),
      ).rejects.toThrow()
    done(await benHere!.api.library.signVersion({ attempt: attempt(), document, named: true, signed: false }))
    done(await hand(ama, false, false))
    expect((await newest()).hands).toEqual([{ name: 'Ben Hart', signedOn: null, mine: false }])
    const more = await normed(`${norm} too`, { ben: 'agree', ama: 'agree', leo: 'agree' })
    done((await moveOn(ruthHere!, more.room, 'end')) as never)
    done(await keep(ruthHere!, (await outputsOf(ruthHere!, more.room)).ready[0]!))
    expect((await newest()).hands).toEqual([])
  })
})
