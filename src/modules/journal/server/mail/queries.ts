import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { bind } from './access.ts'

/** My address, for me alone, and whether this place takes mail at all. */
export async function readMail(db: Db, actor: Actor, _input: object, house: House) {
  const { mailIn } = house.settings
  const row = await db
    .selectFrom('mail_address')
    .select('cipher')
    .where('person_id', '=', actor.person)
    .executeTakeFirst()
  if (mailIn === undefined || row === undefined) return { takes: mailIn !== undefined, address: null }
  const local = await house.keys.unseal(actor.person, bind(actor.person), row.cipher)
  return { takes: true, address: `${local}@${mailIn.domain}` }
}
