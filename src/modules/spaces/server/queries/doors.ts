import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'

type Row = {
  id: string
  space_name: string
  inviter: string | null
  announced: boolean
  opens_at: Date | null
  zone: string
}

/** Where I wait to be let in, and by whom: the inviter first, then everybody who is there. */
export async function listDoors(db: Db) {
  const { rows } = await sql<Row>`select * from my_doors() order by space_name, id`.execute(db)
  return rows.map(({ id, space_name: space, inviter, announced, opens_at: opens, zone }) => ({
    ...{ id, space, inviter, announced, opens, zone },
  }))
}
