import type { InferContractRouterInputs } from '@orpc/contract'
import type { Actor } from '#platform/access/context.ts'
import type { Tx } from '#platform/db/database.ts'
import { append } from '#platform/events/append.ts'
import { AppError } from '#shared/errors.ts'
import { refuse } from '#shared/result.ts'
import type { sameContract } from '../../contract/same.ts'

type Inputs = InferContractRouterInputs<typeof sameContract>

/**
 * Ties two pieces as the same thing, said twice. There is one level: what stood under the one that goes under another
 * comes along, and to be put under a piece that is itself under one is to be put under that one.
 */
export async function tieSame(tx: Tx, actor: Actor, input: Inputs['tieSame']) {
  const both = await tx
    .selectFrom('evidence')
    .select(['id', 'chapter_id'])
    .where('space_id', '=', input.space)
    .where('id', 'in', [input.id, input.under])
    .where('words', 'is not', null)
    .execute()
  const one = both.find((row) => row.id === input.id)
  if (one === undefined || both.length < 2) throw new AppError('not_found')
  const ties = await tx
    .selectFrom('same_said')
    .select(['evidence_id', 'chapter_id', 'under_id'])
    .where('space_id', '=', input.space)
    .where((is) => is.or([is('evidence_id', 'in', [input.id, input.under]), is('under_id', '=', input.id)]))
    .execute()
  const under = ties.find((tie) => tie.evidence_id === input.under)?.under_id ?? input.under
  if (under === input.id) return refuse('same', 'They are tied already, the other way round. Nothing was changed.')
  const moving = ties.filter((tie) => tie.under_id === input.id || tie.evidence_id === input.id)
  if (moving.length > 0)
    await tx
      .deleteFrom('same_said')
      .where('space_id', '=', input.space)
      .where(
        'evidence_id',
        'in',
        moving.map((tie) => tie.evidence_id),
      )
      .execute()
  const along = moving.filter((tie) => tie.under_id === input.id)
  await tx
    .insertInto('same_said')
    .values(
      [{ evidence_id: input.id, chapter_id: one.chapter_id }, ...along].map(({ evidence_id, chapter_id }) => ({
        ...{ space_id: input.space, evidence_id, chapter_id, under_id: under, tied_by: actor.person },
      })),
    )
    .execute()
  await append(tx, { chapter: one.chapter_id, kind: 'evidence.tied', subject: input.id, actor: actor.person })
  return { ok: true as const, id: input.id }
}

/** They do not say the same after all: each stands by itself again. */
export async function untieSame(tx: Tx, actor: Actor, input: Inputs['untieSame']) {
  const row = await tx
    .deleteFrom('same_said')
    .where('space_id', '=', input.space)
    .where('evidence_id', '=', input.id)
    .returning('chapter_id')
    .executeTakeFirst()
  if (row === undefined) throw new AppError('not_found')
  await append(tx, { chapter: row.chapter_id, kind: 'evidence.untied', subject: input.id, actor: actor.person })
  return { ok: true as const, id: input.id }
}
