import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append, takingBack } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { memoryContract } from '../../contract/memory.ts'
import { here, type Place } from '../access.ts'
import { todayIn } from '../present/days.ts'

type Inputs = InferContractRouterInputs<typeof memoryContract>

/** Something that happened round us, on its own day, month or period. It lands in the chapter that stood above the input. */
export async function noteContext(tx: Tx, actor: Actor, input: Inputs['noteContext']) {
  const space = await here(tx, input)
  const precise = input.precise ?? 'day'
  const from = precise === 'month' ? `${input.from.slice(0, 7)}-01` : input.from
  const to = precise === 'period' ? (input.to ?? input.from) : precise === 'month' ? lastOfMonth(from) : from
  if (from > (await todayIn(tx, space.id)))
    throw new AppError('invalid', undefined, { from: 'Choose a day that has been.' })
  if (to < from) throw new AppError('invalid', undefined, { to: 'It cannot end before it began.' })
  const id = randomUUID()
  await tx
    .insertInto('context_event')
    .values({
      ...{ id, space_id: space.id, chapter_id: input.chapter, sort: input.sort, precise },
      ...{ from_day: from, to_day: to, words: input.words.trim(), says_who: (input.saysWho ?? '').trim() },
      author_id: actor.person,
    })
    .execute()
  await append(tx, { chapter: input.chapter, kind: 'context.noted', subject: id, actor: actor.person })
  return { ok: true as const, id }
}

export async function takeOutContext(tx: Tx, actor: Actor, input: Inputs['takeOutContext']) {
  await takingBack(tx)
  const row = await tx
    .deleteFrom('context_event')
    .where('id', '=', input.id)
    .returning(['id', 'chapter_id'])
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  await append(tx, { chapter: row.chapter_id, kind: 'context.taken_out', subject: row.id, actor: actor.person })
  return { ok: true as const, id: row.id }
}

/** The strategy we are part of, in our words, said anew as a whole; what was said before stays. */
export async function tieStrategy(tx: Tx, actor: Actor, input: Inputs['tieStrategy']) {
  const space = await here(tx, input)
  const to = input.to ?? null
  if (to !== null && to < input.from) throw new AppError('invalid', undefined, { to: 'It cannot end before it began.' })
  const id = randomUUID()
  const said = { name: input.name.trim(), whose: (input.whose ?? '').trim(), says: (input.says ?? '').trim() }
  const version = await sayStrategy(tx, actor, space, input.version, { ...said, from_day: input.from, to_day: to }, id)
  if (version === null) return overtaken()
  const milestones = (input.milestones ?? []).map(({ on, words }) => ({
    ...{ id: randomUUID(), space_id: space.id, chapter_id: space.standing, parent_strategy_id: id },
    ...{ on_day: on, words: words.trim() },
  }))
  if (milestones.length > 0) await tx.insertInto('strategy_milestone').values(milestones).execute()
  const kind = input.version === 0 ? 'strategy.tied' : 'strategy.changed'
  await append(tx, { chapter: space.standing, kind, subject: id, actor: actor.person })
  return { ok: true as const, version }
}

/** We are no longer part of it. That we were, and what it said, stays in the memory. */
export async function untieStrategy(tx: Tx, actor: Actor, input: Inputs['untieStrategy']) {
  const space = await here(tx, input)
  const before = await tx
    .selectFrom('parent_strategy')
    .select(['name', 'whose', 'says', 'from_day', 'to_day'])
    .where('space_id', '=', space.id)
    .where('version', '=', input.version)
    .where('tied', '=', true)
    .executeTakeFirst()
  if (before === undefined) throw new AppError('not_found')
  const id = randomUUID()
  const version = await sayStrategy(tx, actor, space, input.version, { ...before, tied: false }, id)
  if (version === null) return overtaken()
  await append(tx, { chapter: space.standing, kind: 'strategy.untied', subject: id, actor: actor.person })
  return { ok: true as const, version }
}

type Said = { name: string; whose: string; says: string; from_day: string; to_day: string | null; tied?: boolean }

/** The next version, or null where somebody else was first. */
async function sayStrategy(tx: Tx, actor: Actor, space: Place, base: number, said: Said, id: string) {
  const { rows } = await sql<{ now: number }>`
    select coalesce(max(version), 0)::int as now from parent_strategy where space_id = ${space.id}::uuid`.execute(tx)
  if (rows[0]!.now !== base) return null
  const done = await tx
    .insertInto('parent_strategy')
    .values({
      ...{ id, space_id: space.id, chapter_id: space.standing, version: base + 1 },
      ...{ ...said, said_by: actor.person },
    })
    .onConflict((conflict) => conflict.columns(['chapter_id', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst()
  return done?.version ?? null
}

const overtaken = () =>
  refuse('conflict', 'Somebody said it anew while you were writing. Both are kept: choose, or join them.')

function lastOfMonth(first: string): string {
  const [year, month] = first.split('-').map(Number)
  return new Date(Date.UTC(year!, month!, 0)).toISOString().slice(0, 10)
}
