import type { InferContractRouterInputs } from '@orpc/contract'
import type { Actor, House } from '#platform/access/context.ts'
import { requireProof } from '#platform/access/procedure.ts'
import type { Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { refuse } from '#shared/result.ts'
import type { peopleContract } from '../../contract.ts'
import { beginTry, hashPassword, passwordFits } from '../access.ts'
import { ownWays } from '../queries/ways.ts'
import { endOtherSessions, markProved } from './account.ts'

type In = InferContractRouterInputs<typeof peopleContract>
const done = { ok: true as const }

/**
 * The first one may be made by whoever came by SSO or a mailed link, because until then nothing could be written. From
 * then on, and wherever a password or passkey is there, it is changed only after one of them was shown.
 */
export async function makePassphrase(tx: Tx, actor: Actor, { passphrase }: In['makePassphrase']) {
  // One after the other: of two that make the first at once, the second finds one.
  await tx.selectFrom('login').select('person_id').where('person_id', '=', actor.person).forUpdate().execute()
  const own = await ownWays(tx, actor.person)
  const now = await clock(tx)
  if (own.password || own.passphrase || own.passkeys > 0) requireProof(actor, now)
  const hash = await hashPassword(passphrase)
  await tx
    .insertInto('passphrase')
    .values({ person_id: actor.person, hash, changed_at: now })
    .onConflict((there) => there.column('person_id').doUpdateSet({ hash, changed_at: now }))
    .execute()
  await markProved(tx, actor)
  if (own.passphrase) await endOtherSessions(tx, actor)
  return done
}

/** Shows who is there by something that neither an employer nor a mailbox can show. */
export async function provePassphrase(tx: Tx, actor: Actor, { passphrase }: In['provePassphrase'], house: House) {
  const tried = beginTry(house, { [`passphrase ${actor.person}`]: 10 })
  const kept = await tx.selectFrom('passphrase').select('hash').where('person_id', '=', actor.person).executeTakeFirst()
  if (!(await passwordFits(kept?.hash, passphrase)))
    return refuse('wrong', 'That is not your journal passphrase. Nothing was changed; try again.')
  tried.forgive()
  // Who came back on the word of two others has now shown more than that.
  await tx.updateTable('password').set({ journal_from: null }).where('person_id', '=', actor.person).execute()
  await markProved(tx, actor)
  return done
}
