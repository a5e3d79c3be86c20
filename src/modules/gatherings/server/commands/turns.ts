import { sql } from 'kysely'
import type { Step } from '#modules/methods/contract/step.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { refuse } from '#shared/result.ts'
import { orderOf } from '../present/turns.ts'
import { speakersIn } from '../queries/turns.ts'

type Round = Extract<Step, { kind: 'round' }>

/** Makes the order of a round, where its method asks for one: of those who are in the room when it begins. */
export async function orderRound(tx: Tx, at: { space_id: string; chapter_id: string }, id: string, step: Round) {
  const { order } = step.settings
  if (order === 'as_they_sit') return
  const people = await speakersIn(tx, at.space_id)
  const ids = orderOf(people, order, Math.random)
  if (ids.length === 0) return
  await tx
    .insertInto('round_turn')
    .values(
      ids.map((person_id, place) => ({
        ...{ space_id: at.space_id, step_id: id, chapter_id: at.chapter_id, person_id, place },
      })),
    )
    .execute()
}

type Took = { step: string; person: string; did: 'spoke' | 'passed' | 'again' }

/** A turn is over, passed or taken once more. */
export async function takeTurn(tx: Tx, _actor: Actor, { step, person, did }: Took) {
  const { rows } = await sql<{ done: boolean }>`
    select take_turn(${step}::uuid, ${person}::uuid, ${did}) as done`.execute(tx)
  if (!rows[0]!.done) return refuse('no_order', 'This round has no order any more. Speak as you sit.')
  return { ok: true as const }
}

/** A private word, once a step; the answer is the same whether it is the first or not. */
export async function nudge(tx: Tx, _actor: Actor, input: { step: string; person: string }) {
  await sql`select nudge_one(${input.step}::uuid, ${input.person}::uuid)`.execute(tx)
  return { ok: true as const }
}
