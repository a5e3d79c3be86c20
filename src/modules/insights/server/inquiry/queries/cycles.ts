import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { clock } from '#platform/time.ts'
import { dayOf } from '#shared/day.ts'
import { AppError } from '#shared/errors.ts'
import type { cyclesContract } from '../../../contract/cycles.ts'
import { STEPS } from '../../../contract/linked.ts'
import { type Place, placeOf } from '../../access.ts'
import { by } from '../../present.ts'
import { nearness, weeksAfter } from '../present.ts'
import { linkedTo, peopleOf } from './linked.ts'
import { newest, oneOf } from './page.ts'

type In = InferContractRouterInputs<typeof cyclesContract>
type Out = InferContractRouterOutputs<typeof cyclesContract>
type Cycle = Out['cycle']['cycle']
type Experiment = Out['experiments']['items'][number]
type Told = 'linked' | 'near' | 'made_on' | 'by'
type Kept = { made_at: Date; author_id: string | null }
type CycleRow = Omit<Cycle, Told | 'due_on' | 'steps'> & Kept
type ExperimentRow = Omit<Experiment, Told> & Kept

const CYCLE = {
  table: 'learning_cycle',
  columns: ['words', 'evaluation', 'pace', 'weeks', 'starts_on', 'ended_on', 'at_step', 'author_id', 'version'],
}
const EXPERIMENT = {
  table: 'experiment',
  columns: [
    ...['words', 'safe', 'risk_agreed_by', 'risk_agreed_on', 'appetite', 'starts_on', 'stops_on', 'stop_sign'],
    ...['ended_on', 'result', 'came', 'tell_others', 'author_id', 'version'],
  ],
}

/** The learning cycles of a space that the reader may read, newest first. */
export async function listCycles(db: Db, _actor: Actor, input: In['cycles']): Promise<Out['cycles']> {
  const { cursor, ...where } = input
  const place = await placeOf(db, where)
  const { rows, next } = await newest<CycleRow>(db, { ...CYCLE, space: place.id, cursor })
  return { items: await withSteps(db, place, rows), next }
}

/** One cycle, with the cycles that are part of it, however deep. */
export async function readCycle(db: Db, _actor: Actor, input: In['cycle']): Promise<Out['cycle']> {
  const { of, ...where } = input
  const place = await placeOf(db, where)
  const row = await oneOf<CycleRow>(db, { ...CYCLE, space: place.id, id: of })
  if (row === undefined) throw new AppError('not_found')
  const { rows: inside } = await sql<CycleRow>`
    with recursive part as (
      select l.from_id from inquiry_link l where l.space_id = ${place.id}::uuid and l.to_id = ${of}::uuid and l.role = 'part_of'
      union select l.from_id from inquiry_link l join part on l.to_id = part.from_id
       where l.space_id = ${place.id}::uuid and l.role = 'part_of')
    select id, made_at, ${sql.join(CYCLE.columns.map((column) => sql.ref(column)))} from learning_cycle
     where space_id = ${place.id}::uuid and id in (select from_id from part) order by starts_on, id limit 100`.execute(
    db as never,
  )
  const [cycle, ...within] = await withSteps(db, place, [row, ...inside])
  return { space: place.id, cycle: cycle!, within }
}

async function withSteps(db: Db, place: Place, rows: CycleRow[]): Promise<Cycle[]> {
  const ids = rows.map((row) => row.id)
  const linked = await linkedTo(db, place, ids)
  const done =
    ids.length === 0
      ? []
      : await db
          .selectFrom('cycle_step')
          .select(['cycle_id', 'step', 'words', 'done_on', 'author_id'])
          .where('space_id', '=', place.id)
          .where('cycle_id', 'in', ids)
          .execute()
  const stepsOf = by(done, (row) => row.cycle_id)
  const people = await peopleOf(
    db,
    place.id,
    [...rows, ...done].map((row) => row.author_id),
  )
  const today = dayOf(await clock(db), place.zone)
  return rows.map(({ made_at, author_id, ...row }) => {
    const due = weeksAfter(row.starts_on, row.weeks)
    const steps = stepsOf(row.id)
      .map(({ step, words, done_on, author_id: who }) => ({
        ...{ step: step as Cycle['at_step'], words, done_on },
        by: people(who)?.name ?? null,
      }))
      .sort((one, other) => STEPS.indexOf(one.step) - STEPS.indexOf(other.step))
    return {
      ...row,
      ...{ due_on: due, near: row.ended_on === null ? nearness(due, today) : null, steps },
      ...{ linked: linked(row.id), made_on: dayOf(made_at, place.zone), by: people(author_id)?.name ?? null },
    }
  })
}

/** What a space tries out, newest first: what it tests, what it risks, when it stops, what came. */
export async function listExperiments(db: Db, _actor: Actor, input: In['experiments']): Promise<Out['experiments']> {
  const { cursor, ...where } = input
  const place = await placeOf(db, where)
  const { rows, next } = await newest<ExperimentRow>(db, { ...EXPERIMENT, space: place.id, cursor })
  const linked = await linkedTo(
    db,
    place,
    rows.map((row) => row.id),
  )
  const people = await peopleOf(
    db,
    place.id,
    rows.map((row) => row.author_id),
  )
  const today = dayOf(await clock(db), place.zone)
  const items = rows.map(({ made_at, author_id, ...row }) => ({
    ...row,
    near: row.result === null ? nearness(row.stops_on, today) : null,
    ...{ linked: linked(row.id), made_on: dayOf(made_at, place.zone), by: people(author_id)?.name ?? null },
  }))
  return { items, next }
}
