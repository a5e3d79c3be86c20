import { randomUUID } from 'node:crypto'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { consolidationContract } from '../../../contract/consolidation.ts'
import { itemOf, lockChain } from '../../access.ts'
import { followedBy } from '../queries/succession.ts'
import { put } from './anew.ts'

type In = InferContractRouterInputs<typeof consolidationContract>
type Out = InferContractRouterOutputs<typeof consolidationContract>
type New = In['consolidate']['made'][number]

/** How many become how many, for each way. */
const SHAPE: Record<In['consolidate']['how'], (old: number, made: number) => boolean> = {
  merge: (old, made) => old > 1 && made === 1,
  split: (old, made) => old === 1 && made > 1,
  supersede: (old, made) => old === 1 && made === 1,
}

/**
 * Writes what takes the place of others. The others stay as they were: what points to them still does, their views
 * against stand beside the new one, and the evidence of all of them is under it. It is written where the fewest of those
 * who read the others read, so that nobody reads through it what they did not read before.
 */
export async function consolidate(tx: Tx, actor: Actor, input: In['consolidate']): Promise<Out['consolidate']> {
  const old = [...new Set(input.old)]
  if (!SHAPE[input.how](old.length, input.made.length))
    throw new AppError('invalid', undefined, { made: 'This is not how many come of it. Look at what you chose.' })
  await lockChain(tx, input.space)
  for (const id of old) await itemOf(tx, 'insight', id, input.space)
  if ((await followedBy(tx, input.space, old)).size > 0)
    return refuse(
      'taken',
      'Something else has taken its place already. Open it again to see what. Nothing was changed; what you typed is still here.',
    )
  const chapter = await narrowestOf(tx, input.space, old)
  const under = await evidenceOf(tx, input.space, old)
  if (under.length === 0)
    return refuse(
      'nothing',
      'Nothing is left under it: its words were taken back, or their time is over. Write a new insight on what there is. Nothing was changed.',
    )
  const ids: string[] = []
  for (const made of input.made) ids.push(await writeOne(tx, actor, { space: input.space, chapter, made, under }))
  for (const from of old)
    for (const to of ids)
      await put(tx, 'insight_succession', {
        ...{ space_id: input.space, chapter_id: chapter, old_id: from, new_id: to },
        ...{ how: input.how, why: input.why?.trim() ?? '', author_id: actor.person },
      })
  for (const id of ids) await append(tx, { chapter, kind: 'insight.consolidated', subject: id, actor: actor.person })
  return { ok: true, ids }
}

type Under = { evidence_id: string; bears: 'supports' | 'against' }

async function writeOne(
  tx: Tx,
  actor: Actor,
  what: { space: string; chapter: string; made: New; under: Under[] },
): Promise<string> {
  const { made } = what
  const id = randomUUID()
  const at = { space_id: what.space, chapter_id: what.chapter }
  await put(tx, 'insight', {
    ...{ ...at, id, words: made.words.trim(), scope: made.scope?.trim() ?? '', parties: made.parties ?? '' },
    ...{ loop: made.loop ?? '', confidence: made.confidence ?? 'fairly' },
    ...{ change_mind: made.change_mind?.trim() ?? '', sense_made_by: made.sense_made_by?.trim() ?? '' },
    author_id: actor.person,
  })
  await tx
    .insertInto('insight_evidence')
    .values(what.under.map((one) => ({ ...at, ...one, insight_id: id })))
    .execute()
  return id
}

/** The earliest of their chapters: whoever reads it reads the later ones too. */
async function narrowestOf(tx: Tx, space: string, ids: string[]): Promise<string> {
  const { id } = await tx
    .selectFrom('insight as i')
    .innerJoin('chapter as c', (on) => on.onRef('c.space_id', '=', 'i.space_id').onRef('c.id', '=', 'i.chapter_id'))
    .select('c.id')
    .where('i.space_id', '=', space)
    .where('i.id', 'in', ids)
    .orderBy('c.number')
    .limit(1)
    .executeTakeFirstOrThrow()
  return id
}

/** Everything that still stands under them. What speaks against one of them speaks against what takes its place. */
async function evidenceOf(tx: Tx, space: string, ids: string[]): Promise<Under[]> {
  const { rows } = await sql<Under>`
    select l.evidence_id, case when bool_or(l.bears = 'against') then 'against' else 'supports' end as bears
      from insight_evidence l join evidence e on e.space_id = l.space_id and e.id = l.evidence_id
     where l.space_id = ${space}::uuid and l.insight_id = any (${ids}::uuid[]) and e.words is not null
     group by l.evidence_id order by l.evidence_id`.execute(tx)
  return rows
}

/** Says that it has reached a scale, and how that is known; said again, the newer words stand. */
export async function sayScale(tx: Tx, actor: Actor, input: In['scale']): Promise<Out['scale']> {
  const insight = await itemOf(tx, 'insight', input.insight)
  const how = input.how.trim()
  await sql`
    insert into insight_scale (space_id, chapter_id, insight_id, scale, how, author_id)
    values (${insight.space_id}::uuid, ${insight.chapter_id}::uuid, ${insight.id}::uuid, ${input.scale}, ${how}, ${actor.person}::uuid)
    on conflict (space_id, insight_id, scale) do update set how = excluded.how`.execute(tx)
  await append(tx, { chapter: insight.chapter_id, kind: 'insight.scaled', subject: insight.id, actor: actor.person })
  return { ok: true, id: insight.id }
}
