import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { Ask } from '#platform/http/module.ts'
import { myZone } from '#platform/time.ts'
import { dayOf } from '#shared/day.ts'
import { onlyKeeper } from './ways.ts'

/** Who runs the place and who is asked. For anybody else it is not there; whether an address is known is told to nobody. */
export async function readKeepers(db: Db, actor: Actor) {
  await onlyKeeper(db, actor)
  const { rows: keepers } = await sql<{ id: string; name: string }>`select * from keepers_here()`.execute(db as never)
  const { rows: asked } = await sql<{ id: string; address: string; name: string; ends_at: Date }>`
    select * from keeper_askings()`.execute(db as never)
  const zone = await myZone(db)
  return {
    keepers: keepers.map((one) => ({ ...one, me: one.id === actor.person })),
    asked: asked.map((one) => ({ id: one.id, address: one.address, by: one.name, until: dayOf(one.ends_at, zone) })),
  }
}

export async function listKeeperAsks(db: Db) {
  const { rows } = await sql<{ id: string; name: string; ends_at: Date }>`select * from keeper_asks()`.execute(
    db as never,
  )
  const zone = await myZone(db)
  return rows.map((one) => ({ id: one.id, by: one.name, until: dayOf(one.ends_at, zone) }))
}

/** What waits for whoever is asked to run the place. */
export async function asksOfKeepers(db: Db): Promise<Ask[]> {
  return (await listKeeperAsks(db)).map((one) => ({
    ...{ id: one.id, space: null, words: `${one.by} asks you to help run this place. Will you?` },
    why: 'It makes you a member of no space and lets you read nothing. Until you say, nothing changes',
    ...{ minutes: 2, verb: 'Look at it', to: '/place/asked' },
  }))
}
