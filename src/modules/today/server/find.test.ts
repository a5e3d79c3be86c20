// Finding anything: what the reader may read, and nothing else, however they ask.
import { afterAll, expect, test } from 'vitest'
import { type At, made, type Someone, sayersOf } from '#modules/spaces/server/testing.ts'
import { attempt, startTestPlace } from '../../../../tests/support/place.ts'
import { findAnything } from './queries/find.ts'
import { peopleOf } from './testing.ts'

const place = await startTestPlace()
afterAll(() => place.stop())
const players = peopleOf(place)
const { someone, bring, make } = players
const WORDS = 'The qthistle grows behind the clinic'
const { say, post } = sayersOf(players, WORDS)

const find = async (who: Someone, text: string, space?: string) =>
  (await who.api.today.find({ text, space })).groups.flatMap(({ kind, items }) =>
    items.map((item) => ({ kind, to: item.to, said: item.parts.map((part) => part.text).join('') })),
  )
const kinds = async (who: Someone, text: string, space?: string) =>
  [...new Set((await find(who, text, space)).map((one) => one.kind))].sort()

/** A chain of everything that has words, each with one made-up word of its own. */
async function chain(who: Someone, at: At) {
  const here = await who.api.spaces.here({ address: at.address })
  const evidence = await say(who, at)
  const insight = made(
    await who.api.insights.write({
      ...{ attempt: attempt(), space: at.id, chapter: here.chapter, words: 'Qbramble spreads where nobody walks' },
      evidence: [{ id: evidence, bears: 'supports' }],
    }),
  ).id
  const standing = { attempt: attempt(), space: at.id, chapter: here.standing }
  const decision = made(
    await who.api.insights.decide({
      ...standing,
      insights: [insight],
      words: 'Cut the qbramble twice',
      reasons: 'A qnettle reason',
    }),
  ).id
  const action = made(
    await who.api.insights.act({
      ...standing,
      attempt: attempt(),
      decision,
      words: 'Buy a qbramble hook',
      accountable: 'Mo',
    }),
  ).id
  made(
    await who.api.insights.conclude({
      ...{ ...standing, attempt: attempt(), action, state: 'agreed' as const, words: 'Qbramble is gone' },
    }),
  )
  return { here, evidence, insight, decision, action }
}

test('everything of mine and of my spaces is found by its words, marked, a few of each kind', async () => {
  const [mo, out] = [await someone('Mo Qthistle'), await someone('Olu Stern')]
  const at = await make(mo, 'place', { name: 'The Qthistle Partnership' })
  await post(mo, at, 'Qthistle warden')
  const { insight } = await chain(mo, at)
  await mo.api.journal.write({ attempt: attempt(), words: 'I dreamt of a qthistle again, and told nobody.' } as never)
  expect(await kinds(mo, 'qthistle')).toEqual(['entry', 'evidence', 'person', 'post', 'space'])
  expect(await kinds(mo, 'qbram')).toEqual(['action', 'decision', 'insight', 'outcome'])
  expect(await find(mo, 'qnettle')).toMatchObject([{ kind: 'decision' }])
  expect(await find(mo, '"qbramble spreads"')).toMatchObject([{ to: `/s/${at.address}/insights/${insight}` }])
  const { groups } = await mo.api.today.find({ text: 'qthist' })
  expect(groups.flatMap((group) => group.items.flatMap((item) => item.parts.filter((part) => part.hit)))).toHaveLength(
    5,
  )
  for (let more = 0; more < 7; more++) await say(mo, at, `Another qthistle, number ${more}`)
  const evidence = (await mo.api.today.find({ text: 'qthistle' })).groups.find((group) => group.kind === 'evidence')!
  expect(evidence.items).toHaveLength(5)
  expect(Object.keys(evidence)).toEqual(['kind', 'items'])

  // The same words, looked for by somebody who is not in: as if they had never been, byte for byte.
  const nothing = await players.raw(out, 'today/find', { text: 'qzzzz' })
  for (const text of ['qthistle', 'qbramble', 'qnettle', '"qbramble spreads"'])
    expect(await players.raw(out, 'today/find', { text })).toEqual(nothing)
  const guess = await players.raw(out, 'today/find', { text: 'qthistle', space: at.id })
  expect(guess).toEqual(await players.raw(out, 'today/find', { text: 'qthistle', space: crypto.randomUUID() }))
  expect(guess.status).toBe(404)
})

test('where only one space is shown, nothing of another is found, nor of a journal', async () => {
  const mo = await someone('Mo')
  const [one, other] = [
    await make(mo, 'place', { name: 'One qfern' }),
    await make(mo, 'place', { name: 'Other qfern' }),
  ]
  await say(mo, one, 'A qfern in the first')
  await say(mo, other, 'A qfern in the second')
  await mo.api.journal.write({ attempt: attempt(), words: 'A qfern of my own' } as never)
  expect((await find(mo, 'qfern')).length).toBe(5)
  const shown = await find(mo, 'qfern', one.id)
  expect(shown.map((item) => item.said)).toEqual(['One qfern', 'A qfern in the first'])
})

test('a newcomer does not find what was said before they came', async () => {
  const [mo, gil, fay] = [await someone('Mo'), await someone('Gil'), await someone('Fay')]
  const at = await make(mo, 'place', { name: 'Later', class: 'grantee' })
  await bring(mo, gil, at.address, { class: 'grantee' })
  await chain(gil, at)
  await bring(mo, fay, at.address, { class: 'funder' }, [gil])
  expect(await kinds(gil, 'qbramble')).toEqual(['action', 'decision', 'insight', 'outcome'])
  // What stands is for every member; what was said and made of it is for those who were there.
  expect(await kinds(fay, 'qbramble')).toEqual(['action', 'decision', 'outcome'])
  expect(await kinds(fay, 'qthistle')).toEqual([])
})

test('an aim is found by its words by every member, also one who came later, and by nobody else', async () => {
  const [mo, out] = [await someone('Mo'), await someone('Olu Stern')]
  const at = await make(mo, 'place', { name: 'Aims' })
  const here = await mo.api.spaces.here({ address: at.address })
  const words = { kind: 'strategy' as const, words: 'A qmarram strategy by spring' }
  const { id } = made(
    await mo.api.insights.setAim({ attempt: attempt(), space: at.id, chapter: here.standing, ...words }),
  ) as unknown as { id: string }
  expect(await find(mo, 'qmarram')).toEqual([
    { kind: 'aim', to: `/s/${at.address}/insights/aims/${id}`, said: words.words },
  ])
  const nothing = await players.raw(out, 'today/find', { text: 'qzzzz' })
  expect(await players.raw(out, 'today/find', { text: 'qmarram' })).toEqual(nothing)
  const fay = await someone('Fay')
  await bring(mo, fay, at.address, { class: 'funder' })
  expect(await kinds(fay, 'qmarram')).toEqual(['aim'])
})

test('a journal that is shut is not looked in, nor what two said to each other', async () => {
  const mo = await someone('Mo')
  const at = await make(mo, 'supervision', { name: 'Two qmosses' })
  await say(mo, at, 'A qmoss between two')
  await mo.api.journal.write({ attempt: attempt(), words: 'A qmoss of my own' } as never)
  expect(await kinds(mo, 'qmoss')).toEqual(['entry', 'evidence', 'space'])
  const actor = { person: mo.id, session: mo.id, kind: 'full', provedAt: null } as const
  const shut = await place.house.db.read({ shut: mo.id }, (db) =>
    findAnything(db, actor, { text: 'qmoss' }, place.house),
  )
  expect(shut).toEqual({ groups: [] })
})

test('what is taken back, hidden or left is found no more, in the same moment', async () => {
  const [mo, bea] = [await someone('Mo'), await someone('Bea')]
  const at = await make(mo, 'place', { name: 'Gone' })
  await bring(mo, bea, at.address)
  const { insight, here } = await chain(mo, at)
  const evidence = await say(bea, at, 'The qheather withers in the second summer of a drought')
  made(
    await mo.api.insights.write({
      ...{
        attempt: attempt(),
        space: at.id,
        chapter: here.chapter,
        words: 'The qheather withers in the second summer of a drought',
      },
      evidence: [{ id: evidence, bears: 'quotes' }],
    }),
  )
  expect(await kinds(mo, 'qheather')).toEqual(['evidence', 'insight'])
  await bea.api.library.takeOut({ attempt: attempt(), space: at.id, id: evidence } as never)
  expect(await kinds(mo, 'qheather')).toEqual([])
  // Changed words are found as they are now.
  made((await mo.api.insights.edit({ attempt: attempt(), insight, version: 1, words: 'Qsorrel is sour' })) as never)
  expect(await kinds(mo, 'qsorrel')).toEqual(['insight'])
  expect((await kinds(mo, 'qbramble')).includes('insight')).toBe(false)
  expect(await kinds(bea, 'qsorrel')).toEqual(['insight'])
  const { id } = (await bea.api.spaces.people({ address: at.address })).members.find((one) => one.me)!
  made(await bea.api.spaces.end({ attempt: attempt(), membership: id, reason: '' }))
  expect(await kinds(bea, 'qsorrel')).toEqual([])
  // Nothing of what is hidden stands in the search itself.
  const left = await place.house.db.read(mo.id, (db) =>
    db.selectFrom('insight').select('tsv').where('space_id', '=', at.id).where('words', 'is', null).execute(),
  )
  expect(left).toEqual([{ tsv: '' }])
})

test('a token finds in its spaces, and nothing that is its person’s own', async () => {
  const mo = await someone('Mo')
  const [mine, other] = [await make(mo, 'place', { name: 'Qivy in' }), await make(mo, 'place', { name: 'Qivy out' })]
  for (const at of [mine, other]) await say(mo, at, 'A qivy on the wall')
  await mo.api.journal.write({ attempt: attempt(), words: 'A qivy of my own' } as never)
  const { token } = made(
    await mo.api.people.makeToken({ attempt: attempt(), name: 'A program', may: 'read', spaces: [mine.id], days: 30 }),
  )
  const asked = async (path: string) =>
    fetch(`${place.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })
  const { groups } = (await (await asked('/find?text=qivy')).json()) as {
    groups: { kind: string; items: { to: string }[] }[]
  }
  expect(groups.map((group) => [group.kind, group.items.length])).toEqual([
    ['space', 1],
    ['evidence', 1],
  ])
  expect(groups.every((group) => group.items.every((item) => item.to.includes(mine.address)))).toBe(true)
  expect((await asked(`/find?text=qivy&space=${other.id}`)).status).toBe(404)
})

test('whatever is typed is looked for and breaks nothing', async () => {
  const mo = await someone('Mo')
  await make(mo, 'place', { name: 'O’Neill & Söhne (Ünique)' })
  expect(await find(mo, 'sohne uni')).toMatchObject([{ said: 'O’Neill & Söhne (Ünique)' }])
  for (const text of [
    "'; drop table insight --",
    '((',
    '& | !',
    '" "',
    '%_%',
    '\\',
    '<b>',
    '🦔🦔',
    'a',
    '  ',
    'or -or',
  ])
    expect(await find(mo, text).catch((fault) => fault.code)).toEqual(text.trim() === '' ? 'invalid' : [])
})
