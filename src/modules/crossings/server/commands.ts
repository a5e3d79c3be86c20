import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { type Refusal, refuse } from '#shared/result.ts'
import type { Form } from '../contract.ts'
import { sealedWords } from './access.ts'

type Proposal = {
  kind: 'entry' | 'evidence'
  source: string
  version: number
  words: string
  form: Form
  target: string
  purpose?: string | undefined
  audience: string
  until?: string | null | undefined
  organisation?: string | null | undefined
}

/**
 * Asks that words go elsewhere. Whose consent that needs is decided by whose words they are and by the rules of the
 * space they leave, in propose_crossing(); here only the exactness of encrypted words is checked.
 */
export async function propose(
  tx: Tx,
  actor: Actor,
  input: Proposal,
  house: House,
): Promise<Refusal | { ok: true; id: string; state: 'went' | 'open' | 'stays' }> {
  const words = input.words.trim()
  const whole = await sealedWords(tx, house, actor.person, input)
  if (whole !== undefined && input.form !== 'theme' && !whole.includes(words)) {
    return refuse(
      'not_these_words',
      'These words are not the ones that stand there. Nothing has gone anywhere. Choose an exact part, or write the theme in a sentence of its own.',
    )
  }
  const today = (await clock(tx)).toISOString().slice(0, 10)
  if (input.until && input.until < today)
    throw new AppError('invalid', undefined, { until: 'Choose a day that is still to come.' })
  const id = randomUUID()
  const { rows } = await sql<{ state: 'went' | 'open' | 'stays' }>`
    select propose_crossing(${id}::uuid, ${input.kind}, ${input.source}::uuid, ${input.version}::integer, ${words}, ${input.form},
      ${input.target}::uuid, ${input.purpose ?? ''}, ${input.audience}, ${input.until ?? null}::date, ${input.organisation ?? null}::uuid) as state`.execute(
    tx,
  )
  return { ok: true, id, state: rows[0]!.state }
}

/** Says yes or no to what I am asked. It is told to nobody, and a "stays" has no reasons. */
export async function answerAsked(
  tx: Tx,
  _actor: Actor,
  input: { id: string; answer: 'goes' | 'stays' },
): Promise<Refusal | { ok: true; id: string }> {
  const { rows } = await sql<{
    state: string
  }>`select answer_consent(${input.id}::uuid, ${input.answer}) as state`.execute(tx)
  if (rows[0]!.state === 'settled')
    return refuse('settled', 'This has been settled in the meantime, so there is nothing left to answer.')
  return { ok: true, id: input.id }
}

/** Takes my words back from every place the crossing put them, in this transaction. */
export async function takeBack(
  tx: Tx,
  _actor: Actor,
  input: { id: string },
): Promise<{ ok: true; id: string; copies: number }> {
  const { rows } = await sql<{ copies: number }>`select take_back(${input.id}::uuid) as copies`.execute(tx)
  return { ok: true, id: input.id, copies: rows[0]!.copies }
}

/** When a person is erased, their words leave every place they went to. */
export async function takeAllBack(tx: Tx): Promise<void> {
  const mine = await tx.selectFrom('crossing').select('id').where(sql<boolean>`i_said(id)`).orderBy('id').execute()
  for (const { id } of mine) await sql`select take_back(${id}::uuid)`.execute(tx)
}
