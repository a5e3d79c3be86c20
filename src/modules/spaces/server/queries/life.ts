import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { ENDING_STEPS } from '../../contract/life.ts'
import { here } from '../access.ts'

type Where = { address: string }

/** Where confidence ends in this space. Version 0 while nobody has named anything. */
export async function showLimits(db: Db, _actor: Actor, input: Where) {
  const space = await here(db, input)
  const row = await db.selectFrom('space_limits').selectAll().where('space_id', '=', space.id).executeTakeFirst()
  const { decides, told, safeguarding, version } = row ?? { decides: '', told: '', safeguarding: '', version: 0 }
  return { decides, told, safeguarding, version, named: decides !== '' && told !== '' && safeguarding !== '' }
}

/** What a good end takes, and who did it when. */
export async function showEnding(db: Db, _actor: Actor, input: Where) {
  const space = await here(db, input)
  const rows = await db
    .selectFrom('ending_step as e')
    .leftJoin('person as p', 'p.id', 'e.done_by')
    .select(['e.step', 'e.note', 'e.done_on', 'p.name'])
    .where('e.space_id', '=', space.id)
    .execute()
  return ENDING_STEPS.map((step) => {
    const row = rows.find((one) => one.step === step)
    return { step, done: row === undefined ? null : { by: row.name, on: row.done_on, note: row.note } }
  })
}

/** The bodies that take part, from when to when: whether or not somebody of theirs is in. */
export async function listPartners(db: Db, _actor: Actor, input: Where) {
  const space = await here(db, input)
  const rows = await db
    .selectFrom('space_partner as p')
    .innerJoin('organisation as o', 'o.id', 'p.organisation_id')
    .select(['p.id', 'o.name', 'p.from_day as from', 'p.to_day as to', 'p.reason_joined', 'p.reason_left'])
    .where('p.space_id', '=', space.id)
    .orderBy('o.name')
    .orderBy('p.from_day')
    .execute()
  return rows.map(({ reason_joined, reason_left, ...told }) => ({ ...told, joined: reason_joined, left: reason_left }))
}

/** Spaces that others go on in, into which I am asked. */
export async function listCalls(db: Db) {
  const { rows } = await sql<{ id: string; space_name: string; by_name: string; from_name: string; class: string }>`
    select * from my_calls()`.execute(db as never)
  return rows.map((row) => ({
    id: row.id,
    space: row.space_name,
    by: row.by_name,
    from: row.from_name,
    class: row.class,
  }))
}
