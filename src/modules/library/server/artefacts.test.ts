import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { library } from './index.ts'
import { bringIn, type Place, type Somebody, sendFile, somebody, space } from './testing.ts'

const NO_CARD = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }
const SAID = { title: 'Who carries what', purpose: 'To see the load', fields: { shows: 'Nine bodies', nonsense: 'x' } }
const REST = { mayGo: 'The board', occasion: 'The spring gathering', occasionOn: '2026-03-03' }
/** The smallest picture there is: one dot, as PNG. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
let place: TestPlace
let [ruth, ben]: Somebody[] = []
let group: Place
let [ruthHere, benHere, strangerHere]: Visitor[] = []
const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
const standing = async () => (await ruthHere!.api.spaces.here({ address: group.address })).standing

beforeAll(async () => {
  place = await startTestPlace()
  ruth = await somebody(place.house, 'Ruth Adams')
  ben = await somebody(place.house, 'Ben Hart')
  group = await space(place.house, ruth)
  group.chapter = await bringIn(place.house, group, [ruth], ben)
  ruthHere = visit(ruth)
  benHere = visit(ben)
  strangerHere = visit(await somebody(place.house, 'A stranger'))
})
afterAll(() => place.stop())

const make = async (who = ruthHere!, more: object = {}) =>
  who.api.library.makeArtefact({
    ...{ attempt: attempt(), space: group.id, chapter: group.chapter, sort: 'representation' as const },
    ...{ ...SAID, ...REST, owner: null, ...more },
  })
const version = (who: Visitor, artefact: string, text: string, chapter = group.chapter) =>
  who.api.library.paste({
    ...{ attempt: attempt(), space: group.id, chapter, title: 'A version', source: '', text },
    newer: { artefact, changed: 'Two bodies more', occasion: 'The summer gathering' },
  })
const read = (who: Visitor, id: string) => who.api.library.artefact({ space: group.id, id })

describe('an artefact', () => {
  it('has an owner, what it is for, what is asked of its kind and nothing else, and its versions', async () => {
    const { id } = (await make(ruthHere!, { owner: ben!.id })) as { id: string }
    const one = (await version(ruthHere!, id, 'Nine bodies meet weekly.')) as { id: string }
    const two = (await version(benHere!, id, 'Eleven bodies meet weekly.')) as { id: string }
    expect(await read(benHere!, id)).toMatchObject({
      ...{ title: 'Who carries what', fields: { shows: 'Nine bodies' }, mayGo: 'The board', owner: 'You' },
      ...{ stands: false, occasion: 'The spring gathering', occasionOn: '2026-03-03', can: { stand: true } },
    })
    const seen = await read(ruthHere!, id)
    expect(seen.versions.map((item) => item.id)).toEqual([one.id, two.id])
    expect(seen).toMatchObject({ owner: 'Ben Hart', can: { stand: false } })
    expect((await ruthHere!.api.library.document({ space: group.id, id: two.id })).artefact).toEqual({
      id,
      title: 'Who carries what',
    })
    expect(await make(ruthHere!, { owner: crypto.randomUUID() })).toMatchObject({ ok: false, reason: 'not_here' })
    const edit = (number: number) =>
      ruthHere!.api.library.editArtefact({
        ...{ attempt: attempt(), space: group.id, id, version: number },
        ...{ ...SAID, ...REST, title: 'Anew', owner: ruth!.id },
      })
    expect(await edit(1)).toMatchObject({ ok: true, version: 2 })
    await expect(edit(1)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('comes back on the day that was said, to whoever looks after it, and is nobody else’s', async () => {
    const { id } = (await make()) as { id: string }
    const set = (who: Visitor, version: number, on: string | null) =>
      who.api.library.lookAgain({ attempt: attempt(), space: group.id, id, version, on })
    const listed = async (who: Visitor) =>
      (await who.api.library.looksAgain({ space: group.id })).filter((one) => one.id === id)
    const asked = async (who: Somebody) =>
      (await place.house.db.read(who.id, (db) => library.asks(db, who.id, place.house))).filter(
        (one) => one.id === `look ${id}`,
      )
    expect(await listed(benHere!)).toEqual([])
    expect(await set(benHere!, 1, '2001-01-01')).toMatchObject({ ok: false, reason: 'past' })
    await expect(set(strangerHere!, 1, '2099-06-05')).rejects.toMatchObject({ code: 'not_found' })
    expect(await set(benHere!, 1, '2099-06-05')).toMatchObject({ ok: true, version: 2 })
    await expect(set(ruthHere!, 1, null)).rejects.toMatchObject({ code: 'conflict' })
    expect(await listed(ruthHere!)).toMatchObject([{ on: '2099-06-05', due: false }])
    expect(await listed(strangerHere!)).toEqual([])
    // In the calendar one keeps elsewhere it is a whole day, for whoever reads it here; of an unlisted space without its name.
    const days = async (who: Visitor) => {
      const feed = randomBytes(32).toString('base64url')
      await who.api.gatherings.saveCalendar({ attempt: attempt(), letters: true, feed })
      return (await place.visitor().fetch(`${place.url}/calendar/${feed}.ics`)).text()
    }
    const asSpace = (unlisted: boolean) =>
      place.cluster.inside(place.databaseName, (admin) =>
        admin.query('update space set unlisted = $2 where id = $1', [group.id, unlisted]),
      )
    await asSpace(false)
    const told = await days(benHere!)
    expect(told).toContain(`SUMMARY:Look again: ${SAID.title}`)
    expect(told).toContain('DTSTART;VALUE=DATE:20990605')
    expect(await days(strangerHere!)).not.toContain('20990605')
    await asSpace(true)
    const little = await days(benHere!)
    expect(little).toContain('20990605')
    expect(little).not.toContain(SAID.title)
    expect(little).not.toContain(group.address)
    expect(await asked(ruth!)).toEqual([])
    const asAdmin = (statement: string) =>
      place.cluster.inside(place.databaseName, (admin) =>
        admin.query(`update artefact ${statement} where id = '${id}'`),
      )
    await asAdmin('set look_on = (clock_now())::date')
    expect(await listed(benHere!)).toMatchObject([{ due: true }])
    expect([await asked(ruth!), await asked(ben!)]).toMatchObject([[{ verb: 'Look again' }], []])
    // Where nobody looks after it, it is whoever manages the space: Ruth, and not Ben.
    await asAdmin('set owner_id = null')
    expect([await asked(ruth!), await asked(ben!)]).toMatchObject([[{ verb: 'Look again' }], []])
    expect(await set(ruthHere!, 2, null)).toMatchObject({ ok: true })
    expect([await asked(ruth!), await listed(benHere!)]).toEqual([[], []])
  })

  it('shows what rests on the evidence that was cut from it', async () => {
    const { id } = (await make()) as { id: string }
    const text = (await version(ruthHere!, id, 'Nobody has an hour for it.')) as { id: string }
    const cut = (await ruthHere!.api.library.excerpt({
      ...{ attempt: attempt(), space: group.id, chapter: group.chapter, document: text.id, starts: 0, ends: 26 },
      ...{ whose: { is: 'nobody' }, card: NO_CARD },
    })) as { id: string }
    await ruthHere!.api.insights.write({
      ...{ attempt: attempt(), space: group.id, chapter: group.chapter, words: 'Time is what is missing.' },
      evidence: [{ id: cut.id, bears: 'supports' }],
    })
    const seen = await read(benHere!, id)
    expect(seen.evidence).toEqual([{ id: cut.id, words: 'Nobody has an hour for it.' }])
    expect(seen.resting).toMatchObject([{ evidence: cut.id, words: 'Time is what is missing.' }])
    expect(await strangerHere!.api.library.resting({ space: group.id, evidence: [cut.id] })).toEqual([])
  })

  it('may be a picture, with what it shows in words, and of the file nothing but the picture', async () => {
    const { id } = (await make()) as { id: string }
    const send = (says: string) => {
      const go: typeof fetch = (input, init) =>
        ruthHere!.fetch(`${String(input)}&artefact=${id}&says=${encodeURIComponent(says)}`, init)
      return sendFile(go, place.url, 'map.png', DOT, group)
    }
    expect((await send('')).last).toMatchObject({ ok: false, reason: 'picture' })
    const { last } = await send('A ring of nine bodies round the ward.')
    const kept = await ruthHere!.api.library.document({ space: group.id, id: last.id })
    expect(kept).toMatchObject({ kind: 'picture', text: 'A ring of nine bodies round the ward.', artefact: { id } })
    const file = Buffer.from(await (await ruthHere!.fetch(`${place.url}/files/${kept.file!.id}`)).arrayBuffer())
    expect(file.subarray(0, 3).toString('hex')).toBe('ffd8ff')
  })

  it('stands for everybody only by whoever brought the version, and a newcomer reads that and no draft', async () => {
    const { id } = (await make()) as { id: string }
    const stand = (who: Visitor) =>
      who.api.library.letStand({ attempt: attempt(), space: group.id, id, ...SAID, ...REST, title: 'It stands' })
    expect(await stand(ruthHere!)).toMatchObject({ ok: false, reason: 'no_version' })
    await version(benHere!, id, 'A plan of ringing in two days.')
    expect(await stand(ruthHere!)).toMatchObject({ ok: false, reason: 'not_yours' })
    const stands = (await stand(benHere!)) as { id: string }
    expect(await read(ruthHere!, stands.id)).toMatchObject({ stands: true, title: 'It stands', standsAs: null })
    expect((await read(ruthHere!, id)).standsAs).toBe(stands.id)
    await version(benHere!, id, 'A plan of ringing in one day.')
    expect(await stand(benHere!)).toMatchObject({ ok: true, id: stands.id })
    const moira = await somebody(place.house, 'Moira Bell')
    const later = await bringIn(place.house, group, [ruth!, ben!], moira)
    const moiraHere = visit(moira)
    const seen = await read(moiraHere, stands.id)
    expect(seen.versions).toHaveLength(2)
    expect(JSON.stringify(seen)).not.toContain(id)
    const drafts = await moiraHere.api.library.artefacts({ space: group.id })
    expect(drafts.items.map((item) => item.id)).toEqual([stands.id])
    const never = await read(moiraHere, crypto.randomUUID()).catch((fault: Error) => fault)
    await expect(read(moiraHere, id)).rejects.toEqual(never)
    await expect(version(moiraHere, id, 'In?', later)).rejects.toMatchObject({ code: 'not_found' })
    // In words that were said before she came, nothing is put where she reads it.
    const said = 'The night shift rings nobody at all on Sundays.'
    await ruthHere!.api.library.addEvidence({
      ...{ attempt: attempt(), space: group.id, chapter: group.chapter, words: said },
      ...{ whose: { is: 'mine' }, card: NO_CARD },
    })
    await version(ruthHere!, id, `As was said: ${said}`)
    await expect(stand(ruthHere!)).rejects.toMatchObject({ code: 'refused' })
    await expect(make(ruthHere!, { chapter: await standing(), purpose: said })).rejects.toMatchObject({
      code: 'refused',
    })
    group.chapter = later
  })

  it('is nothing to a stranger, and forgets words that were taken back and whoever was erased', async () => {
    const said = 'We lost two volunteers to the cold this winter.'
    const evidence = (await ruthHere!.api.library.addEvidence({
      ...{ attempt: attempt(), space: group.id, chapter: group.chapter, words: said },
      ...{ whose: { is: 'mine' }, card: NO_CARD },
    })) as { id: string }
    const { id } = (await make(benHere!, { purpose: `Why: ${said}`, fields: { shows: said } })) as { id: string }
    const noted = (await ruthHere!.api.library.paste({
      ...{ attempt: attempt(), space: group.id, chapter: group.chapter, title: 'Plan', source: '', text: 'Words.' },
      newer: { changed: `Since ${said}` },
    })) as { id: string }
    await expect(read(strangerHere!, id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await strangerHere!.api.library.artefacts({ space: group.id })).items).toEqual([])
    await expect(make(strangerHere!)).rejects.toMatchObject({ code: 'not_found' })
    await ruthHere!.api.library.takeOut({ attempt: attempt(), space: group.id, id: evidence.id })
    expect(await read(benHere!, id)).toMatchObject({
      purpose: 'Why: [words taken back].',
      fields: { shows: '[words taken back].' },
    })
    const [version] = (await benHere!.api.library.document({ space: group.id, id: noted.id })).versions
    expect(version!.changed).toBe('Since [words taken back].')
    const mine = await place.house.db.read(ben!.id, (db) => library.mine(db, ben!.id, place.house))
    expect(JSON.stringify(mine)).toContain('Who carries what')
    await place.house.db.as(ben!.id, (tx) => place.house.gathered.forget(tx, ben!.id))
    expect(await read(ruthHere!, id)).toMatchObject({
      owner: 'Nobody at present',
      by: 'somebody who is no longer here',
    })
  })
})
