import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { Turn } from '../../contract/turns.ts'
import { presentTurns, type Speaker } from '../present/turns.ts'
import { peopleIn } from './people.ts'

/** Who may have a turn: everybody in the room but whoever facilitates, unless there is nobody else. */
export async function speakersIn(db: Db, room: string): Promise<Speaker[]> {
  const people = await peopleIn(db, room)
  const others = people.filter((one) => !one.facilitates)
  return others.length > 0 ? others : people
}

/** The order of the round that is on; null where there is none. */
export async function turnsOf(db: Db, room: string, step: string | null): Promise<Turn[] | null> {
  if (step === null) return null
  const taken = await db
    .selectFrom('round_turn')
    .select(['person_id', 'place', 'state'])
    .where('step_id', '=', step)
    .execute()
  return taken.length === 0 ? null : presentTurns(await speakersIn(db, room), taken)
}

/** Who would like to hear from me in this step, if anybody. */
export async function nudgedBy(db: Db, step: string | null): Promise<string | null> {
  if (step === null) return null
  const row = await db
    .selectFrom('nudge as n')
    .innerJoin('person as p', 'p.id', 'n.from_id')
    .select('p.name')
    .where('n.step_id', '=', step)
    .where('n.person_id', '=', sql<string>`me()`)
    .executeTakeFirst()
  return row?.name ?? null
}
