import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'
import { findIn } from '#platform/db/finding.ts'
import type { Found, Looking } from '#platform/http/module.ts'

type Told = { kind: string; id: string; space: string; words: string }

/** What was told of what happened here and round us, the strategy as it is tied now, and what the space said of itself before. */
export async function findTold(db: Db, looking: Looking): Promise<Found[]> {
  const spaces = looking.spaces.map((space) => space.id)
  const { rows } = await sql<Told>`
    select 'turning_point' as kind, t.id, t.space_id as space, t.words from turning_point t where t.space_id = any (${spaces}::uuid[])
    union all select 'context_event', x.id, x.space_id, concat_ws(E'\n', x.words, nullif(x.says_who, '')) from context_event x where x.space_id = any (${spaces}::uuid[])
    union all select 'strategy', s.id, s.space_id, concat_ws(E'\n', s.name, s.whose, s.says,
        (select string_agg(m.words, E'\n' order by m.on_day) from strategy_milestone m where m.space_id = s.space_id and m.parent_strategy_id = s.id))
      from parent_strategy s where s.space_id = any (${spaces}::uuid[]) and s.tied
       and s.version = (select max(l.version) from parent_strategy l where l.space_id = s.space_id)
    union all select 'purpose', v.id, v.space_id, concat_ws(E'\n', v.purpose, array_to_string(v.priorities, E'\n')) from charter_version v where v.space_id = any (${spaces}::uuid[])
    order by 2`.execute(db as never)
  const within = new Map(looking.spaces.map((space) => [space.id, space.address]))
  const pages: Record<string, string> = { strategy: '/memory/strategy', purpose: '/memory/versions' }
  const found = rows.flatMap(({ kind, id, space, words }) => {
    const parts = findIn(words, looking.typed)
    const to = `/s/${within.get(space)!}${pages[kind] ?? '/memory'}`
    return parts === null ? [] : [{ kind, id, space, parts, about: '', to }]
  })
  return [...Map.groupBy(found, (one) => one.kind).values()].flatMap((some) => some.slice(0, looking.most))
}
