import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { clock } from '#platform/time.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { spacesContract } from '../../contract.ts'
import { here } from '../access.ts'

type Inputs = InferContractRouterInputs<typeof spacesContract>

/** Says which organisation carries something. Said anew, what was said before stays beside it. */
export async function sayLoad(tx: Tx, actor: Actor, input: Inputs['sayLoad']) {
  const space = await here(tx, input)
  if (input.until !== null && input.until < input.from)
    return refuse('days', 'It ends before it begins. Put the days the other way round; nothing was kept yet.')
  await known(tx, input.organisation)
  const id = randomUUID()
  const thread = input.instead === undefined ? id : await replaceLoad(tx, space.id, input.instead)
  if (thread === null) return moved
  await tx
    .insertInto('shared_load')
    .values({
      id,
      space_id: space.id,
      chapter_id: space.standing,
      thread,
      carries: input.function,
      organisation_id: input.organisation,
      from_day: input.from,
      until: input.until,
      with_what: input.resource.trim(),
      said_by: actor.person,
    })
    .execute()
  await append(tx, { chapter: space.standing, kind: 'load.said', subject: id, actor: actor.person })
  return { ok: true as const, id }
}

async function replaceLoad(tx: Tx, space: string, id: string): Promise<string | null> {
  const done = await tx
    .updateTable('shared_load')
    .set({ replaced_at: await clock(tx) })
    .where('id', '=', id)
    .where('space_id', '=', space)
    .where('replaced_at', 'is', null)
    .returning('thread')
    .executeTakeFirst()
  return done?.thread ?? null
}

const moved = refuse(
  'conflict',
  'Somebody changed this while you were writing. What you typed is still here: look at what stands there now.',
)

async function known(tx: Tx, organisation: string): Promise<void> {
  const row = await tx.selectFrom('organisation').select('id').where('id', '=', organisation).executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
}

type Side = Inputs['sayTie']['one']
async function sideOf(
  tx: Tx,
  space: string,
  side: Side,
): Promise<{ membership: string | null; organisation: string | null }> {
  if ('organisation' in side) {
    await known(tx, side.organisation)
    return { membership: null, organisation: side.organisation }
  }
  const row = await tx
    .selectFrom('membership')
    .select('id')
    .where('id', '=', side.membership)
    .where('space_id', '=', space)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  return { membership: row.id, organisation: null }
}

/** Says who works with whom, for which client, at what pace and with what to show for it. */
export async function sayTie(tx: Tx, actor: Actor, input: Inputs['sayTie']) {
  const space = await here(tx, input)
  const [one, other] = [await sideOf(tx, space.id, input.one), await sideOf(tx, space.id, input.other)]
  if (one.membership === other.membership && one.organisation === other.organisation)
    return refuse('same', 'These are the same. Choose who they work with; nothing was kept yet.')
  if (input.instead !== undefined && (await replaceTie(tx, input.instead, space.id)) === null) return moved
  const id = randomUUID()
  await tx
    .insertInto('working_tie')
    .values({
      id,
      space_id: space.id,
      chapter_id: space.standing,
      one_membership: one.membership,
      one_organisation: one.organisation,
      one_as: input.oneAs,
      other_membership: other.membership,
      other_organisation: other.organisation,
      other_as: input.otherAs,
      client: input.client.trim(),
      pace: input.pace.trim(),
      outputs: input.outputs.trim(),
      said_by: actor.person,
    })
    .execute()
  await append(tx, { chapter: space.standing, kind: 'tie.said', subject: id, actor: actor.person })
  return { ok: true as const, id }
}

async function replaceTie(tx: Tx, id: string, space?: string): Promise<string | null> {
  const done = await tx
    .updateTable('working_tie')
    .set({ replaced_at: await clock(tx) })
    .where('id', '=', id)
    .$if(space !== undefined, (only) => only.where('space_id', '=', space!))
    .where('replaced_at', 'is', null)
    .returning('chapter_id')
    .executeTakeFirst()
  return done?.chapter_id ?? null
}

/** They no longer work together: it leaves the page, and stays in the memory. */
export async function endTie(tx: Tx, actor: Actor, input: Inputs['endTie']) {
  const chapter = await replaceTie(tx, input.tie)
  if (chapter === null) throw new AppError('not_found')
  await append(tx, { chapter, kind: 'tie.ended', subject: input.tie, actor: actor.person })
  return { ok: true as const, id: input.tie }
}

/** What only the leaver knows, in their own words, for everybody in the space. */
export async function noteHandover(tx: Tx, actor: Actor, input: Inputs['noteHandover']) {
  const mine = await tx
    .selectFrom('membership')
    .select(['id', 'space_id'])
    .where('id', '=', input.membership)
    .where('person_id', '=', actor.person)
    .executeTakeFirst()
  if (mine === undefined) throw new AppError('not_found')
  const space = await here(tx, { id: mine.space_id })
  const words = { under_way: input.underWay.trim(), who_knows: input.whoKnows.trim(), written_at: await clock(tx) }
  const done =
    input.version === 0
      ? await tx
          .insertInto('handover_note')
          .values({ membership_id: mine.id, space_id: space.id, chapter_id: space.standing, ...words })
          .onConflict((on) => on.column('membership_id').doNothing())
          .returning('version')
          .executeTakeFirst()
      : await tx
          .updateTable('handover_note')
          .set({ ...words, version: sql<number>`version + 1` })
          .where('membership_id', '=', mine.id)
          .where('version', '=', input.version)
          .returning('version')
          .executeTakeFirst()
  if (done === undefined) return moved
  await append(tx, {
    chapter: space.standing,
    kind: 'membership.handover_noted',
    subject: mine.id,
    actor: actor.person,
  })
  return { ok: true as const, version: done.version }
}
