// A map of who agrees and who trusts: who is in its group sees it and its history, and nobody else learns that it is there.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { toldPastProcedures } from '../../../../tests/support/past-procedures.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import type { Ready } from '../contract/outputs.ts'
import { crowdIn, done, goTo, moveOn, nowOf, openGathering, putSealed, putValue } from './testing.ts'

let place: TestPlace
let group: Place
let people: Record<'ruth' | 'ben' | 'cleo' | 'mo', Somebody>
let [ruthHere, benHere, cleoHere, strangerHere]: Visitor[] = []

const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
const asAdmin = (statement: string, values: unknown[]) =>
  place.cluster.inside(place.databaseName, (admin) => admin.query(statement, values))
const outputsOf = (visitor: Visitor, room: string) => visitor.api.gatherings.outputs({ room })
const keep = (visitor: Visitor, one: Pick<Ready, 'activity' | 'key'>, more: object = {}) =>
  visitor.api.gatherings.keepOutput({ attempt: attempt(), activity: one.activity, key: one.key, ...more })
const artefactOf = async (visitor: Visitor, title: string, of = group.id) => {
  const found = (await visitor.api.library.artefacts({ space: of })).items.find((one) => one.title === title)
  return found === undefined ? null : visitor.api.library.artefact({ space: of, id: found.id })
}
beforeAll(async () => {
  place = await startTestPlace()
  const [ruth, ben, cleo, mo] = [
    await somebody(place.house, 'Ruth Adams'),
    await somebody(place.house, 'Ben Hart'),
    await somebody(place.house, 'Cleo Marsh'),
    await somebody(place.house, 'Mo Field'),
  ]
  people = { ruth, ben, cleo, mo }
  group = await space(place.house, ruth)
  await bringIn(place.house, group, [ruth], ben)
  await bringIn(place.house, group, [ruth, ben], cleo)
  ;[ruthHere, benHere, cleoHere] = [visit(ruth), visit(ben), visit(cleo)]
  strangerHere = visit(await somebody(place.house, 'A stranger'))
})
afterAll(() => place.stop())

const GROUP = 'Map: Thursday gathering'
const MAP = 'Where they stand on the change, for those who made it'

describe('a map of who agrees and who trusts', { timeout: 60_000 }, () => {
  /** Ruth and Ben map the Carers’ Forum with a guest; Cleo, who belongs to the space, stays away. */
  async function mapped(of: string, across: number, answer = 'agree', alone: readonly number[] = []) {
    const { id, room, code, items } = await openGathering(ruthHere!, group, [
      { method: 'agreement-and-trust', reading: 'between-us' },
    ])
    done(await benHere!.api.gatherings.comeIn({ attempt: attempt(), code }))
    const ama = place.visitor()
    await ama.api.gatherings.comeInAsGuest({ attempt: attempt(), code, name: 'Ama', organisation: '' } as never)
    const crowd = await crowdIn(place, code, Math.max(0, alone.length - 1))
    for (const { person } of (await ruthHere!.api.gatherings.people({ room })).atDoor)
      done(await ruthHere!.api.gatherings.letIn({ attempt: attempt(), room, person }))
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    await goTo(ruthHere!, room, 'change')
    await putValue(ruthHere!, room, { text: 'One front door for carers' })
    await goTo(ruthHere!, room, 'list')
    const listed = done(
      (await putValue(ruthHere!, room, { fields: { who: of, touched: 'They run it' } })) as never,
    ) as { lines: string[] }
    await goTo(ruthHere!, room, 'merge')
    const merged = done((await putValue(ruthHere!, room, { name: of, items: [listed.lines[0]!] })) as never) as {
      lines: string[]
    }
    if (alone.length > 0) await placeAlone(room, [ama, ...crowd], merged.lines[0]!, alone)
    await goTo(ruthHere!, room, 'agree')
    await putValue(ruthHere!, room, {
      ...{ item: merged.lines[0]!, across, up: 2, because: 'They said so', sure: 'medium', split: false },
    })
    await goTo(ruthHere!, room, 'approach')
    await putValue(ruthHere!, room, { column: 'against-and-wary', text: '', item: merged.lines[0]! })
    await goTo(ruthHere!, room, 'keep')
    for (const visitor of [benHere!, ama]) await putValue(visitor, room, { answer, words: '' })
    done((await moveOn(ruthHere!, room, 'next')) as never)
    return { id, room, ama }
  }
  async function placeAlone(room: string, visitors: Visitor[], item: string, alone: readonly number[]) {
    await goTo(ruthHere!, room, 'place')
    const { round } = (await nowOf(ruthHere!, room)).activity!.step!
    for (const [n, visitor] of visitors.entries())
      await putSealed(place, visitor, round!, [{ item, across: alone[n]!, up: 1, because: '' }], 'stays')
    await goTo(ruthHere!, room, 'spread')
  }
  const groupsOf = async (visitor: Visitor) => (await visitor.api.spaces.list({})).filter((one) => one.name === GROUP)

  it('is kept with those who made it, and nobody else learns that it is there', async () => {
    const forum = 'Carers’ forum'
    const { id, room, ama } = await mapped(forum, 2)
    const { ready } = await outputsOf(ruthHere!, room)
    const one = ready.find((output) => output.type === 'map')!
    expect(one).toMatchObject({ against: 'none', groups: [] })
    expect(one.words).toContain(`${forum}: Do they agree with the change? 2 of 5. How far do they trust us? 2 of 5.`)
    expect(done(await keep(ruthHere!, one)).state).toBe('went')
    const [there] = await groupsOf(benHere!)
    expect(there).toBeDefined()
    const map = (await artefactOf(benHere!, MAP, there!.id))!
    expect(map.kept[0]!.shape).toMatchObject({
      up: { label: 'How far do they trust us?' },
      things: [
        {
          ...{ name: forum, across: 2, up: 2, sure: 'medium', split: false },
          approach: 'Against it, and does not trust us',
        },
      ],
    })
    // Whoever belongs to the space and stayed away, whoever was there and belongs nowhere, and whoever is a stranger: nothing.
    expect((await outputsOf(ama, room)).kept).toMatchObject([{ type: 'map', words: MAP, to: null }])
    const { address } = there!
    for (const visitor of [cleoHere!, strangerHere!, ama]) {
      const never = await visitor.api.spaces.here({ address: 'never-was-abcd' }).catch((fault) => String(fault))
      expect(await visitor.api.spaces.here({ address }).catch((fault) => String(fault))).toBe(never)
    }
    for (const visitor of [cleoHere!, strangerHere!]) {
      expect(await groupsOf(visitor)).toEqual([])
      expect(await visitor.api.library.keptFrom({ gathering: id })).toEqual([])
      expect((await visitor.api.library.artefacts({ space: there!.id })).items).toEqual([])
      await expect(visitor.api.library.artefact({ space: there!.id, id: map.id })).rejects.toThrow()
      await expect(visitor.api.library.document({ space: there!.id, id: map.versions[0]!.id })).rejects.toThrow()
      expect((await visitor.api.today.find({ text: forum })).groups).toEqual([])
      expect((await visitor.api.library.artefacts({ space: group.id })).items.map((item) => item.title)).not.toContain(
        MAP,
      )
    }
    expect(await benHere!.api.library.keptFrom({ gathering: id })).toMatchObject([{ title: MAP, address }])
    expect((await benHere!.api.today.find({ text: forum })).groups).not.toEqual([])
    // Who calls the next gathering is reminded of whoever is on it, where they are in its group; nobody else is.
    const affected = async (visitor: Visitor) => (await visitor.api.gatherings.affected({ gathering: id })).people
    expect(await affected(benHere!)).toContainEqual({ name: forum, sort: 'mapped', why: null })
    expect(JSON.stringify(await affected(cleoHere!))).not.toContain(forum)
    // In the space that called nothing happened that anybody could be told of.
    const { rows } = await place.cluster.inside(place.databaseName, (admin) =>
      admin.query(
        'select count(*)::integer as n from event e join artefact a on a.id = e.subject where e.space_id = $1 and a.kept_key like $2',
        [group.id, 'agreement-and-trust%'],
      ),
    )
    expect(rows[0].n).toBe(0)
    // Asked past every procedure, the database tells Cleo nothing of it either, nor of a rehearsal; to Ben it tells what is his.
    const { room: rehearsal } = done(await ruthHere!.api.gatherings.rehearse({ attempt: attempt(), room }))
    const inside = await place.cluster.inside(place.databaseName, (admin) =>
      admin.query(
        'select id from chapter where space_id in ($1, $2) and number = 1 union select id from document where space_id = $1',
        [...[there!.id, rehearsal]],
      ),
    )
    const ids = [there!.id, map.id, rehearsal, ...inside.rows.map((row) => String(row.id))]
    const { found: hers, asked } = await toldPastProcedures(place, people.cleo.id, ids, forum)
    expect(hers).toEqual([])
    expect(asked).toBeGreaterThan(1000)
    const { found: his } = await toldPastProcedures(place, people.ben.id, [map.id], forum)
    expect(his).toEqual(expect.arrayContaining(['table artefact', 'table contribution']))
    // Whoever pressed keeps no copy of it on their own page, and neither does the room.
    expect(JSON.stringify(await ruthHere!.api.crossings.mine({}))).not.toContain('They said so')
    const left = await place.cluster.inside(place.databaseName, (admin) =>
      admin.query('select shape, words from room_output where space_id = $1', [room]),
    )
    expect(left.rows).toEqual([{ shape: null, words: MAP }])
  })

  it('goes on with those who are in its group, as the next version, and keeps out whoever is mapped', async () => {
    const body = `Riverside Trust ${randomUUID().slice(0, 8)}`
    const { room } = await mapped(body, 4)
    const one = (await outputsOf(ruthHere!, room)).ready.find((output) => output.type === 'map')!
    const [before] = one.groups
    expect(one.groups.map(({ name, people: n }) => [name, n])).toEqual([[GROUP, 2]])
    expect((await outputsOf(benHere!, room)).ready).toEqual([])
    await expect(keep(ruthHere!, one, { group: group.id })).rejects.toThrow()
    done(await keep(ruthHere!, one, { group: before!.id }))
    const map = (await artefactOf(benHere!, MAP, before!.id))!
    expect(map.versions).toHaveLength(2)
    expect(map.kept.map((version) => version.shape!.things[0]!.across).toSorted()).toEqual([2, 4])
    // Mo belongs to the body that is mapped, though nobody here knew it by name before: they are not let in, then or later.
    const organisation = randomUUID()
    const asked = async (into: string, who: Somebody, of: string | null) => {
      const [invitation, token] = [randomUUID(), Buffer.from(randomUUID())]
      await place.cluster.inside(place.databaseName, async (admin) => {
        await admin.query(`insert into organisation (id, name, made_by) values ($1, $2, $3) on conflict do nothing`, [
          organisation,
          body,
          people.ruth.id,
        ])
        await admin.query(
          `insert into invitation (id, space_id, token_hash, name, email, class, organisation_id, invited_by, accepted_by, ends_at)
           values ($1, $2, $3, $4, 'a@example.org', 'grantee', $5, $6, $7, clock_now() + interval '1 day')`,
          [invitation, into, token, who.name, of, people.ruth.id, who.id],
        )
      })
      return ruthHere!.api.spaces.confirm({ attempt: attempt(), invitation })
    }
    done(await asked(group.id, people.mo, organisation))
    await expect(asked(before!.id, people.mo, null)).rejects.toThrow('This cannot be done from here.')
    await expect(asked(before!.id, people.cleo, organisation)).rejects.toThrow('This cannot be done from here.')
    done(await asked(before!.id, people.cleo, null))
    const belongs = ({ id }: Somebody, to: string | null) =>
      asAdmin('update membership set organisation_id = $3 where space_id = $1 and person_id = $2', [group.id, id, to])
    // Nor does she stay in it who comes to belong to that body later; the others do.
    const of = (space: string) =>
      asAdmin(
        'select person_id = $2 as hers, ends_at is not null as over from membership where space_id = $1 order by 1, 2',
        [space, people.cleo.id],
      )
    const stayed = (await of(before!.id)).rows.filter((row) => !row.hers)
    expect((await of(before!.id)).rows.filter((row) => row.hers)).toEqual([{ hers: true, over: false }])
    await belongs(people.cleo, organisation)
    expect((await of(before!.id)).rows).toEqual([...stayed, { hers: true, over: true }])
    // Called otherwise the body comes no nearer to its map; and whoever belongs to one that takes a mapped name goes from it.
    const called = (id: string, name: string) =>
      asAdmin(
        `insert into organisation (id, name, made_by) values ($1, $2, $3) on conflict (id) do update set name = excluded.name`,
        [id, name, people.ruth.id],
      )
    await called(organisation, 'Another name altogether')
    await expect(asked(before!.id, people.mo, null)).rejects.toThrow('This cannot be done from here.')
    const bens = randomUUID()
    await called(bens, 'Harbour sports')
    await belongs(people.ben, bens)
    expect((await groupsOf(benHere!)).map((one) => one.id)).toContain(before!.id)
    await called(bens, `${body} Ltd`)
    expect((await groupsOf(benHere!)).map((one) => one.id)).not.toContain(before!.id)
    expect((await groupsOf(ruthHere!)).map((one) => one.id)).toContain(before!.id)
    // A word puts nobody out of any group, though it stands in what is on the map.
    const ruths = randomUUID()
    await called(ruths, 'Of Ruth')
    await belongs(people.ruth, ruths)
    for (const word of ['Riverside', 'Trust', 'The', 'Of']) await called(ruths, word)
    expect((await groupsOf(ruthHere!)).map((one) => one.id)).toContain(before!.id)
    await belongs(people.ruth, null)
    // In the space that called they come in as anybody, and learn nothing of a map that was made before.
    await place.cluster.inside(place.databaseName, (admin) =>
      admin.query(
        'update membership set starts_at = clock_now(), first_chapter = 1 where space_id = $1 and person_id = $2',
        [group.id, people.mo.id],
      ),
    )
    const moHere = visit(people.mo)
    expect((await moHere.api.gatherings.list({ space: group.id })).coming).not.toEqual([])
    expect(await groupsOf(moHere)).toEqual([])
    for (const { id } of (await moHere.api.gatherings.list({ space: group.id })).coming)
      expect(await moHere.api.library.keptFrom({ gathering: id })).toEqual([])
    expect((await moHere.api.today.find({ text: body })).groups.flatMap((one) => one.items)).toEqual([])
    await expect(moHere.api.library.artefact({ space: before!.id, id: map.id })).rejects.toThrow()
  })

  it('shows how each placed it alone, as the room was told in numbers and no further', async () => {
    const body = `Night bus ${randomUUID().slice(0, 8)}`
    const { id, room } = await mapped(body, 3, 'agree', [1, 1, 1, 5, 5, 5, 5, 5, 5])
    const told = (await nowOf(benHere!, room)).numbers.find((one) => one.key === 'place')!.told
    const one = (await outputsOf(ruthHere!, room)).ready.find((output) => output.type === 'map')!
    // What the room was told is read from the ledger: nothing else goes on a map, whoever sends it.
    const forged = {
      things: [{ name: body, spread: { answers: 9, cells: { '5 1': { from: 9, to: 9, says: null } } } }],
    }
    const asRuth = (shape: object) =>
      place.house.db.as(people.ruth.id, (tx) =>
        sql`select keep_output(${randomUUID()}::uuid, ${randomUUID()}::uuid, ${one.activity}::uuid, ${one.key}, ${one.words}, ${JSON.stringify(shape)}::jsonb,
          false, false, null, ${`map-${randomUUID()}`}, 'Those who made it', 'Keep')`.execute(tx),
      )
    await expect(asRuth(forged)).rejects.toMatchObject({ code: 'TF003' })
    done(await keep(ruthHere!, one))
    const [kept] = await benHere!.api.library.keptFrom({ gathering: id })
    const there = (await groupsOf(benHere!)).find((group) => group.address === kept!.address)!
    const [thing] = (await artefactOf(benHere!, MAP, there.id))!.kept[0]!.shape!.things
    expect(thing).toMatchObject({ name: body, across: 3, spread: Object.values(told)[0] })
    // Nine answered: none of the bands says how many exactly, or that there were none.
    const cells = Object.values(thing!.spread!.cells!)
    expect(cells.length).toBeGreaterThan(1)
    expect(cells.every(({ from, to }) => to > from)).toBe(true)
    expect(await cleoHere!.api.library.keptFrom({ gathering: id })).toEqual([])
  })

  it('needs two who belong there, and whoever accepts', async () => {
    const { room } = await mapped('The ward', 3, 'not_yet')
    const one = (await outputsOf(ruthHere!, room)).ready.find((output) => output.type === 'map')!
    expect(one.against).toBe('some')
    await place.cluster.inside(place.databaseName, (admin) =>
      admin.query('update membership set ends_at = clock_now() where space_id = $1 and person_id = $2', [
        room,
        people.ben.id,
      ]),
    )
    expect(await keep(ruthHere!, one)).toMatchObject({ ok: false, reason: 'alone' })
    // What was accepted and not kept waits for whoever facilitated, and for nobody else.
    done((await moveOn(ruthHere!, room, 'end')) as never)
    done(await ruthHere!.api.gatherings.close({ attempt: attempt(), room }))
    const waits = async (visitor: Visitor) =>
      (await visitor.api.today.list({ space: room })).waiting.filter((item) => item.verb === 'Keep it')
    expect(await waits(ruthHere!)).toMatchObject([{ words: MAP, to: `/rooms/${room}/leaving` }])
    expect(await waits(benHere!).catch(() => [])).toEqual([])
  })
})
