import { createHash, randomBytes } from 'node:crypto'
import type { Actor, House } from '#platform/access/context.ts'
import type { Db, Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'
const bind = (owner: string) => `mail_address ${owner} cipher`

/** 32 of 32 letters, 160 bits: in small letters, since some mail servers change the case on the way. */
function newLocalPart(): string {
  return [...randomBytes(32)].map((byte) => LETTERS[byte & 31]).join('')
}

/** Of the part before the @: the address itself is never kept in the clear. */
export function hashOf(localPart: string): Buffer {
  return createHash('sha256').update(`journal ${localPart.toLowerCase()}`).digest()
}

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

/** Makes an address, or another in place of the one there was: what is sent to the old one is refused from then on. */
export async function makeAddress(tx: Tx, actor: Actor, _input: object, house: House) {
  if (house.settings.mailIn === undefined) throw new AppError('refused', 'This place takes no mail.')
  const local = newLocalPart()
  const fresh = {
    hash: hashOf(local),
    cipher: await house.keys.seal(actor.person, bind(actor.person), local),
    made_on: (await clock(tx)).toISOString().slice(0, 10),
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
