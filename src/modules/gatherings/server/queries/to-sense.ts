import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { type Room, roomToRun } from '../access.ts'

/**
 * What waits to be made sense of in the space that called, and what of it is on the run sheet. Read under the reader's own
 * policies there: whoever runs a room for a space that they are not in is told nothing of it.
 * @param also findings that are read whatever became of them
 */
export async function toSenseIn(
  db: Db,
  room: Pick<Room, 'space_id' | 'gathering_id'>,
  house: House,
  also: string[] = [],
) {
  const space = await db
    .selectFrom('gathering as g')
    .innerJoin('space as s', 's.id', 'g.space_id')
    .select(['s.id', 's.name', 's.address'])
    .where('g.id', '=', room.gathering_id)
    .executeTakeFirst()
  if (space === undefined) return { space: null, items: [] }
  const on = await db
    .selectFrom('agenda_item')
    .select(['id', 'finding_id'])
    .where('space_id', '=', room.space_id)
    .where('finding_id', 'is not', null)
    .execute()
  const { id, ...told } = space
  const items = await house.gathered.toSense(db, { space: id, ids: [...on.map((one) => one.finding_id!), ...also] })
  return {
    space: told,
    items: items.map((one) => ({ ...one, item: on.find((item) => item.finding_id === one.id)?.id ?? null })),
  }
}

export const readToSense = async (db: Db, _actor: Actor, input: { room: string }, house: House) =>
  toSenseIn(db, await roomToRun(db, input.room), house)
