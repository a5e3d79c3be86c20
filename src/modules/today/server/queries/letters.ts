import type { InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { todayContract } from '../../contract.ts'

type Out = InferContractRouterOutputs<typeof todayContract>
/** What stands in the form before anybody has chosen: nothing by mail, and evenings and week-ends left alone. */
const FIRST = { how: null, weekday: 1, quiet_days: [6, 7], quiet_from: 18, quiet_until: 8 }

/** How whoever asks is told by mail, and whether they can be. */
export async function readLetters(db: Db, actor: Actor, _input: object, house: House): Promise<Out['letters']> {
  const row = await db.selectFrom('digest_choice').selectAll().where('person_id', '=', actor.person).executeTakeFirst()
  const login = await db
    .selectFrom('login')
    .select(['email', 'verified_at'])
    .where('person_id', '=', actor.person)
    .executeTakeFirst()
  const last = await db
    .selectFrom('digest')
    .select('day')
    .where('person_id', '=', actor.person)
    .where('state', '=', 'gone')
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { rows } = await sql<{ zone: string }>`select my_zone() as zone`.execute(db as never)
  const choice = row ?? FIRST
  return {
    sends: house.mail.sends && !house.demonstration,
    address: login?.email ?? '',
    confirmed: login?.verified_at != null,
    zone: rows[0]!.zone,
    last: last?.day ?? null,
    how: (choice.how as 'daily' | 'weekly' | null) ?? 'none',
    weekday: choice.weekday,
    quietDays: choice.quiet_days,
    quietFrom: choice.quiet_from,
    quietUntil: choice.quiet_until,
  }
}

/** Today's part of "everything of mine". */
export async function mineOf(db: Db, person: string): Promise<Record<string, unknown>> {
  const of = (table: 'ask_aside' | 'last_look') =>
    db.selectFrom(table).selectAll().where('person_id', '=', person).execute()
  return {
    putAside: await of('ask_aside'),
    lookedLast: await of('last_look'),
    byMail: await db.selectFrom('digest_choice').selectAll().where('person_id', '=', person).execute(),
    letters: await db.selectFrom('digest').select(['day', 'state']).where('person_id', '=', person).execute(),
  }
}
