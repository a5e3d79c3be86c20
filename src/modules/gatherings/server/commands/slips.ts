import { sql } from 'kysely'
import qrcode from 'qrcode'
import type { Actor, Context, House } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { hashToken, newToken } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { Slip } from '../../contract/harvest.ts'
import { readHarvest, whereMine } from '../queries/harvest.ts'
import { readOutputs } from '../queries/outputs.ts'
import { letGo, sayAsked, takeMineBack } from './harvest.ts'
import { signOutput } from './outputs.ts'

/** A key of their own for a guest, told once. Its hash is kept, so nobody can make another that opens the same. */
export async function takeSlip(tx: Tx, actor: Actor, input: { room: string }, house: House) {
  const key = newToken()
  const { rows } = await sql<{
    taken: boolean
  }>`select take_slip(${input.room}::uuid, ${hashToken(key)}) as taken`.execute(tx)
  if (actor.kind !== 'guest' || !rows[0]!.taken)
    return refuse('account', 'You have an account here, and need no slip: it is asked on Today what may leave.')
  const address = new URL(`/slip#${key}`, house.settings.baseUrl).href
  return { ok: true as const, key, address, qr: drawn(address) }
}

/** An address as a code to scan, as one path of unit squares. */
function drawn(address: string) {
  const { size, data } = qrcode.create(address, { errorCorrectionLevel: 'M' }).modules
  const path = Array.from(data, (dark, at) => (dark ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : '')).join('')
  return { size, path }
}

type Opened = {
  person: string
  room: string | null
  name: string
  title: string
  share: Slip['share']
  mail: 'waits' | 'gone' | null
  paid: string
  owed: string
  paid_on: string | null
}

/** Whose slip it is. A wrong one and a lost one answer the same. */
async function opened({ house, from }: Context, key: string): Promise<Opened> {
  const { rows } = await house.db.read(null, (db) =>
    sql<Opened>`select * from open_slip(${hashToken(key)})`.execute(db as never),
  )
  if (rows[0] !== undefined) return rows[0]
  if (!house.limits.allow(`wrong slip ${networkOf(from)}`, 50, 60)) throw new AppError('too_many')
  throw new AppError(
    'refused',
    'This slip opens nothing. Look whether it is whole: a slip that was lost, or taken once more, cannot be replaced.',
  )
}

const guest = (person: string): Actor => ({ person, session: '', kind: 'guest', provedAt: null })

/** What a slip opens: what was promised and what came of it, what is owed, and what may leave or has. */
export async function readSlip(context: Context, input: { key: string }): Promise<Slip> {
  const slip = await opened(context, input.key)
  return context.house.db.read(slip.person, async (db) => {
    const harvest = slip.room === null ? null : await readHarvest(db, guest(slip.person), { room: slip.room })
    return {
      ...{ name: slip.name, title: slip.title, paid: slip.paid, owed: slip.owed, paidOn: slip.paid_on },
      share: slip.share,
      mail: sendsLetters(context.house) ? (slip.mail ?? 'no') : 'never',
      harvest,
      where: harvest?.where ?? (await whereMine(db, guest(slip.person), 'where it went')),
    }
  })
}

/** Whoever is in a demonstration is invented, and their addresses may be somebody's. */
export const sendsLetters = ({ mail, demonstration }: House): boolean => mail.sends && !demonstration

/** An address for one letter; an empty one takes it back. */
export async function slipAddress(context: Context, input: { key: string; email: string }) {
  await opened(context, input.key)
  const { rows } = await context.house.db.as(null, (tx) =>
    sql<{ waits: boolean }>`select leave_address(${hashToken(input.key)}, ${input.email}) as waits`.execute(tx),
  )
  return rows[0]!.waits
    ? { ok: true as const }
    : refuse(
        'told',
        'There is nothing to wait for any more: what came of it stands on this slip, or it was called off. No address was kept.',
      )
}

/** Does as the guest whose slip it is what they could do in the room. */
const withSlip =
  <T extends { key: string }, A>(run: (tx: Tx, actor: Actor, input: T) => Promise<A>) =>
  async (context: Context, input: T): Promise<A> => {
    const { person } = await opened(context, input.key)
    return context.house.db.as(person, (tx) => run(tx, guest(person), input))
  }

type ChoiceBySlip = Parameters<typeof letGo>[2] & { key: string }
export const slipLetGo = withSlip<ChoiceBySlip, Awaited<ReturnType<typeof letGo>>>(letGo)
export const slipAnswer = withSlip<
  Parameters<typeof sayAsked>[2] & { key: string },
  Awaited<ReturnType<typeof sayAsked>>
>(sayAsked)
export const slipTakeBack = withSlip<{ id: string; key: string }, Awaited<ReturnType<typeof takeMineBack>>>(
  takeMineBack,
)

export const slipSign = withSlip<
  Parameters<typeof signOutput>[2] & { key: string },
  Awaited<ReturnType<typeof signOutput>>
>(signOutput)

/** What was kept of the room a slip is from; nothing once the room is gone. */
export async function slipOutputs(context: Context, input: { key: string }) {
  const { person, room } = await opened(context, input.key)
  if (room === null) return { to: '', ready: [], kept: [], promised: [] }
  return context.house.db.read(person, (db) => readOutputs(db, guest(person), { room }))
}

/** What a guest is owed for coming, and the day it was paid: told to them on their slip. */
export async function notePaid(
  tx: Tx,
  _actor: Actor,
  input: { room: string; person: string; owed: string; paidOn: string | null },
) {
  const { rows } = await sql<{ done: boolean }>`
    select note_paid(${input.room}::uuid, ${input.person}::uuid, ${input.owed}, ${input.paidOn}::date) as done`.execute(
    tx,
  )
  if (!rows[0]!.done) throw new AppError('not_found')
  return { ok: true as const }
}
