/** A copy of a space: what its reader may read, nothing else; and what becomes of it where it is brought in again. */
import { randomUUID } from 'node:crypto'
import { strFromU8, strToU8 } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bringIn, makeEvidence, startWorld, type Who } from '../../src/modules/insights/server/testing.ts'
import { sendFile } from '../../src/modules/library/server/testing.ts'
import { playersOf } from '../../src/modules/spaces/server/testing.ts'
import {
  bring as bringCopy,
  type Copy,
  everythingIn,
  fresh,
  type Parts,
  take as takeCopy,
  withoutIds,
} from '../support/copies.ts'
import { attempt } from '../support/place.ts'

let world: Awaited<ReturnType<typeof startWorld>>
const TEXT = 'First line of the report.\nNobody comes back after 5 😀 pm.\nLast line.'
const QUOTE = 'Nobody comes back after 5 😀 pm.'
const card = { method: 'Interviews', asked: 'Carers', n: 12, dated: '2026-10-02', limits: '=cmd()', disputedBy: '' }
const take = (who: Who, space: string) => takeCopy(who, space, world.place.url)
const bring = (who: Who, space: string, parts: Parts) => bringCopy(who, space, parts, world.place.url)

beforeAll(async () => {
  world = await startWorld()
  const { place, ana, ben, space, at, line, chain, decide, write } = world
  const { last } = await sendFile(ana.fetch, place.url, 'Report, final.txt', TEXT, { id: space, chapter: at.chapter })
  if (!last.ok) throw new Error(last.sentence)
  const starts = TEXT.indexOf(QUOTE)
  const whose = [
    { is: 'mine' },
    { is: 'member', person: ben.id },
    { is: 'role', role: 'a ward sister' },
    { is: 'nobody' },
  ]
  for (const [n, one] of whose.entries())
    await ana.api.library.excerpt({
      ...{ attempt: attempt(), space, chapter: at.chapter, document: last.id, card, whose: one as never },
      ...(n === 0 ? { starts, ends: starts + QUOTE.length } : { starts: n, ends: n + 12 }),
    })
  await bringIn(place.house, ben.id, ben.home, space, 'Said somewhere else, let go without a name.')
  const { insight } = await chain('A call within two days would keep people home.')
  const other = await write(ben, 'The form is longer than the visit.', { evidence: line, bears: 'against' })
  await ben.api.insights.stop({
    attempt: attempt(),
    space,
    kind: 'insight',
    of: other,
    reason: 'Nobody owns the form.',
  })
  await decide(ben, insight)
  // What must not be in it: what was taken back, and what stands elsewhere.
  const taken = await makeEvidence(place.house, ben.id, space, at.chapter, 'CANARY taken back by its speaker')
  await ben.api.library.takeOut({ attempt: attempt(), space, id: taken })
  await makeEvidence(place.house, ben.id, ben.home, (await homeOf(ben)).chapter, 'CANARY in a space of my own')
}, 60_000)
afterAll(() => world?.place.stop())

const homeOf = async (who: Who) => {
  const rows = await world.place.house.db.read(who.id, (db) =>
    db.selectFrom('chapter').select(['id', 'number']).where('space_id', '=', who.home).orderBy('number').execute(),
  )
  return { chapter: rows.at(-1)!.id }
}

describe('taking', () => {
  test('a copy holds what its reader may read, in open forms, and says when', async () => {
    const copy = await take(world.ana, world.space)
    expect(copy.name).toMatch(/^wearmouth_\d{4}-\d\d-\d\d_[0-9a-f]{8}\.zip$/)
    expect(copy.lines('document')).toMatchObject([{ title: 'Report, final', text: TEXT, by: 'Ana Roy', own: true }])
    expect(strFromU8(Object.entries(copy.parts).find(([name]) => name.startsWith('files/'))![1])).toBe(TEXT)
    expect(
      copy
        .lines('evidence')
        .map((one) => one.attribution)
        .sort(),
    ).toEqual(['named', 'named', 'named', 'role', 'role', 'unnamed'].sort())
    for (const kind of ['insight', 'rests_on', 'dissent', 'decision', 'action', 'outcome', 'link', 'stopped'])
      expect(copy.lines(kind).length, kind).toBeGreaterThan(0)
    expect(strFromU8(copy.parts['README.txt']!)).toContain('Consent as of ')
    expect(strFromU8(copy.parts['reading/index.html']!)).toContain('A call within two days would keep people home.')
  })

  test('what was taken back, what stands elsewhere, and times finer than a day are nowhere in it', async () => {
    const copy = await take(world.ana, world.space)
    const all = everythingIn(copy)
    expect(all).not.toContain('CANARY')
    const { ana, ben, space, at, line } = world
    for (const id of [ana.id, ben.id, space, at.chapter, at.standing, line]) expect(all).not.toContain(id)
    const lines = Object.keys(copy.parts).filter((name) => name.startsWith('data/'))
    for (const name of lines) expect(strFromU8(copy.parts[name]!)).not.toMatch(/\d{2}:\d{2}:\d{2}/)
    const unnamed = copy.lines('evidence').find((one) => one.attribution === 'unnamed')!
    expect(unnamed).not.toHaveProperty('by')
    expect(unnamed).not.toHaveProperty('on')
    expect(unnamed).not.toHaveProperty('who')
  })

  test('two copies share no id, and a cell is no formula', async () => {
    const [one, two] = [await take(world.ana, world.space), await take(world.ana, world.space)]
    const ids = (copy: Copy) => copy.lines('evidence').map((line) => line.id)
    expect(ids(one).filter((id) => ids(two).includes(id))).toEqual([])
    expect(strFromU8(one.parts['sheets/evidence.csv']!)).toContain("'=cmd()")
    expect(strFromU8(one.parts['sheets/evidence.csv']!)).not.toMatch(/[,\n]=/)
  })

  test('who is not in it, whose proof is old, and who asks for a journal gets none; all the same as what never was', async () => {
    const never = await take(world.out, randomUUID())
    const theirs = await take(world.out, world.space)
    expect([theirs.status, theirs.type]).toEqual([never.status, never.type])
    expect(theirs.status).toBe(404)
    const { asOwner } = playersOf(world.place)
    await asOwner("update session set proved_at = clock_now() - interval '11 minutes' where person_id = $1", [
      world.ben.id,
    ])
    expect((await take(world.ben, world.space)).status).toBe(422)
    await asOwner('update session set proved_at = clock_now() where person_id = $1', [world.ben.id])
    expect((await take(world.ben, world.space)).status).toBe(200)
  })

  test('every member reads who took one, and nobody else does', async () => {
    const { address } = await world.place.house.db.read(world.ana.id, (db) =>
      db.selectFrom('space').select('address').where('id', '=', world.space).executeTakeFirstOrThrow(),
    )
    const told = await world.ben.api.spaces.copies({ address })
    expect(told.copies.map((one) => one.who)).toContain('Ana Roy')
    await expect(world.out.api.spaces.copies({ address })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('whoever took one is told that something was taken back since, until they say it is deleted; others are not', async () => {
    const { place, ana, ben, space, at } = world
    const waits = async (who: Who) =>
      (await place.house.db.read(who.id, (db) => place.house.gathered.asks(db, who.id))).filter((one) =>
        one.id.startsWith('copy '),
      )
    await take(ben, space)
    const said = await makeEvidence(place.house, ben.id, space, at.chapter, 'Said, and taken back later on.')
    await ben.api.library.takeOut({ attempt: attempt(), space, id: said })
    expect(await waits(ben)).toHaveLength(1)
    expect(await waits(world.out)).toEqual([])
    const { address } = await place.house.db.read(ben.id, (db) =>
      db.selectFrom('space').select('address').where('id', '=', space).executeTakeFirstOrThrow(),
    )
    const mine = (await ben.api.spaces.copies({ address })).copies.filter((one) => one.stale)
    await expect(ana.api.spaces.copyGone({ attempt: attempt(), copy: mine[0]!.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    for (const one of mine) await ben.api.spaces.copyGone({ attempt: attempt(), copy: one.id })
    expect(await waits(ben)).toEqual([])
  })

  test('somebody who came later gets no earlier chapter', async () => {
    const { place, ana } = world
    const { bring: letIn, someone } = playersOf(place)
    const group = await ana.api.spaces.create({ attempt: attempt(), template: 'group', name: 'Set', class: 'grantee' })
    if (!group.ok) throw new Error(group.sentence)
    const { chapter } = await ana.api.spaces.here({ address: group.address })
    await makeEvidence(place.house, ana.id, group.id, chapter, 'Said before they came.')
    const cleo = await someone('Cleo Hart')
    await letIn({ ...ana, name: 'Ana Roy' } as never, cleo, group.address, { class: 'grantee' })
    const theirs = await take(cleo as never, group.id)
    expect(theirs.status).toBe(200)
    expect(everythingIn(theirs)).not.toContain('Said before they came.')
    expect(everythingIn(await take(ana, group.id))).toContain('Said before they came.')
  })
})

describe('bringing in again', () => {
  test('taken, brought in and taken again it is the same but for its ids, and what cannot be live is told in words', async () => {
    const { ana } = world
    const first = await take(ana, world.space)
    const into = await fresh(ana)
    const answer = await bring(ana, into, first.parts)
    expect(answer).toMatchObject({ ok: true, came: { document: 1, evidence: 6, insight: 2, dissent: 1, decision: 2 } })
    const again = await take(ana, into)
    const [one, two] = [withoutIds(first), withoutIds(again)]
    for (const kind of Object.keys(one))
      if (!['told', 'heard', 'handed', 'partner', 'purpose'].includes(kind))
        expect([kind, two[kind]]).toEqual([kind, one[kind]])
    const { items } = await ana.api.library.evidence({ space: into })
    expect(items.find((item) => item.words === QUOTE)).toMatchObject({ whose: 'mine' })
    expect(items.find((item) => item.by.startsWith('Ben Okoro'))).toMatchObject({ whose: 'role' })
    const brought = items.find((item) => item.words?.startsWith('Said somewhere else'))!
    expect(brought).toMatchObject({ broughtIn: false, whose: 'role' })
    expect(brought.by).toContain('Without a name, brought in from elsewhere')
    const { items: found } = await ana.api.library.find({ space: into, text: 'report' })
    expect(found[0]).toMatchObject({ kind: 'document' })
    const { items: insights } = await ana.api.insights.list({ id: into })
    expect(insights).toHaveLength(2)
    const trace = await ana.api.insights.trace({
      id: into,
      kind: 'insight',
      of: insights.find((one) => one.words?.startsWith('A call'))!.id,
    })
    expect(JSON.stringify(trace)).toContain('Try it on two wards.')
    // Ben is tied to nothing in it.
    const tied = await world.place.house.db.read(ana.id, (db) =>
      db
        .selectFrom('evidence')
        .select('id')
        .where('space_id', '=', into)
        .where((is) => is.or([is('speaker_id', '=', world.ben.id), is('author_id', '=', world.ben.id)]))
        .execute(),
    )
    expect(tied).toEqual([])
  })

  test('what a space is for is in the copy to be read, and is said anew where it is brought in', async () => {
    const { ana, place } = world
    const from = await fresh(ana)
    await place.house.db.as(ana.id, (tx) =>
      tx
        .updateTable('charter')
        .set({ purpose: 'To see who does not come back.', priorities: ['Discharge', 'Language'], phase: 'active' })
        .where('space_id', '=', from)
        .execute(),
    )
    const into = await fresh(ana)
    const first = await take(ana, from)
    expect(first.lines('purpose')).toMatchObject([{ purpose: 'To see who does not come back.', phase: 'active' }])
    const { stayed } = await bring(ana, into, first.parts)
    expect(stayed).toContainEqual(expect.objectContaining({ kind: 'purpose', lines: 1 }))
    expect(JSON.stringify((await take(ana, into)).lines('purpose'))).not.toContain('come back')
  })

  test('brought in by somebody else, nothing stands under anybody’s account', async () => {
    const copy = await take(world.ana, world.space)
    const into = await fresh(world.out)
    expect(await bring(world.out, into, copy.parts)).toMatchObject({ ok: true })
    const { items } = await world.out.api.library.evidence({ space: into })
    expect(items.map((item) => item.whose)).not.toContain('mine')
    expect(items.map((item) => item.whose)).not.toContain('member')
    const again = await take(world.out, into)
    const withoutOwn = (kinds: Record<string, string[]>) =>
      JSON.parse(JSON.stringify(kinds).replaceAll(/\[\\?"own\\?",true\],?/g, '')) as Record<string, string[]>
    expect(withoutOwn(withoutIds(again)).insight).toEqual(withoutOwn(withoutIds(copy)).insight)
  })

  test('a space that is not empty, not only theirs, or not theirs at all takes nothing in', async () => {
    const copy = await take(world.ana, world.space)
    expect(await bring(world.ana, world.space, copy.parts)).toMatchObject({ ok: false, reason: 'others' })
    const theirs = await fresh(world.ana)
    expect(await bring(world.out, theirs, copy.parts)).toEqual(await bring(world.out, randomUUID(), copy.parts))
    expect(await bring(world.ana, theirs, copy.parts)).toMatchObject({ ok: true })
    expect(await bring(world.ana, theirs, copy.parts)).toMatchObject({ ok: false, reason: 'not_empty' })
  })

  test.each<[string, (parts: Parts) => Parts, RegExp]>([
    ['words that were changed', (parts) => ({ ...parts, 'data/insight.jsonl': strToU8('{}\n') }), /insight\.jsonl/],
    ['a part that is missing', ({ 'data/evidence.jsonl': _, ...parts }) => parts, /evidence\.jsonl is missing/],
    ['another archive', () => ({ 'a.txt': strToU8('a') }), /no copy of a space|not a copy of a space/],
  ])('%s is refused with its place, and leaves nothing', async (_what, change, place) => {
    const into = await fresh(world.ana)
    const answer = await bring(world.ana, into, change((await take(world.ana, world.space)).parts))
    expect(answer).toMatchObject({ ok: false, reason: 'not_right' })
    expect(answer.sentence).toMatch(place)
    expect((await world.ana.api.library.evidence({ space: into })).items).toEqual([])
    expect((await world.ana.api.library.documents({ space: into })).items).toEqual([])
  })
})
