import type { House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'

/** What is sealed beside a photo. Without `key` its file is noise, so it goes with its owner's key. */
export type Sealed = { key: string; said: string; width: number; height: number }
export type Row = { id: string; entry_id: string; cipher: Buffer }

/** Binds it to its table, row, column and owner. */
export const bind = (id: string, owner: string) => `entry_photo ${id} cipher ${owner}`

/** Opens what is sealed beside a photo, for its owner. */
export async function open(house: House, owner: string, row: Row): Promise<Sealed> {
  return JSON.parse(await house.keys.unseal(owner, bind(row.id, owner), row.cipher)) as Sealed
}

/** One photo as its owner reads it, or not_found. Row-level security decides whose it is. */
export async function rowOf(db: Db, id: string): Promise<Row> {
  const row = await db
    .selectFrom('entry_photo')
    .select(['id', 'entry_id', 'cipher'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row
}
