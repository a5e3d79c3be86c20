import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startGroup } from '../../../../tests/support/group.ts'
import { attempt, type Visitor } from '../../../../tests/support/place.ts'
import { bringIn, type Somebody, sendFile, somebody } from './testing.ts'

const NO_CARD = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }
const SECRET = 'Nobody rang her for nine days and she told me so in confidence.'
const gone = { code: 'not_found' }

let scene: Awaited<ReturnType<typeof startGroup>>
let { place, group, ruth, ben, ruthHere, benHere, visit, rowsOf } = {} as typeof scene
let cat: Somebody
let [catHere, stranger]: Visitor[] = []
beforeAll(async () => {
  scene = await startGroup('Said before anybody else was here.')
  ;({ place, group, ruth, ben, ruthHere, benHere, visit, rowsOf } = scene)
  cat = await somebody(place.house, 'Cat Moor')
  group.chapter = await bringIn(place.house, group, [ruth, ben], cat)
  catHere = visit(cat)
  stranger = visit(await somebody(place.house, 'A stranger'))
}, 90_000)
afterAll(() => place.stop())

const inGroup = () => ({ attempt: attempt(), space: group.id, chapter: group.chapter })
const idOf = (made: { ok: boolean }) => {
  if (!made.ok) throw new Error((made as unknown as { sentence: string }).sentence)
  return (made as unknown as { id: string }).id
}
const paste = async (who: Visitor, text: string, about: object = {}) =>
  idOf(await who.api.library.paste({ ...inGroup(), title: 'Notes of an evening', source: '', text, ...about }))
const cut = async (who: Visitor, document: string, text: string, words: string, whose: object = { is: 'nobody' }) => {
  const starts = text.indexOf(words)
  return idOf(
    await who.api.library.excerpt({
      ...{ ...inGroup(), document, starts, ends: starts + words.length, card: NO_CARD },
      whose: whose as never,
    }),
  )
}
const takeOut = (who: Visitor, document: string, id = attempt()) =>
  who.api.library.takeOutDocument({ attempt: id, space: group.id, document })
const found = async (who: Visitor, text: string) =>
  (await who.api.library.find({ space: group.id, text })).items.map((one) => one.id)
/** Everything of the house that stands in any row. */
const everyRow = () =>
  place.cluster.inside(place.databaseName, async (admin) => {
    const { rows } = await admin.query<{ all: string }>(
      `select string_agg(format('select to_jsonb(t)::text as row from %I t', c.relname), ' union all ') as all
         from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
    )
    return (await admin.query<{ row: string }>(rows[0]!.all)).rows.map(({ row }) => row).join('\n')
  })

describe('a document is taken out', { timeout: 60_000 }, () => {
  const text = `Who came: nine. ${SECRET} Then we went home.`
  it('by whoever brought it in: its text, its title, its excerpts and what they are found by go for everybody', async () => {
    const document = await paste(benHere, text, { title: 'Kestrel evening', source: 'Kestrel house' })
    const excerpt = await cut(catHere!, document, text, SECRET)
    await ruthHere.api.library.contest({
      ...{ attempt: attempt(), space: group.id, evidence: excerpt, words: 'It was eight days.', as: 'mine' },
    })
    const insight = idOf(
      await catHere!.api.insights.write({
        ...{ ...inGroup(), words: 'Ringing early would have helped.', scope: `She said: ${SECRET}` },
        evidence: [{ id: excerpt, bears: 'supports' }],
      }),
    )
    const quoting = idOf(
      await catHere!.api.insights.write({
        ...{ ...inGroup(), words: `One said: ${SECRET}` },
        evidence: [{ id: excerpt, bears: 'quotes' }],
      }),
    )
    expect(await found(catHere!, 'confidence')).toEqual(expect.arrayContaining([document, excerpt]))
    expect(await benHere.api.library.goingWith({ space: group.id, document })).toEqual({
      ...{
        excerpts: 1,
        ofOthers: 1,
        members: [],
        contests: 1,
        insights: 2,
        versions: 0,
        same: [],
        mine: true,
        by: 'you',
      },
    })

    // Neither another member, nor a manager where nothing else was agreed, nor a stranger; all are answered as for what never was.
    const never = await takeOut(benHere, crypto.randomUUID()).catch((fault) => fault)
    for (const who of [catHere!, ruthHere, stranger!]) {
      const said = await takeOut(who, document).catch((fault) => fault)
      expect([said.code, said.message]).toEqual([never.code, never.message])
      await expect(who.api.library.goingWith({ space: group.id, document })).rejects.toMatchObject(gone)
    }
    expect(await catHere!.api.library.document({ space: group.id, id: document })).toMatchObject({
      can: { takeOut: false },
    })
    expect(await benHere.api.library.document({ space: group.id, id: document })).toMatchObject({
      can: { takeOut: true },
    })

    const once = attempt()
    expect(await takeOut(benHere, document, once)).toEqual({ ok: true, id: document, file: null })
    // A repeat is answered as the first was.
    expect(await takeOut(benHere, document, once)).toEqual({ ok: true, id: document, file: null })
    for (const who of [ruthHere, benHere, catHere!]) {
      await expect(who.api.library.document({ space: group.id, id: document })).rejects.toMatchObject(gone)
      expect(await found(who, 'confidence')).toEqual([])
      expect(await found(who, 'Kestrel')).toEqual([])
      expect((await who.api.library.documents({ space: group.id })).items.some((one) => one.id === document)).toBe(
        false,
      )
      expect(await who.api.library.evidenceItem({ space: group.id, id: excerpt })).toMatchObject({
        ...{ words: null, document: null, contests: [], by: 'Taken back. Its words are not here any more.' },
      })
      const [there] = await who.api.library.documentsGone({ space: group.id, id: document })
      expect(there).toEqual({ id: document, kind: 'pasted', month: expect.stringMatching(/-01$/), byBringer: true })
    }
    await expect(stranger!.api.library.documentsGone({ space: group.id })).resolves.toEqual([])
    // What was built on it has no word of it, and asks for another look with the next day's batch.
    const read = async (of: string) =>
      (await catHere!.api.insights.trace({ id: group.id, kind: 'insight', of })).insights.find((one) => one.id === of)!
    expect(await read(insight)).toMatchObject({ scope: 'She said: [words taken back].' })
    expect(await read(quoting)).toMatchObject({ words: null })
    const { rows } = await rowsOf('look_again')
    expect(rows.map(({ row }) => row.insight_id).toSorted()).toEqual(
      expect.arrayContaining([insight, quoting].toSorted()),
    )
    const all = await everyRow()
    for (const word of ['she told me so', 'Kestrel evening', 'Kestrel house', 'It was eight days'])
      expect(all).not.toContain(word)
  })

  it('with its file, from the row to the disk, and is brought in again as new', async () => {
    const words = 'A line about the otter.'
    const { last } = await sendFile(benHere.fetch, place.url, 'otter.txt', words, group)
    const { file } = await benHere.api.library.document({ space: group.id, id: last.id })
    const get = () => benHere.fetch(`${place.url}/files/${file!.id}`)
    expect((await get()).status).toBe(200)
    expect(await place.house.files.olderThan(-1)).toContain(file!.id)
    await takeOut(benHere, last.id)
    expect((await get()).status).toBe(404)
    expect(await place.house.files.olderThan(-1)).not.toContain(file!.id)
    expect((await rowsOf('file')).rows.map(({ row }) => row.id)).not.toContain(file!.id)
    const again = await sendFile(benHere.fetch, place.url, 'otter.txt', words, group)
    expect(again.last).toMatchObject({ ok: true, already: false })
    expect(again.last.id).not.toBe(last.id)
  })

  it('alone: its other versions stay a line, in their order, and what was cut from them stays', async () => {
    const first = await paste(benHere, 'The first wording of it.')
    const second = await paste(benHere, 'The second wording of it.', { newer: { of: first } })
    const third = await paste(catHere!, 'The third wording of it.', { newer: { of: second } })
    const kept = await cut(catHere!, second, 'The second wording of it.', 'second wording')
    await takeOut(benHere, first)
    const { versions } = await catHere!.api.library.document({ space: group.id, id: third })
    expect(versions.map((one) => one.id)).toEqual([second, third])
    expect(await catHere!.api.library.evidenceItem({ space: group.id, id: kept })).toMatchObject({
      words: 'second wording',
    })
    const fourth = await paste(catHere!, 'The fourth wording of it.', { newer: { of: third } })
    const line = (await catHere!.api.library.document({ space: group.id, id: second })).versions.map((one) => one.id)
    expect(line).toEqual([second, third, fourth])
    // The same text elsewhere in the space is told before, and is a document of its own.
    const twin = await paste(benHere, 'The second wording of it.', { title: 'A twin' })
    expect((await benHere.api.library.goingWith({ space: group.id, document: second })).same).toEqual([
      { id: twin, title: 'A twin' },
    ])
  })

  it('and what was asked to go elsewhere from it stays, kept nowhere; what went stays with whoever said it', async () => {
    const words = 'We stopped counting after the third week of it.'
    const document = await paste(benHere, words)
    const excerpt = await cut(benHere, document, words, words, { is: 'member', person: cat.id })
    // Ben brings it to a space of his own: Cat, who said it, and the group are asked.
    const home = (await benHere.api.spaces.create({
      ...{ attempt: attempt(), template: 'place', name: 'Elsewhere', class: 'grantee' },
    })) as unknown as { id: string }
    const there = (await benHere.api.crossings.targets({ from: group.id })).targets.find((one) => one.id === home.id)!
    const proposed = (await benHere.api.crossings.propose({
      ...{ attempt: attempt(), kind: 'evidence', source: excerpt, version: 1, words, form: 'unnamed' },
      ...{ target: home.id, purpose: 'To learn', audience: there.reach.sentence, hat: null },
    } as never)) as unknown as { state: string; id: string }
    expect(proposed.state).toBe('open')
    expect((await benHere.api.library.goingWith({ space: group.id, document })).members).toEqual(['Cat Moor'])
    await takeOut(benHere, document)
    expect((await catHere!.api.crossings.asked({})).asked).toEqual([])
    const { rows } = await place.cluster.inside(place.databaseName, (admin) =>
      admin.query(
        'select c.words, o.outcome from crossing c join crossing_outcome o on o.crossing_id = c.id where c.id = $1',
        [proposed.id],
      ),
    )
    expect(rows).toEqual([{ words: null, outcome: 'stays' }])
  })

  it('by its managers where the space has set it so, from the day after, and by whoever manages when its bringer has left', async () => {
    const document = await paste(benHere, 'Something of Ben’s that he does not take out.')
    const terms = async (who: Visitor) => who.api.spaces.terms({ address: group.address })
    const set = (who: Visitor, documentsOut: 'bringer' | 'managers' | 'facilitators') =>
      who.api.spaces.setTerms({ attempt: attempt(), address: group.address, documentsOut })
    await expect(set(benHere, 'managers')).rejects.toMatchObject(gone)
    await expect(set(stranger!, 'managers')).rejects.toMatchObject(gone)
    expect(await terms(benHere)).toMatchObject({ documentsOut: 'bringer', next: null, can: { change: false } })
    await set(ruthHere, 'managers')
    // Everybody reads it a day before, and until then it lets nobody do more.
    expect(await terms(benHere)).toMatchObject({ documentsOut: 'bringer', next: { documentsOut: 'managers' } })
    await expect(takeOut(ruthHere, document)).rejects.toMatchObject(gone)
    const dayAfter = () =>
      place.cluster.inside(place.databaseName, (admin) =>
        admin.query(`update space_rule set since = since - interval '25 hours' where rule = 'documents_out'`),
      )
    await dayAfter()
    expect(await terms(benHere)).toMatchObject({ documentsOut: 'managers', next: null })
    await expect(takeOut(catHere!, document)).rejects.toMatchObject(gone)
    await takeOut(ruthHere, document)
    const [told] = await benHere.api.library.documentsGone({ space: group.id, id: document })
    expect(told).toMatchObject({ byBringer: false })
    // Less is let at once.
    await set(ruthHere, 'bringer')
    const another = await paste(benHere, 'Another of Ben’s.')
    await expect(takeOut(ruthHere, another)).rejects.toMatchObject(gone)
    const membership = (await benHere.api.spaces.people({ address: group.address })).members.find((one) => one.me)!.id
    await benHere.api.spaces.end({ attempt: attempt(), membership, reason: 'Done', anyway: false })
    await expect(takeOut(catHere!, another)).rejects.toMatchObject(gone)
    await expect(takeOut(benHere, another)).rejects.toMatchObject(gone)
    await takeOut(ruthHere, another)
    await expect(ruthHere.api.library.document({ space: group.id, id: another })).rejects.toMatchObject(gone)
  })

  it('with what findings repeated of it: what was made of them asks for another look', async () => {
    const report = 'Families hear nothing for five days after they leave the ward. Staff say they have no time.'
    const document = await paste(ruthHere, report, { title: 'An evaluation' })
    const about = { kind: 'formative' as const, sense_by: '2030-01-01' }
    const words = 'Families hear nothing for five days after they leave the ward.'
    const finding = async (said: string, more: object) =>
      idOf(
        await ruthHere.api.insights.writeFinding({ ...inGroup(), ...about, words: said, document, ...more } as never),
      )
    const verbatim = await finding(words, { starts: 0, ends: words.length })
    const own = await finding('It is the silence that wears people out.', {})
    const evidence = idOf(
      await ruthHere.api.library.addEvidence({ ...inGroup(), words: 'We rang.', whose: { is: 'mine' }, card: NO_CARD }),
    )
    const insight = idOf(
      await ruthHere.api.insights.write({
        ...inGroup(),
        words: 'Somebody rings.',
        evidence: [{ id: evidence, bears: 'supports' }],
      }),
    )
    await ruthHere.api.insights.join({
      attempt: attempt(),
      space: group.id,
      from: { kind: 'finding', id: verbatim },
      to: { kind: 'insight', id: insight },
    } as never)
    await takeOut(ruthHere, document)
    const { items } = await catHere!.api.insights.findings({ id: group.id })
    const ended = (await catHere!.api.insights.findings({ id: group.id, which: 'ended' })).items
    const said = (id: string) => [...items, ...ended].find((one) => one.id === id)!
    expect(said(verbatim)).toMatchObject({ words: '[words taken back].', document: null, excerpt: null })
    expect(said(own)).toMatchObject({ words: 'It is the silence that wears people out.', document: null })
    expect((await rowsOf('look_again')).rows.map(({ row }) => row.insight_id)).toContain(insight)
    expect(await everyRow()).not.toContain('hear nothing for five days')
  })

  it('not by a program, whatever its token may', async () => {
    const document = await paste(ruthHere, 'A text of Ruth’s.')
    const { rows } = await place.house.db.read(ruth.id, (db) =>
      sql<{ may: boolean }>`select may_take_out(${group.id}::uuid, ${ruth.id}::uuid) as may`.execute(db as never),
    )
    expect(rows[0]!.may).toBe(true)
    const byToken = await place.house.db.as(ruth.id, (tx) =>
      sql<{
        may: boolean
      }>`select may_take_out(${group.id}::uuid, ${ruth.id}::uuid) as may from set_config('app.token', 'x', true)`.execute(
        tx,
      ),
    )
    expect(byToken.rows[0]!.may).toBe(false)
    expect(await ruthHere.api.library.document({ space: group.id, id: document })).toMatchObject({
      can: { takeOut: true },
    })
  })
})
