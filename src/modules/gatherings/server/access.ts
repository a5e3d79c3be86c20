import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'

/** Whether the reader facilitates in this room. The policies ask the same; here it only decides what is offered. */
export async function facilitates(db: Db, room: string): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`select i_facilitate(${room}::uuid) as yes`.execute(db as never)
  return rows[0]!.yes
}

/** The room as it is, for somebody in it. What is not there and what is not theirs fail the same. */
export async function roomOf(db: Db, room: string) {
  const row = await db.selectFrom('gathering_room').selectAll().where('space_id', '=', room).executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row
}
export type Room = Awaited<ReturnType<typeof roomOf>>

/** The room, for whoever facilitates it: everybody else is answered as if it were not there. */
export async function roomToRun(db: Db, room: string): Promise<Room> {
  const row = await roomOf(db, room)
  if (!(await facilitates(db, room))) throw new AppError('not_found')
  return row
}

/** What whoever facilitates is told once it is over: nothing in the room changes any more. */
export const CLOSED = refuse(
  'closed',
  'This gathering is closed, so its run sheet and what was done in it stay as they are. What you typed is still here: call the next gathering, and put it there.',
)

export const stateOf = (room: Pick<Room, 'opened_at' | 'closed_at'>): 'planned' | 'open' | 'closed' =>
  room.closed_at !== null ? 'closed' : room.opened_at !== null ? 'open' : 'planned'

/** The standing chapter of a space its reader is in. */
export async function standingOf(db: Db, space: string): Promise<string> {
  const row = await db
    .selectFrom('chapter')
    .select('id')
    .where('space_id', '=', space)
    .where('number', '=', 0)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return row.id
}
