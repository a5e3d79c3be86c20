import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import { todayIn } from '#modules/spaces/server/index.ts'
import type { Actor, Context, House } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { hashToken, newToken } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { insightsContract } from '../../contract.ts'
import { itemOf } from '../access.ts'
import { withOlder } from '../inquiry/queries/succession.ts'
import { letOut } from '../present.ts'
import { sensibleDays, stillToCome } from './link.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>
const DAYS = 60

/** What the first answer carries and the kept answer of its attempt must not: the token is at rest nowhere. */
const fresh = new WeakMap<object, { link: string; email: string }>()

/** What would be let out of an insight now: as a letter, or as the one page. Null while its sentence is hidden. */
export async function letOutOf(
  tx: Tx,
  insight: { space_id: string; id: string },
  page?: In['send']['page'],
): Promise<string | null> {
  const row = await tx
    .selectFrom('insight')
    .select(['words', 'scope', 'confidence', 'asked', 'change_mind'])
    .where('space_id', '=', insight.space_id)
    .where('id', '=', insight.id)
    .executeTakeFirstOrThrow()
  const older = await withOlder(tx, insight.space_id, [insight.id])
  const against = await tx
    .selectFrom('dissent')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('space_id', '=', insight.space_id)
    .where('insight_id', 'in', older.get(insight.id) ?? [insight.id])
    .executeTakeFirstOrThrow()
  return letOut(row, against.n, page)
}

/** Sends an insight to a seat. What its holder will see was shown before; if it changed since, it is shown again. */
export async function sendInsight(tx: Tx, actor: Actor, input: In['send'], house: House): Promise<Out['send']> {
  const insight = await itemOf(tx, 'insight', input.insight)
  const by_when = input.page?.by_when
  await sensibleDays(tx, { by_when })
  stillToCome(await todayIn(tx, insight.space_id), { by_when })
  const now = await letOutOf(tx, insight, input.page)
  if (now === null) return refuse('hidden', 'Its sentence is hidden until its curators look again. Nothing was sent.')
  if (now !== input.let_out)
    return refuse(
      'changed',
      'This changed while you were writing. Nothing was sent: read what would be seen now, then send it.',
    )
  const seat = await seatOf(tx, insight.space_id, actor, input.seat)
  return deliver(tx, house, {
    kind: 'insight',
    source: insight.id,
    seat,
    words: now,
    note: input.note,
    email: input.email,
  })
}

/** Words of a piece of evidence to one seat. They go when their speaker, and those who read them, have let them go. */
export async function sendWords(tx: Tx, actor: Actor, input: In['sendWords'], house: House): Promise<Out['sendWords']> {
  const evidence = await tx
    .selectFrom('evidence')
    .select('space_id')
    .where('id', '=', input.evidence)
    .executeTakeFirst()
  if (evidence === undefined) throw new AppError('not_found')
  const seat = await seatOf(tx, evidence.space_id, actor, input.seat)
  const { note, email } = input
  return deliver(tx, house, { kind: 'evidence', source: input.evidence, seat, words: input.words.trim(), note, email })
}

type Letter = {
  kind: 'insight' | 'evidence'
  source: string
  seat: string
  words: string
  note: string | undefined
  email: string | undefined
}

/** Whose yes it needs is decided in send_to_seat(), from what the words are and never from who asks. */
async function deliver(tx: Tx, house: House, letter: Letter): Promise<Out['send']> {
  const id = randomUUID()
  const { rows } = await sql<{ state: string }>`
    select send_to_seat(${randomUUID()}::uuid, ${id}::uuid, ${letter.kind}, ${letter.source}::uuid, ${letter.words},
      ${letter.note?.trim() ?? ''}, ${letter.seat}::uuid, ${letter.email ?? ''}) as state`.execute(tx)
  const state = rows[0]!.state
  if (state.startsWith('carries '))
    return refuse(
      'carries',
      `The name of ${state.slice(8)} would go along, and nobody who reads this speaks for them. Nothing was sent: leave the name out, or send it when somebody does.`,
    )
  const answer = {
    ok: true as const,
    id,
    seat: letter.seat,
    state: state as 'inside' | 'went' | 'open' | 'stays',
    link: null,
    mailed: false,
  }
  if (state === 'went') await makeLink(tx, house, answer, id)
  return answer
}

/** The token is made when there is something behind it; of it only the hash is kept. */
export async function makeLink(tx: Tx, house: House, answer: object, receiver: string): Promise<void> {
  const token = newToken()
  const { rows } = await sql<{
    email: string
  }>`select seat_link(${receiver}::uuid, ${hashToken(token)}) as email`.execute(tx)
  const email = rows[0]!.email
  const mailed = email !== '' && house.mail.sends
  Object.assign(answer, { mailed })
  fresh.set(answer, { link: linkOf(house, token), email: mailed ? email : '' })
}

/** A new link for what was sent: the old one stops with it. */
export async function renewLink(tx: Tx, _actor: Actor, input: In['link'], house: House): Promise<Out['link']> {
  const answer = { ok: true as const, id: input.receiver, link: null, mailed: false }
  await makeLink(tx, house, answer, input.receiver)
  return answer
}

/** After the commit: puts the link into this one answer, and mails it. A letter that fails to leave is no failed send. */
export async function handOver(
  answer: Out['send'] | Out['sendLine'] | Out['link'],
  _actor: Actor,
  context: Context,
): Promise<void> {
  const made = fresh.get(answer)
  if (made === undefined || !answer.ok) return
  answer.link = made.link
  if (made.email === '') return
  const place = new URL(context.house.settings.baseUrl).host
  await context.house.mail
    .send({
      to: made.email,
      subject: 'Something was sent to you to hear',
      text: `A learning partnership at ${place} has sent something to the post you hold, and asks whether it reached you.\n\nRead it and answer here, without an account, for ${DAYS} days:\n${made.link}\n\nIt takes about two minutes. Whoever has this link can read it, and whoever opens it first can answer, so keep it to yourself.\n`,
    })
    .catch(() => {
      answer.mailed = false
    })
}

/** The answer from a seat, by its link. A token that is wrong, used up or taken away answers as one that never was. */
export async function answerSeat(context: Context, input: In['seatAnswer']): Promise<Out['seatAnswer']> {
  if (!context.house.limits.allow(`seat ${networkOf(context.from)}`, 60, 600)) throw new AppError('too_many')
  const landed = await context.house.db.as(context.actor?.person ?? null, async (tx) => {
    const { rows } = await sql<{
      landed: boolean
    }>`select seat_answer(${hashToken(input.token)}, ${hashToken(input.device ?? '')}, ${input.answer}, ${input.words?.trim() ?? ''}) as landed`.execute(
      tx,
    )
    return rows[0]?.landed === true
  })
  if (!landed) throw new AppError('not_found')
  return { ok: true }
}

/** The token stands behind the #, so no server on the way, and no log, ever gets it. */
function linkOf(house: House, token: string): string {
  return `${house.settings.baseUrl}/seat#${token}`
}

async function seatOf(tx: Tx, space: string, actor: Actor, seat: In['send']['seat']): Promise<string> {
  if ('id' in seat) {
    const known = await tx
      .selectFrom('seat')
      .select('id')
      .where('space_id', '=', space)
      .where('id', '=', seat.id)
      .executeTakeFirst()
    if (known === undefined) throw new AppError('not_found')
    return known.id
  }
  const id = randomUUID()
  // A post belongs to what the space is: it stands where every member reads.
  const standing = await tx
    .selectFrom('chapter')
    .select('id')
    .where('space_id', '=', space)
    .where('number', '=', 0)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('seat')
    .values({
      id,
      space_id: space,
      chapter_id: standing.id,
      title: seat.title.trim(),
      holder: seat.holder?.trim() ?? '',
      made_by: actor.person,
    })
    .execute()
  return id
}
