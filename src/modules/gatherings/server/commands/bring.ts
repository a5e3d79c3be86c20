import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { isNameless, makesSomething, shownWhen, writesOf } from '#modules/methods/contract/derived.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import { CLOSED, roomToRun, stateOf } from '../access.ts'
import { STALE, stepFor, wrongIn } from './put.ts'

const TALKED = ['write', 'discuss', 'round']

/** Brings a line that was written before the day into the step that is on, where its writer said that the room may see it. */
export async function bringIn(tx: Tx, _actor: Actor, input: { line: string; step: string }) {
  const { row, method, step } = await stepFor(tx, input.step)
  if (stateOf(await roomToRun(tx, row.space_id)) === 'closed') return CLOSED
  const line = await tx
    .selectFrom('thread_line')
    .select(['words', 'for_room'])
    .where('id', '=', input.line)
    .where('space_id', '=', row.space_id)
    .executeTakeFirst()
  if (line === undefined) throw new AppError('not_found')
  if (!line.for_room)
    return refuse('theirs', 'Its writer did not say that the room may see it. Ask them, and read it out if they agree.')
  if (row.step_id !== row.id || row.state === 'done' || row.activity_state === 'done') return STALE
  if (isNameless(method, step))
    return refuse(
      'nameless',
      'Here no names are kept, and this has one. It stays apart; read it out when all are shown.',
    )
  const value = { text: line.words }
  const fits = makesSomething(step) && TALKED.includes(step.kind) && step.seen_by === 'room'
  if (!fits || writesOf(step) !== 'each' || wrongIn(step, [{ id: input.line, value, mayGo: null }]) !== null)
    return refuse('no_line', 'This step takes no line as it was written. Read it out, or bring it into another step.')
  const shown = shownWhen(method, step)
  if (row.shown && shown !== 'at_once')
    return refuse('shown', 'It has been shown already, so nothing more goes in. Read it out instead.')
  const { rows } = await sql<{ fresh: boolean }>`
    select bring_line_in(${input.line}::uuid, ${input.step}::uuid, ${randomUUID()}::uuid, ${JSON.stringify(value)}::jsonb,
      ${shown === 'at_once'}, ${step.kept}) as fresh`.execute(tx)
  return { ok: true as const, fresh: rows[0]!.fresh }
}
