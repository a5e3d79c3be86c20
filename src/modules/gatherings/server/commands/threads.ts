import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor, Context } from '#platform/access/context.ts'
import { networkOf } from '#platform/access/limits.ts'
import { hashToken, newToken, setCookie } from '#platform/access/session.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { threadsContract } from '../../contract/threads.ts'

type Inputs = InferContractRouterInputs<typeof threadsContract>
const NOT_YOURS = refuse(
  'not_yours',
  'Say first whether you come: “I can’t come, but will take part before and after” opens this. It opens nothing once it is called off.',
)

/** Takes part before and after: in the two threads of the room, and in nothing that lies between them. */
export async function takePart(tx: Tx, _actor: Actor, input: Inputs['takePart']) {
  const { rows } = await sql<{ room: string | null }>`select join_threads(${input.gathering}::uuid) as room`.execute(tx)
  const room = rows[0]!.room
  return room === null ? NOT_YOURS : { ok: true as const, room }
}

export async function takePartByKey(context: Context, input: Inputs['takePartByInvitation']) {
  const { house } = context
  if (!house.limits.allow(`invitation ${networkOf(context.from)}`, 120, 600)) throw new AppError('too_many')
  const token = newToken()
  const device = String(context.request.headers['user-agent'] ?? '').slice(0, 120)
  const room = await house.db.as(null, async (tx) => {
    const { rows } = await sql<{ room: string | null }>`
      select join_threads_by_key(${hashToken(input.key)}, ${randomUUID()}::uuid, ${hashToken(token)}, ${device}) as room`.execute(
      tx,
    )
    return rows[0]!.room
  })
  if (room === null) return NOT_YOURS
  setCookie(house, context.reply, 'guest', token)
  return { ok: true as const, room }
}

/** One line, under one's name; the id made on the device makes a repeat harmless. */
export async function putInThread(tx: Tx, actor: Actor, input: Inputs['putInThread']) {
  const chapter = await tx
    .selectFrom('chapter as c')
    .select(['c.space_id', sql<string | null>`thread_of(c.id)`.as('part'), sql<boolean>`thread_open(c.id)`.as('open')])
    .where('c.id', '=', input.chapter)
    .executeTakeFirst()
  if (chapter === undefined || chapter.part === null) throw new AppError('not_found')
  if (!chapter.open)
    return refuse(
      'closed',
      'This is closed now. What you wrote is still here: copy it, and bring it up with whoever runs it.',
    )
  const known = await tx.selectFrom('thread_line').select('id').where('id', '=', input.id).executeTakeFirst()
  if (known !== undefined) return { ok: true as const, id: known.id }
  await tx
    .insertInto('thread_line')
    .values({
      space_id: chapter.space_id,
      id: input.id,
      chapter_id: input.chapter,
      words: input.words.trim(),
      // After the day there is no room to show it in.
      for_room: input.forRoom && chapter.part === 'before',
      author_id: actor.person,
    })
    .execute()
  await append(tx, { chapter: input.chapter, kind: 'thread.put', subject: input.id, actor: null })
  return { ok: true as const, id: input.id }
}

export async function takeOutOfThread(tx: Tx, actor: Actor, input: Inputs['takeOutOfThread']) {
  const row = await tx
    .deleteFrom('thread_line')
    .where('id', '=', input.id)
    .where('author_id', '=', actor.person)
    .returning('chapter_id')
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  await append(tx, { chapter: row.chapter_id, kind: 'thread.out', subject: input.id, actor: null })
  return { ok: true as const }
}
