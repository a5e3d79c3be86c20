import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import { hashToken } from '#platform/access/session.ts'
import type { Database } from '#platform/db/database.ts'
import type { MailFault } from '#platform/mail/mailer.ts'
import { monotonic } from '#platform/time.ts'
import { move } from './commands/run.ts'
import { sendsLetters } from './commands/slips.ts'
import { calendarOf } from './present/calendar.ts'
import type { Told } from './present/invitation.ts'
import { letterOf, type SharedLetter, shareLetter } from './present/letter.ts'

const LOOK_EVERY_MS = 2_000
/** After a post office that could not be reached. */
const PAUSE_MS = 60_000
const AT_ONCE = 50
type Sent = 'gone' | 'again' | 'refused' | null

const next = new WeakMap<Database, number>()

/** What is due: the letters of calls, and steps that were open for days and have run out. */
export async function doWhatIsDue(house: House, worker: Database): Promise<void> {
  sendCallLetters(house, worker)
  await moveOverDays(house, worker)
}

/** Sends the letters of calls and of promises that are due, beside everything else: nothing and nobody waits for a post office. */
function sendCallLetters(house: House, worker: Database): void {
  if (!sendsLetters(house) || monotonic() < (next.get(worker) ?? 0)) return
  next.set(worker, Number.POSITIVE_INFINITY)
  void sendDueCalls(house, worker)
    .then((reached) => reached && sendDueShares(house, worker))
    .catch(() => false)
    .then((reached) => next.set(worker, monotonic() + (reached ? LOOK_EVERY_MS : PAUSE_MS)))
}

/** What is due now, letter by letter. False once the post office cannot be reached: the rest stays due. */
async function sendDueCalls(house: House, worker: Database): Promise<boolean> {
  for (;;) {
    const { rows } = await worker.as(null, (tx) =>
      sql<{ id: string }>`select due as id from call_letters_due(${AT_ONCE}) due`.execute(tx),
    )
    for (const { id } of rows) if ((await sendOne(house, worker, id)) === 'again') return false
    if (rows.length < AT_ONCE) return true
  }
}

/** One letter, at most once: it is taken up before it is written, and what it says, to whom and where is asked only then. */
async function sendOne(house: House, worker: Database, id: string): Promise<Sent> {
  const key = randomBytes(32).toString('base64url')
  const taken = await worker.as(null, async (tx) => {
    const { rows } = await sql<{ address: string; kind: 'asks' | 'changed' | 'off' }>`
      select * from take_call_letter(${id}::uuid, ${hashToken(key)})`.execute(tx)
    if (rows[0] === undefined) return null
    const told = await sql<{ told: Told }>`select told_for_letter(${id}::uuid) as told`.execute(tx)
    return { ...rows[0], told: told.rows[0]!.told }
  })
  if (taken === null) return null
  const state = await post(house, taken, key)
  await worker.as(null, (tx) => sql`select settle_call_letter(${id}::uuid, ${state})`.execute(tx))
  return state
}

/** One letter of a call, with its event for a calendar. */
async function post(
  house: House,
  { address, kind, told }: { address: string; kind: 'asks' | 'changed' | 'off'; told: Told },
  key: string,
): Promise<'gone' | 'again' | 'refused'> {
  const host = new URL(house.settings.baseUrl).hostname
  const { link, ...letter } = letterOf(told, kind, house.settings.baseUrl, key)
  const method = kind === 'off' ? 'CANCEL' : 'REQUEST'
  const of = { method, to: { name: told.name, email: address }, from: `no-reply@${host}`, link } as const
  return sent(() =>
    house.mail.send({
      to: address,
      ...letter,
      calendar: { method, content: calendarOf([told], house.settings.baseUrl, of) },
    }),
  )
}

/** What was surely not taken goes again, or never where it was refused for good; what may have been taken does not go twice. */
async function sent(send: () => Promise<unknown>): Promise<'gone' | 'again' | 'refused'> {
  try {
    await send()
    return 'gone'
  } catch (fault) {
    const { maybeTaken, code } = (fault as { fault?: MailFault }).fault ?? { maybeTaken: false, code: null }
    if (maybeTaken) return 'gone'
    return code !== null && code >= 500 ? 'refused' : 'again'
  }
}

/** Tells everybody who was promised and has no account that what was promised is told now. */
async function sendDueShares(house: House, worker: Database): Promise<boolean> {
  const due = await worker.as(null, (tx) =>
    sql<{ id: string }>`select due as id from share_letters_due(${AT_ONCE}) due`.execute(tx),
  )
  for (const { id } of due.rows) {
    const key = randomBytes(32).toString('base64url')
    const { rows } = await worker.as(null, (tx) =>
      sql<SharedLetter & { address: string }>`
        select address, name, title, starts_on::text from take_share_letter(${id}::uuid, ${hashToken(key)})`.execute(
        tx,
      ),
    )
    if (rows[0] === undefined) continue
    const { address, ...told } = rows[0]
    const state = await sent(() => house.mail.send({ to: address, ...shareLetter(told, house.settings.baseUrl, key) }))
    await worker.as(null, (tx) => sql`select settle_share_letter(${id}::uuid, ${state})`.execute(tx))
    if (state === 'again') return false
  }
  return true
}

/** What is over: what people needed there, the letters with their links, and addresses that nothing waits for. */
export async function sweepCalls(worker: Database): Promise<Record<string, number>> {
  const { rows } = await worker.as(null, (tx) =>
    sql<{ gone: number; told: number }>`select sweep_calls() as gone, sweep_shares() as told`.execute(tx),
  )
  return { call_letter: rows[0]!.gone, share_letter: rows[0]!.told }
}

/** What people ticked to talk about, and who was brought together, a week after the day. */
export async function sweepTogether(worker: Database): Promise<Record<string, number>> {
  const { rows } = await worker.as(null, (tx) => sql<{ gone: number }>`select sweep_together() as gone`.execute(tx))
  return { meet_match: rows[0]!.gone }
}

/** Rehearsals that nobody ended. */
export async function sweepRehearsals(worker: Database): Promise<Record<string, number>> {
  const { rows } = await worker.as(null, (tx) => sql<{ gone: number }>`select end_rehearsals_due() as gone`.execute(tx))
  return { rehearsal: rows[0]!.gone }
}

/**
 * Goes on where a step was open for days and its time is over, as whoever facilitates there would: to the next, or, after
 * the last, to the end. Where too few are there for what has no names it is left out: nobody can be asked. What moved meanwhile by hand is left alone, since its version is another.
 */
async function moveOverDays(house: House, worker: Database): Promise<void> {
  const { rows } = await worker.as(null, (tx) =>
    sql<{ activity: string; version: number; facilitator: string }>`select * from steps_run_out(${AT_ONCE})`.execute(
      tx,
    ),
  )
  for (const { activity, version, facilitator } of rows) {
    const actor: Actor = { person: facilitator, session: '', kind: 'full', provedAt: null }
    const go = (to: 'next' | 'end') =>
      house.db.as(facilitator, (tx) => move(tx, actor, { activity, version, to, few: 'left_out' }, house))
    const moved = await go('next')
    if (!moved.ok && moved.reason === 'last') await go('end')
    house.wake.soon()
  }
}
