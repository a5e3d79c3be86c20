import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import type { Ask } from '#platform/http/module.ts'
import { sayWeekday } from '#shared/day.ts'
import { toldTo } from './invitations.ts'

/** What waits for somebody about gatherings. */
export async function asksOf(db: Db, _person: string): Promise<Ask[]> {
  return toAnswer(db)
}

/** “Will you come?” One minute, by the day of it. */
async function toAnswer(db: Db): Promise<Ask[]> {
  const { rows } = await sql<{ now: string }>`select to_json(clock_now())#>>'{}' as now`.execute(db as never)
  const calls = await toldTo(db)
  return calls
    .filter(
      (told) =>
        told.answer === null && !told.is_off && told.held_on === null && new Date(told.ends) > new Date(rows[0]!.now),
    )
    .map((told) => ({
      id: `come ${told.invitee}`,
      space: told.comes_as === 'member' ? told.space : null,
      words: told.title,
      why: `${sayWeekday(told.starts_on)}, ${told.starts_at}. Will you come?`,
      minutes: 1,
      due: told.starts_on,
      verb: 'Answer',
      to: told.comes_as === 'member' ? `/s/${told.space_address}/gatherings/${told.gathering}` : '/me/calendar',
    }))
}
