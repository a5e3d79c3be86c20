import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { playersOf, type Someone } from '#modules/spaces/server/testing.ts'
import { type Database, openDatabase } from '#platform/db/database.ts'
import type { TestPlace } from '../../../../tests/support/place.ts'

/** People with a journal of their own and a confirmed address, as anybody who came in by an invitation has them. */
export function peopleOf(place: TestPlace) {
  const players = playersOf(place)
  const someone = async (name: string): Promise<Someone & { email: string }> => {
    const who = await players.someone(name)
    const email = `${who.id.slice(0, 8)}@example.org`
    await place.house.db.as(who.id, async (tx) => {
      await sql`select found_space(${randomUUID()}::uuid, null, 'person', 'Mine', ${randomUUID()}, true, 'Europe/London', 'grantee', '{manager}', null, '{}', null)`.execute(
        tx,
      )
      await tx.insertInto('login').values({ person_id: who.id, email, verified_at: sql<Date>`clock_now()` }).execute()
    })
    return { ...who, email }
  }
  return { ...players, someone }
}

/** The database as the place's repeated work has it. */
export async function workerOf(place: TestPlace): Promise<Database> {
  const { connection } = await place.cluster.place(place.databaseName, { demonstration: false, like: 'template_place' })
  return openDatabase({ ...connection('worker'), max: 2 })
}
