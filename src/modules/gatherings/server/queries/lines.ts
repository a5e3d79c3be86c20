import { sql } from 'kysely'
import { releasedOf } from '#modules/disclosure/server/index.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { Line, Numbers } from '../../contract/state.ts'

/**
 * Lines of these steps that the reader sees, under their own policies, in an order that tells nothing: that of their ids,
 * which are random.
 */
async function linesOf(
  db: Db,
  actor: Actor,
  steps: readonly string[],
  onlyMine: readonly string[] = [],
): Promise<Line[]> {
  const rows = await linesIn(db)
    .where((on) =>
      on.or([
        on('c.step_id', 'in', steps),
        on.and([
          on('c.step_id', 'in', onlyMine),
          on.or([on('c.author_id', '=', actor.person), on('c.id', 'in', ownWithoutName(db))]),
        ]),
      ]),
    )
    .orderBy('c.id')
    .execute()
  return rows.map((row) => presentLine(row, actor))
}

/** What one put in where no name stands on it: their policy shows everybody their own. Asked of each line, it took as many questions. */
export const ownWithoutName = (db: Db) => db.selectFrom('contribution_owner').select('contribution_id')

const linesIn = (db: Db) =>
  db
    .selectFrom('contribution as c')
    .innerJoin('activity_step as s', 's.id', 'c.step_id')
    .leftJoin('person as p', 'p.id', 'c.author_id')
    .leftJoin('small_room as r', 'r.id', 'c.group_id')
    .select([
      ...(['c.id', 'c.step_id', 's.key', 'c.value', 'c.author_id', 'c.said_as', 'c.for_table'] as const),
      ...(['c.version', 'c.shown', 'c.may_go', 'c.attribution', 'p.name', 'c.seen_by', 'r.label'] as const),
      sql<boolean>`c.attribution = 'role' and i_put(c.id)`.as('unnamed_mine'),
    ])
type Row = Awaited<ReturnType<ReturnType<typeof linesIn>['execute']>>[number]

function presentLine(row: Row, actor: Actor): Line {
  const mine = row.author_id === actor.person || row.unnamed_mine
  return {
    ...{ id: row.id, step: row.step_id, key: row.key, value: row.value, mine, forTable: row.for_table },
    by: row.attribution === 'named' ? (row.name ?? '') : row.said_as,
    table: row.seen_by === 'room' && row.label?.startsWith('Table ') ? row.label : '',
    ...{ version: row.version, shown: row.shown },
    // Where somebody lets their words go is for them to know until they have gone.
    mayGo: mine ? (row.may_go as Line['mayGo']) : null,
  }
}

/** What a reader sees of an activity: all of the steps that are looked at, and of the others only what is their own. */
export const linesOfActivity = (db: Db, actor: Actor, steps: { shown: readonly string[]; all: readonly string[] }) =>
  linesOf(db, actor, steps.shown, steps.all)

export async function listLines(db: Db, actor: Actor, input: { step: string }) {
  const step = await db
    .selectFrom('activity_step')
    .select(['id', 'key'])
    .where('id', '=', input.step)
    .executeTakeFirst()
  if (step === undefined) throw new AppError('not_found')
  return { lines: await linesOf(db, actor, [step.id]), numbers: await numbersOf(db, [step]) }
}

/** What was told in numbers of these steps, as disclosure let it out. */
export async function numbersOf(db: Db, steps: readonly { id: string; key: string }[]): Promise<Numbers[]> {
  if (steps.length === 0) return []
  const told = await releasedOf(
    db,
    steps.map((step) => step.id),
  )
  return steps.flatMap(({ id, key }) => {
    const numbers = told.get(id)
    return numbers === undefined ? [] : [{ step: id, key, told: numbers }]
  })
}
