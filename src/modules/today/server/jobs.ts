import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { House } from '#platform/access/context.ts'
import { hashToken } from '#platform/access/session.ts'
import type { Database } from '#platform/db/database.ts'
import type { Asked } from '#platform/http/module.ts'
import type { MailFault } from '#platform/mail/mailer.ts'
import { monotonic } from '#platform/time.ts'
import { choose } from './present/choose.ts'
import { anchorOf, letterOf } from './present/letter.ts'
import { sortedAsks } from './queries/list.ts'

const LOOK_EVERY_MS = 5_000
/** After a post office that could not be reached. */
const PAUSE_MS = 60_000
const AT_ONCE = 50

export type Due = { person: string; day: string }
type Sent = 'gone' | 'nothing' | 'again' | 'refused'

const next = new WeakMap<Database, number>()

/** Sends what is due beside everything else: no round of the place's work waits for a post office, and no person does. */
export async function sendLetters(house: House, worker: Database): Promise<void> {
  // Whoever is in a demonstration is invented, and their addresses may be somebody's.
  if (!house.mail.sends || house.demonstration || monotonic() < (next.get(worker) ?? 0)) return
  next.set(worker, Number.POSITIVE_INFINITY)
  void sendDue(house, worker)
    .catch(() => false)
    .then((reached) => next.set(worker, monotonic() + (reached ? LOOK_EVERY_MS : PAUSE_MS)))
}

/** One batch, letter by letter. False once the post office cannot be reached: the rest stays due. */
async function sendDue(house: House, worker: Database): Promise<boolean> {
  for (;;) {
    const due = await lettersDue(worker)
    for (const one of due) if ((await sendOne(house, worker, one)) === 'again') return false
    if (due.length < AT_ONCE) return true
  }
}

/** For whom a letter is due now. */
export async function lettersDue(worker: Database): Promise<Due[]> {
  const { rows } = await worker.as(null, (tx) => sql<Due>`select person, day from digests_due(${AT_ONCE})`.execute(tx))
  return rows
}

/**
 * One letter, at most once: it is taken up by its key before it is written, and what it says, to whom and where is asked
 * only then. Killed in between, it is not sent at all; the next day has one of its own.
 */
export async function sendOne(house: House, worker: Database, { person, day }: Due): Promise<Sent | null> {
  const secret = randomBytes(32).toString('base64url')
  const { rows } = await worker.as(null, (tx) =>
    sql<{ to: string | null }>`select take_digest(${person}::uuid, ${day}::date, ${hashToken(secret)}) as to`.execute(
      tx,
    ),
  )
  const to = rows[0]?.to ?? null
  if (to === null) return null
  const state = await write(house, { person, day }, secret).then(
    (letter) => (letter === null ? 'nothing' : post(house, { to, ...letter })),
    () => 'again' as const,
  )
  await worker.as(null, (tx) =>
    sql`select settle_digest(${person}::uuid, ${day}::date, ${state}, ${state === 'again' ? '2 minutes' : null}::interval)`.execute(
      tx,
    ),
  )
  return state
}

/** What waits for them at this moment, under their own policies and with their journal shut; null when nothing does. */
async function write(house: House, { person, day }: Due, secret: string) {
  return house.db.read({ shut: person }, async (db) => {
    const { waiting } = await sortedAsks(db, person, day, house)
    const choice = await db.selectFrom('digest_choice').select('how').where('person_id', '=', person).executeTakeFirst()
    const how = choice?.how as 'daily' | 'weekly' | null | undefined
    if (waiting.length === 0 || how == null) return null
    const named = choose(waiting, day).map(({ ask }) => ask)
    const anchor = (ask: Asked) => anchorOf(ask, person, house)
    return letterOf({ named, waiting: waiting.length, how }, anchor, house.settings.baseUrl, secret)
  })
}

/**
 * Hands a letter to the post office. What was surely not taken goes again later, or never where it was refused for good;
 * what may have been taken does not go twice.
 */
async function post(house: House, letter: Parameters<House['mail']['send']>[0]): Promise<Sent> {
  try {
    await house.mail.send(letter)
    return 'gone'
  } catch (fault) {
    const { maybeTaken, code } = (fault as { fault: MailFault }).fault
    if (maybeTaken) return 'gone'
    return code !== null && code >= 500 ? 'refused' : 'again'
  }
}

/** Letters of long ago are forgotten, and their links with them. */
export async function sweepLetters(worker: Database): Promise<Record<string, number>> {
  const { rows } = await worker.as(null, (tx) => sql<{ gone: number }>`select sweep_digests() as gone`.execute(tx))
  return { digest: rows[0]!.gone }
}
