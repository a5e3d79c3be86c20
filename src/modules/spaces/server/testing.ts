import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { House } from '#platform/access/context.ts'
import { cookieName, hashToken, openSession } from '#platform/access/session.ts'

/** Somebody with an account and an open session, whose cookie is put into the visitor's jar. */
export async function signIn(house: House, jar: Map<string, string>, name: string): Promise<string> {
  const id = randomUUID()
  await house.db.as(id, async (tx) => {
    await tx.insertInto('person').values({ id, name }).execute()
    jar.set(cookieName(house), await openSession(tx, id, 'full', 'A test'))
  })
  return id
}

/** What an inviter's device makes: the secret of a link. */
export const newSecret = () => randomBytes(32).toString('base64url')

/** Takes an invitation up, as the page behind the link does for somebody who has an account. */
export async function takeUp(house: House, person: string, secret: string): Promise<void> {
  await house.db.as(person, (tx) => sql`select accept_invitation(${hashToken(secret)})`.execute(tx))
}

type Reply = { ok: true } | { ok: false; sentence: string }
/** What was made, or the refusal as a failed test. */
export function made<T extends Reply>(reply: T): Extract<T, { ok: true }> {
  if (!reply.ok) throw new Error(reply.sentence)
  return reply as Extract<T, { ok: true }>
}
