import { afterAll, beforeAll, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { done, guestIn, nowOf, openGathering } from './testing.ts'

let place: TestPlace
let group: Place
let [ruth, hal]: Somebody[] = []
let [ruthHere, halHere]: Visitor[] = []
const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
beforeAll(async () => {
  place = await startTestPlace()
  ruth = await somebody(place.house, 'Ruth Adams')
  hal = await somebody(place.house, 'Hal Quill')
  group = await space(place.house, ruth)
  await bringIn(place.house, group, [ruth], await somebody(place.house, 'Ben Hart'))
  ;[ruthHere, halHere] = [visit(ruth), visit(hal)]
})
afterAll(() => place.stop())

const inside = (query: string, values: unknown[] = []) =>
  place.cluster.inside(place.databaseName, (admin) => admin.query(query, values))
/** What the space says of who pays. */
const paid = (payer: string) =>
  inside(
    `insert into charter (space_id, chapter_id, purpose, template, anchor, intensity, payer)
       select space_id, id, '', 'group', 'project', 'standard', $2 from chapter where space_id = $1 and number = 0
     on conflict (space_id) do update set payer = excluded.payer`,
    [group.id, payer],
  )
async function standsFor(who: Somebody, body: string, at: Place): Promise<string> {
  const { rows } = await inside(
    'insert into organisation (id, name, made_by) values (gen_random_uuid(), $1, $2) returning id',
    [body, who.id],
  )
  await inside('update membership set organisation_id = $1 where space_id = $2 and person_id = $3', [
    rows[0].id,
    at.id,
    who.id,
  ])
  return rows[0].id
}
const come = async (visitor: Visitor, code: string) => {
  const said = await visitor.api.gatherings.comeIn({ attempt: attempt(), code, class: 'community_member' })
  return said.ok ? said.came : said.reason
}

it('knows a payer by any way in which their name is written, also by the one they had, and nobody by a name that is like it', async () => {
  const away = await space(place.house, hal!)
  const body = await standsFor(hal!, 'The Health & Care Fund', away)
  const shut = await openGathering(ruthHere!, group, [{ talk: 'A talk' }], { keptOut: ['funder'] })
  for (const payer of [
    'The Health & Care Fund',
    'health  and care fund.',
    'Bridgewell/Health and Care Fund',
    'Bridgewell + Health & Care Fund',
    'Bridgewell\nHealth & Care Fund',
    'Paid for by the Health and Care Fund',
    'Health and Care Fund (HCF), London',
  ]) {
    await paid(payer)
    expect(await come(halHere!, shut.code), payer).toBe('kept_out')
  }
  // A body that takes another name is still the one it was.
  await inside('update organisation set name = $2 where id = $1', [body, 'Quill Giving'])
  await inside('insert into organisation_name (organisation_id, name) values ($1, $2) on conflict do nothing', [
    body,
    'The Health & Care Fund',
  ])
  expect(await come(halHere!, shut.code)).toBe('kept_out')
  await paid('The Care Fund')
  expect(await come(halHere!, shut.code)).toBe('in')
})

it('tells nobody by naming payers who belongs to an unlisted space elsewhere; nor of a sibling who pays there', async () => {
  const [mo, fran] = [await somebody(place.house, 'Mo Vane'), await somebody(place.house, 'Fran Ode')]
  const hidden = await space(place.house, mo)
  await inside('update space set unlisted = true where id = $1', [hidden.id])
  await standsFor(mo, 'Vane Foundation', hidden)
  await paid('Vane Foundation')
  const nation = await space(place.house, fran, 'nation')
  const sibling = await space(place.house, fran, 'partnership')
  await inside('update space set parent_id = $1 where id = any ($2::uuid[])', [nation.id, [group.id, sibling.id]])
  await inside("update membership set class = 'funder' where space_id = $1 and person_id = $2", [sibling.id, fran.id])
  const shut = await openGathering(ruthHere!, group, [{ talk: 'A talk' }], { keptOut: ['funder'] })
  expect([await come(visit(mo), shut.code), await come(visit(fran), shut.code)]).toEqual(['in', 'in'])
  expect((await nowOf(ruthHere!, shut.room)).room.reach).toContain('The funder is not here.')
  // Whoever pays for what is above it pays for it.
  await inside("update membership set class = 'funder' where space_id = $1 and person_id = $2", [nation.id, fran.id])
  expect((await nowOf(ruthHere!, shut.room)).room.reach).toContain('The funder is here.')
  await inside('update space set parent_id = null where id = any ($1::uuid[])', [[group.id, sibling.id]])
})

it('keeps nobody out of a room whose doors are open who was not kept out before: some may be in', async () => {
  const { id, room, code } = await openGathering(ruthHere!, group, [{ talk: 'A talk' }])
  await guestIn(place, code, 'Fay', '')
  const call = await ruthHere!.api.gatherings.one({ id })
  const add = (method: string) =>
    ruthHere!.api.gatherings.addItem({
      ...{ attempt: attempt(), room, sort: 'method', title: 'More', minutes: 30, method, reading: null, short: false },
      ...{ beside: [], note: '', before: null, finding: null },
    } as never)
  await expect(add('action-learning-set')).rejects.toThrow(/doors are open/)
  await expect(
    ruthHere!.api.gatherings.change({
      ...{ attempt: attempt(), id, version: call.version, call: { ...callOf(call), keptOut: ['funder'] } },
    } as never),
  ).rejects.toThrow(/doors are open/)
  expect((await ruthHere!.api.gatherings.one({ id })).keptOut).toEqual([])
  expect((await nowOf(ruthHere!, room)).agenda).toHaveLength(1)
  done((await add('what-so-what-now-what')) as never)
})

const callOf = (call: object) => {
  const { title, purpose, kind, way, startsOn, startsAt, zone, minutes, endsOn, place: at, link } = call as never
  const { shareWhat, shareHow, shareBy, paid: pays, door } = call as never
  return {
    ...{ title, purpose, kind, way, startsOn, startsAt, zone, minutes, endsOn, place: at, link, shareWhat, shareHow },
    ...{ shareBy, paid: pays, door },
  }
}

it('lets go of whoever is erased at the door they wait at, and on the one they opened', async () => {
  const [uma, vic] = [await somebody(place.house, 'Uma Calls'), await somebody(place.house, 'Vic Waits')]
  const theirs = await space(place.house, uma)
  await bringIn(place.house, theirs, [uma], ruth!)
  const { room, code } = await openGathering(visit(uma), theirs, [{ talk: 'A talk' }], { door: 'let_in' })
  expect(await come(visit(vic), code)).toBe('waiting')
  const people = () => visit(uma).api.gatherings.people({ room })
  expect((await people()).atDoor.map((one) => one.name)).toEqual(['Vic Waits'])
  await place.house.db.as(vic.id, (tx) => place.house.gathered.forget(tx, vic.id))
  expect((await people()).atDoor).toEqual([])
  expect(JSON.stringify(await place.visitor().api.gatherings.door({ code }))).toContain('Uma Calls')
  await place.house.db.as(uma.id, (tx) => place.house.gathered.forget(tx, uma.id))
  expect(JSON.stringify(await place.visitor().api.gatherings.door({ code }))).not.toContain('Uma Calls')
})
