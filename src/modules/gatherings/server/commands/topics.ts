import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import { callFor } from '../queries/topics.ts'

const NOT_INFORMAL = refuse(
  'not_informal',
  'Topics are offered at an informal meeting. Call one, or put it on the run sheet of this one.',
)

/** What can be talked about, as whoever calls it says. A topic that goes takes what people ticked with it. */
export async function offerTopics(tx: Tx, _actor: Actor, input: { gathering: string; topics: string[] }) {
  const call = await callFor(tx, input.gathering)
  if (!call.calls) throw new AppError('not_found')
  if (call.kind !== 'informal') return NOT_INFORMAL
  const wanted = new Set(input.topics.map((words) => words.trim()))
  const there = await tx.selectFrom('meet_topic').select(['id', 'words']).where('gathering_id', '=', call.id).execute()
  const gone = there.filter((one) => !wanted.has(one.words)).map((one) => one.id)
  if (gone.length > 0) await tx.deleteFrom('meet_topic').where('id', 'in', gone).execute()
  const fresh = [...wanted].filter((words) => !there.some((one) => one.words === words))
  if (fresh.length > 0)
    await tx
      .insertInto('meet_topic')
      .values(
        fresh.map((words) => ({
          ...{ space_id: call.space_id, id: randomUUID(), chapter_id: call.chapter_id, gathering_id: call.id, words },
        })),
      )
      .execute()
  return { ok: true as const }
}

/** What I would like to talk about, all of it at once. */
export async function tickTopics(tx: Tx, actor: Actor, input: { gathering: string; topics: string[] }) {
  const call = await callFor(tx, input.gathering)
  const offered = await tx.selectFrom('meet_topic').select('id').where('gathering_id', '=', call.id).execute()
  const ids = offered.map((one) => one.id)
  if (ids.length === 0) return refuse('nothing_offered', 'Nothing is offered to talk about yet.')
  await tx.deleteFrom('meet_wish').where('topic_id', 'in', ids).where('person_id', '=', actor.person).execute()
  const ticked = input.topics.filter((id) => ids.includes(id))
  if (ticked.length > 0)
    await tx
      .insertInto('meet_wish')
      .values(ticked.map((topic_id) => ({ topic_id, person_id: actor.person })))
      .execute()
  return { ok: true as const }
}

export async function bringTogether(tx: Tx, _actor: Actor, input: { gathering: string }) {
  await sql`select bring_together(${input.gathering}::uuid)`.execute(tx)
  return { ok: true as const }
}
