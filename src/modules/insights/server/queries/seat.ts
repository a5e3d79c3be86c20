import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Context } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { hashToken } from '#platform/access/session.ts'
import { AppError } from '#shared/errors.ts'
import type { insightsContract } from '../../contract.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>
type Row = {
  title: string
  sent_on: string
  let_out: string
  note: string
  answer: string | null
  answer_words: string | null
  can_answer: boolean
  from_one: boolean
}

/** What was let out to one seat, for whoever holds its link; the first opening binds the answer to its device. A wrong token answers as one that never was. */
export async function readSeat(context: Context, input: In['seatPage']): Promise<Out['seatPage']> {
  if (!context.house.limits.allow(`seat ${networkOf(context.from)}`, 120, 600)) throw new AppError('too_many')
  const row = await context.house.db.as(context.actor?.person ?? null, async (tx) => {
    const { rows } =
      await sql<Row>`select * from seat_page(${hashToken(input.token)}, ${hashToken(input.device ?? '')})`.execute(tx)
    return rows[0]
  })
  if (row === undefined) throw new AppError('not_found')
  const taken = row.let_out === ''
  return {
    ...row,
    note: taken ? '' : row.note,
    taken_back: taken,
    answer: row.answer as Out['seatPage']['answer'],
    answer_words: row.answer_words ?? '',
  }
}
