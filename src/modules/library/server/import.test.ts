import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { docx, manifest, odt, p } from './read/testing.ts'
import { type Place, type Somebody, sendFile, somebody, space } from './testing.ts'

let place: TestPlace
let ruth: Somebody
let ruthHere: Visitor
let strangerHere: Visitor
let group: Place

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
