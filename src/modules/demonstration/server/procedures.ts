import { sql } from 'kysely'
import { open } from '#platform/access/procedure.ts'
import { openSession, setCookie } from '#platform/access/session.ts'
import { AppError } from '#shared/errors.ts'
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
}
