import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import type { ImportLine } from '../contract.ts'
import { docx, manifest, odt, p } from './read/testing.ts'
import { bringIn, type Place, type Somebody, somebody, space } from './testing.ts'

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

async function bring(
  who: Visitor,
  name: string,
  bytes: Uint8Array | string,
  into = group,
  options: { attempt?: string; signal?: AbortSignal } = {},
) {
  const query = new URLSearchParams({ space: into.id, chapter: into.chapter, attempt: options.attempt ?? attempt() })
  const answer = await who.fetch(`${place.url}/files/import?${query}`, {
    method: 'POST',
    body: Buffer.from(bytes),
    signal: options.signal ?? null,
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
  })
  const lines = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ImportLine)
  return {
    status: answer.status,
    last: lines.at(-1)! as { ok: boolean; id: string; already: boolean; reason: string; sentence: string },
  }
}

const count = async (who: Visitor, into = group) => (await who.api.library.documents({ space: into.id })).items.length
const files = () =>
  place.house.db.read(ruth.id, async (db) => (await db.selectFrom('file').select('id').execute()).length)

describe('bringing files in', () => {
  it('reads text, a table and a Word document, and keeps each with its words and its file', async () => {
    const made = [
      await bring(ruthHere, 'Notes of May.txt', 'Nobody rings after discharge.\r\nWe tried ringing.'),
      await bring(ruthHere, 'visits.csv', 'ward,calls\nNorth,12\nSouth,9\n'),
      await bring(ruthHere, 'Review.docx', docx(p('Families go silent after discharge.'))),
    ]
    expect(made.map((one) => one.last.ok)).toEqual([true, true, true])
    const text = await ruthHere.api.library.document({ space: group.id, id: made[0]!.last.id })
    expect(text).toMatchObject({
      title: 'Notes of May',
      kind: 'txt',
      text: 'Nobody rings after discharge.\nWe tried ringing.',
      by: 'you',
      chapter: group.chapter,
    })
    const original = await ruthHere.fetch(`${place.url}/files/${text.file!.id}`)
    expect(await original.text()).toBe('Nobody rings after discharge.\r\nWe tried ringing.')
    expect(original.headers.get('content-disposition')).toContain(
      'attachment; filename="file"; filename*=UTF-8\'\'Notes%20of%20May.txt',
    )
    expect(original.headers.get('content-security-policy')).toContain('sandbox')
  })

  it('answers the same file with the document that is there, also when both come at once', async () => {
    const before = await count(ruthHere)
    const [one, two] = await Promise.all([
      bring(ruthHere, 'a.txt', 'The same words.'),
      bring(ruthHere, 'b.txt', 'The same words.'),
    ])
    expect(two.last.id).toBe(one.last.id)
    expect([one.last.already, two.last.already].sort()).toEqual([false, true])
    expect(await count(ruthHere)).toBe(before + 1)
    const other = await space(place.house, ruth)
    expect((await bring(ruthHere, 'a.txt', 'The same words.', other)).last).toMatchObject({ ok: true, already: false })
  })

  it('answers a repeated attempt as the first', async () => {
    const id = attempt()
    const first = await bring(ruthHere, 'again.txt', 'Once only.', group, { attempt: id })
    const second = await bring(ruthHere, 'again.txt', 'Once only.', group, { attempt: id })
    expect(second.last).toEqual(first.last)
  })

  it('refuses what lies, is empty, locked or too large, with a sentence, and keeps nothing of it', async () => {
    const before = [await count(ruthHere), await files()]
    const locked = odt('', '', {
      'META-INF/manifest.xml': manifest(
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>',
      ),
    })
    const refused = [
      await bring(ruthHere, 'empty.txt', ''),
      await bring(ruthHere, 'lying.docx', 'not a document'),
      await bring(ruthHere, 'locked.odt', locked),
      await bring(ruthHere, 'large.txt', Buffer.alloc(25 * 1024 * 1024 + 1, 'a')),
    ]
    for (const one of refused) {
      expect(one.last.ok).toBe(false)
      expect(one.last.sentence).toMatch(/Nothing from it was added/)
    }
    expect(refused.map((one) => one.last.reason)).toEqual([
      'empty',
      expect.stringMatching(/lying|damaged|unknown_kind/),
      'encrypted',
      'too_large',
    ])
    expect([await count(ruthHere), await files()]).toEqual(before)
  })

  it('keeps nothing when it is stopped on the way', async () => {
    const before = [await count(ruthHere), await files()]
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 40)
    await expect(
      bring(ruthHere, 'long.csv', `a,b\n${'some,words\n'.repeat(40_000)}`, group, { signal: stop.signal }),
    ).rejects.toThrow()
    await new Promise((done) => setTimeout(done, 400))
    expect([await count(ruthHere), await files()]).toEqual(before)
  })

  it('tells a stranger and somebody signed out nothing', async () => {
    expect(await bring(strangerHere, 'x.txt', 'Words')).toMatchObject({
      status: 404,
      last: { ok: false, reason: 'not_found' },
    })
    expect(await bring(place.visitor(), 'x.txt', 'Words')).toMatchObject({
      status: 401,
      last: { ok: false, reason: 'signed_out' },
    })
    const elsewhere = { ...group, chapter: (await space(place.house, ruth)).chapter }
    expect(await bring(ruthHere, 'x.txt', 'Words', elsewhere)).toMatchObject({ status: 404 })
  })
})

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
    const made = (await cut(id, 0, 9)) as { id: string }
    const [file] = await place.house.db.read(ruth.id, (db) => db.selectFrom('file').select('id').limit(1).execute())
    const at = { space: group.id }
    expect((await strangerHere.api.library.documents(at)).items).toEqual([])
    expect((await strangerHere.api.library.evidence(at)).items).toEqual([])
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
        by: 'Taken back by the person who said it.',
        until: null,
        can: { edit: false, bring: false },
      },
    ])
  })
})
