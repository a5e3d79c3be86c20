import { sql } from 'kysely'
import type { z } from 'zod'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import type { Lane, PRECISE, SORTS } from '../../contract/memory.ts'
import { here, type Place } from '../access.ts'
import { dayIn, todayIn } from '../present/days.ts'
import { LANE_KINDS, TURNING } from '../present/lanes.ts'
import { ofKinds, remembered } from './remembered.ts'

type Which = { address: string }
type LaneName = z.infer<typeof Lane>

/** The lane of a kind, said to the database. */
const laneCase = sql.join(
  Object.entries(LANE_KINDS).map(([lane, kinds]) => sql`when e.kind like any (${kinds}::text[]) then ${lane}`),
  sql` `,
)

/** What changed how things went, counted by month and lane, with what lies across it. Everything counted may be read. */
export async function showTimeline(db: Db, actor: Actor, input: Which) {
  const space = await here(db, input)
  const today = await todayIn(db, space.id)
  const { rows } = await sql<{ month: string; lane: LaneName; n: number }>`
    with e as (
      select r.kind, date_trunc('month', r.day) as month, count(*) as n from (${remembered(space, today, { kinds: [TURNING] })}) r
       where ${ofKinds(sql`r.kind`, TURNING)} group by 1, 2)
    select to_char(e.month, 'YYYY-MM') as month, case ${laneCase} end as lane, sum(e.n)::int as n
      from e where case ${laneCase} end is not null group by 1, 2 order by 1, 2`.execute(db as never)
  return {
    ...{ today, months: rows },
    context: await contextOf(db, actor, space),
    strategy: (await strategiesOf(db, space)).find((one, at) => at === 0 && one.tied) ?? null,
  }
}

/** What happened round a space, for every picture of how something changed in it: under the reader's own policies. */
export async function contextOf(db: Db, actor: Actor, space: Place) {
  const rows = await db
    .selectFrom('context_event as x')
    .leftJoin('person as p', 'p.id', 'x.author_id')
    .select(['x.id', 'x.sort', 'x.words', 'x.from_day', 'x.to_day', 'x.precise', 'x.says_who', 'x.author_id', 'p.name'])
    .where('x.space_id', '=', space.id)
    .orderBy('x.from_day')
    .orderBy('x.id')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, words: row.words, from: row.from_day, to: row.to_day, saysWho: row.says_who, by: row.name },
    sort: row.sort as (typeof SORTS)[number],
    precise: row.precise as (typeof PRECISE)[number],
    mine: row.author_id === actor.person,
  }))
}

export async function listContext(db: Db, actor: Actor, input: Which) {
  return contextOf(db, actor, await here(db, input))
}

/** The strategy as it was said, newest version first, each with its milestones by day. */
async function strategiesOf(db: Db, space: Place) {
  const rows = await db
    .selectFrom('parent_strategy as s')
    .leftJoin('person as p', 'p.id', 's.said_by')
    .select(['s.id', 's.version', 's.name', 's.whose', 's.says', 's.from_day', 's.to_day', 's.tied', 'p.name as by'])
    .select(dayIn('s.said_at', space.zone).as('since'))
    .where('s.space_id', '=', space.id)
    .orderBy('s.version', 'desc')
    .execute()
  const milestones = await db
    .selectFrom('strategy_milestone')
    .select(['id', 'parent_strategy_id as of', 'on_day as on', 'words'])
    .where('space_id', '=', space.id)
    .orderBy('on_day')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...{ version: row.version, name: row.name, whose: row.whose, says: row.says, from: row.from_day, to: row.to_day },
    ...{ tied: row.tied, by: row.by, since: row.since! },
    milestones: milestones.filter((one) => one.of === row.id).map(({ id, on, words }) => ({ id, on, words })),
  }))
}

export async function showStrategy(db: Db, _actor: Actor, input: Which) {
  const versions = await strategiesOf(db, await here(db, input))
  const [last] = versions
  return { version: last?.version ?? 0, now: last?.tied ? last : null, versions }
}

/** What the space said of itself, the first version first. What stands now has no row of its own: it is the charter. */
export async function listVersions(db: Db, _actor: Actor, input: Which) {
  const space = await here(db, input)
  const before = await db
    .selectFrom('charter_version as v')
    .leftJoin('person as p', 'p.id', 'v.changed_by')
    .select(['v.version', 'v.purpose', 'v.priorities', 'v.payer', 'p.name'])
    .select(dayIn('v.made_at', space.zone).as('until'))
    .where('v.space_id', '=', space.id)
    .orderBy('v.version')
    .execute()
  const now = await db
    .selectFrom('charter')
    .select(['version', 'purpose', 'priorities', 'payer'])
    .where('space_id', '=', space.id)
    .executeTakeFirst()
  if (now === undefined) return []
  const made = await db
    .selectFrom('chapter as c')
    .select(dayIn('c.opened_at', space.zone).as('day'))
    .where('c.space_id', '=', space.id)
    .where('c.number', '=', 0)
    .executeTakeFirstOrThrow()
  // A version began on the day when the one before it ended, and whoever ended that one said it.
  return [...before, { ...now, name: null, until: null }].map(({ version, purpose, priorities, payer }, at) => ({
    ...{ version, purpose, priorities, payer },
    since: before[at - 1]?.until ?? made.day!,
    by: before[at - 1]?.name ?? null,
  }))
}
