import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor, Context, House } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { hashToken, newToken } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { insightsContract } from '../../contract.ts'
import { itemOf } from '../access.ts'
import { letOut } from '../present.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>
const DAYS = 60

/** What the first answer carries and the kept answer of its attempt must not: the token is at rest nowhere. */
const fresh = new WeakMap<object, { link: string; email: string }>()

/** Sends an insight to a seat. What its holder will see was shown before; if it changed since, it is shown again. */
export async function sendInsight(tx: Tx, actor: Actor, input: In['send'], house: House): Promise<Out['send']> {
  const insight = await itemOf(tx, 'insight', input.insight)
  const at = { space_id: insight.space_id, chapter_id: insight.chapter_id }
  const row = await tx
    .selectFrom('insight')
    .select(['words', 'scope', 'confidence', 'asked', 'change_mind'])
    .where('space_id', '=', insight.space_id)
    .where('id', '=', insight.id)
    .executeTakeFirstOrThrow()
  const against = await tx
    .selectFrom('dissent')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('space_id', '=', insight.space_id)
    .where('insight_id', '=', insight.id)
    .executeTakeFirstOrThrow()
  const now = letOut(row, against.n)
  if (now === null) return refuse('hidden', 'Its sentence is hidden until its curators look again. Nothing was sent.')
  if (now !== input.let_out)
    return refuse(
      'changed',
      'This changed while you were writing. Nothing was sent: read what would be seen now, then send it.',
    )
  if (await quotesSomebody(tx, insight, now))
    return refuse(
      'quotes',
      'What would go out has the words of a piece of evidence in it. They are their speaker’s: say the insight in your own words, then send it. Nothing was sent.',
    )
  if (await quotesSomebody(tx, insight, input.note ?? ''))
    return refuse(
      'quotes',
      'Your note has the words of a piece of evidence in it. They are their speaker’s: say it in your own words, or bring them by asking. Nothing was sent.',
    )
  const seat = await seatOf(tx, insight.space_id, actor, input.seat)
  const id = randomUUID()
  const token = newToken()
  await tx
    .insertInto('receiver')
    .values({
      ...at,
      id,
      insight_id: insight.id,
      seat_id: seat,
      note: input.note?.trim() ?? '',
      let_out: now,
      sent_by: actor.person,
      link_hash: hashToken(token),
      link_ends_at: await endsAt(tx),
    })
    .execute()
  await append(tx, { chapter: insight.chapter_id, kind: 'insight.sent', subject: id, actor: actor.person })
  const email = input.email ?? ''
  const answer = { ok: true as const, id, seat, link: null, mailed: email !== '' && house.mail.sends }
  fresh.set(answer, { link: linkOf(house, token), email: answer.mailed ? email : '' })
  return answer
}

/** A new link for what was sent: the old one stops with it. */
export async function renewLink(tx: Tx, actor: Actor, input: In['link'], house: House): Promise<Out['link']> {
  const receiver = await tx
    .selectFrom('receiver')
    .select(['space_id', 'chapter_id', 'id'])
    .where('id', '=', input.receiver)
    .executeTakeFirst()
  if (receiver === undefined) throw new AppError('not_found')
  const token = newToken()
  await tx
    .updateTable('receiver')
    .set({ link_hash: hashToken(token), link_ends_at: await endsAt(tx) })
    .where('space_id', '=', receiver.space_id)
    .where('id', '=', receiver.id)
    .execute()
  await append(tx, {
    chapter: receiver.chapter_id,
    kind: 'receiver.link_renewed',
    subject: receiver.id,
    actor: actor.person,
  })
  const answer = { ok: true as const, id: receiver.id, link: null }
  fresh.set(answer, { link: linkOf(house, token), email: '' })
  return answer
}

/** After the commit: puts the link into this one answer, and mails it. A letter that fails to leave is no failed send. */
export async function handOver(answer: Out['send'] | Out['link'], _actor: Actor, context: Context): Promise<void> {
  const made = fresh.get(answer)
  if (made === undefined || !answer.ok) return
  answer.link = made.link
  if (made.email === '') return
  const place = new URL(context.house.settings.baseUrl).host
  await context.house.mail
    .send({
      to: made.email,
      subject: 'Something was sent to you to hear',
      text: `A learning partnership at ${place} has sent something to the post you hold, and asks whether it reached you.\n\nRead it and answer here, without an account, for ${DAYS} days:\n${made.link}\n\nIt takes about two minutes. Whoever has this link can read it and answer, so keep it to yourself.\n`,
    })
    .catch(() => {
      if ('mailed' in answer) answer.mailed = false
    })
}

/** The answer from a seat, by its link. A token that is wrong, used up or taken away answers as one that never was. */
export async function answerSeat(context: Context, input: In['seatAnswer']): Promise<Out['seatAnswer']> {
  if (!context.house.limits.allow(`seat ${networkOf(context.from)}`, 60, 600)) throw new AppError('too_many')
  const landed = await context.house.db.as(null, async (tx) => {
    const { rows } = await sql<{
      landed: boolean
    }>`select seat_answer(${hashToken(input.token)}, ${input.answer}, ${input.words?.trim() ?? ''}) as landed`.execute(
      tx,
    )
    return rows[0]?.landed === true
  })
  if (!landed) throw new AppError('not_found')
  return { ok: true }
}

async function endsAt(tx: Tx): Promise<Date> {
  return new Date((await clock(tx)).getTime() + DAYS * 86_400_000)
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

/** A note leaves the space and cannot be taken back with its evidence, so it must not carry the evidence's words. */
async function quotesSomebody(tx: Tx, insight: { space_id: string; id: string }, note: string): Promise<boolean> {
  if (note.trim() === '') return false
  const rows = await tx
    .selectFrom('insight_evidence as l')
    .innerJoin('evidence as e', (on) => on.onRef('e.space_id', '=', 'l.space_id').onRef('e.id', '=', 'l.evidence_id'))
    .select('e.words')
    .where('l.space_id', '=', insight.space_id)
    .where('l.insight_id', '=', insight.id)
    .where('e.words', 'is not', null)
    .execute()
  const plain = (text: string) => text.toLowerCase().replace(/\s+/g, ' ').trim()
  return rows.some((row) => plain(note).includes(plain(row.words!)))
}
