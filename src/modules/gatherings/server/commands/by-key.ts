import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { hashToken, newToken, setCookie } from '#platform/access/session.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import { staysOutside } from './safe.ts'

/** Keys are long and never guessed; what is limited is trying. */
function counted({ house, from }: Context): void {
  if (!house.limits.allow(`invitation ${networkOf(from)}`, 120, 600)) throw new AppError('too_many')
}
const NO_KEY = refuse(
  'no_key',
  'Nothing opens with this link any more. It was called off, is over, or you are asked no longer. Ask whoever sent it.',
)

export async function answerByKey(context: Context, input: { key: string; answer: string; needs: string }) {
  counted(context)
  const { rows } = await context.house.db.as(null, (tx) =>
    sql<{
      done: boolean
    }>`select answer_by_key(${hashToken(input.key)}, ${input.answer}, ${input.needs}) as done`.execute(tx),
  )
  return rows[0]!.done ? { ok: true as const } : NO_KEY
}

export async function stopByKey(context: Context, input: { key: string }) {
  counted(context)
  const { rows } = await context.house.db.as(null, (tx) =>
    sql<{ done: boolean }>`select stop_call_letters(${hashToken(input.key)}) as done`.execute(tx),
  )
  return rows[0]!.done ? { ok: true as const } : NO_KEY
}

export type Came = 'in' | 'waiting' | 'no_key' | 'not_open' | 'sign_in' | 'other' | 'kept_out' | 'full'
export const SENTENCES: Record<Exclude<Came, 'in' | 'waiting'>, string> = {
  no_key: NO_KEY.sentence,
  not_open: 'The doors are not open. They open when it begins; this link works then.',
  sign_in: 'You belong to the space that calls, so sign in here first. This link works again then.',
  other: 'This link is somebody else’s, or you are asked already under your own name. Come in by that.',
  kept_out:
    'This gathering was called as a space of its own, and by its rule people in your role are not in the room. Ask whoever called it.',
  full: 'The room is full. Ask whoever runs it to make room; this link goes on working.',
}

/** Comes in by an invitation: signed in as oneself, otherwise as a guest of this room and of nothing else. */
export async function comeInByKey(context: Context, input: { key: string; manages: boolean }) {
  counted(context)
  const { house, actor } = context
  const [token, hash] = [newToken(), hashToken(input.key)]
  const signed = actor?.kind === 'full' && actor.token === undefined ? actor.person : null
  const device = String(context.request.headers['user-agent'] ?? '').slice(0, 120)
  const { came, room } = await house.db.as(signed, async (tx) => {
    const told = await sql<{ room: string | null }>`select t->>'room' as room from told_by_key(${hash}) t`.execute(tx)
    const room = told.rows[0]?.room ?? null
    if (await staysOutside(tx, input, room)) return { came: 'kept_out' as const, room: '' }
    const { rows } = await sql<{ came: Came }>`
      select come_in_by_key(${hash}, ${randomUUID()}::uuid, ${hashToken(token)}, ${device}) as came`.execute(tx)
    return { came: rows[0]!.came, room: room ?? '' }
  })
  if (came === 'no_key') return NO_KEY
  if (came !== 'in' && came !== 'waiting') return refuse(came, SENTENCES[came])
  if (signed === null) setCookie(house, context.reply, 'guest', token)
  return { ok: true as const, room, came }
}
