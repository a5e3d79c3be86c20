import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor, Context } from '#platform/access/context.ts'
import { requireProof, signedOut } from '#platform/access/procedure.ts'
import type { Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { peopleContract } from '../../contract.ts'
import { beginTry } from '../access.ts'
import { onlyKeeper } from '../queries/ways.ts'
import { bindSecret, discover, forgetProvider } from './sso.ts'

type In = InferContractRouterInputs<typeof peopleContract>
const done = { ok: true as const }

export async function allowMailedLinks(tx: Tx, actor: Actor, { allowed }: In['allowMailedLinks']) {
  await onlyKeeper(tx, actor)
  requireProof(actor, await clock(tx))
  const { rows } = await sql<{ done: boolean }>`select allow_mailed_links(${allowed}) as done`.execute(tx)
  if (rows[0]?.done !== true) throw new AppError('not_found')
  return done
}

/** Asks the organisation's sign-in who it is before it is kept; what answers otherwise is not kept. */
export async function addProvider({ house, actor }: Context, input: In['addProvider']) {
  if (actor?.kind !== 'full') throw signedOut()
  await house.db.read(actor.person, async (db) => {
    await onlyKeeper(db, actor)
    requireProof(actor, await clock(db))
  })
  beginTry(house, { [`provider ${actor.person}`]: 20 })
  const found = await discover(house, input.issuer.trim(), input.clientId.trim(), input.clientSecret)
  if (typeof found === 'string') return refuse('issuer', found)
  const { issuer } = found.serverMetadata()
  const id = randomUUID()
  const kept = await house.db
    .as(actor.person, (tx) =>
      tx
        .insertInto('sign_in_provider')
        .values({
          id,
          issuer,
          client_id: input.clientId.trim(),
          secret_cipher: house.keys.wrap(bindSecret(id), Buffer.from(input.clientSecret)),
          words: input.words.trim(),
          organisation: input.organisation.trim(),
        })
        .execute(),
    )
    .then(
      () => true,
      (fault: { code?: string }) => {
        if (fault.code === '23505') return false
        throw fault
      },
    )
  return kept ? { ...done, id } : refuse('issuer', 'This one is in the list already. Remove it first to write it anew.')
}

/** Nobody comes in by it from now on, and nobody is known by it any more. */
export async function removeProvider(tx: Tx, actor: Actor, { provider }: In['removeProvider']) {
  await onlyKeeper(tx, actor)
  requireProof(actor, await clock(tx))
  const { numDeletedRows } = await tx.deleteFrom('sign_in_provider').where('id', '=', provider).executeTakeFirst()
  if (numDeletedRows === 0n) throw new AppError('not_found')
  forgetProvider(provider)
  return done
}
