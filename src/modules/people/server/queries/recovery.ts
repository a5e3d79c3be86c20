import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor, Context } from '#platform/access/context.ts'
import { hashToken } from '#platform/access/session.ts'
import type { Db } from '#platform/db/database.ts'
import type { Ask } from '#platform/http/module.ts'
import { clock, myZone } from '#platform/time.ts'
import { dayOf } from '#shared/day.ts'
import type { peopleContract } from '../../contract.ts'
import { newWays } from './new-ways.ts'

type In = InferContractRouterInputs<typeof peopleContract>

/** How many printed codes are left, and whoever asks to get back in as me. */
export async function readWayBack(db: Db, actor: Actor) {
  const codes = await db
    .selectFrom('recovery_code')
    .select(['made_at', 'used_at'])
    .where('person_id', '=', actor.person)
    .execute()
  const now = await clock(db)
  // A return that has not opened the journal yet can still be called off.
  const shut = sql<boolean>`done_at > ${now}::timestamptz - interval '14 days' and exists (
    select from password p where p.person_id = ${actor.person}::uuid and p.journal_from > ${now}::timestamptz)`
  const asked = await db
    .selectFrom('recovery_request')
    .select(['id', 'made_at', 'ready_at', 'done_at', 'token_hash'])
    .where('person_id', '=', actor.person)
    .where('cancelled_at', 'is', null)
    .where((is) =>
      is.or([
        is.and([is('done_at', 'is', null), is('ends_at', '>', now)]),
        is.and([is('done_at', 'is not', null), shut]),
      ]),
    )
    .orderBy('made_at')
    .execute()
  const zone = await myZone(db)
  return {
    left: codes.filter((code) => code.used_at === null).length,
    made: codes[0] === undefined ? null : dayOf(codes[0].made_at, zone),
    asked: await Promise.all(
      asked.map(async (one) => ({
        id: one.id,
        made: dayOf(one.made_at, zone),
        vouched: (await stateOf(db, one.token_hash))?.vouched ?? 0,
        from: one.ready_at?.toISOString() ?? null,
        returned: one.done_at !== null,
      })),
    ),
  }
}

async function stateOf(db: Db, hash: Buffer) {
  const { rows } = await sql<{ vouched: number; ready_at: Date | null; over: boolean }>`
    select * from recovery_for(${hash})`.execute(db as never)
  return rows[0]
}

/** How far it has come, for whoever asked. An address that nobody has waits for ever. */
export function readVouching({ house }: Context, { secret }: In['vouching']) {
  return house.db.read(null, async (db) => {
    const state = await stateOf(db, hashToken(secret))
    if (state === undefined) return { state: 'asked' as const, vouched: 0, from: null }
    const { vouched, ready_at: from, over } = state
    const now = await clock(db)
    return {
      state: over
        ? ('over' as const)
        : from === null
          ? ('asked' as const)
          : from <= now
            ? ('ready' as const)
            : ('waiting' as const),
      vouched,
      from: from?.toISOString() ?? null,
    }
  })
}

/** Whoever asks me to say that it is really them. */
export async function listVouchingAsks(db: Db) {
  const { rows } = await sql<{ id: string; name: string; made_at: Date }>`select * from vouching_asks()`.execute(
    db as never,
  )
  const zone = await myZone(db)
  return rows.map((row) => ({ id: row.id, name: row.name, made: dayOf(row.made_at, zone) }))
}

/** Printed codes are offered once, to whoever signs in here; who declined is not asked again. */
async function offersCodes(db: Db, person: string): Promise<boolean> {
  const row = await db
    .selectFrom('login')
    .innerJoin('profile', 'profile.person_id', 'login.person_id')
    .select('login.person_id')
    .where('login.person_id', '=', person)
    .where('profile.codes_declined_on', 'is', null)
    // Nobody signs in to a demonstration, so nobody is shut out of it.
    .where(sql<boolean>`not (select demonstration from installation)`)
    .executeTakeFirst()
  return row !== undefined
}

/** What waits for somebody about ways back in: others', and their own. */
export async function asksOfRecovery(db: Db, person: string): Promise<Ask[]> {
  const actor = { person, session: '', kind: 'full', provedAt: null } as const
  const own = await readWayBack(db, actor)
  const asks: Ask[] = own.asked.map((one) => ({
    ...{ id: one.id, space: null, minutes: 1 },
    words: one.returned
      ? 'Two people let somebody back in as you. Was this you?'
      : 'Somebody asks to get back in as you',
    ...{ why: 'If that is not you, call it off: any device that is signed in can', verb: 'Look at it', to: '/me' },
  }))
  if (own.made === null && (await offersCodes(db, person)))
    asks.push({
      ...{ id: person, space: null, words: 'Print ten codes, in case every way in is lost', minutes: 2 },
      ...{ why: 'Without them it takes two people who know you. You can decline', verb: 'Look at it', to: '/me/codes' },
    })
  asks.push(...(await newWays(db, person)))
  for (const one of await listVouchingAsks(db))
    asks.push({
      ...{ id: one.id, space: null, words: `Is it really ${one.name} who has lost every way in?`, minutes: 5 },
      ...{ why: 'Two who know them say so, each with a code that is read out', verb: 'Say so', to: '/me' },
    })
  return asks
}
