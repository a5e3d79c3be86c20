import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { library } from './index.ts'
import { bringIn, type Place, type Somebody, somebody, space } from './testing.ts'

const NO_CARD = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }
let place: TestPlace
let ruth: Somebody
let ben: Somebody
let moira: Somebody
let group: Place
let [ruthHere, benHere, strangerHere]: Visitor[] = []

beforeAll(async () => {
  place = await startTestPlace()
  const visit = (who: Somebody): Visitor => {
    const visitor = place.visitor()
    visitor.jar.set(...who.cookie)
    return visitor
  }
  ruth = await somebody(place.house, 'Ruth Adams')
  ben = await somebody(place.house, 'Ben Hart')
  group = await space(place.house, ruth)
  group.chapter = await bringIn(place.house, group, [ruth], ben)
  ruthHere = visit(ruth)
  benHere = visit(ben)
  strangerHere = visit(await somebody(place.house, 'A stranger'))
})
afterAll(() => place.stop())

const say = async (words: string, who = ruthHere!, chapter = group.chapter) =>
  (
    (await who.api.library.addEvidence({
      attempt: attempt(),
      space: group.id,
      chapter,
      words,
      whose: { is: 'mine' },
      card: NO_CARD,
    })) as { id: string }
  ).id
const dispute = (who: Visitor, evidence: string, words: string, as: 'mine' | 'among_us' = 'mine') =>
  who.api.library.contest({ attempt: attempt(), space: group.id, evidence, words, as })
const look = (who: Visitor, id: string) => who.api.library.evidenceItem({ space: group.id, id })

describe('a dispute', () => {
  it('stands beside what it disputes, under its author’s name, and is theirs to take back', async () => {
    const id = await say('Nobody rings after discharge.')
    expect(await dispute(benHere!, id, 'We ring everybody on ward 3.')).toEqual({ ok: true })
    const [seen] = (await look(ruthHere!, id)).contests
    expect(seen).toMatchObject({ words: 'We ring everybody on ward 3.', by: 'Ben Hart', can: { takeBack: false } })
    const listed = await ruthHere!.api.library.evidence({ space: group.id, contested: true })
    expect(listed.items.map((item) => item.id)).toContain(id)
    const take = (who: Visitor) =>
      who.api.library.takeBackContest({ attempt: attempt(), space: group.id, id: seen!.id })
    await expect(take(ruthHere!)).rejects.toMatchObject({ code: 'not_found' })
    expect(await take(benHere!)).toMatchObject({ ok: true })
    expect((await look(ruthHere!, id)).contests).toEqual([])
    const left = await ruthHere!.api.library.evidence({ space: group.id, contested: true })
    expect(left.items.map((item) => item.id)).not.toContain(id)
  })

  it('keeps no name and no hour of somebody among us, and nobody can take it back', async () => {
    const id = await say('The line is answered within an hour.')
    expect(await dispute(benHere!, id, 'Not at weekends.', 'among_us')).toEqual({ ok: true })
    const [seen] = (await look(benHere!, id)).contests
    expect(seen).toMatchObject({ words: 'Not at weekends.', by: null, can: { takeBack: false } })
    const rows = await place.house.db.read(ruth.id, async (db) => ({
      contest: await db.selectFrom('contest').select(['author_id', 'made_at']).where('evidence_id', '=', id).execute(),
      event: await db
        .selectFrom('event')
        .select(['actor_id', 'at'])
        .where('subject', '=', id)
        .where('kind', '=', 'evidence.contested')
        .execute(),
    }))
    expect(rows.contest).toEqual([{ author_id: null, made_at: expect.any(Date) }])
    // An event between two of somebody's own would say whose it is.
    expect(rows.event).toEqual([])
    expect(rows.contest[0]!.made_at.getTime() % 3_600_000).toBe(0)
    await expect(
      benHere!.api.library.takeBackContest({ attempt: attempt(), space: group.id, id: seen!.id }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is nothing to a stranger or a newcomer who does not read it, and goes with the words it disputes', async () => {
    const id = await say('Seven of nine wards have no hour for this in the shift.')
    await dispute(benHere!, id, 'It says that seven of nine wards have no hour for this; ours has one.')
    const other = await say('Another thing that was said here today.')
    await dispute(benHere!, other, 'Against it: seven of nine wards have no hour for this in the shift.')
    await expect(dispute(strangerHere!, id, 'In?')).rejects.toMatchObject({ code: 'not_found' })
    moira = await somebody(place.house, 'Moira Bell')
    const later = await bringIn(place.house, group, [ruth, ben], moira)
    const moiraHere = place.visitor()
    moiraHere.jar.set(...moira.cookie)
    await expect(dispute(moiraHere, id, 'In?')).rejects.toMatchObject({ code: 'not_found' })
    expect((await moiraHere.api.library.evidence({ space: group.id, contested: true })).items).toEqual([])
    // What was said before Moira came is not carried to her in a dispute either.
    const now = await say('It is better since spring.', ruthHere!, later)
    await expect(
      dispute(benHere!, now, 'But seven of nine wards have no hour for this in the shift.'),
    ).rejects.toMatchObject({ code: 'refused' })
    await ruthHere!.api.library.takeOut({ attempt: attempt(), space: group.id, id })
    expect((await look(benHere!, id)).contests).toEqual([])
    expect((await look(benHere!, other)).contests[0]!.words).toBe('Against it: [words taken back].')
    expect(await dispute(benHere!, id, 'Still here?')).toMatchObject({ ok: false, reason: 'taken_back' })
  })

  it('is in everything of mine, and keeps no name of somebody who was erased', async () => {
    const id = await say('Families hear of it by letter.')
    const gone = await somebody(place.house, 'Gwen Shaw')
    group.chapter = await bringIn(place.house, group, [ruth, ben, moira], gone)
    const here = await say('Families hear of it by phone.', ruthHere!, group.chapter)
    const gwen = place.visitor()
    gwen.jar.set(...gone.cookie)
    expect(id).not.toBe(here)
    await dispute(gwen, here, 'Mine did not.')
    const mine = await place.house.db.read(gone.id, (db) => library.mine(db, gone.id, place.house))
    expect(JSON.stringify(mine)).toContain('Mine did not.')
    await place.house.db.as(gone.id, (tx) => place.house.gathered.forget(tx, gone.id))
    expect((await look(ruthHere!, here)).contests).toMatchObject([{ words: 'Mine did not.', by: null }])
  })
})
