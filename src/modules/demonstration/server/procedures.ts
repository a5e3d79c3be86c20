import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { open } from '#platform/access/procedure.ts'
import { hashToken, newToken, openSession, setCookie } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import { demonstrationContract } from '../contract.ts'

type Row = { id: string; name: string; organisation: string }

export const procedures = {
  people: open(demonstrationContract.people, (context) =>
    context.house.db.read(null, async (db) => {
      const { rows } = await sql<Row>`select * from demonstration_people()`.execute(db as never)
      return rows.map((row) => ({ id: row.id, name: row.name, from: row.organisation }))
    }),
  ),
  /** The visitor's session becomes that person's. The database answers nobody outside a demonstration. */
  look: open(demonstrationContract.look, async ({ house, reply }, { person }) => {
    const { rows } = await house.db.read(null, (db) =>
      sql<Row>`select * from demonstration_people() where id = ${person}`.execute(db as never),
    )
    if (rows.length === 0) throw new AppError('not_found')
    const token = await house.db.as(person, (tx) => openSession(tx, person, 'full', 'The demonstration'))
    setCookie(house, reply, 'full', token)
    return { ok: true as const }
  }),
  token: open(demonstrationContract.token, async ({ house }, { name }) => {
    const wanted = name.trim().toLowerCase()
    const { rows } = await house.db.read(null, (db) =>
      sql<Row>`select * from demonstration_people()`.execute(db as never),
    )
    const called = rows.filter((row) => row.name.toLowerCase() === wanted)
    const [one, other] = called.length > 0 ? called : rows.filter((row) => row.name.toLowerCase().includes(wanted))
    if (one === undefined) return refuse('nobody', `Nobody in this demonstration is called ${name.trim()}.`)
    if (other !== undefined)
      return refuse('several', `Several are called that: ${one.name}, ${other.name}. Say the whole name.`)
    const token = newToken()
    const spaces = await house.db.as(one.id, (tx) => giveToken(tx, one.id, token))
    if (spaces.length === 0) return refuse('none', `${one.name} is in no space that a token may open.`)
    return { ok: true as const, token, name: one.name, spaces }
  }),
}

/** A week, for everything of theirs that a token may open. */
async function giveToken(tx: Tx, person: string, token: string) {
  const now = await clock(tx)
  const spaces = await tx
    .selectFrom('space')
    .select(['id', 'name', 'address'])
    .where(sql<boolean>`id = any ((select my_spaces())::uuid[]) and may_be_tokens(array[id])`)
    .orderBy('name')
    .limit(50)
    .execute()
  if (spaces.length > 0)
    await tx
      .insertInto('api_token')
      .values({
        ...{ id: randomUUID(), person_id: person, token_hash: hashToken(token), name: 'The command line' },
        ...{ may: 'write', spaces: spaces.map((space) => space.id) },
        ...{ made_at: now, ends_at: new Date(now.getTime() + 7 * 86_400_000) },
      })
      .execute()
  return spaces.map(({ name, address }) => ({ name, address }))
}
