import { sql } from 'kysely'
import { todayIn } from '#modules/spaces/server/index.ts'
import type { Db } from '#platform/db/database.ts'
import type { ToSense } from '#platform/http/module.ts'
import { ENDED } from './findings.ts'

/** More than these are read on the page of findings. */
const MOST = 8

/** The findings that wait in a space, the earliest day first, and these whatever became of them: as far as the reader reads. */
export async function waitingToSense(db: Db, of: { space: string; ids: string[] }): Promise<ToSense[]> {
  const today = await todayIn(db, of.space)
  const { rows } = await sql<Omit<ToSense, 'late' | 'to'> & { address: string }>`
    select f.id, f.words, f.sense_by::text as by, s.address from finding f join space s on s.id = f.space_id
     where f.space_id = ${of.space}::uuid and (f.id = any (${of.ids}::uuid[]) or not ${ENDED})
     order by f.id = any (${of.ids}::uuid[]) desc, f.sense_by, f.id limit ${MOST + of.ids.length}`.execute(db as never)
  return rows.map(({ address, ...row }) => ({
    ...row,
    late: row.by < today,
    to: `/s/${address}/insights/${row.id}?kind=finding`,
  }))
}
