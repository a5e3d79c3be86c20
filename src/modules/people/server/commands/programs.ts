import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor, Context } from '#platform/access/context.ts'
import { requireProof, signedOut } from '#platform/access/procedure.ts'
import { hashToken, newToken } from '#platform/access/session.ts'
import type { Db, Tx } from '#platform/db/database.ts'
import { clock, myZone } from '#platform/time.ts'
import { dayOf } from '#shared/day.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { peopleContract } from '../../contract.ts'
import { tellOfWay } from '../queries/new-ways.ts'

type In = InferContractRouterInputs<typeof peopleContract>
const NEVER = ['person', 'pair', 'room', 'seat']
const MOST = 20

/** Makes a token for programs. It is in this answer and nowhere else, so it is no kept answer of an attempt. */
export async function makeToken({ house, actor }: Context, input: In['makeToken']) {
  if (actor === null || actor.kind !== 'full') throw signedOut()
  const token = newToken()
  const id = randomUUID()
  const made = await house.db.as(actor.person, async (tx) => {
    const now = await clock(tx)
    requireProof(actor, now)
    const spaces = [...new Set(input.spaces)]
    // The policy of the table asks the same; asked before, a space that is not one's own answers like one that is not there.
    const { rows } = await sql<{ may: boolean }>`select may_be_tokens(${spaces}::uuid[]) as may`.execute(tx)
    if (rows[0]?.may !== true) throw new AppError('not_found')
    const { held } = await tx
      .selectFrom('api_token')
      .select((eb) => eb.fn.countAll<number>().as('held'))
      .where('person_id', '=', actor.person)
      .executeTakeFirstOrThrow()
    if (held >= MOST) return refuse('many', `You have ${MOST} tokens. End one that nothing uses any more.`)
    await tx
      .insertInto('api_token')
      .values({
        ...{
          id,
          person_id: actor.person,
          token_hash: hashToken(token),
          name: input.name.trim(),
          may: input.may,
          spaces,
        },
        ...{ made_at: now, ends_at: new Date(now.getTime() + input.days * 86_400_000) },
      })
      .execute()
    return { ok: true as const, id, token }
  })
  if (made.ok) tellOfWay(house, actor.person, 'a token for a program')
  return made
}

export async function endToken(tx: Tx, actor: Actor, { token }: In['endToken']) {
  const { numDeletedRows } = await tx
    .deleteFrom('api_token')
    .where('id', '=', token)
    .where('person_id', '=', actor.person)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new AppError('not_found')
  return { ok: true as const }
}

/** My tokens that are still good, and the spaces that one may be made for. */
export async function listTokens(db: Db, actor: Actor) {
  const rows = await db
    .selectFrom('api_token')
    .select(['id', 'name', 'may', 'spaces', 'made_at', 'seen_on', 'ends_at'])
    .where('person_id', '=', actor.person)
    .where('ends_at', '>', await clock(db))
    .orderBy('made_at', 'desc')
    .execute()
  const spaces = await db
    .selectFrom('space')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any ((select my_spaces())::uuid[])`)
    .where('kind', 'not in', NEVER)
    .orderBy('name')
    .execute()
  const zone = await myZone(db)
  return {
    tokens: rows.map((row) => ({
      ...{ id: row.id, name: row.name, may: row.may as 'read' | 'write' },
      ...{
        made: dayOf(row.made_at, zone),
        seen: row.seen_on as unknown as string | null,
        ends: dayOf(row.ends_at, zone),
      },
      // A space that was left is not named any more: the token opens it no longer either.
      spaces: spaces.filter((space) => row.spaces.includes(space.id)),
    })),
    spaces,
  }
}
