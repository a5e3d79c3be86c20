// A small world made through the same doors as a real one, and who may read what in it, said from the domain alone.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { role } from './ground.ts'

export const uid = (...of: string[]) => {
  const hex = createHash('md5').update(of.join(':')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

/** Speaks as one role for one person, inside the transaction that is open. */
export async function speakAs(
  db: pg.Client,
  as: string,
  person: string | null,
  chapter = '',
  by: { token?: string; shut?: boolean } = {},
): Promise<void> {
  await db.query(speaking(as, person, chapter, by))
}

/** The statements that make the rest of a transaction somebody's. */
export const speaking = (
  as: string,
  person: string | null,
  chapter: string,
  by: { token?: string; shut?: boolean },
): string =>
  `select set_config('app.person', '${person ?? ''}', true), set_config('app.chapter', '${chapter}', true),
          set_config('app.token', '${by.token ?? ''}', true), set_config('app.shut', '${by.shut ? 'on' : ''}', true);
   set local role "${role(as)}"`

export async function door<Row extends object>(
  db: pg.Client,
  person: string,
  sql: string,
  values: unknown[],
): Promise<Row> {
  await speakAs(db, 'web', person)
  const { rows } = await db.query(sql, values)
  await db.query('reset role')
  return rows[0] as Row
}

export async function makePerson(db: pg.Client, name: string): Promise<string> {
  const id = uid('person', name)
  await door(db, id, 'insert into person (id, name) values ($1, $2)', [id, name])
  await foundSpace(db, id, 'person', `${name}'s journal`, null)
  return id
}

export async function foundSpace(
  db: pg.Client,
  by: string,
  kind: string,
  name: string,
  parent: string | null,
  rules = {},
  roles = '{manager}',
): Promise<string> {
  const id = uid('space', name)
  const charter = kind === 'person' ? null : { purpose: 'planted', template: 'place', anchor: 'place' }
  await door(db, by, `select found_space($1, $2, $3, $4, $5, false, 'Europe/London', 'grantee', $6, null, $7, $8)`, [
    id,
    parent,
    kind,
    name,
    `address-${id}`,
    roles,
    JSON.stringify(rules),
    charter === null ? null : JSON.stringify(charter),
  ])
  return id
}

/** Invited by one, taken up, confirmed, and welcomed by all the others: in at once. Returns the membership. */
export async function bringIn(
  db: pg.Client,
  join: {
    space: string
    person: string
    by: string
    others: string[]
    class?: string
    organisation?: string | null
    roles?: string
    nonce: string
  },
): Promise<string> {
  const id = uid('invitation', join.nonce)
  const token = createHash('sha256').update(id).digest()
  await door(
    db,
    join.by,
    `insert into invitation (id, space_id, token_hash, name, email, class, invited_by, organisation_id, roles, ends_at)
     values ($1, $2, $3, 'planted', 'planted@example.org', $4, $5, $6, $7, clock_now() + interval '7 days')`,
    [id, join.space, token, join.class ?? 'grantee', join.by, join.organisation ?? null, join.roles ?? '{}'],
  )
  await door(db, join.person, 'select accept_invitation($1)', [token])
  const { membership } = await door<{ membership: string }>(
    db,
    join.by,
    'select confirm_invitation($1) as membership',
    [id],
  )
  for (const other of join.others) await door(db, other, 'select welcome($1)', [membership])
  return membership
}

export type Person = 'ada' | 'ben' | 'cleo' | 'dov' | 'eve'
export type World = {
  people: Record<Person, string>
  spaces: { place: string; group: string; away: string; closed: string }
  /** space → number → chapter */
  chapters: Map<string, Map<number, string>>
  /** What each may read: the standing chapter and the dated ones from where they came in. */
  reads: Map<string, Set<string>>
}

/**
 * Ada founds a partnership and a group in it, which she facilitates. Ben comes into both, Dov too and leaves them, Cleo comes into the group last.
 * Eve is in neither; she has a space of her own beside them. Ada has another that is closed.
 */
export async function makeWorld(db: pg.Client): Promise<World> {
  await db.query('begin')
  const names: Person[] = ['ada', 'ben', 'cleo', 'dov', 'eve']
  const people = {} as Record<Person, string>
  for (const name of names) people[name] = await makePerson(db, name)
  const { ada, ben, cleo, dov, eve } = people
  const place = await foundSpace(db, ada, 'partnership', 'Place', null)
  const group = await foundSpace(db, ada, 'group', 'Group', place, {}, '{manager,facilitator}')
  const away = await foundSpace(db, eve, 'partnership', 'Away', null)
  const closed = await foundSpace(db, ada, 'partnership', 'Closed', null)
  const into = async (space: string, person: string, others: string[]) =>
    bringIn(db, { space, person, by: ada, others, nonce: `${space} ${person}` })
  const left = [await into(place, ben, []), await into(place, cleo, [ben]), await into(place, dov, [ben, cleo])].slice(
    2,
  )
  await into(group, ben, [])
  left.push(await into(group, dov, [ben]))
  for (const membership of left) await door(db, dov, `select end_membership($1, 'moved on')`, [membership])
  await into(group, cleo, [ben])
  await db.query('commit')

  const chapters = new Map<string, Map<number, string>>()
  const found = await db.query<{ space_id: string; number: number; id: string }>(
    'select space_id, number, id from chapter',
  )
  for (const row of found.rows)
    chapters.set(row.space_id, (chapters.get(row.space_id) ?? new Map()).set(row.number, row.id))
  const from = (space: string, first: number) =>
    [...chapters.get(space)!].filter(([number]) => number === 0 || number >= first).map(([, id]) => id)
  // A group starts a new chapter for each who comes in; a partnership lets a newcomer of a class already there read back.
  const reads = new Map(names.map((name) => [people[name], new Set(from(uid('space', `${name}'s journal`), 1))]))
  const add = (person: string, ids: string[]) =>
    ids.forEach((id) => {
      reads.get(person)!.add(id)
    })
  for (const person of [ada, ben, cleo]) add(person, from(place, 1))
  add(ada, from(group, 1))
  add(ben, from(group, 2))
  add(cleo, from(group, 4))
  add(eve, from(away, 1))
  add(ada, from(closed, 1))
  return { people, spaces: { place, group, away, closed }, chapters, reads }
}
