import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db, Tx } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { MayGo, Round, RoundState } from '../contract.ts'
import type { Holds } from './commands/open.ts'

export type Standing = { id: string; state: RoundState; in: number | null; people: number }

/**
 * How rounds stand. `in` is told while one is open in a live room only, and for each once it is closed: how many had put
 * something in, a pass too. Rounds in chapters that the reader does not read are left out.
 */
export async function roundState(db: Db | Tx, ids: string[]): Promise<Standing[]> {
  return (await told(db, ids)).map(({ id, state, came, people }) => ({ id, state, in: came, people }))
}

async function told(db: Db | Tx, ids: string[]) {
  const { rows } = await sql<{
    id: string
    state: RoundState
    came: number | null
    people: number
    asks_me: boolean
  }>`select * from rounds_told(${ids}::uuid[])`.execute(db as Tx)
  return rows
}

/** What is asked, of whom, and how it stands. Absent and not to be read answer the same. */
export async function readRound(db: Db, _actor: Actor, { round }: { round: string }): Promise<Round> {
  const row = await db
    .selectFrom('round')
    .select(['id', 'space_id', 'chapter_id', 'kind', 'about', 'shape', 'bytes', 'may_go', 'live', 'public_key'])
    .where('id', '=', round)
    .executeTakeFirst()
  const [standing] = await told(db, [round])
  if (row === undefined || standing === undefined) throw new AppError('not_found')
  const roster = await sql<{ id: string; name: string }>`
    select p.id, p.name from round_roster(${round}) as r (id) join person p on p.id = r.id`.execute(db as Tx)
  return {
    id: row.id,
    space: row.space_id,
    chapter: row.chapter_id,
    kind: row.kind,
    about: row.about,
    shape: row.shape as Round['shape'],
    bytes: row.bytes,
    mayGo: row.may_go as MayGo[],
    live: row.live,
    state: standing.state,
    people: standing.people,
    in: standing.came,
    key: row.public_key.toString('base64url'),
    asksMe: standing.asks_me,
    roster: roster.rows,
  }
}

/** The rounds that are open and ask this person. What was put in is nobody's, so there is nothing else of it here. */
export async function listMine(db: Db): Promise<{ asked: { round: string; since: string }[] }> {
  const { rows } = await sql<{ round: string; since: string }>`
    select id as round, opened_on as since from my_rounds()`.execute(db as Tx)
  return { asked: rows }
}

/** Among how many a line must be able to hide: the database holds a round to the same (`least_asked`). */
export const leastFor = (holds: Holds): number => (holds === 'numbers' ? 5 : 8)

/** How many it takes to ask this without names in a chapter, where fewer read it; null where enough do. */
export async function tooFewFor(db: Db | Tx, chapter: string, holds: Holds): Promise<number | null> {
  const { rows } = await sql<{ least: number | null }>`
    select few_for_round(${chapter}::uuid, ${holds}) as least`.execute(db as Tx)
  return rows[0]!.least
}

/** Whether fewer of those who were asked are there now than it takes to open it: others could be told by who is left. */
export async function tooFewIn(db: Db | Tx, round: string): Promise<boolean> {
  const { rows } = await sql<{ few: boolean }>`select few_in_round(${round}::uuid) as few`.execute(db as Tx)
  return rows[0]!.few
}
