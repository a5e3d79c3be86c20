import { afterAll, beforeAll, expect, it } from 'vitest'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { letIn, makeEvidence, makePerson, makeSpace } from './testing.ts'

type Somebody = Visitor & { id: string; home: string }
let place: TestPlace
let ada: Somebody
let ben: Somebody
let cleo: Somebody
/** Ada founded it and Ben is in it; Cleo is not. */
let wear: string
/** A group of Ada, Ben and Cleo. */
let group: string

async function arrive(name: string): Promise<Somebody> {
  const visitor = place.visitor()
  const person = await makePerson(place.house, name)
  visitor.jar.set(...person.cookie)
  return { ...visitor, id: person.id, home: person.home }
}

beforeAll(async () => {
  place = await startTestPlace()
  ;[ada, ben, cleo] = [await arrive('Ada'), await arrive('Ben'), await arrive('Cleo')]
  wear = await makeSpace(place.house, ada.id, 'Wearmouth')
  await letIn(place.house, wear, ben.id, ada.id)
  group = await makeSpace(place.house, ada.id, 'Learning set', 'group', true)
  await letIn(place.house, group, ben.id, ada.id)
  await letIn(place.house, group, cleo.id, ada.id, [ben.id])
})
afterAll(() => place?.stop())

async function note(who: Somebody, words: string): Promise<string> {
  const done = await who.api.journal.write({ attempt: attempt(), words })
  if (!done.ok) throw new Error(done.sentence)
  return done.id
}

type Proposal = Parameters<Visitor['api']['crossings']['propose']>[0]
const bring = (who: Somebody, more: Pick<Proposal, 'source' | 'words'> & Partial<Proposal>) =>
  who.api.crossings.propose({
    attempt: attempt(),
    kind: 'entry',
    version: 1,
    form: 'words',
    target: wear,
    ...more,
  })

/** What stands in a space, as one of its members reads it. */
const standing = (who: Somebody, space: string) =>
  place.house.db.read(who.id, (db) =>
    db.selectFrom('evidence').selectAll().where('space_id', '=', space).orderBy('made_at').execute(),
  )

it('lets an exact part of an entry go without a name: no author, no speaker, no hour', async () => {
  const source = await note(ada, 'Long day. Families go silent because nobody rings. Sam was ill.')
  const done = await bring(ada, { source, words: 'Families go silent because nobody rings.', form: 'unnamed' })
  expect(done).toMatchObject({ ok: true, state: 'went' })
  const landed = (await standing(ben, wear)).find((row) => row.words === 'Families go silent because nobody rings.')!
  expect(landed).toMatchObject({ attribution: 'unnamed', speaker_id: null, author_id: null })
  expect(landed.made_at.toISOString()).toMatch(/T00:00:00.000Z$/)
  expect(await standing(cleo, wear)).toEqual([])
})

it('lets no words go that do not stand in the entry, but a theme in a sentence of its own', async () => {
  const source = await note(ada, 'The rota does not hold.')
  expect(await bring(ada, { source, words: 'The rota holds.' })).toMatchObject({ ok: false, reason: 'not_these_words' })
  expect(await bring(ada, { source, words: 'Rotas need cover.', form: 'theme' })).toMatchObject({
    ok: true,
    state: 'went',
  })
})

it('answers a place I may not know, an entry that is not mine, and one that never was, all alike', async () => {
  const source = await note(cleo, 'Mine alone.')
  const hers = await note(ada, 'Not yours, Cleo.')
  // Made first: a refusal that comes while something else is awaited is nobody's.
  const theirs = await makeEvidence(place.house, wear, ada.id, 'Said in Wearmouth.')
  const faults = await Promise.all(
    [
      bring(cleo, { source, words: 'Mine alone.', target: wear }),
      bring(cleo, { source: hers, words: 'Not yours, Cleo.', target: group }),
      bring(cleo, { source: attempt(), words: 'Nothing', target: group, form: 'theme' }),
      bring(cleo, { kind: 'evidence', source: theirs, words: 'Said in Wearmouth.', target: group }),
    ].map((tried) =>
      tried.then(
        () => null,
        (fault) => ({ code: fault.code, message: fault.message }),
      ),
    ),
  )
  expect(new Set(faults.map((fault) => JSON.stringify(fault))).size).toBe(1)
  expect(faults[0]).toMatchObject({ code: 'not_found' })
  expect((await cleo.api.crossings.targets({})).targets.map((target) => target.id)).toEqual([group])
  expect((await ada.api.crossings.targets({ from: group })).targets.map((target) => target.id)).toEqual([wear])
})

it('asks everyone in a group before what was said there leaves it; silence keeps it, the last yes lets it go', async () => {
  const source = await makeEvidence(place.house, group, cleo.id, 'We never ask the night staff.')
  const done = await bring(ada, { kind: 'evidence', source, words: 'We never ask the night staff.', form: 'unnamed' })
  expect(done).toMatchObject({ ok: true, state: 'open' })
  if (!done.ok) throw new Error()
  expect((await cleo.api.crossings.asked({})).asked).toMatchObject([
    { id: done.id, standing: 'speaker', from: 'Learning set' },
  ])
  expect((await ben.api.crossings.asked({})).asked).toMatchObject([{ id: done.id, standing: 'group', to: 'Wearmouth' }])
  expect((await ada.api.crossings.asked({})).asked).toEqual([])
  expect(JSON.stringify(await ben.api.crossings.asked({}))).not.toContain(cleo.id)

  await cleo.api.crossings.answer({ attempt: attempt(), id: done.id, answer: 'goes' })
  expect((await ada.api.crossings.mine({})).crossings[0]).toMatchObject({
    id: done.id,
    part: 'brought',
    state: 'not_settled',
    can: { takeBack: false },
  })
  await ben.api.crossings.answer({ attempt: attempt(), id: done.id, answer: 'goes' })
  expect((await ada.api.crossings.mine({})).crossings[0]).toMatchObject({ state: 'went', can: { takeBack: false } })
  expect((await cleo.api.crossings.mine({})).crossings[0]).toMatchObject({
    part: 'said',
    state: 'went',
    can: { takeBack: true },
  })
  expect((await ben.api.crossings.mine({})).crossings.map((one) => one.id)).not.toContain(done.id)
})

it('leaves no trace of who said no', async () => {
  const source = await makeEvidence(place.house, group, ada.id, 'The board does not read it.')
  const done = await bring(ada, { kind: 'evidence', source, words: 'The board does not read it.' })
  if (!done.ok) throw new Error()
  await cleo.api.crossings.answer({ attempt: attempt(), id: done.id, answer: 'stays' })
  const [shown] = (await ada.api.crossings.mine({})).crossings
  expect(shown).toMatchObject({ id: done.id, state: 'stays', words: null })
  expect(JSON.stringify(shown)).not.toContain(cleo.id)
  expect((await ben.api.crossings.asked({})).asked).toEqual([])
  for (const other of [ada, ben]) {
    const seen = await place.house.db.read(other.id, (db) =>
      db.selectFrom('consent').select('person_id').where('crossing_id', '=', done.id).execute(),
    )
    expect(seen.every((row) => row.person_id === other.id)).toBe(true)
  }
  expect(await ben.api.crossings.answer({ attempt: attempt(), id: done.id, answer: 'goes' })).toMatchObject({
    ok: false,
    reason: 'settled',
  })
  expect((await standing(ben, wear)).map((row) => row.words)).not.toContain('The board does not read it.')
})

it('lets nobody answer who was not asked, and nobody take back but the speaker', async () => {
  const source = await note(ada, 'Whose words are these?')
  const done = await bring(ada, { source, words: 'Whose words are these?' })
  if (!done.ok) throw new Error()
  await expect(cleo.api.crossings.answer({ attempt: attempt(), id: done.id, answer: 'stays' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(ben.api.crossings.takeBack({ attempt: attempt(), id: done.id })).rejects.toMatchObject({
    code: 'not_found',
  })
})

it('blanks every copy when words are taken back, and says how many there were', async () => {
  const source = await note(ada, 'We were wrong about the lounge.')
  const done = await bring(ada, { source, words: 'We were wrong about the lounge.' })
  if (!done.ok) throw new Error()
  const landed = (await standing(ben, wear)).find((row) => row.words === 'We were wrong about the lounge.')!
  expect(await ada.api.crossings.takeBack({ attempt: attempt(), id: done.id })).toMatchObject({ ok: true, copies: 1 })
  expect((await standing(ben, wear)).find((row) => row.id === landed.id)).toMatchObject({
    words: null,
    speaker_id: null,
  })
  expect((await ada.api.crossings.mine({})).crossings[0]).toMatchObject({
    state: 'taken_back',
    words: null,
    can: { takeBack: false },
  })
})

it('takes a line that came without a name onwards only without one, and asks whoever first said it', async () => {
  const source = await note(ada, 'I signed it off unread.')
  await bring(ada, { source, words: 'I signed it off unread.', form: 'unnamed' })
  const landed = (await standing(ben, wear)).find((row) => row.words === 'I signed it off unread.')!
  const onward = { kind: 'evidence' as const, source: landed.id, words: 'I signed it off unread.', target: group }
  await expect(bring(ben, { ...onward, form: 'words' })).rejects.toMatchObject({ code: 'refused' })
  const done = await bring(ben, { ...onward, form: 'unnamed' })
  expect(done).toMatchObject({ ok: true, state: 'open' })
  if (!done.ok) throw new Error()
  expect((await ada.api.crossings.asked({})).asked).toMatchObject([{ id: done.id, standing: 'speaker' }])
  expect(JSON.stringify(await ben.api.crossings.mine({}))).not.toContain(ada.id)
  await ada.api.crossings.answer({ attempt: attempt(), id: done.id, answer: 'goes' })
  expect((await standing(cleo, group)).map((row) => row.words)).toContain('I signed it off unread.')
  const first = (await ada.api.crossings.mine({})).crossings.find(
    (one) => one.words === 'I signed it off unread.' && one.from.kind === 'journal',
  )!
  await ada.api.crossings.takeBack({ attempt: attempt(), id: first.id })
  for (const [who, space] of [
    [ben, wear],
    [cleo, group],
  ] as const) {
    expect((await standing(who, space)).map((row) => row.words)).not.toContain('I signed it off unread.')
  }
})

it('takes a repeated attempt for the same one', async () => {
  const source = await note(ada, 'Said once.')
  const same = attempt()
  const answers = await Promise.all([1, 2].map(() => bring(ada, { attempt: same, source, words: 'Said once.' })))
  expect(answers[0]).toEqual(answers[1])
  expect((await standing(ben, wear)).filter((row) => row.words === 'Said once.')).toHaveLength(1)
})
