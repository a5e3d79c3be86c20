import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor, House } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { LookedIn } from '#platform/http/module.ts'
import { AppError } from '#shared/errors.ts'
import type { todayContract } from '../../contract.ts'

type In = InferContractRouterInputs<typeof todayContract>
type Out = InferContractRouterOutputs<typeof todayContract>

/** So many of one kind: whoever wants more says more, or looks in the evidence of one space. */
const MOST = 5
/** Shorter words find half of everything, and cost as much. */
const LEAST = 2

/**
 * Anything the reader may read that has these words, asked of every module under the reader's own policies. There is no
 * total and no suggestion: what they may not read is not looked at, so it is neither counted nor missed.
 */
export async function findAnything(db: Db, actor: Actor, input: In['find'], house: House): Promise<Out['find']> {
  const spaces = await mySpaces(db, input.space)
  const typed = input.text.trim()
  if (typed.length < LEAST) return { groups: [] }
  const found = await house.gathered.find(db, {
    ...{ person: actor.person, typed, spaces },
    ...{ alone: input.space !== undefined, most: MOST },
  })
  const named = new Map(spaces.map(({ id, name }) => [id, name]))
  const groups = Map.groupBy(found, (one) => one.kind)
  return {
    groups: [...groups].map(([kind, items]) => ({
      kind,
      items: items.map(({ kind: _, space, ...item }) => ({
        ...item,
        space: space === null ? null : (named.get(space) ?? null),
      })),
    })),
  }
}

/** The spaces the reader is in, or the one that is meant. One that is not theirs answers as one that never was. */
async function mySpaces(db: Db, only: string | undefined): Promise<LookedIn[]> {
  const spaces = await db
    .selectFrom('space')
    .select(['id', 'name', 'address', sql<string>`search_language::text`.as('language')])
    .where('kind', 'not in', ['person', 'seat'])
    .where(sql<boolean>`id = any ((select my_spaces())::uuid[])`)
    .$if(only !== undefined, (of) => of.where('id', '=', only!))
    .orderBy('name')
    .execute()
  if (only !== undefined && spaces.length === 0) throw new AppError('not_found')
  return spaces
}
