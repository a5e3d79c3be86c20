import { sql } from 'kysely'
import { currentMethod } from '#modules/methods/server/index.ts'
import { KEPT_OUT } from '#modules/spaces/contract/rules.ts'
import type { House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'

type Rule = { keptOut: readonly string[]; door: 'code' | 'let_in' }

/** Who may not be in the room, by the strictest of its call and of every method on its run sheet: fixed when the doors open. */
export async function strictest(tx: Tx, house: House, room: string, call: Rule): Promise<Rule> {
  const items = await tx
    .selectFrom('agenda_item')
    .select('method_key')
    .distinct()
    .where('space_id', '=', room)
    .where('method_key', 'is not', null)
    .execute()
  const kept = new Set<string>(call.keptOut)
  let { door } = call
  for (const { method_key } of items) {
    const rule = (await currentMethod(house, method_key!))?.method.safe_space
    for (const one of rule?.not_in_room ?? []) kept.add(one)
    if (rule?.door === 'let_in') door = 'let_in'
  }
  // Whoever is talked about in a method is told by its page; at a door nobody can be asked about it.
  return { keptOut: KEPT_OUT.filter((one) => kept.has(one)), door }
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
