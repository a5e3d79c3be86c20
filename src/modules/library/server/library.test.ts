import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { bringIn, type Place, type Somebody, sendFile, somebody, space } from './testing.ts'

let place: TestPlace
let ruth: Somebody
let ruthHere: Visitor
let strangerHere: Visitor
let group: Place

const NO_CARD = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }
const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}

beforeAll(async () => {
  place = await startTestPlace()
  ruth = await somebody(place.house, 'Ruth Adams')
  group = await space(place.house, ruth)
  ruthHere = visit(ruth)
  strangerHere = visit(await somebody(place.house, 'A stranger'))
})
afterAll(() => place.stop())

const bring = (who: Visitor, name: string, bytes: Uint8Array | string, into = group, options = {}) =>
  sendFile(who.fetch, place.url, name, bytes, into, options)

describe('evidence', () => {
  const paste = async (text: string) =>
    (await ruthHere.api.library.paste({
      attempt: attempt(),
      space: group.id,
      chapter: group.chapter,
      title: 'Pasted',
      source: '',
      text,
    })) as { id: string }
  const cut = (document: string, starts: number, ends: number) =>
    ruthHere.api.library.excerpt({
      attempt: attempt(),
      space: group.id,
      chapter: group.chapter,
      document,
      starts,
      ends,
      whose: { is: 'nobody' },
      card: NO_CARD,
    })

  it('cuts exactly the words at those places, also among signs of two units and joined letters', async () => {
    const { id } = await paste('A 🙂 day, cafe\u0301 and ga\u0323\u0307lore. 👩‍👧 family goes silent.')
    const { text } = await ruthHere.api.library.document({ space: group.id, id })
    const starts = text.indexOf('👩‍👧')
    const made = await cut(id, starts, text.length)
    expect(made.ok).toBe(true)
    const item = await ruthHere.api.library.evidenceItem({ space: group.id, id: (made as { id: string }).id })
    expect(item).toMatchObject({
      words: text.slice(starts),
      whose: 'nobody',
      document: { id, starts, ends: text.length, title: 'Pasted' },
    })
    expect((await ruthHere.api.library.document({ space: group.id, id })).excerpts).toEqual([
      { id: item.id, starts, ends: text.length },
    ])
    const half = text.indexOf('🙂') + 1
    expect(await cut(id, half, half + 3)).toMatchObject({ ok: false, reason: 'not_there' })
    expect(await cut(id, 0, text.length + 1)).toMatchObject({ ok: false, reason: 'not_there' })
  })

  it('says whose words they are, and keeps nobody who is not here', async () => {
    const add = (whose: Parameters<typeof ruthHere.api.library.addEvidence>[0]['whose']) =>
      ruthHere.api.library.addEvidence({
        attempt: attempt(),
        space: group.id,
        chapter: group.chapter,
        words: 'There is no hour in the shift.',
        whose,
        card: { ...NO_CARD, n: 11, asked: 'Ward staff' },
      })
    const role = (await add({ is: 'role', role: 'A ward sister' })) as { id: string }
    const mine = (await add({ is: 'mine' })) as { id: string }
    expect(await ruthHere.api.library.evidenceItem({ space: group.id, id: role.id })).toMatchObject({
      whose: 'role',
      by: expect.stringMatching(/^A ward sister, kept by you, /),
      card: { n: 11, asked: 'Ward staff' },
    })
    expect(await ruthHere.api.library.evidenceItem({ space: group.id, id: mine.id })).toMatchObject({
      whose: 'mine',
      by: expect.stringMatching(/^You, /),
    })
    expect(await add({ is: 'member', person: crypto.randomUUID() })).toMatchObject({ ok: false, reason: 'not_here' })
  })

  it('changes a card once for each version of it', async () => {
    const { id } = (await ruthHere.api.library.addEvidence({
      attempt: attempt(),
      space: group.id,
      chapter: group.chapter,
      words: 'Said once.',
      whose: { is: 'mine' },
      card: NO_CARD,
    })) as { id: string }
    const edit = (version: number) =>
      ruthHere.api.library.editCard({
        attempt: attempt(),
        space: group.id,
        id,
        version,
        card: { ...NO_CARD, method: 'Interview' },
      })
    expect(await edit(1)).toEqual({ ok: true, id, version: 2 })
    await expect(edit(1)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is nothing to a stranger: no list, no item, no file, no find, no writing', async () => {
    const { id } = await paste('Discharge words for members only.')
    await bring(ruthHere, 'kept.txt', 'A file for members only.')
    const made = (await cut(id, 0, 9)) as { id: string }
    const [file] = await place.house.db.read(ruth.id, (db) => db.selectFrom('file').select('id').limit(1).execute())
    const at = { space: group.id }
    expect((await strangerHere.api.library.documents(at)).items).toEqual([])
    expect((await strangerHere.api.library.evidence(at)).items).toEqual([])
    expect(await strangerHere.api.library.excerpts({ ...at, document: id })).toEqual([])
    expect(await ruthHere.api.library.excerpts({ ...at, document: id })).toHaveLength(1)
    expect((await strangerHere.api.library.find({ ...at, text: 'discharge' })).items).toEqual([])
    expect(await strangerHere.api.library.voices(at)).toEqual([])
    await expect(strangerHere.api.library.document({ ...at, id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(strangerHere.api.library.evidenceItem({ ...at, id: made.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(
      strangerHere.api.library.addEvidence({
        attempt: attempt(),
        ...at,
        chapter: group.chapter,
        words: 'In?',
        whose: { is: 'mine' },
        card: NO_CARD,
      }),
    ).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      strangerHere.api.library.editCard({ attempt: attempt(), ...at, id: made.id, version: 1, card: NO_CARD }),
    ).rejects.toMatchObject({ code: 'not_found' })
    const there = await strangerHere.fetch(`${place.url}/files/${file!.id}`)
    const never = await strangerHere.fetch(`${place.url}/files/${crypto.randomUUID()}`)
    expect([there.status, await there.text()]).toEqual([404, await never.text()])
    expect((await ruthHere.api.library.find({ ...at, text: 'dischar' })).items.some((one) => one.id === made.id)).toBe(
      true,
    )
  })

  it('lists newest first, page by page, each once', async () => {
    const many = await space(place.house, ruth)
    for (let n = 1; n <= 33; n++)
      await ruthHere.api.library.addEvidence({
        attempt: attempt(),
        space: many.id,
        chapter: many.chapter,
        words: `Line ${n}`,
        whose: { is: 'mine' },
        card: NO_CARD,
      })
    const first = await ruthHere.api.library.evidence({ space: many.id })
    const second = await ruthHere.api.library.evidence({ space: many.id, cursor: first.next! })
    expect(first.items[0]!.words).toBe('Line 33')
    expect(second.next).toBeNull()
    expect(new Set([...first.items, ...second.items].map((item) => item.id)).size).toBe(33)
  })
})

describe('finding', () => {
  it('marks the found words, and omits what somebody who came later may not read', async () => {
    const later = await space(place.house, ruth)
    const add = (who: Visitor, chapter: string, words: string) =>
      who.api.library.addEvidence({
        attempt: attempt(),
        space: later.id,
        chapter,
        words,
        whose: { is: 'mine' },
        card: NO_CARD,
      })
    await add(ruthHere, later.chapter, 'Families go silent in the first chapter.')
    const document = await bring(ruthHere, 'first.txt', 'A long text on families and wards.', later)
    const tom = await somebody(place.house, 'Tom Bell')
    const chapter = await bringIn(place.house, later, [ruth], tom)
    expect(chapter).not.toBe(later.chapter)
    const tomHere = visit(tom)
    await add(tomHere, chapter, 'Families speak in the second chapter.')
    const words = (found: { items: { words: string | null; title: string | null }[] }) =>
      found.items.map((one) => one.words ?? one.title)
    const hers = await ruthHere.api.library.find({ space: later.id, text: 'family' })
    expect(words(hers).length).toBe(3)
    expect(hers.items[0]!.passage.filter((piece) => piece.hit).map((piece) => piece.text.toLowerCase())).toEqual([
      'families',
    ])
    expect(words(await tomHere.api.library.find({ space: later.id, text: 'famil' }))).toEqual([
      'Families speak in the second chapter.',
    ])
    expect((await tomHere.api.library.evidence({ space: later.id })).items.length).toBe(1)
    await expect(tomHere.api.library.document({ space: later.id, id: document.last.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    // Ruth reads both chapters; her excerpt stays with its document's and does not slip into Tom's.
    const slip = {
      attempt: attempt(),
      space: later.id,
      chapter,
      document: document.last.id,
      starts: 0,
      ends: 11,
      whose: { is: 'nobody' as const },
      card: NO_CARD,
    }
    expect(await ruthHere.api.library.excerpt(slip)).toMatchObject({ ok: false, reason: 'elsewhere' })
    // The same bytes are another document for those who came later.
    expect(
      (await bring(tomHere, 'first.txt', 'A long text on families and wards.', { ...later, chapter })).last,
    ).toMatchObject({ ok: true, already: false })
  })

  it.each(['"', 'the', "o'clock -", 'a & | ! :* (', '\\', 'families or'])(
    'takes anything that is typed: %s',
    async (text) => {
      expect((await ruthHere.api.library.find({ space: group.id, text })).items).toBeInstanceOf(Array)
    },
  )

  it('finds no more what was taken back, and shows neither words nor name nor date of it', async () => {
    const from = await space(place.house, ruth)
    const to = await space(place.house, ruth)
    const made = (await ruthHere.api.library.addEvidence({
      attempt: attempt(),
      space: from.id,
      chapter: from.chapter,
      words: 'Unmistakable tangerine.',
      whose: { is: 'mine' },
      card: NO_CARD,
    })) as { id: string }
    const crossing = crypto.randomUUID()
    await place.house.db.as(ruth.id, (tx) =>
      sql`select propose_crossing(${crossing}::uuid, 'evidence', ${made.id}::uuid, 1, 'Unmistakable tangerine.', 'unnamed', ${to.id}::uuid, '', 'The group', null, null)`.execute(
        tx,
      ),
    )
    const landed = (await ruthHere.api.library.find({ space: to.id, text: 'tangerine' })).items
    expect(landed).toMatchObject([
      {
        words: 'Unmistakable tangerine.',
        item: {
          whose: 'unnamed',
          broughtIn: true,
          by: expect.stringMatching(/^Without a name, by consent, brought in, /),
          can: { edit: false },
        },
      },
    ])
    expect(JSON.stringify(landed)).not.toContain('Ruth')
    await place.house.db.as(ruth.id, (tx) => sql`select take_back(${crossing}::uuid)`.execute(tx))
    expect((await ruthHere.api.library.find({ space: to.id, text: 'tangerine' })).items).toEqual([])
    const { items } = await ruthHere.api.library.evidence({ space: to.id })
    expect(items).toMatchObject([
      {
        words: null,
        takenBack: true,
        by: 'Taken back. Its words are not here any more.',
        until: null,
        can: { edit: false, bring: false },
      },
    ])
  })
})
