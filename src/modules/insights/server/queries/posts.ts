import type { InferContractRouterOutputs } from '@orpc/contract'
import { postAudience } from '#modules/crossings/contract.ts'
import type { Db } from '#platform/db/database.ts'
import type { insightsContract } from '../../contract.ts'

type Out = InferContractRouterOutputs<typeof insightsContract>

/** Posts that somebody outside holds, as far as I read them, each with who sees what goes there. */
export async function listPosts(db: Db): Promise<Out['posts']> {
  const rows = await db
    .selectFrom('seat as p')
    .innerJoin('space as s', 's.id', 'p.space_id')
    .select(['p.id', 'p.title', 'p.holder', 's.name', 's.kind'])
    // A post that somebody here holds has no link: what is theirs to hear stands in their space.
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('seat_holder as h')
            .select('h.seat_id')
            .whereRef('h.seat_id', '=', 'p.id')
            .where('h.until', 'is', null),
        ),
      ),
    )
    .orderBy('s.name')
    .orderBy('p.title')
    .orderBy('p.id')
    .limit(200)
    .execute()
  return rows.map(({ id, title, holder, name, kind }) => ({
    id,
    title,
    holder,
    space: kind === 'person' ? null : name,
    audience: postAudience({ title, holder }),
  }))
}
