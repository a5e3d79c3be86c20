// Putting people out gains nothing: no yes, no end of a space, no door, no voice and no call.
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { attempt, startTestPlace } from '../../../../tests/support/place.ts'
import { made, playersOf, type Someone, sayersOf } from './testing.ts'

const place = await startTestPlace()
afterAll(() => place.stop())
const { someone, bring, member, make, asOwner } = playersOf(place)
const WORDS = 'I was told to hide what the children said to us in spring'
const { say, wordsIn, yes, leave, propose } = sayersOf(playersOf(place), WORDS)
const gone = { code: 'not_found' }

test('nobody ends a space within thirty days of putting others out; after that they may', async () => {
  const [mo, ann] = [await someone('Mo'), await someone('Ann')]
  const at = await make(mo, 'place', { name: 'Purge' })
  await bring(mo, ann, at.address)
  await leave(mo, at, ann)
  const closing = () =>
    mo.api.spaces.proposeClosing({
      attempt: attempt(),
      address: at.address,
      way: 'deleted',
      after: 'deleted',
      months: 12,
      reason: '',
    })
  await expect(closing()).rejects.toMatchObject({ code: 'refused' })
  await asOwner('alter table membership no force row level security', [])
  await asOwner(
    "update membership set starts_at = starts_at - interval '32 days', ends_at = ends_at - interval '31 days' where space_id = $1 and person_id = $2",
    [at.id, ann.id],
  )
  await asOwner('alter table membership force row level security', [])
  made(await closing())
})

test('a “stays” is not got round by putting out whoever said it, and asking again', async () => {
  const [mo, bea, carl] = [await someone('Mo'), await someone('Bea'), await someone('Carl')]
  const at = await make(mo, 'group', { name: 'Again' })
  const beside = await make(mo, 'place', { name: 'Beside' })
  await bring(mo, bea, at.address)
  await bring(mo, carl, at.address, {}, [bea])
  const source = await say(mo, at, WORDS, { is: 'role', role: 'a mother' })
  expect(await propose(mo, source, beside.id)).toMatchObject({ state: 'open' })
  await yes(bea, 'stays')
  expect((await mo.api.crossings.mine({})).crossings.map((one) => one.state)).toEqual(['stays'])
  for (const out of [bea, carl]) await leave(mo, at, out)
  expect(await propose(mo, source, beside.id)).toMatchObject({ state: 'open' })
  expect(await wordsIn(mo, beside)).toEqual([])
})

test('somebody who waited for the welcome of a member who was put out reads nothing that was said before', async () => {
  const [mo, bea, fay] = [await someone('Mo'), await someone('Bea'), await someone('Fay')]
  const at = await make(mo, 'group', { name: 'Welcome' })
  await bring(mo, bea, at.address)
  await say(bea, at)
  await bring(mo, fay, at.address, { class: 'funder' })
  await expect(fay.api.spaces.here({ address: at.address })).rejects.toMatchObject(gone)
  await leave(mo, at, bea)
  expect(await wordsIn(fay, at)).toEqual([])
  expect(await wordsIn(mo, at)).toEqual([WORDS])
})

test('whose voice was taken away answers for the organisation no more', async () => {
  const [mo, vera, target] = [await someone('Mo'), await someone('Vera'), await someone('Tom')]
  const at = await make(mo, 'place', { name: 'Voices' })
  const there = await make(target, 'place', { name: 'There' })
  await bring(target, mo, there.address)
  await bring(mo, vera, at.address, {
    organisation: { name: 'Quiet Foundation' },
    roles: ['speaks_for_organisation'],
  } as never)
  const words = `Quiet Foundation: ${WORDS}`
  const source = await say(mo, at, words)
  const asked = made(await propose(mo, source, there.id, { words, hat: 'myself' })) as { id: string; state: string }
  expect(asked.state).toBe('open')
  const voice = (await member(mo, at.address, 'Vera')).id
  made(await mo.api.spaces.setRoles({ attempt: attempt(), membership: voice, roles: [] }))
  await leave(mo, at, vera)
  await expect(vera.api.crossings.answer({ attempt: attempt(), id: asked.id, answer: 'goes' })).rejects.toMatchObject(
    gone,
  )
  expect(await wordsIn(target, there)).toEqual([])
})

test('a call ends with either of the two memberships it was made between', async () => {
  const [mo, xen, bea] = [await someone('Mo'), await someone('Xen'), await someone('Bea')]
  const between = async (name: string) => {
    const [old, new_] = [
      await make(mo, 'place', { name: `Old ${name}` }),
      await make(mo, 'place', { name: `New ${name}` }),
    ]
    await bring(mo, xen, old.address)
    await bring(mo, bea, new_.address)
    made(await mo.api.spaces.callTogether({ attempt: attempt(), address: new_.address, from: [old.id] }))
    const { rows } = await place.house.db.read(xen.id, (db) =>
      sql<{ id: string }>`select id from my_calls() where space_name = ${`New ${name}`}`.execute(db),
    )
    const call = rows[0]!.id
    return { old, new_, answer: () => xen.api.spaces.answerCall({ attempt: attempt(), id: call, answer: 'yes' }) }
  }
  const first = await between('one')
  await leave(mo, first.old, xen)
  await expect(first.answer()).rejects.toMatchObject(gone)
  expect((await bea.api.spaces.people({ address: first.new_.address })).arrivals).toEqual([])
  const second = await between('two')
  made(await second.answer())
})

test('what was said while no funder was there is not read by the next one', async () => {
  const [mo, gil, fay, fred] = [await someone('Mo'), await someone('Gil'), await someone('Fay'), await someone('Fred')]
  const at = await make(mo, 'place', { name: 'Class', class: 'grantee' })
  await bring(mo, gil, at.address, { class: 'grantee' })
  await bring(mo, fay, at.address, { class: 'funder' }, [gil])
  const said = 'With a funder here we say that all is well with us'
  await say(gil, at, said)
  expect(await wordsIn(fay, at)).toEqual([said])
  await leave(fay, at)
  await say(gil, at, WORDS)
  await bring(mo, fred, at.address, { class: 'funder' }, [gil])
  expect(await wordsIn(fred, at)).toEqual([])
  expect(await wordsIn(gil, at)).toHaveLength(2)
})

test('an earlier chapter’s words are said again by nobody else, neither as evidence nor in a decision', async () => {
  const [mo, bea, neu] = [await someone('Mo'), await someone('Bea'), await someone('Neu')]
  const at = await make(mo, 'group', { name: 'Earlier' })
  await bring(mo, bea, at.address)
  const evidence = await say(bea, at)
  const { chapter, standing } = await mo.api.spaces.here({ address: at.address })
  const insight = made(
    await mo.api.insights.write({
      ...{ attempt: attempt(), space: at.id, chapter, words: 'Care matters', dissent: '' },
      evidence: [{ id: evidence, bears: 'quotes' }],
    }),
  ) as { id: string }
  await bring(mo, neu, at.address, {}, [bea])
  const decide = (words: string) =>
    mo.api.insights.decide({
      ...{
        attempt: attempt(),
        space: at.id,
        chapter: standing,
        insights: [insight.id],
        words,
        decided_on: '2026-11-03',
      },
    })
  await expect(say(mo, at)).rejects.toMatchObject({ code: 'refused' })
  await expect(decide(`Because: ${WORDS}`)).rejects.toMatchObject({ code: 'refused' })
  made(await decide('Two of us look at it in June'))
  await say(bea, at)
  expect(await wordsIn(neu, at)).toEqual([WORDS])
})

/** What a statement of the running place's own role does in somebody's name: how many rows, or that it was refused. */
const asWeb = (who: Someone, statement: ReturnType<typeof sql>) =>
  place.house.db
    .as(who.id, (tx) => statement.execute(tx))
    .then(
      (done) => Number(done.numAffectedRows ?? 0),
      () => 'refused',
    )

test('the running place’s own role neither rewrites what another said nor writes under another’s hand', async () => {
  const [mo, bea] = [await someone('Mo'), await someone('Bea')]
  const at = await make(mo, 'place', { name: 'Hands' })
  await bring(mo, bea, at.address)
  const evidence = await say(bea, at)
  const { chapter, standing } = await mo.api.spaces.here({ address: at.address })
  for (const words of ['I resign', null])
    expect(await asWeb(mo, sql`update evidence set words = ${words} where id = ${evidence}::uuid`)).toSatisfy(
      (what: unknown) => what === 'refused' || what === 0,
    )
  expect(await wordsIn(bea, at)).toEqual([WORDS])
  const by = (author: string) => [
    sql`insert into evidence (space_id, id, chapter_id, words, speaker_id, author_id, tsv) values (${at.id}::uuid, gen_random_uuid(), ${chapter}::uuid, 'A forged line', ${author}::uuid, ${author}::uuid, '')`,
    sql`insert into decision (space_id, id, chapter_id, words, author_id, decided_on) values (${at.id}::uuid, gen_random_uuid(), ${standing}::uuid, 'A forged line', ${author}::uuid, '2026-11-03')`,
  ]
  for (const statement of by(bea.id)) expect(await asWeb(mo, statement)).toBe('refused')
  for (const statement of by(mo.id)) expect(await asWeb(mo, statement)).toBe(1)
})

test('nothing tells for which organisations somebody speaks in a space where one is not', async () => {
  const [hal, spy, vera] = [await someone('Hal'), await someone('Spy'), await someone('Vera')]
  const region = await make(hal, 'network', { name: 'North Network' })
  const child = await make(hal, 'place', { name: 'Child', parent: region.id })
  await bring(hal, spy, child.address)
  for (const name of ['Quiet Foundation', 'Loud Trust'])
    await bring(hal, await someone(`Of ${name}`), child.address, { organisation: { name } } as never, [spy])
  const known = (await hal.api.spaces.people({ address: child.address })).organisations
  const quiet = known.find(({ name }) => name === 'Quiet Foundation')!
  await bring(hal, vera, region.address, {
    ...{ organisation: { id: quiet.id }, roles: ['speaks_for_organisation'], class: 'funder' },
  } as never)
  const home = attempt()
  await place.house.db.as(spy.id, (tx) =>
    sql`select found_space(${home}::uuid, null, 'person', 'Spy', ${`own-${home}`}, true, 'Europe/London', 'community_member', '{}', null, '{}', null)`.execute(
      tx,
    ),
  )
  const answers = []
  for (const name of ['Quiet Foundation', 'Loud Trust']) {
    const words = `${name} is kind to us`
    const { id: source } = made(await spy.api.journal.write({ attempt: attempt(), words }))
    const told = await propose(spy, source, region.id, { kind: 'entry', words, hat: 'myself' })
    answers.push(JSON.stringify(told).replaceAll(name, '…'))
  }
  expect(answers[0]).toBe(answers[1])
  expect(answers[0]).toContain('nobody who could be asked')
})

test('whoever said yes to words typed for somebody unknown sees and takes them back after leaving too', async () => {
  const [mo, res] = [await someone('Mo'), await someone('Res')]
  const [at, there] = [await make(mo, 'place', { name: 'Typed' }), await make(mo, 'place', { name: 'Elsewhere' })]
  await bring(mo, res, at.address)
  made(await propose(mo, await say(mo, at, WORDS, { is: 'role', role: 'a resident' }), there.id))
  await yes(res)
  expect(await wordsIn(mo, there)).toEqual([WORDS])
  await leave(res, at)
  const [mine] = (await res.api.crossings.mine({})).crossings
  expect(mine).toMatchObject({ part: 'may_be_mine', can: { takeBack: true } })
  made(await res.api.crossings.takeBack({ attempt: attempt(), id: mine!.id }))
  expect(JSON.stringify(await wordsIn(mo, there))).not.toContain('children')
})

test('whoever left is told nothing of what was answered after them', async () => {
  const [mo, res, lee] = [await someone('Mo'), await someone('Res'), await someone('Lee')]
  const [at, there] = [await make(mo, 'place', { name: 'Typed on' }), await make(mo, 'place', { name: 'Not there' })]
  await bring(mo, res, at.address)
  await bring(mo, lee, at.address, {}, [res])
  await propose(mo, await say(mo, at, WORDS, { is: 'role', role: 'a resident' }), there.id)
  await yes(res)
  await leave(res, at)
  expect((await res.api.crossings.mine({})).crossings).toEqual([])
  await yes(lee, 'stays')
  expect((await mo.api.crossings.mine({})).crossings.map((one) => one.state)).toEqual(['stays'])
  expect((await res.api.crossings.mine({})).crossings).toEqual([])
})

test('a quotation dressed up with signs nobody sees goes when its words are taken back', async () => {
  const [mo, bea] = [await someone('Mo'), await someone('Bea')]
  const [from, at] = [await make(bea, 'place', { name: 'Source' }), await make(mo, 'place', { name: 'Quoting' })]
  await bring(mo, bea, at.address)
  made(await propose(bea, await say(bea, from), at.id, { hat: 'myself' }))
  const [landed] = (await mo.api.library.evidence({ space: at.id })).items
  const { chapter } = await mo.api.spaces.here({ address: at.address })
  const write = (words: string) =>
    mo.api.insights.write({
      ...{ attempt: attempt(), space: at.id, chapter, words, dissent: '' },
      evidence: [{ id: landed!.id, bears: 'supports' as const }],
    })
  made(await write(`They: ${WORDS.replaceAll('i', 'i\u180E')}`))
  made(await write('Somebody is afraid to speak'))
  const [mine] = (await bea.api.crossings.mine({})).crossings
  made(await bea.api.crossings.takeBack({ attempt: attempt(), id: mine!.id }))
  const left = JSON.stringify(await mo.api.insights.list({ id: at.id } as never)).replaceAll('\u180E', '')
  expect(left).not.toContain('hide what the children')
  expect(left).toContain('afraid to speak')
})

test('what somebody said is theirs to take out, whoever typed it, and nobody else’s', async () => {
  const [mo, bea, out] = [await someone('Mo'), await someone('Bea'), await someone('Out')]
  const at = await make(mo, 'place', { name: 'Typed for her' })
  await bring(mo, bea, at.address)
  const id = await say(mo, at, WORDS, { is: 'member', person: bea.id })
  const take = (who: typeof mo, of = id) => who.api.library.takeOut({ attempt: attempt(), space: at.id, id: of })
  const never = await take(out, attempt()).catch((fault) => fault)
  for (const other of [out, mo])
    await expect(take(other)).rejects.toMatchObject({ code: 'not_found', message: never.message })
  const can = async (who: typeof mo) => (await who.api.library.evidence({ space: at.id })).items[0]!.can.takeOut
  expect([await can(bea), await can(mo)]).toEqual([true, false])
  const { chapter } = await mo.api.spaces.here({ address: at.address })
  const evidence = [{ id, bears: 'quotes' as const }]
  made(
    await mo.api.insights.write({ attempt: attempt(), space: at.id, chapter, words: `She said: ${WORDS}`, evidence }),
  )
  made(await take(bea))
  for (const who of [mo, bea]) {
    expect(await wordsIn(who, at)).toEqual([null])
    expect(JSON.stringify(await who.api.insights.list({ id: at.id } as never))).not.toContain('children')
  }
  await expect(take(bea)).rejects.toMatchObject({ code: 'not_found' })
})

test('why somebody was put out is told to nobody who comes later; why somebody left, they said to everybody', async () => {
  const [mo, bea, carl] = [await someone('Mo'), await someone('Bea'), await someone('Carl')]
  const at = await make(mo, 'place', { name: 'Reasons' })
  for (const who of [bea, carl]) await bring(mo, who, at.address)
  const end = async (by: typeof mo, who: typeof mo, reason: string) => {
    const { id } = await member(by, at.address, who.name)
    made(await by.api.spaces.end({ attempt: attempt(), membership: id, reason }))
  }
  await end(mo, bea, 'She is ill')
  await end(carl, carl, 'A new job')
  const told = JSON.stringify(await mo.api.spaces.memory({ address: at.address }))
  expect(told).toContain('A new job')
  expect(told).not.toContain('She is ill')
})
