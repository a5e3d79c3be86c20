import { releasedOf } from '#modules/disclosure/server/index.ts'
import type { Definition } from '#modules/methods/contract/definition.ts'
import type { Step } from '#modules/methods/contract/step.ts'
import type { Actor } from '#platform/access/context.ts'
import type { Db } from '#platform/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { Wave } from '../../contract/trend.ts'
import { definitionOf } from '../present/planned.ts'

/** Two waves make a trend: one is a number by itself. */
const LEAST_WAVES = 2
type Rate = Extract<Step, { kind: 'rate' }>

/**
 * The questions of an activity as they were answered each time in the space that calls: exactly the same questions with the
 * same answers to choose from. Nothing is counted again. It is what each room was told once, read by whoever was in that
 * room; of a gathering that the reader was not in there is nothing here.
 */
export async function readTrend(
  db: Db,
  _actor: Actor,
  input: { activity: string } | { gathering: string } | { space: string },
) {
  const all = db
    .selectFrom('activity as a')
    .leftJoin('gathering as g', 'g.room_id', 'a.space_id')
    .select(['a.id', 'a.definition', 'g.space_id'])
  if ('activity' in input) {
    const now = await all.where('a.id', '=', input.activity).executeTakeFirst()
    if (now === undefined) throw new AppError('not_found')
    return trendOf(db, now)
  }
  // Afterwards: everything that was asked again there, each method once, as it was asked last. Whoever was not in a room finds
  // none of it.
  const there =
    'gathering' in input ? all.where('g.id', '=', input.gathering) : all.where('g.space_id', '=', input.space)
  const rows = await there.orderBy('a.started_at').execute()
  const once = new Map(rows.map((row) => [definitionOf(row).key, row]))
  const found = await Promise.all([...once.values()].map((row) => trendOf(db, row)))
  return { steps: found.flatMap(({ steps }) => steps) }
}

async function trendOf(db: Db, now: { id: string; definition: unknown; space_id: string | null }) {
  const method = definitionOf(now)
  const asked = method.steps.filter((step): step is Rate => step.kind === 'rate' && !step.settings.each_item)
  if (now.space_id === null || asked.length === 0) return { steps: [] }
  const rows = await stepsLike(db, now.space_id, method, asked)
  const told =
    rows.length === 0
      ? new Map()
      : await releasedOf(
          db,
          rows.map((row) => row.step),
        )
  const said = await saidIn(
    db,
    rows.map((row) => row.step),
  )
  const steps = asked.map((step) => ({
    ...{ key: step.key, title: step.title, method: method.title, settings: step.settings as Record<string, unknown> },
    waves: rows
      .filter((row) => row.key === step.key && isSame(step, definitionOf(row)))
      .map(
        (row): Wave => ({
          ...{ gathering: row.gathering, title: row.title, on: row.on, told: told.get(row.step) ?? null },
          said: step.writes === 'one' ? (said.get(row.step) ?? null) : null,
        }),
      )
      .filter((wave) => wave.told !== null || wave.said !== null),
  }))
  return { steps: steps.filter(({ waves }) => waves.length >= LEAST_WAVES) }
}

/** The steps with these keys in activities of the same method, in rooms of this space: as the reader's own policies let them be read. */
async function stepsLike(db: Db, space: string, method: Definition, asked: readonly Rate[]) {
  const rows = await db
    .selectFrom('activity_step as s')
    .innerJoin('activity as a', 'a.id', 's.activity_id')
    .innerJoin('gathering as g', 'g.room_id', 'a.space_id')
    .select(['s.id as step', 's.key', 'a.id', 'a.definition', 'g.id as gathering', 'g.title', 'g.starts_on as on'])
    .where('g.space_id', '=', space)
    .where('s.shown_at', 'is not', null)
    .where(
      's.key',
      'in',
      asked.map((step) => step.key),
    )
    .orderBy('g.starts_on')
    .orderBy('s.shown_at')
    .execute()
  return rows.filter((row) => definitionOf(row).key === method.key)
}

/** The same questions, put in the same words, with the same answers: anything else is another question. */
function isSame(step: Rate, then: Definition): boolean {
  const other = then.steps.find((one) => one.key === step.key)
  if (other?.kind !== 'rate') return false
  const asked = ({ questions, scale, options, adds_up_to }: Rate['settings']) =>
    JSON.stringify({ questions, scale, options, adds_up_to })
  return other.prompt === step.prompt && asked(other.settings) === asked(step.settings)
}

/** What one wrote down for all, under their name: the last that was put in. */
async function saidIn(db: Db, steps: readonly string[]): Promise<Map<string, Record<string, number>>> {
  if (steps.length === 0) return new Map()
  const rows = await db
    .selectFrom('contribution')
    .select(['step_id', 'value'])
    .where('step_id', 'in', steps)
    .where('shown', '=', true)
    .where('attribution', '!=', 'anonymous')
    .execute()
  return new Map(
    rows.map((row) => {
      const { answers = {} } = row.value as { answers?: Record<string, unknown> }
      const numbers = Object.entries(answers).filter((one): one is [string, number] => typeof one[1] === 'number')
      return [row.step_id, Object.fromEntries(numbers)]
    }),
  )
}
