import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { titleOf } from './read/title.ts'
import { bringIn, type Place, type Somebody, sendFile, somebody, space } from './testing.ts'

const NO_CARD = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }
let place: TestPlace
let ruth: Somebody
let group: Place
let [ruthHere, strangerHere]: Visitor[] = []
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

const into = () => ({ attempt: attempt(), space: group.id, chapter: group.chapter, source: '' })
const token = async (may: 'read' | 'write', spaces: string[]) => {
  const made = await ruthHere!.api.people.makeToken({ attempt: attempt(), name: 'A script', may, spaces, days: 7 })
  if (!made.ok) throw new Error(made.sentence)
  const go: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...init?.headers, authorization: `Bearer ${made.token}` } })
  return go
}

describe('a source', () => {
  it('may be a web address with what it says, and nothing but a web address', async () => {
    const link = (address: string, who = ruthHere!) =>
      who.api.library.link({
        ...into(),
        title: 'A page',
        link: address,
        text: 'Discharge is planned from day one.',
        dated: '2025-03-03',
      })
    const made = (await link('https://example.org/a?b=c')) as { id: string }
    expect(await ruthHere!.api.library.document({ space: group.id, id: made.id })).toMatchObject({
      kind: 'link',
      link: 'https://example.org/a?b=c',
      dated: '2025-03-03',
      text: 'Discharge is planned from day one.',
    })
    for (const address of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'https://', 'http://a b'])
      await expect(link(address)).rejects.toMatchObject({ code: 'invalid' })
    await expect(link('https://example.org', strangerHere!)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('has a title and a day that can be changed, once for each version of them', async () => {
    const { id } = (await ruthHere!.api.library.paste({ ...into(), title: 'Old', text: 'Words.' })) as { id: string }
    const edit = (version: number, who = ruthHere!) =>
      who.api.library.editDocument({
        ...{ attempt: attempt(), space: group.id, id, version },
        ...{ title: 'A new name', source: 'The board', dated: '2026-01-02' },
      })
    expect(await edit(1)).toEqual({ ok: true, id, version: 2 })
    await expect(edit(1)).rejects.toMatchObject({ code: 'conflict' })
    await expect(edit(2, strangerHere!)).rejects.toMatchObject({ code: 'not_found' })
    expect(await ruthHere!.api.library.document({ space: group.id, id })).toMatchObject({
      ...{ title: 'A new name', source: 'The board', dated: '2026-01-02', text: 'Words.' },
    })
    const found = await ruthHere!.api.library.find({ space: group.id, text: 'new name' })
    expect(found.items.map((one) => one.id)).toContain(id)
  })

  it('has newer versions beside it; what was cut keeps pointing where it was cut, and a gap tells nothing', async () => {
    const paste = async (title: string, text: string, of?: string, chapter = group.chapter) =>
      (
        (await ruthHere!.api.library.paste({
          ...into(),
          ...{ chapter, title, text },
          ...(of === undefined ? {} : { newer: { of, changed: 'The dates', occasion: 'The spring gathering' } }),
        })) as { id: string }
      ).id
    const first = await paste('Plan', 'We ring on the day.\nWe wait.')
    const cut = (await ruthHere!.api.library.excerpt({
      ...{ attempt: attempt(), space: group.id, chapter: group.chapter, document: first, starts: 0, ends: 19 },
      ...{ whose: { is: 'nobody' }, card: NO_CARD },
    })) as { id: string }
    const second = await paste('Plan', 'We ring within a day.\nWe wait.', first)
    const ben = await somebody(place.house, 'Ben Hart')
    const later = await bringIn(place.house, group, [ruth], ben)
    const third = await paste('Plan', 'We ring within an hour.', first, later)
    const seen = await ruthHere!.api.library.document({ space: group.id, id: second })
    expect(seen.versions.map((one) => one.id)).toEqual([first, second, third])
    expect(seen.versions[1]).toMatchObject({ changed: 'The dates', occasion: 'The spring gathering' })
    expect(await ruthHere!.api.library.evidenceItem({ space: group.id, id: cut.id })).toMatchObject({
      document: { id: first, starts: 0, ends: 19 },
    })
    const lines = await ruthHere!.api.library.documents({ space: group.id, newest: true })
    expect(lines.items.filter((one) => one.title === 'Plan')).toMatchObject([{ id: third, versions: 3 }])
    const benLines = await visit(ben).api.library.documents({ space: group.id, newest: true })
    expect(benLines.items).toMatchObject([{ id: third, versions: 1 }])
    const benSees = await visit(ben).api.library.document({ space: group.id, id: third })
    expect(benSees.versions.map((one) => one.id)).toEqual([third])
    expect(JSON.stringify(benSees)).not.toContain(first)
    await expect(
      visit(ben).api.library.paste({
        ...into(),
        ...{ chapter: later, title: 'Plan', text: 'Mine', newer: { of: first } },
      }),
    ).rejects.toMatchObject({ code: 'not_found' })
    group.chapter = later
  })

  it.each([
    ['Notes of May.txt', 'Words', 'Notes of May'],
    ['board_minutes-2026.docx', 'Words', 'board minutes 2026'],
    ['Document (3).docx', 'What we heard\n\nAt the start.', 'What we heard'],
    ['000_ff9e110dc643c279.txt', '\n\nSummary of Findings:\n', 'Summary of Findings'],
    ['scan0001.pdf', '', 'scan0001'],
  ])('is called by its file, or by its first heading: %s', (name, text, title) => {
    expect(titleOf(name, text)).toBe(title)
  })

  it('is shown without the marks of Markdown, and its places hold', async () => {
    const { last } = await sendFile(
      ruthHere!.fetch,
      place.url,
      'plan.md',
      '# The plan\n\nWe **ring** families ([how](https://example.org)).\n\n* One\n* Two\n\n5 * 3 \\* 2\n',
      group,
    )
    const read = await ruthHere!.api.library.document({ space: group.id, id: last.id })
    expect(read.text).toBe('The plan\n\nWe ring families (how (https://example.org)).\n\n- One\n- Two\n\n5 * 3 * 2')
    expect(read.notes.join()).toContain('Markdown')
    const star = await sendFile(ruthHere!.fetch, place.url, 'star.txt', 'One **star** and a footnote*.', group)
    expect((await ruthHere!.api.library.document({ space: group.id, id: star.last.id })).text).toBe(
      'One **star** and a footnote*.',
    )
  })
})

describe('a program', () => {
  it('brings files in with a token that may write, into the spaces of that token and nowhere else', async () => {
    const other = await space(place.house, ruth)
    const write = await token('write', [group.id])
    const made = await sendFile(write, place.url, 'from-a-script.txt', 'Words that a script sent.', group)
    expect(made.last).toMatchObject({ ok: true, already: false })
    const again = await sendFile(write, place.url, 'again.txt', 'Words that a script sent.', group)
    expect(again.last).toMatchObject({
      id: made.last.id,
      already: true,
      on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    })
    const read = await token('read', [group.id])
    expect(await sendFile(read, place.url, 'a.txt', 'Not these.', group)).toMatchObject({
      status: 403,
      last: { ok: false, reason: 'read_only' },
    })
    const never = { id: crypto.randomUUID(), chapter: crypto.randomUUID() }
    const [elsewhere, nowhere] = [
      await sendFile(write, place.url, 'a.txt', 'Not these.', other),
      await sendFile(write, place.url, 'a.txt', 'Not these.', never),
    ]
    expect(elsewhere).toMatchObject({ status: 404 })
    expect(elsewhere).toEqual(nowhere)
    const bad: typeof fetch = (input, init) =>
      ruthHere!.fetch(input as string, {
        ...init,
        headers: { ...init?.headers, authorization: 'Bearer nothing-at-all-here' },
      })
    expect(await sendFile(bad, place.url, 'a.txt', 'Not these.', group)).toMatchObject({ status: 401 })
  })
})

describe('the search', () => {
  it('narrows by kind and by the day a thing is about, and goes on after the last one shown', async () => {
    const here = await space(place.house, ruth)
    const at = { attempt: attempt(), space: here.id, chapter: here.chapter }
    const say = async (words: string, dated: string | null) =>
      (
        (await ruthHere!.api.library.addEvidence({
          ...{ ...at, attempt: attempt(), words, whose: { is: 'mine' as const }, card: { ...NO_CARD, dated } },
        })) as { id: string }
      ).id
    const old = await say('The café rang about discharge.', '2025-03-01')
    const now = await say('Discharge is calmer, they go silent.', null)
    const paper = (await ruthHere!.api.library.paste({
      ...{
        ...at,
        attempt: attempt(),
        title: 'Report',
        source: '',
        text: 'On discharge and silence.',
        dated: '2025-02-10',
      },
    })) as { id: string }
    const find = async (text: string, more: object = {}) =>
      (await ruthHere!.api.library.find({ space: here.id, text, ...more })).items.map((one) => one.id).toSorted()
    expect(await find('disch')).toEqual([old, now, paper.id].toSorted())
    expect(await find('disch', { kind: 'evidence' })).toEqual([old, now].toSorted())
    expect(await find('disch', { from: '2025-02-01', to: '2025-03-31' })).toEqual([old, paper.id].toSorted())
    expect(await find('disch', { from: '2025-02-15', to: '2025-03-31' })).toEqual([old])
    expect(await find('cafe')).toEqual([old])
    const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10)
    const then = await say('Two calls a week, the wards said.', day(370))
    await say('Two calls a week, the wards said again.', day(300))
    const year = await ruthHere!.api.library.find({ space: here.id, text: 'calls', lastYear: true })
    expect(year.items.map((one) => one.id)).toEqual([then])
    expect([year.from! < day(370), year.to! > day(370), year.to! < day(300)]).toEqual([true, true, true])
    expect(await find('"go silent"')).toEqual([now])
    expect(await find('"silent go"')).toEqual([])
    expect(await find('discharge -silent')).toEqual([old, paper.id].filter((id) => id !== now).toSorted())
    for (let n = 0; n < 22; n++) await say(`Something on wards, number ${n}.`, null)
    const first = await ruthHere!.api.library.find({ space: here.id, text: 'wards' })
    const rest = await ruthHere!.api.library.find({ space: here.id, text: 'wards', cursor: first.next! })
    expect([first.items.length, rest.items.length, rest.next]).toEqual([20, 4, null])
    expect(new Set([...first.items, ...rest.items].map((one) => one.id)).size).toBe(24)
    expect((await strangerHere!.api.library.find({ space: here.id, text: 'wards' })).items).toEqual([])
    const days = async (sort: 'day' | 'newest') => {
      const { items } = await ruthHere!.api.library.evidence({ space: here.id, sort })
      return items.length
    }
    expect([await days('day'), await days('newest')]).toEqual([26, 26])
    const about = await ruthHere!.api.library.documents({ space: here.id, sort: 'day', kind: 'pasted' })
    expect(about.items.map((one) => one.id)).toEqual([paper.id])
  })
})
