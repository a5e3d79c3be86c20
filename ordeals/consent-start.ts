// Where every sequence of the consent ordeal begins.
import type pg from 'pg'
import { Model } from './consent-model.ts'
import { bringIn, door, foundSpace, makePerson, uid } from './small-world.ts'

export const NAMES = ['ada', 'ben', 'cleo', 'dov', 'eve']

export type Start = { model: Model; people: string[] }

/** A region with two partnerships in it, a group under one, and five people spread over them. */
export async function makeStart(db: pg.Client): Promise<Start> {
  await db.query('begin')
  const people: string[] = []
  for (const name of NAMES) people.push(await makePerson(db, name))
  const [ada, ben, cleo, , eve] = people as [string, string, string, string, string]
  const region = await foundSpace(db, ada, 'region', 'Region', null)
  await bringIn(db, { space: region, person: eve, by: ada, others: [], nonce: 'start 1' })
  // Ben speaks for one organisation in the place; nobody speaks for the other, which Cleo comes from.
  const [harbour, carers] = [uid('organisation', 'harbour'), uid('organisation', 'carers')]
  for (const [id, name] of [
    [harbour, 'Harbour Families'],
    [carers, 'Wear Carers'],
  ])
    await door(db, ada, 'insert into organisation (id, name, made_by) values ($1, $2, $3)', [id, name, ada])
  const place = await foundSpace(db, ada, 'partnership', 'Place', region, { group_consent: 'majority' })
  const group = await foundSpace(db, ada, 'group', 'Group', place)
  const away = await foundSpace(db, eve, 'partnership', 'Away', region)
  await bringIn(db, {
    space: place,
    person: ben,
    by: ada,
    others: [],
    organisation: harbour,
    roles: '{speaks_for_organisation}',
    nonce: 'start 2',
  })
  await bringIn(db, { space: place, person: cleo, by: ada, others: [ben], organisation: carers, nonce: 'start 3' })
  await bringIn(db, { space: group, person: ben, by: ada, others: [], organisation: harbour, nonce: 'start 4' })
  await bringIn(db, { space: away, person: cleo, by: eve, others: [], nonce: 'start 5' })
  await db.query('commit')

  const model = new Model()
  const found = await db.query('select id, name, kind, parent_id from space')
  for (const { id, name, kind, parent_id } of found.rows)
    model.spaces.set(id, { id, name, kind, parent: parent_id, last: 1, majority: id === place, members: [] })
  const memberships = await db.query(
    'select id, space_id, person_id, class, organisation_id, roles from membership order by starts_at, first_chapter',
  )
  model.organisations.set(harbour, { name: 'harbour families', knownTo: ada })
  model.organisations.set(carers, { name: 'wear carers', knownTo: ada })
  for (const { id, space_id, person_id, class: kind, organisation_id, roles } of memberships.rows) {
    const into = model.spaces.get(space_id)!
    if (into.members.length === 0)
      into.members.push({ id, person: person_id, first: 1, class: kind, gone: false, organisation: null, voice: false })
    else model.join(space_id, person_id, kind, id, organisation_id, roles.includes('speaks_for_organisation'))
  }
  return { model, people }
}
