import { sql } from 'kysely'
import { currentMethod } from '#modules/methods/server/index.ts'
import { KEPT_OUT } from '#modules/spaces/contract/rules.ts'
import type { House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'

type Rule = { keptOut: readonly string[]; door: 'code' | 'let_in' }

/** Who may not be in the room, by the strictest of its call and of every method on its run sheet: fixed when the doors open. */
export async function strictest(tx: Tx, house: House, room: string, call: Rule): Promise<Rule> {
  const items = await tx
    .selectFrom('agenda_item')
    .select(['method_key', 'beside'])
    .where('space_id', '=', room)
    .where('method_key', 'is not', null)
    .execute()
  const kept = new Set<string>(call.keptOut)
  let { door } = call
  for (const key of new Set(items.flatMap((one) => [one.method_key!, ...one.beside]))) {
    const rule = (await currentMethod(house, key))?.method.safe_space
    for (const one of rule?.not_in_room ?? []) kept.add(one)
    if (rule?.door === 'let_in') door = 'let_in'
  }
  // Whoever is talked about in a method is told by its page; at a door nobody can be asked about it.
  return { keptOut: KEPT_OUT.filter((one) => kept.has(one)), door }
}

/**
 * Refuses what would keep somebody out of a room whose doors are open: who may come was said there, some may be in already, and
 * whoever manages somebody was not asked. A stricter door is no such thing: from now on each is let in.
 */
export async function keptOutFromTheStart(tx: Tx, house: House, room: string): Promise<void> {
  const row = await tx
    .selectFrom('gathering_room as r')
    .leftJoin('gathering as g', 'g.id', 'r.gathering_id')
    .select(['r.kept_out', 'r.door', 'r.opened_at', 'r.rehearsal', 'g.kept_out as called'])
    .where('r.space_id', '=', room)
    .executeTakeFirstOrThrow()
  if (row.opened_at === null || row.rehearsal) return
  const door = row.door as Rule['door']
  const rule = await strictest(tx, house, room, { keptOut: [...row.kept_out, ...(row.called ?? [])], door })
  if (rule.keptOut.some((one) => !row.kept_out.includes(one)))
    throw new AppError(
      'refused',
      'The doors are open, and this would keep out some who may be in already. Nothing was changed. Call another gathering for it: who is kept out is said before its doors open.',
    )
  if (rule.door !== row.door)
    await tx.updateTable('gathering_room').set({ door: rule.door }).where('space_id', '=', room).execute()
}

/**
 * Whether somebody who says that they manage one of those in the room stays outside, whichever way they come. It is asked of
 * them, answered, and kept nowhere. A way that leads to no room says so itself.
 */
export async function staysOutside(tx: Tx, said: { manages: boolean }, room: string | null): Promise<boolean> {
  if (!said.manages || room === null) return false
  const { rows } = await sql<{ out: boolean }>`select keeps_managers_out(${room}::uuid) as out`.execute(tx)
  return rows[0]!.out
}
