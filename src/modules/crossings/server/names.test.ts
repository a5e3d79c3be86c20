import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { repeats, withoutNames } from './access.ts'
import { letIn, makeEvidence, makeOrganisation, makePerson, makeSpace } from './testing.ts'

type Somebody = Visitor & { id: string }
let place: TestPlace
/** Ada founded Wearmouth. Marie speaks for Harbour Families there, Yasmin is there for Wear Carers without speaking for it. */
let ada: Somebody
let marie: Somebody
let yasmin: Somebody
let wear: string
let region: string
let harbour: string
let carers: string

async function arrive(name: string): Promise<Somebody> {
  const visitor = place.visitor()
  const person = await makePerson(place.house, name)
  visitor.jar.set(...person.cookie)
  return { ...visitor, id: person.id }
}

beforeAll(async () => {
  place = await startTestPlace()
  ;[ada, marie, yasmin] = [await arrive('Ada'), await arrive('Marie'), await arrive('Yasmin')]
  harbour = await makeOrganisation(place.house, ada.id, 'Harbour Families (HFT)')
  carers = await makeOrganisation(place.house, ada.id, 'Wear Carérs CIO')
  region = await makeSpace(place.house, ada.id, 'The region', 'region')
  wear = await makeSpace(place.house, ada.id, 'Wearmouth')
  const speaks = { class: 'grantee', organisation: harbour, roles: ['speaks_for_organisation'] }
  await letIn(place.house, wear, marie.id, ada.id, [], speaks)
  await letIn(place.house, wear, yasmin.id, ada.id, [marie.id], { class: 'grantee', organisation: carers })
})
afterAll(() => place?.stop())

type Proposal = Parameters<Visitor['api']['crossings']['propose']>[0]
const bring = (who: Somebody, source: string, words: string, more: Partial<Proposal> = {}) =>
  who.api.crossings.propose({
    attempt: attempt(),
    kind: 'evidence',
    version: 1,
    form: 'unnamed',
    target: region,
    source,
    words,
    ...more,
  })
const say = (who: Somebody, words: string) => makeEvidence(place.house, wear, who.id, words)
const asked = async (who: Somebody, id: string) =>
  (await who.api.crossings.asked({})).asked.find((one) => one.id === id)
async function spaceOf(who: Somebody, organisation: string | null): Promise<string> {
  const id = crypto.randomUUID()
  await place.house.db.as(who.id, (tx) =>
    sql`select found_space(${id}::uuid, null, 'partnership', 'Own', ${`own-${id}`}, false, 'Europe/London', 'grantee', array['manager'], ${organisation}::uuid, '{}', null)`.execute(
      tx,
    ),
  )
  return id
}
/** Who is asked in which standing, as only the database knows. */
const consents = async (crossing: string, who: Somebody) =>
  place.house.db.read(who.id, (db) =>
    db.selectFrom('consent').select('standing').where('crossing_id', '=', crossing).orderBy('standing').execute(),
  )

it('finds a name by itself, whatever its capitals, accents and hidden signs, and asks whoever speaks for it', async () => {
  for (const words of [
    'At harbour families nobody rings.',
    'HÁRBOUR  Families’ rota.',
    'Har\u200Bbour Families again.',
    'The HFT board.',
  ]) {
    const done = await bring(ada, await say(ada, words), words)
    if (!done.ok) throw new Error(done.sentence)
    expect(await consents(done.id, marie)).toMatchObject([{ standing: 'group' }, { standing: 'organisation' }])
    expect(await asked(marie, done.id)).toMatchObject({ standing: 'organisation', names: ['Harbour Families (HFT)'] })
  }
  const other = await bring(ada, await say(ada, 'A harbour. Families wait.'), 'A harbour.')
  if (!other.ok) throw new Error()
  expect(await consents(other.id, marie)).toMatchObject([{ standing: 'group' }])
})

it('refuses a name for which nobody speaks, keeps the words, and takes them without the name', async () => {
  const words = 'Wear Carers closed the lounge, and HFT paid.'
  const source = await say(ada, words)
  const refused = await bring(ada, source, words)
  expect(refused).toMatchObject({ ok: false, reason: 'name', sentence: expect.stringContaining('Wear Carérs CIO') })
  expect(JSON.stringify(refused)).not.toContain('Harbour')
  expect((await ada.api.crossings.mine({})).crossings.filter((one) => one.words === words)).toEqual([])
  const named = await ada.api.crossings.names({ words: 'HFT told us.' })
  expect(named).toEqual({
    organisations: [{ id: harbour, name: 'Harbour Families (HFT)' }],
    without: '[an organisation] told us.',
    mine: true,
  })
  const plain = 'Yasmin: Wear Carérs closed the lounge.'
  const without = (await ada.api.crossings.names({ words: plain })).without
  expect(without).toBe('Yasmin: [an organisation] closed the lounge.')
  expect(await bring(ada, await say(ada, plain), without)).toMatchObject({ ok: true, state: 'open' })
  const invented = 'Yasmin: [an organisation] sold the lounge.'
  await expect(bring(ada, await say(ada, plain), invented)).rejects.toMatchObject({ code: 'refused' })
})

it('takes a line of a journal without the name, and no other change', async () => {
  const kept = await ada.api.journal.write({ attempt: attempt(), words: 'Wear Carérs never rings back.' })
  if (!kept.ok) throw new Error(kept.sentence)
  const from = { kind: 'entry' as const, target: wear }
  expect(await bring(ada, kept.id, 'Wear Carérs never rings back.', from)).toMatchObject({ ok: false, reason: 'name' })
  expect(await bring(ada, kept.id, '[an organisation] always rings back.', from)).toMatchObject({
    ok: false,
    reason: 'not_these_words',
  })
  expect(await bring(ada, kept.id, '[an organisation] never rings back.', from)).toMatchObject({
    ok: true,
    state: 'went',
  })
  expect(await bring(ada, kept.id, 'Wear carers NEVER rings, back', { ...from, form: 'theme' })).toMatchObject({
    ok: false,
    reason: 'not_a_theme',
  })
})

it('asks for more than one name, and needs each', async () => {
  const words = 'Nobody rings anybody.'
  expect(await bring(ada, await say(ada, words), words, { organisations: [harbour, carers] })).toMatchObject({
    ok: false,
    reason: 'name',
  })
  const done = await bring(ada, await say(ada, words), words, { organisations: [harbour, harbour] })
  if (!done.ok) throw new Error()
  for (const one of [yasmin, marie]) {
    expect((await ada.api.crossings.mine({})).crossings.find((mine) => mine.id === done.id)?.state).toBe('not_settled')
    await one.api.crossings.answer({ attempt: attempt(), id: done.id, answer: 'goes' })
  }
  expect((await ada.api.crossings.mine({})).crossings.find((mine) => mine.id === done.id)?.state).toBe('went')
})

it('lets one organisation keep its name where it is', async () => {
  const words = 'Harbour Families says so.'
  const done = await bring(ada, await say(ada, words), words)
  if (!done.ok) throw new Error()
  await marie.api.crossings.answer({ attempt: attempt(), id: done.id, answer: 'stays' })
  expect((await ada.api.crossings.mine({})).crossings[0]).toMatchObject({
    id: done.id,
    state: 'stays',
    words: null,
    purpose: '',
  })
})

it('cannot be granted by giving oneself the voice: not here, and not in a space of one’s own', async () => {
  // Yasmin founds a space under her organisation, and would be its voice there.
  const own = await spaceOf(yasmin, carers)
  const { rows } = await place.house.db.as(yasmin.id, (tx) =>
    sql<{ id: string }>`select id from membership where space_id = ${own}::uuid`.execute(tx),
  )
  await place.house.db
    .as(yasmin.id, (tx) =>
      sql`select set_roles(${rows[0]!.id}::uuid, array['manager','speaks_for_organisation'])`.execute(tx),
    )
    .catch(() => {})
  const words = 'Wear Carérs agrees with everything.'
  const said = await makeEvidence(place.house, own, yasmin.id, words)
  expect(await bring(yasmin, said, words, { target: wear })).toMatchObject({ ok: false, reason: 'name' })
  // The other way round: the target is hers.
  const source = await makeEvidence(place.house, wear, yasmin.id, words)
  expect(await bring(yasmin, source, words, { target: own })).toMatchObject({ ok: false, reason: 'name' })
})

it('asks for the organisation of whoever is named as the speaker, unless they say it for themselves', async () => {
  const words = 'I would do it again.'
  const hers = await say(marie, words)
  const named = await bring(ada, hers, words, { form: 'words', hat: 'myself' })
  if (!named.ok) throw new Error(named.sentence)
  expect(await consents(named.id, marie)).toMatchObject([
    { standing: 'group' },
    { standing: 'organisation' },
    { standing: 'speaker' },
  ])
  const source = await say(yasmin, words)
  expect(await bring(ada, source, words, { form: 'words' })).toMatchObject({ ok: false, reason: 'speaker_name' })
  const to = { form: 'words' as const, target: await spaceOf(yasmin, null) }
  expect(await bring(yasmin, source, words, to)).toMatchObject({ ok: false, reason: 'speaker_name' })
  expect(await bring(yasmin, source, words, { ...to, hat: 'organisation' })).toMatchObject({ ok: false })
  const own = await bring(yasmin, source, words, { ...to, hat: 'myself' })
  if (!own.ok) throw new Error(own.sentence)
  expect(await consents(own.id, yasmin)).toMatchObject([{ standing: 'group' }, { standing: 'speaker' }])
  expect(await consents(own.id, marie)).toMatchObject([{ standing: 'group' }])
})

it('lets a theme be no repetition', async () => {
  const source = await say(ada, 'We never once asked the night staff what they thought of it.')
  await expect(
    bring(ada, source, 'They say: we NEVER once, asked the (night) staff!', { form: 'theme' }),
  ).rejects.toMatchObject({ code: 'refused' })
  expect(await bring(ada, source, 'Night staff are left out of decisions.', { form: 'theme' })).toMatchObject({
    ok: true,
  })
})

it('compares as the database compares', async () => {
  const said = 'The rota does not hold at night, and nobody says so.'
  for (const [theme, words] of [
    ['Rotas need cover at night.', said],
    ['the rota does not hold at', said],
    ['THE ROTA DOES NOT HOLD AT noon', said],
    ['It does not hold.', 'Does not hold'],
    ['Tired people', 'Tired.'],
    ['tired', 'Tired.'],
    ['Très fatigué, ce soir', 'tres fatigue ce'],
  ] as const) {
    const { rows } = await place.house.db.as(ada.id, (tx) =>
      sql<{ r: boolean }>`select repeats(${theme}, ${words}) as r`.execute(tx),
    )
    expect([theme, repeats(theme, words)]).toEqual([theme, rows[0]!.r])
  }
  expect(withoutNames('HFT and HFTs', ['HFT'])).toBe('[an organisation] and HFTs')
})
