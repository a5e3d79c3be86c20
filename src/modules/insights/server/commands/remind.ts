import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor, Context, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { refuse } from '#shared/result.ts'
import type { insightsContract } from '../../contract.ts'

type In = InferContractRouterInputs<typeof insightsContract>
type Out = InferContractRouterOutputs<typeof insightsContract>

/** Whom to write to after the commit; an address is told to nobody who asks. */
const letters = new WeakMap<object, string>()

/** Asks once more for an answer, in the same words to everybody, at most once in seven days. */
export async function remind(tx: Tx, _actor: Actor, input: In['remind'], house: House): Promise<Out['remind']> {
  const { rows } = await sql<{ email: string | null }>`select remind_seat(${input.receiver}::uuid) as email`.execute(tx)
  const email = rows[0]!.email
  if (email === null)
    return refuse('too_soon', 'They were asked less than a week ago. Nothing was sent: once a week is often enough.')
  const answer = { ok: true as const, id: input.receiver, mailed: email !== '' && house.mail.sends }
  if (answer.mailed) letters.set(answer, email)
  return answer
}

/** After the commit. The letter has no link and none of the words: they have the link, and the rest is behind it. */
export async function sendReminder(answer: Out['remind'], _actor: Actor, context: Context): Promise<void> {
  const to = letters.get(answer)
  if (to === undefined || !answer.ok) return
  const place = new URL(context.house.settings.baseUrl).host
  await context.house.mail
    .send({
      to,
      subject: 'Something waits for you',
      text: `A learning partnership at ${place} sent something to the post you hold, and has not heard yet whether it reached you.\n\nIt takes about two minutes, by the link you were given. If you have lost it, ask whoever sent it for a new one.\n\nYou are reminded once a week at most.\n`,
    })
    .catch(() => {
      answer.mailed = false
    })
}
