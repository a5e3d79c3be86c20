import { createHash } from 'node:crypto'
import type { House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { Ask } from '#platform/http/module.ts'
import { clock } from '#platform/time.ts'

/** So long a new way in is asked about, wherever its person is signed in. */
const ASKED_FOR_MS = 3 * 86_400_000

/** Where the place sends mail, a new way in is told to the address at once; not waited for, and nothing fails with it. */
export function tellOfWay(house: House, person: string, what: string): void {
  if (!house.mail.sends) return
  void house.db
    .read(person, (db) => db.selectFrom('login').select('email').where('person_id', '=', person).executeTakeFirst())
    .then((login) =>
      login === undefined
        ? undefined
        : house.mail.send({
            to: login.email,
            subject: 'A new way in was made: was this you?',
            text: `Somebody, we hope you, made ${what} for your account at ${house.settings.baseUrl}.\n\nIf it was not you: sign in, open the page Me and change your password. That ends every other session, every printed code and every token. Then remove any passkey you do not know.`,
          }),
    )
    .catch(() => {})
}

/** One question for all ways in that were made within three days: was this you? */
export async function newWays(db: Db, person: string): Promise<Ask[]> {
  const now = await clock(db)
  const since = new Date(now.getTime() - ASKED_FOR_MS)
  const found: string[] = []
  for (const [table, name] of [
    ['recovery_code', 'printed codes'],
    ['passkey', 'a passkey'],
    ['api_token', 'a token for a program'],
  ] as const) {
    const row = await db
      .selectFrom(table)
      .select('person_id')
      .where('person_id', '=', person)
      .where('made_at', '>', since)
      .limit(1)
      .executeTakeFirst()
    if (row !== undefined) found.push(name)
  }
  const link = await db
    .selectFrom('mailed_link')
    .select('person_id')
    .where('person_id', '=', person)
    .where('purpose', '=', 'address')
    .where('ends_at', '>', now)
    .limit(1)
    .executeTakeFirst()
  if (link !== undefined) found.push('another address')
  if (found.length === 0) return []
  const mark = createHash('sha256').update(`new ways ${person}`).digest('hex')
  return [
    {
      id: `${mark.slice(0, 8)}-${mark.slice(8, 12)}-4${mark.slice(13, 16)}-8${mark.slice(17, 20)}-${mark.slice(20, 32)}`,
      space: null,
      words: `A new way in was made: ${found.join(', ')}. Was this you?`,
      why: 'If not, change your password: it ends sessions, codes and tokens',
      ...{ minutes: 1, verb: 'Look at it', to: '/me' },
    },
  ]
}
