import { sql } from 'kysely'
import { type Tx, withCommit } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const KIND = /^[a-z][a-z_.]*$/

/**
 * Appends an event to a chapter, in the transaction of the command that caused it. It holds ids, never words. It is written
 * with the commit, after everything else: it takes the chapter's lock, in which the whole chapter waits.
 */
export async function append(
  tx: Tx,
  { chapter, kind, subject, actor }: { chapter: string; kind: string; subject: string; actor: string | null },
): Promise<void> {
  for (const id of [chapter, subject, ...(actor === null ? [] : [actor])])
    if (!ID.test(id)) throw new AppError('not_found')
  if (!KIND.test(kind)) throw new AppError('fault')
  const who = actor === null ? 'null' : `'${actor}'`
  withCommit(tx, chapter, `select append_event('${chapter}', '${kind}', '${subject}', ${who}, clock_now())`)
}

/** From here on in this transaction somebody takes back what is theirs: that never ends, also where a space is closed. */
export async function takingBack(tx: Tx): Promise<void> {
  await sql`select set_config('app.forgetting', 'on', true)`.execute(tx)
}
