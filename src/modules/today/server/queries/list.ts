import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'

/** Five things at most: more than that is not asked of anybody in one day. */
const MOST = 5

/** What waits for the reader, asked of every module in their order, the quickest first within each. */
export async function listToday(db: Db, actor: Actor, input: { space?: string | undefined }, house: House) {
  const all = await house.gathered.asks(db, actor.person)
  const here = input.space === undefined ? all : all.filter((ask) => ask.space === input.space)
  return { waiting: here.slice(0, MOST), more: Math.max(0, here.length - MOST) }
}
