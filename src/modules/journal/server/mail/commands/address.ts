import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { myToday } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { bind, hashOf, newLocalPart } from '../access.ts'

/** Makes an address, or another in place of the one there was: what is sent to the old one is refused from then on. */
export async function makeAddress(tx: Tx, actor: Actor, _input: object, house: House) {
  if (house.settings.mailIn === undefined) throw new AppError('refused', 'This place takes no mail.')
  const local = newLocalPart()
  const fresh = {
    hash: hashOf(local),
    cipher: await house.keys.seal(actor.person, bind(actor.person), local),
    made_on: await myToday(tx),
  }
  await tx
    .insertInto('mail_address')
    .values({ person_id: actor.person, ...fresh })
    .onConflict((on) => on.column('person_id').doUpdateSet(fresh))
    .execute()
  return { ok: true as const }
}

/** From here on this journal takes no mail. */
export async function dropAddress(tx: Tx, actor: Actor) {
  await tx.deleteFrom('mail_address').where('person_id', '=', actor.person).execute()
  return { ok: true as const }
}
